"""The period that its sentence states for a value."""

import re
from dataclasses import replace

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.edtf import Point
from cchc_extract.slots.discourse import Discourse, visit_day
from cchc_extract.text.brackets import opened_at
from cchc_extract.text.periods import PeriodMark, Role

# Forms that are told from another time, with which a value may be compared.
RELATIVE = ("same_last_year", "same_of_year", "last_year", "year_ago", "years_ago", "last_month", "last_quarter")
# Forms of what may be over when a text says "nay".
_PAST = ("last_year", "year_ago", "years_ago", "same_last_year", "year", "end_of_year", "month", "day")
_ENDS = re.compile(r"[.,;:()\n]")
# Between a value and its own period stand fewer words.
_LINK_WORDS = 3
# What sets a year against the present stands right before it, in so many characters.
_AGAINST = 24
# In brackets these tell when something named before went on ("Đợt 1 (29/9 - 5/10) thu hút …").
_STRETCHES = ("days", "year_span", "months")
# What is counted from a day on, and the groups of what comes in and is done day by day.
_COUNTED = ("count", "percentage", "reduction", "inspection")
_WORKED = ("dossiers", "documents", "people", "media", "services", "money")
# So many characters hold "kể từ ngày", "hồ sơ tồn của".
_SINCE, _LEFT = 12, 8
# And so many "kế hoạch cả".
_PLAN = 14
_CARRIES = (Role.TIME, Role.UNTIL, Role.SINCE)


def stated_period(article: Article, draft: Draft, discourse: Discourse) -> PeriodMark | None:
    """The period of a value in its sentence: right behind it, in its brackets, before it, or further behind."""
    sentence, quantity = article.sentences[draft.sentence], draft.quantity
    marks = article.periods_within(sentence.start, sentence.end)
    before = [m for m in marks if m.end <= quantity.start]
    after = [m for m in marks if m.start >= quantity.number_end]
    return (
        _right_behind(article, draft, after, discourse)
        or (_with_brackets(article, draft, before) if quantity.opened >= 0 else None)
        or _before(article, draft, before, after, discourse)
        or _further_behind(article, draft, after, discourse)
        or visit_day(article, sentence.start, sentence.end)
    )


def _before(
    article: Article, draft: Draft, before: list[PeriodMark], after: list[PeriodMark], discourse: Discourse
) -> PeriodMark | None:
    """The period before a value that is its own: the last that dates it, else that of a comparison or plan."""
    quantity = draft.quantity
    target = draft.status == "target"
    usable = [m for m in before if _dates(article, draft, m, discourse)]
    compared = [m for m in before if _opens_comparison(article, draft, m)]
    if compared and draft.kind != "change" and not any(m.start > compared[-1].start for m in usable):
        return compared[-1]
    if quantity.cue.level:
        earlier = [d.quantity.number_end for d in discourse.same_sentence(draft.sentence)]
        usable = [
            m
            for m in usable
            if not any(end <= m.start and _belongs(article.low[end : m.start], discourse) for end in earlier)
        ]
    usable = [m for m in usable if not _before_plan(m, draft, discourse)]
    if usable and not (target and usable[-1].interval and _dated_by(article, after, quantity.end)):
        return _up_to_now(_counted_since(article, usable[-1], draft), before)
    plans = [m for m in before if m.role is Role.PLAN and (m.interval or not _of_running_plan(article, draft, m))]
    return plans[-1] if plans and (target or draft.kind != "percentage") else None


def _counted_since(article: Article, mark: PeriodMark, draft: Draft) -> PeriodMark:
    """A day from which on something was counted up to now ("từ ngày 1/7, xã đã tiếp nhận 450 hồ sơ")."""
    if mark.role is not Role.SINCE or mark.form != "day" or draft.kind not in _COUNTED:
        return mark
    since = article.within("cue:counted_since", max(0, mark.start - _SINCE), mark.start)
    worked = draft.kind == "inspection" or draft.quantity.unit.group in _WORKED
    done = article.within("cue:done", mark.end, draft.quantity.start)
    counted = done and (since or (worked and draft.kind in ("count", "inspection")))
    return replace(mark, role=Role.TIME, high=None, interval=True, to_now=True) if counted else mark


def _up_to_now(mark: PeriodMark, before: list[PeriodMark]) -> PeriodMark:
    """A period that began at a time, up to that said behind ("Từ tháng 4, …, đến nay", "…, hết tháng 6")."""
    now = any(other.form == "now" and other.start > mark.end for other in before)
    if now and mark.role is Role.SINCE:
        return replace(mark, role=Role.TIME, to_now=True)
    year = mark.low.year if mark.low else None
    until = [m for m in before if m.role is Role.UNTIL and m.high and m.high.year == year and m.end <= mark.start]
    if year and until and mark.role is Role.SINCE:
        low = mark.low if mark.low and mark.low.month else Point(year, 1)
        return replace(mark, role=Role.TIME, low=low, high=until[-1].high)
    since = [other for other in before if other.role is Role.SINCE and other.end <= mark.start]
    if since and mark.role is Role.UNTIL and mark.low is None:
        return replace(mark, role=Role.TIME, low=since[-1].low)
    return mark


def _dates(article: Article, draft: Draft, mark: PeriodMark, discourse: Discourse) -> bool:
    """Whether a period before a value may be the time of it: not in closed brackets, of an earlier value, or past."""
    position = draft.quantity.start
    return (
        mark.form != "now"
        and (mark.role in _roles(draft) or (mark.role is Role.PLAN and not _of_running_plan(article, draft, mark)))
        and (mark.form in _STRETCHES or mark.round or not _bracketed(article.low, mark, position))
        and not _of_earlier(article, mark, draft, discourse)
        and (draft.status == "target" or not _left_behind(article, mark, position))
        and not _set_against(article, mark, position)
        and not _left_over(article, mark)
        and not (mark.aside and article.within("cue:turns_back", mark.end, position))
        and not _of_year_plan(article, mark, draft, discourse)
    )


def _of_running_plan(article: Article, draft: Draft, mark: PeriodMark) -> bool:
    """Whether a period is that of a plan of which the article reports a part of the time, or of a longer plan."""
    part = article.main_period or ""
    year = str(mark.low.year) if mark.form == "year" and mark.low else ""
    return mark.interval or (draft.status == "actual" and len(part) > len(year) and part.startswith(f"{year}-"))


def _opens_comparison(article: Article, draft: Draft, mark: PeriodMark) -> bool:
    """Whether a period that is compared with opens a clause, or stands right before a value."""
    if mark.role is not Role.BASELINE or mark.form not in RELATIVE:
        return False
    start = article.sentences[draft.sentence].start
    return _opens(article.low, start, mark) or _adjoins(article.low, mark.end, draft.quantity.start)


def _roles(draft: Draft) -> tuple[Role, ...]:
    """The roles of periods that may date a value."""
    return (*_CARRIES, Role.DEADLINE) if draft.status == "target" else _CARRIES


def _before_plan(mark: PeriodMark, draft: Draft, discourse: Discourse) -> bool:
    """Whether a year comes before the period of the plan that a goal is part of."""
    plan = discourse.period.low.year if discourse.period and discourse.period.low else None
    year = mark.high.year if mark.form == "year" and mark.high else None
    return draft.status == "target" and bool(plan and year and year < plan)


def _further_behind(
    article: Article, draft: Draft, after: list[PeriodMark], discourse: Discourse
) -> PeriodMark | None:
    """The first period behind a value that may date it, in its clause; a goal's may stand in a later one."""
    quantity, target = draft.quantity, draft.status == "target"
    later = [
        m
        for m in after
        if m.role in _roles(draft)
        and not _bracketed(article.low, m, quantity.start)
        and m.form != "now"
        and (target or m.form != "next_year")
        and not _before_plan(m, draft, discourse)
    ]
    stops = ";" if target else ",;("
    blocked = any(d in article.low[quantity.end : later[0].start] for d in stops) if later else True
    return None if blocked else later[0]


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
        and after[0].form in ("year", "end_of_year", "this_year")
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
    past = mark.form in _PAST and mark.role not in (Role.UNTIL, Role.SINCE) and not mark.to_now
    return past and any(m.start > mark.end + 1 for m in article.within("cue:this_time", mark.end, position))


def _set_against(article: Article, mark: PeriodMark, position: int) -> bool:
    """Whether a year is only set against in a clause that has ended ("235 thủ tục, trong khi năm 2018 là 304;")."""
    leads = article.within("cue:set_against", max(0, mark.start - _AGAINST), mark.start)
    return mark.form == "year" and bool(leads) and ";" in article.low[mark.end : position]


def _left_over(article: Article, mark: PeriodMark) -> bool:
    """Whether a time is only that from which something was left over ("312 hồ sơ tháng 9 chuyển sang")."""
    moved = article.within("cue:moved_on", mark.end, mark.end + 2)
    return bool(moved or article.within("cue:left_over", max(0, mark.start - _LEFT), mark.start))


def _of_year_plan(article: Article, mark: PeriodMark, draft: Draft, discourse: Discourse) -> bool:
    """Whether a year is only that of a plan whose value has been told ("vượt kế hoạch năm (65%); …")."""
    planned = mark.form == "whole_year" and article.within("cue:plans", max(0, mark.start - _PLAN), mark.start)
    return bool(planned) and any(d.quantity.start > mark.end for d in discourse.same_sentence(draft.sentence))


def _bracketed(low: str, mark: PeriodMark, position: int) -> bool:
    """Whether a mark lies in brackets that the position lies outside of."""
    if _between_dashes(low, mark, position):
        return True
    opened = opened_at(low, mark.start)
    closed = low.find(")", mark.end)
    return opened >= 0 and not opened < position < (closed if closed >= 0 else max(mark.end, position))


def _between_dashes(low: str, mark: PeriodMark, position: int) -> bool:
    """Whether dashes set a mark aside from what stands behind ("Bến Tre - quán quân năm 2019 - xếp thứ tư")."""
    opened, closed = low.rfind(" - ", 0, mark.start), low.find(" - ", mark.end, position)
    if opened < 0 or closed < 0:
        return False
    return not _ENDS.search(low, opened, closed)
