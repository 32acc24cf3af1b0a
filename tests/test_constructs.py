"""The construct tables in `constructs/`: short texts, and all the facts that must come out of each.

A case gives of each fact only the fields that it is certain of. `area` is the name, `level` and `area_code` belong to
the area, `part_of` is the place of the whole in the case's list, from 1. `open` names what still comes out wrong of a
case: the test fails as soon as it comes out right, so that the mark goes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
import yaml

from cchc_extract.evaluation.compare import near, same
from cchc_extract.extractor import Extractor
from cchc_extract.models import Fact

TABLES = sorted((Path(__file__).parent / "constructs").glob("*.yaml"))
SOFT = {"unit", "subject", "among", "entity", "component", "action"}
NUMBERS = {"value", "value_high", "out_of"}
FIELDS = SOFT | NUMBERS | {
    "kind", "comparator", "direction", "baseline", "indicator", "area", "level", "area_code", "period", "status",
    "part_of",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One case of a table: its text, the article's date if it has one, and the facts that it must give."""

    name: str
    text: str
    date: date | None
    facts: list[dict[str, Any]]
    open: tuple[str, ...] = ()


def cases() -> Iterator[Case]:
    """All cases of all tables, each named by its table and its place in it, from 1."""
    for path in TABLES:
        for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1):
            day = date.fromisoformat(str(case["date"])) if case.get("date") else None
            yield Case(f"{path.stem}[{number}]", case["text"], day, case["facts"], tuple(case.get("open", ())))


CASES = list(cases())


def marked(case: Case) -> Any:
    """The case as a parameter, expected to fail where something of it is open."""
    marks = [pytest.mark.xfail(reason=", ".join(case.open), strict=True)] if case.open else []
    return pytest.param(case, marks=marks, id=case.name)


def found_value(field: str, fact: Fact, position: dict[str, int]) -> Any:
    """What a fact has in a field of the tables."""
    if field == "part_of":
        return position.get(fact.part_of) if fact.part_of else None
    if field in ("area", "level", "area_code"):
        name = {"area": "name", "level": "level", "area_code": "code"}[field]
        return getattr(fact.area, name) if fact.area else None
    return getattr(fact, field)


def right(field: str, found: Any, wanted: Any) -> bool:
    """Whether a field says what is wanted: numbers and codes exactly, phrases as the evaluation compares them."""
    if field in NUMBERS:
        return near(found, wanted)
    return same(field, found, wanted) if field in SOFT else bool(found == wanted)


def aligned(wanted: list[dict[str, Any]], found: list[Fact]) -> list[tuple[int | None, int | None]]:
    """Indexes of wanted and found facts side by side, in reading order; None where one has no partner."""
    left_keys, right_keys = [float(fact["value"]) for fact in wanted], [float(fact.value) for fact in found]
    pairs: list[tuple[int | None, int | None]] = []
    for tag, low, high, other_low, other_high in SequenceMatcher(
        None, left_keys, right_keys, autojunk=False
    ).get_opcodes():
        left, right_side = range(low, high), range(other_low, other_high)
        if tag == "equal":
            pairs += zip(left, right_side, strict=True)
        else:
            pairs += [(index, None) for index in left] + [(None, index) for index in right_side]
    return pairs


def differences(wanted: list[dict[str, Any]], found: list[Fact]) -> list[str]:
    """One line for each fact that is missing or not wanted, and for each wrong field."""
    pairs = aligned(wanted, found)
    position = {found[there].id: here + 1 for here, there in pairs if here is not None and there is not None}
    lines = []
    for here, there in pairs:
        if there is None and here is not None:
            lines.append(f"missing   {wanted[here]}")
        elif here is None and there is not None:
            fact = found[there]
            lines.append(
                f"unwanted  {fact.kind} {fact.value} {fact.unit or ''} {fact.evidence.text!r} by {fact.pattern}"
            )
        elif here is not None and there is not None:
            for field, value in wanted[here].items():
                has = found_value(field, found[there], position)
                if not right(field, has, value):
                    lines.append(f"{field:9} of {found[there].evidence.text!r} is {has!r}, should be {value!r}")
    return lines


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_construct(case: Case, extractor: Extractor) -> None:
    wrong = differences(case.facts, extractor.extract(case.text, date=case.date))
    if wrong:
        pytest.fail("\n".join([case.text, "", *wrong]), pytrace=False)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_is_well_formed(case: Case) -> None:
    for fact in case.facts:
        assert set(fact) <= FIELDS
        assert {"kind", "value"} <= set(fact)
        assert 1 <= fact.get("part_of", 1) <= len(case.facts)


def test_every_construct_has_a_table_of_its_own() -> None:
    assert len(TABLES) >= 12
    assert all(sum(case.name.startswith(f"{path.stem}[") for case in CASES) >= 12 for path in TABLES)
