"""Which sentences of an article are about public administration reform."""

from dataclasses import dataclass

from cchc_extract.article import Article
from cchc_extract.text.layout import Role


@dataclass(frozen=True, slots=True)
class Balance:
    """How many words of the field, and of other fields, a stretch of text holds."""

    inside: int
    outside: int

    @property
    def clear(self) -> bool:
        return self.inside > 0 and 2 * self.inside >= self.outside


class Topic:
    """Tells for each sentence whether its quantities can be facts."""

    def __init__(self, article: Article) -> None:
        self._article = article
        spans = [(ln.start, ln.end) for ln in article.lines if ln.role not in (Role.FURNITURE, Role.DATELINE)]
        whole = [self._balance(start, end) for start, end in spans]
        self._inside = sum(b.inside for b in whole)
        self._outside = sum(b.outside for b in whole)
        self._lines = [self._balance(line.start, line.end) for line in article.lines]

    @property
    def present(self) -> bool:
        """Whether the article is about the field at all, be it in one paragraph."""
        return any(b.clear for b in self._lines)

    def holds(self, sentence_index: int) -> bool:
        """Whether a sentence is about the field: by itself, by its line, its heading, or the article."""
        article = self._article
        sentence = article.sentences[sentence_index]
        line = article.lines[sentence.line]
        own = self._balance(sentence.start, sentence.end)
        around = self._lines[sentence.line]
        if own.inside > own.outside:
            return True
        if own.outside > own.inside:
            return around.clear and around.inside >= 2 * around.outside and self._inside > 2 * self._outside
        if around.inside or around.outside:
            return around.inside >= around.outside and self._inside * 3 >= self._outside
        heading = self._lines[line.heading] if line.heading >= 0 else Balance(0, 0)
        if heading.inside or heading.outside:
            return heading.inside >= heading.outside
        return self._inside > self._outside and self._inside >= 2

    def _balance(self, start: int, end: int) -> Balance:
        article = self._article
        inside = len(article.within("topic_inside", start, end))
        inside += sum(2 for m in article.within("indicator", start, end) if m.value)
        return Balance(inside, len(article.within("topic_outside", start, end)))
