"""What a sentence says before a value of goals and of what has been done."""

import re
from dataclasses import dataclass

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.slots.discourse import Discourse
from cchc_extract.text.brackets import closed_since

BOUNDS = (">=", "<=", ">", "<")
# A value coordinated with a goal stands no further behind it, in characters.
CLAUSE = 60


@dataclass(frozen=True, slots=True)
class Lead:
    """A value and what its sentence says before it of goals and of what has been done."""

    pack: Pack
    article: Article
    draft: Draft
    discourse: Discourse
    start: int
    goals: tuple[Mark, ...]
    done: tuple[Mark, ...]
    finished: tuple[Mark, ...]

    @classmethod
    def of(cls, pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> "Lead":
        """What leads to a value, without cues in brackets closed before it and those inside of earlier facts."""
        start, quantity = article.sentences[draft.sentence].start, draft.quantity
        earlier = [d.quantity for d in discourse.same_sentence(draft.sentence)]
        ends = [end for q in earlier for end in (q.end, q.number_end)]
        shares = [q.end for q in earlier if q.unit.kind == "percent"]
        bounded = quantity.cue.comparator in BOUNDS
        clause = start if bounded else max(start, article.low.rfind(";", start, quantity.start))
        cues = [*article.within("cue:target", start, quantity.start)]
        cues += article.within("cue:target_here", clause, quantity.start)
        goals = tuple(
            mark
            for mark in sorted(cues, key=lambda mark: mark.start)
            if not closed_since(article.low, mark.start, quantity.start, quantity.opened)
            and not any(q.start <= mark.start < q.unit.end for q in earlier)
            and mark.start - 1 not in shares
            and not any(_set_behind(article.low, d, mark) for d in discourse.same_sentence(draft.sentence))
        )
        done = [
            mark
            for mark in article.within("cue:done", start, quantity.start)
            if not any(0 <= mark.start - end <= 1 for end in ends)
        ]
        due = bool(goals) or bool(article.within("cue:asked", start, quantity.start))
        finished = () if due else tuple(article.within("cue:done_or_due", start, quantity.start))
        return cls(pack, article, draft, discourse, start, goals, tuple(done), finished)

    def done_since(self, position: int) -> bool:
        """Whether something is said to have been done between a position and the value."""
        return any(mark.start >= position for mark in (*self.done, *self.finished))


def _set_behind(low: str, earlier: Draft, mark: Mark) -> bool:
    """Whether a word for a goal only says who set a goal before it ("chỉ tiêu 5.100 người đặt ra ban đầu")."""
    between = low[earlier.quantity.end : mark.start]
    return earlier.status == "target" and 0 < len(between) < CLAUSE and not re.search(r"[,.;:()]", between)
