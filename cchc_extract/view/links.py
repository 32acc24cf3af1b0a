"""Which facts of an article belong together: a part and its whole, a ratio and its percentage, facts in one check."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from cchc_extract.models import Fact

LinkKind = Literal["part", "ratio", "check", "failed"]


_CHECKED: Final[tuple[tuple[LinkKind, bool], ...]] = (("failed", True), ("check", False))


class Link(NamedTuple):
    """Two facts, by their indices in the article, and why they belong together."""

    first: int
    second: int
    kind: LinkKind


def find_links(facts: Sequence[Fact]) -> list[Link]:
    """The links between facts of one article, at most one for two facts; what a check says goes before the rest."""
    links: dict[frozenset[int], Link] = {}
    for link in _candidates(facts):
        if link.first != link.second:
            links.setdefault(frozenset(link[:2]), link)
    return sorted(links.values())


def _candidates(facts: Sequence[Fact]) -> Iterator[Link]:
    """All links, the weightiest kinds first."""
    index = {fact.id: number for number, fact in reversed(list(enumerate(facts)))}
    for kind, wanted in _CHECKED:
        for number, fact in enumerate(facts):
            for check in fact.checks:
                if (check.ok is False) is wanted:
                    members = {number, *(index[other] for other in check.facts if other in index)}
                    hub = _hub(facts, sorted(members))
                    yield from (Link(member, hub, kind) for member in sorted(members))
    for number, fact in enumerate(facts):
        if fact.part_of in index:
            yield Link(number, index[fact.part_of], "part")
    for number, (fact, after) in enumerate(pairwise(facts)):
        if _is_ratio_with_percentage(fact, after):
            yield Link(number, number + 1, "ratio")


def _hub(facts: Sequence[Fact], members: Sequence[int]) -> int:
    """Of the facts in a check, the one that lines lead to: what was worked out of the others, or else the whole."""
    outcomes = [member for member in members if facts[member].kind == "change" or facts[member].unit == "%"]
    return outcomes[0] if len(outcomes) == 1 else max(members, key=lambda member: facts[member].value)


def _is_ratio_with_percentage(fact: Fact, after: Fact) -> bool:
    """Whether the second fact, of the same sentence, says in percent what the first says as a ratio."""
    if fact.kind == "rank" or not fact.out_of or after.unit != "%" or after.out_of:
        return False
    percentage = Decimal(str(after.value))
    # One unit of its last digit, so that it may have been rounded either way or cut off.
    tolerance = Decimal(1).scaleb(min(0, int(percentage.as_tuple().exponent)))
    share = Decimal(str(fact.value)) * 100 / Decimal(str(fact.out_of))
    return bool(fact.sentence == after.sentence and abs(share - percentage) < tolerance)
