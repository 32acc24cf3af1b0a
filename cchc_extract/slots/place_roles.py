"""What a place near a quantity is there for: it holds the value, or is only compared with, ranked over, listed."""

import re

from cchc_extract.article.article import Article
from cchc_extract.article.places import LEVELS, Place
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.slots.discourse import Discourse
from cchc_extract.text.view import fold

# So many characters may stand between a rank and the country in which it is held.
_OPENING = 30
# Between a rank and the place in which it is held stand no more characters ("7/10 huyện, thị, thành của tỉnh …").
_FIELD = 40
# What says that a place is only a site stands right before it, in so many characters.
_LEAD = 20
# A value opens its sentence behind so few words; behind so many, where they lead to a value.
_FEW, _MORE = 3, 10
# Between a count of places and one that is named with them.
_JOINED = re.compile(r"\s*(?:,\s+[^\W\d]+|[^\W\d]+)\s+(?:[^\W\d]+\s+){0,2}")
_PARTED = re.compile(r"[,.;:()]")
_OPENS = ("(", ";", ",", ":")


class PlaceRoles:
    """Tells the roles of places with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def in_body(self, article: Article, mark: Mark) -> bool:
        """Whether a word for a place is only part of a body's name ("Trường Chính trị tỉnh")."""
        return any(body.start < mark.start < body.end for body in article.bodies_within(mark.start - 60, mark.start))

    def fronted(self, low: str, start: int, at: int, end: int, place: int) -> bool:
        """Whether a value opens the sentence and its holder follows ("Với 91,80%, Hải Phòng dẫn đầu")."""
        opening = low[start:at].split()
        led = bool(opening) and opening[0] in self._pack.lists["value_openers"]
        return (len(opening) <= _FEW or (led and len(opening) <= _MORE)) and low[end:place].strip() == ","

    def trailing(self, article: Article, place: Place, start: int, discourse: Discourse, draft: Draft) -> bool:
        """Whether a place only says where an earlier quantity of the sentence is ("450 phiếu tại Văn Yên, …")."""
        earlier = [d for d in discourse.same_sentence(draft.sentence) if d.quantity.start < place.start]
        if not earlier:
            return False
        before = article.low[start : place.start].rstrip()
        joined = self._pack.clause_join.search(before)
        if joined:
            return any(p.end == start + joined.start() for p in article.places_within(start, place.start))
        return bool(self._pack.locative.search(before)) and not self._pack.locative_lead.search(before)

    def names_list(self, article: Article, place: Place) -> bool:
        """Whether a place only says whose index it is ("dẫn đầu Chỉ số CCHC năm 2020 của tỉnh Lào Cai")."""
        marks = article.within("indicator", max(0, place.start - 60), place.start)
        between = article.low[marks[-1].end : place.start] if marks else ","
        return not re.search(r"[,.;:(]", between) and bool(self._pack.of_lead.search(between)) if marks else False

    def named_after(self, low: str, end: int, start: int, draft: Draft, named: bool = True) -> bool:
        """Whether the place after a rank is its holder ("thứ nhì là Sông Lô", "á quân thuộc về Hà Nội").

        `named` tells whether a place stands before it, in which case one right behind it says where the rank is held.
        """
        between = low[end:start].strip()
        if not between and not named and draft.kind == "rank":
            return True
        # Those among whom the rank is held may be listed ("dẫn đầu 21 huyện, thị xã là Quỳ Hợp").
        parted = r"[.;()]" if between[:1].isdigit() else r"[,.;()]"
        if draft.kind == "rank" and not re.search(parted, between) and self._pack.holder_end.search(between):
            return True
        if draft.quantity.unit.kind in ("word", "ordinal"):
            bare = between.strip(".) ")
            return not bare or not self._pack.lists["holder_links"].isdisjoint((bare, between))
        return between in self._pack.lists["holder_links"] and between != ""

    def ranked_over(self, article: Article, place: Place, draft: Draft, discourse: Discourse) -> bool:
        """Whether a place is only that over which a rank is held ("thứ 9 toàn quốc", "7/10 huyện của tỉnh X")."""
        if place.level == "nation":
            return not self.about_nation(article, place, draft, discourse)
        for earlier in discourse.same_sentence(draft.sentence):
            below = earlier.kind == "rank" and earlier.area and LEVELS[earlier.area[1]] > LEVELS[place.level]
            between = article.low[earlier.quantity.number_end : place.start]
            if below and between and len(between) < _FIELD and self._pack.of_lead.search(between):
                return not re.search(r"[.;:()\d]", between)
        return False

    def about_nation(self, article: Article, place: Place, draft: Draft, discourse: Discourse) -> bool:
        """Whether a value is the country's ("bình quân cả nước 68,3"), not one held in it ("thứ 9 cả nước")."""
        low = article.low
        if self._by_name(low, place, draft):
            return True
        for earlier in discourse.same_sentence(draft.sentence):
            if earlier.quantity.start >= place.end:
                return earlier.area == (self._pack.nation, "nation") and earlier.kind == draft.kind
            between = low[earlier.quantity.number_end : place.start]
            if earlier.kind == "rank" and len(between) < _OPENING and not re.search(r"[,.;:(]", between):
                return False
        if not low[place.end : draft.quantity.start].strip() and low[place.start - 2 : place.start].strip() in _OPENS:
            return True
        before = low[max(article.sentences[draft.sentence].start, place.start - 24) : place.start]
        return bool(self._pack.nation_lead.search(before)) or not before.strip() or low[place.start - 1] == "\n"

    def _by_name(self, low: str, place: Place, draft: Draft) -> bool:
        """Whether the country is called by its name, and a rank follows ("Việt Nam xếp thứ 71")."""
        between = low[place.end : draft.quantity.start]
        named = low[place.start : place.end] == fold(self._pack.nation) and place.end <= draft.quantity.start
        return named and draft.kind == "rank" and not _PARTED.search(between)

    def aside(self, low: str, places: list[Place], index: int) -> bool:
        """Whether a place, or one that it is coordinated with, is only compared with, a site, or in another's name.

        "sau Hà Nội và Huế", "đặt tại Đông Hà, Đồng Hới", "Khu kinh tế Phú Quốc". Nor does one count that only tells
        where the one before it lies ("xã Mường La, tỉnh Sơn La được thành lập …").
        """
        place = places[index]
        if index and LEVELS[places[index - 1].level] > LEVELS[place.level] > 0:
            located = low[places[index - 1].end : place.start]
            if located.strip() == "," and not located.startswith(" "):
                return True
        before = low[max(0, place.start - _LEAD) : place.start]
        if self._pack.compared_lead.search(before) or self._pack.site_lead.search(before):
            return True
        between = low[places[index - 1].end : place.start] if index else ""
        joined = index > 0 and self._pack.noun_join.fullmatch(between) and between.strip()
        return bool(joined) and self.aside(low, places, index - 1)

    def counted_with(self, article: Article, place: Place, draft: Draft, discourse: Discourse) -> bool:
        """Whether a place is only named with a count ("8 phường và đặc khu Cồn Cỏ", "Mộ Đức, Ba Tơ và 12 xã")."""
        if article.low[place.end : draft.quantity.cue.start].strip() in self._pack.lists["noun_joins"]:
            return True
        for earlier in discourse.same_sentence(draft.sentence):
            unit = earlier.quantity.unit
            between = article.low[unit.head_end : place.start] if unit.group == "admin_units" else "."
            if _JOINED.fullmatch(between):
                return True
        return False
