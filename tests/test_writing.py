"""Writing: facts as lines of JSON, and outputs that appear whole or not at all."""

import contextlib
import json
import os
import stat
import threading
from pathlib import Path

import pytest

from cchc_extract.models import BaseFact, Count, Evidence, Span
from cchc_extract.output.writing import OutputError, check_output, fact_lines, open_output


def count(value: int | float, unit: str = "hồ sơ") -> Count:
    """A fact with that value."""
    return Count(
        id="f", doc="a.txt", value=value, unit=unit, pattern="p",
        evidence=Evidence(text="15", start=0, end=2), sentence=Span(start=0, end=2),
    )  # fmt: skip


def test_keys_stand_in_the_order_of_the_model_and_null_fields_are_left_out() -> None:
    line = json.loads(fact_lines([count(15)]))
    assert list(line) == [name for name in BaseFact.model_fields if name in line]
    assert None not in line.values()
    assert "out_of" not in line


def test_all_fields_are_there_on_demand() -> None:
    line = json.loads(fact_lines([count(15)], all_fields=True))
    assert list(line) == list(BaseFact.model_fields)
    assert line["out_of"] is None


@pytest.mark.parametrize(
    ("value", "written"),
    [(15, "15"), (15.0, "15"), (16.59, "16.59"), (42_600_000_000.0, "42600000000"), (0, "0"), (10**24, "1e+24")],
)
def test_numbers_are_numbers_and_whole_ones_integers(value: int | float, written: str) -> None:
    assert f'"value":{written},' in fact_lines([count(value)]).decode()


def test_every_fact_is_one_line_whatever_it_holds() -> None:
    lines = fact_lines([count(1, "a\nb\u2028c"), count(2)]).decode()
    assert [json.loads(line)["value"] for line in lines.split("\n")[:-1]] == [1, 2]


def test_vietnamese_is_written_as_it_is() -> None:
    assert '"unit":"hồ sơ"' in fact_lines([count(1)]).decode()
    assert fact_lines([]) == b""


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    with open_output(path) as stream:
        stream.write(b"one\n")
        stream.flush()
        assert not path.exists()
    assert path.read_bytes() == b"one\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_run_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text("old")
    with contextlib.suppress(KeyboardInterrupt), open_output(path) as stream:
        stream.write(b"half")
        raise KeyboardInterrupt
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_has_the_mode_of_any_new_file_or_that_of_the_old_one(tmp_path: Path) -> None:
    old, new, other = tmp_path / "old", tmp_path / "new", tmp_path / "other"
    old.touch()
    old.chmod(0o640)
    other.touch()
    for path in (old, new):
        with open_output(path):
            pass
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert new.stat().st_mode == other.stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    with open_output(link) as stream:
        stream.write(b"x")
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == b"x"


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with open_output(pipe) as stream:
        stream.write(b"x")
    reader.join()
    assert read == [b"x"]
    assert pipe.is_fifo()


def test_an_output_that_cannot_be_is_refused(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.touch()
    for output, message in (
        (tmp_path, "is a folder; name a file in it"),
        (tmp_path / "no" / "facts.jsonl", "there is no folder .*no; make it first"),
        (tmp_path / ".." / tmp_path.name / "a.txt", "is one of the articles"),
    ):
        with pytest.raises(OutputError, match=message):
            check_output(output, ["gone.txt", str(article)])
    check_output(tmp_path / "facts.jsonl", ["gone.txt", str(article)])
