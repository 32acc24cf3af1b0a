"""The articles behind facts: read again from where they were, and held against what the facts say of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

from cchc_extract.errors import DocumentError
from cchc_extract.models import Fact
from cchc_extract.reading import STDIN, Reading, read_document


class State(StrEnum):
    """What became of the text that an article's facts were taken from."""

    FOUND = "found"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ViewedArticle:
    """An article with its facts in reading order.

    `path` is the file that it was read from, if any. `text` is None where there is none to show. `lost` holds the
    indices of the facts whose evidence does not stand at its span in the text. `problem` says what is wrong with a
    text that is changed or missing.
    """

    doc: str
    facts: tuple[Fact, ...]
    text: str | None
    state: State
    path: Path | None = None
    lost: tuple[int, ...] = ()
    problem: str = ""


def load_articles(
    facts: Sequence[Fact], folder: Path | None = None, reading: Reading | None = None
) -> list[ViewedArticle]:
    """The articles of facts, in the order in which they first come, read from where `doc` says.

    With `folder`, an article is looked for below it: under the whole of `doc`, or else under as many of its last
    parts as there are. Never raises for an article that is not there or cannot be read.
    """
    by_doc: dict[str, list[Fact]] = {}
    for fact in facts:
        by_doc.setdefault(fact.doc, []).append(fact)
    return [_load(doc, sorted(found, key=_place), folder, reading) for doc, found in by_doc.items()]


def _place(fact: Fact) -> tuple[int, int]:
    return fact.evidence.start, fact.evidence.end


def _load(doc: str, facts: list[Fact], folder: Path | None, reading: Reading | None) -> ViewedArticle:
    given, everything = tuple(facts), tuple(range(len(facts)))
    try:
        path = _find(doc, folder)
        text = read_document(str(path), doc, reading).text
    except DocumentError as error:
        return ViewedArticle(doc, given, None, State.MISSING, lost=everything, problem=str(error))
    lost = tuple(index for index in everything if not _stands(given[index], text))
    if not lost:
        return ViewedArticle(doc, given, text, State.FOUND, path)
    problem = (
        f"{doc}: the text has changed since: {len(lost)} of {len(facts)} facts are not where they were; extract again"
    )
    # A file in which nothing is where the facts say may be any file: it has no place in a page that is passed on.
    return ViewedArticle(doc, given, None if lost == everything else text, State.CHANGED, path, lost, problem)


def _stands(fact: Fact, text: str) -> bool:
    start, end = _place(fact)
    return text[start:end] == fact.evidence.text


def _find(doc: str, folder: Path | None) -> Path:
    """Raises DocumentError where there is no such file."""
    if doc == STDIN:
        raise DocumentError("-: was standard input, which cannot be read again; use --doc with cchc extract")
    if folder is None:
        candidates: Iterator[Path] = iter([Path(doc)])
    else:
        parts = [part for part in PurePath(doc).parts if part not in ("..", PurePath(doc).anchor)]
        candidates = (folder.joinpath(*parts[first:]) for first in range(len(parts)))
    for path in candidates:
        if _is_there(path):
            return path
    where = f"under {folder}" if folder else "here"
    raise DocumentError(f"{doc}: no such article {where}; say with --articles in which folder it is")


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        # A name such as no file can have: too long, or with a zero byte.
        return False
