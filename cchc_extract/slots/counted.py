"""What bare numbers count."""

import re
from collections.abc import Sequence

from cchc_extract.article.article import Article
from cchc_extract.drafts import COUNTED_KINDS, Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.quantities.quantity import Quantity
from cchc_extract.quantities.units import HOLDERS
from cchc_extract.slots.discourse import Discourse

# Thousand millions without a noun are of money, whatever stands before them ("thiết bị 2,4 tỷ").
_ALWAYS_MONEY = 1_000_000_000
# So far before a noun, in characters, stands what tells that it is counted ("số phòng").
_LEAD = 16
# What becomes more or fewer is counted itself ("chi cục giảm 17"); whoever does something else is not.
_MOVES = {"up", "down"}
# A unit is taken over from no more facts before.
_RECENT = 3
# A row of a table has no more values.
_COLUMNS = 20
_LONGEST_NOUN = 40
# The noun before a number has no more words.
_LABEL = 10


def fill_unit(
    pack: Pack, article: Article, draft: Draft, discourse: Discourse, following: Sequence[Quantity] = ()
) -> bool:
    """Set `unit`; False when a bare number counts nothing that the text tells. `following` are the next."""
    unit = draft.quantity.unit
    if draft.kind == "rank":
        return True
    if unit.kind == "word":
        draft.unit = pack.unit_name("place") if draft.kind == "change" else None
        return True
    if draft.kind in ("score", "change") and unit.kind == "bare":
        draft.unit = _value_unit(pack, draft, discourse)
        return True
    if draft.parent and unit.kind == "noun" and not unit.known and draft.parent.unit:
        draft.unit = f"{draft.parent.unit} {unit.name}"
        return True
    implied = unit.kind == "money" and unit.group == "money" and unit.factor < _ALWAYS_MONEY
    counted = _labelled(pack, article, draft, discourse) if implied else None
    if counted and not pack.money.search(_clause_before(article, draft)):
        draft.unit = counted
        return True
    again = _counted_again(article, draft, discourse) if implied else None
    if again:
        draft.unit, draft.scope["unit"] = again, "sentence"
        return True
    if unit.kind != "bare":
        draft.unit = unit.name
        return True
    if draft.parent:
        draft.unit = _kind_named(pack, article, draft) or draft.parent.unit
        return True
    draft.unit = (
        _of_movement(draft, following)
        or _labelled(pack, article, draft, discourse)
        or _of_list(pack, article, draft, following)
    )
    if draft.unit is None:
        draft.unit = (
            _earlier_here(draft, discourse)
            or _shared_label(pack, article, draft)
            or _earlier_before(draft, discourse)
        )
        if draft.unit:
            draft.scope["unit"] = "sentence"
    return draft.unit is not None


def _counted_again(article: Article, draft: Draft, discourse: Discourse) -> str | None:
    """The noun counted last, where a number without any counts it again ("hiện con số lên hơn 1,6 triệu")."""
    start = article.sentences[draft.sentence].start
    before = [d for d in discourse.drafts[-_RECENT:] if d.kind in COUNTED_KINDS and d.unit]
    said = article.within("cue:counts_again", max(start, draft.quantity.start - _LONGEST_NOUN), draft.quantity.start)
    return before[-1].unit if said and before else None


def _kind_named(pack: Pack, article: Article, draft: Draft) -> str | None:
    """The noun right before a bare part, where it is of the sort of its whole ("29 văn bản (nghị quyết 11, …)")."""
    end, group = draft.quantity.cue.opens, draft.parent.quantity.unit.group if draft.parent else ""
    marks = [m for m in article.within("noun", end - _LONGEST_NOUN, end) if not article.low[m.end : end].strip()]
    told = marks and group and marks[-1].value == group and draft.quantity.opened >= 0
    return pack.expand(article.text[marks[-1].start : marks[-1].end]).lower() if told else None


def _clause_before(article: Article, draft: Draft) -> str:
    """What stands before a quantity in its clause."""
    start = article.sentences[draft.sentence].start
    return re.split(r"[,;:.()]\s", article.low[start : draft.quantity.start])[-1]


def _of_movement(draft: Draft, following: Sequence[Quantity]) -> str | None:
    """The noun of the later value behind an earlier one without any ("từ 126 còn 115 thôn, buôn")."""
    later = following[0] if following else None
    told = later is not None and draft.quantity.cue.earlier and later.cue.level and later.unit.kind == "noun"
    return later.unit.name if later and told else None


def _of_list(pack: Pack, article: Article, draft: Draft, following: Sequence[Quantity]) -> str | None:
    """The noun that stands behind the last of a list of acts ("công bố 214, thay thế 187 và bãi bỏ 165 thủ tục")."""
    end = draft.quantity.number_end
    for later in following:
        opens = later.cue.opens
        if not later.cue.near or not pack.value_join.fullmatch(article.low, end, opens):
            return None
        if later.unit.kind == "noun":
            joined = article.low[end:opens].strip(", ")
            return later.unit.name if joined or not later.cue.near.classes & _MOVES else None
        end = later.number_end
    return None


def _value_unit(pack: Pack, draft: Draft, discourse: Discourse) -> str | None:
    """The unit of a bare value of an index: that of the value before it, or in its row of a table; else points."""
    cell = draft.quantity.cell
    last = discourse.drafts[-_COLUMNS:] if cell else []
    row = [d for d in last if cell and d.quantity.cell and d.quantity.cell.head == cell.head]
    for earlier in reversed(discourse.same_sentence(draft.sentence) or row):
        if draft.kind == "change" and earlier.kind in COUNTED_KINDS and isinstance(draft.value, int):
            return earlier.unit
        if earlier.kind == "score" and earlier.unit:
            return earlier.unit
        if earlier.kind == "rank" and draft.kind == "change" and isinstance(draft.value, int):
            return pack.unit_name("place")
    return pack.unit_name("score")


def _labelled(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> str | None:
    """The counted noun before the number: "hồ sơ trễ hẹn 12", "tổng số TTHC là 2.113"."""
    cue, sentence = draft.quantity.cue, article.sentences[draft.sentence]
    before = discourse.same_sentence(draft.sentence)
    start = max(sentence.start, before[-1].quantity.end if before else 0)
    if article.within("cue:counts_again", start, draft.quantity.start):
        return None
    end = cue.opens
    start = _clause_start(pack, article, start, end)
    first = next(iter(_labels(pack, article, start, end)), None)
    if first is None:
        return None
    stop = min(
        [end]
        + [mark.start for mark in article.within("verb", first.end, end)]
        + [place.start for place in article.places_within(first.end, end)]
        + [period.start for period in article.periods_within(first.end, end)]
    )
    begin = _list_start(article, first) if first.start == start else first.start
    return _phrase(pack, article.text[begin:stop])


def _phrase(pack: Pack, text: str) -> str | None:
    """A noun phrase without what follows a word that ends one, written out."""
    words = pack.expand(text).lower().strip(" :-(,").split()
    said = [word for index, word in enumerate(words) if not any(w in pack.stops for w in words[1 : index + 1])]
    return " ".join(said[:_LABEL]) or None


def _shared_label(pack: Pack, article: Article, draft: Draft) -> str | None:
    """The noun before a colon, of which the levels of government behind it have so many ("TTHC: cấp huyện 243").

    The colon may end the line above a list.
    """
    start, end = article.sentences[draft.sentence].start, draft.quantity.cue.opens
    levels = article.within("cue:levels_of_government", start, end)
    if not levels or draft.quantity.cue.near or article.low[levels[-1].end : end].strip(" :"):
        return None
    colon = article.low.rfind(":", start, levels[-1].start)
    heading = article.lines[article.sentences[draft.sentence].line].heading
    if colon < 0 and heading >= 0:
        start, colon = article.lines[heading].start, article.lines[heading].end
    labels = _labels(pack, article, start, colon) if colon >= 0 else []
    if not labels:
        return None
    verbs = [mark.start for mark in article.within("verb", labels[0].end, colon)]
    return _phrase(pack, article.text[labels[0].start : min([colon, *verbs])])


def _clause_start(pack: Pack, article: Article, start: int, end: int) -> int:
    """Where the last clause of a stretch begins; a comma inside of a noun ("khoa, phòng") parts nothing."""
    nouns = article.within("noun", start, end)
    cuts = [start + m.end() for m in pack.parting.finditer(article.low[start:end].rstrip(" :("))]
    return max((cut for cut in cuts if not any(n.start < cut < n.end for n in nouns)), default=start)


def _list_start(article: Article, noun: Mark) -> int:
    """Where a list of nouns begins that ends with one ("thôn, làng, khu phố")."""
    start = noun.start
    while article.low[start - 2 : start] == ", ":
        nouns = article.within("noun", start - _LONGEST_NOUN, start - 2)
        partner = next((mark for mark in nouns if mark.end == start - 2), None)
        if partner is None:
            return start
        start = partner.start
    return start


def _labels(pack: Pack, article: Article, start: int, end: int) -> list[Mark]:
    """The nouns of a stretch that may be counted by a number behind it: of no name, and not doing what is said."""
    hidden = [*article.within("body", 0, end), *article.within("cue:respectively", start, end)]
    hidden += [
        m
        for m in article.within("own", start, end)
        if m.value != "here" and not pack.counted_lead.search(article.low[start : m.start])
    ]
    covers = [(m.start, m.end) for m in hidden] + [(p.start, p.end) for p in article.places_within(start, end)]
    nouns = [m for m in article.within("noun", start, end) if not any(s <= m.start < e for s, e in covers)]
    nouns = [m for m in nouns if not _acting(pack, article, m, end)]
    counted = [
        m
        for m in nouns
        if m.value != "admin_units" or m.end >= end - 1 or pack.counted_lead.search(article.low[start : m.start])
    ]
    short = article.within("abbreviation", start, end)
    return counted or nouns[:1] or [m for m in short if not any(s <= m.start < e for s, e in covers)]


def _acting(pack: Pack, article: Article, noun: Mark, end: int) -> bool:
    """Whether a noun before a number is no label but does what is said there ("bộ đề nghị bỏ 210"), or is a verb."""
    if pack.counted_lead.search(article.low[max(0, noun.start - _LEAD) : noun.start]):
        return False
    verbs = [m for m in article.within("verb", noun.start, end + 1) if m.value.classes != {"light"}]
    if any(verb.start == noun.start for verb in verbs):
        return True
    if noun.value not in HOLDERS:
        return False
    before = [noun.end]
    before += [m.end for m in article.within("cue:done", noun.end, end) if m.start == noun.end + 1]
    done = [verb for verb in verbs if verb.start - 1 in before]
    return any(noun.value == "admin_units" or not verb.value.classes & _MOVES for verb in done)


def _earlier_here(draft: Draft, discourse: Discourse) -> str | None:
    """What the last count before in the sentence counts, unless it is money."""
    for earlier in reversed(discourse.same_sentence(draft.sentence)):
        if earlier.kind in COUNTED_KINDS and earlier.unit and earlier.quantity.unit.kind != "money":
            return earlier.unit
    return None


def _earlier_before(draft: Draft, discourse: Discourse) -> str | None:
    """What a count of the sentence before counts."""
    near = draft.quantity.cue.near
    acted = near is not None and "action" in near.classes
    for earlier in reversed(discourse.drafts[-_RECENT:]):
        if (
            earlier.kind in COUNTED_KINDS
            and earlier.sentence == draft.sentence - 1
            and earlier.unit
            and (earlier.quantity.unit.kind == "noun" or acted)
        ):
            return earlier.unit
    return None
