"""Periods as EDTF / ISO 8601 strings: years, months, days, and intervals of them with open ends."""

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_POINT = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_EDTF = re.compile(rf"{_POINT}|(?:{_POINT}|\.\.)/(?:{_POINT}|\.\.)")


@lru_cache(maxsize=4096)
def check_edtf(value: str) -> str:
    """`value` when it is a period as facts have it. Raises ValueError for anything else, `../..` included."""
    if not _EDTF.fullmatch(value) or value == "../..":
        raise ValueError(f"not a period in EDTF: {value!r}")
    low, _, high = value.partition("/")
    for point in (low, high):
        if len(point) == 10:
            date.fromisoformat(point)
    if high and ".." not in (low, high) and _first_day(low) > _last_day(high):
        raise ValueError(f"a period that ends before it starts: {value!r}")
    return value


def _first_day(point: str) -> str:
    return (point + "-01-01")[: 10 if len(point) < 10 else None] if len(point) == 4 else (point + "-01")[:10]


def _last_day(point: str) -> str:
    return point + {4: "-12-31", 7: "-31", 10: ""}[len(point)]


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month or day, each part from left to right known or not (year None: not said)."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        if self.year is None:
            raise ValueError("a point without a year has no EDTF form")
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
            if self.day is not None:
                text += f"-{self.day:02d}"
        return text

    def valid(self) -> bool:
        """Whether the calendar has it."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is not None and self.month is not None:
            return 1 <= self.day <= monthrange(self.year or 2000, self.month)[1]
        return True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period: one point, or an interval whose ends may be open (None)."""

    low: Point | None
    high: Point | None
    interval: bool = False

    def __str__(self) -> str:
        if not self.interval or (self.low is not None and self.low == self.high):
            return str(self.low)
        return f"{self.low or '..'}/{self.high or '..'}"


def shift_years(value: str, years: int) -> str:
    """The EDTF period moved by whole years, open ends kept; 29 February becomes 28 where the year has none."""
    return "/".join(point if point == ".." else _moved(point, years) for point in value.split("/"))


def _moved(point: str, years: int) -> str:
    year = int(point[:4]) + years
    return f"{year:04d}-02-28" if point[4:] == "-02-29" and not isleap(year) else f"{year:04d}{point[4:]}"


def shift_months(value: str, months: int) -> str | None:
    """The month before or after that of an EDTF period's last month; None where it has no month."""
    point = value.split("/")[-1]
    if len(point) < 7:
        return None
    count = int(point[:4]) * 12 + int(point[5:7]) - 1 + months
    return f"{count // 12:04d}-{count % 12 + 1:02d}"
