"""Everything known of an article before any quantity in it is looked at."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from cchc_extract.edtf import Point
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.filling import Verb
from cchc_extract.pack.lexicon import Mark, Words
from cchc_extract.periods import Anchor, PeriodMark, Role as PeriodRole
from cchc_extract.places import Place, PlaceFinder
from cchc_extract.tables import Cell, read_tables
from cchc_extract.text.layout import Line, Role, Sentence, split_lines, split_sentences, unwrap
from cchc_extract.text.view import View, make_view

_HEAD_LINES = 4
# An article that names so many provinces, none above the rest, is about the country; likewise districts of a province.
_MANY_PROVINCES = 5
_RULING_SHARE = 0.4
_MANY_DISTRICTS = 3


@dataclass(slots=True)
class Article:
    """A text with its layout and all marks; positions are those of `view.text`."""

    view: View
    low: str
    words: Words
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]
    marks: dict[str, list[Mark]]
    ending: dict[int, list[tuple[str, Mark]]]
    periods: list[PeriodMark]
    places: list[Place]
    anchor: Anchor
    own: dict[str, str]
    level: str
    main_period: str | None
    main_period_scope: str
    plan_period: str | None
    main_indicator: str | None
    starts: dict[str, list[int]] = field(default_factory=dict)
    sentence_starts: list[int] = field(default_factory=list)
    cells: dict[int, Cell] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.view.text

    def within(self, label: str, start: int, end: int) -> list[Mark]:
        """The marks of a label that start in a half-open span."""
        marks = self.marks.get(label)
        if not marks:
            return []
        starts = self.starts.get(label)
        if starts is None:
            starts = self.starts[label] = [m.start for m in marks]
        return marks[bisect_left(starts, start) : bisect_left(starts, end)]

    def periods_within(self, start: int, end: int) -> list[PeriodMark]:
        """The periods that start in a half-open span."""
        starts = self._starts_of("\0periods", self.periods)
        return self.periods[bisect_left(starts, start) : bisect_left(starts, end)]

    def period_at(self, position: int) -> PeriodMark | None:
        """The period that a position lies in."""
        starts = self._starts_of("\0periods", self.periods)
        index = bisect_right(starts, position) - 1
        return self.periods[index] if index >= 0 and self.periods[index].end > position else None

    def places_within(self, start: int, end: int) -> list[Place]:
        """The places that start in a half-open span."""
        starts = self._starts_of("\0places", self.places)
        return self.places[bisect_left(starts, start) : bisect_left(starts, end)]

    def _starts_of(self, key: str, items: "list[PeriodMark] | list[Place]") -> list[int]:
        starts = self.starts.get(key)
        if starts is None:
            starts = self.starts[key] = [item.start for item in items]
        return starts

    def word_index(self, position: int) -> int:
        """The index of the first word that starts at or after a position."""
        return bisect_left(self.words.starts, position)


class ArticleReader:
    """Reads texts into articles with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._places = PlaceFinder(pack)

    def read(self, source: str, date: Point | None = None) -> Article:
        """The article in a text; `date` is its date when the text has none."""
        pack = self._pack
        view = make_view(source)
        low = unwrap(view.text, view.low, pack.layout)
        words = Words(low)
        lines = split_lines(view.text, low, pack.layout)
        sentences = split_sentences(view.text, low, lines, pack.layout)
        marks = pack.lexicon.scan(words)
        periods = pack.periods.find(low)
        places = self._places.find(view.text, words, marks)
        anchor = Anchor(_date_of(lines, periods) or date or _first_date(lines, periods))
        ending: dict[int, list[tuple[str, Mark]]] = {}
        for label, found in marks.items():
            if label in _ADJACENT or label.startswith("cue:"):
                for mark in found:
                    ending.setdefault(mark.end, []).append((label, mark))
        _drop_covered(marks, "topic_outside", "body")
        _drop_covered(marks, "body_head", "body")
        _drop_covered(marks, "verb", "body")
        _drop_inside(marks, "own", places)
        _drop_spanned(marks, "body_head", [*((p.start, p.end) for p in places), *((m.start, m.end) for m in marks.get("region", ()))])
        own, level = self._own(view.text, low, lines, places, marks)
        article = Article(
            view, low, words, lines, sentences, marks, ending, periods, places, anchor, own, level, None, "article", None, None
        )
        article.sentence_starts = [s.start for s in sentences]
        article.cells = read_tables(low, lines)
        article.main_indicator = _main_indicator(article)
        article.main_period, article.main_period_scope = _main_period(article)
        article.plan_period = _plan_period(article)
        return article

    def _own(
        self, text: str, low: str, lines: tuple[Line, ...], places: list[Place], marks: dict[str, list[Mark]]
    ) -> tuple[dict[str, str], str]:
        """The article's own places by level, and the level that it is about."""
        votes: dict[str, Counter[str]] = {}
        named: dict[str, Counter[str]] = {}
        heads = [line for line in lines if line.role not in (Role.FURNITURE, Role.DATELINE)][:_HEAD_LINES]
        for place in places:
            rank = next((i for i, line in enumerate(heads) if line.start <= place.start < line.end), None)
            weight = 1.0 if rank is None else (6.0 if heads[rank].role is Role.TITLE else 4.0 - rank * 0.4)
            votes.setdefault(place.level, Counter())[place.name] += weight  # type: ignore[assignment]
            named.setdefault(place.level, Counter())[place.name] += 1
        own = {level: names.most_common(1)[0][0] for level, names in votes.items()}
        coded = False
        for line in heads:
            opening = low[line.start : line.start + 40].lstrip(" (")
            for code, name in self._pack.source.layout.newsrooms.items():
                if opening.startswith(code) and not opening[len(code) : len(code) + 1].isalnum():
                    own.setdefault("province", name)
                    coded = True
        limit = heads[-1].end if heads else 0
        levels = {p.level for p in places if p.start < limit and p.name == own.get(p.level)} | ({"province"} if coded else set())
        ministries = any(m.value in self._pack.ministries for m in marks.get("body", ()) if m.start < limit)
        if not own and self._pack.nationwide_lead.search(low) and not marks.get("own"):
            return own, "nation"
        return own, _level(own, votes, named, marks, levels, ministries, lambda m: bool(self._pack.own_block.search(low[max(0, m.start - 10) : m.start])))


def _drop_covered(marks: dict[str, list[Mark]], label: str, by: str) -> None:
    """Drop the marks of a label that lie inside marks of another ("giao thông" in "Bộ Giao thông vận tải")."""
    covers = [(m.start, m.end) for m in marks.get(by, ())]
    if covers and label in marks:
        marks[label] = [m for m in marks[label] if not any(s <= m.start and m.end <= e for s, e in covers)]


def _drop_spanned(marks: dict[str, list[Mark]], label: str, spans: list[tuple[int, int]]) -> None:
    """Drop marks that begin inside one of the spans ("Phòng" in "Hải Phòng")."""
    if label in marks and spans:
        marks[label] = [m for m in marks[label] if not any(s < m.start < e for s, e in spans)]


def _drop_inside(marks: dict[str, list[Mark]], label: str, places: list[Place]) -> None:
    """Drop marks that begin a place's own name ("tỉnh" in "tỉnh Phú Thọ")."""
    starts = {p.start for p in places}
    if label in marks:
        marks[label] = [m for m in marks[label] if m.start not in starts]


_ADJACENT = {"verb", "comparator", "word"}


def _level(
    own: dict[str, str], votes: dict[str, Counter[str]], named: dict[str, Counter[str]], marks: dict[str, list[Mark]],
    head_levels: set[str], ministries: bool, blocked: Callable[[Mark], bool],
) -> str:
    """The level that an article is about: by its head lines, and by how it calls its own place."""
    calls = Counter(mark.value for mark in marks.get("own", ()) if not blocked(mark))
    weight = {level: (votes[level][name] if level in votes else 0.0) for level, name in own.items()}
    provinces = len(votes.get("province", ()))
    heads = head_levels
    shares = {name: counter[own[name]] / counter.total() for name, counter in named.items() if name in own}
    home = calls["province"] + calls["city"]
    if len(named.get("province", ())) >= _MANY_PROVINCES and shares["province"] < _RULING_SHARE and home < 4:
        return "nation"
    if "province" in own and "province" not in heads and ministries and calls["province"] + calls["city"] < 4:
        return "nation"
    if "commune" in heads and weight.get("commune", 0) >= 4 and calls["commune"] >= 2 and len(votes["commune"]) <= 4:
        return "commune"
    crowd = len(named.get("district", ())) >= _MANY_DISTRICTS and shares["district"] < 0.5 and "province" in heads
    once = named["district"][own["district"]] < 2 if "district" in own else True
    elsewhere = once and "province" in own and not (calls["district"] and calls["district"] >= calls["province"])
    if not crowd and not elsewhere and weight.get("district", 0) >= 4 and weight["district"] >= 0.6 * weight.get("province", 0):
        if calls["district"] + calls["city"] >= calls["province"] or weight["district"] > weight.get("province", 0):
            return "district"
    if "province" in own:
        share = weight.get("province", 0) / (sum(votes["province"].values()) if "province" in votes else 1)
        if provinces >= 4 and share < 0.45 and calls["province"] + calls["city"] < 4:
            return "nation"
        return "province"
    for level in ("district", "commune", "nation"):
        if level in own:
            return level
    return "nation" if ministries and not calls["province"] + calls["city"] + calls["district"] else ""


def _date_of(lines: tuple[Line, ...], periods: list[PeriodMark]) -> Point | None:
    """The date in the publication line, the day where it is said."""
    for line in lines:
        if line.role is Role.DATELINE:
            for mark in periods:
                if line.start <= mark.start < line.end and mark.form == "day" and mark.low and mark.low.year:
                    return mark.low
    return None


def _first_date(lines: tuple[Line, ...], periods: list[PeriodMark]) -> Point | None:
    """The first full date of an event or deadline in the text: the best guess without a publication line."""
    for mark in periods:
        if mark.form == "day" and mark.low and mark.low.year and mark.role in (PeriodRole.EVENT, PeriodRole.UNTIL, PeriodRole.TIME):
            return mark.low if mark.role is PeriodRole.EVENT else mark.high
    return None


def _main_indicator(article: Article) -> str | None:
    """The index that an article is about: that of its title, or the one that is named most in the first lines."""
    votes: Counter[str] = Counter()
    for mark in article.marks.get("indicator", ()):
        if mark.value:
            line = next((i for i, ln in enumerate(article.lines) if ln.start <= mark.start < ln.end), 99)
            votes[mark.value] += 3 if line < 2 else 1
    return votes.most_common(1)[0][0] if votes else None


_REPORTING = {"year", "first_months", "last_months", "quarter", "month", "half", "half2", "days", "months", "years"}


def _main_period(article: Article) -> tuple[str | None, str]:
    """The period that an article reports on, and whether only its date tells: from its title and first lines."""
    heads = [line for line in article.lines if line.role not in (Role.FURNITURE, Role.DATELINE)][:3]
    for mark in article.periods:
        if not any(line.start <= mark.start < line.end for line in heads):
            continue
        if mark.role not in (PeriodRole.TIME, PeriodRole.UNTIL) or mark.form not in _REPORTING and not mark.interval:
            continue
        if mark.form != "year" and mark.start >= heads[1:2][-1].end if len(heads) > 1 else False:
            continue
        if (mark.to_now and mark.form != "start_of_year") or (mark.form == "year_span" and not _in_title(article, mark)) or _planned(article, mark):
            continue
        resolved = article.anchor.resolve(mark)
        if resolved and ".." not in resolved:
            return resolved, "article"
    named = _most_named_year(article)
    if named:
        return named, "article"
    date = article.anchor.date
    return (str(date.year), "dateline") if date and date.year else (None, "article")


def _plan_period(article: Article) -> str | None:
    """The period that the first lines make plans for: later than the article's date, or named with plan or task."""
    heads = [line for line in article.lines if line.role not in (Role.FURNITURE, Role.DATELINE)][:3]
    for mark in article.periods:
        named = any(line.start <= mark.start < line.end for line in heads)
        if named and mark.form in ("year", "year_span", "last_months") and _planned(article, mark):
            return article.anchor.resolve(mark, target=True)
    return None


def _in_title(article: Article, mark: PeriodMark) -> bool:
    return any(ln.role is Role.TITLE and ln.start <= mark.start < ln.end for ln in article.lines)


def _most_named_year(article: Article) -> str | None:
    """The year that the text names most, at least three times and not after its date."""
    date = article.anchor.date
    years = Counter(
        m.low.year for m in article.periods
        if m.form == "year" and m.role in (PeriodRole.TIME, PeriodRole.PLAN) and m.low and m.low.year
    )  # fmt: skip
    for year, times in years.most_common(1):
        if year and times >= 3 and not (date and date.year and year > date.year):
            return str(year)
    return None


def _planned(article: Article, mark: PeriodMark) -> bool:
    """Whether a period in the first lines is that of plans, or belongs to an index rather than to the report."""
    before = article.within("cue:target_headings", max(0, mark.start - 40), mark.start)
    year = article.anchor.date.year if article.anchor.date else None
    later = bool(year and mark.low and mark.low.year and mark.low.year > year)
    return bool(before) or later


def governing_verb(marks: list[Mark]) -> Verb | None:
    """The last verb that is more than a light one."""
    for mark in reversed(marks):
        verb: Verb = mark.value
        if verb.classes != {"light"}:
            return verb
    return None
