"""Files of records, as JSONL, CSV or Parquet: one item a record, read as it is asked for."""

import csv
import io
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from cchc_extract.batch.compressed import Unpacked, is_damage, is_packed, suffix, unpacked
from cchc_extract.batch.fields import Fields, LineItem, RowItem
from cchc_extract.batch.items import BrokenItem, Item
from cchc_extract.errors import DocumentError
from cchc_extract.reading import as_utf8

# No article is as long; a line or a cell beyond is a file that is not what its name says.
_LONGEST = 64 << 20
_DELIMITERS = ",;\t|"
_ROWS = 64


def record_items(path: str, fields: Fields) -> Iterator[Item]:
    """The records of a file, by the ending of its name; what cannot be read of it is an item too."""
    label = as_utf8(path)
    done = 0
    try:
        with unpacked(path) as content:
            for item in _reader(path)(content, label, fields):
                yield item
                done += 1
    except FileNotFoundError:
        yield BrokenItem(label, f"{label}: no such file; check the name and the folder")
    except DocumentError as error:
        yield BrokenItem(label, str(error))
    except Exception as error:
        if not (isinstance(error, csv.Error) or is_damage(error)):
            raise
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield BrokenItem(label, f"{label}: cannot be read after record {done} ({reason}); check or replace the file")


def line_items(content: Unpacked, label: str, fields: Fields) -> Iterator[Item]:
    """The lines of JSONL, blank ones aside. Raises DocumentError for a line that is longer than any article."""
    taken = 0
    number = 0
    while line := content.stream.readline(_LONGEST):
        number += 1
        if len(line) == _LONGEST:
            raise DocumentError(f"{label}:{number}: the line is too long; give one article a line")
        taken += len(line)
        if line.strip():
            yield LineItem(f"{label}:{number}", line, fields, taken)
            taken = 0


def _reader(path: str) -> Any:
    return {".csv": _csv_items, ".tsv": _csv_items, ".parquet": _parquet_items}.get(suffix(path), _jsonl_items)


def _jsonl_items(content: Unpacked, label: str, fields: Fields) -> Iterator[Item]:
    return line_items(content, label, fields)


def _csv_items(content: Unpacked, label: str, fields: Fields) -> Iterator[Item]:
    """The rows of CSV with a header; the delimiter is the one of `,` `;` tab `|` that the header has most of."""
    csv.field_size_limit(_LONGEST)
    # Bytes that are not UTF-8 cost the row that they are in; whoever works on it finds them.
    text = io.TextIOWrapper(content.stream, "utf-8-sig", "surrogateescape", newline="")
    try:
        header = text.readline(_LONGEST)
        if not header.strip():
            raise DocumentError(f"{label}: is empty; its first line should name the columns")
        delimiter = max(_DELIMITERS, key=header.count)
        names = next(csv.reader([header], delimiter=delimiter))
        _check_columns(label, names, fields)
        rows = csv.reader(text, delimiter=delimiter)
        line, position = 2, 0
        for row in rows:
            place, line = f"{label}:{line}", rows.line_num + 2
            if row:
                taken, position = content.raw.tell() - position, content.raw.tell()
                values = {name: value for name, value in zip(names, row, strict=False) if name in fields.names}
                yield RowItem(place, values, fields, taken)
    finally:
        text.detach()


def _parquet_items(content: Unpacked, label: str, fields: Fields) -> Iterator[Item]:
    """The rows of a Parquet file, which is unpacked to a temporary file first where it is packed as a whole."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise DocumentError(
            f"{label}: Parquet needs a library that is not there; pip install 'cchc-extract[parquet]'"
        ) from None
    try:
        with _seekable(content, label) as stream, parquet.ParquetFile(stream) as file:
            _check_columns(label, file.schema_arrow.names, fields)
            rows = max(file.metadata.num_rows, 1)
            size = content.raw.seek(0, io.SEEK_END)
            number = 0
            for batch in file.iter_batches(_ROWS, columns=list(dict.fromkeys(fields.names))):
                for row in range(batch.num_rows):
                    number += 1
                    yield _parquet_row(batch, row, f"{label}:{number}", fields, size // rows)
    except pyarrow.ArrowException as error:
        raise DocumentError(f"{label}: cannot be read as Parquet ({error}); check or replace the file") from None


def _parquet_row(batch: Any, row: int, place: str, fields: Fields, taken: int) -> Item:
    try:
        values = {name: batch.column(name)[row].as_py() for name in batch.schema.names}
    except UnicodeDecodeError:
        return BrokenItem(place, f"{place}: is not UTF-8; save the file as UTF-8", taken=taken)
    return RowItem(place, values, fields, taken)


def _seekable(content: Unpacked, label: str) -> BinaryIO:
    if not is_packed(label):
        return content.stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
    shutil.copyfileobj(content.stream, copy)
    copy.seek(0)
    return copy


def _check_columns(label: str, names: Iterable[str], fields: Fields) -> None:
    there = list(names)
    for name in fields.names:
        if name not in there:
            raise DocumentError(f"{label}: has no column {name!r}; there are: {', '.join(there)}")


def standard_input_lines(label: str, fields: Fields) -> Iterator[Item]:
    """The records of standard input, which are JSONL."""
    if sys.stdin is None:
        yield BrokenItem(label, "standard input: is closed; pipe the articles in, or name a file")
        return
    try:
        yield from line_items(Unpacked(sys.stdin.buffer, sys.stdin.buffer), label, fields)
    except DocumentError as error:
        yield BrokenItem(label, str(error))
