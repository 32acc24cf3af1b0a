"""An article as it is read before any quantity in it is looked at: its layout, its marks, what it is about."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TypeVar

from cchc_extract.article.anchor import Anchor
from cchc_extract.article.bodies import Body
from cchc_extract.article.places import Place
from cchc_extract.article.tables import Cell
from cchc_extract.pack.lexicon import Mark, Words
from cchc_extract.text.layout import Line, Role
from cchc_extract.text.periods import PeriodMark
from cchc_extract.text.sentences import Sentence
from cchc_extract.text.view import View

_T = TypeVar("_T")


@dataclass(slots=True)
class Article:
    """A text with its layout and all marks; positions are those of `view.text`.

    `low` is the text for matching, `ending` holds the marks of cues by where they end, `cells` those of tables by
    where they begin, `items` the places of a digest's items by the indices of their lines. `own` and what follows
    say what the article is about: its own place of each level, the level that it speaks of, the periods that it
    reports on and plans for, and its index.
    """

    view: View
    low: str
    words: Words
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]
    marks: dict[str, list[Mark]]
    ending: dict[int, list[tuple[str, Mark]]]
    periods: list[PeriodMark]
    places: list[Place]
    bodies: list[Body]
    anchor: Anchor
    cells: dict[int, Cell]
    outline: dict[int, int] = field(default_factory=dict)
    items: dict[int, Place] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    level: str = ""
    main_period: str | None = None
    main_period_scope: str = "article"
    plan_period: str | None = None
    is_plan: bool = False
    main_indicator: str | None = None
    main_body: str | None = None
    _starts: dict[str, list[int]] = field(default_factory=dict)
    _period_starts: list[int] = field(init=False)
    _place_starts: list[int] = field(init=False)
    _body_starts: list[int] = field(init=False)
    _sentence_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._period_starts = [period.start for period in self.periods]
        self._place_starts = [place.start for place in self.places]
        self._body_starts = [body.start for body in self.bodies]
        self._sentence_starts = [sentence.start for sentence in self.sentences]

    @property
    def text(self) -> str:
        return self.view.text

    def add_places(self, places: list[Place]) -> None:
        """Add places that are told only once the article's own are known."""
        self.places = sorted([*self.places, *places], key=lambda place: place.start)
        self._place_starts = [place.start for place in self.places]

    def within(self, label: str, start: int, end: int) -> list[Mark]:
        """The marks of a label that start in a half-open span."""
        marks = self.marks.get(label)
        if not marks:
            return []
        starts = self._starts.get(label)
        if starts is None:
            starts = self._starts[label] = [m.start for m in marks]
        # As `_between`, which would be one call more for what is asked most of all.
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        return marks[first : bisect_left(starts, end, first)]

    def periods_within(self, start: int, end: int) -> list[PeriodMark]:
        """The periods that start in a half-open span."""
        return _between(self.periods, self._period_starts, start, end)

    def period_at(self, position: int) -> PeriodMark | None:
        """The period that a position lies in."""
        index = bisect_right(self._period_starts, position) - 1
        return self.periods[index] if index >= 0 and self.periods[index].end > position else None

    def places_within(self, start: int, end: int) -> list[Place]:
        """The places that start in a half-open span."""
        return _between(self.places, self._place_starts, start, end)

    def bodies_within(self, start: int, end: int) -> list[Body]:
        """The bodies that start in a half-open span."""
        return _between(self.bodies, self._body_starts, start, end)

    def word_index(self, position: int) -> int:
        """The index of the first word that starts at or after a position."""
        return bisect_left(self.words.starts, position)

    def sentence_index(self, position: int) -> int | None:
        """The index of the sentence that a position lies in; None between sentences."""
        index = bisect_right(self._sentence_starts, position) - 1
        if index < 0 or self.sentences[index].end <= position:
            return None
        return index

    def heads(self, count: int) -> list[Line]:
        """The first lines that say anything of the subject: not the furniture of a page, nor its date."""
        return [line for line in self.lines if line.role not in (Role.FURNITURE, Role.DATELINE)][:count]


def _between(items: list[_T], starts: list[int], start: int, end: int) -> list[_T]:
    """The items whose starts, which are in order, lie in a half-open span; mostly there are none."""
    first = bisect_left(starts, start)
    if first == len(starts) or starts[first] >= end:
        return []
    return items[first : bisect_left(starts, end, first)]
