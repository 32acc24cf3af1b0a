"""The extractor: a text in, validated facts out."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cchc_extract.article.article import Article
from cchc_extract.article.reader import ArticleReader
from cchc_extract.article.topic import Topic
from cchc_extract.checks import check_article
from cchc_extract.drafts import Draft, Dropped
from cchc_extract.edtf import Point
from cchc_extract.facts import fact_of
from cchc_extract.interpretation import Interpreter, Watch
from cchc_extract.models import Fact
from cchc_extract.pack.compiled import Pack, load_pack
from cchc_extract.pack.expressions import PATIENCE
from cchc_extract.quantities.finder import QuantityFinder
from cchc_extract.screening import Screen
from cchc_extract.text.segmentation import Segmenter

# For fewer texts than these, making the test on the subject takes longer than reading them all.
_WORTH_TESTING = 8


@dataclass(frozen=True, slots=True)
class Rejected:
    """A fact that does not validate: where it stands, and why."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one text: facts in reading order, numbers that are none, facts that do not validate.

    `warnings` names what the extractor has switched off so far, in this text or before it, for taking too long.
    """

    facts: list[Fact]
    dropped: list[Dropped]
    rejected: list[Rejected]
    article: Article
    warnings: list[str]


class Extractor:
    """Extracts facts; built once, then cheap to call, from any thread.

    Pickling keeps only what it was built from.
    """

    def __init__(self, patterns: Iterable[Path] = (), *, all_documents: bool = False) -> None:
        """`patterns`: files to lay over the built-in ones. Raises PatternError for mistakes in them.

        `all_documents`: read each text, also where a cheap test settles that it is about something else.
        """
        self._paths = [Path(p) for p in patterns]
        self._all_documents = all_documents
        self._asked = 0
        self._screen: Screen | None = None
        pack = load_pack(self._paths)
        self.pack: Pack = pack
        self._reader = ArticleReader(pack)
        self._quantities = QuantityFinder(pack, Segmenter())
        self._interpreter = Interpreter(pack)

    def __reduce__(self) -> tuple["partial[Extractor]", tuple[list[Path]]]:
        return partial(type(self), all_documents=self._all_documents), (self._paths,)

    def extract(self, text: str, *, doc: str = "", date: dt.date | None = None) -> list[Fact]:
        """The facts of a text, in reading order. `date` is the article's where the text has none."""
        return [] if self.skips(text) else self.extraction(text, doc=doc, date=date, facts_only=True).facts

    def skips(self, text: str) -> bool:
        """Whether a cheap test settles that a text is about something else, and no fact comes out of it.

        Never so with `all_documents`, nor for the first few texts.
        """
        self._asked += 1
        if self._all_documents or self._asked < _WORTH_TESTING:
            return False
        if self._screen is None:
            self._screen = Screen(self.pack)
        return not self._screen.passes(text)

    def extraction(
        self,
        text: str,
        *,
        doc: str = "",
        date: dt.date | None = None,
        on_topic: bool = False,
        facts_only: bool = False,
        watch: Watch | None = None,
    ) -> Extraction:
        """As `extract`, with what was left out and why, so that each text is read.

        `on_topic` takes the text to be on the subject; `facts_only` saves looking for numbers where none is a fact.
        `watch` is shown each quantity when its kind is decided, as `cchc_extract.explanation` needs it.
        """
        article = self._reader.read(text, Point(date.year, date.month, date.day) if date else None)
        topic = Topic(article)
        needed = on_topic or not facts_only or topic.anywhere()
        quantities = self._quantities.find(article) if needed else []
        drafts, dropped = self._interpreter.interpret(
            article, quantities, topic=None if on_topic else topic, watch=watch
        )
        facts, rejected = self._facts(article, drafts, doc)
        checked = check_article(facts, date=article.anchor.day)
        return Extraction(checked, dropped, rejected, article, self._warnings())

    def _facts(self, article: Article, drafts: list[Draft], doc: str) -> tuple[list[Fact], list[Rejected]]:
        """The facts that drafts make, parts with the ids of their wholes, and the drafts that make none."""
        facts: list[Fact] = []
        rejected: list[Rejected] = []
        ids: dict[int, str] = {}
        later: list[tuple[int, Draft]] = []
        last_end = 0
        for draft in drafts:
            fact, error = fact_of(self.pack, article, draft, doc, ids, last_end)
            if fact is None:
                start, end = article.view.source_span(draft.start, draft.end)
                rejected.append(Rejected(start, end, article.view.source[start:end], error))
                continue
            facts.append(fact)
            last_end = draft.end
            if draft.parent and not fact.part_of:
                later.append((len(facts) - 1, draft.parent))
        for index, whole in later:
            facts[index] = facts[index].model_copy(update={"part_of": ids.get(id(whole))})
        return facts, rejected

    def _warnings(self) -> list[str]:
        return [
            f"{name} is switched off: in one place it took longer than {PATIENCE:g} s"
            for name in sorted(self.pack.slow)
        ]


def extract(text: str, *, doc: str = "", date: dt.date | None = None) -> list[Fact]:
    """The facts of a text with the built-in patterns. Build an `Extractor` to extract from many texts."""
    return _default().extract(text, doc=doc, date=date)


def _default() -> Extractor:
    global _extractor
    if _extractor is None:
        _extractor = Extractor()
    return _extractor


_extractor: Extractor | None = None
