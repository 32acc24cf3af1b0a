"""Tables that were pasted with signs of text between their cells ("Thuế ; 63 cục ; 20 chi cục")."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cchc_extract.text.stacked import holds_value

_BAR = "|"
# Signs that prose has too, each with a bar in its place; a row has so many at least.
_BARRED = {" ; ": " | ", "; ": "| ", " / ": " | "}
_SIGNS = 2
# So many lines with the same number of signs are a table.
_ROWS = 3


def barred(low: str) -> str:
    """The text with bars between the cells of tables that have signs of text there; its length stays."""
    if not any(low.count(sign) >= _SIGNS * _ROWS for sign in _BARRED):
        return low
    lines = low.split("\n")
    for sign, bar in _BARRED.items():
        for rows in _runs(lines, sign, _SIGNS):
            for row in rows:
                lines[row] = lines[row].replace(sign, bar)
    return "\n".join(lines)


def find_parted(lines: Sequence[str]) -> Iterator[range]:
    """The runs of lines that are rows of a table with a bar between its cells, as ranges of indices."""
    yield from _runs(lines, _BAR, 1)


def _runs(lines: Sequence[str], sign: str, least: int) -> Iterator[range]:
    """The runs of lines with a sign equally often, of which each but the first ends in a value."""
    counts = [line.count(sign) for line in lines]
    for count, run in groupby(range(len(lines)), key=counts.__getitem__):
        rows = list(run)
        ends = [lines[row].rpartition(sign)[2].strip(" |") for row in rows[1:]]
        if count >= least and len(rows) >= _ROWS and all(map(holds_value, ends)):
            yield range(rows[0], rows[-1] + 1)
