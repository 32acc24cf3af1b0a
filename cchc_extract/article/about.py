"""What an article is about: its index, and the periods that it reports on and plans for."""

from collections import Counter

from cchc_extract.article.article import Article
from cchc_extract.text.layout import Line, Role
from cchc_extract.text.periods import PeriodMark
from cchc_extract.text.periods import Role as PeriodRole

_PERIOD_LINES = 3
# At most so many lines of a letterhead stand before them, each no longer than so many words.
_LETTERHEAD = 4
_LETTERHEAD_WORDS = 7
# The length of a year in EDTF.
_YEAR = 4
# A line that holds hardly more than a period has no more characters behind it than these.
_BESIDE = 2
# A plan is named in one of so many first lines, its period in so many characters behind.
_TITLE_LINES, _PLAN_REACH = 2, 60
# The first index named in the title, or in the line below it, has so many votes more.
_LEAD_VOTES = 3
_REPORTING = {"year", "first_months", "last_months", "quarter", "month", "half", "half2", "days", "months", "years"}


def main_indicator(article: Article) -> str | None:
    """The index that an article is about: the one named most, those that open the first lines more than others."""
    named = [mark for mark in article.marks.get("indicator", ()) if mark.value]
    votes = Counter(mark.value for mark in named)
    for line in article.heads(_TITLE_LINES):
        led = next((mark for mark in named if line.start <= mark.start < line.end), None)
        if led:
            votes[led.value] += _LEAD_VOTES
    return votes.most_common(1)[0][0] if votes else None


def leading(article: Article, count: int) -> list[Line]:
    """The first lines that may tell the period; a letterhead in capitals, without one, is not counted."""
    lines = article.heads(count + _LETTERHEAD)
    return ([line for line in lines if not _letterhead(article, line)] or lines)[:count]


def _letterhead(article: Article, line: Line) -> bool:
    text = article.text[line.start : line.end]
    short = text.isupper() and len(text.split()) <= _LETTERHEAD_WORDS
    return (short or not any(map(str.isalpha, text))) and not article.periods_within(line.start, line.end)


def plan_period(article: Article) -> str | None:
    """The period that the first lines make plans for: later than the article's date, or named with plan or task."""
    heads = leading(article, _PERIOD_LINES)
    for mark in article.periods:
        fit = mark.form in ("year", "year_span", "last_months") and _in_lines(heads, mark)
        if fit and (_planned(article, mark) or _unfinished(article, mark)):
            return article.anchor.resolve(mark, target=True)
    return next(filter(None, (_campaign(article, mark) for mark in article.periods if _in_lines(heads, mark))), None)


def _campaign(article: Article, mark: PeriodMark) -> str | None:
    """A stretch of days or months that begins with the article's day or later ("từ 5/3 đến 3/5" on 1 March)."""
    day = article.anchor.day
    period = article.anchor.resolve(mark, target=True) if mark.interval and mark.role is PeriodRole.TIME else None
    start, _, end = (period or "").partition("/")
    known = len(start) > _YEAR and ".." not in end
    return period if day and known and start >= day.isoformat()[: len(start)] else None


def title_plan(article: Article) -> str | None:
    """The period that the title or the line below it makes a plan for ("Ban hành Kế hoạch CCHC năm 2022")."""
    heads = article.heads(_TITLE_LINES)
    plans = [m for line in heads for m in article.within("cue:plans", line.start, line.end)]
    for mark in article.periods:
        if _in_lines(heads, mark) and any(m.end <= mark.start < m.end + _PLAN_REACH for m in plans):
            return article.anchor.resolve(mark, target=True)
    return None


def is_plan(article: Article) -> bool:
    """Whether a text is itself a plan: one of its first lines says no more than that, or a decision to issue one."""
    heads = article.heads(_TITLE_LINES + _LETTERHEAD)
    instruments = [_holds(article, "cue:instruments", line) for line in heads]
    return any(_holds(article, "cue:plans", line) for line in heads) or any(
        decided and _issues_plan(article, line) for decided, line in zip(instruments, heads[1:], strict=False)
    )


def _holds(article: Article, label: str, line: Line) -> bool:
    """Whether a line says no more than one of the words with a label."""
    marks = article.within(label, line.start, line.start + 1)
    return any(not article.low[mark.end : line.end].strip() for mark in marks)


def _issues_plan(article: Article, line: Line) -> bool:
    """Whether a line tells that a plan is issued ("Về việc ban hành Kế hoạch CCHC năm 2025")."""
    marks = article.within("cue:issues", line.start, line.start + 1)
    return any(article.within("cue:plans", mark.end, mark.end + _BESIDE) for mark in marks)


def _unfinished(article: Article, mark: PeriodMark) -> bool:
    """Whether years are named of which the last is yet to come ("giai đoạn 2021 - 2025" in 2021)."""
    latest = article.anchor.latest
    return mark.form == "year_span" and bool(latest and mark.high and mark.high.year and mark.high.year > latest)


def _in_lines(lines: list[Line], mark: PeriodMark) -> bool:
    return any(line.start <= mark.start < line.end for line in lines)


def reported(article: Article, heads: list[Line], mark: PeriodMark) -> bool:
    """Whether a period in the head lines may be what is reported on; below the second of them no month or day."""
    closed = mark.form == "year_span" and _over(article, mark)
    titled = mark.role is PeriodRole.PLAN and mark.form == "year" and _in_title(article, mark)
    if mark.aside or (mark.role not in (PeriodRole.TIME, PeriodRole.UNTIL) and not closed and not titled):
        return False
    if mark.form not in _REPORTING and not mark.interval:
        return False
    alone = any(line.start <= mark.start and mark.end + _BESIDE >= line.end for line in heads[2:])
    if mark.form != "year" and not mark.interval and mark.start >= heads[:2][-1].end and not alone:
        return False
    if mark.to_now and mark.form != "start_of_year":
        return False
    if mark.form == "year_span" and not _in_title(article, mark) and not closed:
        return False
    return not _planned(article, mark)


def _over(article: Article, mark: PeriodMark) -> bool:
    """Whether a span of years is over when the article is written, and a line tells of it or of what was done."""
    latest = article.anchor.latest
    told = (
        ")" in article.low[mark.end - 1 : mark.end + 1]
        or any(line.start == mark.start for line in article.lines)
        or bool(article.within("cue:done", mark.end, mark.end + _PLAN_REACH))
    )
    return bool(told and latest and mark.high and mark.high.year and mark.high.year <= latest)


def _in_title(article: Article, mark: PeriodMark) -> bool:
    return _in_lines([line for line in article.lines if line.role is Role.TITLE], mark)


def most_named_year(article: Article) -> str | None:
    """The year that the text names most, at least three times and not after its date."""
    date = article.anchor.date
    years = Counter(
        mark.low.year
        for mark in article.periods
        if mark.form == "year" and mark.role in (PeriodRole.TIME, PeriodRole.PLAN) and mark.low and mark.low.year
    )
    for year, times in years.most_common(1):
        if year and times >= 3 and not (date and date.year and year > date.year):
            return str(year)
    return None


def _planned(article: Article, mark: PeriodMark) -> bool:
    """Whether a period in the first lines is that of plans, or belongs to an index rather than to the report."""
    before = article.within("cue:target_headings", max(0, mark.start - 40), mark.start)
    year = article.anchor.date.year if article.anchor.date else None
    later = bool(year and mark.low and mark.low.year and mark.low.year > year)
    return bool(before) or later
