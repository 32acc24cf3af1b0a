"""Tables that were pasted with one cell a line: where they begin and end, and how many columns they have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = r"\d[\d.,/\u00a0]*\s*%?\s*"
_VALUE = re.compile(rf"[\s~≈<>≥≤+▲▼↑↓-]*{_NUMBER}(?:\({_NUMBER}\)\s*)?")
_YEAR = re.compile(r"(?:\w+\s+)?(?:\d{1,2}[/-]){0,2}(?:19|20)\d\d")
_WORDED = re.compile(
    rf"(?:[^\W\d]+\s+){{0,2}}{_VALUE.pattern}(?:[^\W\d]+\s*){{0,4}}(?:\((?:[^\W\d]+\s+){{0,2}}{_NUMBER}\)\s*)?"
)
_NOTHING = re.compile(r"[\s.–—-]+")
# A cell is not longer than this, in characters, and a table has no more columns.
_LONGEST = 90
_WIDEST = 8
_RUNS_ON = (".", ";", ":", "!", "?")
# Two columns are a table only with so many rows below their heads, more with so many.
_ROWS_OF_TWO, _ROWS = 3, 2


@dataclass(frozen=True, slots=True)
class Stack:
    """The lines `first` to `last`, half-open, are the cells of rows of `width`; the first row has the heads."""

    first: int
    last: int
    width: int


def is_value(text: str) -> bool:
    """Whether a cell holds nothing but a number; a year or date heads a column or a row instead."""
    return bool(_VALUE.fullmatch(text)) and not _YEAR.fullmatch(text)


def holds_value(text: str) -> bool:
    """Whether a cell holds a number with no more than a few words ("trên 90%", "lên 2 bậc"), and no year."""
    return bool(_WORDED.fullmatch(text)) and not _YEAR.fullmatch(text)


def is_year(text: str) -> bool:
    """Whether a cell holds nothing but a year or date, with or without the word for it."""
    return bool(_YEAR.fullmatch(text))


def find_stacks(lines: Sequence[str]) -> list[Stack]:
    """The tables among lines of text, each of which is one cell."""
    cells = [line.strip() for line in lines]
    short = [0 < len(cell) <= _LONGEST and not cell.endswith(_RUNS_ON) for cell in cells]
    valued = [is_value(cell) for cell in cells]
    stacks = []
    at = 0
    while at < len(cells):
        stack = _stack_at(cells, short, valued, at)
        if stack:
            stacks.append(stack)
        at = stack.last if stack else at + 1
    return stacks


def _stack_at(cells: list[str], short: list[bool], valued: list[bool], first: int) -> Stack | None:
    """The table whose first head is a line: the narrowest that has a column of values and one of names."""
    for width in range(2, _WIDEST + 1):
        body = first + width
        if body > len(cells) or not short[body - 1] or valued[body - 1]:
            return None
        types = valued[body : body + width]
        if not short[first] or valued[first] or len(types) < width or all(types) or not any(types):
            continue
        last = body
        while all(short[last : last + width]) and _alike(cells[last : last + width], types):
            last += width
        if last - body >= (_ROWS_OF_TWO if width == 2 else _ROWS) * width:
            return Stack(first, last, width)
    return None


def _alike(row: list[str], types: list[bool]) -> bool:
    """Whether a row has values where the first has, or nothing there."""
    return len(row) == len(types) and all(
        is_value(cell) is valued or (valued and bool(_NOTHING.fullmatch(cell)))
        for cell, valued in zip(row, types, strict=True)
    )
