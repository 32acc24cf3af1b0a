"""The fact models: what cannot be is refused, and what is extracted obeys the published schema."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from sample_files import ARTICLES, read_article

from cchc_extract.extractor import Extractor
from cchc_extract.models import FACT_ADAPTER, KINDS, MODELS, Area, Evidence, Fact, Span, fact_schema


def plain(kind: str, **fields: Any) -> dict[str, Any]:
    """The smallest fact of a kind as JSON holds it, with further fields."""
    base = {
        "id": "f1",
        "doc": "a.txt",
        "kind": kind,
        "value": 5,
        "evidence": {"start": 10, "end": 14, "text": "5 xã"},
        "sentence": {"start": 0, "end": 20},
        "pattern": "rule.one",
    }
    return base | ({"direction": "up"} if kind == "change" else {}) | fields


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_model(kind: str) -> None:
    fact = FACT_ADAPTER.validate_python(plain(kind))
    assert type(fact) is MODELS[kind]
    assert fact.kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_survives_the_way_through_json(kind: str) -> None:
    fact = FACT_ADAPTER.validate_python(
        plain(kind, period="2020-01/2020-06", area={"name": "Huế", "level": "province"})
    )
    assert FACT_ADAPTER.validate_json(fact.model_dump_json()) == fact


def test_the_keys_of_all_kinds_come_in_one_order() -> None:
    orders = {tuple(FACT_ADAPTER.validate_python(plain(kind)).model_dump()) for kind in KINDS}
    assert len(orders) == 1
    assert next(iter(orders))[:4] == ("id", "doc", "kind", "value")


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("rank", {"value": 0}, "value"),
        ("rank", {"value": -3}, "value"),
        ("rank", {"value": 2.5}, "value"),
        ("rank", {"value": 64, "out_of": 63}, "below the end of its list"),
        ("rank", {"out_of": 0}, "out_of"),
        ("rank", {"unit": "bậc"}, "unit"),
        ("score", {"value": -1}, "value"),
        ("score", {"value": 101, "out_of": 100}, "above its scale"),
        ("percentage", {"value": -0.1}, "value"),
        ("reduction", {"value": -2}, "value"),
        ("inspection", {"value": -2}, "value"),
        ("count", {"value": -2}, "value"),
        ("count", {"out_of": 0}, "a whole is above 0"),
        ("count", {"value": 50, "value_high": 30}, "upper end"),
        ("change", {"direction": None}, "direction"),
        ("change", {"direction": "sideways"}, "direction"),
        ("change", {"value": -7}, "value"),
        ("change", {"baseline": "năm trước"}, "not a period in EDTF"),
        ("score", {"direction": "up"}, "a change has a direction"),
        ("count", {"direction": "same"}, "a change has a direction"),
        ("count", {"period": "năm 2020"}, "not a period in EDTF"),
        ("count", {"period": "2020-13"}, "not a period in EDTF"),
        ("count", {"period": "2021/2020"}, "ends before it starts"),
        ("score", {"indicator": "GDP"}, "indicator"),
        ("count", {"comparator": "≥"}, "comparator"),
        ("count", {"status": "planned"}, "status"),
        ("count", {"value": "nhiều"}, "value"),
        ("count", {"value": float("nan")}, "value"),
        ("count", {"value": float("inf")}, "value"),
        ("count", {"colour": "red"}, "colour"),
        ("count", {"area": {"name": "Huế", "level": "planet"}}, "area.level"),
        ("count", {"area": {"name": "", "level": "province"}}, "area.name"),
        ("count", {"evidence": {"start": 10, "end": 13, "text": "5 xã"}}, "not as long as its span"),
        ("count", {"evidence": {"start": 10, "end": 10, "text": ""}}, "evidence.text"),
        ("count", {"evidence": {"start": -1, "end": 3, "text": "5 xã"}}, "evidence.start"),
        ("count", {"sentence": {"start": 9, "end": 3}}, "ends before it starts"),
        ("counts", {}, "counts"),
    ],
)
def test_what_cannot_be_is_refused(kind: str, fields: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError) as caught:
        FACT_ADAPTER.validate_python(plain(kind, **fields))
    errors = [f"{'.'.join(str(step) for step in e['loc'])}: {e['msg']}" for e in caught.value.errors()]
    assert any(says in error for error in errors), errors


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "rank", "value": 63, "out_of": 63},
        {"kind": "count", "value": 120, "out_of": 100},
        {"kind": "percentage", "value": 160},
        {"kind": "change", "value": 0, "direction": "same"},
        {"kind": "count", "value": 30, "value_high": 50, "period": "2015/.."},
        {"kind": "score", "value": 46.0415, "unit": "điểm", "indicator": "PAPI", "period": "../2020-05"},
    ],
)
def test_what_can_be_is_accepted(fields: dict[str, Any]) -> None:
    fact = FACT_ADAPTER.validate_python(plain(**fields))
    assert {name: getattr(fact, name) for name in fields} == fields


def test_facts_and_their_parts_cannot_be_changed() -> None:
    fact = FACT_ADAPTER.validate_python(plain("count"))
    with pytest.raises(ValidationError, match="frozen"):
        fact.value = 6
    with pytest.raises(ValidationError, match="frozen"):
        fact.evidence.start = 0


def test_spans_are_half_open() -> None:
    assert Span(start=3, end=3).end == 3
    evidence = Evidence(start=3, end=7, text="5 xã")
    assert "abc5 xã"[evidence.start : evidence.end] == evidence.text
    assert Area(name="Huế", level="province").code is None


def schema_errors(data: dict[str, Any]) -> list[str]:
    """What the published JSON Schema says against a fact."""
    return [error.message for error in Draft202012Validator(fact_schema()).iter_errors(data)]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_real_facts_obey_the_json_schema(extractor: Extractor, article: Path) -> None:
    facts: list[Fact] = extractor.extract(read_article(article), doc=article.name)
    for fact in facts:
        assert schema_errors(json.loads(fact.model_dump_json())) == []


def test_the_json_schema_is_one_and_refuses_strangers() -> None:
    Draft202012Validator.check_schema(fact_schema())
    assert schema_errors(plain("count")) == []
    assert schema_errors(plain("count", colour="red"))
    assert schema_errors(plain("rank", value=0))
    assert schema_errors(plain("counts"))
