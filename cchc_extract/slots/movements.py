"""Movements told by both ends: "tụt 3 bậc, từ vị trí thứ 6 năm 2021 xuống vị trí thứ 9 năm 2022"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft

# A change stands no further from the ends of its movement than this, in characters.
_NEAR = 40


def settle_movements(article: Article, drafts: Sequence[Draft]) -> None:
    """Give each change of a sentence beside an earlier and a later value their periods, as baseline and period.

    `drafts` are the facts of one sentence in reading order.
    """
    for index, earlier, later in _movements(drafts):
        beside = [drafts[i] for i in (index - 1, index + 2) if 0 <= i < len(drafts)]
        for change in beside:
            if change.kind == "change" and change.baseline is None and _beside(article, change, earlier, later):
                change.baseline = earlier.period
                if change.period in (None, earlier.period) or "period" in change.scope:
                    change.period = later.period
                    change.scope.pop("period", None)


def _movements(drafts: Sequence[Draft]) -> Iterator[tuple[int, Draft, Draft]]:
    """Earlier and later values of one kind, both dated, with the position of the first."""
    for index, (first, second) in enumerate(pairwise(drafts)):
        dated = first.period and second.period and first.period != second.period
        if dated and first.kind == second.kind and first.quantity.cue.earlier and second.quantity.cue.level:
            yield index, first, second


def _beside(article: Article, change: Draft, earlier: Draft, later: Draft) -> bool:
    """Whether nothing but a few words stands between a change and the movement that it sums up."""
    before = change.quantity.start < earlier.quantity.start
    begin, end = (
        (change.quantity.end, earlier.quantity.start) if before else (later.quantity.end, change.quantity.start)
    )
    between = article.low[begin:end]
    return len(between) <= _NEAR and ";" not in between
