"""What an evaluation comes to: scores, wrong facts, counts by document. Data only.

All rates are rounded to four digits, where they are made, so that every reader of them sees the same number.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

ErrorType = Literal["EXTRA", "FIELD", "KIND", "MISS"]


def _rate(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, with the number `n` of gold facts behind them."""

    precision: float
    recall: float
    f1: float
    n: int

    @classmethod
    def of(cls, right: int, predicted: int, gold: int) -> "Score":
        """The score of `right` facts among so many predicted and so many in the gold."""
        p, r = _rate(right, predicted), _rate(right, gold)
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return cls(round(p, 4), round(r, 4), round(f1, 4), gold)

    def as_dict(self) -> dict[str, float]:
        """The score with the short keys of the JSON output."""
        return {"p": self.precision, "r": self.recall, "f1": self.f1, "n": self.n}


@dataclass(frozen=True, slots=True)
class FieldScore:
    """The share of aligned facts on which a field is right, and the number `n` of them."""

    right: float
    n: int

    @classmethod
    def of(cls, right: int, n: int) -> "FieldScore":
        """The score of a field that is right `right` times out of `n`."""
        return cls(round(_rate(right, n), 4), n)


@dataclass(frozen=True, slots=True, order=True)
class Error:
    """One thing that is wrong: a missed fact, a spurious one, a wrong kind or a wrong field.

    `offset` is where its evidence starts in the document; `context` is the evidence in its surroundings.
    Context and message hold text of articles and facts as it is: escape it for a terminal or a page.
    """

    document: str
    offset: int
    what: ErrorType
    message: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """The counts of one document: facts in the gold, predicted, and right as quantity, fact and record."""

    name: str
    gold: int
    predicted: int
    quantity: int
    fact: int
    record: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A whole evaluation. `by_kind` holds the kinds that occur, `fields` the fields that were compared.

    `scopes` holds, for fields that are carried from one part of an article to another, the scores by where the value
    comes from. `extra` holds the score of `part_of`, which is right when the fact that it names is aligned with the
    gold fact that the gold names; `problems` counts predicted facts that are formally wrong.
    """

    quantity: Score
    fact: Score
    record: Score
    by_kind: Mapping[str, Score]
    fields: Mapping[str, FieldScore]
    scopes: Mapping[str, Mapping[str, FieldScore]]
    extra: Mapping[str, FieldScore]
    problems: Mapping[str, int]
    errors: tuple[Error, ...]
    documents: tuple[DocumentCount, ...]

    def as_dict(self) -> dict[str, Any]:
        """The numbers as plain JSON values, without the errors and the documents."""
        return {
            "quantity": self.quantity.as_dict(),
            "fact": self.fact.as_dict(),
            "record": self.record.as_dict(),
            "by_kind": {kind: score.as_dict() for kind, score in self.by_kind.items()},
            "fields": {field: asdict(score) for field, score in self.fields.items()},
            "problems": dict(self.problems),
            "scopes": {
                field: {scope: asdict(score) for scope, score in by_scope.items()}
                for field, by_scope in self.scopes.items()
            },
            "extra": {field: asdict(score) for field, score in self.extra.items()},
        }
