"""The same thing said twice, with another value: in one article, and across articles."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cchc_extract.checks.digits import decimals
from cchc_extract.checks.figures import figures, mentions
from cchc_extract.checks.findings import Finding, Sheet, finding, gap
from cchc_extract.models import Fact

# Values that stand so close are cells of one row of a table.
_CELLS = 3
_Key = tuple[object, ...]


def same_article(sheet: Sheet) -> Iterator[Finding]:
    """Two ranks, or two scores, of the same index, place and period in one article are the same."""
    yield from _conflicts("same.article", _said(sheet.of("rank", "score")))


def same_articles(facts: Iterable[Fact]) -> Iterator[Finding]:
    """What several articles say of the rank, or of the score, of a place in an index and period is the same."""
    kept = [fact for fact in facts if _travels(fact)]
    said = {key: group for key, group in _said(kept).items() if len({fact.doc for fact in group}) > 1}
    yield from _conflicts("same.articles", said, apart=True)


def _said(facts: Iterable[Fact]) -> dict[_Key, list[Fact]]:
    """Ranks and scores by what they are the values of."""
    said: dict[_Key, list[Fact]] = {}
    for fact in facts:
        if fact.kind not in ("rank", "score") or not fact.indicator or not fact.period or not fact.area:
            continue
        if fact.comparator == "=" and fact.value_high is None and fact.status == "actual" and _own(fact):
            area = fact.area
            key = (fact.kind, fact.indicator, fact.component, area.name, area.level, fact.entity, fact.among,
                   fact.period, fact.unit)  # fmt: skip
            said.setdefault(key, []).append(fact)
    return said


def _own(fact: Fact) -> bool:
    """Whether a value is that of its place or body: no average of others, nor what it gave itself.

    A nation's value may be that of the ministries or of the provinces, a local index's that of one of its lists.
    """
    known, area = figures(), fact.area
    if area is None or mentions(known.of_others, fact.action, fact.entity, fact.component, fact.evidence.text):
        return False
    several = area.level == "nation" or (area.level == "province" and fact.indicator in known.local)
    return not several or bool(fact.entity)


def _travels(fact: Fact) -> bool:
    """Whether a fact means the same thing in every article: a value of a whole index for a province or the nation."""
    area = fact.area
    plain = fact.component is None and fact.among is None and fact.entity is None
    return plain and area is not None and area.level == "province" and len(fact.period or "") == 4


def _conflicts(name: str, said: dict[_Key, list[Fact]], *, apart: bool = False) -> Iterator[Finding]:
    """For each value that is not the most frequent one, its facts against the first of that one.

    `apart`: only facts of different articles are held against each other.
    """
    for group in said.values():
        if len(group) < 2:
            continue
        usual = Counter(fact.value for fact in group).most_common(1)[0][0]
        first = next(fact for fact in group if fact.value == usual)
        for fact in group:
            if fact is first or (apart and fact.doc == first.doc):
                continue
            holds = _equal(fact, first)
            if not apart and abs(gap(first, fact)) <= _CELLS:
                continue
            if not holds and (_is_mark(fact, first) or _is_mark(first, fact)):
                continue
            if not holds and fact.out_of and first.out_of and fact.out_of != first.out_of:
                continue
            details: dict[str, str | int | float] = {
                "value": fact.value, "other": first.value, "indicator": fact.indicator or "",
                "area": fact.area.name if fact.area else "", "period": fact.period or "",
            }  # fmt: skip
            if apart:
                details["doc"] = first.doc
            yield finding(name, holds, (fact, first), details)


def _is_mark(one: Fact, other: Fact) -> bool:
    """Whether a score is a round mark that another, more exact one is measured by ("chưa chạm mốc 80 điểm")."""
    return one.kind == "score" and one.value % 5 == 0 and decimals(one) == 0 < decimals(other)


def _equal(one: Fact, other: Fact) -> bool:
    """Whether two values are the same, one of them perhaps rounded further."""
    places = min(decimals(one), decimals(other))
    return abs(one.value - other.value) <= (0 if one.kind == "rank" else 10.0**-places * 0.501)
