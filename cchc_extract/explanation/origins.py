"""Where the fields of a fact come from: its scope, and the nearest words of the text that say so."""

from collections.abc import Iterable, Iterator

from cchc_extract.article.article import Article
from cchc_extract.explanation.data import Origin, Passage
from cchc_extract.models import BaseFact, Fact
from cchc_extract.text.view import fold

STATED = "stated"
# The fields that need no explanation: what names the fact and its place, and what follows from other fields.
_APART = frozenset({"id", "doc", "evidence", "sentence", "pattern", "scope", "checks", "kind", "value", "part_of"})
_DEFAULTS = {"comparator": "=", "status": "actual"}
_LABELS = {"indicator": "indicator", "component": "component", "entity": "body"}


def origins(article: Article, fact: Fact) -> list[Origin]:
    """Where each field of a fact comes from that the text fills, in the order of the fields."""
    found = []
    for name in BaseFact.model_fields:
        value = getattr(fact, name)
        if name in _APART or value is None or value == _DEFAULTS.get(name):
            continue
        shown = value.name if name == "area" else str(value)
        found.append(Origin(name, shown, fact.scope.get(name, STATED), _said(article, fact, name, shown)))
    return found


def _said(article: Article, fact: Fact, name: str, value: str) -> Passage | None:
    """The nearest place that says what a field has, what stands before the fact's end first."""
    spans = list(_spans(article, name, value))
    if not spans:
        return None
    position = article.view.position
    here, end = position(fact.evidence.start), position(fact.evidence.end)
    sentence = (position(fact.sentence.start), position(fact.sentence.end))

    def distance(span: tuple[int, int]) -> tuple[bool, bool, int]:
        inside = sentence[0] <= span[0] < sentence[1]
        return (not inside, span[0] > end, abs(here - span[0]))

    start, end = article.view.source_span(*min(spans, key=distance))
    return Passage(start, end, article.view.source[start:end])


def _spans(article: Article, name: str, value: str) -> Iterator[tuple[int, int]]:
    """The places of the text that say something, in its view."""
    if name in ("period", "baseline"):
        for mark in article.periods:
            if article.anchor.resolve(mark) == value:
                yield mark.start, mark.end
    elif name == "area":
        yield from ((place.start, place.end) for place in article.places if place.name == value)
    elif name in _LABELS:
        yield from (
            (mark.start, mark.end)
            for mark in article.marks.get(_LABELS[name], ())
            if mark.value == value or _folded(article, mark.start, mark.end) == fold(value)
        )
    elif name in ("action", "unit", "among", "subject"):
        yield from _occurrences(article.low, fold(value))


def _folded(article: Article, start: int, end: int) -> str:
    return article.low[start:end]


def _occurrences(low: str, words: str) -> Iterable[tuple[int, int]]:
    """Where words stand in a folded text."""
    at = low.find(words) if words else -1
    while at >= 0:
        yield at, at + len(words)
        at = low.find(words, at + 1)
