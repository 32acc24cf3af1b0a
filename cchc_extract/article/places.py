"""Places named in a text: provinces and districts of the lexicon, and places with their prefix."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from cchc_extract.edtf import Point
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.filling import PlaceName
from cchc_extract.pack.lexicon import Mark, Words
from cchc_extract.text.view import fold

# The levels of places, from the largest to the smallest.
LEVELS = {"nation": 0, "province": 1, "district": 2, "commune": 3}
_LETTERS = re.compile(r"[^\W\d_]+")
_MERGER = (2025, 7)
_SYLLABLES = 2
_BEFORE_BRACKET = re.compile(r"((?:[^\W\d_]+ )*[^\W\d_]+) \($")
_VOWELS = frozenset("aeiouy")
# A name that a text has so often is that of a district, though no province is named; or one in so many characters
# from its beginning, where it calls a district its own so often.
_OFTEN, _HEAD = 3, 250
_SMALLER = {"city": "district", "district": "district", "commune": "commune", "province": "province"}
# A news agency stands beside the place of its dispatch within so many characters; a day follows that, or a dash.
_AGENCY = 12
_DISPATCHED = re.compile(r",[^,.;]{0,6}\d|\s*[-–]\s")


@dataclass(frozen=True, slots=True)
class Place:
    """A place as named in the text: half-open span of the name (with its prefix), name and level."""

    start: int
    end: int
    name: str
    level: str


class PlaceFinder:
    """Finds places by the pack's names and prefixes."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._surnames = set(map(fold, pack.source.places.surnames))
        self._districts = {fold(name) for names in pack.source.districts.values() for name in names}

    def find(self, text: str, words: Words, marks: dict[str, list[Mark]]) -> list[Place]:
        """All places of a text in order, without overlap."""
        prefixes = {mark.end: mark for mark in marks.get("place_prefix", ())}
        found: list[Place] = []
        provinces: set[str] = set()
        for mark in marks.get("province", ()):
            if self._is_name(text, words, marks, mark):
                prefix = self._prefix(text, words, prefixes, mark.start)
                if prefix and prefix.value in ("district", "commune"):
                    continue
                if prefix and prefix.value == "city" and mark.value.name not in self._pack.source.places.cities:
                    found.append(Place(prefix.start, mark.end, mark.value.name, "district"))
                    continue
                found.append(Place(prefix.start if prefix else mark.start, mark.end, mark.value.name, "province"))
                provinces.add(mark.value.name)
        taken = [(p.start, p.end) for p in found]
        named = self._prefixed(text, words, marks, taken)
        names = {p.name for p in named}
        found += named
        taken = [(p.start, p.end) for p in found]
        times = Counter(mark.value.name for mark in marks.get("district", ()) if not mark.value.ambiguous)
        calls = sum(mark.value == "district" for mark in marks.get("own", ())) >= _OFTEN
        opening = _opening_lines(text, marks.get("district", ()))
        for mark in marks.get("district", ()):
            place: PlaceName = mark.value
            told = provinces & set(place.provinces) or times[place.name] >= _OFTEN or (calls and mark.start < _HEAD)
            known = place.name in names or mark.start in opening or (not place.ambiguous and told)
            free = not any(s < mark.end and mark.start < e for s, e in taken)
            if known and free and self._is_name(text, words, marks, mark):
                found.append(Place(mark.start, mark.end, place.name, "district"))
        named += self._bracketed(text, found)
        found += [p for p in named if p not in found]
        found += _named_again(text, named, found)
        found = [p for p in found if not self._sent_from(text, p)]
        found += [Place(m.start, m.end, self._pack.nation, "nation") for m in marks.get("nation", ())]
        return sorted(found, key=lambda p: p.start)

    def _sent_from(self, text: str, place: Place) -> bool:
        """Whether a dispatch is only sent from a place ("Hà Nội (TTXVN 6/4)", "(TTXVN) Hà Nội, ngày 6/4")."""
        after = fold(text[place.end : place.end + _AGENCY])
        behind = self._pack.dispatched.search(fold(text[max(0, place.start - _AGENCY) : place.start]))
        return bool(self._pack.dispatch.match(after)) or (bool(behind) and _DISPATCHED.match(after) is not None)

    def _prefix(self, text: str, words: Words, prefixes: dict[int, Mark], start: int) -> Mark | None:
        """The prefix word (`tỉnh`, `TP.`) that stands right before a name."""
        index = words.index_at.get(start, 0)
        if index == 0 or text[words.ends[index - 1] : start].strip(" ."):
            return None
        return prefixes.get(words.ends[index - 1])

    def _is_name(self, text: str, words: Words, marks: dict[str, list[Mark]], mark: Mark) -> bool:
        """Whether a match is written as a name, and not as part of a person's name."""
        index = words.index_at[mark.start]
        if not all(w[:1].isupper() for w in _LETTERS.findall(text, mark.start, mark.end)):
            return False
        surnames = marks.get("surname", ())
        for back in (1, 2):
            if index - back < 0:
                break
            start, end = words.starts[index - back], words.ends[index - back]
            if not text[start].isupper() or (back == 1 and text[end : mark.start].strip(" ")):
                break
            spaced = text[end : words.starts[index - back + 1]] == " "
            if spaced and text[start + 1 : end].islower() and any(m.start == start for m in surnames):
                return False
        return True

    def _prefixed(
        self, text: str, words: Words, marks: dict[str, list[Mark]], taken: list[tuple[int, int]]
    ) -> list[Place]:
        """Places that show themselves by a prefix and capitals (`huyện Nguyên Bình`, `phường Bàn Thạch`).

        In a line all in capitals, those count that are named elsewhere, known, or behind the word for an office.
        """
        out: list[Place] = []
        offices = {m.end for m in marks.get("own", ()) if " " in text[m.start : m.end]}
        for prefix in marks.get("place_prefix", ()):
            written = text[prefix.start : prefix.end]
            if prefix.value == "province":
                continue
            end = self._name_end(text, words, prefix)
            if end is None or any(s < end and prefix.start < e for s, e in taken):
                continue
            before = text[max(0, prefix.start - 12) : prefix.start]
            if self._pack.counted_places.search(fold(before)):
                continue
            if self._person(words, prefix.end, end) or _signs(text, prefix, end):
                continue
            if written.isupper() and text[prefix.end : end].isupper():
                end = self._capitals_end(words, prefix.end, end)
                name = text[prefix.end : end].strip(" .").title()
                if prefix.end not in offices and name not in text and fold(name) not in self._districts:
                    continue
            else:
                name = text[prefix.end : end].strip(" .")
            if len(name) == 1 and name.isalpha():
                continue
            out.append(Place(prefix.start, end, re.sub(r"\s+", " ", name), _SMALLER[prefix.value]))
        return out

    def _bracketed(self, text: str, found: list[Place]) -> list[Place]:
        """Places without a prefix that a larger one in brackets explains ("Thường Phước (tỉnh Đồng Tháp)")."""
        out = []
        for place in found:
            if place.level not in ("province", "district") or not text.endswith(" (", 0, place.start):
                continue
            before = _BEFORE_BRACKET.search(text, max(0, place.start - 40), place.start)
            words = before[1].split(" ") if before else []
            name = " ".join(reversed(list(takewhile(str.istitle, reversed(words)))))
            end = before.end(1) if before else 0
            surname = fold(name.split(" ")[0]) in self._surnames and len(name.split(" ")) > 2
            if " " in name and not surname and not any(p.start < end and end - len(name) < p.end for p in found):
                smaller = place.level == "province" and fold(name) in self._districts
                out.append(Place(end - len(name), end, name, "district" if smaller else "commune"))
        return out

    def _capitals_end(self, words: Words, start: int, end: int) -> int:
        """The end of a name in a line all in capitals: after two syllables, as most names of places have."""
        index = self._word_after(words, start) or 0
        return min(end, words.ends[min(index + _SYLLABLES, len(words.ends)) - 1])

    def _person(self, words: Words, start: int, end: int) -> bool:
        """Whether a name is a person's: three words of which the first is a surname ("TP Nguyễn Xuân Bình")."""
        index = self._word_after(words, start)
        if index is None or not self._pack.lexicon.at(words, index, "surname"):
            return False
        return index + 2 < len(words.ends) and words.ends[index + 2] <= end

    def _name_end(self, text: str, words: Words, prefix: Mark) -> int | None:
        """Where the capitalised name after a prefix ends; None where none follows."""
        last: int | None = None
        index = self._word_after(words, prefix.end)
        count = 0
        previous = prefix.end
        while index is not None and index < len(words.starts) and count < 4:
            start, end = words.starts[index], words.ends[index]
            gap = text[previous:start]
            inside = " ." if count == 0 and _is_abbreviation(text[prefix.start : prefix.end]) else " "
            if gap.strip(inside) not in ("", "'", "-") or not text[start].isupper() or "\n" in gap:
                break
            if text[start:end].isupper() and end - start > 2 and not text[prefix.start].isupper():
                break
            last, previous = end, end
            count += 1
            index += 1
        return last

    def _word_after(self, words: Words, position: int) -> int | None:
        index = bisect_left(words.starts, position)
        return index if index < len(words.starts) else None


def _signs(text: str, prefix: Mark, end: int) -> bool:
    """Whether what looks like a short prefix and a name is all of a line, as a reporter's sign is ("H.Thanh")."""
    begin = text.rfind("\n", 0, prefix.start) + 1
    stop = text.find("\n", end)
    line = text[begin : stop if stop >= 0 else len(text)]
    return (
        begin > 0 and _is_abbreviation(text[prefix.start : prefix.end]) and line.strip() == text[prefix.start : end]
    )


def _opening_lines(text: str, marks: Iterable[Mark]) -> set[int]:
    """Where names begin that open a line and end in a colon, if several do, as the items of a digest."""
    found = {
        mark.start: mark.value.name
        for mark in marks
        if text[mark.end : mark.end + 1] == ":"
        and not any(map(str.isalnum, text[text.rfind("\n", 0, mark.start) + 1 : mark.start]))
    }
    return set(found) if len(set(found.values())) > 1 else set()


def _named_again(text: str, named: list[Place], found: list[Place]) -> list[Place]:
    """The places of names that stand with their prefix elsewhere in the text ("phường Sơn Nam … Sơn Nam đang …")."""
    levels = {place.name: place.level for place in reversed(named) if " " in place.name}
    if not levels:
        return []
    again = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, levels))})(?!\w)")
    taken = [(p.start, p.end) for p in found]
    return [
        Place(m.start(), m.end(), m[0], levels[m[0]])
        for m in again.finditer(text)
        if not any(s < m.end() and m.start() < e for s, e in taken) and not _goes_on(text, m.start(), m.end())
    ]


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word stands right before or after a name, so that it is part of a longer one."""
    before = re.search(r"(\w+) $", text[max(0, start - 12) : start])
    after = re.match(r" (\w)", text[end : end + 2])
    return bool((before and before[1][0].isupper() and not before[1].isupper()) or (after and after[1].isupper()))


def _is_abbreviation(prefix: str) -> bool:
    """Whether a prefix is short for its word (`TP`, `Tx`, `H.`), so that a full stop does not end its sentence.

    What is short for a word has no vowel; every word has one.
    """
    return not _VOWELS.intersection(unicodedata.normalize("NFD", prefix.lower()))


def official_code(pack: Pack, name: str, level: str, period: str | None, date: Point | None) -> str | None:
    """The official code of a province in the era of the fact, told by its period, else by the article's date."""
    if level != "province":
        return None
    year, month = None, None
    point = (period or "").split("/")[-1]
    point = point if point[:1].isdigit() else (period or "").split("/")[0]
    if point[:4].isdigit():
        year, month = int(point[:4]), int(point[5:7]) if len(point) >= 7 else None
    elif date:
        year, month = date.year, date.month
    since = year is not None and (year, month or (12 if year > _MERGER[0] else 0)) >= _MERGER
    if year == _MERGER[0] and month is None and date and date.year:
        since = (date.year, date.month or 12) >= _MERGER
    eras = ("since-2025-07", "to-2025-06") if since else ("to-2025-06", "since-2025-07")
    for era in eras:
        if code := pack.province_codes.get((name, era)):
            return code
    return None


def as_area(pack: Pack, name: str, level: str, period: str | None, date: Point | None) -> dict[str, str | None]:
    """The area of a fact, as its model takes it: name, level and official code."""
    return {"name": name, "level": level, "code": official_code(pack, name, level, period, date)}
