"""An explanation as data: what a number was taken for, and why."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from cchc_extract.models import Fact


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text: half-open span in code points, and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as it was read: its value, its unit with the unit's class, and the verbs around it."""

    value: float | int
    value_high: float | int | None
    out_of: float | int | None
    unit: str | None
    unit_class: str
    group: str
    comparator: str
    verb: str | None
    near: str | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a rule: it won, it fits too but comes later, or one condition keeps it from fitting.

    `place` is its place among the rules for this class of unit, from 1: the first that fits wins. `missing` names the
    condition, as pattern files do, with what the rule asks for.
    """

    rule: str
    kind: str
    outcome: Literal["won", "fits", "misses"]
    place: int
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A rule of the patterns that takes a number for no fact, and the words that it matches."""

    rule: str
    reason: str
    matched: Passage


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field of the fact comes from.

    `scope` is `stated` for what its own clause says, else the scope that the fact gives. `said` is the nearest place
    of the text that says so, where there is one.
    """

    field: str
    value: str
    scope: str
    said: Passage | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of a number, and why.

    `reason` is `fact`, or why it is in no fact, as in `cchc coverage`, with the same in `words`; `settled` is False
    where no rule speaks against a fact. `sentence` is the sentence, or else the line, around it. `cause` is what the
    reason rests on: the date, the name or the line that the number is part of.
    """

    number: Passage
    sentence: Passage
    reason: str
    words: str
    settled: bool
    reading: Reading | None = None
    fact: Fact | None = None
    trials: tuple[Trial, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    origins: tuple[Origin, ...] = ()
    cause: Passage | None = None

    def as_dict(self) -> dict[str, Any]:
        """The same as plain JSON values; the fact as `cchc extract` writes it."""
        fact = self.fact.model_dump(mode="json", exclude_none=True) if self.fact else None
        plain = {name: getattr(self, name) for name in self.__slots__ if name != "fact"}
        return {name: _plain(value) for name, value in plain.items()} | {"fact": fact}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [asdict(item) for item in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value
