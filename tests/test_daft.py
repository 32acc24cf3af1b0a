"""Extraction on Daft: the facts of the plain command, whatever runs it and whatever happens to a worker."""

import gzip
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import orjson
import pytest
from commands import CCHC, ROOT, cchc

daft = pytest.importorskip("daft")
pytest.importorskip("ray")

TEXTS = [
    *sorted((ROOT / "tests" / "gold" / "dev").glob("*.txt"))[:24],
    *sorted((ROOT / "tests" / "off_subject").glob("*.txt"))[:8],
]
FIELDS = ("--text-field", "body", "--id-field", "name")
# Ray writes a file to the home of the user where it is not told that nobody is to be kept out.
QUIET = {**os.environ, "RAY_AUTH_MODE": "disabled", "DAFT_PROGRESS_BAR": "0"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the articles as texts, and as records in five files of JSONL."""
    folder = tmp_path_factory.mktemp("corpus")
    for number, path in enumerate(TEXTS):
        text = path.read_bytes().decode("utf-8-sig")
        (folder / f"{number:02}.txt").write_text(text, "utf-8", newline="")
        with (folder / f"{number % 5}.jsonl").open("ab") as stream:
            stream.write(orjson.dumps({"name": f"{number:02}.txt", "body": text}) + b"\n")
    return folder


@pytest.fixture(scope="module")
def plain(corpus: Path) -> list[bytes]:
    """The lines of the plain command, sorted."""
    done = cchc("extract", *sorted(path.name for path in corpus.glob("*.txt")), cwd=corpus)
    lines = sorted(done.stdout.splitlines())
    assert len(lines) > 100
    return lines


def archive(*args: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return cchc("extract", "--engine", "daft", *args, cwd=cwd, env=QUIET)


def facts_in(folder: Path) -> list[bytes]:
    return sorted(line for part in folder.glob("part-*.jsonl") for line in part.read_bytes().splitlines())


def test_the_native_runner_gives_the_facts_of_the_plain_command(
    corpus: Path, plain: list[bytes], tmp_path: Path
) -> None:
    done = archive("*.jsonl", *FIELDS, "-o", tmp_path / "out", cwd=corpus)
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    assert facts_in(tmp_path / "out") == plain
    assert f"{len(TEXTS)} documents, {len(plain)} facts in ".encode() in done.stderr


def test_a_ray_of_two_workers_gives_the_facts_of_the_plain_command_though_one_is_killed(
    corpus: Path, plain: list[bytes], tmp_path: Path
) -> None:
    # One after the other: two clusters at once would have to share what there is.
    for killed in (False, True):
        out = tmp_path / str(killed)
        arguments = ["*.jsonl", *FIELDS, "-o", str(out), "--ray", "local", "--jobs", "2"]
        running = subprocess.Popen(
            [CCHC, "extract", "--engine", "daft", *arguments], cwd=corpus, env=QUIET, stderr=subprocess.PIPE
        )
        if killed:
            os.kill(_working(running), signal.SIGKILL)
        _, told = running.communicate(timeout=300)
        assert running.returncode == 0, told
        assert facts_in(out) == plain


def _working(running: "subprocess.Popen[bytes]") -> int:
    """A worker of a run that is extracting just now."""
    for _ in range(1200):
        assert running.poll() is None, running.communicate()
        for process in _descendants(running.pid):
            if b"UDFActor.eval_input" in _title(process):
                return process
        time.sleep(0.1)
    raise AssertionError("no worker has begun")


def _descendants(process: int) -> list[int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
    found = [process]
    for parent in found:
        found += [child for child, of in parents.items() if of == parent]
    return found


def _title(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def test_plain_texts_are_called_as_by_the_plain_command(corpus: Path, plain: list[bytes], tmp_path: Path) -> None:
    done = archive("*.txt", "-j", "1", "-o", tmp_path / "out", cwd=corpus)
    assert done.returncode == 0, done.stderr
    assert facts_in(tmp_path / "out") == plain


def test_parquet_in_and_out(corpus: Path, plain: list[bytes], tmp_path: Path) -> None:
    from pyarrow import Table, parquet

    records = [orjson.loads(line) for path in corpus.glob("*.jsonl") for line in path.read_bytes().splitlines()]
    parquet.write_table(Table.from_pylist(records), tmp_path / "news.parquet")
    done = archive(
        "news.parquet", *FIELDS, "-j", "1", "-o", "out", "--parts", "parquet", "--kind", "rank", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    ranks = [fact for fact in map(orjson.loads, plain) if fact["kind"] == "rank"]
    rows = [row for path in (tmp_path / "out").glob("*.parquet") for row in parquet.read_table(path).to_pylist()]
    by_id = {row["id"]: row for row in rows}
    assert len(rows) == len(ranks)
    assert set(by_id) == {fact["id"] for fact in ranks}
    for fact in ranks:
        row = by_id[fact["id"]]
        row["scope"] = dict(row["scope"])
        row["checks"] = [orjson.loads(check) for check in row["checks"]]
        assert _without_nulls(row) == fact


def _without_nulls(row: dict[str, Any]) -> dict[str, Any]:
    return {k: _without_nulls(v) if isinstance(v, dict) else v for k, v in row.items() if v is not None}


def test_text_records_of_warc_are_read(corpus: Path, plain: list[bytes], tmp_path: Path) -> None:
    def record(kind: str, name: str, content: bytes) -> bytes:
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {name}\r\nWARC-Date: 2024-05-11T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-0000000000{name[:2]}>\r\n"
            f"Content-Type: text/plain\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        return head.encode() + content + b"\r\n\r\n"

    texts = [record("conversion", path.name, path.read_bytes()) for path in sorted(corpus.glob("*.txt"))]
    page = record("response", "99.html", b"HTTP/1.1 200 OK\r\n\r\n<p>Gi\xe1\xba\xa3m 32 ph\xc3\xb2ng.</p>")
    (tmp_path / "crawl.warc.wet.gz").write_bytes(b"".join(map(gzip.compress, [page, *texts])))
    done = archive("crawl.warc.wet.gz", "-j", "1", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert facts_in(tmp_path / "out") == plain


def test_documents_that_fail_are_counted_and_told_of(tmp_path: Path) -> None:
    rows = [
        {"name": "good", "body": "UBND tỉnh An Giang cắt giảm 32 phòng.", "on": "11/05/2020"},
        {"name": "empty", "body": " ", "on": None},
        {"name": "no day", "body": "UBND tỉnh An Giang cắt giảm 32 phòng.", "on": "2020-13-45"},
        {"name": "long", "body": "UBND tỉnh An Giang cắt giảm 32 phòng. " * 9, "on": None},
    ]
    (tmp_path / "news.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    done = archive(
        "news.jsonl", *FIELDS, "--date-field", "on", "--max-text", "100", "-j", "1", "-o", "out", cwd=tmp_path
    )
    assert done.returncode == 1
    assert b"4 documents, 1 facts in out; 3 failed, see out/errors.jsonl" in done.stderr
    told = [orjson.loads(line) for line in (tmp_path / "out" / "errors.jsonl").read_bytes().splitlines()]
    assert [problem["doc"] for problem in told] == ["empty", "long", "no day"]
    assert [orjson.loads(line)["period"] for line in facts_in(tmp_path / "out")] == ["2020"]


WRONG = {
    "no folder": (["0.jsonl", *FIELDS], b"--output"),
    "a folder that holds something": (["0.jsonl", *FIELDS, "-o", "."], b"holds something already"),
    "no field": (["0.jsonl", "-o", "out"], b"--text-field"),
    "a column that is not there": (["0.jsonl", "--text-field", "text", "-o", "out"], b"there are: "),
    "no such file": (["none.jsonl", *FIELDS, "-o", "out"], b"none.jsonl: cannot be read"),
    "an ending that tells nothing": (["news.xyz", *FIELDS, "-o", "out"], b"news.xyz: "),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_use_is_told_and_leaves_nothing(case: str, corpus: Path) -> None:
    arguments, message = WRONG[case]
    done = archive(*arguments, cwd=corpus)
    assert done.returncode == 2
    assert message in done.stderr
    assert not (corpus / "out").exists()


def test_any_frame_gets_a_column_of_facts() -> None:
    from cchc_extract.daft import facts

    daft.set_runner_native()
    frame = daft.from_pydict(
        {
            "title": ["Tin An Giang", None],
            "body": ["UBND tỉnh cắt giảm 32 phòng, ban hành 203 văn bản.", None],
            "url": ["a", "b"],
        }
    )
    column = facts(frame["body"], doc=frame["url"], title=frame["title"], processes=1)
    found = frame.with_column("facts", column).to_pydict()["facts"]
    assert [(fact["doc"], fact["value"]) for fact in map(orjson.loads, found[0])] == [("a", 32), ("a", 203)]
    assert found[1] is None
