"""Which sentences of an article are about public administration reform."""

import re
from typing import NamedTuple

from cchc_extract.article.article import Article
from cchc_extract.text.layout import Line, Role
from cchc_extract.text.sentences import Sentence

_MAX_WEAK = 4
# What a weak word counts for.
WEAK = 0.25
# So many words of the field, and three times those of others, make an article on the subject as a whole.
_DOMINANT = 4
_CLEARLY_OUTSIDE = 3
ARTICLE_WEAK = 16
# So many words of other fields, and so many times those of the field, make an article of another field.
ELSEWHERE = 4
ELSEWHERE_TIMES = 4
# There, a sentence or its paragraph must hold so many words of the field more than of others.
CLEARLY_INSIDE = 2
# So much of a text tells whose work it speaks of, in characters.
LEAD = 600
# So often an article names other countries that is not about this one, where it names places here less often.
_ABROAD = 3
_CLAUSE = re.compile(r"[,;:.(]\s")


# A text of more characters speaks of the field where it holds so many of its words, and so many in a thousand
# characters; where all are words that others use too there must be more. None of 440 articles on the subject holds
# fewer, but most of the other articles of newspapers do in which bodies, people or papers are counted.
_TELLING, _FEWEST, _DENSE, _DENSE_SHARED, _DENSE_SHORT = 1300, 2, 1.4, 1.6, 0.85
# A few sentences may speak of it without naming it.
_SENTENCES = 500


class Balance(NamedTuple):
    """How many words of the field, of its surroundings (`weak`) and of other fields a stretch of text holds.

    A word of the field or of another weighs as much as four weak ones.
    """

    inside: int
    weak: int
    outside: int

    @property
    def score(self) -> float:
        return self.inside - self.outside + WEAK * self.weak


def is_thin(telling: int, own: int, size: int) -> bool:
    """Whether a text of so many characters holds too few telling words of the field for an article about it.

    `own` of its words are not used by others too; one of those is enough in a short text.
    """
    if size <= _SENTENCES:
        return False
    density = 1000 * telling / size
    if own and size < _TELLING:
        return density < _DENSE_SHORT
    return telling < _FEWEST or density < (_DENSE if own else _DENSE_SHARED)


class Topic:
    """Tells for each sentence, and for each place in it, whether a quantity there can be a fact."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._known: dict[int, bool] = {}
        self._shared = _alone(article, "topic_shared") | _homonyms(article)
        self._work = self._daily_work()
        lines = [ln for ln in article.lines if ln.role not in (Role.FURNITURE, Role.DATELINE)]
        parts = [self._balance(ln.start, ln.end) for ln in lines]
        self._inside = sum(b.inside for b in parts)
        self._outside = sum(b.outside for b in parts)
        weak = min(sum(b.weak for b in parts), ARTICLE_WEAK)
        self._dominant = self._inside >= _DOMINANT and self._inside >= 3 * self._outside
        self._whole = self._inside - self._outside + WEAK * weak
        own = sum(self._inside_alone(ln.start, ln.end) for ln in lines)
        telling = len(article.marks.get("topic_inside", ())) - len(_alone(article, "topic_common"))
        telling += sum(2 for mark in article.marks.get("indicator", ()) if mark.value)
        others = self._outside >= max(ELSEWHERE, ELSEWHERE_TIMES * own)
        self._elsewhere = others or is_thin(telling, own, len(article.low))
        abroad, home = len(article.marks.get("topic_abroad", ())), len(article.places)
        self._abroad = abroad >= _ABROAD and abroad > home

    def holds(self, sentence_index: int) -> bool:
        """Whether a sentence is about the field: by its own words, else by its line, its heading, the article."""
        known = self._known.get(sentence_index)
        if known is None:
            known = self._known[sentence_index] = self._judge(sentence_index)
        return known

    def anywhere(self) -> bool:
        """Whether any sentence is about the field."""
        return any(self.holds(index) for index in range(len(self._article.sentences)))

    def _judge(self, sentence_index: int) -> bool:
        article = self._article
        sentence = article.sentences[sentence_index]
        line = article.lines[sentence.line]
        own = self._balance(sentence.start, sentence.end)
        around = self._balance(line.start, line.end)
        above = self._heading(line)
        if self._abroad:
            return False
        if self._elsewhere and not (self._clearly_inside(sentence) or self._clearly_inside(line)):
            return above is not None and above.inside > above.outside and self._headed(line)
        if own.inside > own.outside:
            return True
        if self._dominant:
            return own.outside < _CLEARLY_OUTSIDE or own.inside > 0
        if own.outside and own.outside > own.inside + WEAK * own.weak:
            return self._inside > 3 * self._outside and around.inside > around.outside
        if around.inside != around.outside:
            return around.inside > around.outside
        if above and above.inside != above.outside:
            return above.inside > above.outside
        return self._whole > 0 and (own.score > 0 or around.score > 0 or self._inside > self._outside)

    def _heading(self, line: Line) -> Balance | None:
        """The balance of the heading of a line, where it has one."""
        if line.heading < 0:
            return None
        heading = self._article.lines[line.heading]
        return self._balance(heading.start, heading.end)

    def _headed(self, line: Line) -> bool:
        """Whether the heading of a line holds a word of the field that others do not use."""
        heading = self._article.lines[line.heading]
        return self._inside_alone(heading.start, heading.end) > 0

    def foreign(self, start: int, limit: int) -> bool:
        """Whether the clause that ends at `start` speaks of another field ("GRDP tăng 8,2%")."""
        if not self._other(limit, start):
            return False
        low = self._article.low
        begin = spoken = limit
        for match in _CLAUSE.finditer(low, limit, start):
            begin = match.end()
            # A clause that opens with its number goes on speaking of what the one before it spoke of.
            spoken = begin if low[begin:start].strip() else spoken
        if self._article.within("topic_never", spoken, start):
            return True
        clause = self._balance(begin, start)
        return clause.outside > (1 if self._dominant else 0) and clause.inside == 0

    def _clearly_inside(self, part: Sentence | Line) -> bool:
        inside = self._inside_alone(part.start, part.end)
        return inside - self._balance(part.start, part.end).outside >= CLEARLY_INSIDE

    def _inside_alone(self, start: int, end: int) -> int:
        """How many words of the field a stretch of text holds, without those that are shared with others."""
        article, shared = self._article, self._shared
        named = sum(2 for m in article.within("indicator", start, end) if m.value and m.start not in shared)
        return named + sum(m.start not in shared for m in article.within("topic_inside", start, end))

    def _balance(self, start: int, end: int) -> Balance:
        article = self._article
        inside = len(article.within("topic_inside", start, end))
        inside += sum(2 for m in article.within("indicator", start, end) if m.value)
        if article.main_indicator:
            inside += len(article.within("component", start, end))
        weak = min(len(article.within("topic_weak", start, end)), _MAX_WEAK)
        return Balance(inside, weak, self._other(start, end))

    def _other(self, start: int, end: int) -> int:
        """How many words of other fields a stretch of text holds."""
        return sum(mark.start not in self._work for mark in self._article.within("topic_outside", start, end))

    def _daily_work(self) -> set[int]:
        """Where words of other fields stand that only tell what a body does whose reform the text opens with."""
        article = self._article
        bodies = article.within("topic_body", 0, LEAD)
        branches = {branch for mark in bodies for branch in mark.value} if self._inside_alone(0, LEAD) else set()
        return {mark.start for mark in article.marks.get("topic_work", ()) if branches.intersection(mark.value)}


def _alone(article: Article, label: str) -> set[int]:
    """Where words of the field stand that have a label, and are not the beginning of a longer one that has not."""
    ends = {mark.start: mark.end for mark in article.marks.get("topic_inside", ())}
    return {mark.start for mark in article.marks.get(label, ()) if mark.end >= ends.get(mark.start, 0)}


def _homonyms(article: Article) -> set[int]:
    """Where abbreviations of indices stand that the article explains as something else ("... qua da (PCI)")."""
    indices = [mark for mark in article.marks.get("indicator", ()) if mark.value]
    foreign = set()
    for mark in indices:
        low, position = article.low, article.sentence_index(mark.start)
        bracketed = low[mark.start - 1 : mark.start] == "(" and low[mark.end : mark.end + 1] == ")"
        if bracketed and position is not None:
            start = article.sentences[position].start
            if not (
                article.within("indicator", start, mark.start) or article.within("topic_inside", start, mark.start)
            ):
                foreign.add(low[mark.start : mark.end])
    return {mark.start for mark in indices if article.low[mark.start : mark.end] in foreign}
