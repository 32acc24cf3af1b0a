"""The period of a fact and the baseline of a change."""

import re
from collections import Counter
from dataclasses import replace

from cchc_extract.article import Article
from cchc_extract.discourse import Discourse, visit_day
from cchc_extract.drafts import Draft
from cchc_extract.models import ScopeName
from cchc_extract.pack.lexicon import Mark
from cchc_extract.periods import PeriodMark, Role

_YEARLY = ("year", "years", "year_span", "past_year", "this_year", "last_year", "month", "end_of_year")
_RELATIVE = ("same_last_year", "same_of_year", "last_year", "last_month", "last_quarter")
_LINK_WORDS = 3
# How far before an index its year may stand, in characters.
_CLAUSE = 60
_INDEX_KINDS = ("rank", "score", "change")
_CARRIES = (Role.TIME, Role.UNTIL, Role.SINCE)


def fill_period(article: Article, draft: Draft, discourse: Discourse) -> None:
    """Set `period`: from the sentence, else carried from paragraph, index or article."""
    sentence = article.sentences[draft.sentence]
    target = draft.status == "target"
    quantity = draft.quantity
    cell = quantity.cell
    if cell:
        for span in (cell.header, cell.head):
            for named in article.periods_within(span.start, span.end):
                draft.period = article.anchor.resolve(named)
                return
    mark = _in_sentence(article, draft, sentence.start, sentence.end, target, discourse)
    compared = mark is not None and mark.role is Role.BASELINE and mark.form in _RELATIVE
    before = [d.period for d in discourse.same_sentence(draft.sentence) if d.period] if compared else []
    period = (
        article.anchor.resolve(mark, target=target, fact_period=before[-1] if before else article.main_period)
        if mark
        else None
    )
    scope: ScopeName | None = None
    if period is None and not (mark is None and _before_event(article, sentence.start, quantity.start)):
        period, scope = _carried(article, draft, discourse, target)
    if (
        quantity.cue.earlier
        and draft.comparator == "="
        and draft.kind != "change"
        and (mark is None or scope or not _own_time(article, draft, mark))
    ):
        period, scope = _time_before(article, draft, sentence.start, sentence.end), None
    if period and period.startswith("../") and quantity.cue.level and draft.kind == "count":
        period = period.removeprefix("../")
    several = mark is not None and mark.form == "years" and scope is None
    draft.period = period if several or period is None else _single(period, draft)
    if period and scope:
        draft.scope["period"] = scope


def _before_event(article: Article, start: int, end: int) -> bool:
    """Whether a clause speaks of the time before a reform that has no date ("trước sáp nhập, huyện có …")."""
    marks = article.within("cue:before_events", start, end)
    return bool(marks) and not re.search(r"[;.]", article.low[marks[-1].end : end])


def _own_time(article: Article, draft: Draft, mark: PeriodMark) -> bool:
    """Whether a period stands right behind a value ("từ vị trí 53 của năm 2020")."""
    return mark.start >= draft.quantity.number_end


def _time_before(article: Article, draft: Draft, start: int, end: int) -> str | None:
    """The period of a value from which a movement starts: that which the sentence compares with, else none."""
    for mark in article.periods_within(start, end):
        if mark.role is Role.BASELINE:
            return article.anchor.resolve(mark, fact_period=article.main_period)
    return None


def _in_sentence(
    article: Article, draft: Draft, start: int, end: int, target: bool, discourse: Discourse
) -> PeriodMark | None:
    quantity = draft.quantity
    marks = article.periods_within(start, end)
    after = [m for m in marks if m.start >= quantity.number_end]
    own = (*_CARRIES, Role.PLAN) if draft.kind == "change" else (*_CARRIES, Role.PLAN, Role.BASELINE)
    if after and _adjoins(article.low, quantity.end, after[0].start) and after[0].role in own:
        bracketed = article.low[quantity.end : after[0].start].strip().startswith("(")
        alone = re.match(r"\s*\)", article.low[after[0].end : after[0].end + 3])
        link = article.low[quantity.end : after[0].start].strip(" (")
        linked = link in discourse.period_links
        stated = after[0].role in _CARRIES or (link and after[0].form == "year")
        if after[0].role is not Role.PLAN and stated and linked and (not bracketed or alone):
            return after[0]
    before = [m for m in marks if m.end <= quantity.start]
    if quantity.opened >= 0:
        inside = [m for m in before if m.start >= quantity.opened and m.role in _CARRIES]
        if inside:
            return inside[-1]
        if before and before[-1].end <= quantity.opened and not article.low[before[-1].end : quantity.opened].strip():
            return before[-1]
    roles = (*_CARRIES, Role.DEADLINE) if target else _CARRIES
    usable = [
        m for m in before
        if m.form != "now" and (m.role in roles or (m.role is Role.PLAN and not m.interval))
        and (m.form == "days" or not _bracketed(article.low, m, quantity.start))
        and not _of_earlier(article, m, draft, discourse)
        and not _left_behind(article, m, quantity.start)
    ]  # fmt: skip
    compared = [
        m
        for m in before
        if m.role is Role.BASELINE
        and m.form in _RELATIVE
        and (_opens_clause(article.low, start, m.start) or _adjoins(article.low, m.end, quantity.start))
    ]
    if compared and draft.kind != "change" and not [m for m in usable if m.start > compared[-1].start]:
        return compared[-1]
    if quantity.cue.level:
        earlier = [d.quantity.number_end for d in discourse.same_sentence(draft.sentence)]
        usable = [
            m
            for m in usable
            if not any(end <= m.start and _belongs(article.low[end : m.start], discourse) for end in earlier)
        ]
    planned = discourse.period.low.year if target and discourse.period and discourse.period.low else None
    if planned:
        usable = [m for m in usable if not (m.form == "year" and m.high and m.high.year and m.high.year < planned)]
    if usable and not (target and usable[-1].interval and _dated_by(article, after, quantity.end)):
        return usable[-1]
    plans = [m for m in before if m.role is Role.PLAN]
    if plans and draft.kind != "percentage":
        return plans[-1]
    later = [
        m
        for m in after
        if m.role in roles
        and not _bracketed(article.low, m, quantity.start)
        and m.form != "now"
        and (target or m.form != "next_year")
    ]
    stops = ";" if target else ",;("
    blocked = any(d in article.low[quantity.end : later[0].start] for d in stops) if later else True
    return later[0] if later and not blocked else visit_day(article, start, end)


def _dated_by(article: Article, after: list[PeriodMark], end: int) -> bool:
    """Whether a year follows in the same clause by which a goal is to be reached."""
    return (
        bool(after)
        and after[0].form in ("year", "end_of_year")
        and after[0].role is not Role.BASELINE
        and not re.search(r"[,;]", article.low[end : after[0].start])
    )


def _opens_clause(low: str, start: int, at: int) -> bool:
    before = low[start:at].rstrip()
    return bool(before) and before[-1] in ",;("


def _adjoins(low: str, end: int, start: int) -> bool:
    between = low[end:start]
    return len(between.split()) <= _LINK_WORDS - 1 and not re.search(r"[,.;:)]", between)


def _belongs(between: str, discourse: Discourse) -> bool:
    """Whether a period stands right behind a value, so that it is the value's own and not that of the next."""
    return between.strip() in discourse.period_links


def _of_earlier(article: Article, mark: PeriodMark, draft: Draft, discourse: Discourse) -> bool:
    """Whether a period is that of a value from which a movement starts ("từ 60,98 năm 2018 lên 63,85")."""
    starts = [d for d in discourse.same_sentence(draft.sentence) if d.quantity.cue.earlier and d is not draft]
    ends = [d.quantity.number_end for d in starts if d.quantity.number_end <= mark.start]
    return any(_belongs(article.low[end : mark.start], discourse) for end in ends)


def _left_behind(article: Article, mark: PeriodMark, position: int) -> bool:
    """Whether a text has come back from a past year to its own time ("năm ngoái còn thứ 11, lần này hạng 5")."""
    past = mark.form in ("last_year", "same_last_year", "year") and mark.role is not Role.UNTIL
    return past and any(m.start >= mark.end for m in article.within("cue:this_time", mark.end, position))


def _bracketed(low: str, mark: PeriodMark, position: int) -> bool:
    """Whether a mark lies in brackets that the position lies outside of."""
    first, last = min(mark.start, position), max(mark.end, position)
    opened = low.rfind("(", max(0, mark.start - 60), mark.start)
    if opened < 0 or low.find(")", opened, mark.start) >= 0:
        return False
    closed = low.find(")", mark.end)
    return not (opened < position < (closed if closed >= 0 else last)) and first != last


def _carried(
    article: Article, draft: Draft, discourse: Discourse, target: bool
) -> tuple[str | None, ScopeName | None]:
    if draft.parent and draft.parent.period:
        return draft.parent.period, draft.parent.scope.get("period", "sentence")
    monthly = discourse.period is not None and discourse.period.form not in _YEARLY
    index_year = _index_year(article, draft.indicator) if draft.indicator and monthly and not target else None
    if index_year and draft.indicator != "QD766":
        return index_year, "article"
    if discourse.period:
        mark = discourse.period
        now = [
            m
            for m in article.periods_within(article.sentences[draft.sentence].start, draft.quantity.start)
            if m.form == "now"
        ]
        if now and mark.interval and mark.low and mark.low.year:
            mark = replace(mark, to_now=True)
        resolved = article.anchor.resolve(mark, target=target)
        if resolved:
            return resolved, "paragraph"
    if draft.indicator and not target:
        for earlier in reversed(discourse.same_sentence(draft.sentence)):
            if _dates_index(earlier):
                return earlier.period, "sentence"
    if draft.indicator and not target:
        named = _year_of_index(article, draft, discourse)
        if named:
            return named, "article"
    if target and article.plan_period:
        return article.plan_period, "article"
    scope: ScopeName = "dateline" if article.main_period_scope == "dateline" else "article"
    return article.main_period, scope


def _dates_index(draft: Draft) -> bool:
    """Whether the period of a fact is also that of the index values after it in its sentence."""
    quantity = draft.quantity
    plain = quantity.opened < 0 and not quantity.cue.earlier
    return bool(draft.indicator and draft.period) and plain and draft.status == "actual"


def _single(period: str, draft: Draft) -> str:
    """An index has a value for one year: of several years, or of all to a year, the last is meant."""
    low, _, high = period.partition("/")
    years = low == ".." or len(low) == 4
    if draft.indicator and draft.kind in _INDEX_KINDS and years and len(high) == 4 and high.isdigit():
        return high
    return period


def _year_of_index(article: Article, draft: Draft, discourse: Discourse) -> str | None:
    """The year of an index whose value is given without one: by a comparison, by values before, by its name."""
    sentence = article.sentences[draft.sentence]
    return (
        _year_after_baseline(article, sentence.start, sentence.end)
        or _latest(_year_stated(discourse, draft.indicator), _index_year(article, draft.indicator))
        or _latest(_year_stated(discourse, None), _index_year(article, None))
        or _year_after_baseline(article, 0, len(article.low))
    )


def _latest(*years: str | None) -> str | None:
    return max((year for year in years if year), default=None)


def _year_stated(discourse: Discourse, code: str | None) -> str | None:
    """The latest year for which a value of an index (or of any) has been stated so far."""
    years = [
        d.period
        for d in discourse.drafts
        if _dates_index(d)
        and d.indicator == (code or d.indicator)
        and "period" not in d.scope
        and len(d.period or "") == 4
    ]
    return _latest(*years)


def _index_year(article: Article, code: str | None) -> str | None:
    """The year of an index in the article: the latest that it (or any index) is named with, not after the date.

    Where none is named behind it, the one before it in its clause ("Năm 2021, PCI của tỉnh …") is taken.
    """
    marks = [
        m
        for m in article.marks.get("indicator", ())
        if m.value and (code is None or m.value == code) and not article.within("cue:target", m.end, m.end + _CLAUSE)
    ]
    for named in (_year_after, _year_before):
        years = [year for mark in marks if (year := _past(article, named(article, mark)))]
        if years:
            return max(years)
    return None


def _past(article: Article, year: str | None) -> str | None:
    """A year, unless it comes after the article's."""
    latest = article.anchor.latest
    return year if year and len(year) == 4 and not (latest and int(year) > latest) else None


def _year_after_baseline(article: Article, start: int, end: int) -> str | None:
    """The year after that with which a stretch compares, where it is one of the last two: indices go year by year."""
    years = Counter(
        mark.low.year
        for mark in article.periods_within(start, end)
        if mark.role is Role.BASELINE and mark.form == "year" and mark.low and mark.low.year
    )
    date = article.anchor.date
    if not years or not date or not date.year:
        return None
    year = years.most_common(1)[0][0] + 1
    return str(year) if year in (date.year - 1, date.year) else None


def _year_before(article: Article, mark: Mark) -> str | None:
    """The year that opens the clause of an index ("Năm 2021, tỉnh đạt PCI …")."""
    for period in reversed(article.periods_within(max(0, mark.start - _CLAUSE), mark.start)):
        between = article.low[period.end : mark.start]
        planned = article.within("cue:target", period.end, mark.start)
        if (
            period.form == "year"
            and period.role is Role.TIME
            and not planned
            and not re.search(r"[.;:\n\d]", between)
        ):
            return article.anchor.resolve(period)
    return None


def _year_after(article: Article, indicator: Mark) -> str | None:
    """The year that an index is named with ("Chỉ số CCHC năm 2019")."""
    end = indicator.end
    for mark in article.periods_within(end, end + 60):
        between = article.low[end : mark.start]
        if (
            mark.form in ("year", "years", "last_year", "past_year")
            and mark.role is Role.TIME
            and len(between.split()) <= 8
            and not re.search(r"[.;:\n\d]", between)
        ):
            return article.anchor.resolve(mark)
    return None


def _closer(article: Article, end: int, after: list[PeriodMark]) -> bool:
    """Whether a comparison follows in the same clause."""
    return bool(after) and not re.search(r"[,;]", article.low[end : after[0].start])


def fill_baseline(article: Article, draft: Draft, discourse: Discourse) -> None:
    """Set `baseline` of a change: the period that the sentence compares with, after the change or before it."""
    if draft.kind != "change":
        return
    sentence = article.sentences[draft.sentence]
    quantity = draft.quantity
    marks = [m for m in article.periods_within(sentence.start, sentence.end) if m.role is Role.BASELINE]
    after = [m for m in marks if m.start >= quantity.start]
    before = [m for m in marks if m.start < quantity.start]
    earlier = [d.quantity.end for d in discourse.same_sentence(draft.sentence) if d is not draft]
    if (
        before
        and before[-1].start >= max(earlier, default=sentence.start)
        and quantity.opened < 0
        and not _closer(article, quantity.end, after)
    ):
        chosen = before[-1]
    elif after and ";" not in article.low[quantity.end : after[0].start]:
        chosen = after[0]
    elif before and (
        ";" not in article.low[before[-1].end : quantity.start] or before[-1].start - sentence.start < 30
    ):
        chosen = before[-1]
    else:
        return
    draft.baseline = article.anchor.resolve(chosen, fact_period=draft.period)
    if draft.baseline == draft.period:
        draft.period = article.main_period if article.main_period != draft.baseline else None
