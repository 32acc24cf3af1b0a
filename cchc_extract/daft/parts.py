"""Facts written as parts: each writer makes files of its own, and those of a writer that died are removed."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson
import pyarrow as pa
from daft import DataType, Schema
from daft.io.sink import DataSink, WriteResult
from daft.recordbatch import MicroPartition
from pyarrow import fs, parquet

from cchc_extract.errors import CchcError
from cchc_extract.models import BaseFact

PartFormat = Literal["jsonl", "parquet"]
ERRORS = "errors.jsonl"
# So many bytes of facts make a part.
_PART = 64 << 20
_COUNTS = ("documents", "facts", "failed")
_NAMED = pa.struct([("name", pa.string()), ("level", pa.string()), ("code", pa.string())])
_SPAN = [("start", pa.int64()), ("end", pa.int64())]
_TYPES = {
    "value": pa.float64(), "value_high": pa.float64(), "out_of": pa.float64(), "area": _NAMED,
    "evidence": pa.struct([*_SPAN, ("text", pa.string())]), "sentence": pa.struct(_SPAN),
    "scope": pa.map_(pa.string(), pa.string()), "checks": pa.list_(pa.string()),
    "source": pa.struct([("format", pa.string()), ("encoding", pa.string()), ("page", pa.int64())]),
}  # fmt: skip


class PartsError(CchcError):
    """A folder that parts cannot be written to; the message names it and the remedy."""


@dataclass(slots=True)
class Tally:
    """What a writer has written: its parts, how many documents and facts, and the problems that came up."""

    parts: list[str] = field(default_factory=list)
    documents: int = 0
    facts: int = 0
    failed: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)


class FactParts(DataSink[Tally]):
    """Writes outcomes, with the columns `doc` and `outcome`, to a folder that may be on a remote store."""

    def __init__(self, folder: str, part_format: PartFormat) -> None:
        """Raises PartsError where the folder holds anything or cannot be made."""
        self._format = part_format
        self._run = uuid.uuid4().hex[:8]
        self._folder = folder
        try:
            store, path = self._store()
            if store.get_file_info(fs.FileSelector(path, allow_not_found=True)):
                raise PartsError(f"{folder}: holds something already; name a new folder for the parts")
            store.create_dir(path)
        except OSError as error:
            raise PartsError(f"{folder}: cannot be written ({error}); choose another folder") from None

    def name(self) -> str:
        return "facts"

    def schema(self) -> Schema:
        return Schema._from_field_name_and_types([(name, DataType.int64()) for name in _COUNTS])

    def write(self, micropartitions: Iterator[MicroPartition]) -> Iterator[WriteResult[Tally]]:
        """Writes what one worker is given, and tells what that was."""
        tally = Tally()
        lines: list[str] = []
        size = written = 0
        for row in (row for some in micropartitions for row in some.to_pylist()):
            found = row["outcome"]
            tally.documents += 1
            tally.failed += bool(found["failed"])
            tally.problems += [{"doc": row["doc"], "problem": problem} for problem in found["problems"] or ()]
            new = found["facts"] or []
            tally.facts += len(new)
            lines += new
            size += sum(map(len, new))
            if size >= _PART:
                written += self._write_part(tally, lines)
                lines, size = [], 0
        if lines:
            written += self._write_part(tally, lines)
        yield WriteResult(tally, written, tally.facts)

    def finalize(self, write_results: list[WriteResult[Tally]]) -> MicroPartition:
        """Keeps the parts that count, writes the problems beside them, and tells how much it all was."""
        tallies = [result.result for result in write_results]
        store, path = self._store()
        kept = {part for tally in tallies for part in tally.parts}
        for info in store.get_file_info(fs.FileSelector(path)):
            if info.base_name not in kept:
                store.delete_file(info.path)
        problems = sorted((p for tally in tallies for p in tally.problems), key=orjson.dumps)
        if problems:
            self._write(ERRORS, b"".join(orjson.dumps(p, option=orjson.OPT_APPEND_NEWLINE) for p in problems))
        return MicroPartition.from_pydict({name: [sum(getattr(t, name) for t in tallies)] for name in _COUNTS})

    def _write_part(self, tally: Tally, lines: list[str]) -> int:
        name = f"part-{self._run}-{uuid.uuid4().hex[:12]}.{self._format}"
        content = as_parquet(lines) if self._format == "parquet" else "".join(f"{line}\n" for line in lines).encode()
        self._write(name, content)
        tally.parts.append(name)
        return len(content)

    def _write(self, name: str, content: bytes) -> None:
        store, path = self._store()
        with store.open_output_stream(f"{path}/{name}") as stream:
            stream.write(content)

    def _store(self) -> tuple[fs.FileSystem, str]:
        store, path = fs.FileSystem.from_uri(self._folder)
        return store, path.rstrip("/")


def as_parquet(lines: Iterable[str]) -> bytes:
    """Facts that are lines of JSON as a Parquet file with a column a field; null where a fact has none."""
    schema = pa.schema([(name, _TYPES.get(name, pa.string())) for name in BaseFact.model_fields])
    table = pa.Table.from_pylist([_row(orjson.loads(line)) for line in lines], schema=schema)
    stream = pa.BufferOutputStream()
    parquet.write_table(table, stream, compression="zstd")
    content: bytes = stream.getvalue().to_pybytes()
    return content


def _row(fact: dict[str, Any]) -> dict[str, Any]:
    return {
        **fact,
        "scope": list(fact.get("scope", {}).items()),
        "checks": [orjson.dumps(check).decode() for check in fact.get("checks", ())],
    }
