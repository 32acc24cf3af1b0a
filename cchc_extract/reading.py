"""From a path, or `-` for standard input, to text; what cannot be read is named together with its remedy."""

import datetime as dt
import json
import os
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_extract.errors import DocumentError
from cchc_extract.formats import Format, FormatError, Limits, read, too_big
from cchc_extract.models import Source

if TYPE_CHECKING:
    from cchc_extract.models import Fact

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Document:
    """A text, the name by which its facts call it in `doc`, and its date where that is known apart from the text.

    `format` and `encoding` are those of the file; `metadata` is what it says of itself (`title`, `author`, `site`,
    `created`), `pages` the offsets in the text at which its pages begin, and `notes` what the user must be told.
    """

    name: str
    text: str
    date: dt.date | None = None
    format: Format = "text"
    encoding: str | None = "utf-8"
    metadata: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def source(self, at: int) -> Source | None:
        """Where in the file the text at an offset came from; None for plain text in UTF-8."""
        if self.format == "text" and self.encoding == "utf-8":
            return None
        return Source(format=self.format, encoding=self.encoding, page=bisect_right(self.pages, at) or None)


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: the encoding of their text, None for the one to be found, and how much is taken of them."""

    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)


def read_document(source: str, name: str | None = None, reading: Reading | None = None) -> Document:
    """The text in a file; its name is `name`, or the path as given.

    Plain text in UTF-8 is exactly as it is but for a byte order mark. Raises DocumentError for what is missing, a
    folder, empty, binary, damaged, protected, too large, unreadable, or in a format or encoding not known here.
    """
    label = _label(source)
    reading = reading or Reading()
    data = _read(source, reading.limits.size)
    try:
        content = read(data, source, reading.encoding, reading.limits)
    except FormatError as error:
        raise DocumentError(f"{label}: {error}") from None
    if not content.text.strip():
        raise DocumentError(f"{label}: is empty; give a file that holds the text of an article")
    return Document(
        name=name or as_utf8(source),
        text=content.text,
        date=content.date,
        format=content.format,
        encoding=content.encoding,
        metadata=content.metadata,
        pages=content.pages,
        notes=content.notes,
    )


def read_facts(source: str) -> list[dict[str, Any]]:
    """The objects in a JSONL file, one a line, blank lines aside. Raises DocumentError with path:line."""
    return [fact for _, fact in _objects(source)]


def read_models(source: str) -> list["Fact"]:
    """The facts in a JSONL file as `cchc extract` writes them. Raises DocumentError with path:line."""
    from pydantic import ValidationError

    from cchc_extract.models import FACT_ADAPTER

    facts = []
    for number, fields in _objects(source):
        try:
            facts.append(FACT_ADAPTER.validate_python(fields))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "fact"
            raise DocumentError(
                f"{_label(source)}:{number}: not a fact ({field}: {first['msg']}); give what cchc extract wrote"
            ) from None
    return facts


def _objects(source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects in a JSONL file, each with its line. Raises DocumentError with path:line."""
    label = _label(source)
    # Not splitlines(): it also splits at U+2028 and the like, which JSON strings may hold.
    for number, line in enumerate(_text(source).split("\n"), 1):
        if not line.strip():
            continue
        try:
            fact = json.loads(line)
        except ValueError as error:
            raise DocumentError(f"{label}:{number}: not JSON ({error}); give one fact a line") from None
        if not isinstance(fact, dict):
            raise DocumentError(f"{label}:{number}: not a JSON object; give one fact a line")
        yield number, fact


def as_utf8(path: str) -> str:
    """A path as text that can be written: bytes of its name that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _label(source: str) -> str:
    return "standard input" if source == STDIN else as_utf8(source)


def _read(source: str, most: int | None = None) -> bytes:
    """The bytes of a file, as many as `most` at most."""
    label = _label(source)
    try:
        if source == STDIN:
            if sys.stdin is None:
                raise DocumentError(f"{label}: is closed; pipe the article in, or name a file")
            data = sys.stdin.buffer.read(-1 if most is None else most + 1)
        else:
            with Path(source).open("rb") as stream:
                data = stream.read(-1 if most is None else most + 1)
    except FileNotFoundError:
        raise DocumentError(f"{label}: no such file; check the name and the folder") from None
    except IsADirectoryError:
        raise DocumentError(f"{label}: is a folder; name the files in it: {label.rstrip('/')}/*.txt") from None
    except OSError as error:
        raise DocumentError(
            f"{label}: cannot be read ({error.strerror}); check that it is a file that you may read"
        ) from None
    # Not the size that the system tells: a device has none, and may have no end.
    if most is not None and len(data) > most:
        raise DocumentError(f"{label}: {too_big('has more bytes', most, '--max-size')}")
    return data


def _text(source: str) -> str:
    """The text in a file that must be UTF-8."""
    data, label = _read(source), _label(source)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The decoder counts from behind a byte order mark; the reader of the message counts from the file's start.
        at = error.start + len(data) - len(error.object)
        raise DocumentError(f"{label}: is not UTF-8 at byte {at} (0x{data[at]:02X}); give facts as JSONL") from None
