"""Which sentences of an article are about public administration reform."""

import re
from typing import NamedTuple

from cchc_extract.article import Article
from cchc_extract.text.layout import Role

_MAX_WEAK = 4
# So many words of the field, and three times those of others, make an article on the subject as a whole.
_DOMINANT = 4
_CLEARLY_OUTSIDE = 3
_ARTICLE_WEAK = 16
_CLAUSE = re.compile(r"[,;:.(]\s")


class Balance(NamedTuple):
    """How many words of the field, of its surroundings (`weak`) and of other fields a stretch of text holds.

    A word of the field or of another weighs as much as four weak ones.
    """

    inside: int
    weak: int
    outside: int

    @property
    def score(self) -> float:
        return self.inside - self.outside + 0.25 * self.weak


class Topic:
    """Tells for each sentence, and for each place in it, whether a quantity there can be a fact."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._known: dict[int, bool] = {}
        lines = [ln for ln in article.lines if ln.role not in (Role.FURNITURE, Role.DATELINE)]
        parts = [self._balance(ln.start, ln.end) for ln in lines]
        self._inside = sum(b.inside for b in parts)
        self._outside = sum(b.outside for b in parts)
        weak = min(sum(b.weak for b in parts), _ARTICLE_WEAK)
        self._dominant = self._inside >= _DOMINANT and self._inside >= 3 * self._outside
        self._whole = self._inside - self._outside + 0.25 * weak

    def holds(self, sentence_index: int) -> bool:
        """Whether a sentence is about the field: by its own words, else by its line, its heading, the article."""
        known = self._known.get(sentence_index)
        if known is None:
            known = self._known[sentence_index] = self._judge(sentence_index)
        return known

    def _judge(self, sentence_index: int) -> bool:
        article = self._article
        sentence = article.sentences[sentence_index]
        line = article.lines[sentence.line]
        own = self._balance(sentence.start, sentence.end)
        if own.inside > own.outside:
            return True
        if self._dominant:
            return own.outside < _CLEARLY_OUTSIDE or own.inside > 0
        around = self._balance(line.start, line.end)
        if own.outside and own.outside > own.inside + 0.25 * own.weak:
            return self._inside > 3 * self._outside and around.inside > around.outside
        if around.inside != around.outside:
            return around.inside > around.outside
        if line.heading >= 0:
            heading = article.lines[line.heading]
            above = self._balance(heading.start, heading.end)
            if above.inside != above.outside:
                return above.inside > above.outside
        return self._whole > 0 and (own.score > 0 or around.score > 0 or self._inside > self._outside)

    def foreign(self, start: int, limit: int) -> bool:
        """Whether the clause that ends at `start` speaks of another field ("GRDP tăng 8,2%")."""
        if not self._article.within("topic_outside", limit, start):
            return False
        low = self._article.low
        begin = limit
        for match in _CLAUSE.finditer(low, limit, start):
            begin = match.end()
        if self._article.within("topic_never", begin, start):
            return True
        clause = self._balance(begin, start)
        return clause.outside > (1 if self._dominant else 0) and clause.inside == 0

    def _balance(self, start: int, end: int) -> Balance:
        article = self._article
        inside = len(article.within("topic_inside", start, end))
        inside += sum(2 for m in article.within("indicator", start, end) if m.value)
        if article.main_indicator:
            inside += len(article.within("component", start, end))
        weak = min(len(article.within("topic_weak", start, end)), _MAX_WEAK)
        return Balance(inside, weak, len(article.within("topic_outside", start, end)))
