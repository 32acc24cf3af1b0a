"""Lists that answer each other: "PAR INDEX và SIPAS lần lượt đạt 86,05% và 82,4%"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.edtf import Point
from cchc_extract.pack.compiled import Pack

# The list that is answered stands within so many characters; a comma and a conjunction part its members.
_WINDOW = 160
_JOINS = 16
# Without a word for it, so many values answer as many years.
_ALIKE = 3
_BOUNDS = (">=", "<=", ">", "<")
_YEAR = re.compile(r"(?:19|20)\d\d")
# As many years may only be the first and the last.
_ENDS = 2
_BRACKET = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Item:
    """One member of the first list: span and what it gives."""

    start: int
    end: int
    value: str | tuple[str, str]


def distribute(pack: Pack, article: Article, drafts: Sequence[Draft], start: int, end: int) -> None:
    """Give the facts behind a "respectively" what the list before it names: period, index, component, place, body."""
    cues = article.within("cue:respectively", start, end)
    if not cues:
        _years_alike(pack, article, drafts, start, end)
    for cue in cues:
        after = _run(article, [d for d in drafts if d.quantity.start >= cue.end])
        _share_bound(article, after, cue.start)
        if len(after) < 2:
            _backward(pack, article, drafts, cue.start, cue.end, end)
            continue
        window = max(start, cue.start - _WINDOW)
        for read, give in _READERS:
            items = _coordinated(pack, article, read(pack, article, window, cue.start))
            if len(items) == len(after):
                for item, draft in zip(items, after, strict=True):
                    give(draft, item.value)
                break


def _years_alike(pack: Pack, article: Article, drafts: Sequence[Draft], start: int, end: int) -> None:
    """As many index values as years listed beside them answer those ("Năm 2019, 2020, 2021 hạng 9, 7, 8")."""
    after = _run(article, [d for d in drafts if d.kind in ("rank", "score")])
    if len(after) < _ALIKE or any(d.quantity.opened >= 0 for d in after):
        return
    first, last = after[0].quantity.start, after[-1].quantity.end
    if article.periods_within(after[0].quantity.end, last):
        return
    for window in ((max(start, first - _WINDOW), first), (last, min(end, last + _WINDOW))):
        years = _coordinated(pack, article, _years(pack, article, *window))
        if len(years) == len(after):
            for item, draft in zip(years, after, strict=True):
                _give("period")(draft, item.value)
            return


def _share_bound(article: Article, after: Sequence[Draft], position: int) -> None:
    """A bound said right before the cue is that of all behind it ("tối thiểu đạt tương ứng 40%, 35% và 30%")."""
    bounds = [m for m in article.within("comparator", max(0, position - _JOINS), position) if m.value in _BOUNDS]
    for draft in after if bounds else ():
        if draft.comparator == "=":
            draft.comparator = bounds[-1].value


def _backward(pack: Pack, article: Article, drafts: Sequence[Draft], start: int, cue_end: int, end: int) -> None:
    """The list of holders behind the cue answers the ranks before it."""
    ranks = [d for d in drafts if d.kind == "rank" and d.quantity.start < start]
    for read, give in _READERS[3:5]:
        items = read(pack, article, cue_end, end)
        if len(ranks) > 1 and len(items) == len(ranks):
            for item, draft in zip(items, ranks, strict=True):
                give(draft, item.value)
            return


def _run(article: Article, drafts: list[Draft]) -> list[Draft]:
    """The first facts of one kind that stand in one coordination."""
    run: list[Draft] = []
    for draft in drafts:
        gap = _BRACKET.sub("", article.low[run[-1].quantity.end : draft.quantity.start]) if run else ""
        if run and (draft.kind != run[0].kind or len(gap) > _JOINS):
            break
        run.append(draft)
    return run


def _coordinated(pack: Pack, article: Article, items: list[_Item]) -> list[_Item]:
    """The last items that only commas and a conjunction part, none of another clause."""
    run: list[_Item] = []
    for item in reversed(items):
        gap = article.low[item.end : run[-1].start].strip() if run else ""
        if len(gap) > _JOINS or pack.copula.search(f" {gap} "):
            break
        run.append(item)
    return run[::-1]


def _years(pack: Pack, article: Article, start: int, end: int) -> list[_Item]:
    out: list[_Item] = []
    for mark in article.periods_within(start, end):
        if mark.form == "years" and mark.low and mark.high and mark.low.year and mark.high.year:
            said = [int(year) for year in _YEAR.findall(article.low, mark.start, mark.end)]
            years = said if len(said) > _ENDS else range(mark.low.year, mark.high.year + 1)
            out += [_Item(mark.start, mark.end, str(Point(year))) for year in years]
        elif mark.form in ("year", "quarter", "month", "first_months") and (period := article.anchor.resolve(mark)):
            out.append(_Item(mark.start, mark.end, period))
    return out


def _indicators(pack: Pack, article: Article, start: int, end: int) -> list[_Item]:
    return [_Item(m.start, m.end, m.value) for m in article.within("indicator", start, end) if m.value]


def _components(pack: Pack, article: Article, start: int, end: int) -> list[_Item]:
    return [_Item(m.start, m.end, m.value) for m in article.within("component", start, end)]


def _places(pack: Pack, article: Article, start: int, end: int) -> list[_Item]:
    places = [p for p in article.places_within(start, end) if p.level != "nation"]
    return [_Item(p.start, p.end, (p.name, p.level)) for p in places]


def _bodies(pack: Pack, article: Article, start: int, end: int) -> list[_Item]:
    return [
        _Item(m.start, m.end, m.value) for m in article.within("body", start, end) if article.text[m.start].isupper()
    ]


def _levels(pack: Pack, article: Article, start: int, end: int) -> list[_Item]:
    """Levels of government ("ở ba cấp tỉnh, huyện, xã"), written out as bodies of a level."""
    items = []
    for mark in article.within("cue:levels_of_government", start, end):
        name = mark.value if " " in mark.value else f"{pack.level_word} {mark.value}"
        items.append(_Item(mark.start, mark.end, name))
    return items


def _give(name: str) -> Callable[[Draft, object], None]:
    def give(draft: Draft, value: object) -> None:
        setattr(draft, name, value)
        draft.scope.pop(name, None)

    return give


_READERS: list[tuple[Callable[[Pack, Article, int, int], list[_Item]], Callable[[Draft, object], None]]] = [
    (_years, _give("period")),
    (_indicators, _give("indicator")),
    (_components, _give("component")),
    (_places, _give("area")),
    (_bodies, _give("entity")),
    (_levels, _give("entity")),
]
