"""Regular expressions from pattern files: word lists filled in, mistakes explained, time limited."""

import re
import sys
from collections.abc import Callable, Collection, Mapping, MutableSet
from typing import Any

import regex

# The limits are in processor time, which on a busy machine other threads spend: what exceeds the first is tried again
# with the second, so that only an expression that is slow by itself is switched off.
SECONDS, PATIENCE = 0.2, 2.0
NEVER = regex.compile(r"(?!)")
_LIST = re.compile(r"(?<!\\[pPN])\{([^\W\d]\w+)\}")
_SOME_LIST = "(?:x)"


def filled(text: str, lists: Mapping[str, str]) -> str:
    """The expression with each `{name}` replaced by that list. Raises regex.error for an unknown name."""
    try:
        return _LIST.sub(lambda match: lists[match[1]], text)
    except KeyError as error:
        raise regex.error(f"there is no list {{{error.args[0]}}}") from error


def mistake(text: str, lists: Collection[str]) -> str | None:
    """What is wrong with an expression that may name these lists, and where in it; None where nothing is."""
    for match in _LIST.finditer(text):
        if match[1] not in lists:
            return f"there is no list {match[0]}"
    try:
        regex.compile(_LIST.sub(_SOME_LIST, text))
    except regex.error as error:
        return f"not a regular expression: {error.msg} at position {_written_at(text, error.pos or 0)}"
    return None


def _written_at(text: str, position: int) -> int:
    """The position in `text` of what stands at `position` once its lists are filled in."""
    longer = 0
    for match in _LIST.finditer(text):
        if position <= match.start() + longer:
            break
        longer += len(_SOME_LIST) - len(match[0])
    return position - longer


class Limited:
    """An expression under a time limit: once it exceeds it, it is named in `slow` and matches nothing any more."""

    __slots__ = ("_name", "_pattern", "_slow")

    def __init__(self, text: str, name: str, slow: MutableSet[str]) -> None:
        self._pattern = regex.compile(text)
        self._name = name
        self._slow = slow

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> Any:
        """As `re.Pattern.search`."""
        try:
            return self._pattern.search(text, start, end, timeout=SECONDS)
        except TimeoutError:
            return self._again(self._pattern.search, text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> Any:
        """As `re.Pattern.match`."""
        try:
            return self._pattern.match(text, start, end, timeout=SECONDS)
        except TimeoutError:
            return self._again(self._pattern.match, text, start, end)

    def may_begin(self, opening: str) -> bool:
        """Whether `search` may find something in a text that begins so."""
        try:
            return self._pattern.search(opening, timeout=SECONDS, partial=True) is not None
        except TimeoutError:
            return True

    def _again(self, tried: Callable[..., Any], text: str, start: int, end: int) -> Any:
        try:
            return tried(text, start, end, timeout=PATIENCE)
        except TimeoutError:
            self._pattern = NEVER
            self._slow.add(self._name)
            return None
