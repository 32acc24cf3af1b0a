"""The year of an index value that is given without one."""

import re
from collections import Counter

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.slots.discourse import Discourse
from cchc_extract.text.periods import Role

# How far before an index its year may stand, in characters.
_CLAUSE = 60
# Until this month of a year none of its results can be known.
_LAST_MONTH = 10


def dates_index(draft: Draft) -> bool:
    """Whether the period of a fact is also that of the index values after it in its sentence."""
    quantity = draft.quantity
    plain = quantity.opened < 0 and not quantity.cue.earlier
    return bool(draft.indicator and draft.period) and plain and draft.status == "actual"


def year_of_index(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> str | None:
    """The year of an index whose value is given without one: by a comparison, by values before, by its name."""
    sentence = article.sentences[draft.sentence]
    return (
        _year_after_baseline(article, sentence.start, sentence.end)
        or _latest(_year_stated(discourse, draft.indicator), index_year(pack, article, draft.indicator, sentence.end))
        or _latest(_year_stated(discourse, None), index_year(pack, article, None, sentence.end))
        or _year_after_baseline(article, 0, len(article.low))
    )


def _latest(*years: str | None) -> str | None:
    return max((year for year in years if year), default=None)


def _year_stated(discourse: Discourse, code: str | None) -> str | None:
    """The latest year for which a value of an index (or of any) has been stated so far."""
    latest = discourse.article.anchor.latest
    years = [
        d.period
        for d in discourse.drafts
        if dates_index(d)
        and (d.period or "") <= str(latest or d.period)
        and d.indicator == (code or d.indicator)
        and "period" not in d.scope
        and len(d.period or "") == 4
    ]
    return _latest(*years)


def latest_told(discourse: Discourse, code: str | None) -> str | None:
    """The latest time for which a value of an index that is told month by month has been stated so far."""
    told = [d.period for d in discourse.drafts if d.indicator == code and dates_index(d) and "period" not in d.scope]
    return max((period for period in told if period), key=lambda period: period.split("/")[-1], default=None)


def index_year(pack: Pack, article: Article, code: str | None, position: int) -> str | None:
    """The year of an index: the latest that it (or any index) is named with up to a position, else in the article.

    No year after the article's date is taken. Where none is named behind the index, the one before it in its clause
    ("Năm 2021, PCI của tỉnh …") is.
    """
    marks = [
        m
        for m in article.marks.get("indicator", ())
        if m.value and (code is None or m.value == code) and not article.within("cue:target", m.end, m.end + _CLAUSE)
    ]
    for named in (_year_after, _year_before):
        years = [
            (mark.start, year) for mark in marks if (year := _known(pack, article, mark.value, named(article, mark)))
        ]
        if years:
            return max((year for start, year in years if start < position), default=max(year for _, year in years))
    return None


def _known(pack: Pack, article: Article, code: str, year: str | None) -> str | None:
    """A year, unless it comes after the article's, or its results after the article."""
    latest = article.anchor.latest
    ahead = bool(year and latest and int(year[:4]) > latest)
    return year if year and len(year) == 4 and not ahead and not unknown_yet(pack, article, code, year) else None


def unknown_yet(pack: Pack, article: Article, code: str | None, year: str | None) -> bool:
    """Whether a year has not ended when the article is written, and its results of an index come in the next."""
    index = pack.indicators.get(code or "")
    date = article.anchor.date
    running = date is not None and date.month is not None and date.month <= _LAST_MONTH and year == str(date.year)
    return running and index is not None and index.later


def _year_after_baseline(article: Article, start: int, end: int) -> str | None:
    """The year after that with which a stretch compares, where it is one of the last two: indices go year by year."""
    years = Counter(
        mark.low.year
        for mark in article.periods_within(start, end)
        if mark.role is Role.BASELINE and mark.form == "year" and mark.low and mark.low.year
    )
    date = article.anchor.date
    if not years or not date or not date.year:
        return None
    year = years.most_common(1)[0][0] + 1
    return str(year) if year in (date.year - 1, date.year) else None


def _year_before(article: Article, mark: Mark) -> str | None:
    """The year that opens the clause of an index ("Năm 2021, tỉnh đạt PCI …")."""
    for period in reversed(article.periods_within(max(0, mark.start - _CLAUSE), mark.start)):
        between = article.low[period.end : mark.start]
        planned = article.within("cue:target", period.end, mark.start)
        if (
            period.form == "year"
            and period.role is Role.TIME
            and not planned
            and not re.search(r"[.;:\n\d]", between)
        ):
            return article.anchor.resolve(period)
    return None


def _year_after(article: Article, indicator: Mark) -> str | None:
    """The year that an index is named with ("Chỉ số CCHC năm 2019")."""
    end = indicator.end
    for mark in article.periods_within(end, end + 60):
        between = article.low[end : mark.start]
        if (
            mark.form in ("year", "years", "last_year", "year_ago", "past_year")
            and mark.role is Role.TIME
            and len(between.split()) <= 8
            and not re.search(r"[.;:\n\d]", between)
        ):
            return article.anchor.resolve(mark)
    return None
