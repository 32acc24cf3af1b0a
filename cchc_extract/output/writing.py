"""Facts as JSONL, and where they go: standard output, or a file that appears whole or not at all."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from cchc_extract.errors import CchcError
from cchc_extract.models import BaseFact

_LARGEST = 2**64 - 1


class OutputError(CchcError):
    """An output that cannot be written; the message names it and the remedy."""


def fact_lines(facts: Iterable[BaseFact], *, all_fields: bool = False) -> bytes:
    """Facts as JSON, one a line, keys in the order of the model; null fields are left out unless `all_fields`."""
    return b"".join(
        orjson.dumps(_plain(fact.model_dump(exclude_none=not all_fields)), option=orjson.OPT_APPEND_NEWLINE)
        for fact in facts
    )


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: _number(value) if isinstance(value, int | float) else value for key, value in fields.items()}


def _number(value: int | float) -> int | float:
    """A whole number as an integer, as long as JSON readers with 64-bit integers can take it."""
    if abs(value) > _LARGEST:
        return float(value)
    return int(value) if value == int(value) else value


def check_output(output: Path, inputs: Iterable[str]) -> None:
    """Raises OutputError where the output could not be made, or would take the place of an input."""
    if output.is_dir():
        raise OutputError(f"{output}: is a folder; name a file in it, such as {output / 'facts.jsonl'}")
    if not output.parent.is_dir():
        raise OutputError(f"{output}: there is no folder {output.parent}; make it first")
    for source in inputs:
        with contextlib.suppress(OSError):
            if output.samefile(source):
                raise OutputError(f"{output}: is one of the articles; name another file for the facts")


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """A binary stream for the results: standard output, or a file that takes its name when the block has ended well.

    A device or a pipe is written to directly. Raises OutputError; BrokenPipeError is left to the caller.
    """
    name = "standard output" if path is None else str(path)
    try:
        if path is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
        else:
            with _replacing(path.resolve()) as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{name}: cannot be written ({error.strerror}); free it, or choose another") from None


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A temporary file beside `path` that replaces it at the end, and leaves nothing behind after an error."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        _take_mode(Path(temporary), path)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _take_mode(temporary: Path, path: Path) -> None:
    """Give the temporary file the mode of the file that it replaces, or that of any new file."""
    if path.exists():
        shutil.copymode(path, temporary)
    else:
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)


def silence_stdout() -> None:
    """Send the rest of standard output nowhere, once its reader has gone, so that the end of the program is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
