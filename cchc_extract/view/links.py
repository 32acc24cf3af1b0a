"""Which facts of an article belong together: a part and its whole, a ratio and its percentage, facts in one check."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

RawFact = Mapping[str, Any]
LinkKind = Literal["part", "ratio", "check", "failed"]


class Link(NamedTuple):
    """Two facts, by their indices in the article, and why they belong together."""

    first: int
    second: int
    kind: LinkKind


def find_links(facts: Sequence[RawFact]) -> list[Link]:
    """The links between facts of one article, at most one for two facts; what a check says goes before the rest."""
    index = {fact["id"]: number for number, fact in reversed(list(enumerate(facts)))}
    links: dict[frozenset[int], Link] = {}
    for first, second, kind in _candidates(facts):
        number = second if isinstance(second, int) else index.get(second)
        if number is not None and number != first:
            links.setdefault(frozenset((first, number)), Link(first, number, kind))
    return sorted(links.values())


def _candidates(facts: Sequence[RawFact]) -> Iterator[tuple[int, int | str, LinkKind]]:
    """Each link as an index, the index or the id of the other fact, and its kind; the weightiest kinds first."""
    for failed in (True, False):
        for number, fact in enumerate(facts):
            for check in fact.get("checks", ()):
                if (check.get("ok") is False) == failed:
                    for other in check.get("facts", ()):
                        yield number, other, "failed" if failed else "check"
    for number, fact in enumerate(facts):
        if fact.get("part_of"):
            yield number, fact["part_of"], "part"
    for number, (fact, after) in enumerate(zip(facts, facts[1:], strict=False)):
        if _is_ratio_with_percentage(fact, after):
            yield number, number + 1, "ratio"


def _is_ratio_with_percentage(fact: RawFact, after: RawFact) -> bool:
    """Whether the second fact, of the same sentence, says in percent what the first says as a ratio."""
    if fact["kind"] == "rank" or not fact.get("out_of") or after.get("unit") != "%" or after.get("out_of"):
        return False
    percentage = Decimal(str(after["value"]))
    # One unit of its last digit, so that it may have been rounded either way or cut off.
    tolerance = Decimal(1).scaleb(min(0, int(percentage.as_tuple().exponent)))
    share = Decimal(str(fact["value"])) * 100 / Decimal(str(fact["out_of"]))
    return bool(fact["sentence"] == after["sentence"] and abs(share - percentage) < tolerance)
