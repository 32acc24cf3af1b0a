"""Parts against their whole: breakdowns in a sentence, and columns of a table with their row of totals."""

from collections.abc import Iterator
from itertools import pairwise

from cchc_extract.checks.digits import decimals, grain, misprint
from cchc_extract.checks.figures import figures, mentions
from cchc_extract.checks.findings import Finding, Sheet, finding, gap
from cchc_extract.models import Fact

# Parts that are named one right after the other: "7 sở, 7 huyện và 12 xã".
_BESIDE = 8
_BRACKET = 2
_ROWS = 3


def parts_sum(sheet: Sheet) -> Iterator[Finding]:
    """`26 đơn vị, gồm 7 sở, 7 huyện và 12 xã`: parts that leave nothing out add up to their whole.

    Whether they leave nothing out is only known of those that do add up, that were named one right after the other
    behind a word such as "gồm", or that would add up but for one slip of the hand.
    """
    for whole, parts in sheet.wholes:
        if (
            whole.kind == "percentage"
            or whole.comparator != "="
            or any(p.value_high is not None or p.out_of for p in parts)
        ):
            continue
        here = [part for part in parts if part.sentence == whole.sentence]
        if len(parts) - len(here) >= _ROWS:
            yield from _column(whole, parts)
        elif len(here) >= 2:
            yield from _breakdown(whole, here)


def _breakdown(whole: Fact, parts: list[Fact]) -> Iterator[Finding]:
    exact = _run(whole, parts)
    if exact:
        yield _finding("parts.sum", True, whole, exact)
        return
    listed = _listed(parts)
    if len(listed) >= 2 and (_closed(whole, listed) or _slip(whole, listed)):
        yield _finding("parts.sum", False, whole, listed)


def _column(whole: Fact, rows: list[Fact]) -> Iterator[Finding]:
    """A column of a table, or a list below the line that counts it."""
    holds = _adds_up(whole, rows)
    if holds or (_tabular([whole, *rows]) and _comparable(whole, rows)) or _slip(whole, rows):
        yield _finding("table.total", holds, whole, rows)


def _finding(name: str, holds: bool, whole: Fact, parts: list[Fact]) -> Finding:
    details = {"whole": whole.value, "sum": _sum(parts), "parts": len(parts)}
    return finding(name, holds, (whole, *parts), details)


def _sum(parts: list[Fact]) -> float:
    return sum(part.value for part in parts)


def _adds_up(whole: Fact, parts: list[Fact]) -> bool:
    loose = sum(grain(fact) for fact in (whole, *parts) if grain(fact) > 1) / 2
    rounded = len(parts) * max(10.0 ** -decimals(fact) for fact in (whole, *parts)) / 2
    fractions = any(isinstance(fact.value, float) for fact in (whole, *parts))
    return abs(_sum(parts) - whole.value) <= loose + (rounded if fractions else 0) + 1e-6


def _run(whole: Fact, parts: list[Fact]) -> list[Fact]:
    """The longest parts in a row that add up to the whole: others may be those of another breakdown."""
    for length in range(len(parts), 1, -1):
        for first in range(len(parts) - length + 1):
            run = parts[first : first + length]
            if _adds_up(whole, run):
                return run
    return []


def _listed(parts: list[Fact]) -> list[Fact]:
    """The parts that are named one right after the other, from the first on."""
    run = parts[:1]
    for before, part in pairwise(parts):
        if gap(before, part) > _BESIDE or before.unit is None:
            break
        run.append(part)
    return run


def _closed(whole: Fact, parts: list[Fact]) -> bool:
    """Whether the parts are all there are: more than the whole, or fewer by more than one that has no number."""
    opened = mentions(figures().breaks_down, parts[0].evidence.text) or _bracketed(whole, parts)
    return opened and all(part.kind == whole.kind for part in parts) and whole.value - _sum(parts) != 1


def _bracketed(whole: Fact, parts: list[Fact]) -> bool:
    """Whether parts stand right behind their whole, and each other: "26 đơn vị (7 sở, 7 huyện, 12 xã)"."""
    return all(gap(before, part) <= _BRACKET for before, part in pairwise([whole, *parts]))


def _slip(whole: Fact, parts: list[Fact]) -> bool:
    """Whether one slip of the hand, in the whole or in a part, keeps the parts from adding up."""
    total = _sum(parts)
    rest = whole.value - total
    return misprint(whole.value, total) or any(
        part.value + rest > 0 and misprint(part.value, part.value + rest) for part in parts
    )


def _comparable(whole: Fact, rows: list[Fact]) -> bool:
    """Whether rows may be those of the column that a total ends: of several columns, they would add up to more."""
    return whole.value / 2 < _sum(rows) < whole.value * 2


def _tabular(rows: list[Fact]) -> bool:
    """Whether facts are cells of a column: each is the only one of its kind and unit in a sentence of its own."""
    return len({row.sentence.start for row in rows}) == len(rows) and all(
        row.evidence.start == row.sentence.start for row in rows
    )
