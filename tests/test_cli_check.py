"""`cchc check` and `cchc extract --lang` as a user meets them."""

import json
from pathlib import Path
from typing import Any

import pytest
from commands import cchc

RIGHT = "Năm 2012, Chỉ số CCHC của thành phố Đà Nẵng đạt 87,12%, xếp thứ 1/63.\n"
WRONG = (
    "Năm 2012, Chỉ số CCHC của thành phố Đà Nẵng đạt 78,12%, xếp thứ 1/630.\n"
    "Sở Nội vụ hoàn thành 43/45 nhiệm vụ, đạt 59,6%.\n"
)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts of two articles that are not there any more."""
    tmp_path = tmp_path_factory.mktemp("facts")
    for name, text in (("right", RIGHT), ("wrong", WRONG)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    done = cchc("extract", "right.txt", "wrong.txt", "-o", "facts.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for name in ("right", "wrong"):
        (tmp_path / f"{name}.txt").unlink()
    return tmp_path / "facts.jsonl"


def objects(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode().splitlines()]


def test_what_fails_and_differs_comes_out_check_by_check_as_jsonl(facts: Path) -> None:
    done = cchc("check", facts)
    assert (done.returncode, done.stderr) == (0, b"")
    summary, *found = objects(done.stdout)
    assert {name: summary[name] for name in ("articles", "facts", "fails", "differs", "agrees")} == {
        "articles": 2, "facts": 6, "fails": 3, "differs": 1, "agrees": 3,
    }  # fmt: skip
    assert [(item["check"], item["state"]) for item in found] == [
        ("ratio.percentage", "fails"), ("list.length", "fails"), ("same.articles", "fails"),
        ("published.score", "differs"),
    ]  # fmt: skip
    assert [fact["text"] for fact in found[0]["facts"]] == ["đạt 59,6%", "hoàn thành 43/45 nhiệm vụ"]
    assert {fact["doc"] for fact in found[2]["facts"]} == {"right.txt", "wrong.txt"}
    assert found[3]["source"].startswith("http")


def test_strict_turns_failures_into_exit_code_1_but_not_differences(facts: Path, tmp_path: Path) -> None:
    assert cchc("check", facts, "--strict").returncode == 1
    good = tmp_path / "good.jsonl"
    lines = facts.read_text("utf-8").splitlines(keepends=True)
    good.write_text("".join(line for line in lines if json.loads(line)["doc"] == "right.txt"), "utf-8")
    assert cchc("check", good, "--strict").returncode == 0
    differs = cchc("extract", "-", "--doc", "x", stdin=RIGHT.replace("87,12", "71,28").encode()).stdout
    done = cchc("check", "-", "--strict", stdin=differs)
    assert (done.returncode, objects(done.stdout)[0]["differs"]) == (0, 1)


def test_the_table_speaks_vietnamese_on_demand(facts: Path) -> None:
    done = cchc("check", facts, "--format", "table", "--lang", "vi")
    table = done.stdout.decode()
    assert done.returncode == 0
    assert "43/45 là 95,6%, không phải 59,6%" in " ".join(table.split())
    assert "tỷ số và tỷ lệ phần trăm đi kèm" in " ".join(table.split())
    assert "«đạt 59,6%»  wrong.txt:" in table


def test_nothing_of_the_facts_reaches_the_terminal_as_markup_or_control_code(facts: Path, tmp_path: Path) -> None:
    evil = tmp_path / "evil.jsonl"
    evil.write_text(facts.read_text("utf-8").replace("wrong.txt", "[bold]x\\u001b[31m"), "utf-8")
    done = cchc("check", evil, "--format", "table")
    assert b"[bold]x\\x1b[31m:" in done.stdout
    assert b"\x1b" not in done.stdout


def test_the_same_fact_in_two_files_is_one_also_from_before_there_were_checks(facts: Path) -> None:
    plain = [json.loads(line) | {"checks": []} for line in facts.read_text("utf-8").splitlines()]
    stdin = "".join(json.dumps(fact) + "\n" for fact in plain).encode()
    assert cchc("check", "-", facts, stdin=stdin).stdout == cchc("check", facts).stdout


def test_output_goes_into_a_file_and_never_over_the_facts(facts: Path, tmp_path: Path) -> None:
    assert cchc("check", facts, "-o", tmp_path / "found.jsonl").stdout == b""
    assert (tmp_path / "found.jsonl").read_bytes() == cchc("check", facts).stdout
    before = facts.read_bytes()
    done = cchc("check", facts, "-o", facts)
    assert (done.returncode, facts.read_bytes()) == (2, before)


def test_what_is_no_fact_is_named_with_its_line(tmp_path: Path) -> None:
    for line, message in [
        ("{", "facts.jsonl:2: not JSON"),
        ('{"kind": "rank"}', "facts.jsonl:2: not a fact (rank.id: "),
        ('{"kind": "nothing"}', "facts.jsonl:2: not a fact (fact: "),
    ]:
        (tmp_path / "facts.jsonl").write_text(f"\n{line}\n", "utf-8")
        done = cchc("check", "facts.jsonl", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, b"")
        assert message in done.stderr.decode()


def test_wrong_use_is_told(tmp_path: Path) -> None:
    assert cchc("check", tmp_path / "none.jsonl").returncode == 2
    assert cchc("check", "-", "-").returncode == 2


def test_extract_says_what_checks_say_in_vietnamese() -> None:
    done = cchc("extract", "-", "--doc", "x", "--lang", "vi", stdin=WRONG.encode())
    messages = [check["message"] for fact in objects(done.stdout) for check in fact["checks"]]
    assert "43/45 là 95,6%, không phải 59,6%" in messages
    assert "1/630: không có danh sách nào dài 630; hẳn là 63" in messages
