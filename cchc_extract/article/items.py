"""The items of a digest: stretches of an article that are each about a place of their own."""

import re

from cchc_extract.article.places import Place
from cchc_extract.text.layout import Line, Role, body_start

# The head of an item is not longer, in characters, and so few may stand before its place.
_HEAD, _MARK = 90, 4
# What follows the place where it is the item's: "Ninh Bình: lên hạng 11", "LONG AN - Họp không giấy".
_LINKS = (":", " -", " –", " —")
_ENDS = (".", ";", ",", ":", "!", "?", "…")
_VALUE = re.compile(r"[\s:(–-]*\d[\d.,/]*\s*%?\s*\w*[)\s]*")
# A digest has no fewer.
_ITEMS = 2
_SILENT = (Role.DATELINE, Role.ROW, Role.FURNITURE, Role.CAPTION)


def heads_item(low: str, line: Line, places: list[Place]) -> bool:
    """Whether a short line opens with a place and a colon, as the heads of items do ("Ninh Bình: lên hạng 11")."""
    place = _opening(low, line, places, frozenset()) if _short(low, line) else None
    return place is not None and low.startswith(":", place.end)


def items(low: str, lines: tuple[Line, ...], places: list[Place], offices: frozenset[str]) -> dict[int, Place]:
    """For each line of an item, by its index, the place that the item opens with; {} where there is no digest.

    An item is a line of its own ("* Lộc Ninh: …"), or has a short line for a head and goes on to the next such line.
    A bullet with a place and a colon is about that place wherever it stands. Before the place of a head may stand one
    of the `offices` ("3. UBND huyện Ninh Phước").
    """
    found: dict[int, Place] = {}
    opened: set[str] = set()
    own: set[int] = set()
    mark, place = "", None
    for index, line in enumerate(lines):
        if line.role in _SILENT:
            continue
        short = _short(low, line)
        here = _opening(low, line, places, offices if short else frozenset())
        links = (*_LINKS, ".") if line.role is Role.BULLET else _LINKS
        if here and not short and not low.startswith(links, here.end):
            here = None
        if short and (here or line.role is Role.HEADING or _alike(low[line.start], mark)):
            place = here if here and not _gives_value(low, line, here) else None
            mark = low[line.start] if here else mark
        told = here or place
        if told:
            found[index] = told
        if here:
            opened.add(here.name)
            own |= {index} if line.role is Role.BULLET and low.startswith(":", here.end) else set()
    return found if len(opened) >= _ITEMS else {index: found[index] for index in own}


def _gives_value(low: str, line: Line, place: Place) -> bool:
    """Whether a line gives but a value behind its place, and so heads nothing ("2. Kim Sơn: 81%")."""
    return _VALUE.fullmatch(low, place.end, line.end) is not None


def _alike(first: str, mark: str) -> bool:
    """Whether two short lines begin alike: with the same mark, or with none."""
    return first == mark or (first.isalpha() and mark.isalpha())


def _short(low: str, line: Line) -> bool:
    """Whether a line may be a head: short, and not ended as a sentence is."""
    text = low[line.start : line.end].rstrip()
    return len(text) <= _HEAD and not text.endswith(_ENDS)


def _opening(low: str, line: Line, places: list[Place], offices: frozenset[str]) -> Place | None:
    """The place that a line opens with, behind its number or bullet; never the country."""
    start = body_start(low, line)
    place = next((place for place in places if place.start >= start), None)
    if place is None or place.level == "nation":
        return None
    if low[start : place.start].strip() in offices and not low[place.end : line.end].strip():
        return place
    if place.start - start >= _MARK:
        return None
    return None if any(map(str.isalnum, low[start : place.start])) else place
