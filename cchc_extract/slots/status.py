"""Whether a fact is a goal or what is."""

import re

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.slots.discourse import Discourse
from cchc_extract.slots.goal_leads import BOUNDS, CLAUSE, Lead
from cchc_extract.slots.index_years import unknown_yet
from cchc_extract.slots.set_goals import is_set
from cchc_extract.text.brackets import closed_since
from cchc_extract.text.periods import PeriodMark, Role

# A heading for plans stands within so many characters, as does its colon.
_HEADING = 24
# Nothing more than this share can be asked for.
_ALL = 100
# The length of a year in EDTF.
_YEAR = 4
# "hiện nay" stands no further behind the value that holds now ("từ vị trí 31/63 hiện nay lên tốp 25").
_NOW = 3
# Between a demand and its list may be said of whom it is asked.
_LISTS = re.compile(r"[^.;:\d]{0,30}:")
# What is reached follows the word for it, but for a few words between.
_REACHED = re.compile(r"\s+(?:[^\W\d]+\s+){0,3}\d")
_MOVED = ("reduction", "change", "percentage")
_MEASURES = ("percentage", "rank", "score", "change")
# Forms that may have no year.
_MONTHS = ("month", "months", "quarter")


def fill_status(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> None:
    """Set `status`: that of the whole of a part; else a goal where the text says so and not that it has been done."""
    if draft.parent:
        draft.status = draft.parent.status
    elif _is_goal(Lead.of(pack, article, draft, discourse)):
        draft.status = "target"


def expect(pack: Pack, article: Article, draft: Draft) -> None:
    """Make a goal of the value of an index for the year that has not ended, where results come in the next."""
    if "period" not in draft.scope and unknown_yet(pack, article, draft.indicator, draft.period):
        draft.status = "target"


def _is_goal(lead: Lead) -> bool:
    if is_set(lead.pack, lead.article, lead.draft.quantity):
        return True
    if _happened(lead):
        return False
    return (
        _due(lead)
        or _by_own_cue(lead)
        or _by_cue_in_its_brackets(lead)
        or _by_weak_cue(lead)
        or _by_demand(lead)
        or _by_month_ahead(lead)
        or _by_deadline(lead)
        or _by_list(lead)
        or _by_heading(lead)
        or _by_year_ahead(lead)
    )


def _happened(lead: Lead) -> bool:
    """Whether a value is said behind it to have come about ("67.398 người đã ra khỏi bộ máy") or to hold now."""
    article, quantity = lead.article, lead.draft.quantity
    behind = article.within("cue:done", quantity.end, quantity.end + _NOW)
    if any(not article.low[quantity.end : mark.start].strip() for mark in behind):
        return True
    return quantity.cue.earlier and lead.draft.comparator == "=" and _moves_on(article, quantity.end)


def _due(lead: Lead) -> bool:
    """Whether what is counted is said right behind it to be still to do something ("45 tỉnh sẽ thực hiện")."""
    article, quantity = lead.article, lead.draft.quantity
    due = article.within("cue:due", quantity.end, quantity.end + _NOW)
    return quantity.unit.kind == "noun" and any(not article.low[quantity.end : m.start].strip() for m in due)


def _moves_on(article: Article, end: int) -> bool:
    """Whether a value is left behind for one that follows ("nâng số đơn vị tự chủ từ 29 lên 40")."""
    levels = article.within("cue:levels", end, end + CLAUSE)
    return any(_REACHED.match(article.low, mark.end) for mark in levels)


def _by_own_cue(lead: Lead) -> bool:
    """Whether a goal is set in the clause of a value, and nothing between turns to what is or has been."""
    if not lead.goals:
        return False
    cue, position = lead.goals[-1].end, lead.draft.quantity.start
    return (
        not lead.done_since(cue)
        and not _dated_past(lead.article, cue, position)
        and not _other_clause(lead.pack, lead.article, cue, position)
    )


def _by_cue_in_its_brackets(lead: Lead) -> bool:
    """Whether the brackets of a bare number open with a word for a plan ("22 đơn vị (kế hoạch 20)")."""
    quantity = lead.draft.quantity
    weak = lead.article.within("cue:target_weak", lead.start, quantity.start)
    return bool(weak) and 0 <= quantity.opened < weak[-1].start and quantity.unit.kind == "bare"


def _by_weak_cue(lead: Lead) -> bool:
    """Whether a word that names goals and other things leads to a value given as a bound, or to be met by a day."""
    draft, quantity = lead.draft, lead.draft.quantity
    weak = lead.article.within("cue:target_weak", lead.start, quantity.start)
    if not weak or lead.done_since(weak[-1].end):
        return False
    part = max(weak[-1].end, lead.article.low.rfind(";", weak[-1].end, quantity.start))
    if any(mark.role is Role.DEADLINE for mark in lead.article.periods_within(part, quantity.start)):
        return True
    measured = draft.kind in _MEASURES or quantity.cue.comparator in (">=", "<=")
    bounded = quantity.cue.comparator in BOUNDS or draft.comparator in BOUNDS
    return measured and bounded and not re.search(r"[.;]", lead.article.low[weak[-1].end : quantity.start])


def _by_demand(lead: Lead) -> bool:
    """Whether somebody asks in the sentence for a share of a whole ("Chủ tịch yêu cầu 100% xã công khai …")."""
    draft, quantity = lead.draft, lead.draft.quantity
    asked = lead.article.within("cue:asked", lead.start, quantity.start)
    if not asked or draft.kind != "percentage" or quantity.opened >= 0:
        return False
    cue = asked[-1]
    return (
        not _counted(lead, cue)
        and not lead.done_since(cue.end)
        and not _dated_past(lead.article, cue.end, quantity.start)
        and not _other_clause(lead.pack, lead.article, cue.end, quantity.start)
    )


def _by_month_ahead(lead: Lead) -> bool:
    """Whether something is asked for in a month without a year that is still to come ("giao Sở trong tháng 8 …")."""
    article, position, latest = lead.article, lead.draft.quantity.start, lead.article.anchor.day
    cues = [mark for name in ("asked", "target_weak") for mark in article.within(f"cue:{name}", lead.start, position)]
    if not cues or latest is None or lead.done_since(cues[0].start):
        return False
    end = article.sentences[lead.draft.sentence].end
    end = min([end, *(at for sign in ",;" if (at := article.low.find(sign, position, end)) >= 0)])
    for mark in article.periods_within(min(cue.end for cue in cues), end):
        ahead = article.anchor.resolve(mark, target=True)
        if mark.form in _MONTHS and ahead != article.anchor.resolve(mark) and str(ahead) > f"{latest:%Y-%m}":
            return True
    return False


def _by_deadline(lead: Lead) -> bool:
    """Whether a share is to be reached before a day still to come ("100% đơn vị báo cáo trước ngày 31/01/2022")."""
    article, quantity, day = lead.article, lead.draft.quantity, lead.article.anchor.day
    if lead.draft.kind != "percentage" or lead.draft.value != _ALL or lead.done or day is None:
        return False
    end = article.sentences[quantity.sentence].end
    marks = [m for m in article.periods_within(quantity.end, end) if m.role is Role.DEADLINE]
    due = article.anchor.resolve(marks[0], target=True) if marks else None
    return bool(due) and str(due).split("/")[-1] > str(day)


def _counted(lead: Lead, cue: Mark) -> bool:
    """Whether a word for demands is what a number counts ("28.460 yêu cầu về điện")."""
    before = lead.discourse.same_sentence(lead.draft.sentence)
    return any(d.quantity.start <= cue.start < d.quantity.unit.end for d in before)


def _by_list(lead: Lead) -> bool:
    """Whether a value stands in a list of demands, or is coordinated with a goal."""
    listed = not lead.done and not lead.finished and _demanded(lead)
    return listed or _joins_goal(lead) or _follows_goal(lead) or _comes_of_goal(lead)


def _comes_of_goal(lead: Lead) -> bool:
    """Whether a movement comes of a goal right before it ("sẽ nhập thành 48 đơn vị, giảm 97 đơn vị")."""
    draft, before = lead.draft, lead.discourse.same_sentence(lead.draft.sentence)
    near = draft.quantity.cue.near
    if draft.kind not in _MOVED or not before or before[-1].status != "target" or draft.quantity.opened >= 0:
        return False
    if near is None or not near.classes & {"reduction", "down", "up"}:
        return False
    between = lead.article.low[before[-1].quantity.end : draft.quantity.cue.opens]
    return lead.pack.outcome.fullmatch(between) is not None


def _demanded(lead: Lead) -> bool:
    """Whether a demand opens the list in which a value stands ("tỉnh yêu cầu: giảm 2 phòng; cử 12 người")."""
    text, demands = lead.article.text, lead.article.within("cue:demands", lead.start, lead.draft.quantity.start)
    # One with a capital inside of a sentence is part of a name ("Ban Chỉ đạo").
    said = [mark for mark in demands if mark.start == lead.start or not text[mark.start].isupper()]
    return any(_LISTS.match(lead.article.low, mark.end) for mark in said)


def _joins_goal(lead: Lead) -> bool:
    """Whether a value is coordinated with a goal of its kind before it ("giảm ít nhất 5% … và 10% viên chức")."""
    draft, before = lead.draft, lead.discourse.same_sentence(lead.draft.sentence)
    enclosed = draft.quantity.opened >= 0 or not before or before[-1].quantity.opened >= 0
    if enclosed or before[-1].status != "target" or before[-1].kind != draft.kind:
        return False
    end = before[-1].quantity.end
    between = lead.article.low[end : draft.quantity.start]
    return len(between) <= CLAUSE and ";" not in between and not lead.done_since(end)


def _follows_goal(lead: Lead) -> bool:
    """Whether a part of a list of goals follows a goal ("PAPI phải từ 45 điểm; mở 5 lớp tập huấn").

    Such a part opens with a share, or with a verb that nobody before it is said to do.
    """
    article, draft = lead.article, lead.draft
    before = lead.discourse.same_sentence(draft.sentence)
    if not before or before[-1].status != "target" or _happened(lead):
        return False
    end, position = before[-1].quantity.end, draft.quantity.start
    part = article.low.rfind(";", end, position) + 1
    if not part:
        return False
    if draft.kind == "percentage" and not article.low[part:position].strip():
        return True
    verbs = (
        []
        if lead.done_since(end) or article.periods_within(part, position)
        else article.within("verb", part, position)
    )
    return bool(verbs) and article.low[part : verbs[0].start].strip() == "" and "light" not in verbs[0].value.classes


def _by_heading(lead: Lead) -> bool:
    """Whether a value stands under a heading for plans, or its sentence opens with one."""
    if _headed(lead) and not lead.done:
        return True
    undone = not lead.done and not _dated_past(lead.article, lead.start, lead.draft.quantity.start)
    return lead.discourse.target and undone


def _headed(lead: Lead) -> bool:
    """Whether a sentence opens with a heading for plans ("5. Phương hướng: tháng 12 …"), of which none is counted."""
    article, start = lead.article, lead.start
    counted = [lead.draft, *lead.discourse.same_sentence(lead.draft.sentence)]
    heads = article.within("cue:target_headings", start, start + _HEADING)
    if not heads or any(d.quantity.start < heads[-1].start for d in counted):
        return False
    return ":" in article.low[heads[-1].end : heads[-1].end + _HEADING]


def _by_year_ahead(lead: Lead) -> bool:
    """Whether the sentence puts the fact in a year after the article's date ("đến năm 2025 …")."""
    article, quantity = lead.article, lead.draft.quantity
    latest = article.anchor.latest
    if latest is None or quantity.opened >= 0:
        return False
    named = article.periods_within(lead.start, quantity.start)
    if named and named[-1].form == "next_year" and not lead.done:
        return True
    if named and named[-1].role is Role.UNTIL and not lead.done and _still_ahead(article, named[-1]):
        return True
    if named and _begins_after(named[-1], latest) and lead.draft.kind in _MEASURES and not lead.done:
        return True
    marks = [m for m in named if m.high and not m.form.endswith("span")]
    if not marks or marks[-1].role.value in ("plan", "name", "baseline"):
        return False
    year = marks[-1].high.year if marks[-1].high else None
    return bool(year and year > latest)


def _begins_after(mark: PeriodMark, year: int) -> bool:
    """Whether years are named of which the first comes after a year ("Giai đoạn 2021-2025" in 2020)."""
    return mark.form == "year_span" and bool(mark.low and mark.low.year and mark.low.year > year)


def _still_ahead(article: Article, mark: PeriodMark) -> bool:
    """Whether a time until which something goes on ends in a month after that of the article."""
    day, until = article.anchor.day, article.anchor.resolve(mark)
    end = (until or "").split("/")[-1]
    last = f"{end}-12" if len(end) == _YEAR else end[: _YEAR + 3]
    return day is not None and end[:1].isdigit() and last > f"{day:%Y-%m}"


def _dated_past(article: Article, cue: int, position: int) -> bool:
    """Whether a time before the article's stands between a goal cue and a value ("kỳ vọng …, bởi PCI 2022 …")."""
    date = article.anchor.date
    years = [
        m.high.year
        for m in article.periods_within(cue, position)
        if m.role.value == "time"
        and m.high
        and m.high.year
        and (m.form == "year" or article.is_plan)
        and not closed_since(article.low, m.start, position, -1)
    ]
    planned = (article.plan_period or article.main_period or "")[:_YEAR]
    own = int(planned) if planned.isdigit() else None
    if date and date.year and not (article.is_plan and own):
        own = date.year
    return bool(years and own and years[-1] < own)


def _other_clause(pack: Pack, article: Article, cue: int, position: int) -> bool:
    """Whether a clause between turns to what is; "hiện nay" right behind a number only dates that number."""
    found = pack.contrast.finditer(article.low, cue, position)
    return any(not article.low[max(0, m.start() - 3) : m.start()].rstrip(" %")[-1:].isdigit() for m in found)
