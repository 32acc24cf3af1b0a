"""The baseline of a change."""

import re

from cchc_extract.article.article import Article
from cchc_extract.article.tables import Cell
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.slots.discourse import Discourse
from cchc_extract.text.periods import PeriodMark, Role

# A period that begins within these characters of its sentence holds for all of it.
_OPENING = 30


def fill_baseline(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> None:
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
    compared = _compared(pack, article, draft, discourse)
    if compared is None:
        return
    index = pack.indicators.get(draft.indicator or "")
    if compared.round and index and index.monthly:
        return
    draft.baseline = article.anchor.resolve(compared, fact_period=draft.period)
    if draft.baseline == draft.period:
        draft.period = article.main_period if article.main_period != draft.baseline else None


def _column_before(article: Article, cell: Cell, period: str | None) -> str | None:
    """The last period before that of a change that heads another column of its row ("Hạng 2021 | Hạng 2020")."""
    heads = [other.header for other in article.cells.values() if other.head == cell.head]
    marks = [mark for head in heads for mark in article.periods_within(head.start, head.end)]
    named = [resolved for mark in marks if (resolved := article.anchor.resolve(mark))]
    return max((past for past in named if period and past < period), default=None)


def _compared(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> PeriodMark | None:
    """The period that a change is compared with: the nearest, before where that is of its own clause, else behind."""
    sentence, quantity = article.sentences[draft.sentence], draft.quantity
    marks = [m for m in article.periods_within(sentence.start, sentence.end) if m.role is Role.BASELINE]
    after = [m for m in marks if m.start >= quantity.start]
    before = [m for m in marks if m.start < quantity.start]
    earlier = [d.quantity.end for d in discourse.same_sentence(draft.sentence) if d is not draft]
    own = before and before[-1].start >= max(earlier, default=sentence.start) and quantity.opened < 0
    if own and not _closer(article, quantity.end, after):
        return before[-1]
    if before and _joined(pack, article, draft, discourse) and not _closer(article, quantity.end, after):
        return before[-1]
    if after and ";" not in article.low[quantity.end : after[0].start]:
        return after[0]
    if not before:
        return None
    opens = before[-1].start - sentence.start < _OPENING
    return before[-1] if opens or ";" not in article.low[before[-1].end : quantity.start] else None


def _joined(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> bool:
    """Whether a change is joined to another one before it ("tăng 0,79 điểm và 03 bậc, nhưng còn kém 2021")."""
    before = [d for d in discourse.same_sentence(draft.sentence) if d is not draft][-1:]
    end = before[0].quantity.end if before and before[0].kind == "change" and before[0].baseline else -1
    return end >= 0 and bool(pack.value_join.fullmatch(article.low, end, draft.quantity.start))


def _closer(article: Article, end: int, after: list[PeriodMark]) -> bool:
    """Whether a comparison follows in the same clause."""
    return bool(after) and not re.search(r"[,;]", article.low[end : after[0].start])
