"""The article's own place where a clause calls it by a common noun ("tỉnh", "thành phố này")."""

import re

from cchc_extract.article.article import Article
from cchc_extract.article.home import calls_own
from cchc_extract.article.places import LEVELS
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.slots.discourse import Discourse

# Between a rank and the place in which it is held stand no more characters ("7/10 huyện, thị, thành của tỉnh …").
_FIELD = 40
_OWN = {
    "city": ("province", "district"),
    "province": ("province",),
    "district": ("district",),
    "commune": ("commune",),
}


class OwnPlaces:
    """Finds own places with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def find(self, article: Article, draft: Draft, discourse: Discourse, start: int) -> tuple[str, str] | None:
        """The article's own place, when the clause names it as "tỉnh", "thành phố" …"""
        units = [(d.quantity.unit.start, d.quantity.unit.end) for d in discourse.same_sentence(draft.sentence)]
        for mark in article.within("own", start, draft.told_end)[::-1]:
            if any(s <= mark.start < e for s, e in units):
                continue
            if self._pack.several_again.search(article.low, max(0, mark.start - _FIELD), mark.end + _FIELD):
                continue
            if self._pack.anaphor.match(article.low, mark.end):
                earlier = [p for p in article.places if p.end <= mark.start and p.level != "nation"]
                if earlier:
                    return earlier[-1].name, earlier[-1].level
            called = calls_own(self._pack, article, mark) or self._asked(article, mark, discourse)
            if not called or self._field(article, mark, draft, discourse):
                continue
            here = _named_here(article, mark, draft) or self._told_before(article, mark, draft, discourse)
            if here:
                return here
            for level in _OWN.get(mark.value, (discourse.level,) if mark.value == "here" else ()):
                if discourse.place and discourse.place.level == level:
                    return discourse.place.name, level
                if mark.value == "city" and level == "province" and not self._is_city(discourse):
                    continue
                if level in discourse.own and LEVELS[level] <= LEVELS.get(discourse.level, 0):
                    return discourse.own[level], level
        return None

    def _told_before(
        self, article: Article, mark: Mark, draft: Draft, discourse: Discourse
    ) -> tuple[str, str] | None:
        """The place below the article's that was named last, where a word for its level calls it ("quận đã …").

        Nothing of its level may have been named since, nor may the paragraph begin between.
        """
        level = "district" if mark.value == "city" else mark.value
        if LEVELS.get(level, 0) <= LEVELS.get(discourse.level, 0):
            return None
        line = article.lines[article.sentences[draft.sentence].line]
        kinds = ("city",) if mark.value == "city" else ("city", level)
        named = [
            place
            for place in article.places_within(line.start, mark.start)
            if place.level == level
            and all(prefix.value in kinds for prefix in article.within("place_prefix", place.start, place.end))
        ]
        above = article.within("own", article.sentences[draft.sentence].start, mark.start)
        return (named[-1].name, level) if named and not any(m.value == "province" for m in above) else None

    def _asked(self, article: Article, mark: Mark, discourse: Discourse) -> bool:
        """Whether something is asked of the place spoken of, not of one above ("tỉnh đề nghị thành phố nâng …")."""
        levels = _OWN.get(mark.value, ())
        asked = self._pack.asked_lead.search(article.low, max(0, mark.start - _FIELD), mark.start)
        return bool(asked) and discourse.level in levels and discourse.level != "province"

    def _is_city(self, discourse: Discourse) -> bool:
        """Whether "thành phố" may call the province spoken of, which is one or has no name here."""
        province = discourse.own.get("province")
        return province is None or province in self._pack.source.places.cities

    def _field(self, article: Article, mark: Mark, draft: Draft, discourse: Discourse) -> bool:
        """Whether a word for an own place only says where a rank of one below is held ("nhóm 4 của tỉnh, đạt …")."""
        above = LEVELS.get(mark.value, 9) < LEVELS.get(discourse.level, 0)
        ranks = [d for d in discourse.same_sentence(draft.sentence) if d.kind == "rank"]
        ends = [end for d in ranks if (end := _ranked_end(d)) <= mark.start]
        between = article.low[ends[-1] : mark.start] if ends else "."
        return above and len(between) < _FIELD and not re.search(r"[.;:(),\d]", between)


def _named_here(article: Article, mark: Mark, draft: Draft) -> tuple[str, str] | None:
    """The place that a sentence names before it calls it by a common noun ("Tại Ba Tơ, … toàn huyện")."""
    start = article.sentences[draft.sentence].start
    if mark.value not in ("district", "commune") and article.level != "nation":
        return None
    levels = _OWN.get(mark.value, ())
    named = [p for p in article.places_within(start, mark.start) if p.level in levels]
    return (named[0].name, named[0].level) if len(named) == 1 else None


def _ranked_end(draft: Draft) -> int:
    """Where a rank ends, with those that it counts ("5/17 huyện, thị xã")."""
    unit = draft.quantity.unit
    return max(draft.quantity.number_end, unit.end if unit.kind == "noun" else 0)
