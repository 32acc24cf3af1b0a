"""Tables as lines of text: a line a row, `|` between cells, one line of headers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SPACES = re.compile(r"\s+")
_DIGIT = re.compile(r"\d")
# A cell without text is written so, for the cells behind it to stay in their columns.
_EMPTY = "-"
# Spans that make more of a table than this, in cells for each that is there, are no spans of a table.
_MOST_CELLS = 50
# A longer cell is no cell but a part of a page laid out by a table.
_LONGEST_CELL = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is in the file; `across` and `down` tell how many columns and rows it takes."""

    text: str
    across: int = 1
    down: int = 1


def as_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The rows as lines; what is no table of data, by its columns or its long cells, gives a line for each cell."""
    filled = [row for row in fill(rows) if any(row)]
    if not filled:
        return []
    width = max(map(len, filled))
    if width < 2 or any(len(cell) > _LONGEST_CELL for row in filled for cell in row):
        return [text for row in rows for cell in row if (text := one_line(cell.text))]
    above = [] if any(filled[0][1:]) else [filled.pop(0)[0]]
    return above + [" | ".join(cell or _EMPTY for cell in (*row, *[""] * (width - len(row)))) for row in filled]


def fill(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The rows with a text for every column, those of the header made into one.

    A first row of one cell stands above the table, as its caption. A head that spans rows is the head of each. A
    number that spans cells is in the first alone, as it is stated once.
    """
    if len(rows) > 1 and len(rows[0]) == 1 and rows[0][0].across > 1:
        return [[one_line(rows[0][0].text)], *fill(rows[1:])]
    if sum(cell.across * min(cell.down, len(rows)) for row in rows for cell in row) > _MOST_CELLS * sum(
        map(len, rows)
    ):
        rows = [[Cell(cell.text) for cell in row] for row in rows]
    header = _header_rows(rows)
    grid: list[list[str]] = []
    carried: dict[int, tuple[str, int]] = {}
    for number, row in enumerate(rows):
        line: list[str] = []
        _carry(line, carried)
        for cell in row:
            text = one_line(cell.text)
            again = text if number < header or not _DIGIT.search(text) else ""
            for step in range(cell.across):
                if cell.down > 1:
                    carried[len(line)] = (again, min(cell.down, len(rows) - number) - 1)
                line.append(text if step == 0 else again if number < header else "")
            _carry(line, carried)
        grid.append(line)
    return [_joined(grid[:header]), *grid[header:]] if header > 1 else grid


def one_line(text: str) -> str:
    """A text with one space for all white space, and without the sign that parts cells."""
    return _SPACES.sub(" ", text.replace("|", "/")).strip()


def _carry(line: list[str], carried: dict[int, tuple[str, int]]) -> None:
    """Append the texts of cells that reach down into this row at its next columns."""
    while len(line) in carried:
        text, left = carried.pop(len(line))
        if left > 1:
            carried[len(line)] = (text, left - 1)
        line.append(text)


def _header_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows the header has: more than one where a cell of the first stands above several."""
    first = rows[0] if rows else ()
    if not any(cell.across > 1 for cell in first):
        return 1
    return min(max(2, *(cell.down for cell in first)), len(rows))


def _joined(rows: Iterable[list[str]]) -> list[str]:
    """The headers of each column one after the other, each said once."""
    columns: dict[int, dict[str, None]] = {}
    for row in rows:
        for column, text in enumerate(row):
            columns.setdefault(column, {})[text] = None
    return [" ".join(filter(None, columns[column])) for column in sorted(columns)]
