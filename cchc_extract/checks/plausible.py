"""Plausibility: what cannot be, whatever the rest of the article says."""

import datetime as dt
from collections.abc import Iterator

from cchc_extract.checks.figures import figures, mentions
from cchc_extract.checks.findings import Finding, Sheet, finding, year_of
from cchc_extract.models import Fact

# Facts of these kinds tell what was reached; the others also what a plan contains, which may lie ahead.
_REACHED = frozenset({"rank", "score", "percentage"})
# Articles that come out with the turn of a month speak of the new one.
_TURN = dt.timedelta(days=3)
_FAR = 30


def rank_list(sheet: Sheet) -> Iterator[Finding]:
    """`5/630`: a list of provinces, or of ministries, is as long as there were any, and a rank lies in its list."""
    for fact in sheet.of("rank"):
        if fact.status == "actual":
            lengths = _lengths(fact)
            if lengths:
                yield from _in_list(fact, lengths)


def _lengths(fact: Fact) -> list[int]:
    """How long the list of a rank may be; none where that is not known."""
    known, year, level = figures(), year_of(fact), fact.area.level if fact.area else None
    if level == "nation" and (not fact.among or mentions(known.ministries.among, fact.among)):
        return known.ranked_ministries(fact.indicator, year, fact.entity)
    if level == "province" and not fact.entity and (not fact.among or mentions(known.provinces_among, fact.among)):
        listed = fact.indicator is not None and fact.indicator not in known.local
        return known.ranked_provinces(fact.indicator, year) if listed else []
    return []


def _in_list(fact: Fact, lengths: list[int]) -> Iterator[Finding]:
    """Whether a rank and the printed length of its list agree with what is known of the list."""
    longest, printed = max(lengths), fact.out_of
    if printed is None:
        if fact.value > longest:
            yield finding("rank.list", False, (fact,), {"value": fact.value, "longest": longest})
        return
    if printed in lengths:
        yield finding("list.length", True, (fact,), {"length": printed})
        return
    national = fact.area is not None and fact.area.level == "nation"
    if printed <= figures().regions_at_most and not national:
        return
    details = {"value": fact.value, "length": printed, "year": fact.period or "?"}
    meant = _meant(printed, fact.value, lengths)
    yield finding("list.length", False, (fact,), details | ({"meant": meant} if meant else {"expected": lengths[0]}))


def _meant(printed: float, rank: float, lengths: list[int]) -> int | None:
    """The length that the printed digits are a slip of; None where they are of none."""
    digits = f"{printed:g}"
    for length in lengths:
        swapped = str(length)[::-1]
        if rank <= length and (str(length) in digits or digits in str(length) or digits == swapped):
            return length
    return None


def score_scale(sheet: Sheet) -> Iterator[Finding]:
    """`PAPI đạt 65,2 điểm` in 2016: the score of an index lies on its scale, which may have been another then."""
    for fact in sheet.of("score"):
        if not fact.indicator or fact.component:
            continue
        top = 100.0 if fact.unit == "%" else None
        scale = figures().scale(fact.indicator, year_of(fact))
        if scale and fact.unit != "%":
            top = scale.top
        highest = max(fact.value, fact.value_high or 0)
        if top is not None and highest > top:
            details = {"value": highest, "top": top, "indicator": fact.indicator, "year": fact.period or "?"}
            yield finding("score.scale", False, (fact,), details)


def percentage_over(sheet: Sheet) -> Iterator[Finding]:
    """`987% hồ sơ`: a share passes 100 only where it is that of a plan, or of another period."""
    for fact in sheet.of("percentage"):
        if max(fact.value, fact.value_high or 0) > 100:
            words = [*figures().of_plan, *figures().reached]
            free = mentions(words, fact.subject, fact.action, fact.evidence.text)
            if fact.subject and not free:
                yield finding("percentage.over", False, (fact,), {"value": fact.value, "subject": fact.subject})


def area_then(sheet: Sheet) -> Iterator[Finding]:
    """`Năm 2026, tỉnh Hà Giang`: a province that there was in the year of the fact."""
    bounded = figures().bounded
    for fact in sheet.facts:
        area = fact.area
        if area and area.name in bounded and area.level == "province" and fact.status == "actual":
            year = year_of(fact)
            if year and not figures().existed(area.name, year):
                yield finding("area.then", False, (fact,), {"area": area.name, "year": year})


def period_after(sheet: Sheet, date: dt.date | None) -> Iterator[Finding]:
    """What was reached does not lie after the date of the article, and nothing lies in a far future."""
    if date is None:
        return
    for fact in sheet.facts:
        start = _start(fact)
        if start is None:
            continue
        late = _reached(fact) and start > (date + _TURN).isoformat()[: len(start)]
        if late or int(start[:4]) > date.year + _FAR:
            details = {"period": fact.period or "", "date": date.isoformat()}
            yield finding("period.after", False, (fact,), details)


def _reached(fact: Fact) -> bool:
    """Whether a fact tells what was reached, and not what a plan contains."""
    if fact.status != "actual" or fact.kind not in _REACHED:
        return False
    # What a plan asks for at least, or at most, is also told without a word of planning.
    return fact.kind != "percentage" or fact.comparator == "="


def _start(fact: Fact) -> str | None:
    """Where the period of a fact begins; None where it has no beginning."""
    low = (fact.period or "..").partition("/")[0]
    return None if low == ".." else low
