"""Places named without a prefix, where only what their line speaks of tells that they are places.

They say nothing of what an article is about, and are told once that is known.
"""

from collections.abc import Iterable, Iterator, Mapping

from cchc_extract.article.places import Place
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark

# Names that look like those of places, and are none.
_OTHERS = ("body", "body_head", "indicator", "component", "region", "topic_abroad", "noun")


def bare_names(pack: Pack, text: str, marks: Mapping[str, list[Mark]], places: list[Place]) -> list[Place]:
    """The districts and communes that lines name bare which speak of such places."""
    districts = _districts(text, marks, places)
    return districts + _communes(pack, text, marks, [*places, *districts])


def _districts(text: str, marks: Mapping[str, list[Mark]], places: list[Place]) -> list[Place]:
    """The districts of provinces named, whose names may be of something else ("Khối huyện, Bình Sơn đứng đầu")."""
    provinces = {place.name for place in places if place.level == "province"}
    spoken = [mark.start for mark in marks.get("place_prefix", ()) if mark.value == "district"]
    stretches = list(_lines_with(text, spoken))
    taken = [(place.start, place.end) for place in places]
    return [
        Place(mark.start, mark.end, mark.value.name, "district")
        for mark in marks.get("district", ())
        if mark.value.ambiguous
        and provinces.intersection(mark.value.provinces)
        and text[mark.start : mark.end].istitle()
        and any(begin < mark.start < end for begin, end in stretches)
        and not any(start < mark.end and mark.start < end for start, end in taken)
    ]


def _communes(pack: Pack, text: str, marks: Mapping[str, list[Mark]], places: list[Place]) -> list[Place]:
    """The communes of which a value is told ("Ở nhóm phường, An Khánh 93,6 điểm, Cái Khế 78 điểm")."""
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
