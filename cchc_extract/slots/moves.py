"""Direction of a change, comparator and status of any fact."""

import re
from collections.abc import Sequence

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.slots.discourse import Discourse
from cchc_extract.slots.index_years import unknown_yet

_CLAUSE = 60
_HEADING = 24
_SIGNS = (("≥", ">="), ("≤", "<="), (">=", ">="), ("<=", "<="), (">", ">"), ("<", "<"), ("≈", "~"), ("~", "~"))


def fill_direction(article: Article, draft: Draft, discourse: Discourse, said: str | None) -> bool:
    """Set `direction` of a change; False when the text does not tell it."""
    if draft.kind != "change":
        return True
    draft.direction = said or _by_verb(article, draft) or _by_ranks(draft, discourse) or _by_earlier(draft, discourse)
    return draft.direction is not None


def _by_verb(article: Article, draft: Draft) -> str | None:
    near = draft.quantity.cue.near
    if near and near.classes & {"up", "down"}:
        return "up" if "up" in near.classes else "down"
    sentence = article.sentences[draft.sentence]
    for mark in article.within("verb", sentence.start, draft.quantity.start)[::-1]:
        classes = mark.value.classes
        if classes & {"up", "down"} and not classes >= {"up", "down"}:
            return "up" if "up" in classes else "down"
    return None


def _by_ranks(draft: Draft, discourse: Discourse) -> str | None:
    ranks = [d.value for d in discourse.same_sentence(draft.sentence) if d.kind == "rank"]
    if len(ranks) >= 2 and ranks[-2] != ranks[-1]:
        return "up" if ranks[-1] < ranks[-2] else "down"
    return None


def _by_earlier(draft: Draft, discourse: Discourse) -> str | None:
    changes = [d.direction for d in discourse.same_sentence(draft.sentence) if d.kind == "change"]
    return changes[-1] if changes else None


def fill_comparator(pack: Pack, article: Article, draft: Draft, said: str | None) -> None:
    """Set `comparator`: words before, words after ("trở lên"), the rule's, turned round by a negation."""
    quantity = draft.quantity
    comparator = "=" if _moved(article, draft) else _signed(article, draft) or quantity.cue.comparator
    if comparator == "=":
        rest = article.low[quantity.end : quantity.end + 16].lstrip()
        for phrase, after in pack.after:
            if rest.startswith(phrase):
                comparator = after
                break
    if said and (comparator == "=" or said == "="):
        comparator = said
    if comparator in "<>" and quantity.cue.comparator_start >= 0:
        clause = article.low[
            max(
                article.sentences[draft.sentence].start, quantity.cue.comparator_start - _CLAUSE
            ) : quantity.cue.comparator_start
        ]
        clause = re.split(r"[,;(]", clause)[-1]
        if pack.negation.search(pack.copula.split(clause)[-1]):
            comparator = ">=" if comparator == "<" else "<="
    if quantity.high is not None and comparator not in "~=":
        comparator = "="
    draft.comparator = comparator


def _signed(article: Article, draft: Draft) -> str | None:
    """The comparator that a sign right before a number states ("≥ 95%"), or None."""
    sign = article.low[max(0, draft.quantity.start - 3) : draft.quantity.start].strip()[-2:]
    if sign[-1:].isalnum():
        return None
    return next((said for mark, said in _SIGNS if sign.endswith(mark)), None)


def _moved(article: Article, draft: Draft) -> bool:
    """Whether what reads like a comparator is the verb of a change ("vượt 15 bậc")."""
    cue = draft.quantity.cue
    if draft.kind != "change" or cue.near or cue.comparator_start < 0:
        return False
    verbs = article.within("verb", cue.comparator_start, cue.comparator_start + 1)
    return any(mark.value.classes & {"up", "down"} for mark in verbs)


# "hiện nay" stands no further behind the value that holds now ("từ vị trí 31/63 hiện nay lên tốp 25").
_NOW = 3


def fill_status(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> None:
    """Set `status`: a goal cue in the clause or the heading, unless what is said has been done."""
    if draft.parent:
        draft.status = draft.parent.status
        return
    sentence = article.sentences[draft.sentence]
    quantity = draft.quantity
    start = sentence.start
    counted = [(d.quantity.start, d.quantity.unit.end) for d in discourse.same_sentence(draft.sentence)]
    cues = [
        m
        for m in article.within("cue:target", start, quantity.start)
        if not _closed(article.low, m.start, quantity.start, quantity.opened)
        and not any(s <= m.start < e for s, e in counted)
    ]
    ends = [e for d in discourse.same_sentence(draft.sentence) for e in (d.quantity.end, d.quantity.number_end)]
    done = [
        m
        for m in article.within("cue:done", start, quantity.start)
        if not any(0 <= m.start - end <= 1 for end in ends)
    ]
    if not cues:
        done += article.within("cue:done_or_due", start, quantity.start)
    if _done_behind(article, quantity.end):
        return
    if cues and quantity.cue.earlier and article.within("cue:done", quantity.number_end, quantity.end + _NOW):
        return
    if cues:
        last = cues[-1].end
        if (
            not [d for d in done if d.start >= last]
            and not _dated_past(article, last, quantity.start)
            and not _other_clause(pack, article, last, quantity.start)
        ):
            draft.status = "target"
            return
    weak = article.within("cue:target_weak", start, quantity.start)
    if weak and quantity.opened >= 0 and weak[-1].start > quantity.opened and quantity.unit.kind == "bare":
        draft.status = "target"
        return
    if (
        weak
        and not [d for d in done if d.start >= weak[-1].end]
        and (draft.kind in ("percentage", "rank", "score", "change") or draft.quantity.cue.comparator in (">=", "<="))
    ):
        gap = article.low[weak[-1].end : quantity.start]
        if not re.search(r"[.;]", gap) and _looks_ahead(draft):
            draft.status = "target"
            return
    if not done and _demanded(article, start, quantity.start):
        draft.status = "target"
        return
    if _joins_goal(article, draft, discourse, done):
        draft.status = "target"
        return
    if _headed(article, sentence.start):
        draft.status = "target"
        return
    if discourse.target and not done and not _dated_past(article, start, quantity.start):
        draft.status = "target"
        return
    if _future(article, draft):
        draft.status = "target"


def _headed(article: Article, start: int) -> bool:
    """Whether a sentence opens with a heading for plans ("5. Phương hướng: tháng 12 xử lý xong …")."""
    heads = article.within("cue:target_headings", start, start + _HEADING)
    return bool(heads) and ":" in article.low[heads[-1].end : heads[-1].end + _HEADING]


def _joins_goal(article: Article, draft: Draft, discourse: Discourse, done: Sequence[Mark]) -> bool:
    """Whether a value is coordinated with a goal of its kind before it ("giảm ít nhất 5% … và 10% viên chức")."""
    before = discourse.same_sentence(draft.sentence)
    enclosed = draft.quantity.opened >= 0 or not before or before[-1].quantity.opened >= 0
    if enclosed or before[-1].status != "target" or before[-1].kind != draft.kind:
        return False
    between = article.low[before[-1].quantity.end : draft.quantity.start]
    return (
        len(between) <= _CLAUSE and ";" not in between and not any(m.start >= before[-1].quantity.end for m in done)
    )


def expect(pack: Pack, article: Article, draft: Draft) -> None:
    """Make a goal of the value of an index for the year that has not ended, where results come in the next."""
    if "period" not in draft.scope and unknown_yet(pack, article, draft.indicator, draft.period):
        draft.status = "target"


def _dated_past(article: Article, cue: int, position: int) -> bool:
    """Whether a year before the article's stands between a goal cue and a value ("kỳ vọng …, bởi PCI 2022 …")."""
    date = article.anchor.date
    years = [
        m.high.year
        for m in article.periods_within(cue, position)
        if m.form == "year" and m.role.value == "time" and m.high and m.high.year
    ]
    return bool(years and date and date.year and years[-1] < date.year)


def _closed(low: str, cue: int, position: int, opened: int) -> bool:
    """Whether a cue stands in brackets that close before the position."""
    bracket = low.rfind("(", max(0, cue - 80), cue)
    return (
        bracket >= 0 and low.find(")", bracket, cue) < 0 and bracket != opened and low.find(")", cue, position) >= 0
    )


def _other_clause(pack: Pack, article: Article, cue: int, position: int) -> bool:
    """Whether a clause between turns to what is; "hiện nay" right behind a number only dates that number."""
    found = pack.contrast.finditer(article.low, cue, position)
    return any(not article.low[max(0, m.start() - 2) : m.start()].strip().isdigit() for m in found)


def _done_behind(article: Article, end: int) -> bool:
    """Whether what is counted is said to have happened ("67.398 người đã ra khỏi bộ máy")."""
    return any(not article.low[end : m.start].strip() for m in article.within("cue:done", end, end + _NOW))


def _demanded(article: Article, start: int, position: int) -> bool:
    """Whether a value stands in a list that a demand opens ("tỉnh yêu cầu: giảm 2 phòng; cử 12 người")."""
    return any(article.low.startswith(":", m.end) for m in article.within("cue:demands", start, position))


def _looks_ahead(draft: Draft) -> bool:
    return draft.quantity.cue.comparator in (">=", "<=", ">", "<") or draft.comparator in (">=", "<=", ">", "<")


def _future(article: Article, draft: Draft) -> bool:
    """Whether the sentence puts the fact in a year after the article's date ("đến năm 2025 …")."""
    latest = article.anchor.latest
    if latest is None or draft.quantity.opened >= 0:
        return False
    sentence = article.sentences[draft.sentence]
    marks = [
        m
        for m in article.periods_within(sentence.start, draft.quantity.start)
        if m.high and not m.form.endswith("span")
    ]
    if not marks or marks[-1].role.value in ("plan", "name", "baseline"):
        return False
    year = marks[-1].high.year if marks[-1].high else None
    return bool(year and year > latest)
