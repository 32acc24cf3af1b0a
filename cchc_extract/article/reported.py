"""The period that an article reports on: that of its facts which name none.

Of the periods that the text names, and the year of its date, a linear model chooses. Its features tell where and how
each is named and how far it lies from the date; its weights, in `patterns/weights.yaml`, were fitted to the annotated
articles by `tests/renew_weights.py`.
"""

from dataclasses import dataclass, field
from math import log1p
from typing import Final

from cchc_extract.article.about import leading, most_named_year, reported, title_plan
from cchc_extract.article.article import Article
from cchc_extract.edtf import Point
from cchc_extract.pack.compiled import Pack
from cchc_extract.text.layout import Line
from cchc_extract.text.periods import PeriodMark, Role

_SILENT: Final = (Role.NAME, Role.BASELINE, Role.DEADLINE)
_LEADING: Final = 3
# So far before a period its index, and a word for plans, may stand, in characters.
_INDEX_REACH, _PLAN_REACH = 40, 60
# A stretch that ended no more months ago than these is what has just been reported on.
_JUST: Final = 2
_EARLY_MONTH, _FIRST_MONTHS = 3, 2
_FARTHEST: Final = 3
# What opens a sentence begins within so many of its characters.
_OPENING: Final = 28


@dataclass(slots=True)
class _Mentions:
    """Where an article names one period."""

    marks: list[PeriodMark] = field(default_factory=list)

    def share(self, count: int) -> float:
        """The share of the mentions that `count` of them are."""
        return count / len(self.marks) if self.marks else 0.0


def main_period(pack: Pack, article: Article) -> tuple[str | None, str]:
    """The period that an article reports on, and whether its text tells ("article") or only its date ("dateline")."""
    found = period_features(article)
    weights = pack.source.reported
    scores = {
        period: sum(weights.get(name, 0.0) * value for name, value in features.items())
        for period, features in found.items()
    }
    best = max(scores, key=scores.__getitem__)
    return best or None, "dateline" if best and not found[best]["times"] else "article"


def period_features(article: Article) -> dict[str, dict[str, float]]:
    """What speaks for each period that the article may report on, by its EDTF string, in the order of the text.

    The last, "", is that it does not tell: `untold`, and `undated` where the article has no date either.
    """
    mentions: dict[str, _Mentions] = {}
    for mark in article.periods:
        silent = mark.role in _SILENT or mark.scene
        resolved = None if silent else article.anchor.resolve(mark)
        if resolved:
            mentions.setdefault(resolved, _Mentions()).marks.append(mark)
    date = article.anchor.date
    if date and date.year:
        mentions.setdefault(str(date.year), _Mentions())
    heads = leading(article, _LEADING)
    lead = _lead(article, heads)
    most = most_named_year(article)
    planned = title_plan(article)
    features = {period: _named(article, heads, named) | _dated(period, date) for period, named in mentions.items()}
    return {
        period: own
        | {
            "lead": float(period == lead),
            "most_named": float(period == most),
            "plan_title": float(period == planned),
            "plan_opens": float(period == planned and _opens_with_plan(article, heads)),
            "unled_year": float(bool(date) and lead is None and period == str(date.year if date else "")),
            "own_year_head": own["head"] * own.get("own_year", 0.0),
            "past_times": own["times"] * own.get("past", 0.0),
        }
        for period, own in features.items()
    } | {"": {"untold": 1.0, "undated": float(date is None)}}


def _named(article: Article, heads: list[Line], named: _Mentions) -> dict[str, float]:
    """Where and how a period is named: `early` is 1 at the beginning of the text, 0 at its end."""
    title = heads[0].end if heads else 0
    limit = heads[-1].end if heads else 0
    marks = named.marks
    planned = [
        m
        for m in marks
        if article.within("cue:target_headings", max(0, m.start - _INDEX_REACH), m.start)
        or article.within("cue:target", max(0, m.start - _PLAN_REACH), m.start)
    ]
    indexed = [m for m in marks if article.within("indicator", max(0, m.start - _INDEX_REACH), m.start)]
    begin = heads[0].start if heads else 0
    first = max(0, marks[0].start - begin) / len(article.low) if marks else 1.0
    return {
        "times": log1p(len(marks)),
        "unnamed": float(not marks),
        "title": float(any(m.start < title for m in marks)),
        "head": float(any(title <= m.start < limit for m in marks)),
        "early": 1.0 - first,
        "planned": named.share(len(planned)),
        "indexed": named.share(len(indexed)),
        "scheduled": named.share(sum(m.role is Role.PLAN for m in marks)),
        "opening": named.share(sum(_opens(article, m) for m in marks)),
    }


def _opens_with_plan(article: Article, heads: list[Line]) -> bool:
    """Whether a text is named a plan by the first words of its title."""
    start = heads[0].start if heads else 0
    return bool(heads) and bool(article.within("cue:plans", start, start + 1))


def _opens(article: Article, mark: PeriodMark) -> bool:
    """Whether a period stands at the beginning of its sentence, and so holds for what the sentence tells."""
    index = article.sentence_index(mark.start)
    return index is not None and mark.start - article.sentences[index].start < _OPENING


def _dated(period: str, date: Point | None) -> dict[str, float]:
    """The shape of a period, and how it lies to the date of the article."""
    shape = _shape(period)
    features = {f"is_{shape}": 1.0}
    end = _end(period)
    if not date or not date.year or not end:
        return features
    month = date.month or 12
    years = end[0] - date.year
    ago = (date.year * 12 + month) - (end[0] * 12 + end[1])
    stretch = shape in ("until", "months", "year_to_month", "days", "month")
    own_year = period == str(date.year)
    return features | {
        "own_year": float(own_year),
        "own_year_early": float(own_year and month <= _FIRST_MONTHS),
        "year_before_early": float(shape == "year" and years == -1 and month <= _EARLY_MONTH),
        "ahead": float(years > 0),
        "past": float(min(max(-years, 0), _FARTHEST)),
        "just_ended": float(stretch and (-1 <= ago <= _JUST if date.month else years == 0)),
    }


def _shape(period: str) -> str:
    if period.startswith(".."):
        return "until"
    low, _, high = period.partition("/")
    if high == "..":
        return "open"
    if not high:
        return {4: "year", 7: "month"}.get(len(low), "day")
    if len(low) == len(high):
        return {4: "years", 7: "months"}.get(len(low), "days")
    return "year_to_month" if len(low) == 4 else "days"


def _end(period: str) -> tuple[int, int] | None:
    """The year and month in which a period ends; None for one that is open."""
    last = period.split("/")[-1]
    if last == "..":
        return None
    return int(last[:4]), int(last[5:7]) if len(last) >= 7 else 12


def _lead(article: Article, heads: list[Line]) -> str | None:
    """The first period of the first lines that may be what is reported on."""
    for mark in article.periods:
        if (
            not mark.scene
            and any(line.start <= mark.start < line.end for line in heads)
            and reported(article, heads, mark)
        ):
            resolved = article.anchor.resolve(mark)
            if resolved and ".." not in resolved:
                return resolved
    return None
