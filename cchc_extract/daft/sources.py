"""Files of articles, and what they are read by: each is a frame with columns for text, name, date and title."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import daft
from daft import DataFrame, Expression, col
from daft.functions import regexp_replace

from cchc_extract.errors import CchcError

PATH = "cchc_path"
_PACKED = (".gz", ".zst", ".bz2")
_WARC_TEXT, _WARC_NAME, _WARC_TYPE = "warc_content", "WARC-Target-URI", "WARC-Type"
# The records that hold text: those of the WET files of Common Crawl.
_TEXTS = ("conversion",)


class SourceError(CchcError):
    """Articles that cannot be read; the message names them and the remedy."""


@dataclass(frozen=True, slots=True)
class Source:
    """A frame of articles, and where in it they are."""

    frame: DataFrame
    text: Expression
    doc: Expression
    date: Expression | None = None
    title: Expression | None = None


def read_source(
    paths: Sequence[str],
    text: str | None = None,
    doc: str | None = None,
    date: str | None = None,
    title: str | None = None,
) -> Source:
    """Articles from files, globs or addresses such as s3://bucket/news/*.parquet, by the ending of the first.

    `text`, `doc`, `date` and `title` name columns; without `doc` articles are called by the file and the digest of
    their text. Plain texts and WARC need no names. Raises SourceError.
    """
    kind = _kind(paths[0])
    if any(_kind(path) != kind for path in paths):
        raise SourceError(f"{paths[0]}: all files of a run must have the same ending; start one run for each")
    try:
        # Daft finds nothing by a pattern without a folder.
        frame = _READERS[kind]([path if "/" in path else f"./{path}" for path in paths])
        if kind == ".txt":
            return Source(frame, col("path").download(), regexp_replace(col("path"), r"^file://(\./)?", ""))
        if kind == ".warc":
            return Source(frame, col(_WARC_TEXT), col(_WARC_NAME))
        return _records(frame, paths[0], text, doc, date, title)
    except (FileNotFoundError, daft.exceptions.DaftCoreException) as error:
        raise SourceError(f"{paths[0]}: cannot be read ({_first_line(error)}); check the name") from None


def _records(
    frame: DataFrame, path: str, text: str | None, doc: str | None, date: str | None, title: str | None
) -> Source:
    if text is None:
        raise SourceError(f"{path}: holds records; name the field of the text with --text-field")
    for name in (text, doc, date, title):
        if name is not None and name not in frame.column_names:
            there = ", ".join(n for n in frame.column_names if n != PATH)
            raise SourceError(f"{path}: has no column {name!r}; there are: {there}")
    numbered = (
        regexp_replace(col(PATH), r"^(file://)?(\./)?", "") + "#" + col(text).hash().cast(daft.DataType.string())
    )
    named = col(doc).cast(daft.DataType.string()) if doc else numbered
    return Source(frame, col(text), named, col(date) if date else None, col(title) if title else None)


def _kind(path: str) -> str:
    """The ending of a path, without that of a compression."""
    low = path.lower()
    low = next((low.removesuffix(packed) for packed in _PACKED if low.endswith(packed)), low)
    kind = next((ending for endings, ending in _ENDINGS.items() if low.endswith(endings)), None)
    if kind is None:
        raise SourceError(f"{path}: what it holds is not known by its ending; there are: {', '.join(_READERS)}")
    return kind


def _warc(paths: list[str]) -> DataFrame:
    frame = daft.read_warc(paths)
    return frame.where(col(_WARC_TYPE).is_in(list(_TEXTS)))


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


_ENDINGS = {
    (".parquet", ".pq"): ".parquet",
    (".jsonl", ".ndjson", ".json"): ".jsonl",
    (".csv",): ".csv",
    (".warc", ".wet"): ".warc",
    (".txt",): ".txt",
}
_READERS: dict[str, Callable[[list[str]], DataFrame]] = {
    ".parquet": lambda paths: daft.read_parquet(paths, file_path_column=PATH),
    ".jsonl": lambda paths: daft.read_json(paths, file_path_column=PATH),
    ".csv": lambda paths: daft.read_csv(paths, file_path_column=PATH),
    ".warc": _warc,
    ".txt": lambda paths: daft.from_glob_path(paths),
}
