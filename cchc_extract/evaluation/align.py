"""Which predicted fact is which gold fact: the one-to-one alignment of a document's facts.

Spans are half-open intervals of code points. A pair can be aligned when its evidence overlaps and `value` and
`out_of` are equal:

    article    ... the city inspected 15 units, among them 5 ...
    gold                    [---------15------]       [5]
    predicted                        [15-----]  [-----5-]

Of the pairs that compete for a fact the best goes first: the right kind, then a gold fact that is not
optional, then the larger overlap; equal ones in reading order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cchc_extract.evaluation.compare import near
from cchc_extract.evaluation.gold import GoldFact


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predicted fact, as the JSONL has it, with the span of its evidence (empty where that is unusable)."""

    fact: Mapping[str, Any]
    start: int
    end: int

    @classmethod
    def of(cls, fact: Mapping[str, Any]) -> "Prediction":
        """Wrap a fact as it stands in the JSONL."""
        evidence = _evidence(fact)
        return cls(fact, _offset(evidence.get("start")), _offset(evidence.get("end")))

    @property
    def quote(self) -> Any:
        """The text that the fact gives as its evidence; None if it gives none."""
        return _evidence(self.fact).get("text")

    def quotes(self, text: str) -> bool:
        """Whether the evidence is what the article has there: `text[start:end] == evidence.text`."""
        evidence = _evidence(self.fact)
        start, end = evidence.get("start"), evidence.get("end")
        if not isinstance(start, int) or not (end is None or isinstance(end, int)):
            return False
        return bool(text[start:end] == self.quote)


def _evidence(fact: Mapping[str, Any]) -> Mapping[str, Any]:
    evidence = fact.get("evidence")
    return evidence if isinstance(evidence, Mapping) else {}


def _offset(value: Any) -> int:
    return value if isinstance(value, int) else 0


@dataclass(frozen=True, slots=True)
class Match:
    """A gold and a predicted fact that are the same quantity, by their indices; `kind`: that is right too."""

    gold: int
    predicted: int
    kind: bool


def align(gold: Sequence[GoldFact], predicted: Sequence[Prediction]) -> list[Match]:
    """Pair the facts of one document, each at most once, best pairs first."""
    candidates = [
        (_rank(wanted, found, overlap), i, j)
        for i, wanted in enumerate(gold)
        for j, found in enumerate(predicted)
        if (overlap := _overlap(wanted, found)) > 0 and _same_quantity(wanted, found)
    ]
    # Best first; a stable sort leaves equals in the order of (i, j), which is that of reading.
    candidates.sort(key=lambda candidate: candidate[0], reverse=True)
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    matches: list[Match] = []
    for (kind, _, _), i, j in candidates:
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            matches.append(Match(i, j, kind))
    return matches


def _overlap(gold: GoldFact, predicted: Prediction) -> int:
    """How many code points the evidence of the two shares; not positive when it shares none."""
    return min(gold.end, predicted.end) - max(gold.start, predicted.start)


def _same_quantity(gold: GoldFact, predicted: Prediction) -> bool:
    return all(
        any(near(predicted.fact.get(field), answer) for answer in gold.answers(field))
        for field in ("value", "out_of")
    )


def _rank(gold: GoldFact, predicted: Prediction, overlap: int) -> tuple[bool, bool, float]:
    """What orders candidate pairs: right kind, not optional, share of overlap in the union of both spans."""
    union = max(gold.end, predicted.end) - min(gold.start, predicted.start)
    return predicted.fact.get("kind") in gold.answers("kind"), not gold.optional, overlap / union
