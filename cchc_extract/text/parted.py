"""Tables that were pasted with signs of text between their cells ("Thuế ; 63 cục ; 20 chi cục")."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cchc_extract.text.stacked import holds_value

# What parts the cells of a row, and how often at least: prose has the signs of text too.
_BAR, _TAB = "|", "\t"
_SIGNS = {_BAR: 1, " ; ": 2, "; ": 2, " / ": 2}
# So many lines with the same number of signs are a table.
_ROWS = 3


def parting(row: str) -> str:
    """What parts the cells of a row: a bar, a tab or a sign of text; "" where only wide gaps can."""
    inside = row.strip()
    plain = "" if "   " in inside else next((s for s, least in _SIGNS.items() if inside.count(s) >= least), "")
    return next((sign for sign in (_BAR, _TAB) if sign in inside), plain)


def find_parted(lines: Sequence[str]) -> Iterator[range]:
    """The runs of lines that are rows of one table, as ranges of indices; below its heads each ends in a value."""
    for sign, least in _SIGNS.items():
        counts = [line.count(sign) for line in lines]
        for count, run in groupby(range(len(lines)), key=counts.__getitem__):
            rows = list(run)
            if count < least or len(rows) < _ROWS:
                continue
            if all(holds_value(lines[row].rpartition(sign)[2].strip(" |")) for row in rows[1:]):
                yield range(rows[0], rows[-1] + 1)
