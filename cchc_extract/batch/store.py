"""Facts of whole documents in a file, and the manifest beside it that tells where those of each are.

Facts are written before the manifest tells of them. So whatever the manifest tells of is whole. What stands behind it
in the facts is a document whose writing was cut short, or whose line in the manifest was: where a process of its own
does the writing, only a kill of that one leaves such a thing behind.
"""

import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

import orjson

from cchc_extract.batch.scribe_process import append, cut

if TYPE_CHECKING:
    from cchc_extract.batch.scribe import Scribe

_PIECE = 1 << 20
_BESIDE = (".manifest", ".aside", ".aside.manifest")


@dataclass(frozen=True, slots=True)
class Settings:
    """What facts depend on beside the document: version of the program, digests of patterns and of options."""

    version: str
    patterns: str
    options: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the manifest: a document, the digest of its content, what it was done with, where its facts are.

    `start` and `end` are the half-open range of bytes of its facts in the output, and `crc` is the checksum of these.
    """

    doc: str
    digest: str
    version: str
    patterns: str
    options: str
    facts: int
    start: int
    end: int
    crc: int

    @property
    def settings(self) -> Settings:
        return Settings(self.version, self.patterns, self.options)


def entry_of(doc: str, digest: str, settings: Settings, facts: int, content: bytes) -> Entry:
    """The entry of a document; the store that it is put into says where."""
    return Entry(
        doc,
        digest,
        settings.version,
        settings.patterns,
        settings.options,
        facts,
        0,
        len(content),
        zlib.crc32(content),
    )


def files_of(output: Path) -> tuple[Path, Path, Path, Path]:
    """The output itself, its manifest, and the two files in which facts are put aside."""
    real = output.resolve()
    manifest, aside, aside_manifest = (real.with_name(real.name + end) for end in _BESIDE)
    return real, manifest, aside, aside_manifest


class Store:
    """A file of facts with its manifest, both open for reading and writing."""

    def __init__(self, facts: Path, manifest: Path) -> None:
        """Opens both, making those that are not there. Raises OSError."""
        self.facts_path, self.manifest_path = facts, manifest
        self._scribe: Scribe | None = None
        self._manifest = opened(manifest)
        try:
            self._facts = opened(facts)
        except OSError:
            self._manifest.close()
            raise
        self._end = 0
        self._manifest_end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    @property
    def handle(self) -> int:
        """The open file of facts."""
        return self._facts.fileno()

    def hand_over(self) -> None:
        """Have a process of its own write from now on, out of reach of what ends this one. Raises OSError."""
        from cchc_extract.batch.scribe import Scribe

        self._scribe = Scribe(self._facts.fileno(), self._manifest.fileno())

    def entries(self) -> Iterator[tuple[Entry, int]]:
        """The entries that hold, from the first on, each with the position behind its line in the manifest.

        It ends before the first whose facts are not in the file as they were written.
        """
        with self.facts_path.open("rb") as facts:
            for entry, position in self.told():
                if _crc(facts, entry.end - entry.start) != entry.crc:
                    return
                yield entry, position

    def told(self) -> Iterator[tuple[Entry, int]]:
        """The entries as the manifest has them, without a look at the facts."""
        end = position = 0
        with self.manifest_path.open("rb") as lines:
            for line in lines:
                entry = _parsed(line)
                if entry is None or entry.start != end or entry.end < end:
                    return
                end = entry.end
                position += len(line)
                yield entry, position

    def keep(self, facts: int, manifest: int) -> None:
        """Keep so many bytes of the facts and of the manifest, and go on writing there."""
        # The manifest first: it must never tell of what is not there.
        cut(self._manifest.fileno(), manifest)
        cut(self._facts.fileno(), facts)
        self._end, self._manifest_end = facts, manifest

    def append(self, documents: Sequence[tuple[Entry, bytes]]) -> list[Entry]:
        """Write documents behind the others, and give their entries as they are now.

        Raises OSError, and then holds whole documents: those before, or, where it has handed over, as many of them as
        could be written; then it takes no more.
        """
        entries = []
        end = self._end
        for entry, content in documents:
            entries.append(replace(entry, start=end, end=end + len(content)))
            end += len(content)
        content = b"".join(content for _, content in documents)
        lines = b"".join(orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE) for entry in entries)
        if self._scribe:
            with self._mended():
                self._scribe.append(content, lines)
        else:
            append(self._facts.fileno(), self._manifest.fileno(), content, lines)
        self._end, self._manifest_end = end, self._manifest_end + len(lines)
        return entries

    @contextmanager
    def _mended(self) -> Iterator[None]:
        """Where somebody ends the scribe, in the middle perhaps, what it has not finished goes."""
        try:
            yield
        except BrokenPipeError:
            facts = manifest = 0
            for entry, position in self.told():
                facts, manifest = entry.end, position
            self.keep(facts, manifest)
            raise

    def read(self, entry: Entry) -> bytes:
        """The facts of an entry."""
        return os.pread(self._facts.fileno(), entry.end - entry.start, entry.start)

    def sync(self) -> None:
        """Have the system put on disk what has been written. Raises OSError, as `append` does."""
        if self._scribe:
            with self._mended():
                self._scribe.settle()
        os.fsync(self._facts.fileno())
        os.fsync(self._manifest.fileno())

    def close(self) -> None:
        """Close both files; what has been written is in them then."""
        if self._scribe:
            self._scribe.close()
        self._facts.close()
        self._manifest.close()


def opened(path: Path) -> FileIO:
    """A file for reading and writing, made where there is none. Raises OSError."""
    return FileIO(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666), "rb+")


def _parsed(line: bytes) -> Entry | None:
    if not line.endswith(b"\n"):
        return None
    try:
        entry = Entry(**orjson.loads(line))
    except (ValueError, TypeError):
        return None
    texts = (entry.doc, entry.digest, entry.version, entry.patterns, entry.options)
    numbers = (entry.facts, entry.start, entry.end, entry.crc)
    right = all(isinstance(text, str) for text in texts) and all(isinstance(number, int) for number in numbers)
    return entry if right else None


def _crc(file: BinaryIO, length: int) -> int | None:
    """The checksum of the next bytes; None where there are not so many."""
    crc = 0
    while length:
        piece = file.read(min(length, _PIECE))
        if not piece:
            return None
        crc = zlib.crc32(piece, crc)
        length -= len(piece)
    return crc
