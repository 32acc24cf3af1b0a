"""Figures as they were printed: how exact they are, and whether one may be a misprint of another."""

import re

from cchc_extract.models import BaseFact

_PRINTED = re.compile(r"\d+(?:[.,]\d+)*")
_WHOLE_DIGITS = 15


def decimals(fact: BaseFact) -> int:
    """How many decimals the value of a fact was printed with: 2 in `99,00%`, 0 in `1.860`."""
    value = fact.value
    for printed in _PRINTED.findall(fact.evidence.text):
        whole, mark, rest = printed.replace(",", ".").rpartition(".")
        if mark and "." not in whole and float(f"{whole}.{rest}") == value:
            return len(rest)
    return _decimals_of(value)


def _decimals_of(value: int | float) -> int:
    if isinstance(value, int) or value == int(value):
        return 0
    return len(repr(value).partition(".")[2])


def grain(fact: BaseFact) -> float:
    """The smallest step that a value was printed in: 0.01 for `99,06%`, 1 for `203`, 100,000 for `1,2 triệu`."""
    value, text = fact.value, fact.evidence.text
    if value >= 1000 and (found := _scaled(value, text)):
        return found
    return float(10.0 ** -decimals(fact))


def _scaled(value: int | float, text: str) -> float | None:
    """The step of a value that was printed in thousands, millions or billions; None for one in full."""
    for printed in _PRINTED.findall(text):
        if float(re.sub(r"\D", "", printed)) == value:
            return None
        plain = float(printed.replace(",", ".")) if printed.count(",") + printed.count(".") <= 1 else 0.0
        factor = value / plain if plain else 0.0
        if factor >= 1000 and abs(factor - 10 ** round(_log10(factor))) < 1e-6 * factor:
            return float(factor * 10.0 ** -len(printed.replace(",", ".").partition(".")[2]))
    return None


def _log10(value: float) -> float:
    from math import log10

    return log10(value)


def misprint(one: int | float, other: int | float, places: int = 0) -> bool:
    """Whether two figures, printed with so many decimals, are one slip of the hand apart, and long enough to tell.

    A slip is a digit too many, too few, another one, or two that changed places.
    """
    first, second = (f"{round(abs(value), places):.{places}f}".replace(".", "") for value in (one, other))
    if first == second or min(len(first), len(second)) < 3 or abs(len(first) - len(second)) > 1:
        return False
    if len(first) == len(second):
        unlike = [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
        if len(unlike) == 1:
            return True
        swapped = len(unlike) == 2 and unlike[1] == unlike[0] + 1
        return swapped and first[unlike[0]] == second[unlike[1]] and first[unlike[1]] == second[unlike[0]]
    short, long = sorted((first, second), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def plain(value: int | float) -> int | float:
    """A figure without the dust of binary fractions, whole where it is whole."""
    value = round(value, 6)
    return int(value) if value == int(value) and abs(value) < 10**_WHOLE_DIGITS else value
