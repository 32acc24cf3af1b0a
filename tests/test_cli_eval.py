"""`cchc eval`, `cchc schema` and `cchc patterns check` as a user meets them."""

import json
import tomllib
from pathlib import Path

import pytest
from commands import cchc

from cchc_extract.models import KINDS, BaseFact

ARTICLE = "Năm 2019, Chỉ số CCHC của tỉnh An Giang xếp thứ 4/63, tăng 7 bậc so với năm 2018.\n"
GOLD = [
    {"kind": "rank", "value": 4, "out_of": 63, "indicator": "PAR_INDEX", "area": "An Giang", "period": "2019"}
    | {"evidence": "xếp thứ 4/63"},
    {"kind": "change", "value": 7, "unit": "bậc", "direction": "up", "baseline": "2018", "indicator": "PAR_INDEX"}
    | {"area": "An Giang", "period": "2019", "evidence": "tăng 7 bậc"},
]
FACTS = [
    {"doc": "x/a.txt", **fact, "evidence": {"text": quote, "start": at, "end": at + len(quote)}}
    for fact in GOLD
    for quote in [str(fact["evidence"])]
    for at in [ARTICLE.index(quote)]
]
ALL_RIGHT = {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 2}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold folder of one article, with facts files beside it: all right, and one fact short."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, "utf-8")
    for path, facts in (("gold/a.jsonl", GOLD), ("facts.jsonl", FACTS), ("short.jsonl", FACTS[:1])):
        (tmp_path / path).write_text("".join(json.dumps(fact) + "\n" for fact in facts), "utf-8")
    return folder


def test_facts_from_a_file_from_a_pipe_and_extracted_now_are_measured_alike(gold: Path) -> None:
    path = gold.parent / "facts.jsonl"
    runs = [
        cchc("eval", gold, path, "--json"),
        cchc("eval", gold, "-", "--json", stdin=path.read_bytes()),
        cchc("eval", gold, "--json"),
    ]
    for done in runs:
        assert (done.returncode, done.stderr) == (0, b"")
        scores = json.loads(done.stdout)
        assert [scores[level] for level in ("quantity", "fact", "record")] == [ALL_RIGHT] * 3


def test_errors_are_shown_in_their_context(gold: Path) -> None:
    short = gold.parent / "short.jsonl"
    plain = cchc("eval", gold, short).stdout.decode()
    assert "MISS" not in plain
    assert "F1 0.667" in plain
    shown = cchc("eval", gold, short, "--errors").stdout.decode()
    assert "a:54: MISS   change 7 bậc: 'tăng 7 bậc'\n" in shown
    assert "xếp thứ 4/63, «tăng 7 bậc» so với năm 2018" in shown
    errors = json.loads(cchc("eval", gold, short, "--errors", "--json").stdout)["errors"]
    assert [(error["document"], error["offset"], error["what"]) for error in errors] == [("a", 54, "MISS")]


def test_a_number_as_floor_is_the_least_f1_of_facts(gold: Path) -> None:
    short = gold.parent / "short.jsonl"
    assert cchc("eval", gold, short, "--floor", "0.66").returncode == 0
    done = cchc("eval", gold, short, "--floor", "0.67")
    assert done.returncode == 1
    assert b"F1 0.667" in done.stdout
    assert done.stderr.decode() == "cchc: --floor: fact F1 is 0.6667, below the floor of 0.6700\n"


def test_a_floor_file_pins_the_gold_and_says_how_to_move_it(gold: Path) -> None:
    short, floor = gold.parent / "short.jsonl", gold.parent / "floor.toml"
    floor.write_text('gold = "another"\nfact = 0.9\nrecord = 0.5\n')

    def advice() -> str:
        done = cchc("eval", gold, short, "--floor", floor)
        assert done.returncode == 1
        lines = done.stderr.decode().splitlines()
        assert all(line.startswith("cchc: ") for line in lines)
        return "\n".join(line.removeprefix("cchc: ") for line in lines)

    said = advice()
    assert "fact F1 is 0.6667, below the floor of 0.9000" in said
    assert "record" not in said.partition("if the change is meant")[0]
    assert "the gold is not the one that this floor was measured on" in said
    proposed = "\n".join(line for line in said.splitlines() if line.startswith("    "))
    assert tomllib.loads(proposed).keys() == {"gold", "fact", "record"}

    floor.write_text(proposed)
    assert cchc("eval", gold, short, "--floor", floor).returncode == 0
    (gold / "a.txt").write_text(ARTICLE + "\n", "utf-8")
    assert "the gold is not the one" in advice()


BAD_FLOORS = {
    "gone.toml": None,
    "syntax.toml": "fact 0.9",
    "digest.toml": "fact = 0.9",
    "empty.toml": 'gold = "x"',
    "level.toml": 'gold = "x"\nfacts = 0.9',
    "percent.toml": 'gold = "x"\nfact = 95',
    "1.5": None,
    "nan": None,
}


@pytest.mark.parametrize("name", sorted(BAD_FLOORS))
def test_a_floor_that_is_none_is_wrong_use(gold: Path, name: str) -> None:
    content = BAD_FLOORS[name]
    if content is not None:
        (gold.parent / name).write_text(content)
    done = cchc("eval", "gold", "facts.jsonl", "--floor", name, cwd=gold.parent)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) == 1
    assert (name if content else "--floor" if name[0] in "1n" else name).encode() in done.stderr


def test_a_gold_folder_or_facts_that_cannot_be_used_are_wrong_use(gold: Path) -> None:
    (gold / "a.jsonl").write_text('{"kind": "rank", "value": 4, "evidence": "4/64"}\n{\n')
    done = cchc("eval", gold)
    assert (done.returncode, done.stdout) == (2, b"")
    assert [line.split(":")[2] for line in done.stderr.decode().splitlines()] == ["1", "2"]
    for arguments in (["gone"], ["."], ["gold", "gone.jsonl"]):
        done = cchc("eval", *arguments, cwd=gold.parent)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.startswith(b"cchc: ")


def test_facts_that_are_no_jsonl_are_named_by_line(gold: Path) -> None:
    done = cchc("eval", gold, "-", stdin=b'{"doc": "a"}\nrank 4\n')
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"cchc: standard input:2: not JSON")


def test_the_schema_describes_every_kind_and_field() -> None:
    done = cchc("schema")
    schema = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert set(schema["discriminator"]["mapping"]) == set(KINDS)
    models = [schema["$defs"][ref["$ref"].rsplit("/", 1)[-1]] for ref in schema["oneOf"]]
    assert all(list(model["properties"]) == list(BaseFact.model_fields) for model in models)


RULE = """
words:
  - id: rank.champion
    kind: rank
    value: 1
    words: [giành ngôi vương]
    match:
      - text: MATCH
        fact: {kind: rank, value: 1, area: AREA}
    miss:
      - MISS
"""
MATCH = "Năm 2023, tỉnh Hải Dương giành ngôi vương về Chỉ số CCHC."
MISS = "Ngôi vương của giải bóng đá."


def patterns(path: Path, match: str = MATCH, miss: str = MISS, area: str = "Hải Dương") -> Path:
    """A pattern file with one rule and these examples."""
    path.write_text(RULE.replace("MATCH", match).replace("MISS", miss).replace("AREA", area), "utf-8")
    return path


def test_patterns_whose_examples_hold_pass(tmp_path: Path) -> None:
    done = cchc("patterns", "check", patterns(tmp_path / "mine.yaml"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"1 file, 2 examples: all hold\n"


def test_examples_that_do_not_hold_are_told_all_at_once(tmp_path: Path) -> None:
    patterns(tmp_path / "one.yaml", match="Tỉnh Hải Dương xếp thứ 5 về Chỉ số CCHC.", miss=MATCH)
    patterns(tmp_path / "two.yaml", area="Hà Nội")
    done = cchc("patterns", "check", "one.yaml", "two.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode().splitlines()
    assert [line.split(": ")[1] for line in lines] == ["one.yaml:8", "one.yaml:11", "two.yaml:8"]
    assert all(": rule rank.champion: " in line for line in lines)


def test_pattern_files_that_are_not_valid_are_told_by_line(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("units:\n  noun: {}\nwords:\n  - id: x\n")
    done = cchc("patterns", "check", "mine.yaml", "gone.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    places = {line.split(": ")[1] for line in done.stderr.decode().splitlines()}
    assert {"mine.yaml:2", "mine.yaml:4", "gone.yaml:1"} <= places
