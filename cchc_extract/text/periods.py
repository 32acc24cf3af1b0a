"""Points and stretches of time in a text."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import compress
from typing import Any

import regex

from cchc_extract.edtf import Point
from cchc_extract.pack.lexicon import Words
from cchc_extract.pack.schema import Periods

_FIRST_MONTHS = ("first_months", "half", "months_bare")
_OF_YEAR = ("quarter", "month", "months")
# So many characters of a text tell whether it may begin or end a period; so many different ones are remembered.
_SHOWN = 20
# What gives a period its role stands in so many characters before it.
_LEAD = 140
_REMEMBERED = 8192
# Forms that are told from the time of the fact before.
FROM_LAST = ("same_time", "years_later", "years_before", "year_after", "that_year", "then")
_YEARS_OFF = ("years_later", "years_before", "years_ago")
_DISTANT = ("running", *_YEARS_OFF)
_SOME_DAYS = 10
_STOP = re.compile(r"[.;\n]")
_NAMED = re.compile(r"\(\?P<(\w+)>")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class Role(StrEnum):
    """What the words before a period make of it."""

    TIME = "time"
    UNTIL = "until"
    SINCE = "since"
    BASELINE = "baseline"
    DEADLINE = "deadline"
    EVENT = "event"
    PLAN = "plan"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class PeriodMark:
    """A period as written: half-open span, its form, role, and the stretch it names (years may be missing).

    `aside` tells that it is picked out of a longer time that the text speaks of ("riêng năm 2019"), `ahead` that one
    without a year is still to come ("tháng 5 tới", "sẽ xong trong quý IV"), `back` that it is of the year before
    ("quý I năm ngoái"), `distance` over how many days something has been going on ("sau 3 tháng vận hành"), or
    how many years later or earlier it is ("ba năm sau", "hai năm trước"), `scene` that it is a part of a month, when
    something happened ("một sáng giữa tháng 10").
    """

    start: int
    end: int
    form: str
    role: Role
    low: Point | None
    high: Point | None
    interval: bool = False
    to_now: bool = False
    aside: bool = False
    ahead: bool = False
    back: bool = False
    distance: int = 0
    scene: bool = False
    round: bool = False


class PeriodFinder:
    """Finds periods by the pack's atoms and cues."""

    def __init__(self, periods: Periods, number_words: Mapping[str, int]) -> None:
        macros = periods.macros
        self._words = number_words
        matches = [_fill(atom.match, macros) for atom in periods.atoms]
        starts = "|".join(_fill(start, macros) for start in periods.starts)
        parts = "|".join(f"(?P<_{i}>{match})" for i, match in enumerate(matches))
        self._starts = regex.compile(starts)
        # One expression for all: each by itself would be faster to match by little, and slower to compile by far.
        self._atoms = regex.compile(rf"(?<![\w])(?={starts})(?:{parts})(?![\p{{L}}])")
        self._forms = [(atom.form, _NAMED.findall(match)) for atom, match in zip(periods.atoms, matches, strict=True)]
        self._groups = [self._atoms.groupindex[f"_{i}"] for i in range(len(matches))]
        self._cues = {
            name: regex.compile(("(?r)" if text.endswith("$") else "") + _fill(text, macros))
            for name, text in periods.cues.items()
        }
        self._leading = [name for name, text in periods.cues.items() if text.endswith("$")]
        self._may_begin: Callable[[str], bool] = lru_cache(_REMEMBERED)(self._begins)
        self._may_end: Callable[[str], frozenset[str]] = lru_cache(_REMEMBERED)(self._ending)

    def find(self, words: Words) -> list[PeriodMark]:
        """All periods of a text, in order, those that belong together joined."""
        return list(_with_years(words.low, self._joined(words, list(self._found(words)))))

    def _found(self, words: Words) -> Iterable[PeriodMark]:
        """The atoms in order, tried at those words only that with what follows them may begin one."""
        low, may_begin = words.low, self._may_begin
        last = 0
        spans = zip(words.starts, words.ends, strict=True)
        for start, end in compress(spans, map(may_begin, words.texts)):
            if start >= last and may_begin(low[start : end + 2]):
                match = self._atoms.match(low, start)
                if match:
                    last = match.end()
                    mark = self._mark(match)
                    if mark:
                        yield mark

    def _begins(self, text: str) -> bool:
        """Whether an atom can begin with that text, which may go on."""
        return self._starts.match(text[:_SHOWN], partial=True) is not None

    def _ending(self, text: str) -> frozenset[str]:
        """The cues of what follows them that can end with that text, before which there may be more."""
        return frozenset(
            name for name in self._leading if self._cues[name].match(text[-_SHOWN:], partial=True) is not None
        )

    def _mark(self, match: Any) -> PeriodMark | None:
        index = next(i for i, text in enumerate(match.group(*self._groups)) if text is not None)
        form, names = self._forms[index]
        groups = {name: text for name in names if (text := match[name]) is not None}
        low, high, interval = _span_of(form, groups, self._words)
        if any(p is not None and not p.valid() for p in (low, high)):
            return None
        distance = _distance(form, groups, self._words) if form in _DISTANT else 0
        return PeriodMark(
            match.start(), match.end(), form, Role.TIME, low, high, interval,
            ahead="next" in groups, back="back" in groups, distance=distance, scene="scene" in groups,
            round="round" in groups,
        )  # fmt: skip

    def _joined(self, words: Words, atoms: list[PeriodMark]) -> Iterable[PeriodMark]:
        low = words.low
        index = 0
        while index < len(atoms):
            atom = atoms[index]
            said = self._said_before(words, atom)
            if said("aside"):
                atom = replace(atom, aside=True)
            if said("bracketed_round"):
                atom = replace(atom, round=True)
            if atom.form in _OF_YEAR and atom.high and atom.high.year is None and said("ahead"):
                atom = replace(atom, ahead=True)
            following = atoms[index + 1] if index + 1 < len(atoms) else None
            role = _role(atom.form, said)
            gap = low[atom.end : following.start] if following else ""
            if atom.form == "running" and following and following.form == "day" and not _STOP.search(gap):
                # "Sau 3 tháng vận hành, đến ngày 10/10 …": what follows is of that day.
                index += 1
                continue
            if following and len(gap) < 24 and self._cues["span_to"].fullmatch(gap) and not atom.interval:
                start = _complete(atom.low, following.high or following.low)
                span = replace(
                    atom, end=following.end, low=start, high=following.high or following.low, interval=True,
                    role=role if role in (Role.BASELINE, Role.NAME, Role.PLAN) else Role.TIME,
                )  # fmt: skip
                yield span
                index += 2
                continue
            if following and role is Role.TIME and self._goes_on(low, atom, following, gap):
                yield replace(atom, end=following.end, form="months", high=following.high, interval=True)
                index += 2
                continue
            if role is Role.SINCE and self._cues["brought_on"].match(low, atom.end):
                yield replace(atom, role=Role.NAME)
            elif role is Role.SINCE and atom.interval:
                yield replace(atom, role=Role.TIME)
            elif role is Role.SINCE:
                now = self._cues["since_now"].match(low, atom.end)
                end = now.end() if now else atom.end
                if now and following and following.start < end:
                    index += 1
                since_day = atom.form == "day" and not now
                yield replace(
                    atom, end=end, role=Role.SINCE if not now else Role.TIME,
                    high=atom.low if since_day else None, interval=not since_day, to_now=bool(now),
                )  # fmt: skip
            elif role is Role.UNTIL and (atom.form == "quarter" or not atom.interval):
                yield replace(atom, role=role, low=None, high=atom.high or atom.low, interval=True)
            else:
                yield atom if role is atom.role else replace(atom, role=role)
            index += 1

    def _goes_on(self, low: str, atom: PeriodMark, following: PeriodMark, gap: str) -> bool:
        """Whether years go on with the first months of the next one, and are not told one by one."""
        years = atom.form in ("year", "years") and following.form in _FIRST_MONTHS and atom.high and following.high
        if not years or not atom.high or not following.high or not self._cues["and_months"].fullmatch(gap):
            return False
        next_ = following.high.year is not None and following.high.year - 1 == atom.high.year
        return next_ and not self._cues["one_by_one"].match(low, following.end)

    def _said_before(self, words: Words, atom: PeriodMark) -> Callable[[str], bool]:
        """Tells whether a cue stands right before an atom, on its line."""
        possible = self._may_end(words.before(atom.start))
        low = words.low
        line = max(low.rfind("\n", 0, atom.start) + 1, atom.start - _LEAD) if possible else 0
        return lambda name: name in possible and bool(self._cues[name].match(low, line, atom.start))


# The cues that give a role whatever the form, the first that is said winning.
_ROLES = {
    "since": Role.SINCE,
    "baseline": Role.BASELINE,
    "until": Role.UNTIL,
    "deadline": Role.DEADLINE,
    "entering": Role.PLAN,
}


def _role(form: str, said: Callable[[str], bool]) -> Role:
    """The role of an atom of that form, by the cues said before it."""
    if said("roadmap") or (form == "year_span" and said("plan")) or (form == "year" and said("named_plan")):
        return Role.PLAN
    for cue, role in _ROLES.items():
        if said(cue):
            return role
    if form in ("same_last_year", "same_of_year", "last_month", "last_quarter"):
        return Role.BASELINE
    if (form in ("day", "month") and said("document")) or (form == "year" and said("dated_document")):
        return Role.NAME
    if form == "day":
        return Role.TIME if said("within") else Role.EVENT
    return Role.EVENT if said("announced") else Role.TIME


def _with_years(low: str, marks: Iterable[PeriodMark]) -> Iterable[PeriodMark]:
    """Quarters and months without a year take that of a quarter or month named before on the line."""
    year: int | None = None
    line = 0
    for mark in marks:
        if low.find("\n", line, mark.start) >= 0:
            year = None
        line = mark.end
        if mark.form in _OF_YEAR and mark.low and mark.low.year is None and mark.high and year and not mark.back:
            mark = replace(mark, low=replace(mark.low, year=year), high=replace(mark.high, year=year))
        elif mark.form in _OF_YEAR and mark.high and mark.high.year:
            year = mark.high.year
        yield mark


def _fill(text: str, macros: Mapping[str, str]) -> str:
    for name, value in macros.items():
        text = text.replace("{" + name + "}", f"(?:{value})")
    return text.replace("\\s", "[^\\S\\n]")


def _complete(point: Point | None, model: Point | None) -> Point | None:
    if point is None or model is None or point.year is not None:
        return point
    return replace(point, year=model.year)


def _distance(form: str, groups: Mapping[str, str], words: Mapping[str, int]) -> int:
    """How many years the named groups tell, or days; some more or fewer where "hơn" or "gần" says so."""
    count = int(groups["count"]) if groups["count"].isdigit() else words[groups["count"]]
    if form in _YEARS_OFF:
        return count
    days = count * (1 if "days" in groups else 7 if "weeks" in groups else 30)
    return days + _SOME_DAYS * (("more" in groups) - ("fewer" in groups))


def _span_of(
    form: str, groups: Mapping[str, str], words: Mapping[str, int]
) -> tuple[Point | None, Point | None, bool]:
    """Low and high point and whether they make an interval, of an atom's named groups."""

    def number(name: str) -> int | None:
        text = groups.get(name)
        if text is None:
            return None
        return int(text) if text.isdigit() else words.get(text, _ROMAN.get(text))

    year = number("year") or number("year2")
    month, day = number("month"), number("day")
    match form:
        case "day":
            point = Point(year, month, day)
            return point, point, False
        case "days":
            return Point(year, month, day), Point(year, month, number("day2")), True
        case "month":
            return Point(year, month), Point(year, month), False
        case "start_of_year":
            return Point(year, 1), Point(year, 1), False
        case "months":
            return Point(year, month), Point(year, number("month2")), True
        case "quarter":
            last = 3 * (number("quarter") or 1)
            return Point(year, last - 2), Point(year, last), True
        case "first_months" | "months_bare" | "months_past" | "half":
            count = number("count") or 3 * (number("quarters") or 2)
            return Point(year, 1), Point(year, min(count, 12)), True
        case "last_months" | "half2":
            count = number("count") or 3 * (number("quarters") or 2)
            return Point(year, max(13 - count, 1)), Point(year, 12), True
        case "closing_quarter":
            return Point(year, 10), Point(year, 12), True
        case "years":
            years = [int(y) for y in regex.findall(r"\d{4}", groups["year"] + groups["more"])]
            return Point(min(years)), Point(max(years)), True
        case "year_span":
            first, last = int(groups["year"]), int(groups["year2"])
            return (Point(first), Point(last), True) if first <= last else (None, None, False)
        case "year" | "end_of_year" | "now_to_end" | "now_to_year" | "same_of_year":
            return (Point(year), Point(year), False) if year else (None, None, False)
    return None, None, False
