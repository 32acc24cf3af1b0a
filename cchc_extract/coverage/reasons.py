"""The reasons why a number is in no fact, and which of them settle the matter."""

from collections.abc import Sequence
from typing import Final

from cchc_extract.errors import CchcError
from cchc_extract.pack.compiled import Pack

FACT: Final = "fact"

# Whether the engine's own reasons settle that a number is no fact. The ids of exclusion rules in the patterns are
# reasons too, and settle it, as that is what they say. What is in neither settles nothing, so that none is hidden.
SETTLED: Final = {
    "period": True,
    "index.name": True,
    "list.item": True,
    "layout.dateline": True,
    "layout.furniture": True,
    "layout.caption": True,
    "headline": True,
    "topic": True,
    "unit.outside": True,
    "name": True,
    "code": True,
    "kind.none": False,
    "unit.none": False,
    "change.no-direction": False,
    "rank.below-one": False,
    "score.no-index": False,
    "invalid": False,
    "unread": False,
}


class ReasonError(CchcError):
    """A name that is no reason; the message lists those that are."""


class Reasons:
    """The reasons that numbers can have with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._settled = {FACT: True, **{rule.id: True for rule in pack.source.exclusions}, **SETTLED}

    def settles(self, reason: str) -> bool:
        """Whether a number with this reason is a fact or certainly none."""
        return self._settled.get(reason, False)

    def chosen(self, names: Sequence[str]) -> frozenset[str]:
        """The reasons of these names and below them (`time` is also `time.clock`); without names, all open ones.

        Raises ReasonError for a name that is no reason.
        """
        if not names:
            return frozenset(reason for reason, settled in self._settled.items() if not settled)
        found = {name: [r for r in self._settled if r == name or r.startswith(f"{name}.")] for name in names}
        for name, reasons in found.items():
            if not reasons:
                raise ReasonError(f"--reason: {name!r} is none of {', '.join(sorted(self._settled))}")
        return frozenset(reason for reasons in found.values() for reason in reasons)
