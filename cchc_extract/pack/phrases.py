"""Phrases with alternatives: one entry of a list for all that differ only in some of their words."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")


def spelled_out(phrases: Iterable[str]) -> list[str]:
    """The phrases with each choice of alternatives made, in order and once each.

    "đạt (|đủ) (số|mức)" stands for "đạt số", "đạt mức", "đạt đủ số", "đạt đủ mức".
    """
    return list(dict.fromkeys(one for phrase in phrases for one in _choices(phrase)))


def _choices(phrase: str) -> Iterator[str]:
    """A phrase in all its forms; spaces around an empty alternative are joined."""
    parts = _CHOICE.split(phrase)
    for chosen in product(*(part.split("|") if index % 2 else [part] for index, part in enumerate(parts))):
        yield " ".join("".join(chosen).split())
