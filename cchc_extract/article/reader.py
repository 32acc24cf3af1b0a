"""From a text to an article: its layout, its marks, and what it is about."""

from bisect import bisect_right

from cchc_extract.article.about import is_plan, main_indicator, plan_period
from cchc_extract.article.anchor import Anchor
from cchc_extract.article.article import Article
from cchc_extract.article.bare_names import bare_names
from cchc_extract.article.bodies import BodyFinder, main_body
from cchc_extract.article.home import own_places
from cchc_extract.article.items import heads_item, items
from cchc_extract.article.places import Place, PlaceFinder
from cchc_extract.article.reported import main_period
from cchc_extract.article.tables import read_tables
from cchc_extract.edtf import Point
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark, Words
from cchc_extract.text.layout import Line, Role, headed, split_lines, unwrap
from cchc_extract.text.outline import outline
from cchc_extract.text.parted import barred
from cchc_extract.text.periods import PeriodMark
from cchc_extract.text.periods import Role as PeriodRole
from cchc_extract.text.sentences import split_sentences
from cchc_extract.text.view import make_view

_TITLE_LINES = 2
_COMPARED = ("year", "same_of_year")
# A text is signed in one of so many last lines, which has no more characters.
_SIGNED_LINES = 2
_SIGNATURE = 90
# The labels whose phrases are looked for right before a quantity.
_ADJACENT = {"verb", "comparator", "word"} | {
    f"cue:{name}" for name in ("fillers", "levels", "earlier", "there_is", "reach", "nominalisers")
}
# Those of words for goals, of which what is covered by words for what was done, or by a name, tells of none.
_GOALS = [f"cue:{name}" for name in ("target", "target_here", "target_headings", "target_weak", "asked", "demands")]


class ArticleReader:
    """Reads texts into articles with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._places = PlaceFinder(pack)
        self._bodies = BodyFinder(pack)

    def read(self, source: str, date: Point | None = None) -> Article:
        """The article in a text; `date` is its date when the text has none."""
        pack = self._pack
        view = make_view(source)
        low = unwrap(view.text, barred(view.low), pack.layout)
        words = Words(low)
        lines = split_lines(view.text, low, pack.layout)
        marks = pack.lexicon.scan(words)
        periods = pack.periods.find(words)
        places = self._places.find(view.text, words, marks)
        lines = headed(lines, lambda line: heads_item(low, line, places))
        ending = _by_end(marks, places)
        _drop_overlaid(marks, places)
        article = Article(
            view=view,
            low=low,
            words=words,
            lines=lines,
            sentences=split_sentences(view.text, low, lines, pack.layout),
            marks=marks,
            ending=ending,
            periods=periods,
            places=places,
            bodies=self._bodies.find(view.text, words, marks, _title_end(lines)),
            anchor=Anchor(_date_of(lines, periods) or date or _date_told(lines, periods)),
            cells=read_tables(low, lines),
            outline=outline(low, lines),
            items=items(low, lines, places, pack.lists["body_local_heads"]),
        )
        article.own, article.level = own_places(pack, article)
        article.add_places(bare_names(pack, view.text, marks, places))
        article.main_indicator = main_indicator(article)
        article.main_period, article.main_period_scope = main_period(pack, article)
        title = next((line.start for line in article.heads(1)), 0)
        local, served = pack.lists["body_local_heads"], pack.lists["body_served_heads"]
        article.main_body = main_body(article.bodies, local, served, title)
        article.plan_period = plan_period(article)
        article.is_plan = is_plan(article)
        if article.is_plan and article.plan_period:
            article.main_period, article.main_period_scope = article.plan_period, "article"
        return article


def _by_end(marks: dict[str, list[Mark]], places: list[Place]) -> dict[int, list[tuple[str, Mark]]]:
    """The marks that may stand right before a quantity, by the position where they end; none inside a name.

    Verbs of inspection are kept, by which bodies are named that do it ("Đoàn kiểm tra CCHC").
    """
    named = {mark.end: mark.start for mark in (*places, *marks.get("body", ()), *marks.get("component", ()))}
    ending: dict[int, list[tuple[str, Mark]]] = {}
    for label, found in marks.items():
        if label in _ADJACENT:
            for mark in found:
                end = mark.end
                inspects = label == "verb" and "inspection" in mark.value.classes
                if end not in named or mark.start <= named[end] or inspects:
                    ending.setdefault(end, []).append((label, mark))
    return ending


def _drop_overlaid(marks: dict[str, list[Mark]], places: list[Place]) -> None:
    """Drop the marks that are only a part of the name of a body or place."""
    for label in ("topic_outside", "body_head", "verb"):
        _drop_covered(marks, label, "body")
    _drop_covered(marks, "verb", "comparator_after")
    for label in _GOALS:
        _drop_covered(marks, label, "cue:done")
        _drop_covered(marks, label, "cue:no_goals")
        _drop_covered(marks, label, "body")
    _drop_inside(marks, "own", places)
    names = [(p.start, p.end) for p in places]
    names += [(m.start, m.end) for m in marks.get("region", ())]
    _drop_spanned(marks, "body_head", names)
    _drop_spanned(marks, "topic_outside", names)


def _drop_covered(marks: dict[str, list[Mark]], label: str, by: str) -> None:
    """Drop the marks of a label that lie inside marks of another ("giao thông" in "Bộ Giao thông vận tải")."""
    covers = marks.get(by)
    if covers and label in marks:
        starts = [cover.start for cover in covers]
        ends = [-1, *(cover.end for cover in covers)]
        marks[label] = [m for m in marks[label] if ends[bisect_right(starts, m.start)] < m.end]


def _drop_spanned(marks: dict[str, list[Mark]], label: str, spans: list[tuple[int, int]]) -> None:
    """Drop marks that begin inside one of the spans ("Phòng" in "Hải Phòng")."""
    if label in marks and spans:
        marks[label] = [m for m in marks[label] if not any(s < m.start < e for s, e in spans)]


def _drop_inside(marks: dict[str, list[Mark]], label: str, places: list[Place]) -> None:
    """Drop marks that a place's name goes on from ("tỉnh" in "tỉnh Phú Thọ", "UBND huyện" before "huyện Ba Tri")."""
    starts = {p.start for p in places}
    if label in marks:
        marks[label] = [m for m in marks[label] if not any(at in starts for at in range(m.start, m.end))]


def _date_of(lines: tuple[Line, ...], periods: list[PeriodMark]) -> Point | None:
    """The date in the publication line, the day where it is said."""
    for line in lines:
        if line.role is Role.DATELINE:
            for mark in periods:
                if line.start <= mark.start < line.end and mark.form == "day" and mark.low and mark.low.year:
                    return mark.low
    return None


def _date_told(lines: tuple[Line, ...], periods: list[PeriodMark]) -> Point | None:
    """The best guess without a publication line: a month for a line, a full date, one at the end, a year above."""
    told = _month_line(lines, periods) or _first_date(periods) or _last_date(lines, periods)
    return told or _title_year(lines, periods) or _compared(periods)


def _month_line(lines: tuple[Line, ...], periods: list[PeriodMark]) -> Point | None:
    """The month of which one of the first lines says nothing more ("Tháng 12-2023")."""
    for line in lines[1 : _TITLE_LINES + 1]:
        for mark in periods:
            whole = mark.start == line.start and mark.end == line.end
            if whole and mark.form == "month" and mark.high and mark.high.year:
                return mark.high
    return None


def _first_date(periods: list[PeriodMark]) -> Point | None:
    """The first full date of an event or deadline in the text."""
    dated = (PeriodRole.EVENT, PeriodRole.UNTIL, PeriodRole.TIME)
    for mark in periods:
        point = mark.low if mark.role is PeriodRole.EVENT else mark.high
        if mark.form == "day" and point and point.year and mark.role in dated:
            return point
    return None


def _last_date(lines: tuple[Line, ...], periods: list[PeriodMark]) -> Point | None:
    """The date or month with which a text is signed, in a short line of its end."""
    signatures = [line for line in lines[-_SIGNED_LINES:] if line.end - line.start <= _SIGNATURE]
    for mark in periods[::-1]:
        signed = any(line.start <= mark.start < line.end for line in signatures)
        if signed and mark.form in ("day", "month") and mark.high and mark.high.year:
            return mark.high
    return None


def _title_end(lines: tuple[Line, ...]) -> int:
    """Where the lines end that tell what an article is about."""
    said = [line for line in lines if line.role not in (Role.FURNITURE, Role.DATELINE)]
    return said[:_TITLE_LINES][-1].end if said else 0


def _title_year(lines: tuple[Line, ...], periods: list[PeriodMark]) -> Point | None:
    """The year that the first lines name, from which an undated text speaks; a single one before those of a term."""
    end = lines[:_TITLE_LINES][-1].end if lines else 0
    named = [m for m in periods if m.start < end and m.role is not PeriodRole.BASELINE and m.high and m.high.year]
    years = [m.high.year for m in sorted(named, key=lambda m: m.form == "year_span") if m.high]
    return Point(years[0]) if years else None


def _compared(periods: list[PeriodMark]) -> Point | None:
    """The year behind the one that a text without any other compares with ("tăng 3 bậc so với năm 2022")."""
    named = {mark.high.year: mark for mark in periods if mark.high and mark.high.year}
    if len(named) != 1:
        return None
    year, mark = named.popitem()
    return Point(year + 1) if mark.role is PeriodRole.BASELINE and mark.form in _COMPARED else None
