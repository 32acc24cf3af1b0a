"""`cchc extract` as a user meets it: processes, their outputs and their exit codes."""

import json
import os
import re
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from commands import CCHC, ROOT, cchc

from cchc_extract.models import KINDS, BaseFact

ARTICLE = (
    "Năm 2019, Chỉ số cải cách hành chính của thành phố Cần Thơ đạt 84,35 điểm, xếp thứ 4/63, tăng 7 bậc.\n"
    "Sở Nội vụ kiểm tra 15 đơn vị, gồm 05 sở và 10 xã.\n"
)
KIND_AND_VALUE = [
    ("score", 84.35), ("rank", 4), ("change", 7), ("inspection", 15), ("inspection", 5), ("inspection", 10),
]  # fmt: skip


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with an article."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def facts_in(output: bytes) -> list[dict[str, Any]]:
    """The facts in JSONL."""
    return [json.loads(line) for line in output.decode().split("\n")[:-1]]


def test_facts_come_out_as_jsonl_when_piped(article: Path) -> None:
    done = cchc("extract", article)
    assert (done.returncode, done.stderr) == (0, b"")
    facts = facts_in(done.stdout)
    assert [(fact["kind"], fact["value"]) for fact in facts] == KIND_AND_VALUE
    order = list(BaseFact.model_fields)
    for fact in facts:
        assert fact["doc"] == str(article)
        assert list(fact) == [name for name in order if name in fact]
        assert None not in fact.values()
        assert ARTICLE[fact["evidence"]["start"] : fact["evidence"]["end"]] == fact["evidence"]["text"]


def test_all_fields_are_written_on_demand(article: Path) -> None:
    for fact in facts_in(cchc("extract", article, "--all-fields").stdout):
        assert list(fact) == list(BaseFact.model_fields)


def test_bad_documents_are_told_and_the_others_processed(article: Path) -> None:
    folder = article.parent
    bad = {"empty.txt": b"", "latin.txt": b"S\xf4", "binary.txt": b"15\0", "ba\x1b[31md.txt": b"\xff\xfe1"}
    for name, data in bad.items():
        (folder / name).write_bytes(data)
    names = ["gone.txt", *bad]
    done = cchc("extract", *names, "article.txt", cwd=folder)
    assert done.returncode == 1
    assert [(fact["kind"], fact["value"]) for fact in facts_in(done.stdout)] == KIND_AND_VALUE
    *lines, last = done.stderr.decode().splitlines()
    shown = [name.replace("\x1b", "\\x1b") for name in names]
    assert [line.partition(": ")[2].partition(": ")[0] for line in lines] == shown
    assert all("; " in line for line in lines), "every line names a remedy"
    assert last.startswith("cchc: 6 documents, 6 facts, 5 failed; ")


def test_offsets_count_the_characters_of_the_text_as_it_is_written(tmp_path: Path) -> None:
    texts = {
        "mark": "\ufeff" + ARTICLE,
        "nfd": unicodedata.normalize("NFD", ARTICLE),
        "crlf": ARTICLE.replace("\n", "\r\n"),
        "emoji": "😀\u00a0😀 " + ARTICLE,
    }
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    facts = facts_in(cchc("extract", *texts, cwd=tmp_path).stdout)
    for name, text in texts.items():
        mine = [fact for fact in facts if fact["doc"] == name]
        assert [(fact["kind"], fact["value"]) for fact in mine] == KIND_AND_VALUE
        for fact in mine:
            evidence = fact["evidence"]
            assert text.removeprefix("\ufeff")[evidence["start"] : evidence["end"]] == evidence["text"]


def test_a_file_whose_name_is_not_utf8_is_read_all_the_same(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/b\xe0i.txt")
    Path(path).write_text(ARTICLE, "utf-8")
    done = cchc("extract", path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {fact["doc"] for fact in facts_in(done.stdout)} == {f"{tmp_path}/b\ufffdi.txt"}


def test_standard_input_has_the_name_and_the_date_that_it_is_given() -> None:
    text = "Sở Nội vụ kiểm tra 15 đơn vị về cải cách hành chính."
    done = cchc("extract", "-", "--doc", "portal/7", "--date", "2020-05-11", stdin=text.encode())
    assert [(fact["doc"], fact["period"]) for fact in facts_in(done.stdout)] == [("portal/7", "2020")]
    plain = facts_in(cchc("extract", "-", stdin=text.encode()).stdout)
    assert [(fact["doc"], "period" in fact) for fact in plain] == [("-", False)]


def test_filters_choose_facts_and_leave_them_as_they_are(article: Path) -> None:
    every = cchc("extract", article).stdout.splitlines()
    some = cchc("extract", article, "--kind", "rank", "--kind", "inspection").stdout.splitlines()
    assert some == [every[1], *every[3:]]
    both = cchc("extract", article, "--kind", "rank", "--kind", "inspection", "--indicator", "par_index")
    assert both.stdout.splitlines() == [every[1]]


def test_an_output_file_holds_the_facts_and_nothing_else_is_printed(article: Path) -> None:
    output = article.with_name("facts.jsonl")
    output.write_text("old")
    done = cchc("extract", "gone.txt", article, "-o", output, cwd=article.parent)
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"gone.txt: no such file" in done.stderr
    assert output.read_bytes() == cchc("extract", article).stdout
    assert set(article.parent.iterdir()) == {article, output, output.with_name("facts.jsonl.manifest")}


WRONG = {
    "no file": [],
    "unknown option": ["article.txt", "--fast"],
    "unknown kind": ["article.txt", "--kind", "ranks"],
    "unknown index": ["article.txt", "--indicator", "GDP"],
    "unknown format": ["article.txt", "--format", "xml"],
    "bad date": ["article.txt", "--date", "11/05/2020"],
    "input twice": ["-", "-"],
    "name without input": ["article.txt", "--doc", "x"],
    "output in no folder": ["article.txt", "-o", "no/facts.jsonl"],
    "output is a folder": ["article.txt", "-o", "."],
    "output is the article": ["article.txt", "-o", "./article.txt"],
    "no patterns": ["article.txt", "--patterns", "gone.yaml"],
    "an option that the engine does not know": ["article.txt", "--engine", "daft", "-o", "parts", "--resume"],
    "a limit that the engine does not know": ["article.txt", "--engine", "daft", "-o", "parts", "--timeout", "5"],
}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_wrong_use_ends_with_2_and_a_line_on_standard_error(article: Path, case: str) -> None:
    done = cchc("extract", *WRONG[case], cwd=article.parent)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.strip()
    assert b"Traceback" not in done.stderr
    assert article.read_text("utf-8") == ARTICLE


def test_a_wrong_choice_is_answered_with_the_possible_ones(article: Path) -> None:
    done = cchc("extract", article, "--kind", "ranks")
    assert all(kind in done.stderr.decode() for kind in KINDS)


def test_bad_patterns_are_told_all_at_once_before_anything_is_extracted(article: Path) -> None:
    (article.parent / "one.yaml").write_text("units:\n  noun: {}\n")
    (article.parent / "two.yaml").write_text("kinds:\n  - id: x\n    kind: rang\n")
    done = cchc("extract", article, "--patterns", "one.yaml", "--patterns", "two.yaml", cwd=article.parent)
    assert (done.returncode, done.stdout) == (2, b"")
    places = re.findall(r"^cchc: (\w+\.yaml:\d+): ", done.stderr.decode(), re.MULTILINE)
    assert len(places) == len(done.stderr.splitlines())
    assert {"one.yaml:2", "two.yaml:3"} <= set(places)


def test_patterns_of_the_user_take_effect(article: Path) -> None:
    mine = article.with_name("mine.yaml")
    mine.write_text("disable: [rank.cue]\n")
    assert "rank.cue" in cchc("extract", article).stdout.decode()
    assert "rank.cue" not in cchc("extract", article, "--patterns", mine).stdout.decode()


def test_a_fact_that_cannot_be_is_told_and_not_written(article: Path) -> None:
    article.write_text(ARTICLE.replace("4/63", "70/63"), "utf-8")
    done = cchc("extract", article)
    assert done.returncode == 0
    assert "rank" not in {fact["kind"] for fact in facts_in(done.stdout)}
    assert len(done.stderr.splitlines()) == 1
    assert b"70/63" in done.stderr


@pytest.mark.parametrize("output_format", ["jsonl", "table"])
def test_a_reader_that_has_had_enough_ends_the_run_quietly(article: Path, output_format: str) -> None:
    command = [CCHC, "extract", "--format", output_format, *[str(article)] * 300]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told(article: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([CCHC, "extract", article], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"cchc: standard output: cannot be written")
    assert len(done.stderr.splitlines()) == 1


def test_an_interrupt_ends_with_130_and_leaves_the_old_output(tmp_path: Path) -> None:
    slow, output = tmp_path / "slow.txt", tmp_path / "facts.jsonl"
    os.mkfifo(slow)
    output.write_text("old")
    command = [CCHC, "extract", str(slow), "-o", str(output)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with slow.open("wb"):  # blocks until the other side has opened the pipe, so it is reading now
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")
    assert output.read_text() == "old"
    assert set(tmp_path.iterdir()) == {slow, output}


def test_it_runs_from_a_checkout(article: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "extract", str(article)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=article.parent)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == cchc("extract", article).stdout
