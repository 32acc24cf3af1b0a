"""Published values: ranks and scores of provinces, from `reference/index_values.csv`, which has doubts of its own."""

import csv
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cchc_extract.checks.digits import decimals
from cchc_extract.checks.figures import figures, reference_folder
from cchc_extract.checks.findings import Finding, Sheet, year_of
from cchc_extract.models import Fact

_PERCENT = 100
# Doubts about ranks only.
_OF_RANKS = frozenset({"computed", "listed"})


class Published(NamedTuple):
    """What was published of a province in an edition of an index; texts as they stand in the file, "" for nothing.

    `sources` are numbers in `sources.csv`; `agreed` says on what at least two publishers agree; `doubt` why to be
    careful, `other` what another publisher has.
    """

    rank: str
    score: str
    sources: str
    agreed: str
    doubt: str
    other: str


def published_value(sheet: Sheet) -> Iterator[Finding]:
    """A rank or a score of a province in an index, against the published one: it agrees or differs."""
    for fact in sheet.of("rank", "score"):
        if fact.indicator and _comparable(fact):
            assert fact.area
            found = _table().get((fact.indicator, fact.period or "", fact.area.name))
            value = found and (found.rank if fact.kind == "rank" else found.score)
            if found and value:
                yield _finding(fact, found, value)


def _comparable(fact: Fact) -> bool:
    """Whether a fact is the exact value of a whole index for a province among all, in one year."""
    area = fact.area
    exact = fact.comparator == "=" and fact.value_high is None and fact.status == "actual"
    whole = fact.component is None and fact.among is None and fact.entity is None
    return exact and whole and area is not None and area.level == "province" and _among_all(fact) and _on_scale(fact)


def _among_all(fact: Fact) -> bool:
    """Whether a rank is not one in a list that is that of a region."""
    return fact.kind != "rank" or fact.out_of is None or fact.out_of > figures().regions_at_most


def _on_scale(fact: Fact) -> bool:
    """Whether a score is given on the index's own scale, and not as a share of its points."""
    scale = figures().scale(fact.indicator, year_of(fact)) if fact.unit == "%" else None
    return scale is None or scale.top == _PERCENT


def _finding(fact: Fact, found: Published, value: str) -> Finding:
    others = [text.partition(" ")[2] for text in found.other.split("+") if text.startswith(fact.kind)]
    agrees = any(_equal(fact, text) for text in (value, *others))
    number = float(value)
    details: dict[str, str | int | float] = {
        "value": fact.value,
        "published": int(number) if fact.kind == "rank" else number,
        "indicator": fact.indicator or "",
        "area": fact.area.name if fact.area else "",
        "period": fact.period or "",
        "publishers": 2 if fact.kind in found.agreed else 1,
    }
    doubts = [doubt for doubt in found.doubt.split("+") if doubt and (fact.kind == "rank" or doubt not in _OF_RANKS)]
    if doubts:
        details["doubt"] = doubts[-1]
    source = _sources()[found.sources.partition("+")[0]]
    return Finding(f"published.{fact.kind}", "agrees" if agrees else "differs", (fact,), details, source)


def _equal(fact: Fact, published: str) -> bool:
    """Whether the value of a fact is the published one, either of them perhaps rounded or cut off."""
    value = float(published)
    if fact.kind == "rank":
        return fact.value == value
    if value <= 1 < fact.value:
        value *= 100
    places = min(decimals(fact), len(published.partition(".")[2]))
    slack = figures().tolerance(fact.indicator, int((fact.period or "0")[:4]))
    return abs(fact.value - value) < 10.0**-places + slack - 1e-9 or abs(fact.value - value) <= slack + 1e-9


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str, str], Published]:
    with (reference_folder() / "index_values.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        return {(row[0], row[1], row[2]): Published(*row[3:]) for row in rows}


@lru_cache(maxsize=1)
def _sources() -> dict[str, str]:
    with (reference_folder() / "sources.csv").open(encoding="utf-8", newline="") as stream:
        return {row["source"]: row["url"] for row in csv.DictReader(stream)}
