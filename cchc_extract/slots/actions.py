"""The verb that says what was done: the action of a fact."""

from typing import Final

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.kinds.features import Features
from cchc_extract.pack.compiled import Pack
from cchc_extract.slots.discourse import Discourse

# Verbs of these classes are joined to no other ("từ 41 đơn vị trở lên, tăng …").
_NOT_DONE = {"light", "up", "down"}
_INSPECTION: Final = "inspection"
# The action of an alike fact is taken over from no more facts before.
_RECENT = 3
# A verb right behind what is counted begins within so many characters.
_BEHIND = 16
# An inspection that a text goes on with was told no more facts, or characters, before.
_SPOKEN, _BEFORE = 40, 4_000


def fill_action(pack: Pack, article: Article, draft: Draft, discourse: Discourse, features: Features) -> None:
    """Set `action`: the verb right before, with those coordinated; else the governing, headers' or following one.

    What takes its unit from a count before it is counted for the same reason, where nothing else is said. What is
    done in an inspection is to inspect ("Đoàn kiểm tra đã đến 5 xã").
    """
    _fill(pack, article, draft, discourse, features)
    if draft.action in pack.lists["directionals"]:
        draft.action = _moved(pack, article, draft) or draft.action
    if draft.kind == _INSPECTION:
        _inspect(pack, article, draft, discourse)


def _fill(pack: Pack, article: Article, draft: Draft, discourse: Discourse, features: Features) -> None:
    cue = draft.quantity.cue
    if draft.parent and draft.parent.action and (not cue.near or cue.near.text in pack.lists["lateness"]):
        done = features.follower if draft.quantity.unit.kind == "noun" else None
        own = done and done.text not in pack.lists["weak_acts"] and _right_behind(article, draft)
        draft.action = done.text if done and own else draft.parent.action
        return
    if cue.near and cue.verb_start >= 0:
        draft.action = _coordinated(article, cue.verb_start, cue.near.text)
        return
    if draft.kind in ("rank", "score"):
        return
    if (
        features.follower
        and draft.kind != "percentage"
        and (not features.governed or _undergone(pack, article, draft))
    ):
        draft.action = features.follower.text
        return
    if features.governor:
        draft.action = features.governor.text
        draft.scope.setdefault("action", "sentence")
        return
    header = draft.quantity.cell.header if draft.quantity.cell else None
    headed = article.within("verb", header.start, header.end) if header else []
    named = [mark.value.text for mark in headed if mark.value.classes != {"light"}]
    if named:
        draft.action = named[0]
    elif features.follower:
        draft.action = features.follower.text
    elif draft.scope.get("unit") == "sentence":
        alike = [d for d in discourse.drafts[-_RECENT:] if d.unit == draft.unit and d.action]
        draft.action = alike[-1].action if alike else None
        if draft.action:
            draft.scope["action"] = "sentence"


def _undergone(pack: Pack, article: Article, draft: Draft) -> bool:
    """Whether a verb in the passive follows what is counted ("bãi bỏ 300 thủ tục, 500 thủ tục được sửa đổi")."""
    end = draft.quantity.end
    marks = [m for m in article.within("verb", end, end + _BEHIND) if m.value.classes != {"light"}]
    return bool(marks) and pack.passive.search(article.low, end, marks[0].start) is not None


def _right_behind(article: Article, draft: Draft) -> bool:
    """Whether a verb follows what is counted with no more than a word between ("71 thủ tục phải trả lại")."""
    end = draft.quantity.end
    marks = article.within("verb", end, end + _BEHIND)
    return bool(marks) and len(article.low[end : marks[0].start].split()) < 2


def _moved(pack: Pack, article: Article, draft: Draft) -> str | None:
    """The verb whose direction alone stands before the number ("nâng tỷ lệ hồ sơ trực tuyến lên 70%")."""
    start, end = article.sentences[draft.sentence].start, draft.quantity.start
    begin = max(start, *(article.low.rfind(sign, start, end) for sign in ",;:"))
    movers = [m for m in article.within("verb", begin, end) if m.value.text in pack.lists["movers"]]
    return movers[-1].value.text if movers else None


def _coordinated(article: Article, start: int, text: str) -> str:
    """The verb with those joined to it on its left ("rà soát, đánh giá")."""
    index = article.word_index(start)
    for _ in range(2):
        if index == 0:
            break
        end = article.words.ends[index - 1]
        gap = article.low[end:start]
        marks = [m for label, m in article.ending.get(end, ()) if label == "verb" and not m.value.classes & _NOT_DONE]
        if not marks or gap.strip() not in (",", ""):
            break
        first = max(marks, key=lambda m: m.end - m.start)
        text = f"{first.value.text}{', ' if gap.strip() else ' '}{text}"
        start = first.start
        index = article.word_index(start)
    return text


def _inspect(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> None:
    """Set the action of an inspection that is told by another verb: the inspection named last, there or before.

    Who does it may be named for it ("Đoàn kiểm tra CCHC làm việc với 5 sở").
    """
    near, end = draft.quantity.cue.near, draft.quantity.unit.end
    if near and _INSPECTION in near.classes:
        return
    line = article.lines[article.sentences[draft.sentence].line]
    here = _inspections(article, line.start, end)
    for body in article.within("body", line.start, end):
        called = [
            verb for verb in pack.source.verbs[_INSPECTION] if f" {verb} " in f"{article.low[body.start : body.end]} "
        ]
        here += [(body.start, max(called, key=len))] if called else []
    if here:
        draft.action = max(here)[1]
        return
    for fact in reversed(discourse.drafts[-_SPOKEN:]):
        if fact.kind == _INSPECTION and fact.action:
            draft.action, draft.scope["action"] = fact.action, "paragraph"
            return
    before = _inspections(article, max(0, line.start - _BEFORE), line.start)
    if before:
        draft.action, draft.scope["action"] = before[-1][1], "article"


def _inspections(article: Article, start: int, end: int) -> list[tuple[int, str]]:
    """Where verbs of inspection begin in a stretch, and which these are."""
    marks = article.within("verb", start, end)
    return [(mark.start, mark.value.text) for mark in marks if _INSPECTION in mark.value.classes]
