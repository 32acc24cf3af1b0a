"""What writes an output does it document by document, whatever becomes of the run, of it, or of the disk."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from batch_cases import write_articles
from commands import CCHC, cchc
from killed_runs import holds_whole_documents
from test_batch_ledger import SETTINGS

from cchc_extract.batch import scribe_process
from cchc_extract.batch.ledger import Ledger
from cchc_extract.batch.scribe import Scribe
from cchc_extract.batch.scribe_process import frame
from cchc_extract.batch.work import Result
from cchc_extract.output.writing import OutputError

# So large that it is still being written while it is looked at.
SIZE = 40_000_000
RUN = f"""
import sys
from pathlib import Path
from cchc_extract.batch.ledger import Ledger
from cchc_extract.batch.work import Result
from cchc_extract.batch.store import Settings
ledger = Ledger(Path(sys.argv[1]), {SETTINGS!r}, resume=False)
for name in "abc":
    ledger.commit([Result(name, name, name, b"f" * ({SIZE} - 1) + b"\\n", 1)])
"""


def result(number: int, content: bytes) -> Result:
    """What came of a document."""
    return Result(str(number), str(number), str(number), content, 1)


@pytest.fixture
def files(tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Two open files: what is to be facts, and its manifest."""
    opened = [os.open(tmp_path / name, os.O_RDWR | os.O_CREAT) for name in ("facts", "manifest")]
    yield opened[0], opened[1]
    for file in opened:
        os.close(file)


def contents(files: tuple[int, int]) -> list[bytes]:
    """What is in the two files."""
    return [os.pread(file, 1000, 0) for file in files]


@pytest.mark.parametrize("group", [False, True])
def test_a_kill_in_the_middle_of_a_write_leaves_whole_documents(tmp_path: Path, group: bool) -> None:
    output = tmp_path / "facts.jsonl"
    for _ in range(20):
        run = subprocess.Popen([sys.executable, "-c", RUN, output], start_new_session=True)
        while not output.exists() or output.stat().st_size <= SIZE:
            assert run.poll() is None
        (os.killpg if group else os.kill)(run.pid, signal.SIGKILL)
        seen = output.stat().st_size
        run.wait()
        # Whoever comes next waits for what is still being written, and finds all that there is done.
        with closing(Ledger(output, SETTINGS, resume=True)):
            found = output.stat().st_size
            assert found % SIZE == 0
            assert Path(f"{output}.manifest").read_bytes().count(b"\n") == found // SIZE
        assert output.stat().st_size == found
        output.unlink()
        if seen % SIZE:
            return
    pytest.fail("no kill met a write")


def test_a_document_that_has_not_come_in_whole_is_not_written(files: tuple[int, int]) -> None:
    whole, cut = frame(b"fact\n", b"entry\n"), frame(b"another\n", b"another entry\n")
    command = [sys.executable, "-I", "-S", scribe_process.__file__, *map(str, files)]
    for end in (0, 1, 8, 15, 16, 17, 23, 24, 25, len(cut) - 1):
        for file in files:
            os.ftruncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
        done = subprocess.run(command, input=whole + cut[:end], capture_output=True, check=False, pass_fds=files)
        assert (done.returncode, done.stdout, done.stderr) == (0, bytes(4), b"")
        assert contents(files) == [b"fact\n", b"entry\n"]


def test_what_interrupts_a_run_does_not_reach_it(files: tuple[int, int]) -> None:
    with closing(Scribe(*files)) as scribe:
        scribe.append(b"a\n", b"1\n")
        scribe.settle()
        [pid] = children()
        assert os.getsid(pid) == pid
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(pid, number)
        scribe.append(b"b\n", b"2\n")
    assert contents(files) == [b"a\nb\n", b"1\n2\n"]


def test_when_it_is_killed_itself_the_run_ends_with_whole_documents(tmp_path: Path) -> None:
    output = tmp_path / "facts.jsonl"
    with closing(Ledger(output, SETTINGS, resume=False)) as ledger:
        ledger.commit([result(1, b"fact\n")])
        while not Path(f"{output}.manifest").read_bytes().endswith(b"\n"):
            pass
        [pid] = children()
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(OutputError, match=r"facts.jsonl: cannot be written \(the process .* --resume"):
            ledger.commit([result(2, bytes(SIZE))])
        assert output.read_bytes() == b"fact\n"
    assert Path(f"{output}.manifest").read_bytes().count(b"\n") == 1


def test_an_error_leaves_what_was_there_and_the_way_on_open(files: tuple[int, int]) -> None:
    read_only = os.open(f"/dev/fd/{files[1]}", os.O_RDONLY)
    with closing(Scribe(files[0], read_only)) as scribe:
        scribe.append(b"fact\n", b"entry\n")
        with pytest.raises(OSError, match="Bad file descriptor") as raised:
            scribe.settle()
        assert raised.value.errno == errno.EBADF
        with pytest.raises(OSError, match="has been ended"):
            scribe.append(b"fact\n", b"entry\n")
    os.close(read_only)
    assert contents(files) == [b"", b""]
    with closing(Scribe(*files)) as scribe:
        scribe.append(b"fact\n", b"entry\n")
    assert contents(files) == [b"fact\n", b"entry\n"]


def test_it_is_gone_when_the_output_is_closed(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "facts.jsonl", SETTINGS, resume=False)) as ledger:
        ledger.commit([result(1, b"fact\n")])
        assert len(children()) == 1
    assert children() == []


def test_a_full_disk_leaves_whole_documents_and_a_way_on(tmp_path: Path) -> None:
    write_articles(tmp_path / "news", 40)
    assert cchc("extract", "news", "-o", "whole.jsonl", "--jobs", "1", cwd=tmp_path).returncode == 0
    (tmp_path / "disk").mkdir()
    script = """
        mount -t tmpfs -o size=48k tmpfs disk || exit 99
        "$0" extract news -o disk/facts.jsonl --jobs 1; code=$?
        cp disk/* .; mount -o remount,size=10m disk
        "$0" extract news -o disk/facts.jsonl --jobs 1 --resume --quiet && cp disk/facts.jsonl resumed.jsonl
        exit $code"""
    unshare = shutil.which("unshare")
    if not unshare:
        pytest.skip("there is no unshare here")
    done = subprocess.run([unshare, "-rm", "sh", "-c", script, CCHC], cwd=tmp_path, capture_output=True, check=False)
    if done.returncode in (1, 99):
        pytest.skip(f"no file system can be mounted here: {done.stderr.decode()}")
    assert done.returncode == 2
    assert b"disk/facts.jsonl: cannot be written (No space left on device)" in done.stderr
    assert holds_whole_documents(tmp_path / "facts.jsonl", tmp_path / "whole.jsonl")
    assert 0 < (tmp_path / "facts.jsonl").stat().st_size < (tmp_path / "whole.jsonl").stat().st_size
    assert (tmp_path / "resumed.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def children() -> list[int]:
    """The processes of this one that write outputs, once they are that."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = stat.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and scribe_process.__file__.encode() in command:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_standard_streams_take_nothing_from_the_output(tmp_path: Path, closed: str) -> None:
    write_articles(tmp_path / "news", 3)
    command = ["sh", "-c", f'"$0" extract news -o facts.jsonl {closed}', CCHC]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
    assert (tmp_path / "facts.jsonl").read_bytes() == cchc("extract", "news", cwd=tmp_path).stdout
