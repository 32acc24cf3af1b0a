"""What was so until a time that a sentence opens with ("Trước ngày 1/7/2025, tỉnh có 24 huyện"), or on a past day."""

from datetime import date

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.edtf import shift_months, shift_years
from cchc_extract.text.periods import PeriodMark, Role

# Words that may open the sentence before such a time.
_OPENING = 4
# The lengths of a year, a month and a day in EDTF, and what a first day ends with.
_YEAR, _MONTH, _DAY, _FIRST = 4, 7, 10, "-01"
# An article tells of an event of more days ago as one of its time, not as what it reports on.
_LONG_AGO = 40


def until_limit(article: Article, draft: Draft) -> str | None:
    """The time up to a past day, month or year that opens the sentence of what is told of it; else None.

    What stands right behind such a time is rather asked for by then ("Trước ngày 15/3, 5 đơn vị phải giải trình").
    """
    start, at = article.sentences[draft.sentence].start, draft.quantity.start
    mark = next((m for m in article.periods_within(start, at) if _opens(article, m, start)), None)
    day = article.anchor.day
    if mark is None or draft.status == "target" or day is None:
        return None
    if not any(map(str.isalpha, article.low[mark.end : draft.quantity.cue.start])):
        return None
    if article.within("cue:now_words", mark.end, at) or article.within("cue:this_time", mark.end, at):
        return None
    point = article.anchor.resolve(mark)
    if point is None or "/" in point or point > day.isoformat()[: len(point)]:
        return None
    return f"../{_before(point)}"


def _opens(article: Article, mark: PeriodMark, start: int) -> bool:
    plain = mark.form in ("day", "month", "year") and mark.role is Role.DEADLINE
    return plain and len(article.low[start : mark.start].split()) <= _OPENING


def _before(point: str) -> str | None:
    """The year, month or day up to which it was so: the one before, of a day that does not begin a month itself."""
    if len(point) == _YEAR:
        return shift_years(point, -1)
    if len(point) == _MONTH or point.endswith(_FIRST):
        return shift_months(point[:_MONTH], -1)
    return point


def on_past_day(article: Article, draft: Draft) -> str | None:
    """The day of an event long before the article's, of which a sentence tells what was so then; else None.

    What is reported on lies not before that day, as the year does of an index that was announced on it.
    """
    start, at, day = article.sentences[draft.sentence].start, draft.quantity.start, article.anchor.day
    events = [m for m in article.periods_within(start, at) if m.role is Role.EVENT and m.form == "day"]
    if not events or day is None or draft.indicator or draft.status == "target":
        return None
    point = article.anchor.resolve(events[-1]) or ""
    told = (article.main_period or "").split("/")[-1]
    if len(point) != _DAY or told[:_YEAR] < point[:_YEAR] or article.within("cue:now_words", events[-1].end, at):
        return None
    return point if (day - date.fromisoformat(point)).days > _LONG_AGO else None
