"""The round brackets around a position in a text."""

# Brackets that hold more characters are taken for a slip of the pen.
_LONGEST = 120


def opened_at(low: str, position: int, start: int | None = None) -> int:
    """Where the innermost bracket that is open at a position opens, from `start` on or not far before; else -1."""
    opened = low.rfind("(", max(0, position - _LONGEST) if start is None else start, position)
    return opened if opened >= 0 and low.find(")", opened, position) < 0 else -1


def closed_since(low: str, at: int, position: int, own: int = -1) -> bool:
    """Whether what stands at `at` is in brackets that close before a position, but for those opened at `own`."""
    opened = opened_at(low, at)
    return opened >= 0 and opened != own and low.find(")", at, position) >= 0
