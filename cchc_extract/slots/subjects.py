"""What a percentage or change measures."""

import re

from cchc_extract.article.article import Article
from cchc_extract.article.tables import Cell
from cchc_extract.drafts import COUNTED_KINDS, Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.quantities.units import HOLDERS
from cchc_extract.slots.discourse import Discourse
from cchc_extract.slots.set_goals import is_set

# The longest phrase that is taken for what is measured, in words, and in characters behind a value.
_MAX_WORDS = 12
_REACH = 120
# Up to so many words between a value and the one before it only say whose it is, or when ("cấp xã", "năm 2020").
_LABEL_WORDS = 4
# What says where a value holds stands right behind it, in so many characters.
_SITE = 8
# So many facts back a share is looked for of which another is one too.
_RECENT = 4
_MEASURED = ("percentage", "change")
_ACTS = {"action"}
_PARTED = re.compile(r"[,;:.()\n\d]")
_BREAK = re.compile(r"[,.;:()\n\"“”]")


class SubjectFiller:
    """Fills `subject` with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._trim, self._stops = pack.lists["subject_trim"], pack.lists["subject_stops"]
        self._ends = self._trim | self._stops
        self._heads = tuple(pack.lists["subject_heads"])
        openers = "|".join(map(re.escape, pack.lists["subject_openers"])) or "(?!)"
        self._opener = re.compile(rf"(?<!\w)(?:{openers})(?!\w)")
        self._labels = self._trim | pack.lists["subject_labels"] | {""}

    def fill(self, article: Article, draft: Draft, discourse: Discourse) -> None:
        """Set `subject` of a percentage, and of a change without an index."""
        if draft.kind not in _MEASURED or draft.indicator:
            return
        cell = draft.quantity.cell
        if cell:
            draft.subject = self._of_cell(article, cell)
            return
        start, end = self._stretch(article, draft, discourse)
        if article.within("cue:counts_again", start, end):
            draft.subject = next((d.subject for d in reversed(discourse.drafts) if d.subject), None)
            return
        last = next((d for d in reversed(discourse.same_sentence(draft.sentence)) if d.kind in _MEASURED), None)
        aside = self._site_behind(article, draft) or self._whole_behind(article, draft)
        noun, after = (False, None) if aside else self._after(article, draft)
        if last and last.subject and not noun and self._set_by_somebody(article, draft, start):
            draft.subject = last.subject
            return
        draft.subject = (
            (after if noun else None)
            or self._share(article, start, end)
            or self._of_unit(draft, discourse)
            or (None if after else self._continued(article, draft, last, end))
            or (None if after else self._of_counted(article, draft, discourse))
            or self._pieced(article, draft, discourse, last, after)
        )

    def _site_behind(self, article: Article, draft: Draft) -> bool:
        """Whether a value is followed by where it is so, which says nothing of what it measures ("72,5% ở huyện")."""
        behind = article.low[draft.quantity.end : draft.quantity.end + _SITE].split()[:1]
        return bool(behind) and behind[0] in self._pack.lists["site_words"]

    def _whole_behind(self, article: Article, draft: Draft) -> bool:
        """Whether a share is followed by what it is a part of ("trực tuyến chiếm 62% tổng số hồ sơ")."""
        low, quantity = article.low, draft.quantity
        led = self._pack.share_lead.search(low, article.sentences[draft.sentence].start, quantity.start)
        return bool(led) and self._pack.whole_behind.match(low, quantity.end) is not None

    def _set_by_somebody(self, article: Article, draft: Draft, start: int) -> bool:
        """Whether a value is what somebody asks of the one before ("17,6%, trong khi Thủ tướng yêu cầu 50%")."""
        led = article.within("cue:asked", start, draft.quantity.start)
        return bool(led) or is_set(self._pack, article, draft.quantity)

    def _pieced(
        self, article: Article, draft: Draft, discourse: Discourse, last: Draft | None, after: str | None
    ) -> str | None:
        """What is said before or behind a value, together with the noun that it is said of."""
        base = self._base(article, draft, discourse)
        if base and after:
            return _joined(base, after)
        phrase, bare = self._before(article, *self._stretch(article, draft, discourse))
        if last and last.subject and phrase and last.subject.startswith(phrase):
            phrase = None
        counted = [d for d in discourse.same_sentence(draft.sentence)[-1:] if d.kind in COUNTED_KINDS]
        return (
            phrase
            or after
            or (_joined(base, bare) if base else None)
            or self._headed(article, draft, discourse)
            or (_acted_on(base, counted[0]) if counted else None)
            or (self._of_holder(article, draft, discourse) if bare else None)
            or bare
            or (last.subject if last else None)
            or base
        )

    def _of_holder(self, article: Article, draft: Draft, discourse: Discourse) -> str | None:
        """What the share before in the paragraph measures, where a clause only says whose value is another one."""
        start, end = self._stretch(article, draft, discourse)
        start = max(start, *(article.low.rfind(mark, start, end) + 1 for mark in ",;"))
        line = article.sentences[draft.sentence].line
        shares = [d for d in discourse.drafts[-_RECENT:] if d.kind == "percentage" and d.subject]
        near = [d for d in shares if article.sentences[d.sentence].line == line]
        return near[-1].subject if near and article.places_within(start, end) else None

    def _stretch(self, article: Article, draft: Draft, discourse: Discourse) -> tuple[int, int]:
        """The half-open span before a value that may name what it measures: since the last quantity or bracket.

        A verb that carries the value belongs to it, but for one of movement ("trả đúng hạn 98%", "giảm 5%").
        """
        quantity = draft.quantity
        earlier = discourse.same_sentence(draft.sentence)
        start = max([article.sentences[draft.sentence].start, *(d.quantity.end for d in earlier)])
        near = quantity.cue.near
        end = quantity.cue.verb_start + len(near.text) if near and near.classes == _ACTS else quantity.cue.start
        return max(start, quantity.opened + 1), min(end, draft.told_end)

    def _after(self, article: Article, draft: Draft) -> tuple[bool, str | None]:
        """What follows the value, and whether it begins with a noun ("98% hồ sơ đúng hạn", "2% bị trễ hẹn")."""
        end = draft.quantity.end
        enclosed = draft.quantity.opened >= 0 and article.text[end : end + 1] == ")"
        end += enclosed
        raw = article.text[end : min(article.sentences[draft.sentence].end, end + _REACH)]
        words: list[str] = []
        noun, holders, said = 0, False, 0
        for match in re.finditer(r"[^\s]+", raw):
            bare, at, stop = match[0].strip(',.;:()"“”'), end + match.start(), end + match.end()
            low = bare.lower()
            if match[0][0] == "(":
                break
            if not words:
                if not bare[:1].isalpha() or match[0][0] in '"“' or article.period_at(at):
                    break
                noun = self._noun_end(article, at)
                said = max((mark.end for mark in article.within("cue:share_predicates", at, at + 1)), default=0)
                holders = any(mark.value in HOLDERS for mark in article.within("noun", at, at + 1))
                verbal = enclosed and low in self._pack.lists["subject_verbs"]
                if low in self._trim and not noun and not said and not verbal:
                    continue
                if low in self._pack.stops and not noun and not said and low not in self._pack.lists["subject_verbs"]:
                    break
            elif stop > said and low in self._stops and not (holders and low in self._pack.lists["subject_verbs"]):
                break
            elif bare[:1].isupper() and any(p.start <= at < p.end for p in article.places_within(end, stop)):
                continue
            words.append(bare if stop > noun else match[0])
            if (match[0][-1] in ',.;:()"”' and stop > noun and not self._listed(article, stop)) or len(
                words
            ) >= _MAX_WORDS:
                break
        return noun > 0, self._clean(words)

    def _noun_end(self, article: Article, at: int) -> int:
        """Where the noun or body ends that begins at a position; 0 where none does."""
        ends = [mark.end for mark in article.within("noun", at, at + 1)]
        ends += [body.end for body in article.bodies_within(at, at + 1)]
        if not ends and article.low.startswith(self._heads, at):
            return at + 1
        return max(ends, default=0)

    def _listed(self, article: Article, at: int) -> bool:
        """Whether a phrase goes on behind a comma that ends there ("sở, ngành"): with another noun."""
        nouns = article.within("noun", at, at + 2)
        return article.low[at - 1] == "," and bool(nouns) and not article.within("verb", at, at + 2)

    def _base(self, article: Article, draft: Draft, discourse: Discourse) -> str | None:
        """The noun that a value is a share of: that counted last before in the sentence, if it says enough."""
        counted = [d for d in discourse.same_sentence(draft.sentence) if d.kind in COUNTED_KINDS and d.unit]
        if counted and counted[-1].quantity.unit.kind == "money":
            first = counted[-1].quantity
            return self._before(article, article.sentences[draft.sentence].start, first.cue.start)[0]
        telling = [d.unit for d in counted if not self._general(d.unit or "")]
        if telling:
            return telling[-1]
        start, end = article.sentences[draft.sentence].start, draft.quantity.start
        if counted:
            for mark in article.within("noun", start, end):
                if not self._general(article.low[mark.start : mark.end]):
                    return self._clean([article.text[mark.start : mark.end]])
        if counted:
            return counted[-1].unit
        before = discourse.same_sentence(draft.sentence)[-1:]
        nouns = [n for d in before for n in article.within("noun", d.quantity.end, d.quantity.end + 2)]
        return self._clean([article.text[nouns[0].start : nouns[0].end]]) if nouns else None

    def _general(self, unit: str) -> bool:
        return unit in self._pack.lists["general_units"]

    def _of_unit(self, draft: Draft, discourse: Discourse) -> str | None:
        """What a change counts, in the words of the count before it that it is a change of."""
        unit = draft.quantity.unit
        if draft.kind != "change" or unit.kind != "noun" or not unit.name or self._general(unit.name):
            return None
        counted = [d for d in discourse.same_sentence(draft.sentence) if d.kind in COUNTED_KINDS]
        same = [d for d in counted if d.unit and d.unit.startswith(unit.name)]
        return same[-1].unit if same else unit.name

    def _of_counted(self, article: Article, draft: Draft, discourse: Discourse) -> str | None:
        """What was counted right before, with what is said of it ("1.312 thủ tục đã cung cấp trực tuyến (71%)")."""
        counted = discourse.same_sentence(draft.sentence)[-1:]
        if draft.kind != "percentage" or not counted or counted[0].quantity.unit.kind != "noun":
            return None
        begin, unit = counted[0].quantity.end, counted[0].unit
        end = draft.quantity.opened if draft.quantity.opened >= 0 else draft.quantity.cue.start
        said = self._named_out(article, begin, end).rstrip(" ,(")
        if not unit or _PARTED.search(said) or len(said.split()) > _MAX_WORDS:
            return None
        predicate = self._trimmed(said.split())
        return f"{unit} {predicate}" if predicate else None

    def _of_cell(self, article: Article, cell: Cell) -> str | None:
        """What a cell measures: the head of its column, or of its row where that one says no more than a time."""
        header = article.text[cell.header.start : cell.header.end].replace("(%)", "")
        named = article.periods_within(cell.header.start, cell.header.end)
        if article.low[cell.header.start : cell.header.end].partition("(")[0].strip() in self._pack.lists["shares"]:
            beside = self._beside(article, cell)
            if beside:
                return beside
        plain = article.low[cell.header.start : cell.header.end].replace("(%)", "").strip()
        general = bool(named) or plain in self._pack.lists["shares"]
        head = cell.head if general and article.within("noun", cell.head.start, cell.head.end) else None
        if head and not article.places_within(head.start, head.end):
            return self._clean(article.text[head.start : head.end].partition("(")[0].split())
        words = header.split()
        shared = " ".join(words[:2]).lower() in self._pack.lists["shares"] and len(words) > 2
        return self._clean(words[2:] if shared else words)

    def _beside(self, article: Article, cell: Cell) -> str | None:
        """What the column before a column of mere shares counts, where it counts anything."""
        row = (article.cells.get(start) for start in range(cell.span.start - 1, cell.head.start, -1))
        header = next((c.header for c in row if c), None)
        if header is None or not article.within("noun", header.start, header.end):
            return None
        return self._clean(article.text[header.start : header.end].partition("(")[0].split())

    def _share(self, article: Article, start: int, end: int) -> str | None:
        """What a share is of ("tỷ lệ hồ sơ đúng hạn"), up to where it is said when, where or how much."""
        shares = article.within("cue:shares", start, end)
        if not shares:
            return None
        words: list[str] = []
        for word in _BREAK.split(self._named_out(article, shares[-1].end, end))[0].split():
            if word.lower() in self._stops and words:
                break
            words.append(word)
        return self._trimmed(words)

    def _continued(self, article: Article, draft: Draft, last: Draft | None, end: int) -> str | None:
        """What the value before measures, where but a holder or time stands between ("cấp tỉnh 81%, cấp xã 49%")."""
        if last is None or not last.subject or last.quantity.unit.kind != draft.quantity.unit.kind:
            return None
        moved = draft.quantity.cue.level and last.quantity.cue.earlier
        between = self._named_out(article, last.quantity.end, end).split()
        said = [word for word in between if word.strip(",.;:()–-").lower() not in self._labels]
        return last.subject if moved or not said else None

    def _before(self, article: Article, start: int, end: int) -> tuple[str | None, str | None]:
        """The last phrase of a stretch that holds a noun, and the last behind it that holds none."""
        text = self._named_out(article, start, end)
        stop = len(text)
        bare = None
        for piece in reversed(_BREAK.split(text)):
            part = self._opener.split(piece)[-1]
            begin = start + stop - len(part)
            stop -= len(piece) + 1
            trimmed = self._trimmed(part.split())
            if not trimmed or len(trimmed.split()) < 2:
                continue
            if article.within("noun", begin, begin + len(part)):
                listed = text[max(0, stop) : stop + 1] == "," and len(part.split()) < _LABEL_WORDS and not bare
                lead = article.within("cue:breakers", start, begin) if listed else []
                return (self._trimmed(article.text[lead[-1].start : end].split()) if lead else trimmed), bare
            bare = bare or trimmed
        return None, bare

    def _headed(self, article: Article, draft: Draft, discourse: Discourse) -> str | None:
        """The share that the heading of a list announces, for the first value of an item."""
        heading = article.lines[article.sentences[draft.sentence].line].heading
        if heading < 0 or discourse.same_sentence(draft.sentence):
            return None
        return self._share(article, article.lines[heading].start, article.lines[heading].end)

    def _named_out(self, article: Article, start: int, end: int) -> str:
        """A stretch of text with a line end in place of each period, place and body."""
        out = list(article.text[start:end])
        spans = [(m.start, m.end) for m in article.periods_within(start, end)]
        spans += [(p.start, p.end) for p in article.places_within(start, end)]
        spans += [(b.start, b.end) for b in article.bodies_within(start, end)]
        for begin, stop in spans:
            out[begin - start : stop - start] = "\n" * (min(stop, end) - begin)
        return "".join(out)

    def _trimmed(self, words: list[str]) -> str | None:
        """A phrase without the words at its ends that say nothing of what is measured."""
        kept = self._pack.lists["subject_kept"]
        while words and words[0].lower().strip(",") in self._trim and " ".join(words[:2]).lower() not in kept:
            words = words[1:]
        shares = self._pack.lists["shares"]
        while words and " ".join(words[-2:]).lower() in shares:
            words = words[:-2]
        while words and words[-1].lower() in self._ends and " ".join(words[-2:]).lower() not in kept:
            words = words[:-1]
        return self._clean(words[-_MAX_WORDS:]) if words else None

    def _clean(self, words: list[str]) -> str | None:
        text = self._pack.expand(" ".join(words)).lower().strip(" ,.;:-–≥≤<>=\"“”'")
        return text or None


def _acted_on(base: str | None, counted: Draft) -> str | None:
    """What was counted, with what was done to it ("đơn giản hóa 612 thủ tục, đạt 39,6%")."""
    done = counted.action if base and base == counted.unit else None
    return f"{base} {done}" if done and done not in (base or "") else base


def _joined(base: str | None, said: str | None) -> str | None:
    """What is said of a noun behind it, unless that says it too."""
    if not said or not base or said.startswith(base.split()[0]):
        return said
    return f"{base} {said}"
