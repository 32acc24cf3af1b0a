"""Which facts of an article belong together: a part and its whole, a ratio and its percentage, facts in one check."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from cchc_extract.models import Fact

LinkKind = Literal["part", "ratio", "check", "failed"]


class Link(NamedTuple):
    """Two facts, by their indices in the article, and why they belong together."""

    first: int
    second: int
    kind: LinkKind


def find_links(facts: Sequence[Fact]) -> list[Link]:
    """The links between facts of one article, at most one for two facts; what a check says goes before the rest."""
    index = {fact.id: number for number, fact in reversed(list(enumerate(facts)))}
    links: dict[frozenset[int], Link] = {}
    for first, second, kind in _candidates(facts):
        number = second if isinstance(second, int) else index.get(second)
        if number is not None and number != first:
            links.setdefault(frozenset((first, number)), Link(first, number, kind))
    return sorted(links.values())


def _candidates(facts: Sequence[Fact]) -> Iterator[tuple[int, int | str, LinkKind]]:
    """Each link as an index, the index or the id of the other fact, and its kind; the weightiest kinds first."""
    for failed in (True, False):
        for number, fact in enumerate(facts):
            for check in fact.checks:
                if (check.ok is False) == failed:
                    for other in check.facts:
                        yield number, other, "failed" if failed else "check"
    for number, fact in enumerate(facts):
        if fact.part_of:
            yield number, fact.part_of, "part"
    for number, (fact, after) in enumerate(pairwise(facts)):
        if _is_ratio_with_percentage(fact, after):
            yield number, number + 1, "ratio"


def _is_ratio_with_percentage(fact: Fact, after: Fact) -> bool:
    """Whether the second fact, of the same sentence, says in percent what the first says as a ratio."""
    if fact.kind == "rank" or not fact.out_of or after.unit != "%" or after.out_of:
        return False
    percentage = Decimal(str(after.value))
    # One unit of its last digit, so that it may have been rounded either way or cut off.
    tolerance = Decimal(1).scaleb(min(0, int(percentage.as_tuple().exponent)))
    share = Decimal(str(fact.value)) * 100 / Decimal(str(fact.out_of))
    return bool(fact.sentence == after.sentence and abs(share - percentage) < tolerance)
