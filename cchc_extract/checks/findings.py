"""What a check has to work with, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cchc_extract.checks.digits import plain
from cchc_extract.models import Fact, Kind

State = Literal["holds", "fails", "agrees", "differs"]


@dataclass(frozen=True, slots=True)
class Finding:
    """That a check holds or fails for some facts; the first is the one that is judged."""

    name: str
    state: State
    facts: tuple[Fact, ...]
    details: Mapping[str, str | int | float] = field(default_factory=dict)
    source: str | None = None


def finding(
    name: str, holds: bool, facts: tuple[Fact, ...], details: Mapping[str, str | int | float] | None = None
) -> Finding:
    """A finding that holds or fails, its figures made plain."""
    figures = {key: plain(value) if not isinstance(value, str) else value for key, value in (details or {}).items()}
    return Finding(name, "holds" if holds else "fails", facts, figures)


class Sheet:
    """The facts of one article in reading order, and how they stand to each other."""

    def __init__(self, facts: list[Fact]) -> None:
        self.facts = facts
        self.sentences: dict[int, list[Fact]] = {}
        self._kinds: dict[str, list[Fact]] = {}
        parts: dict[str, list[Fact]] = {}
        for fact in facts:
            self.sentences.setdefault(fact.sentence.start, []).append(fact)
            self._kinds.setdefault(fact.kind, []).append(fact)
            if fact.part_of:
                parts.setdefault(fact.part_of, []).append(fact)
        self.wholes = [(fact, parts[fact.id]) for fact in facts if fact.id in parts] if parts else []

    def of(self, *kinds: Kind) -> list[Fact]:
        """The facts of some kinds, kind by kind."""
        return [fact for kind in kinds for fact in self._kinds.get(kind, ())]


def gap(one: Fact, other: Fact) -> int:
    """So many characters stand between the evidence of two facts."""
    return other.evidence.start - one.evidence.end


def year_of(fact: Fact) -> int | None:
    """The year of a fact, where its period is one year or lies in one."""
    period = fact.period
    if not period or ".." in period:
        return None
    low, _, high = period.partition("/")
    return int(low[:4]) if not high or high[:4] == low[:4] else None
