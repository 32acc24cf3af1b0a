"""The round brackets around a position in a text."""

import re

# Brackets that hold more characters are taken for a slip of the pen.
_LONGEST = 120
_CLOSED = re.compile(rf"\s*\([^()]{{1,{_LONGEST}}}\)")


def opened_at(low: str, position: int, start: int | None = None) -> int:
    """Where the innermost bracket that is open at a position opens, from `start` on or not far before; else -1."""
    opened = low.rfind("(", max(0, position - _LONGEST) if start is None else start, position)
    return opened if opened >= 0 and low.find(")", opened, position) < 0 else -1


def closed_since(low: str, at: int, position: int, own: int = -1) -> bool:
    """Whether what stands at `at` is in brackets that close before a position, but for those opened at `own`."""
    opened = opened_at(low, at)
    return opened >= 0 and opened != own and low.find(")", at, position) >= 0


def without_brackets(low: str, start: int, end: int) -> str | None:
    """The half-open stretch without what stands in closed brackets there; None where nothing does."""
    if low.find(")", start, end) < 0:
        return None
    said = low[start:end]
    bare = _CLOSED.sub("", said)
    return bare if len(bare) < len(said) else None
