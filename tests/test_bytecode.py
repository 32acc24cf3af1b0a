"""Pattern files of the package: compiled once, and never out of date."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from cchc_extract.errors import PatternError
from cchc_extract.pack import source
from cchc_extract.pack.bytecode import read_compiled
from cchc_extract.pack.loading import builtin_files
from cchc_extract.pack.source import read_yaml


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pattern file that Python may compile into its own folder."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    path = tmp_path / "units.yaml"
    path.write_text("stops: [và, 1, true, null, 2.5]\n", "utf-8")
    return path


def compiled_form(path: Path) -> Path:
    return Path(importlib.util.cache_from_source(str(path)))


@pytest.mark.parametrize("path", builtin_files(), ids=lambda path: path.name)
def test_the_compiled_form_says_what_the_file_says(path: Path) -> None:
    assert read_compiled(path) == read_compiled(path) == read_yaml(path)


def test_yaml_is_read_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_compiled(file)
    monkeypatch.delattr(source, "read_yaml")
    assert read_compiled(file) == first == {"stops": ["và", 1, True, None, 2.5]}


def test_what_is_read_can_be_changed_without_changing_what_is_read_next(file: Path) -> None:
    read_compiled(file)["stops"].clear()
    assert len(read_compiled(file)["stops"]) == 5


def test_another_content_counts_at_once_even_where_size_and_time_are_the_same(file: Path) -> None:
    read_compiled(file)
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    file.write_text(file.read_text("utf-8").replace("2.5", "3.5"), "utf-8")
    os.utime(file, ns=times)
    assert read_compiled(file)["stops"][-1] == 3.5


@pytest.mark.parametrize("broken", [b"", b"nothing of the kind", 20])
def test_a_broken_compiled_form_does_no_harm(file: Path, broken: bytes | int) -> None:
    read_compiled(file)
    form = compiled_form(file)
    form.write_bytes(broken if isinstance(broken, bytes) else form.read_bytes()[:broken])
    assert read_compiled(file) == read_yaml(file)


def test_a_folder_that_cannot_be_written_does_no_harm(file: Path) -> None:
    compiled_form(file).parent.write_text("a file stands where the folder should be")
    assert read_compiled(file) == read_yaml(file)


def test_nothing_is_written_where_python_writes_no_bytecode(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert read_compiled(file) == read_yaml(file)
    assert not compiled_form(file).parent.exists()


@pytest.mark.parametrize("text", ["starts: 2020-01-01", "value: .nan", "- a list"])
def test_what_cannot_be_compiled_is_as_it_was_read(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    outcomes = []
    for read in (read_yaml, read_compiled):
        try:
            outcomes.append(str(read(file)))
        except PatternError as error:
            outcomes.append(str(error))
    assert outcomes[0] == outcomes[1]


def test_mistakes_are_told_with_path_and_line(file: Path) -> None:
    file.write_text("stops: [\nverbs: {\n", "utf-8")
    with pytest.raises(PatternError, match=r"units\.yaml:\d+: not YAML"):
        read_compiled(file)
