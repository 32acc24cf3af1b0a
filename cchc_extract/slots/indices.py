"""Which index a rank, score or change belongs to, and which component of it."""

from cchc_extract.article.article import Article
from cchc_extract.article.tables import Cell
from cchc_extract.drafts import INDEX_KINDS, Draft
from cchc_extract.kinds.features import Features, index_of_part
from cchc_extract.models import ScopeName
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.slots.discourse import Discourse

# An index or component stands no further behind its value, or before it, in characters.
_AFTER = 30
_COMPONENT_WINDOW = 110
# A value that opens its sentence stands behind no more words ("Được 88,72%, PAR INDEX của tỉnh …").
_FRONTED = 2
# What features say of an index that is named in the clause before.
_CLOSE = 3
_LOCAL = ("district", "commune")
# What opens a sentence begins within so many characters.
_OPENING = 4
# What a percentage behind facts of these kinds measures is theirs.
_NOT_OF_INDICES = ("percentage", "reduction", "inspection")


def fill_indicator(pack: Pack, article: Article, draft: Draft, discourse: Discourse, features: Features) -> None:
    """Set `indicator` and `component` of a rank, score or change in places, points or percent of an index."""
    if draft.kind not in INDEX_KINDS:
        return
    quantity = draft.quantity
    if draft.kind == "change" and not _of_index(article, draft, features, discourse):
        return
    sentence = article.sentences[quantity.sentence]
    cell = quantity.cell
    if cell:
        named = [m for s in (cell.head, cell.header) for m in article.within("indicator", s.start, s.end) if m.value]
        named = named or _headed_before(article, cell)
        draft.indicator = named[0].value if named else _carried(article, discourse, quantity.start)[0]
        parts = article.within("component", cell.head.start, cell.head.end)
        draft.component = parts[0].value if parts and not named else None
        return
    topic = _carried(article, discourse, quantity.start)[0]
    code, scope = _nearest(article, draft, sentence.start, sentence.end, pack.lists["index_links"], topic), None
    if code is None:
        code, scope = _carried(article, discourse, quantity.start)
    if code:
        draft.indicator = code
        if scope:
            draft.scope["indicator"] = scope
        _fill_component(pack, article, draft, discourse, sentence.start, sentence.end)
        if scope and draft.component:
            draft.indicator = index_of_part(pack, article, draft.component, code) or code


def settle_local(pack: Pack, article: Article, draft: Draft) -> None:
    """Give a value of a department or district the index last named that ranks such, where none was said with it."""
    index = pack.indicators.get(draft.indicator or "")
    local = draft.entity in pack.departments or (draft.area is not None and draft.area[1] in _LOCAL)
    if index is None or not index.provinces or not local or "indicator" not in draft.scope:
        return
    named = [m.value for m in article.within("indicator", 0, draft.quantity.start) if m.value]
    ranking = [code for code in named if not pack.indicators[code].provinces]
    draft.indicator = ranking[-1] if ranking else draft.indicator


def _headed_before(article: Article, cell: Cell) -> list[Mark]:
    """The index that heads the nearest column to the left of one headed by no more than "Hạng" or "Điểm"."""
    line = article.low.rfind("\n", 0, cell.header.start) + 1
    return [m for m in article.within("indicator", line, cell.header.start) if m.value][-1:]


def _of_index(article: Article, draft: Draft, features: Features, discourse: Discourse) -> bool:
    unit = draft.quantity.unit.kind
    before = discourse.same_sentence(draft.sentence)
    if unit == "times":
        return before[-1].kind == "score" if before else features.indicator == _CLOSE
    if unit == "bare" and not isinstance(draft.value, int) and features.indicator:
        return True
    if unit in ("noun", "money", "duration"):
        return False
    if unit in ("place", "word", "score"):
        return True
    if before and before[-1].kind in _NOT_OF_INDICES:
        return False
    if _speaks_again(article, draft) and discourse.drafts:
        return discourse.drafts[-1].indicator is not None
    if features.shape == "percent" and not features.own_subject and not features.subject:
        return True
    return features.indicator == _CLOSE or bool(before and before[-1].indicator)


def _speaks_again(article: Article, draft: Draft) -> bool:
    """Whether a sentence opens with the value before it ("Con số này nhỉnh hơn 1,68 điểm phần trăm …")."""
    start = article.sentences[draft.sentence].start
    return bool(article.within("cue:counts_again", start, start + _OPENING))


def _nearest(
    article: Article, draft: Draft, start: int, end: int, links: frozenset[str], topic: str | None
) -> str | None:
    """The index that the sentence names for a value: its code, or "" for one without; None where it names none.

    One behind a comma is only meant where there is no `topic`, the index spoken of.
    """
    quantity = draft.quantity
    said = quantity.start if quantity.unit.kind == "word" else quantity.number_end
    after = list(article.within("indicator", said, min(end, quantity.end + _AFTER)))
    if after and len(article.low[quantity.end : after[0].start].split()) <= 3:
        link = article.low[quantity.end : after[0].start]
        adjoins = not link.strip() and (draft.kind == "rank" or quantity.unit.kind in ("word", "score"))
        if adjoins or link.strip() in links:
            return after[0].value or ""
    before = article.within("indicator", start, quantity.start)
    if before:
        return before[-1].value or ""
    clause_end = article.low.find(";", quantity.end, end)
    following = article.within("indicator", quantity.end, clause_end if clause_end >= 0 else end)
    if topic and len(article.low[start : quantity.start].split()) > _FRONTED:
        following = [m for m in following if "," not in article.low[quantity.end : m.start]]
    if following and following[0].value and draft.kind != "change":
        return str(following[0].value)
    return None


def _carried(article: Article, discourse: Discourse, position: int) -> tuple[str | None, ScopeName]:
    """The index of the paragraph, else that of the article where it has been named before the position."""
    if discourse.indicator:
        return discourse.indicator, "paragraph"
    named = any(m.value == article.main_indicator and m.start < position for m in article.marks.get("indicator", ()))
    return article.main_indicator if named else None, "article"


def _fill_component(pack: Pack, article: Article, draft: Draft, discourse: Discourse, start: int, end: int) -> None:
    quantity = draft.quantity
    after = article.within("component", quantity.end, min(end, quantity.end + _AFTER))
    if after and _linked(pack, article.low[quantity.end : after[0].start]):
        draft.component = after[0].value
        return
    before = discourse.same_sentence(draft.sentence)
    last_end = before[-1].quantity.end if before else start
    window = max(start, last_end, quantity.cue.start - _COMPONENT_WINDOW)
    names = article.within("indicator", window, quantity.start)
    window = max([window, *(m.end for m in names)])
    marks = [m for m in article.within("component", window, quantity.start) if m.end <= quantity.start]
    if marks and ";" not in article.low[marks[-1].end : quantity.start]:
        draft.component = marks[-1].value
    elif before and not names and before[-1].component and _continues(article, before[-1], draft):
        draft.component = before[-1].component


def _linked(pack: Pack, between: str) -> bool:
    """Whether a component follows its value ("xếp thứ 9 trong đảm bảo an toàn thông tin mạng")."""
    words = between.split()
    return 1 <= len(words) <= 3 and words[0] in pack.lists["index_links"] and not any(c in between for c in ",.;:(")


def _continues(article: Article, earlier: Draft, draft: Draft) -> bool:
    """Whether a value speaks of what the value before it spoke of: bracketed after it, or joined by a bare comma."""
    between = article.low[earlier.quantity.end : draft.quantity.cue.start]
    if article.places_within(earlier.quantity.end, draft.quantity.cue.start):
        return False
    return draft.quantity.opened >= earlier.quantity.start or (len(between.split()) <= 5 and ";" not in between)
