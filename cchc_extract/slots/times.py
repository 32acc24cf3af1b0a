"""The period of a fact."""

import re
from dataclasses import replace

from cchc_extract.article.article import Article
from cchc_extract.article.tables import Cell
from cchc_extract.drafts import INDEX_KINDS, Draft
from cchc_extract.edtf import shift_years
from cchc_extract.models import ScopeName
from cchc_extract.pack.compiled import Pack
from cchc_extract.slots.carried_periods import carried_period
from cchc_extract.slots.discourse import Discourse
from cchc_extract.slots.index_years import unknown_yet, year_of_index
from cchc_extract.slots.limits import on_past_day, until_limit
from cchc_extract.slots.stated_periods import RELATIVE, stated_period
from cchc_extract.text.brackets import closed_since
from cchc_extract.text.periods import FROM_LAST, PeriodMark, Role

# The longest name of an index, in characters.
_NAME = 80
# The length of a year in EDTF.
_YEAR = 4
# So many facts back a text goes to tell a time from theirs.
_RECENT = 8
_MONTHS = ("month", "months", "quarter", "closing_quarter", "first_months", "last_months", "half", "half2")
# Forms that count years back.
_YEARS_BACK = ("last_year", "year_ago", "years_ago")
# Forms that are told from the year that the passage speaks of.
_OF_THAT_YEAR = ("in_year", "whole_year", "end_of_year")


def fill_period(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> None:
    """Set `period`: from the sentence, else carried from paragraph, index or article."""
    sentence = article.sentences[draft.sentence]
    target = draft.status == "target"
    quantity = draft.quantity
    named = _heading_cell(article, quantity.cell) if quantity.cell else None
    if named:
        draft.period = article.anchor.resolve(named)
        return
    mark = stated_period(article, draft, discourse)
    mark = _in_plan(article, mark, draft, discourse) if mark else None
    told_from = _told_from(article, draft, mark, discourse) if mark else None
    if mark and not told_from and mark.form in _YEARS_BACK and mark.role is not Role.BASELINE:
        told_from = _round_told(article, draft, mark, discourse)
        mark = replace(mark, role=Role.BASELINE) if told_from else mark
    period = (
        article.anchor.resolve(mark, target=target, fact_period=told_from or article.main_period) if mark else None
    )
    scope: ScopeName | None = None
    period = period or until_limit(article, draft) or on_past_day(article, draft)
    if period is None and not (mark is None and _before_event(article, sentence.start, quantity.start)):
        period, scope = carried_period(pack, article, draft, discourse, target)
    if (
        quantity.cue.earlier
        and draft.comparator == "="
        and draft.kind != "change"
        and (mark is None or scope or mark.start < quantity.number_end)
    ):
        period, scope = _time_before(pack, article, draft, discourse)
    if period and period.startswith("../") and quantity.cue.level and draft.kind == "count":
        period = period.removeprefix("../")
    this_year = mark is not None and mark.form == "this_year" and scope is None and not target
    if mark and this_year and unknown_yet(pack, article, draft.indicator or _index_named(article, mark), period):
        period = shift_years(period, -1) if period else None
    several = mark is not None and mark.form == "years" and scope is None
    draft.period = period if several or period is None else _single(period, draft)
    _date_start(article, draft, discourse)
    if period and scope:
        draft.scope["period"] = scope


def _in_plan(article: Article, mark: PeriodMark, draft: Draft, discourse: Discourse) -> PeriodMark:
    """Months without a year, in a plan for one that is yet to come: they are of that ("quý III tổ chức hội thi")."""
    year, date = article.plan_period or "", article.anchor.date
    open_ = mark.form in _MONTHS and mark.high is not None and mark.high.year is None and not mark.back
    if not open_ or len(year) != _YEAR or date is None or date.year is None or int(year) <= date.year:
        return mark
    start = article.sentences[draft.sentence].start
    planned = draft.status == "target" or discourse.target or article.within("cue:plans", start, mark.start)
    if not planned:
        return mark
    low, high = (replace(point, year=int(year)) if point else None for point in (mark.low, mark.high))
    return replace(mark, low=low, high=high)


def _date_start(article: Article, draft: Draft, discourse: Discourse) -> None:
    """Date what a movement starts from, and the change before it, by where the movement ends.

    What a goal is reached from is so now ("sẽ đưa số phòng từ 126 xuống 90"); a change is of the year that it leads
    to ("tăng 14 bậc, từ hạng 20 (năm 2015) lên hạng 6 (năm 2016)").
    """
    before = discourse.same_sentence(draft.sentence)[-2:]
    if not before or before[-1].kind != draft.kind:
        return
    start, latest = before[-1], article.anchor.latest
    if not article.within("cue:levels", start.quantity.number_end, draft.quantity.start):
        return
    left = start.quantity.cue.earlier and start.status == "actual" and start.period is None
    if draft.status == "target" and left and latest is not None:
        start.period, start.scope["period"] = str(latest), "dateline"
    change = before[0]
    carried = change.kind == "change" and change.indicator == draft.indicator and "period" in change.scope
    carried = carried and (start.period or "") < (draft.period or "")
    if carried and draft.period and "period" not in draft.scope and draft.kind in INDEX_KINDS:
        change.period, change.scope["period"] = draft.period, "sentence"


def _index_named(article: Article, mark: PeriodMark) -> str | None:
    """The index that a time is said of ("PAPI năm nay dựa trên ý kiến 13.892 người")."""
    named = [m for m in article.within("indicator", mark.start - _NAME, mark.start) if m.end + 1 == mark.start]
    return named[-1].value if named else None


def _told_from(article: Article, draft: Draft, mark: PeriodMark, discourse: Discourse) -> str | None:
    """The period from which one is told: that of the first fact of its sentence, or of the last before it.

    "Khi ấy" is the time that was named last.
    """
    if mark.form in FROM_LAST:
        before = [d for d in discourse.drafts[-_RECENT:] if d.quantity.end <= mark.start]
        named = [m for m in article.periods if m.end <= mark.start and m.form not in FROM_LAST]
        if mark.form == "then" and named and not (before and before[-1].quantity.start > named[-1].start):
            return (article.anchor.resolve(named[-1]) or "").removesuffix("/..") or None
        return before[-1].period if before else None
    if mark.form in _OF_THAT_YEAR and discourse.period and discourse.period.form == "year":
        return article.anchor.resolve(discourse.period)
    if mark.form == "whole_year":
        before = discourse.same_sentence(draft.sentence)
        told = before[-1].period if before else None
        return told.removeprefix("../")[:_YEAR] if told and "period" not in before[-1].scope else None
    if mark.role is not Role.BASELINE or mark.form not in RELATIVE:
        return None
    before = discourse.same_sentence(draft.sentence)
    if not before and mark.form == "same_of_year" and discourse.drafts:
        before = discourse.drafts[-1:]
    return next((d.period for d in before if d.period), None)


def _round_told(article: Article, draft: Draft, mark: PeriodMark, discourse: Discourse) -> str | None:
    """The year of the index value before a time, from which the years are counted of one that is older.

    "Năm ngoái" is the year before the article's where the value before it is not the newest that there can be.
    """
    told = next((d for d in reversed(discourse.drafts[-_RECENT:]) if d.quantity.end <= mark.start), None)
    if told is None or not draft.indicator or draft.kind not in INDEX_KINDS or told.kind not in INDEX_KINDS:
        return None
    latest = article.anchor.latest
    newest = mark.form == "last_year" or (latest is not None and (told.period or "") >= str(latest - 1))
    return told.period if told.indicator == draft.indicator and newest else None


def _heading_cell(article: Article, cell: Cell) -> PeriodMark | None:
    """The period that heads the column or else the row of a table cell."""
    for span in (cell.header, cell.head):
        for mark in article.periods_within(span.start, span.end):
            if mark.role is not Role.BASELINE:
                return mark
    return None


def _before_event(article: Article, start: int, end: int) -> bool:
    """Whether a clause speaks of the time before a reform that has no date ("trước sáp nhập, huyện có …")."""
    marks = [
        m
        for m in article.within("cue:before_events", start, end)
        if _opens_clause(article.low, start, m.start) and not closed_since(article.low, m.start, end)
    ]
    if not marks or article.within("cue:now_words", marks[-1].end, end):
        return False
    return not re.search(r"[;.]", article.low[marks[-1].end : end])


def _opens_clause(low: str, start: int, position: int) -> bool:
    """Whether nothing but punctuation stands right before a position in its sentence ("cấp huyện trước đây" not)."""
    before = low[start:position].rstrip()
    return not before or not before[-1].isalnum()


def _time_before(
    pack: Pack, article: Article, draft: Draft, discourse: Discourse
) -> tuple[str | None, ScopeName | None]:
    """The period of a value from which a movement starts: that which the sentence compares with.

    Of an index that has a value a year it is else the year before its last; of anything else it is not known.
    """
    sentence = article.sentences[draft.sentence]
    for mark in article.periods_within(sentence.start, sentence.end):
        if mark.role is Role.BASELINE:
            return article.anchor.resolve(mark, fact_period=article.main_period), None
    index = pack.indicators.get(draft.indicator or "")
    if index and not index.monthly and draft.kind in INDEX_KINDS and draft.status == "actual":
        year = year_of_index(pack, article, draft, discourse)
        return (shift_years(year, -1), "article") if year else (None, None)
    return None, None


def _single(period: str, draft: Draft) -> str:
    """An index has a value for one year: of several years, or of all to a year, the last is meant."""
    low, _, high = period.partition("/")
    years = low == ".." or len(low) == 4
    if draft.indicator and draft.kind in INDEX_KINDS and years and len(high) == 4 and high.isdigit():
        return high
    return period
