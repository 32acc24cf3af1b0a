"""From a path, or `-` for standard input, to text; what cannot be read is named together with its remedy."""

import datetime as dt
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_extract.errors import DocumentError

if TYPE_CHECKING:
    from cchc_extract.models import Fact

STDIN = "-"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NOT_TEXT = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Document:
    """A text, the name by which its facts call it in `doc`, and its date where that is known apart from the text."""

    name: str
    text: str
    date: dt.date | None = None


def read_document(source: str, name: str | None = None) -> Document:
    """The text in a file, exactly as it is but for a byte order mark; its name is `name`, or the path as given.

    Raises DocumentError for what is missing, a folder, empty, binary, not UTF-8 or unreadable.
    """
    label = _label(source)
    text = _decode(_read(source), label, source)
    if not text.strip():
        raise DocumentError(f"{label}: is empty; give a file that holds the text of an article")
    return Document(name or as_utf8(source), text)


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
    for number, line in enumerate(_decode(_read(source), label, source).split("\n"), 1):
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


def _read(source: str) -> bytes:
    label = _label(source)
    try:
        if source == STDIN:
            if sys.stdin is None:
                raise DocumentError(f"{label}: is closed; pipe the article in, or name a file")
            return sys.stdin.buffer.read()
        return Path(source).read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{label}: no such file; check the name and the folder") from None
    except IsADirectoryError:
        raise DocumentError(f"{label}: is a folder; name the files in it: {label.rstrip('/')}/*.txt") from None
    except OSError as error:
        raise DocumentError(
            f"{label}: cannot be read ({error.strerror}); check that it is a file that you may read"
        ) from None


def _decode(data: bytes, label: str, source: str) -> str:
    if data.startswith(_UTF16_MARKS):
        raise DocumentError(f"{label}: is UTF-16; save it as UTF-8{_by_iconv('UTF-16', source)}")
    if data.startswith(_NOT_TEXT) or b"\0" in data:
        raise DocumentError(
            f"{label}: is a binary file; give its text (save it as plain text, or use pdftotext for a PDF)"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The decoder counts from behind a byte order mark; the reader of the message counts from the file's start.
        at = error.start + len(data) - len(error.object)
        raise DocumentError(
            f"{label}: is not UTF-8 at byte {at} (0x{data[at]:02X}); save it as UTF-8"
            f"{_by_iconv('WINDOWS-1258', source)}"
        ) from None


def _by_iconv(encoding: str, source: str) -> str:
    name = "" if source == STDIN else f" {as_utf8(source)}"
    return f", for example with: iconv -f {encoding} -t UTF-8{name}"
