"""`cchc extract` over many documents, as a user meets it, whatever happens on the way."""

import json
import os
import random
import re
import resource
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_cases import write_articles
from commands import CCHC, cchc
from killed_runs import (
    gone_within,
    holds_whole_documents,
    kill_at,
    kill_workers,
    start,
    wait_for,
)
from test_display import on_terminal

COUNT = 80
ARTICLE = "Năm 2019, Chỉ số cải cách hành chính của thành phố Cần Thơ đạt 84,35 điểm, xếp thứ 4/63, tăng 7 bậc.\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with a folder of articles, `news`, and what an undisturbed run makes of it, `whole.jsonl`."""
    place = tmp_path_factory.mktemp("batch")
    write_articles(place / "news", COUNT)
    done = cchc("extract", "news", "-o", "whole.jsonl", "--jobs", "1", cwd=place)
    assert done.returncode == 0
    return place


@pytest.fixture
def output(corpus: Path) -> Iterator[Path]:
    """An output there, that goes after the test."""
    path = corpus / "facts.jsonl"
    yield path
    for left in corpus.glob("facts.jsonl*"):
        left.unlink()


def summary(done: subprocess.CompletedProcess[bytes]) -> str:
    """The last line on standard error, without the time that it took."""
    return done.stderr.decode().splitlines()[-1].partition("; ")[0]


def test_the_number_of_processes_changes_nothing(corpus: Path, output: Path) -> None:
    whole = (corpus / "whole.jsonl").read_bytes()
    paths = [f"news/{path.relative_to(corpus / 'news')}" for path in (corpus / "news").rglob("*.txt")]
    listed = "\n".join(sorted(paths)).encode()
    done = cchc("extract", "--files-from", "-", "--jobs", "3", cwd=corpus, stdin=listed)
    assert done.stdout == whole
    assert summary(done) == f"cchc: {COUNT} documents, {len(whole.splitlines())} facts"
    assert cchc("extract", "news", "-o", output, "--jobs", "2", cwd=corpus).stdout == b""
    assert output.read_bytes() == whole


def test_a_run_that_is_killed_leaves_whole_documents_and_is_gone_on_with(corpus: Path, output: Path) -> None:
    for group in (False, True):
        process = start("news", "-o", output.name, "--jobs", "2", "--resume", cwd=corpus)
        kill_at(process, output, random.randrange(1, COUNT - 20), group=group)
        assert holds_whole_documents(output, corpus / "whole.jsonl")
        assert gone_within(process, 20)
    done = cchc("extract", "news", "-o", output, "--resume", cwd=corpus)
    assert done.returncode == 0
    assert output.read_bytes() == (corpus / "whole.jsonl").read_bytes()


def test_an_interrupt_keeps_what_is_done(corpus: Path, output: Path) -> None:
    process = start("news", "-o", output.name, "--jobs", "2", cwd=corpus)
    wait_for(process, output, 5)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert re.fullmatch(r"cchc: \d+ documents, .*", err.decode().rstrip("\n"))
    assert gone_within(process, 20)
    assert holds_whole_documents(output, corpus / "whole.jsonl")
    assert output.stat().st_size
    cchc("extract", "news", "-o", output, "--resume", cwd=corpus)
    assert output.read_bytes() == (corpus / "whole.jsonl").read_bytes()


def test_processes_that_are_killed_cost_nothing(corpus: Path, output: Path) -> None:
    for _ in range(10):
        for left in output.parent.glob(f"{output.name}*"):
            left.unlink()
        process = start("news", "-o", output.name, "--jobs", "2", cwd=corpus)
        wait_for(process, output, 5)
        killed = kill_workers(process)
        process.communicate(timeout=120)
        if killed == 2:  # otherwise the run was over first
            break
    assert killed == 2
    assert process.returncode == 0
    assert output.read_bytes() == (corpus / "whole.jsonl").read_bytes()


@pytest.mark.parametrize("kept", [0, 20_001])
def test_a_full_disk_leaves_whole_documents_and_a_way_on(corpus: Path, output: Path, kept: int) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kept, kept))

    command = [CCHC, "extract", "news", "-o", output.name, "--jobs", "1"]
    done = subprocess.run(command, cwd=corpus, capture_output=True, check=False, preexec_fn=limit)
    assert done.returncode == 2
    assert b"facts.jsonl: cannot be written (File too large)" in done.stderr
    assert b"--resume" in done.stderr
    assert holds_whole_documents(output, corpus / "whole.jsonl")
    cchc("extract", "news", "-o", output, "--resume", cwd=corpus)
    assert output.read_bytes() == (corpus / "whole.jsonl").read_bytes()


def test_a_record_of_a_failure_that_is_cut_short_is_told(tmp_path: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50))

    command = [CCHC, "extract", "gone.txt", "--errors", "errors.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, preexec_fn=limit)
    assert done.returncode == 2
    assert b"errors.jsonl: cannot be written (File too large)" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_device_is_told(corpus: Path) -> None:
    for arguments in (["-o", "/dev/full"], ["--errors", "/dev/full", "gone.txt"]):
        done = cchc("extract", "news", *arguments, cwd=corpus)
        assert done.returncode == 2
        assert b"/dev/full: cannot be written" in done.stderr


def test_only_what_has_changed_is_done_again(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    write_articles(folder, 6)
    mine = tmp_path / "mine.yaml"
    mine.write_text("disable: [rank.cue]\n")

    def unchanged(*options: str | Path) -> str:
        done = cchc("extract", "news", "-o", "facts.jsonl", "--resume", *options, cwd=tmp_path)
        assert done.returncode == 0
        found = re.search(r"(\d+) unchanged", done.stderr.decode())
        return found[1] if found else "0"

    assert unchanged() == "0"
    (folder / "0" / "00000.txt").write_text(ARTICLE, "utf-8")
    (folder / "3" / "new.txt").write_text(ARTICLE, "utf-8")
    assert unchanged() == "5"
    (folder / "5" / "00005.txt").unlink()
    assert unchanged() == "6"
    assert (tmp_path / "facts.jsonl").read_bytes() == cchc("extract", "news", cwd=tmp_path).stdout
    assert unchanged("--kind", "rank") == "0"
    assert unchanged("--kind", "rank", "--patterns", mine) == "0"
    assert b"rank.cue" not in (tmp_path / "facts.jsonl").read_bytes()


def test_failures_are_counted_and_recorded(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, "utf-8")
    (folder / "b.txt").write_bytes(b"\0\1\2\3")
    os.mkfifo(tmp_path / "slow.txt")
    arguments = ["news", "slow.txt", "gone.txt", "-o", "facts.jsonl", "--errors", "errors.jsonl", "--timeout", "2"]
    for jobs in ("1", "2"):
        done = cchc("extract", *arguments, "--jobs", jobs, cwd=tmp_path)
        assert done.returncode == 1
        assert summary(done) == "cchc: 4 documents, 3 facts, 3 failed (see errors.jsonl)"
        records = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_bytes().splitlines()]
        assert [(record["doc"], record["where"], record["step"]) for record in records] == [
            (name, name, step) for name, step in
            (("news/b.txt", "read"), ("slow.txt", "timeout"), ("gone.txt", "read"))
        ]  # fmt: skip
        assert [f"cchc: {record['why']}" for record in records] == done.stderr.decode().splitlines()[:-1]
    # What failed is tried again.
    (folder / "b.txt").write_text(ARTICLE, "utf-8")
    done = cchc("extract", "news", "-o", "facts.jsonl", "--errors", "errors.jsonl", "--resume", cwd=tmp_path)
    assert (done.returncode, summary(done)) == (0, "cchc: 2 documents, 6 facts, 1 unchanged")
    assert (tmp_path / "errors.jsonl").read_bytes() == b""


def test_a_second_run_on_the_same_output_refuses(tmp_path: Path) -> None:
    article, slow = tmp_path / "article.txt", tmp_path / "slow.txt"
    article.write_text(ARTICLE, "utf-8")
    os.mkfifo(slow)
    first = start("article.txt", "slow.txt", "-o", "facts.jsonl", "--jobs", "1", cwd=tmp_path)
    with slow.open("wb") as pipe:  # blocks until the other side has opened the pipe, so it is reading now
        done = cchc("extract", "article.txt", "-o", "facts.jsonl", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.startswith(b"cchc: facts.jsonl: is being written by another run; ")
        pipe.write(ARTICLE.encode())
    _, err = first.communicate(timeout=60)
    assert (first.returncode, err.partition(b";")[0]) == (0, b"cchc: 2 documents, 6 facts")
    assert cchc("extract", "article.txt", "-o", "facts.jsonl", cwd=tmp_path).returncode == 0


def test_records_give_facts_with_their_name_and_date(tmp_path: Path) -> None:
    text = "Sở Nội vụ kiểm tra 15 đơn vị về cải cách hành chính."
    rows = [{"url": f"portal/{n}", "day": f"2020-05-{n + 10}", "head": "Tin", "text": text} for n in range(3)]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    options = ["--text-field", "text", "--id-field", "url", "--date-field", "day", "--title-field", "head"]
    done = cchc("extract", "-", *options, "--quiet", stdin=lines)
    assert (done.returncode, done.stderr) == (0, b"")
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(fact["doc"], fact["period"], fact["value"]) for fact in facts] == [
        (f"portal/{n}", "2020", 15) for n in range(3)
    ]
    read = f"Tin\n\n{text}"
    evidence = facts[0]["evidence"]
    assert read[evidence["start"] : evidence["end"]] == evidence["text"]


def test_an_id_that_is_not_utf_8_costs_its_record_only(tmp_path: Path) -> None:
    rows = [b"id,text", b'\xff,"' + ARTICLE.encode() + b'"', b'b,"' + ARTICLE.encode() + b'"']
    (tmp_path / "rows.csv").write_bytes(b"\n".join(rows))
    fields = ["--text-field", "text", "--id-field", "id"]
    files = ["-o", "facts.jsonl", "--resume", "--errors", "errors.jsonl"]
    for unchanged in ("", ", 1 unchanged"):
        done = cchc("extract", "rows.csv", *fields, *files, cwd=tmp_path)
        assert done.returncode == 1
        assert summary(done) == f"cchc: 2 documents, 3 facts{unchanged}, 1 failed (see errors.jsonl)"
        assert json.loads((tmp_path / "errors.jsonl").read_bytes())["where"] == "rows.csv:2"


@pytest.mark.parametrize("arguments", ["--files-from -", "- --text-field body"])
def test_a_closed_standard_input_is_told(tmp_path: Path, arguments: str) -> None:
    command = ["sh", "-c", f'"$0" extract {arguments} <&-', CCHC]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"cchc: standard input: is closed; pipe ")


def test_where_windows_lacks_something_the_output_appears_at_the_end(
    corpus: Path, output: Path, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "sys.modules['fcntl'] = None\n"
        "del signal.setitimer, signal.SIGALRM, os.fork, os.pread, os.sched_getaffinity, os.O_CLOEXEC\n"
    )
    without = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = cchc("extract", "news", "-o", output, "--jobs", "2", cwd=corpus, env=without)
    assert (done.returncode, summary(done).partition(",")[0]) == (0, f"cchc: {COUNT} documents")
    assert output.read_bytes() == (corpus / "whole.jsonl").read_bytes()
    assert not Path(f"{output}.manifest").exists()
    done = cchc("extract", "news", "-o", output, "--resume", cwd=corpus, env=without)
    assert done.returncode == 2
    assert b"--resume" in done.stderr


WRONG = {
    "resume without output": ["--resume"],
    "resume of a table": ["--resume", "-o", "facts.txt", "--format", "table"],
    "a field without the text": ["--id-field", "id"],
    "no jobs": ["--jobs", "0"],
    "a negative time": ["--timeout", "-1"],
    "errors in no folder": ["--errors", "no/errors.jsonl"],
    "errors into the output": ["-o", "facts.jsonl", "--errors", "facts.jsonl"],
    "two standard inputs": ["-", "--files-from", "-"],
}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_wrong_use_ends_with_2_and_does_nothing(tmp_path: Path, case: str) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    done = cchc("extract", "article.txt", *WRONG[case], cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.strip()
    assert b"Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["article.txt"]


def test_a_terminal_shows_how_far_the_run_is(corpus: Path, output: Path) -> None:
    code, shown = on_terminal("extract", corpus / "news", "-o", output, "--jobs", "1")
    assert code == 0
    # A run that is over within a second shows no bar.
    assert re.search(r"\d+ documents  \d+ facts  [\d.]+/s  0 failed", shown) or " 0." in shown
    assert f"cchc: {COUNT} documents, " in shown
    code, shown = on_terminal("extract", corpus / "news", "-o", output, "--jobs", "1", "--quiet")
    assert (code, shown) == (0, "")


def test_coverage_takes_folders_and_records(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "rows.jsonl").write_text(json.dumps({"body": ARTICLE}))
    done = cchc("coverage", "news", "rows.jsonl", "--text-field", "body", cwd=tmp_path)
    assert done.returncode == 0
    counts = json.loads(done.stdout.splitlines()[0])
    assert (counts["documents"], counts["in_facts"]) == (2, 6)
