"""Tables pasted as text: which header and which row head a cell belongs to."""

import re
from dataclasses import dataclass

from cchc_extract.text.layout import Line, Role

_BAR = re.compile(r"[^|\n]+")
_TAB = re.compile(r"[^\t\n]+")
_WIDE = re.compile(r"\S+(?: {1,2}\S+)*")
_NUMBER = r"\d[\d.,/\u00a0]*\s*%?\s*"
_VALUE = re.compile(rf"[\s~≈<>≥≤+-]*{_NUMBER}(?:\({_NUMBER}\)\s*)?")
_RULE = re.compile(r"[\s:|+=-]+")
_YEAR = re.compile(r"(?:\w+\s+)?(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a value: its span, its column's header, its row's head, and the line above the table (-1: none)."""

    span: Span
    header: Span
    head: Span
    caption: int


def cells_of(low: str, line: Line) -> list[Span]:
    """The cells of a row that hold anything, without the space around them."""
    text = low[line.start : line.end]
    pattern = _BAR if "|" in text else _TAB if "\t" in text.strip() else _WIDE
    out = []
    for match in pattern.finditer(low, line.start, line.end):
        content = match[0]
        lead = len(content) - len(content.lstrip())
        if content.strip():
            out.append(Span(match.start() + lead, match.start() + lead + len(content.strip())))
    return out


def read_tables(low: str, lines: tuple[Line, ...]) -> dict[int, Cell]:
    """The cells with values of all tables, by the position where each begins."""
    found: dict[int, Cell] = {}
    block: list[int] = []
    for index, line in enumerate((*lines, Line(len(low), len(low), Role.TEXT, -1))):
        if line.role is Role.ROW:
            block.append(index)
            continue
        if len(block) > 1:
            _read_block(low, [lines[i] for i in block], lines[block[0]].heading, found)
        block = []
    return found


def _read_block(low: str, rows: list[Line], caption: int, found: dict[int, Cell]) -> None:
    split = [cells_of(low, row) for row in rows if not _RULE.fullmatch(low[row.start : row.end])]
    if len(split) < 2:
        return
    header = split[0]
    if len(header) < 2 or any(_is_value(low, cell) for cell in header[1:]):
        return
    for row in split[1:]:
        offset = len(header) - len(row)
        heads = [cell for cell in row if not _is_value(low, cell)]
        if not heads or offset not in (0, 1, -1):
            continue
        for position, cell in enumerate(row):
            if _is_value(low, cell):
                column = position + (offset if offset > 0 else 0)
                if column < len(header):
                    found[cell.start] = Cell(cell, header[column], heads[0], caption)
    _years_as_heads(low, split, caption, found)


def _years_as_heads(low: str, split: list[list[Span]], caption: int, found: dict[int, Cell]) -> None:
    """Rows that a year heads ("2018 | 41 | 126")."""
    header = split[0]
    for row in split[1:]:
        if len(row) == len(header) and row and _YEAR.fullmatch(low[row[0].start : row[0].end]):
            found.pop(row[0].start, None)
            for column, cell in enumerate(row[1:], 1):
                if _is_value(low, cell):
                    found[cell.start] = Cell(cell, header[column], row[0], caption)


def _is_value(low: str, cell: Span) -> bool:
    text = low[cell.start : cell.end]
    return bool(_VALUE.fullmatch(text)) and not _YEAR.fullmatch(text)
