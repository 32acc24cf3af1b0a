"""Where an article is at home: its own place of each level, and the level that it is about.

The level is decided by a linear model. Its features are counts of how the article names places and calls its own; its
weights, in `patterns/weights.yaml`, were fitted to the annotated articles by `tests/renew_weights.py`.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import log1p
from typing import Final

from cchc_extract.article.article import Article
from cchc_extract.article.places import Place
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.text.layout import Line, Role

_PLACES: Final = ("province", "district", "commune")
# What speaks for the nation: an article without any of these, and without a place, is about none that it tells.
_NATIONAL: Final = ("calls", "times", "ministries", "ministry_itself", "nationwide_head")
_HEAD_LINES = 4
# A province is called so often by an article about one that it does not name.
_UNNAMED = 2
# The votes of a name in the title; of one in a later line of the first four, less by so much a line.
_TITLE_VOTES = 6.0
_LINE_VOTES, _LINE_LESS = 4.0, 0.4
_SILENT = (Role.DATELINE, Role.CAPTION, Role.FURNITURE)


# Between a place and the larger one in which it lies.
_WITHIN: Final = re.compile(r"\s*[(,–-]?\s*")
# Behind the place from which a report is sent ("Hà Nội - Sáng nay, …", "Hà Nội (TTXVN 14/5)").
_DATED: Final = re.compile(r"\s*(?:[–—]|-\s|\([^)\n]{0,20}\d)")


@dataclass(slots=True)
class _Names:
    """The names of one level: `votes` weigh the lines where each stands, `times` only counts.

    `locating` counts those that only say where a smaller place lies.
    """

    votes: dict[str, float] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    locating: Counter[str] = field(default_factory=Counter)

    @property
    def own(self) -> str:
        """The name with most votes."""
        return max(self.votes, key=self.votes.__getitem__)


def own_places(pack: Pack, article: Article) -> tuple[dict[str, str], str]:
    """The article's own place of each level, and the level that it is about ("" when nothing tells)."""
    own, features = survey(pack, article)
    scores = {level: _score(pack, level, values) for level, values in features.items()}
    best = max(scores, key=scores.__getitem__)
    told = best != "nation" or any(features["nation"][name] for name in _NATIONAL)
    if best == "nation" and _of_unnamed(pack, article, own, features["nation"]):
        return own, ""
    return own, best if told else ""


def _of_unnamed(pack: Pack, article: Article, own: Mapping[str, str], nation: Mapping[str, float]) -> bool:
    """Whether an article calls a province its own that it never names ("UBND tỉnh đã quyết định …")."""
    calls = _calls(pack, article, own)["province"]
    return "province" not in own and calls >= _UNNAMED and log1p(calls) > nation["calls"] + nation["ministries"]


def survey(pack: Pack, article: Article) -> tuple[dict[str, str], dict[str, dict[str, float]]]:
    """The article's own place of each level that it names, and by level what speaks for its being about it.

    The nation always may be what it is about. For all levels `calls` is the log of 1 + how often the article calls a
    place of the level its own without a name, `times` that of how often its own place of the level is named; the
    other features are described where they are made.
    """
    names = _names(pack, article)
    own = {level: found.own for level, found in names.items()}
    heads = article.heads(_HEAD_LINES)
    newsroom = _newsroom(pack, article.low, heads) or _published_in(article)
    if newsroom is not None:
        own.setdefault("province", newsroom)
    calls = _calls(pack, article, own)
    features = {"nation": _of_nation(pack, article, heads, names, calls["nation"])}
    for level in _PLACES:
        if level in own:
            features[level] = _of_place(article, heads, names.get(level, _Names()), own[level], calls[level])
    return own, features


def _of_nation(
    pack: Pack, article: Article, heads: list[Line], names: Mapping[str, _Names], calls: int
) -> dict[str, float]:
    """For the nation: ministries and words for the whole country, in the title, the first lines, anywhere.

    `ministry_itself` counts words by which a ministry writes of itself ("Bộ"), `placeless_title` tells that the title
    names no place, `provinces` how many are named.
    """
    low, limit = article.low, heads[-1].end if heads else 0
    title = heads[0].end if heads else 0
    ministries = [mark.start for mark in article.marks.get("body", ()) if mark.value in pack.ministries]
    itself = pack.ministry_itself.findall(article.view.text)
    provinces = names["province"].times if "province" in names else ()
    return {
        "prior": 1.0,
        "calls": log1p(calls),
        "times": log1p(names["nation"].times.total() if "nation" in names else 0),
        "ministries": log1p(len(ministries)),
        "ministry_title": float(any(start < title for start in ministries)),
        "ministry_head": float(any(start < limit for start in ministries)),
        "ministry_itself": log1p(len(itself)),
        "nationwide_title": float(bool(pack.nationwide_lead.search(low, 0, title))),
        "nationwide_head": float(bool(pack.nationwide_lead.search(low, 0, limit))),
        "placeless_title": float(not article.places_within(0, title)),
        "provinces": log1p(len(provinces)),
    }


def _of_place(article: Article, heads: list[Line], names: _Names, own: str, calls: int) -> dict[str, float]:
    """For a province, district or commune: where its name stands, and how it compares with others of its level.

    `share` is its share in all namings of its level, `names` the log of 1 + how many of them are named; `locates` is
    the share of its namings that only say where a smaller place lies ("huyện Mai Sơn (Sơn La)").
    """
    title = heads[0].end if heads else 0
    limit = heads[-1].end if heads else 0
    return {
        "prior": 1.0,
        "calls": log1p(calls),
        "times": log1p(names.times[own]),
        "votes": log1p(names.votes.get(own, 0.0)),
        "title": float(any(p.name == own for p in article.places_within(0, title))),
        "head": float(not names.times or any(p.name == own for p in article.places_within(0, limit))),
        "share": names.times[own] / names.times.total() if names.times else 0.0,
        "names": log1p(len(names.times)),
        "locates": names.locating[own] / names.times[own] if names.times else 0.0,
    }


def _score(pack: Pack, level: str, features: Mapping[str, float]) -> float:
    weights = pack.level_weights.get(level, {})
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def _calls(pack: Pack, article: Article, own: Mapping[str, str]) -> Counter[str]:
    """How often the article calls a place of each level its own; a city may be one of a province."""
    calls: Counter[str] = Counter(m.value for m in article.marks.get("own", ()) if calls_own(pack, article, m))
    of_province = "district" in own and own.get("province") not in pack.source.places.cities
    calls["district" if of_province else "province"] += calls.pop("city", 0)
    return calls


def calls_own(pack: Pack, article: Article, mark: Mark) -> bool:
    """Whether a word for a place means the article's own ("toàn tỉnh"), not one of several or of a kind."""
    before = article.low[max(0, mark.start - 10) : mark.start]
    return not pack.own_block.search(before) and not pack.own_block_after.match(article.low, mark.end)


def _names(pack: Pack, article: Article) -> dict[str, _Names]:
    """The names of each level that has any: all but those in silent lines and those where a meeting was held."""
    heads = article.heads(_HEAD_LINES)
    silent = [line for line in article.lines if line.role in _SILENT]
    named = [p for p in article.places if not any(line.start <= p.start < line.end for line in silent)]
    held = [p for p in named if not _only_where(pack, article, p)]
    names: dict[str, _Names] = {}
    locating = _locating(article)
    for place in held or named:
        rank = next((i for i, line in enumerate(heads) if line.start <= place.start < line.end), None)
        votes = 1.0
        if rank is not None:
            votes = _TITLE_VOTES if heads[rank].role is Role.TITLE else _LINE_VOTES - rank * _LINE_LESS
        found = names.setdefault(place.level, _Names())
        found.votes[place.name] = found.votes.get(place.name, 0.0) + votes
        found.times[place.name] += 1
        found.locating[place.name] += place.start in locating
    return names


def _locating(article: Article) -> set[int]:
    """Where places begin that only say where the smaller one before them lies."""
    sizes = ("nation", *_PLACES)
    return {
        place.start
        for smaller, place in pairwise(article.places)
        if sizes.index(place.level) < sizes.index(smaller.level)
        and _WITHIN.fullmatch(article.low, smaller.end, place.start)
    }


def _only_where(pack: Pack, article: Article, place: Place) -> bool:
    """Whether a place only says where a meeting was held or something announced ("công bố tại Hà Nội")."""
    before = article.low[max(0, place.start - 10) : place.start].rstrip()
    line = next((line for line in article.lines if line.start <= place.start < line.end), None)
    if line and not article.low[line.start : place.start].strip(" (") and _DATED.match(article.low, place.end):
        return True
    if not pack.held_at.search(before):
        return False
    index = article.sentence_index(place.start)
    start = article.sentences[index].start if index is not None else place.start
    return bool(article.within("cue:meetings", start, place.start))


def _published_in(article: Article) -> str | None:
    """The province that a publication line names ("Nguồn: Báo Ninh Thuận, 19/09/2023")."""
    silent = [line for line in article.lines if line.role in (Role.DATELINE, Role.FURNITURE)]
    named = [p.name for line in silent for p in article.places_within(line.start, line.end) if p.level == "province"]
    return named[0] if named else None


def _newsroom(pack: Pack, low: str, heads: list[Line]) -> str | None:
    """The province whose newsroom signs at the beginning of one of the first lines ("BTO-")."""
    for line in heads:
        opening = low[line.start : line.start + 40].lstrip(" (")
        for code, name in pack.source.layout.newsrooms.items():
            if opening.startswith(code) and not opening[len(code) : len(code) + 1].isalnum():
                return name
    return None
