"""Text as it is shown on a terminal: safe where it comes from outside, numbers with their noun."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def printable(text: str) -> str:
    """`text` without anything that could move the cursor, colour the terminal or turn the writing direction.

    White space of every sort becomes a space, invisible format characters go, other unprintable ones are escaped.

    >>> printable("a\\tb\\x1b[31mc\\u202ed")
    'a b\\\\x1b[31mcd'
    """
    return text if text.isprintable() else "".join(map(_printable, text))


def one_line(text: str) -> str:
    """`text` as `printable` makes it, with one space for all white space between words."""
    return _SPACES.sub(" ", printable(text))


def many(count: int, noun: str) -> str:
    """A number of things: `1 fact`, `2 facts`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _printable(char: str) -> str:
    if char.isprintable():
        return char
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) == "Cf" else char.encode("unicode_escape").decode("ascii")
