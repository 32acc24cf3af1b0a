"""Regular expressions from pattern files: word lists filled in, mistakes explained, time limited."""

import re
import sys
from collections.abc import Mapping, MutableSet
from typing import Any

import regex

SECONDS = 0.2
NEVER = regex.compile(r"(?!)")
_LIST = re.compile(r"(?<!\\[pPN])\{([a-z][a-z_]+)\}")


class ExpressionError(ValueError):
    """What is wrong with an expression, its position being that in the text that the user wrote."""


def filled(text: str, lists: Mapping[str, str]) -> str:
    """The expression with each `{name}` replaced by that list. Raises ExpressionError for an unknown name."""
    try:
        return _LIST.sub(lambda match: lists[match[1]], text)
    except KeyError as error:
        raise ExpressionError(f"there is no list {{{error.args[0]}}}") from None


def compiled(text: str, lists: Mapping[str, str] | None = None, form: str = "{}") -> Any:
    """The expression, compiled with its lists filled in and put in the place of `{}` in `form`.

    Raises ExpressionError.
    """
    lists = lists or {}
    full = filled(text, lists)
    try:
        return regex.compile(form.replace("{}", full))
    except regex.error as error:
        at = _written_at(text, lists, (error.pos or 0) - form.index("{}"))
        raise ExpressionError(f"not a regular expression: {error.msg} at position {at}") from error


def _written_at(text: str, lists: Mapping[str, str], position: int) -> int:
    """The position in `text` that became `position` when the lists were filled in."""
    longer = 0
    for match in _LIST.finditer(text):
        start = match.start() + longer
        if position < start + len(lists[match[1]]):
            return match.start() if position >= start else position - longer
        longer += len(lists[match[1]]) - len(match[0])
    return max(0, min(position - longer, len(text)))


class Limited:
    """An expression that matches nothing any more once it has exceeded the time limit, and then is named in `slow`."""

    __slots__ = ("_name", "_pattern", "_slow")

    def __init__(self, pattern: Any, name: str, slow: MutableSet[str]) -> None:
        self._pattern = pattern
        self._name = name
        self._slow = slow

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> Any:
        """As `re.Pattern.search`."""
        return self._try("search", text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> Any:
        """As `re.Pattern.match`."""
        return self._try("match", text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> Any:
        """As `re.Pattern.fullmatch`."""
        return self._try("fullmatch", text, start, end)

    def _try(self, how: str, text: str, start: int, end: int) -> Any:
        try:
            return getattr(self._pattern, how)(text, start, end, timeout=SECONDS)
        except TimeoutError:
            self._pattern = NEVER
            self._slow.add(self._name)
            return None
