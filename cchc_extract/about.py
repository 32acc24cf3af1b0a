"""What an article is about: its own places and its level, its index, and the periods it reports on and plans for."""

from collections import Counter
from dataclasses import dataclass

from cchc_extract.article import Article
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.periods import PeriodMark
from cchc_extract.periods import Role as PeriodRole
from cchc_extract.places import Place
from cchc_extract.text.layout import Line, Role

_HEAD_LINES = 4
# The votes of a name in the title, and the least of one that stands in the head lines and again below.
_TITLE_VOTES = 6.0
_HEAD_VOTES = 3.5
_SILENT = (Role.DATELINE, Role.CAPTION, Role.FURNITURE)
_PERIOD_LINES = 3
# A line that holds hardly more than a period has no more characters behind it than these.
_BESIDE = 2
# An article that names so many provinces, none above the rest, is about the country; so with districts, a province.
_MANY_PROVINCES = 5
_RULING_SHARE = 0.4
_MANY_DISTRICTS = 3
# One that so often calls a province its own stays with that province, whatever else it names.
_OFTEN = 4
_REPORTING = {"year", "first_months", "last_months", "quarter", "month", "half", "half2", "days", "months", "years"}


@dataclass(frozen=True, slots=True)
class _Namings:
    """How an article names places.

    `own` is the place of each level that has most votes, `votes` weigh the lines where each name stands, `times`
    only counts. `calls` counts by level the words by which the article calls its own place, without a name.
    `heads` are the levels of own places in the first lines; `national` tells whether these name a ministry or speak
    of the whole country, `titled` whether the title does so and names no place. `own_city` tells
    whether the city that an article calls its own can be one of a province.
    """

    own: dict[str, str]
    votes: dict[str, dict[str, float]]
    times: dict[str, Counter[str]]
    calls: Counter[str]
    heads: set[str]
    national: bool
    titled: bool
    own_city: bool

    @property
    def home(self) -> int:
        """How often the article calls a province, or a city that may be one, its own."""
        return self.calls["province"] + self.calls["city"]

    def names(self, level: str) -> int:
        """How many places of a level are named."""
        return len(self.votes.get(level, ()))

    def weight(self, level: str) -> float:
        """The votes of the own place of a level."""
        return self.votes[level][self.own[level]] if level in self.votes else 0.0

    def share(self, level: str) -> float:
        """The share of the own place in all namings of its level, of which there must be some."""
        return self.times[level][self.own[level]] / self.times[level].total()


def own_places(pack: Pack, article: Article) -> tuple[dict[str, str], str]:
    """The article's own place of each level, and the level that it is about ("" when nothing tells)."""
    heads = article.heads(_HEAD_LINES)
    silent = [line for line in article.lines if line.role in _SILENT]
    named = [p for p in article.places if not _in_lines(silent, p)]
    held = [p for p in named if not _only_where(pack, article, p)]
    votes, times = _votes(held or named or article.places, heads)
    own = {level: max(names, key=names.__getitem__) for level, names in votes.items()}
    newsroom = _newsroom(pack, article.low, heads)
    if newsroom is not None:
        own.setdefault("province", newsroom)
    calls = [m for m in article.marks.get("own", ()) if calls_own(pack, article, m)]
    if not own and not calls and pack.nationwide_lead.search(article.low):
        return own, "nation"
    limit = heads[-1].end if heads else 0
    levels = {p.level for p in held if _in_lines(heads, p) and p.name == own.get(p.level)}
    if newsroom is not None:
        levels.add("province")
    bodies = [m.start for m in article.marks.get("body", ()) if m.value in pack.ministries]
    national = any(start < limit for start in bodies) or (not own and len(bodies) > 1)
    title = heads[0].end if heads else 0
    if "province" not in levels and pack.nationwide_lead.search(article.low, 0, limit):
        national = True
    speaks = any(start < title for start in bodies) or pack.nationwide_lead.search(article.low, 0, title)
    titled = bool(speaks) and not any(p.start < title and p.level != "nation" for p in held)
    counted = Counter(m.value for m in calls)
    own_city = bool(own.get("district")) and own.get("province") not in pack.source.places.cities
    return own, _level(_Namings(own, votes, times, counted, levels, national, titled, own_city))


def _only_where(pack: Pack, article: Article, place: Place) -> bool:
    """Whether a place only says where a meeting was held or something announced ("công bố tại Hà Nội")."""
    before = article.low[max(0, place.start - 10) : place.start].rstrip()
    if not pack.held_at.search(before):
        return False
    index = article.sentence_index(place.start)
    start = article.sentences[index].start if index is not None else place.start
    return bool(article.within("cue:meetings", start, place.start))


def calls_own(pack: Pack, article: Article, mark: Mark) -> bool:
    """Whether a word for a place means the article's own ("toàn tỉnh"), not one of several or of a kind."""
    before = article.low[max(0, mark.start - 10) : mark.start]
    return not pack.own_block.search(before) and not pack.own_block_after.match(article.low, mark.end)


def _votes(places: list[Place], heads: list[Line]) -> tuple[dict[str, dict[str, float]], dict[str, Counter[str]]]:
    """By level and name: votes, which weigh the title and the first lines more, and how often each is named."""
    votes: dict[str, dict[str, float]] = {}
    times: dict[str, Counter[str]] = {}
    for place in places:
        rank = next((i for i, line in enumerate(heads) if line.start <= place.start < line.end), None)
        weight = 1.0 if rank is None else (_TITLE_VOTES if heads[rank].role is Role.TITLE else 4.0 - rank * 0.4)
        names = votes.setdefault(place.level, {})
        names[place.name] = names.get(place.name, 0.0) + weight
        times.setdefault(place.level, Counter())[place.name] += 1
    return votes, times


def _newsroom(pack: Pack, low: str, heads: list[Line]) -> str | None:
    """The province whose newsroom signs at the beginning of one of the first lines ("BTO-")."""
    for line in heads:
        opening = low[line.start : line.start + 40].lstrip(" (")
        for code, name in pack.source.layout.newsrooms.items():
            if opening.startswith(code) and not opening[len(code) : len(code) + 1].isalnum():
                return name
    return None


def _level(namings: _Namings) -> str:
    """The level that an article is about: by its head lines, and by how it calls its own place."""
    own = namings.own
    if _of_nation(namings):
        return "nation"
    if _of_commune(namings):
        return "commune"
    if _of_district(namings):
        return "district"
    if "province" in own:
        total = sum(namings.votes["province"].values()) if "province" in namings.votes else 1
        scattered = namings.names("province") >= 4 and namings.weight("province") / total < 0.45
        return "nation" if scattered and namings.home < _OFTEN else "province"
    for level in ("district", "commune", "nation"):
        if level in own:
            return level
    return "nation" if namings.titled or (namings.national and namings.home + namings.calls["district"] < 2) else ""


def _of_nation(namings: _Namings) -> bool:
    """Whether an article names many provinces alike, or opens with a ministry rather than with a province."""
    if namings.home >= _OFTEN:
        return False
    if namings.names("province") >= _MANY_PROVINCES and namings.share("province") < _RULING_SHARE:
        return True
    if namings.titled and not namings.home:
        return True
    if namings.calls["nation"] >= 2 and not namings.home + namings.calls["district"]:
        return True
    return namings.national and "province" in namings.own and "province" not in namings.heads


def _of_commune(namings: _Namings) -> bool:
    """Whether an article opens with a commune that it calls its own, and names few others."""
    calls = namings.calls
    if "commune" not in namings.heads or namings.names("commune") > 4:
        return False
    if calls["commune"] >= 2 and calls["commune"] > calls["district"] + namings.home:
        return True
    if namings.weight("commune") >= _TITLE_VOTES:
        return calls["commune"] > 0 or not namings.home
    return namings.weight("commune") >= _HEAD_VOTES and calls["commune"] >= 2 and calls["commune"] > namings.home


def _of_district(namings: _Namings) -> bool:
    """Whether an article is about a district: not one of many of a province, nor one named in passing."""
    calls = namings.calls
    weight, above = namings.weight("district"), namings.weight("province")
    city = calls["city"] if namings.own_city else 0
    called = calls["district"] + city
    ruling = "district" in namings.heads or weight >= above
    elsewhere = calls["province"] + calls["city"] - city
    if weight and ruling and called >= 2 and called > elsewhere:
        return True
    if elsewhere >= 2 and not called:
        return False
    if weight < 4 or weight < 0.6 * above:
        return False
    many = namings.names("district") >= _MANY_DISTRICTS and namings.share("district") < 0.5
    if many and "province" in namings.heads:
        return False
    once = namings.times["district"][namings.own["district"]] < 2
    called = calls["district"] and calls["district"] >= calls["province"]
    if once and "province" in namings.own and not called:
        return False
    return calls["district"] + calls["city"] >= calls["province"] or weight > above


def main_indicator(article: Article) -> str | None:
    """The index that an article is about: that of its title, or the one that is named most in the first lines."""
    votes: Counter[str] = Counter()
    for mark in article.marks.get("indicator", ()):
        if mark.value:
            line = next((i for i, ln in enumerate(article.lines) if ln.start <= mark.start < ln.end), 99)
            votes[mark.value] += 3 if line < 2 else 1
    return votes.most_common(1)[0][0] if votes else None


def main_period(article: Article) -> tuple[str | None, str]:
    """The period that an article reports on, and whether its text tells ("article") or only its date ("dateline")."""
    heads = article.heads(_PERIOD_LINES)
    for mark in article.periods:
        if _in_lines(heads, mark) and _reported(article, heads, mark):
            resolved = article.anchor.resolve(mark)
            if resolved and ".." not in resolved:
                return resolved, "article"
    named = _most_named_year(article)
    if named:
        return named, "article"
    date = article.anchor.date
    return (str(date.year), "dateline") if date and date.year else (None, "article")


def plan_period(article: Article) -> str | None:
    """The period that the first lines make plans for: later than the article's date, or named with plan or task."""
    heads = article.heads(_PERIOD_LINES)
    for mark in article.periods:
        fit = mark.form in ("year", "year_span", "last_months") and _in_lines(heads, mark)
        if fit and _planned(article, mark):
            return article.anchor.resolve(mark, target=True)
    return None


def _in_lines(lines: list[Line], mark: PeriodMark | Place) -> bool:
    return any(line.start <= mark.start < line.end for line in lines)


def _reported(article: Article, heads: list[Line], mark: PeriodMark) -> bool:
    """Whether a period in the head lines may be what is reported on; below the second of them no month or day."""
    if mark.role not in (PeriodRole.TIME, PeriodRole.UNTIL) or mark.aside:
        return False
    if mark.form not in _REPORTING and not mark.interval:
        return False
    alone = any(line.start <= mark.start and mark.end + _BESIDE >= line.end for line in heads[2:])
    if mark.form != "year" and not mark.interval and mark.start >= heads[:2][-1].end and not alone:
        return False
    if mark.to_now and mark.form != "start_of_year":
        return False
    if mark.form == "year_span" and not _in_title(article, mark) and not _over(article, mark):
        return False
    return not _planned(article, mark)


def _over(article: Article, mark: PeriodMark) -> bool:
    """Whether a span of years in brackets is over when the article is written ("Năm năm (2007 - 2011) thực hiện")."""
    latest = article.anchor.latest
    closed = article.low[mark.end : mark.end + 1] == ")"
    return bool(closed and latest and mark.high and mark.high.year and mark.high.year <= latest)


def _in_title(article: Article, mark: PeriodMark) -> bool:
    return _in_lines([line for line in article.lines if line.role is Role.TITLE], mark)


def _most_named_year(article: Article) -> str | None:
    """The year that the text names most, at least three times and not after its date."""
    date = article.anchor.date
    years = Counter(
        mark.low.year
        for mark in article.periods
        if mark.form == "year" and mark.role in (PeriodRole.TIME, PeriodRole.PLAN) and mark.low and mark.low.year
    )
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
