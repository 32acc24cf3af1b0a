"""The evaluation: gold folders, the comparison of fields, alignment, scores and the report."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from evaluation_cases import ARTICLES, Fact, evidence, predictions, write_gold

from cchc_extract.evaluation import (
    Evaluation,
    EvaluationError,
    GoldDocument,
    evaluate,
    gold_digest,
    group_facts,
    load_gold,
    render,
)
from cchc_extract.evaluation.compare import KINDS, same


def scores(evaluation: Evaluation) -> tuple[int, int, list[int]]:
    """Gold and predicted facts, and the right ones by level."""
    counts = evaluation.documents
    right = [sum(c.quantity for c in counts), sum(c.fact for c in counts), sum(c.record for c in counts)]
    return sum(c.gold for c in counts), sum(c.predicted for c in counts), right


def test_right_predictions_score_one_everywhere(gold: list[GoldDocument]) -> None:
    numbers = evaluate(gold, group_facts(predictions(), gold)).as_dict()
    for level in ("quantity", "fact", "record"):
        assert numbers[level] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 12}
    assert list(numbers["by_kind"]) == list(KINDS)
    assert {score["f1"] for score in numbers["by_kind"].values()} == {1.0}
    assert {score["right"] for score in numbers["fields"].values()} == {1.0}
    assert numbers["fields"]["action"]["n"] == 2
    assert (numbers["problems"], numbers["extra"]) == ({}, {"part_of": {"right": 1.0, "n": 2}})


def edit(index: int, **fields: Any) -> Callable[[list[Fact]], None]:
    return lambda facts: facts[index].update(fields)


def again(index: int, **fields: Any) -> Callable[[list[Fact]], None]:
    return lambda facts: facts.append(facts[index] | fields)


HEADLINE = {"evidence": evidence("an-giang", 9, 18)}
CASES: list[tuple[str, Callable[[list[Fact]], None], int, list[int], list[str]]] = [
    ("missed", lambda facts: facts.pop(0).clear(), 11, [11, 11, 11], ["MISS"]),
    ("wrong value", edit(0, value=84.36), 12, [11, 11, 11], ["EXTRA", "MISS"]),
    ("value as near as floats are", edit(0, value=84.3500000001), 12, [12, 12, 12], []),
    ("wrong whole", edit(1, out_of=64), 12, [11, 11, 11], ["EXTRA", "MISS"]),
    ("accepted value", edit(7, value=-32), 12, [12, 12, 12], []),
    ("wrong kind", edit(0, kind="count"), 12, [12, 11, 11], ["KIND"]),
    ("unknown kind", edit(0, kind="sum"), 12, [12, 11, 11], ["KIND"]),
    ("accepted kind", edit(7, kind="count"), 12, [12, 12, 12], []),
    ("wrong strict field", edit(0, period="2019"), 12, [12, 12, 11], ["FIELD"]),
    ("two wrong strict fields", edit(0, period="2019", area=None), 12, [12, 12, 11], ["FIELD", "FIELD"]),
    ("wrong soft field", edit(3, action="sáp nhập"), 12, [12, 12, 12], []),
    ("accepted field", edit(6, period="2020-12"), 12, [12, 12, 12], []),
    ("accepted null", edit(2, baseline=None), 12, [12, 12, 12], []),
    ("defaults spelt out", edit(0, comparator="=", status="actual"), 12, [12, 12, 12], []),
    ("missing target", edit(9, status=None), 12, [12, 12, 11], ["FIELD"]),
    ("area as an object", edit(0, area={"name": "an giang", "level": "province"}), 12, [12, 12, 12], []),
    ("evidence elsewhere: said again", edit(3, **HEADLINE), 11, [11, 11, 11], ["MISS"]),
    ("headline repeats the body", again(3, **HEADLINE), 12, [12, 12, 12], []),
    ("repeated with another kind", again(3, kind="count", **HEADLINE), 13, [12, 12, 12], ["EXTRA"]),
    ("duplicate", again(0), 12, [12, 12, 12], []),
    ("duplicate with another kind", again(0, kind="count"), 13, [12, 12, 12], ["EXTRA"]),
    ("optional missed", lambda facts: facts.pop(8).clear(), 12, [12, 12, 12], []),
    ("optional with wrong fields", edit(8, kind="change", unit="cọc"), 12, [12, 12, 12], []),
    ("optional with wrong value", edit(8, value=12), 13, [12, 12, 12], ["EXTRA"]),
]


@pytest.mark.parametrize(
    ("change", "predicted", "right", "errors"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_what_each_mistake_costs(
    gold: list[GoldDocument],
    change: Callable[[list[Fact]], None],
    predicted: int,
    right: list[int],
    errors: list[str],
) -> None:
    facts = predictions()
    change(facts)
    evaluation = evaluate(gold, group_facts(facts, gold))
    assert scores(evaluation) == (12, predicted, right)
    assert sorted(error.what for error in evaluation.errors) == errors


def test_of_competing_predictions_the_right_kind_wins_then_the_larger_overlap(
    gold: list[GoldDocument],
) -> None:
    whole = {"evidence": evidence("ca-mau", 0, len(ARTICLES["ca-mau"]))}
    wide = predictions()[11] | whole
    facts = [wide | {"kind": "rank"}, wide | {"unit": "cột"}, *predictions()[11:12]]
    evaluation = evaluate(gold, {"ca-mau": facts})
    # The exact one takes "3 xã", the wide one of the right kind "3 phường"; the rank is left over.
    assert [(e.what, e.message.split(":")[0]) for e in evaluation.errors if e.document == "ca-mau"] == [
        ("EXTRA", "rank 3 xã"),
        ("MISS", "percentage 95 %"),
        ("MISS", "count 56 nhiệm vụ"),
        ("FIELD", "unit"),
    ]


@pytest.mark.parametrize(
    ("field", "predicted", "wanted", "expected"),
    [
        ("unit", "hồ sơ", "hồ sơ trực tuyến", True),
        ("unit", "hồ sơ trực tuyến", "hồ sơ", True),
        ("unit", "hồ", "hồng", False),
        ("unit", "trực tuyến", "hồ sơ trực tuyến", False),
        ("unit", "Sở,\u00a0ngành", "sở ngành", True),
        ("unit", unicodedata.normalize("NFD", "điểm"), "điểm", True),
        ("unit", "% điểm", "%", True),
        ("unit", None, "%", False),
        ("unit", 5, "%", False),
        ("area", "\u00d0ắk Lắk", "đắk lắk", True),
        ("area", "Đắk", "Đắk Lắk", False),
        ("period", "2019", "2019-01", False),
        ("value_high", 50, 50.0, True),
        ("value_high", "50", 50, False),
        ("action", "rà soát, cắt giảm", "cắt giảm", True),
        ("action", "rà soát", "cắt giảm", False),
        ("entity", "Sở Nội vụ", "Sở Nội vụ tỉnh", True),
        ("entity", "Sở", "Sở Nội vụ tỉnh An Giang", False),
        ("subject", ",", "hồ sơ", False),
        ("subject", ",", ",,", False),
    ],
)
def test_same(field: str, predicted: Any, wanted: Any, expected: bool) -> None:
    assert same(field, predicted, wanted) is expected


@pytest.mark.parametrize(
    ("part", "part_of", "right"),
    [
        (4, "an-giang-3", 2),
        (4, "an-giang-0", 1),
        (4, "nowhere", 1),
        (4, None, 1),
        (4, ["x"], 1),
        (5, None, 2),
        (5, "nowhere", 1),
    ],
)
def test_part_of_names_the_aligned_whole(gold: list[GoldDocument], part: int, part_of: Any, right: int) -> None:
    facts = predictions()
    facts[part]["part_of"] = part_of
    numbers = evaluate(gold, group_facts(facts, gold)).as_dict()
    assert numbers["extra"]["part_of"] == {"right": right / 2, "n": 2}
    assert numbers["record"]["f1"] == 1.0


@pytest.mark.parametrize(
    ("doc", "group"),
    [
        ("ca-mau", "ca-mau"),
        ("/news/2020/ca-mau.html", "ca-mau"),
        ("C:\\news\\ca-mau.txt", "ca-mau"),
        ({"id": "news/ca-mau.txt", "title": "x"}, "ca-mau"),
        ("ca-mau.txt.gz", "ca-mau.txt"),
        ({}, ""),
        (None, ""),
        (7, ""),
    ],
)
def test_documents_are_found_by_file_name(gold: list[GoldDocument], doc: Any, group: str) -> None:
    facts = [predictions()[9] | {"doc": doc}]
    groups = group_facts(facts, gold)
    assert groups == {group: facts}
    assert evaluate(gold, groups).problems == ({} if group == "ca-mau" else {"unknown doc": 1})


@pytest.mark.parametrize(
    "fields",
    [
        {"evidence": None},
        {"evidence": "95%"},
        {"evidence": {"text": "95%", "start": "25", "end": 28}},
        {"evidence": {"text": "95%", "start": 24, "end": 27.0}},
        {"evidence": {"text": "not there", "start": 24, "end": 900}, "value": "many"},
    ],
)
def test_malformed_predictions_are_wrong_not_fatal(gold: list[GoldDocument], fields: Fact) -> None:
    odd = {"kind": ["rank"], "value": {}, "out_of": [1], "unit": 3, "area": [], "part_of": {}}
    evaluation = evaluate(gold, {"ca-mau": [odd | fields]})
    assert scores(evaluation) == (12, 1, [0, 0, 0])
    assert evaluation.problems == {"evidence is not text[start:end]": 1}
    assert "EXTRA" in render(evaluation, errors=True)


TEXT = "Có 10 xã và 10 xã; aaa"
BAD_LINES = [
    ('{"kind": ', "not JSON"),
    ("[1]", "no object"),
    ('{"value": 10, "evidence": "10 xã"}', "kind is None"),
    ('{"kind": "count", "evidence": "10 xã"}', "value is None"),
    ('{"kind": "count", "value": "10", "evidence": "10 xã"}', "value is '10'"),
    ('{"kind": "count", "value": NaN, "evidence": "10 xã"}', "value is nan"),
    ('{"kind": "count", "value": 10, "out_of": true, "evidence": "10 xã"}', "out_of is True"),
    ('{"kind": "count", "value": 10, "evidence": "10 XÃ"}', "not in the article"),
    ('{"kind": "count", "value": 10}', "evidence is None"),
    ('{"kind": "count", "value": 10, "evidence": "10 xã", "nth": 3}', "occurs 2 times"),
    ('{"kind": "count", "value": 10, "evidence": "10 xã", "nth": 0}', "nth is 0"),
    ('{"kind": "count", "value": 10, "evidence": "10 xã", "accept": {"unit": "xã"}}', "accept"),
]


@pytest.mark.parametrize(("line", "problem"), BAD_LINES)
def test_bad_gold_is_refused_with_its_place_and_remedy(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        load_gold(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'a.jsonl'}:2: ")
    assert problem in str(caught.value)
    assert "; " in str(caught.value)


def test_all_that_is_wrong_with_a_gold_folder_is_said_at_once(tmp_path: Path) -> None:
    for path, content in {"a.txt": b"x", "a.jsonl": b"{\n[]\n", "b.txt": b"x", "c.txt": b"\xff"}.items():
        (tmp_path / path).write_bytes(content)
    with pytest.raises(EvaluationError) as caught:
        load_gold(tmp_path)
    places = [problem.removeprefix(str(tmp_path))[1:].split(": ")[0] for problem in caught.value.problems]
    assert places == ["a.jsonl:1", "a.jsonl:2", "b.jsonl", "c.txt"]


@pytest.mark.parametrize(("folder", "problem"), [("none", "no such folder"), (".", r"no \*.txt")])
def test_a_folder_without_articles_is_refused(tmp_path: Path, folder: str, problem: str) -> None:
    for read in (load_gold, gold_digest):
        with pytest.raises(EvaluationError, match=problem):
            read(tmp_path / folder)


def test_gold_offsets_count_every_code_point_of_the_decoded_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + "\r\n😀 aaa xã\u2028".encode())
    lines = ['{"kind": "count", "value": 1, "evidence": "aa", "nth": 2}', "", "", '{"kind": "count"']
    lines[3] += ', "value": 2, "evidence": "xã\u2028"}'
    (tmp_path / "a.jsonl").write_bytes("\r\n".join(lines).encode())
    (document,) = load_gold(tmp_path)
    assert [(fact.start, fact.end, fact.line) for fact in document.facts] == [(5, 7, 1), (8, 11, 4)]


def test_the_digest_changes_with_names_and_contents_of_gold_files_only(tmp_path: Path) -> None:
    write_gold(tmp_path)
    first = gold_digest(tmp_path)
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    assert gold_digest(tmp_path) == first
    (tmp_path / "ca-mau.jsonl").write_bytes((tmp_path / "ca-mau.jsonl").read_bytes() + b"\n")
    second = gold_digest(tmp_path)
    for suffix in (".txt", ".jsonl"):
        (tmp_path / f"ca-mau{suffix}").rename(tmp_path / f"bac-lieu{suffix}")
    assert len({first, second, gold_digest(tmp_path)}) == 3


def test_the_report_shows_scores_and_errors_in_context(gold: list[GoldDocument]) -> None:
    facts = predictions()
    facts[10].update(kind="\x1b[31mrank", unit="việc")
    facts[3].update(unit="lần")
    report = render(evaluate(gold, group_facts([*facts, {"doc": "x"}], gold)), errors=True).split("\n")
    assert report == [
        "an-giang:149: FIELD  unit: 'lần' should be 'đơn vị': '15 đơn vị'",
        "    bậc so với năm 2019. Sở Nội vụ kiểm tra «15 đơn vị», gồm 05 sở và 10 xã; rà soát khoảng 203",
        "ca-mau:51: FIELD  unit: 'việc' should be 'nhiệm vụ': '56/56 nhiệm vụ'",
        "ca-mau:51: KIND   \\x1b[31mrank should be count: '56/56 nhiệm vụ'",
        "    đặt mục tiêu 95% hồ sơ đúng hạn; đã có «56/56 nhiệm vụ» xong, 3 xã và 3 phường đạt chuẩn.",
        "",
        "quantity   P 1.000  R 1.000  F1 1.000  (12 gold)",
        "fact       P 0.917  R 0.917  F1 0.917  (12 gold)",
        "record     P 0.833  R 0.833  F1 0.833  (12 gold)",
        (
            "by kind (fact F1): rank 1.00 (1)  score 1.00 (1)  change 1.00 (1)  percentage 1.00 (1)  "
            "reduction 1.00 (1)  inspection 1.00 (3)  count 0.86 (4)"
        ),
        (
            "fields right: indicator 1.00  unit 0.83  comparator 1.00  direction 1.00  baseline 1.00  "
            "area 1.00  period 1.00  status 1.00  value_high 1.00  subject 1.00  action 1.00  entity 1.00  "
            "part_of 1.00"
        ),
        "problems: unknown doc (1)",
    ]
    assert render(evaluate(gold, group_facts(facts, gold)), errors=False).split("\n") == report[6:-1]


def test_fields_that_are_carried_are_scored_by_where_they_come_from(gold: list[GoldDocument]) -> None:
    facts = predictions()
    for index, (name, scope) in enumerate([("Cần Thơ", "article"), (None, "article"), ("An Giang", "article")]):
        facts[index].update(area=name and {"name": name}, scope={"area": scope, "period": "dateline"})
    facts[3].update(scope={"area": "sentence"})
    facts[4].update(scope={"unit": "somewhere", "area": ["article"]})
    facts[5].update(scope="article")
    evaluation = evaluate(gold, group_facts(facts, gold))
    area = {scope: (score.right, score.n) for scope, score in evaluation.scopes["area"].items()}
    assert area == {"stated": (1.0, 8), "sentence": (1.0, 1), "article": (0.5, 2), "empty": (0.0, 1)}
    assert list(evaluation.scopes) == ["area", "period"], "no other field is ever carried"
    assert evaluation.as_dict()["scopes"]["area"]["article"] == {"right": 0.5, "n": 2}
    for field, by_scope in evaluation.scopes.items():
        assert sum(score.n for score in by_scope.values()) == evaluation.fields[field].n
    lines = render(evaluation, errors=False).split("\n")
    assert "area by scope: stated 1.00 (8)  sentence 1.00 (1)  article 0.50 (2)  empty 0.00 (1)" in lines
    plain = render(evaluate(gold, group_facts(predictions(), gold)), errors=False)
    assert "by scope" not in plain
