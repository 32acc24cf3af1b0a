"""Which headings stand above a heading, by the marks that number them.

`Điều 1.` or `Phần 1:` stands over `A.` over `I.` over `1.` over `1.1.` over `a)`.
"""

import re
from collections.abc import Sequence

from cchc_extract.text.layout import Line, Role

_LEVELS = (
    re.compile(r"\W*[^\W\d]+\s+\d{1,2}\s*[.:](?!\d)"),
    re.compile(r"\W*(?![ivx])[^\W\d_]\s*\."),
    re.compile(r"\W*(?:\w+\s+)?[ivx]{1,5}\s*[.\-–/]"),
    re.compile(r"\W*\d{1,2}\s*[.)/](?!\d)"),
    re.compile(r"\W*\d{1,2}\.\d{1,2}"),
    re.compile(r"\W*[^\W\d_]\s*\)"),
)
_HEADS = (Role.HEADING, Role.TEXT, Role.BULLET)


def outline(low: str, lines: Sequence[Line]) -> dict[int, int]:
    """For each numbered line that heads others, the nearest line above it that is numbered a level higher.

    One without a number that only leads to a list ("Sở đề xuất một số chỉ tiêu:") stands below the last numbered one.
    """
    heads = {line.heading for line in lines if line.heading >= 0}
    above: dict[int, int] = {}
    open_at: list[int] = [-1] * len(_LEVELS)
    for index, line in enumerate(lines):
        if line.role not in _HEADS or (line.role is not Role.HEADING and index not in heads):
            continue
        level = _level(low, line)
        if level is None:
            if low[line.start : line.end].rstrip().endswith(":") and any(head >= 0 for head in open_at):
                above[index] = max(open_at)
            continue
        higher = [head for head in open_at[:level] if head >= 0]
        if higher:
            above[index] = higher[-1]
        open_at[level:] = [index, *[-1] * (len(_LEVELS) - level - 1)]
    return above


def _level(low: str, line: Line) -> int | None:
    """How deep a heading is numbered, from 0; None where it is not numbered."""
    return next((level for level, mark in enumerate(_LEVELS) if mark.match(low, line.start, line.end)), None)
