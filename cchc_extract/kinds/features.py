"""What a kind rule may ask of a quantity in its context; each answer is worked out when it is first asked for."""

import re
from functools import cached_property

from cchc_extract.article.article import Article
from cchc_extract.article.tables import Cell
from cchc_extract.drafts import Draft
from cchc_extract.kinds.verbs import NO_VERB, following_verb, governing_verb, passive_classes, verb_asked
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.filling import Verb
from cchc_extract.pack.lexicon import Mark
from cchc_extract.quantities.quantity import Quantity
from cchc_extract.quantities.units import HOLDERS
from cchc_extract.text.layout import Role
from cchc_extract.text.periods import Role as PeriodRole

# The labels of what can follow a percentage as what it measures.
_SUBJECTS = frozenset({"cue:subject_leads", "cue:share_predicates", "noun", "abbreviation"})
# How near an index is that the sentence names.
_NAMED_HERE = 2
# How far before a quantity its names, and its words, are looked for, in characters.
_NAMED_WINDOW = 90
_WINDOW = 110
_CLAUSE = re.compile(r"[,;.(]\s*")
_ASIDE = re.compile(r"[\s(:\-–,\"“”]*")


class Features:
    """The features of one quantity in its sentence."""

    def __init__(
        self,
        pack: Pack,
        article: Article,
        quantity: Quantity,
        before: list[Draft],
        topic: str | None,
        last_kind: str = "",
    ) -> None:
        """`before` are the facts read so far in the sentence, `topic` is the code of the index last spoken of.

        `last_kind` is that of the fact before all these, in the same paragraph.
        """
        self._pack = pack
        self._article = article
        self.quantity = quantity
        self._before = before
        self._topic = topic
        self._last_kind = last_kind
        sentence = article.sentences[quantity.sentence]
        self._start, self._end = sentence.start, sentence.end

    @cached_property
    def window(self) -> str:
        """The text shortly before the quantity."""
        at = self.quantity.start
        return self._article.low[max(self._start, at - _WINDOW) : at]

    @property
    def near(self) -> frozenset[str]:
        """Classes of the verb right before."""
        near = self.quantity.cue.near
        return near.classes if near else NO_VERB

    @cached_property
    def verb(self) -> frozenset[str]:
        """Classes of the governing verb."""
        return self.governor.classes if self.governor else NO_VERB

    @cached_property
    def after(self) -> frozenset[str]:
        """Classes of the verb that follows the unit, without punctuation or a number between."""
        return self.follower.classes if self.follower else NO_VERB

    @cached_property
    def passive(self) -> frozenset[str]:
        """Classes of the verb that is said to have been done to a quantity, and of those joined to it."""
        return passive_classes(self._pack, self._article, self.quantity)

    @cached_property
    def governor(self) -> Verb | None:
        """The verb that governs a quantity, before it or in the line above its list or table."""
        return governing_verb(self._pack, self._article, self.quantity, self._before)

    @cached_property
    def asked(self) -> bool:
        """Whether the governing verb is that of a question right above, of how many there were."""
        return self.governor is not None and self.governor is verb_asked(self._pack, self._article, self.quantity)

    @cached_property
    def follower(self) -> Verb | None:
        """The verb that follows the unit ("27 phòng được cắt giảm"); what is joined to a reduction has only its own.

        There a verb behind belongs to the noun ("giảm 20 điều kiện và 15 mặt hàng phải kiểm tra").
        """
        found = following_verb(self._pack, self._article, self.quantity)
        return None if found and self._joins_reduction and not self.passive else found

    @property
    def _joins_reduction(self) -> bool:
        last = self._before[-1] if self._before else None
        if last is None or last.kind != "reduction":
            return False
        return bool(self._pack.joined_to.search(self._article.low, last.quantity.end, self.quantity.start))

    @cached_property
    def governed(self) -> bool:
        """Whether a verb governs this quantity and none before it in the sentence."""
        last = max([self._start, *(d.quantity.start for d in self._before)])
        verbs = self._article.within("verb", last, self.quantity.start)
        return any(m.value is self.governor for m in verbs)

    @property
    def prior(self) -> str:
        """Kind of the fact before it in the sentence, or ""; "holders" for a count of bodies, places, index parts.

        Where none is, it is "shares" if the last one was a percentage and the sentence names no index, and that of
        an inspection for the rounds of one ("Mỗi huyện làm 13 cuộc"). For words in a row of a table it is the kind
        of the cell before.
        """
        if not self._before:
            if self.quantity.word_rule and self._in_row:
                return self._last_kind
            if self._last_kind == "inspection" and self.quantity.unit.head in self._pack.lists["rounds"]:
                return "inspection"
            return "shares" if self._last_kind == "percentage" and self.indicator < _NAMED_HERE else ""
        last = self._before[-1]
        unit = last.quantity.unit
        holds = unit.group in HOLDERS or unit.head in self._pack.lists["index_nouns"]
        counts_holders = last.kind == "count" and holds
        return "holders" if counts_holders and last.out_of is None else last.kind

    @property
    def _in_row(self) -> bool:
        line = self._article.sentences[self.quantity.sentence].line
        return self._article.lines[line].role is Role.ROW

    @property
    def indexed(self) -> bool:
        """Whether the fact before it in the sentence belongs to an index."""
        return bool(self._before and self._before[-1].indicator)

    @cached_property
    def indicator(self) -> int:
        """How near an index is named: 3 in the clause before, 2 in the sentence, 1 in the article, 0 nowhere."""
        article, quantity = self._article, self.quantity
        marks = article.within("indicator", self._start, quantity.start)
        if not marks:
            if article.within("indicator", quantity.end, self._end):
                return 2
            return 1 if article.main_indicator and not self._goes_on_with_shares else 0
        last = marks[-1]
        if not last.value:
            return 0
        breaker = article.within("cue:breakers", last.end, quantity.cue.start)
        percents = [d for d in self._before if d.kind == "percentage" and d.quantity.start > last.start]
        return 2 if breaker or percents or "\n" in article.low[last.end : quantity.start] else 3

    @cached_property
    def named(self) -> bool:
        """Whether a place or body ends right before the cue."""
        at = self.quantity.cue.start
        window = max(self._start, at - _NAMED_WINDOW)
        ends = [p.end for p in self._article.places_within(window, at)]
        ends += [m.end for m in self._article.within("body", window, at)]
        return any(self._adjoins(end) for end in ends)

    @cached_property
    def labelled(self) -> bool:
        """Whether a component of an index ends right before the cue."""
        at = self.quantity.cue.start
        window = max(self._start, at - _NAMED_WINDOW)
        return any(self._adjoins(m.end) for m in self._article.within("component", window, at))

    def _adjoins(self, end: int) -> bool:
        """Whether nothing but punctuation stands between a position and the cue."""
        at = self.quantity.cue.start
        return end <= at and bool(_ASIDE.fullmatch(self._article.low, end, at))

    @cached_property
    def subject(self) -> bool:
        """Whether what is measured stands after a percentage ("98% hồ sơ", "30% số đơn vị")."""
        low, end = self._article.low, self.quantity.end
        while end < len(low) and low[end] == " ":
            end += 1
        index = self._article.words.index_at.get(end)
        if index is None:
            return False
        words = self._article.words
        found = self._pack.lexicon.all_at(words, index)
        if "unit" in found and found["unit"].value[0] == "score":
            return False
        word = words.texts[index]
        unknown = not found and word.isalpha() and word not in self._pack.stops and self._article.text[end].islower()
        return unknown or not _SUBJECTS.isdisjoint(found)

    @cached_property
    def baseline(self) -> bool:
        """Whether the sentence names a period that is compared with."""
        return any(p.role is PeriodRole.BASELINE for p in self._article.periods_within(self._start, self._end))

    @cached_property
    def own_subject(self) -> bool:
        """Whether the clause before a value measures something of its own ("hồ sơ đúng hạn đạt 98%")."""
        article, end = self._article, self.quantity.cue.start
        cell = self.quantity.cell
        if cell and not article.within("component", cell.head.start, cell.head.end):
            nouns = article.within("noun", cell.head.start, cell.head.end)
            return self._headed_share(cell) or any(noun.value not in HOLDERS for noun in nouns)
        begin = max([self._start, *(d.quantity.end for d in self._before)])
        shares = article.within("cue:shares", begin, end)
        if shares and not article.within("indicator", shares[-1].end, end):
            return True
        segment = article.low[begin:end].rstrip(" :(")
        begin += max((m.end() for m in _CLAUSE.finditer(segment)), default=0)
        if not self._says_anything(begin, end):
            begin = max([self._start, *(d.quantity.end for d in self._before)])
            if self._of_counted and not self._says_anything(begin, end):
                return True
        general = self._pack.lists["index_nouns"]
        nouns = [
            noun
            for noun in self._nouns(begin, end)
            if noun.value not in HOLDERS and article.low[noun.start : noun.end] not in general
        ]
        subjects = [*nouns, *article.within("cue:shares", begin, end), *article.within("cue:breakers", begin, end)]
        if not subjects:
            return False
        reach = max(self._start, begin - 60)
        names = [m for label in ("indicator", "body") for m in article.within(label, reach, end)]
        index = self._pack.indicators.get(self._code or "")
        measured = index.measures if index else ()
        subjects = [m for m in subjects if not article.low.startswith(tuple(measured), m.start)]
        known = self._pack.components.get(self._code or "", frozenset())
        names += [m for m in article.within("component", reach, end) if m.value in known]
        covers = [(m.start, m.end) for m in names] + [(p.start, p.end) for p in article.places_within(begin, end)]
        return any(not any(s <= m.start and m.end <= e for s, e in covers) for m in subjects)

    @property
    def _goes_on_with_shares(self) -> bool:
        """Whether a percentage follows one of something of its own ("đúng hạn 98%, thấp nhất là A, 91%")."""
        shares = [d.quantity for d in self._before if d.kind == "percentage" and d.quantity.opened < 0]
        if not shares or self.quantity.unit.kind != "percent" or self.labelled:
            return False
        measured = self._article.within("cue:breakers", self._start, shares[-1].end)
        nouns = [noun for noun in self._nouns(self._start, shares[-1].end) if noun.value not in HOLDERS]
        return bool(measured or nouns)

    @property
    def _of_counted(self) -> bool:
        """Whether the fact before counts something of its own, no holders ("37 thủ tục, bình quân 25%")."""
        last = self._before[-1] if self._before else None
        return last is not None and last.kind == "count" and last.quantity.unit.group not in HOLDERS

    def _headed_share(self, cell: Cell) -> bool:
        """Whether the head of a column of percentages names what they measure, and no index, place or time."""
        article, start, end = self._article, cell.header.start, cell.header.end
        if article.within("cue:shares", start, end):
            return True
        said = article.low[start:end].partition("(")[0]
        general = any(word in said for word in self._pack.lists["index_nouns"])
        named = any(article.within(label, start, end) for label in ("indicator", "component", "body"))
        placed = article.places_within(start, end) or article.periods_within(start, end)
        told = any(map(str.isalpha, said)) and self.quantity.unit.kind == "percent"
        return told and not (general or named or placed)

    def _nouns(self, begin: int, end: int) -> list[Mark]:
        """The nouns of a stretch, without the syllable that looks like one in "lần lượt"."""
        listed = self._article.within("cue:respectively", begin, end)
        nouns = self._article.within("noun", begin, end)
        return [noun for noun in nouns if not any(m.start < noun.start < m.end for m in listed)]

    def _says_anything(self, begin: int, end: int) -> bool:
        """Whether a stretch names anything that could be measured, or its holder."""
        article = self._article
        labels = ("component", "indicator", "body", "cue:shares", "cue:breakers")
        named = any(article.within(label, begin, end) for label in labels) or article.places_within(begin, end)
        return bool(named or self._nouns(begin, end))

    @cached_property
    def shape(self) -> str:
        """How values of the index now spoken of are given; "" when none is, or one without a code."""
        indicator = self._pack.indicators.get(self._code) if self._code else None
        return indicator.shape if indicator else ""

    @cached_property
    def _code(self) -> str | None:
        """The code of the index last named before the quantity, else of the one spoken of."""
        article, start = self._article, self.quantity.start
        marks = article.within("indicator", self._start, start)
        code = marks[-1].value if marks else self._topic or article.main_indicator
        parts = [] if marks else article.within("component", max(self._start, start - _NAMED_WINDOW), start)
        return index_of_part(self._pack, article, parts[-1].value, code) or code if parts else code


def index_of_part(pack: Pack, article: Article, part: str, code: str | None) -> str | None:
    """The one index named in an article that has a component which the index `code` has not."""
    if part in pack.components.get(code or "", frozenset()):
        return None
    named = dict.fromkeys(m.value for m in article.marks.get("indicator", ()) if m.value)
    others = [other for other in named if part in pack.components.get(other, frozenset())]
    return others[0] if len(others) == 1 else None
