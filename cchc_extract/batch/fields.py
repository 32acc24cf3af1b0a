"""Records: an article as a row of named values, and the document that they make."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from cchc_extract.batch.compressed import suffix
from cchc_extract.errors import DocumentError
from cchc_extract.reading import Document, as_utf8

RECORD_SUFFIXES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields of a record hold the text of the article, its name, its date and its title."""

    text: str
    id: str | None = None
    date: str | None = None
    title: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Those that are asked for."""
        return tuple(name for name in (self.text, self.id, self.date, self.title) if name is not None)


def holds_records(path: str) -> bool:
    """Whether the name of a file is that of a file of records."""
    return suffix(path) in RECORD_SUFFIXES


@dataclass(frozen=True, slots=True)
class LineItem:
    """A line of JSONL; whoever works on it reads the JSON."""

    place: str
    line: bytes
    fields: Fields
    taken: int = 0

    @property
    def name(self) -> str:
        try:
            return name_of(self._values(), self.fields, self.place)
        except DocumentError:
            return self.place

    @property
    def size(self) -> int:
        return len(self.line)

    def digest(self) -> str | None:
        return None

    def load(self) -> Document:
        return document_of(self._values(), self.fields, self.place)

    def _values(self) -> Mapping[str, Any]:
        try:
            values = orjson.loads(self.line)
        except ValueError as error:
            raise DocumentError(f"{self.place}: not JSON ({error}); give one article a line") from None
        if not isinstance(values, dict):
            raise DocumentError(f"{self.place}: not a JSON object; give one article a line")
        return values


@dataclass(frozen=True, slots=True)
class RowItem:
    """A row of a table, its values by the names of their columns."""

    place: str
    values: Mapping[str, Any]
    fields: Fields
    taken: int = 0

    @property
    def name(self) -> str:
        return as_utf8(name_of(self.values, self.fields, self.place))

    @property
    def size(self) -> int:
        text = self.values.get(self.fields.text)
        return len(text) if isinstance(text, str) else 0

    def digest(self) -> str | None:
        return None

    def load(self) -> Document:
        document = document_of(self.values, self.fields, self.place)
        try:
            f"{document.name}{document.text}".encode()
        except UnicodeEncodeError:
            raise DocumentError(f"{self.place}: is not UTF-8; save the file as UTF-8") from None
        return document


def name_of(values: Mapping[str, Any], fields: Fields, place: str) -> str:
    """What facts call the record: its id, or where it stands."""
    given = values.get(fields.id) if fields.id else None
    return place if given is None or given == "" else str(given)


def document_of(values: Mapping[str, Any], fields: Fields, place: str) -> Document:
    """The document of a record.

    The text that is read, and into which offsets point, is that of the text field; with a title it is the title, an
    empty line, and then that text. Raises DocumentError for a record without text, or with a date that is none.
    """
    text = _string(values, fields.text, "--text-field", place)
    if text is None or not text.strip():
        raise DocumentError(f"{place}: the field {fields.text!r} is empty; it should hold the text of an article")
    title = _string(values, fields.title, "--title-field", place) if fields.title else None
    if title and title.strip():
        text = f"{title}\n\n{text}"
    date = _present(values, fields.date, "--date-field", place) if fields.date else None
    return Document(name_of(values, fields, place), text, date=_date(date, fields.date or "", place))


def _present(values: Mapping[str, Any], field: str, option: str, place: str) -> Any:
    if field not in values:
        there = ", ".join(map(str, values)) or "none"
        raise DocumentError(f"{place}: has no field {field!r}; name the right one with {option} (there are: {there})")
    return values[field]


def _string(values: Mapping[str, Any], field: str, option: str, place: str) -> str | None:
    value = _present(values, field, option, place)
    if value is None or isinstance(value, str):
        return value
    raise DocumentError(f"{place}: the field {field!r} holds no text but {_short(value)}; name another with {option}")


def _date(value: Any, field: str, place: str) -> dt.date | None:
    """The day that a value names: a date, or text with one in it, written 2020-05-11 or 11/05/2020."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if value is None or value == "":
        return None
    text = value if isinstance(value, str) else ""
    try:
        if found := _YEAR_FIRST.search(text):
            year, month, day = map(int, found.groups())
            return dt.date(year, month, day)
        if found := _DAY_FIRST.search(text):
            day, month, year = map(int, found.groups())
            return dt.date(year, month, day)
    except ValueError:
        pass
    raise DocumentError(f"{place}: the field {field!r} holds no date but {_short(value)}; write it as YYYY-MM-DD")


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
