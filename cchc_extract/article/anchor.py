"""The date from which an article speaks, and what its periods come to from there."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace

from cchc_extract.edtf import Point, Stretch, shift_months, shift_years
from cchc_extract.text.periods import PeriodMark, Role

_EARLY = 3
# The length of a year and of a month in EDTF.
_YEAR, _MONTH = 4, 7
# Forms that are told from the period of a fact, and from the date of the article.
_OF_FACT = (
    "same_time", "then", "that_year", "in_year", "year_after", "years_later", "years_before", "same_last_year",
    "last_month", "so_far", "last_quarter", "same_of_year", "last_year",
)  # fmt: skip
_OF_DATE = (
    "this_year", "next_year", "past_year", "whole_year", "year_ago", "year_before_last", "years_ago", "running",
    "present", "now",
)  # fmt: skip
# Forms of the months that close a year.
_CLOSING = ("last_months", "half2", "closing_quarter")
# The first months of a year are reported on in the last of them, or in no more months after it; "ba tháng qua" said
# later than that is the last three.
_REPORTED = {"months_bare": 2, "months_past": 1}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date from which an article speaks: its own date, or what is known of it."""

    date: Point | None

    @property
    def latest(self) -> int | None:
        """The year after which nothing has happened yet; None where the date is only a year that the text names."""
        return self.date.year if self.date and self.date.month else None

    @property
    def day(self) -> dt.date | None:
        """The date as a day, the last of its month where only that is known; None for a mere year or nothing."""
        date = self.date
        if date is None or date.year is None or date.month is None:
            return None
        return dt.date(date.year, date.month, date.day or monthrange(date.year, date.month)[1])

    def resolve(self, mark: PeriodMark, *, target: bool = False, fact_period: str | None = None) -> str | None:
        """The mark as EDTF, or None where the anchor does not tell.

        `fact_period` is the period of the fact that a relative baseline ("năm trước") is measured from.
        """
        if mark.form in _OF_FACT or (mark.form == "year_ago" and mark.role is Role.BASELINE):
            return self._from_fact(mark, fact_period)
        if mark.form in _OF_DATE:
            return self._from_date(mark, fact_period)
        if mark.form in ("months_bare", "months_past") and mark.high and self.date and self.date.month:
            return self._months(mark, mark.high.month or 0, self.date.month)
        if mark.form == "end_of_year" and mark.low is None and mark.high is None:
            over = None if target else _year_of(fact_period)
            year = int(over) if over else self._year
            mark = replace(mark, low=Point(year), high=Point(year)) if year else mark
        if mark.form in ("now_to_end", "now_to_year"):
            return self._from_now(mark)
        return self._plain(mark, target)

    @property
    def _year(self) -> int | None:
        return self.date.year if self.date else None

    def _from_fact(self, mark: PeriodMark, fact_period: str | None) -> str | None:
        """What is told from the period of a fact ("cùng kỳ năm trước", "hai năm sau")."""
        known = fact_period if fact_period and ".." not in fact_period else None
        match mark.form:
            case "same_time" | "then":
                return fact_period
            case "that_year" | "in_year":
                return _year_of(fact_period)
            case "year_after":
                return self._year_after(_year_of(fact_period))
            case "years_later" | "years_before":
                years = mark.distance if mark.form == "years_later" else -mark.distance
                return shift_years(known, years) if known else None
            case "same_last_year":
                return self._before(fact_period, self._year)
            case "last_month":
                return shift_months(fact_period or (str(self.date) if self.date else ""), -1)
            case "so_far":
                return self._so_far(fact_period)
            case "last_quarter":
                return _quarter_before(fact_period)
            case "same_of_year":
                return _same_part(fact_period, mark.low)
        year = int(known.split("/")[-1][:_YEAR]) if known else self._year
        return str(year - 1) if year else None

    def _from_date(self, mark: PeriodMark, fact_period: str | None) -> str | None:
        """What is told from the date of the article ("năm nay", "hai năm trước"); None for "now" alone."""
        year = self._year
        if mark.form == "running":
            return self._lasting(mark.distance)
        if mark.form == "present":
            return str(Point(self.date.year, self.date.month)) if self.date else None
        if mark.form == "whole_year" and fact_period and len(fact_period) == _YEAR:
            return fact_period
        if mark.form == "years_ago" and mark.role is Role.BASELINE:
            year = int(_year_of(fact_period) or year or 0)
        if not year or mark.form == "now":
            return None
        if mark.form in ("past_year", "whole_year"):
            told = mark.form == "past_year" and fact_period == str(year - 1)
            early = bool(self.date and self.date.month and self.date.month <= _EARLY)
            return str(year - 1 if told or early else year)
        back = {"next_year": -1, "year_ago": 1, "year_before_last": 2, "years_ago": mark.distance}
        return str(year - back.get(mark.form, 0))

    def _lasting(self, days: int) -> str | None:
        """The months from so many days before the article's day up to it."""
        if self.day is None:
            return None
        start = self.day - dt.timedelta(days=days)
        low, high = Point(start.year, start.month), Point(self.day.year, self.day.month)
        return str(low) if low == high else str(Stretch(low, high, True))

    def _year_after(self, year: str | None) -> str | None:
        """The year after one that is over; else the one after the article's."""
        now = self.date.year if self.date else None
        if year and (now is None or int(year) < now):
            return str(int(year) + 1)
        return str(now + 1) if now else None

    def _so_far(self, fact_period: str | None) -> str | None:
        """The year up to the article's month, or to where the months end that are reported on in it."""
        if self.date is None or self.date.year is None:
            return None
        month = str(Point(self.date.year, self.date.month)) if self.date.month else None
        _, several, last = (fact_period or "").rpartition("/")
        reported = last[:_MONTH] if several else ""
        same_year = len(reported) == _MONTH and reported[:_YEAR] == f"{self.date.year:04d}"
        end = min(filter(None, (month, reported if same_year else None)), default=None)
        return f"{self.date.year:04d}-01/{end}" if end else str(self.date.year)

    def _before(self, fact_period: str | None, year: int | None) -> str | None:
        if fact_period and ".." not in fact_period:
            return shift_years(fact_period, -1)
        return str(year - 1) if year else None

    def _months(self, mark: PeriodMark, count: int, month: int) -> str | None:
        """Months without a year: the first of the year where the date allows, else the last ones, or just a while."""
        if 0 <= month - count <= _REPORTED[mark.form]:
            return self._plain(mark, target=False)
        last = str(Point(self.date.year, month)) if self.date else ""
        return f"{shift_months(last, -count)}/{last}" if mark.form == "months_past" else None

    def _from_now(self, mark: PeriodMark) -> str | None:
        if not self.date or not self.date.year:
            return None
        end = mark.high if mark.high and mark.high.year else Point(self.date.year, 12 if self.date.month else None)
        if mark.form == "now_to_end":
            end = Point(end.year, 12)
        start = Point(self.date.year, self.date.month)
        return str(Stretch(start, end, True))

    def _plain(self, mark: PeriodMark, target: bool) -> str | None:
        ahead = target or mark.ahead or (mark.form in _CLOSING and self._under_way())
        begun = mark.form == "quarter" and self._begun(mark)
        low, high = (
            self._dated(mark.low, ahead or begun, mark.back),
            self._dated(mark.high, ahead or begun, mark.back),
        )
        if low and high and mark.high and mark.high.year is None and str(high) < str(low):
            high = replace(high, year=low.year)
        if mark.form == "start_of_year" and low and low.day is None and high and high.day:
            if _ends_month(high):
                high = replace(high, day=None)
            else:
                low = replace(low, day=1)
        if low and low.day == 1 and high and low.month != high.month and mark.interval and _ends_month(high):
            low, high = replace(low, day=None), replace(high, day=None)
        if mark.to_now and self.date and self.date.month:
            high = Point(self.date.year, self.date.month)
        if target and mark.role is Role.UNTIL and high and high.month is None:
            return str(high)
        if mark.interval:
            if low is None and high is None:
                return None
            return str(Stretch(low, high, True))
        return str(low or high) if (low or high) else None

    def _begun(self, mark: PeriodMark) -> bool:
        """Whether a quarter without a year has begun when the article is written, though it may not be over."""
        months = mark.high.month if mark.high else None
        return bool(self.date and self.date.month and months and months - 2 <= self.date.month)

    def _under_way(self) -> bool:
        """Whether the article's year has gone on for so long that its own end is meant, not that of the last."""
        return bool(self.date and self.date.month and self.date.month > _EARLY)

    def _dated(self, point: Point | None, ahead: bool, back: bool) -> Point | None:
        if point is None or point.year is not None:
            return point
        if self.date is None or self.date.year is None:
            return None
        year = self.date.year
        if back:
            return replace(point, year=year - 1)
        if not ahead and point.month and self.date.month and point.month > self.date.month:
            year -= 1
        return replace(point, year=year)


def _ends_month(day: Point) -> bool:
    """Whether a day is the last of its month ("từ đầu năm đến hết ngày 30/6")."""
    return bool(day.year and day.month and day.day == monthrange(day.year, day.month)[1])


def _quarter_before(fact_period: str | None) -> str | None:
    """The quarter before a quarter; None for any other stretch."""
    low, _, high = (fact_period or "").partition("/")
    if len(low) == len(high) == _MONTH and low[:4] == high[:4] and int(high[5:]) - int(low[5:]) == 2:
        return f"{shift_months(low, -3)}/{shift_months(high, -3)}"
    return None


def _same_part(fact_period: str | None, low: Point | None) -> str | None:
    if low is None or low.year is None:
        return None
    if fact_period and ".." not in fact_period:
        return shift_years(fact_period, low.year - int(fact_period.split("/")[-1][:4]))
    return str(low)


def _year_of(period: str | None) -> str | None:
    """The one year that a period lies in ("trong năm"), or None."""
    low, _, high = (period or "").partition("/")
    years = {end[:_YEAR] for end in (low, high) if end and end != ".."}
    return years.pop() if len(years) == 1 else None
