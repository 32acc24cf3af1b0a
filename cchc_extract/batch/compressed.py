"""Files as streams of bytes, unpacked on the way where their name ends in `.gz` or `.zst`."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from types import ModuleType
from typing import BinaryIO, cast

from cchc_extract.errors import DocumentError
from cchc_extract.reading import as_utf8

_BUFFER = 1 << 18
_PACKED = (".gz", ".zst")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A stream of content; `raw` is that of the file itself, whose position tells how much has been taken."""

    stream: BinaryIO
    raw: BinaryIO


def suffix(path: str) -> str:
    """The ending of a file's name that tells its format, in lower case and with the packing left aside."""
    pure = PurePath(path.lower())
    return PurePath(pure.stem).suffix if pure.suffix in _PACKED else pure.suffix


def is_packed(path: str) -> bool:
    """Whether the name says that the file is compressed."""
    return PurePath(path.lower()).suffix in _PACKED


def is_damage(error: Exception) -> bool:
    """Whether it is what unpacking raises for a damaged file; the error of zstd has a base of its own."""
    return isinstance(error, OSError | EOFError | zlib.error) or type(error).__name__ == "ZstdError"


@contextmanager
def unpacked(path: str) -> Iterator[Unpacked]:
    """The content of a file. Raises OSError, and DocumentError where the library that is needed is missing."""
    packing = PurePath(path.lower()).suffix
    with open(path, "rb", _BUFFER) as raw:  # noqa: PTH123 - the path may not be one that pathlib keeps as it is
        if packing == ".gz":
            with gzip.open(raw) as stream:
                yield Unpacked(cast(BinaryIO, stream), raw)
        elif packing == ".zst":
            with zstd(path).open(raw) as stream:
                yield Unpacked(stream, raw)
        else:
            yield Unpacked(raw, raw)


def zstd(path: str) -> ModuleType:
    """The module of Python 3.14, or the same for those before."""
    for name in ("compression.zstd", "backports.zstd"):
        with suppress(ImportError):
            return import_module(name)
    raise DocumentError(f"{as_utf8(path)}: .zst needs a library that is not there; pip install 'cchc-extract[zstd]'")
