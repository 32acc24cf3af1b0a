"""Arithmetic with changes: an earlier value, a later one, and the movement between them."""

from collections.abc import Iterator

from cchc_extract.checks.digits import decimals, grain, misprint
from cchc_extract.checks.figures import figures, mentions
from cchc_extract.checks.findings import Finding, Sheet, finding
from cchc_extract.models import Fact

_COUNTED = frozenset({"count", "reduction", "inspection"})


def change_difference(sheet: Sheet) -> Iterator[Finding]:
    """`từ thứ 35 lên thứ 12, tăng 23 bậc`: the change is the difference of two values of the same index."""
    values: dict[tuple[object, ...], list[Fact]] | None = None
    for change in sheet.of("change"):
        if not change.indicator or change.comparator != "=" or change.value_high is not None:
            continue
        kind = _kind(change)
        if not kind:
            continue
        if values is None:
            values = _by_index(sheet)
        found = _ends(change, values.get((kind, *_index(change)), []))
        if found:
            earlier, later, holds = found
            yield finding(
                "change.difference", holds, (change, earlier, later),
                {"earlier": earlier.value, "later": later.value, "change": change.value,
                 "difference": abs(later.value - earlier.value)},
            )  # fmt: skip


def change_counts(sheet: Sheet) -> Iterator[Finding]:
    """`từ 132 phòng xuống 117 phòng, giảm 15 phòng`: the cut is the difference of the two counts beside it."""
    for facts in sheet.sentences.values():
        for at in range(len(facts) - 2):
            three = facts[at : at + 3]
            moved = [f for f in three if f.kind in ("reduction", "change")]
            counts = [f for f in three if f.kind == "count"]
            if len(moved) == 1 and len(counts) == 2 and _same_unit(three) and all(map(_exact, three)):
                earlier, later, change = counts[0], counts[1], moved[0]
                difference = abs(later.value - earlier.value)
                if difference == change.value or _mistaken(earlier, later, change):
                    yield finding(
                        "change.difference", difference == change.value, (change, earlier, later),
                        {"earlier": earlier.value, "later": later.value, "change": change.value,
                         "difference": difference},
                    )  # fmt: skip


def change_factor(sheet: Sheet) -> Iterator[Finding]:
    """`từ 132 hồ sơ lên 396 hồ sơ, gấp 3 lần`: the factor is that of the two counts before it."""
    if not sheet.of("change"):
        return
    for facts in sheet.sentences.values():
        for earlier, later, factor in zip(facts, facts[1:], facts[2:], strict=False):
            if factor.kind != "change" or factor.unit not in figures().units.times or factor.comparator != "=":
                continue
            smaller, larger = sorted((earlier, later), key=lambda fact: fact.value)
            if not (_same_unit([later, earlier]) and _exact(later) and _exact(earlier)) or smaller.value <= 0:
                continue
            places, expected = decimals(factor), larger.value / smaller.value
            holds = abs(expected - factor.value) <= 10.0**-places
            if holds or _from_to(earlier, later) or misprint(expected, factor.value, places):
                yield finding(
                    "change.factor", holds, (factor, earlier, later),
                    {"smaller": smaller.value, "larger": larger.value, "factor": factor.value,
                     "expected": round(expected, places + 1)},
                )  # fmt: skip


def _kind(change: Fact) -> str | None:
    """Of what kind the values are whose change it is."""
    units = figures().units
    return "rank" if change.unit in units.places else "score" if change.unit in units.points else None


def _index(fact: Fact) -> tuple[object, ...]:
    """What two values have in common when one is the earlier and one the later of the same thing."""
    area = fact.area
    return fact.indicator, fact.component, fact.entity, area and area.name, area and area.level


def _by_index(sheet: Sheet) -> dict[tuple[object, ...], list[Fact]]:
    values: dict[tuple[object, ...], list[Fact]] = {}
    for fact in sheet.of("rank", "score"):
        exact = fact.comparator == "=" and fact.value_high is None and fact.status == "actual"
        if fact.indicator and exact:
            values.setdefault((fact.kind, *_index(fact)), []).append(fact)
    return values


def _ends(change: Fact, values: list[Fact]) -> tuple[Fact, Fact, bool] | None:
    """The earlier and the later value of a change and whether it is their difference; None where that is not known.

    Any two values that differ by as much will do. That no two do is a mistake where its periods name one value each.
    """
    near = [fact for fact in values if change.period in (fact.period, None) or fact.period is None] or values
    for later in near:
        for earlier in values:
            if earlier is not later and _is_difference(change, earlier, later):
                return earlier, later, True
    if change.baseline is None or change.period is None or change.baseline == change.period:
        return None
    first = [fact for fact in values if fact.period == change.baseline]
    last = [fact for fact in values if fact.period == change.period]
    if len(first) == 1 and len(last) == 1 and first[0].among == last[0].among:
        return first[0], last[0], False
    return None


def _is_difference(change: Fact, earlier: Fact, later: Fact) -> bool:
    """Whether a change leads from one value to the other, in its direction."""
    up = later.value < earlier.value if later.kind == "rank" else later.value > earlier.value
    if change.direction != ("same" if later.value == earlier.value else "up" if up else "down"):
        return False
    if earlier.period is not None and earlier.period == later.period:
        return False
    # Each of the three numbers was rounded on its own.
    step = 0.0 if later.kind == "rank" else max(10.0 ** -decimals(fact) for fact in (change, earlier, later))
    difference = abs(later.value - earlier.value)
    relative = 100 * difference / earlier.value if change.unit == "%" and earlier.value else difference
    return min(abs(difference - change.value), abs(relative - change.value)) <= step * 1.001


def _same_unit(facts: list[Fact]) -> bool:
    units = [fact.unit for fact in facts]
    return units[0] is not None and all(
        unit is not None and (unit.startswith(units[0]) or units[0].startswith(unit)) for unit in units
    )


def _exact(fact: Fact) -> bool:
    counted = fact.kind in _COUNTED or fact.kind == "change"
    return counted and fact.comparator == "=" and not fact.out_of and fact.value_high is None and grain(fact) <= 1


def _from_to(earlier: Fact, later: Fact) -> bool:
    """Whether the words lead from one count to the other: "từ 132 phòng xuống còn 117 phòng"."""
    known = figures()
    return mentions(known.from_, earlier.evidence.text) and mentions(known.to, later.evidence.text)


def _mistaken(earlier: Fact, later: Fact, change: Fact) -> bool:
    """Whether one slip of the hand keeps a change from leading from one count to the other, as the words say."""
    if not mentions(figures().to, later.evidence.text):
        return False
    step = change.value if later.value > earlier.value else -change.value
    return (
        misprint(change.value, abs(later.value - earlier.value))
        or misprint(later.value, earlier.value + step)
        or misprint(earlier.value, later.value - step)
    )
