"""From what the command line names to items: files, folders, lists of them, standard input, files of records."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import BinaryIO

from cchc_extract.batch.fields import RECORD_SUFFIXES, Fields, holds_records
from cchc_extract.batch.items import BrokenItem, FileItem, Item, ReadItem
from cchc_extract.errors import DocumentError
from cchc_extract.reading import STDIN, Reading, as_utf8, read_document

# What is taken from a folder where no pattern says so.
ARTICLES = ("*.txt", "*.html", "*.htm", "*.docx", "*.pdf")
_PIECE = 1 << 16
_RECORDS = tuple(f"*{suffix}{packing}" for suffix in RECORD_SUFFIXES for packing in ("", ".gz", ".zst"))


@dataclass(frozen=True, slots=True)
class Inputs:
    """All documents of a run, in order: that of the arguments, and in a folder that of the names.

    `paths` and the lines of `listed`, a file or `-`, name files, folders, or standard input. In a folder `globs`
    choose by the name of a file, or, with a slash in them, by its path in the folder; hidden files and links that
    lead out of the folder are left alone, and so are the files in `apart`. `stdin_name` is what facts call standard
    input, `reading` how articles in files of their own are read.
    """

    paths: Sequence[str]
    listed: str | None = None
    globs: tuple[str, ...] = ()
    fields: Fields | None = None
    stdin_name: str = STDIN
    apart: frozenset[str] = field(default=frozenset())
    reading: Reading | None = None

    def items(self) -> Iterator[Item]:
        """One item a document, and one for each thing that cannot be read."""
        for path in self._all_paths():
            if isinstance(path, BrokenItem):
                yield path
            elif path == STDIN:
                yield from self._standard_input()
            elif Path(path).is_dir():
                yield from self._folder(path)
            else:
                yield from self._file(path)

    def size(self) -> int | None:
        """How many bytes there are to read; None where that cannot be told beforehand."""
        if self.listed == STDIN or STDIN in self.paths:
            return None
        total = 0
        for path in self._all_paths():
            if isinstance(path, str):
                files = self._files_in(path) if Path(path).is_dir() else [path]
                total += sum(_size(file) for file in files if isinstance(file, str))
        return total

    def _all_paths(self) -> Iterator[str | BrokenItem]:
        yield from self.paths
        if self.listed is not None:
            yield from _lines(self.listed)

    def _standard_input(self) -> Iterator[Item]:
        name = as_utf8(self.stdin_name)
        if self.fields:
            from cchc_extract.batch.records import standard_input_lines

            yield from standard_input_lines(name, self.fields)
            return
        try:
            yield ReadItem(read_document(STDIN, name, self.reading), "standard input")
        except DocumentError as error:
            yield BrokenItem("standard input", str(error))

    def _folder(self, folder: str) -> Iterator[Item]:
        empty = True
        for path in self._files_in(folder):
            empty = False
            if isinstance(path, BrokenItem):
                yield path
            else:
                yield from self._file(path)
        if empty:
            label = as_utf8(folder)
            yield BrokenItem(
                label, f"{label}: holds no {' or '.join(self.globs or ARTICLES)}; choose its files with --glob"
            )

    def _file(self, path: str) -> Iterator[Item]:
        if holds_records(path):
            yield from self._records(path)
        else:
            yield FileItem(path, _size(path), self.reading)

    def _records(self, path: str) -> Iterator[Item]:
        if self.fields:
            from cchc_extract.batch.records import record_items

            yield from record_items(path, self.fields)
        else:
            label = as_utf8(path)
            yield BrokenItem(label, f"{label}: holds records; name the field of their text with --text-field")

    def _files_in(self, folder: str) -> Iterator[str | BrokenItem]:
        root = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118
        globs = self.globs or (ARTICLES + _RECORDS if self.fields else ARTICLES)
        for found in _walk(folder):
            if isinstance(found, BrokenItem):
                yield found
            elif any(fnmatchcase(found.path if "/" in glob else found.name, glob) for glob in globs):
                real = os.path.realpath(root + found.path) if found.is_link else root + found.path
                if real.startswith(root) and real not in self.apart:
                    yield os.path.join(folder, found.path)  # noqa: PTH118


@dataclass(frozen=True, slots=True)
class _Found:
    """A file in a folder, `path` being its path from there."""

    path: str
    name: str
    is_link: bool


def _walk(folder: str, inner: str = "") -> Iterator[_Found | BrokenItem]:
    """The files below a folder in the order of their names, no hidden ones; no folder is entered by a link."""
    at = os.path.join(folder, inner)  # noqa: PTH118
    try:
        with os.scandir(at) as entries:
            there = sorted(
                (entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink())
                for entry in entries
                if not entry.name.startswith(".") and (entry.is_dir(follow_symlinks=False) or entry.is_file())
            )
    except OSError as error:
        label = as_utf8(at)
        yield BrokenItem(label, f"{label}: cannot be read ({error.strerror}); check that you may read the folder")
        return
    for name, is_folder, is_link in there:
        path = f"{inner}{name}"
        if is_folder:
            yield from _walk(folder, f"{path}/")
        else:
            yield _Found(path, name, is_link)


def _lines(listed: str) -> Iterator[str | BrokenItem]:
    """The paths in a list, one a line, or each ended by a NUL where the list has any."""
    try:
        if listed == STDIN and sys.stdin is None:
            yield BrokenItem("standard input", "standard input: is closed; pipe the paths in, or name a file of them")
        elif listed == STDIN:
            yield from _paths(sys.stdin.buffer)
        else:
            with Path(listed).open("rb") as stream:
                yield from _paths(stream)
    except OSError as error:
        label = as_utf8(listed)
        yield BrokenItem(label, f"{label}: cannot be read ({error.strerror}); give a list of paths, one a line")


def _paths(stream: BinaryIO) -> Iterator[str]:
    rest = stream.read(_PIECE)
    end = b"\0" if b"\0" in rest else b"\n"
    while rest:
        *whole, rest = rest.split(end)
        more = stream.read(_PIECE)
        for path in whole if more else [*whole, rest]:
            if path.strip():
                yield os.fsdecode(path if end == b"\0" else path.removesuffix(b"\r"))
        rest = rest + more if more else b""


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except OSError:
        return 0
