"""Where the results of a run go: into a stream, or into a ledger that another run can go on with."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, Protocol, Self

import orjson

from cchc_extract.batch.items import Item
from cchc_extract.batch.scribe_process import write
from cchc_extract.batch.work import Result
from cchc_extract.output.writing import OutputError


class Sink(Protocol):
    """Takes the results of documents, in order."""

    def known(self, item: Item) -> tuple[str, ...]:
        """The digests of contents with which the document need not be done again."""

    def commit(self, results: Sequence[Result]) -> int:
        """Take results; how many facts they have."""

    def finish(self) -> None:
        """There are no more."""


class StreamSink:
    """Writes what comes, and has it on its way at once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def known(self, item: Item) -> tuple[str, ...]:
        return ()

    def commit(self, results: Sequence[Result]) -> int:
        self._stream.write(b"".join(result.content or b"" for result in results))
        self._stream.flush()
        return sum(result.facts for result in results)

    def finish(self) -> None:
        pass


class ErrorLog:
    """A file with one record for each document that failed: what, where, at which step, and why."""

    def __init__(self, path: Path) -> None:
        """Makes the file anew. Raises OutputError."""
        self._path = path
        try:
            self._stream = path.open("wb", buffering=0)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror}); name another file") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def add(self, results: Sequence[Result]) -> None:
        """Write a record for each that failed. Raises OutputError."""
        lines = b"".join(_record(result) for result in results if result.failed)
        try:
            write(self._stream.fileno(), lines)
        except OSError as error:
            raise OutputError(f"{self._path}: cannot be written ({error.strerror}); make room") from None


def error_log(path: Path | None) -> AbstractContextManager[ErrorLog | None]:
    """The log at a path, or none."""
    return ErrorLog(path) if path else nullcontext()


def _record(result: Result) -> bytes:
    record = {"doc": result.name, "where": result.place, "step": result.failed, "why": " ".join(result.problems)}
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
