"""The articles behind facts: read again from where they were, and held against what the facts say of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Any

from pydantic import ValidationError

from cchc_extract.errors import CchcError, DocumentError
from cchc_extract.models import FACT_ADAPTER
from cchc_extract.reading import STDIN, read_document, read_facts

RawFact = Mapping[str, Any]


class State(StrEnum):
    """What became of the text that an article's facts were taken from."""

    FOUND = "found"
    CHANGED = "changed"
    MISSING = "missing"


class FactsError(CchcError):
    """A file of facts that cannot be shown; the message names it, the fact, and the remedy."""


@dataclass(frozen=True, slots=True)
class ViewedArticle:
    """An article with its facts, as JSON has them, in reading order.

    `text` is None where there is none to show. `lost` holds the indices of the facts whose evidence does not stand
    at its span in the text. `problem` says what is wrong with a text that is changed or missing.
    """

    doc: str
    facts: tuple[RawFact, ...]
    text: str | None
    state: State
    lost: tuple[int, ...] = ()
    problem: str = ""


def read_valid_facts(source: str) -> list[RawFact]:
    """The facts in a JSONL file, or in standard input for `-`, each as it stands there.

    Raises DocumentError for a file that cannot be read, FactsError for an object that is no fact.
    """
    facts = read_facts(source)
    for number, fact in enumerate(facts, 1):
        try:
            FACT_ADAPTER.validate_python(fact)
        except ValidationError as error:
            where = "standard input" if source == STDIN else source
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            field = ".".join(map(str, first["loc"])) or "kind"
            raise FactsError(
                f"{where}: fact {number} is not valid ({field}: {first['msg']}); give what cchc extract wrote"
            ) from None
    return facts


def load_articles(facts: Sequence[RawFact], folder: Path | None = None) -> list[ViewedArticle]:
    """The articles of facts, in the order in which they first come, read from where `doc` says.

    With `folder`, an article is looked for below it: under the whole of `doc`, or else under as many of its last
    parts as there are. Never raises for an article that is not there or cannot be read.
    """
    by_doc: dict[str, list[RawFact]] = {}
    for fact in facts:
        by_doc.setdefault(fact["doc"], []).append(fact)
    return [_load(doc, sorted(found, key=_place), folder) for doc, found in by_doc.items()]


def _place(fact: RawFact) -> tuple[int, int]:
    return fact["evidence"]["start"], fact["evidence"]["end"]


def _load(doc: str, facts: list[RawFact], folder: Path | None) -> ViewedArticle:
    try:
        text = read_document(str(_find(doc, folder)), doc).text
    except DocumentError as error:
        return ViewedArticle(doc, tuple(facts), None, State.MISSING, tuple(range(len(facts))), str(error))
    lost = tuple(index for index, fact in enumerate(facts) if not _stands(fact, text))
    if not lost:
        return ViewedArticle(doc, tuple(facts), text, State.FOUND)
    problem = (
        f"{doc}: the text has changed since: {len(lost)} of {len(facts)} facts are not where they were; extract again"
    )
    # A file in which nothing is where the facts say may be any file: it has no place in a page that is passed on.
    return ViewedArticle(doc, tuple(facts), None if len(lost) == len(facts) else text, State.CHANGED, lost, problem)


def _stands(fact: RawFact, text: str) -> bool:
    start, end = _place(fact)
    return text[start:end] == fact["evidence"]["text"]


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
