"""One document of an input, before it is read: small enough to go to another process, which then reads it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from cchc_extract.errors import DocumentError
from cchc_extract.reading import Document, Reading, as_utf8, read_document

_DIGEST_BYTES = 16
_PIECE = 1 << 18


class Item(Protocol):
    """A document to be read.

    `name` is what its facts call it; `place` is where it stands, as a user would look for it. `size` is that of its
    content in bytes, or an estimate, and `taken` the bytes of the input that it stands for.
    """

    @property
    def name(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def taken(self) -> int: ...

    def digest(self) -> str | None:
        """The digest of the content, where it can be had without reading the document; None elsewhere."""

    def load(self) -> Document:
        """The document. Raises DocumentError for what cannot be read."""


@dataclass(frozen=True, slots=True)
class FileItem:
    """An article in a file of its own."""

    path: str
    size: int = 0
    reading: Reading | None = None

    @property
    def name(self) -> str:
        return as_utf8(self.path)

    @property
    def place(self) -> str:
        return as_utf8(self.path)

    @property
    def taken(self) -> int:
        return self.size

    def digest(self) -> str | None:
        # A pipe gives what it holds once only.
        path = Path(self.path)
        try:
            if not path.is_file():
                return None
            with path.open("rb") as stream:
                return _digest(stream)
        except OSError:
            return None

    def load(self) -> Document:
        return read_document(self.path, None, self.reading)


@dataclass(frozen=True, slots=True)
class ReadItem:
    """A document that has been read already, such as that of standard input."""

    document: Document
    place: str

    @property
    def name(self) -> str:
        return self.document.name

    @property
    def size(self) -> int:
        return len(self.document.text)

    @property
    def taken(self) -> int:
        return self.size

    def digest(self) -> str | None:
        return None

    def load(self) -> Document:
        return self.document


@dataclass(frozen=True, slots=True)
class BrokenItem:
    """What should have been a document, or many, and cannot be read: `problem` says why, and what to do."""

    place: str
    problem: str
    size: int = 0
    taken: int = 0

    @property
    def name(self) -> str:
        return self.place

    def digest(self) -> str | None:
        return None

    def load(self) -> Document:
        raise DocumentError(self.problem)


def digest_of(document: Document) -> str:
    """The digest of what is read in a document: its text and its date."""
    digest = _blake(f"{document.date or ''}\n".encode())
    digest.update(document.text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _digest(stream: BinaryIO) -> str:
    digest = _blake()
    while piece := stream.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _blake(data: bytes = b"") -> "hashlib.blake2b":
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES)
