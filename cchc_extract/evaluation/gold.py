"""The gold corpus: a folder of articles (NAME.txt) and their annotated facts (NAME.jsonl), read and pinned.

A line of gold that cannot be scored is refused with its file, line and remedy; all such lines are reported
at once.
"""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc_extract.errors import CchcError
from cchc_extract.evaluation.compare import field_value


class EvaluationError(CchcError):
    """A gold folder that cannot be used; `problems` holds one line for each thing to mend."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class GoldFact:
    """An annotated fact; its evidence is `text[start:end]` of the article, `fields` the whole gold line."""

    kind: str
    value: float
    evidence: str
    start: int
    end: int
    line: int
    optional: bool
    fields: Mapping[str, Any]
    accept: Mapping[str, Sequence[Any]]

    def answers(self, field: str) -> list[Any]:
        """The right values of a field: the annotated one first, then those that `accept` names."""
        return [field_value(self.fields, field), *self.accept.get(field, ())]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An article and its facts in the order of the gold file."""

    name: str
    text: str
    facts: tuple[GoldFact, ...]


def load_gold(folder: Path) -> list[GoldDocument]:
    """Read the gold folder, sorted by document name; raise `EvaluationError` with all that is wrong in it."""
    documents: list[GoldDocument] = []
    problems: list[str] = []
    for article in _articles(folder):
        try:
            documents.append(_read_document(article))
        except EvaluationError as error:
            problems.extend(error.problems)
    if problems:
        raise EvaluationError(problems)
    return documents


def gold_digest(folder: Path) -> str:
    """The SHA-256 (hex) of the names and contents of the gold files: it pins what a score is about."""
    digest = hashlib.sha256()
    paths = [path for article in _articles(folder) for path in (article, _facts_path(article))]
    for path in sorted(paths, key=_name):
        content = _read_bytes(path)
        # Name and length before each content, so that no two different folders feed the same bytes.
        digest.update(f"{path.name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def _articles(folder: Path) -> list[Path]:
    """The articles of the folder, sorted."""
    if not folder.is_dir():
        raise EvaluationError([f"{folder}: no such folder; name a folder that holds NAME.txt and NAME.jsonl files"])
    articles = sorted(folder.glob("*.txt"), key=_name)
    if not articles:
        raise EvaluationError([f"{folder}: no *.txt article in it; put each article there as NAME.txt + NAME.jsonl"])
    return articles


def _name(path: Path) -> str:
    # Sorted as strings: paths themselves sort differently from one platform to another.
    return path.name


def _facts_path(article: Path) -> Path:
    return article.with_suffix(".jsonl")


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        remedy = f"add it beside {path.with_suffix('.txt').name}, empty if the article has no facts"
        raise EvaluationError([f"{path}: the file is missing; {remedy}"]) from None
    except OSError as error:
        raise EvaluationError([f"{path}: cannot be read ({error.strerror}); make it a readable file"]) from None


def _read_text(path: Path) -> str:
    """The decoded file. Line ends stay as they are: the evidence of facts counts every code point."""
    try:
        return _read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvaluationError([f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8"]) from None


def _read_document(article: Path) -> GoldDocument:
    text = _read_text(article)
    path = _facts_path(article)
    facts: list[GoldFact] = []
    problems: list[str] = []
    # Not splitlines(): that also splits at U+2028 and the like, which JSON strings may hold.
    lines = _read_text(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            facts.append(_parse_fact(line.strip(), number, text))
        except _BadLineError as error:
            problems.append(f"{path}:{number}: {error}")
    if problems:
        raise EvaluationError(problems)
    return GoldDocument(article.stem, text, tuple(facts))


class _BadLineError(Exception):
    """What is wrong with a line of gold, and the remedy."""


def _parse_fact(line: str, number: int, text: str) -> GoldFact:
    """The fact that a line of gold states about the article's text."""
    fields = _parse_object(line)
    kind = fields.get("kind")
    if not isinstance(kind, str):
        raise _BadLineError(f"kind is {kind!r}; write one of the schema's kinds")
    _check_number("value", fields.get("value"))
    accept = _parse_accept(fields.get("accept"))
    for field in ("value", "out_of"):
        for answer in [fields.get(field), *accept.get(field, ())]:
            if answer is not None:
                _check_number(field, answer)
    evidence, start = _locate(fields, text)
    return GoldFact(
        kind=kind,
        value=fields["value"],
        evidence=evidence,
        start=start,
        end=start + len(evidence),
        line=number,
        optional=bool(fields.get("optional")),
        fields=fields,
        accept=accept,
    )


def _parse_object(line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise _BadLineError(f"not JSON ({error.msg}, column {error.colno}); write one object on the line") from None
    if not isinstance(fields, dict):
        raise _BadLineError(f"JSON, but no object: {line[:40]!r}; write the fact as {{...}}")
    return fields


def _check_number(field: str, value: Any) -> None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (is_number and abs(value) <= sys.float_info.max):
        raise _BadLineError(f"{field} is {value!r}; write a JSON number")


def _parse_accept(accept: Any) -> dict[str, list[Any]]:
    if accept is None:
        return {}
    if not (isinstance(accept, dict) and all(isinstance(answers, list) for answers in accept.values())):
        raise _BadLineError('accept is no object of lists; write it as {"field": [value, ...]}')
    return accept


def _locate(fields: Mapping[str, Any], text: str) -> tuple[str, int]:
    """The evidence of a gold line and where its `nth` occurrence starts; occurrences may overlap."""
    evidence, nth = fields.get("evidence"), fields.get("nth")
    if not (isinstance(evidence, str) and evidence):
        raise _BadLineError(f"evidence is {evidence!r}; quote the words of the article that state the fact")
    if nth is None:
        nth = 1
    if not (isinstance(nth, int) and nth >= 1):
        raise _BadLineError(
            f"nth is {nth!r}; write 1 for the first occurrence of the evidence, 2 for the second, ..."
        )
    start = -1
    for found in range(nth):
        start = text.find(evidence, start + 1)
        if start < 0 and found == 0:
            raise _BadLineError(f"evidence not in the article: {evidence!r}; quote it exactly as the article has it")
        if start < 0:
            raise _BadLineError(f"nth is {nth}, but the evidence occurs {found} times: {evidence!r}; lower nth")
    return evidence, start
