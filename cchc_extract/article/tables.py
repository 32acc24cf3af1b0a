"""Tables pasted as text: which header and which row head a cell belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from cchc_extract.text.layout import Line, Role
from cchc_extract.text.stacked import find_stacks, holds_value, is_value, is_year

_WIDE = re.compile(r"\S+(?: {1,2}\S+)*")
_RULE = re.compile(r"[\s:|+=.…-]+")


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
    """The cells of a row without the space around them; empty ones between bars or tabs are kept, at its ends too."""
    text = low[line.start : line.end]
    separator = "|" if "|" in text else "\t"
    if separator not in text.strip():
        return [Span(*match.span()) for match in _WIDE.finditer(low, line.start, line.end)]
    cells = []
    begin = line.start
    for part in text.split(separator):
        lead = len(part) - len(part.lstrip()) if part.strip() else 0
        cells.append(Span(begin + lead, begin + lead + len(part.strip())))
        begin += len(part) + 1
    if separator == "|":
        # The bars at the ends of a row frame it.
        cells = cells[text.lstrip().startswith("|") : len(cells) - text.rstrip().endswith("|")]
    return cells


def read_tables(low: str, lines: tuple[Line, ...]) -> dict[int, Cell]:
    """The cells with values of all tables, by the position where each begins."""
    found: dict[int, Cell] = {}
    for is_row, block in groupby(lines, lambda line: line.role is Role.ROW):
        if is_row:
            rows = list(block)
            caption = rows[0].heading
            for grid in _grids([cells for row in rows if (cells := _cells(low, row))], low):
                _read_grid(low, grid, caption, found)
    return found


def _cells(low: str, row: Line) -> list[Span]:
    """The cells of a row, none of a line that only rules a table off."""
    return [] if _RULE.fullmatch(low, row.start, row.end) else cells_of(low, row)


def _grids(rows: list[list[Span]], low: str) -> Iterator[list[list[Span]]]:
    """The tables in rows that follow each other; what has one cell a line is laid out in rows."""
    for stacked, group in groupby(rows, lambda row: len(row) == 1):
        if not stacked:
            yield list(group)
            continue
        cells = [row[0] for row in group]
        for stack in find_stacks([low[cell.start : cell.end] for cell in cells]):
            yield [cells[at : at + stack.width] for at in range(stack.first, stack.last, stack.width)]


def _read_grid(low: str, rows: list[list[Span]], caption: int, found: dict[int, Cell]) -> None:
    if len(rows) < 2:
        return
    header = rows[0]
    if len(header) < 2 or any(_is_value(low, cell) for cell in header[1:]):
        return
    for row in rows[1:]:
        # A row of one cell more has a head that has none above it; one of one cell less goes on below the one above.
        shift = len(header) - len(row)
        heads = [cell for cell in row if cell.end > cell.start and not _is_value(low, cell)]
        if not heads or shift not in (0, 1, -1):
            continue
        for position, cell in enumerate(row):
            valued = cell is not heads[0] and holds_value(low[cell.start : cell.end])
            if valued and 0 <= position + shift < len(header):
                found[cell.start] = Cell(cell, header[position + shift], heads[0], caption)
    _years_as_heads(low, rows, caption, found)


def _years_as_heads(low: str, rows: list[list[Span]], caption: int, found: dict[int, Cell]) -> None:
    """Rows that a year heads ("2018 | 41 | 126")."""
    header = rows[0]
    for row in rows[1:]:
        if len(row) == len(header) and is_year(low[row[0].start : row[0].end]):
            found.pop(row[0].start, None)
            for column, cell in enumerate(row[1:], 1):
                if _is_value(low, cell):
                    found[cell.start] = Cell(cell, header[column], row[0], caption)


def _is_value(low: str, cell: Span) -> bool:
    return is_value(low[cell.start : cell.end])
