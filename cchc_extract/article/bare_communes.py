"""Communes that a line names without their prefix ("Ở nhóm phường, An Khánh 93,6 điểm, Cái Khế 78 điểm")."""

from collections.abc import Iterable, Iterator, Mapping

from cchc_extract.article.places import Place
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark

# Names that look like those of places, and are none.
_OTHERS = ("body", "body_head", "indicator", "component", "region", "topic_abroad", "noun")


def bare_communes(pack: Pack, text: str, marks: Mapping[str, list[Mark]], places: list[Place]) -> list[Place]:
    """The communes without a prefix of which a value is told, in lines that speak of communes before them."""
    spoken = [mark.start for mark in marks.get("place_prefix", ()) if mark.value == "commune"]
    if not spoken:
        return []
    taken = [(place.start, place.end) for place in places]
    taken += [(mark.start, mark.end) for label in _OTHERS for mark in marks.get(label, ())]
    found: list[Place] = []
    for begin, end in _lines_with(text, spoken):
        for match in pack.bare_name.finditer(text, begin, end):
            free = not any(start < match.end(1) and match.start(1) < stop for start, stop in taken)
            if free and match[1] not in pack.branch_names:
                level = _level_beside(pack, text, [*places, *found], match.start(1))
                found.append(Place(match.start(1), match.end(1), match[1], level))
    return found


def _level_beside(pack: Pack, text: str, places: list[Place], start: int) -> str:
    """The level of the place that a name is coordinated with ("Hoài Ân, An Lão"); else it is a commune's."""
    beside = (p.level for p in places if p.end < start and pack.noun_join.fullmatch(text, p.end, start))
    return next((level for level in beside if level in ("district", "commune")), "commune")


def _lines_with(text: str, positions: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The stretches of lines from the first of the positions in each to the end of the line."""
    end = -1
    for position in positions:
        if position > end:
            end = text.find("\n", position)
            end = len(text) if end < 0 else end
            yield position, end
