"""From a text to an explanation of each number in it."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable

from cchc_extract.article.article import Article
from cchc_extract.coverage import FACT, Account, Reasons, account
from cchc_extract.errors import CchcError
from cchc_extract.explanation.data import Explanation, Passage, Reading, Trial
from cchc_extract.explanation.origins import origins
from cchc_extract.explanation.trials import exclusions_of, kind_trials
from cchc_extract.extractor import Extraction, Extractor
from cchc_extract.kinds.features import Features
from cchc_extract.models import Fact
from cchc_extract.quantities.quantity import Quantity

_NAMES = ("body", "indicator", "component")


class NoNumberError(CchcError):
    """There is no number at a place, or no fact of an id; the message says where the nearest is."""


class Explainer:
    """Explains the numbers of texts with one extractor; built once, then used for many."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._reasons = Reasons(extractor.pack)

    def explain(self, text: str, *, doc: str = "", date: dt.date | None = None) -> list[Explanation]:
        """What became of each number of a text, in reading order, and why."""
        watched = _Watched(self._extractor)
        extraction = self._extractor.extraction(text, doc=doc, date=date, watch=watched)
        watched.add(dropped.quantity for dropped in extraction.dropped)
        facts = {fact.evidence.start: fact for fact in reversed(extraction.facts)}
        return [
            self._explained(found, facts.get(found.start) if found.reason == FACT else None, extraction, watched)
            for found in account(extraction, self._reasons)
        ]

    def _explained(
        self, found: Account, fact: Fact | None, extraction: Extraction, watched: "_Watched"
    ) -> Explanation:
        article = extraction.article
        quantity = watched.within(article, found.start, found.end)
        rejected = next((r for r in extraction.rejected if r.start == found.start), None)
        thrown_out = exclusions_of(self._extractor.pack, article, quantity) if quantity and not fact else []
        thrown_out = thrown_out if any(rule.rule == found.reason for rule in thrown_out) else []
        return Explanation(
            number=_passage(article, found.start, found.end),
            sentence=_sentence(article, found.start, found.end),
            reason=found.reason,
            words=rejected.reason if rejected and found.reason == "invalid" else found.words,
            settled=found.settled,
            reading=watched.reading(quantity) if quantity else None,
            fact=fact,
            trials=tuple(watched.trials.get(quantity.start, ())) if quantity else (),
            exclusions=tuple(thrown_out),
            origins=tuple(origins(article, fact)) if fact else (),
            cause=_cause(extraction, found, quantity),
        )


class _Watched:
    """What was seen of the quantities of one text while it was read, by where they start."""

    def __init__(self, extractor: Extractor) -> None:
        self._pack = extractor.pack
        self._quantities: dict[int, Quantity] = {}
        self._starts: list[int] = []
        self._verbs: dict[int, str | None] = {}
        self.trials: dict[int, list[Trial]] = {}

    def __call__(self, article: Article, features: Features) -> None:
        """See a quantity at the moment when its kind is decided: what was read before it changes later."""
        start = features.quantity.start
        self._quantities[start] = features.quantity
        self._verbs[start] = features.governor.text if features.governor else None
        self.trials[start] = kind_trials(self._pack, article, features)

    def add(self, quantities: Iterable[Quantity]) -> None:
        """Add quantities whose kind was never asked for."""
        for quantity in quantities:
            self._quantities.setdefault(quantity.start, quantity)
        self._starts = sorted(self._quantities)

    def within(self, article: Article, start: int, end: int) -> Quantity | None:
        """The last quantity that starts in a span of the source."""
        low, high = article.view.position(start), article.view.position(end)
        at = bisect_right(self._starts, high - 1 if high > low else low) - 1
        return self._quantities[self._starts[at]] if at >= 0 and self._starts[at] >= low else None

    def reading(self, quantity: Quantity) -> Reading:
        """A quantity as it was read."""
        unit, near = quantity.unit, quantity.cue.near
        return Reading(
            quantity.value, quantity.high, quantity.out_of, unit.name, unit.kind, unit.group, quantity.cue.comparator,
            self._verbs.get(quantity.start), near.text if near else None,
        )  # fmt: skip


def at_offset(explanations: list[Explanation], offset: int) -> Explanation:
    """The explanation of the number around a character of the text. Raises NoNumberError where there is none."""
    for found in explanations:
        if found.number.start <= offset < found.number.end:
            return found
    if not explanations:
        raise NoNumberError(f"--at {offset}: the text has no number")
    nearest = min(explanations, key=lambda e: min(abs(e.number.start - offset), abs(e.number.end - 1 - offset)))
    number = nearest.number
    raise NoNumberError(
        f"--at {offset}: no number there; the nearest is {number.text!r}, {number.start}-{number.end}"
    )


def of_fact(explanations: list[Explanation], identity: str) -> Explanation:
    """The explanation of a fact, by its id. Raises NoNumberError where there is no such fact."""
    for found in explanations:
        if found.fact and found.fact.id == identity:
            return found
    raise NoNumberError(
        f"--fact {identity}: no fact of this id; ids depend on the name of the document, which --doc gives as it was"
    )


def _passage(article: Article, start: int, end: int) -> Passage:
    return Passage(start, end, article.view.source[start:end])


def _sentence(article: Article, start: int, end: int) -> Passage:
    """The sentence that a number stands in; where it is in none, or in a cell of a table, its line."""
    view = article.view
    index = article.sentence_index(view.position(start))
    if index is not None and article.sentences[index].start not in article.cells:
        sentence = article.sentences[index]
        return _passage(article, *view.source_span(sentence.start, sentence.end))
    begin = view.source.rfind("\n", 0, start) + 1
    close = view.source.find("\n", end)
    return _passage(article, begin, len(view.source) if close < 0 else close)


def _cause(extraction: Extraction, found: Account, quantity: Quantity | None) -> Passage | None:
    """What a reason rests on: the date or the name around a number, or what says the same in the body."""
    article = extraction.article
    if found.reason == "headline" and quantity:
        same = (f.evidence for f in extraction.facts if f.value == quantity.value)
        return next((Passage(said.start, said.end, said.text) for said in same), None)
    spans: list[tuple[int, int]] = []
    if found.reason in ("period", "layout.dateline"):
        spans = [(p.start, p.end) for p in article.periods]
    elif found.reason == "name":
        spans = [(p.start, p.end) for p in article.places]
        spans += [(m.start, m.end) for label in _NAMES for m in article.marks.get(label, ())]
    position = article.view.position(found.start)
    around = [span for span in spans if span[0] <= position < span[1]]
    return _passage(article, *article.view.source_span(*around[0])) if around else None
