"""The period of a fact and the baseline of a change."""

import re
from dataclasses import replace

from cchc_extract.article.article import Article
from cchc_extract.article.tables import Cell
from cchc_extract.drafts import Draft
from cchc_extract.edtf import shift_years
from cchc_extract.models import ScopeName
from cchc_extract.pack.compiled import Pack
from cchc_extract.slots.discourse import Discourse, visit_day
from cchc_extract.slots.index_years import dates_index, index_year, unknown_yet, year_of_index
from cchc_extract.text.periods import PeriodMark, Role

_YEARLY = ("year", "years", "year_span", "past_year", "this_year", "last_year", "year_ago", "month", "end_of_year")
_RELATIVE = ("same_last_year", "same_of_year", "last_year", "year_ago", "last_month", "last_quarter")
_LINK_WORDS = 3
_INDEX_KINDS = ("rank", "score", "change")
_CARRIES = (Role.TIME, Role.UNTIL, Role.SINCE)


def fill_period(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> None:
    """Set `period`: from the sentence, else carried from paragraph, index or article."""
    sentence = article.sentences[draft.sentence]
    target = draft.status == "target"
    quantity = draft.quantity
    cell = quantity.cell
    if cell:
        for span in (cell.header, cell.head):
            for named in article.periods_within(span.start, span.end):
                if named.role is not Role.BASELINE:
                    draft.period = article.anchor.resolve(named)
                    return
    mark = _in_sentence(article, draft, sentence.start, sentence.end, target, discourse)
    compared = mark is not None and mark.role is Role.BASELINE and mark.form in _RELATIVE
    before = [d.period for d in discourse.same_sentence(draft.sentence) if d.period] if compared else []
    period = (
        article.anchor.resolve(mark, target=target, fact_period=before[0] if before else article.main_period)
        if mark
        else None
    )
    scope: ScopeName | None = None
    if period is None and not (mark is None and _before_event(article, sentence.start, quantity.start)):
        period, scope = _carried(pack, article, draft, discourse, target)
    if (
        quantity.cue.earlier
        and draft.comparator == "="
        and draft.kind != "change"
        and (mark is None or scope or not _own_time(article, draft, mark))
    ):
        period, scope = _time_before(article, draft, sentence.start, sentence.end), None
    if period and period.startswith("../") and quantity.cue.level and draft.kind == "count":
        period = period.removeprefix("../")
    this_year = mark is not None and mark.form == "this_year" and scope is None and not target
    if this_year and unknown_yet(pack, article, draft.indicator, period):
        period = shift_years(period, -1) if period else None
    several = mark is not None and mark.form == "years" and scope is None
    draft.period = period if several or period is None else _single(period, draft)
    if period and scope:
        draft.scope["period"] = scope


def _before_event(article: Article, start: int, end: int) -> bool:
    """Whether a clause speaks of the time before a reform that has no date ("trước sáp nhập, huyện có …")."""
    marks = [m for m in article.within("cue:before_events", start, end) if _opens_clause(article.low, start, m.start)]
    if not marks or article.within("cue:this_time", marks[-1].end, end):
        return False
    return not re.search(r"[;.]", article.low[marks[-1].end : end])


def _opens_clause(low: str, start: int, position: int) -> bool:
    """Whether nothing but punctuation stands right before a position in its sentence ("cấp huyện trước đây" not)."""
    before = low[start:position].rstrip()
    return not before or not before[-1].isalnum()


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
    behind = _right_behind(article, draft, after, discourse)
    if behind:
        return behind
    before = [m for m in marks if m.end <= quantity.start]
    bracketed = _with_brackets(article, draft, before) if quantity.opened >= 0 else None
    if bracketed:
        return bracketed
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
        and (_opens(article.low, start, m) or _adjoins(article.low, m.end, quantity.start))
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
        and not (planned and m.form == "year" and m.high and m.high.year and m.high.year < planned)
    ]
    stops = ";" if target else ",;("
    blocked = any(d in article.low[quantity.end : later[0].start] for d in stops) if later else True
    return later[0] if later and not blocked else visit_day(article, start, end)


def _right_behind(article: Article, draft: Draft, after: list[PeriodMark], discourse: Discourse) -> PeriodMark | None:
    """The period right behind a value, where it is the value's own ("đạt 98% năm 2020", "98% (năm 2020)")."""
    quantity = draft.quantity
    own = (*_CARRIES, Role.PLAN) if draft.kind == "change" else (*_CARRIES, Role.PLAN, Role.BASELINE)
    if after and _adjoins(article.low, quantity.end, after[0].start) and after[0].role in own:
        bracketed = article.low[quantity.end : after[0].start].strip().startswith("(")
        alone = re.match(r"\s*\)", article.low[after[0].end : after[0].end + 3])
        link = article.low[quantity.end : after[0].start].strip(" (")
        linked = link in discourse.period_links
        stated = after[0].role in _CARRIES or (link and after[0].form == "year")
        if after[0].role is not Role.PLAN and stated and linked and (not bracketed or alone):
            return after[0]
    return None


def _with_brackets(article: Article, draft: Draft, before: list[PeriodMark]) -> PeriodMark | None:
    """The period of a value in brackets: in them before it, or right before them; not one that it is moved from."""
    quantity = draft.quantity
    inside = [m for m in before if m.start >= quantity.opened and m.role in _CARRIES]
    if inside:
        return inside[-1]
    near = quantity.cue.near
    moved = near is not None and near.classes & {"up", "down"}
    beside = before and not article.low[before[-1].end : quantity.opened].strip()
    if beside and before[-1].end <= quantity.opened and not (moved and before[-1].role is Role.BASELINE):
        return before[-1]
    return None


def _dated_by(article: Article, after: list[PeriodMark], end: int) -> bool:
    """Whether a year follows in the same clause by which a goal is to be reached."""
    return (
        bool(after)
        and after[0].form in ("year", "end_of_year")
        and after[0].role is not Role.BASELINE
        and not re.search(r"[,;]", article.low[end : after[0].start])
    )


def _opens(low: str, start: int, mark: PeriodMark) -> bool:
    """Whether a period opens a clause; "năm ngoái" at the beginning of a sentence is a time of its own."""
    before = low[start : mark.start].rstrip()
    return before[-1] in ",;(" if before else mark.form not in ("last_year", "year_ago")


def _adjoins(low: str, end: int, start: int) -> bool:
    between = low[end:start]
    return len(between.split()) <= _LINK_WORDS - 1 and not re.search(r"[,.;:)]", between)


def _belongs(between: str, discourse: Discourse) -> bool:
    """Whether a period stands right behind a value, so that it is the value's own and not that of the next."""
    return between.strip() in discourse.period_links


def _of_earlier(article: Article, mark: PeriodMark, draft: Draft, discourse: Discourse) -> bool:
    """Whether a period is that of a value from which a movement starts ("từ 60,98 năm 2018 lên 63,85")."""
    starts = [d for d in discourse.same_sentence(draft.sentence) if d.quantity.cue.earlier and d is not draft]
    ends = [end for d in starts for end in (d.quantity.number_end, d.quantity.end) if end <= mark.start]
    return any(_belongs(article.low[end : mark.start], discourse) for end in ends)


def _left_behind(article: Article, mark: PeriodMark, position: int) -> bool:
    """Whether a text has come back from a past year to its own time ("năm ngoái còn thứ 11, lần này hạng 5")."""
    past = mark.form in ("last_year", "year_ago", "same_last_year", "year") and mark.role is not Role.UNTIL
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
    pack: Pack, article: Article, draft: Draft, discourse: Discourse, target: bool
) -> tuple[str | None, ScopeName | None]:
    if draft.parent and draft.parent.period:
        return draft.parent.period, draft.parent.scope.get("period", "sentence")
    monthly = discourse.period is not None and discourse.period.form not in _YEARLY
    year = (
        index_year(pack, article, draft.indicator, draft.quantity.end)
        if draft.indicator and monthly and not target
        else None
    )
    if year and draft.indicator != "QD766":
        return year, "article"
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
            back = article.within("cue:this_time", earlier.quantity.number_end, draft.quantity.start)
            if dates_index(earlier) and not back:
                return earlier.period, "sentence"
    if draft.indicator and not target:
        named = year_of_index(pack, article, draft, discourse)
        if named:
            return named, "article"
    if target and article.plan_period:
        return article.plan_period, "article"
    scope: ScopeName = "dateline" if article.main_period_scope == "dateline" else "article"
    return article.main_period, scope


def _single(period: str, draft: Draft) -> str:
    """An index has a value for one year: of several years, or of all to a year, the last is meant."""
    low, _, high = period.partition("/")
    years = low == ".." or len(low) == 4
    if draft.indicator and draft.kind in _INDEX_KINDS and years and len(high) == 4 and high.isdigit():
        return high
    return period


def _closer(article: Article, end: int, after: list[PeriodMark]) -> bool:
    """Whether a comparison follows in the same clause."""
    return bool(after) and not re.search(r"[,;]", article.low[end : after[0].start])


def _column_before(article: Article, cell: Cell, period: str | None) -> str | None:
    """The last period before that of a change that heads another column of its row ("Hạng 2021 | Hạng 2020")."""
    heads = [other.header for other in article.cells.values() if other.head == cell.head]
    marks = [mark for head in heads for mark in article.periods_within(head.start, head.end)]
    named = [resolved for mark in marks if (resolved := article.anchor.resolve(mark))]
    return max((past for past in named if period and past < period), default=None)


def fill_baseline(article: Article, draft: Draft, discourse: Discourse) -> None:
    """Set `baseline` of a change: the period that the sentence compares with, after the change or before it."""
    if draft.kind != "change":
        return
    cell = draft.quantity.cell
    headed = article.periods_within(cell.header.start, cell.header.end) if cell else []
    if headed and headed[0].role is Role.BASELINE:
        draft.baseline = article.anchor.resolve(headed[0], fact_period=draft.period)
        return
    if cell and not headed:
        draft.baseline = _column_before(article, cell, draft.period)
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
