"""The place that a sentence names as the one that a fact is about."""

from cchc_extract.article.article import Article
from cchc_extract.article.places import LEVELS, Place
from cchc_extract.drafts import INDEX_KINDS, Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.slots.discourse import Discourse
from cchc_extract.slots.own_places import OwnPlaces
from cchc_extract.slots.place_roles import PlaceRoles
from cchc_extract.text.brackets import closed_since

# A place named so early holds for its whole sentence, past any semicolon.
_OPENING = 30
# What counts places stands before the first, or before one whose name is not known; in so many characters.
_LIST_LEAD = 50
# More places than the districts of any one province (Hà Nội had 30 until 2025): these must be provinces.
_DISTRICTS = 30


class NamedPlaces:
    """Finds named places with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._roles = PlaceRoles(pack)
        self._own = OwnPlaces(pack)

    def find(self, article: Article, draft: Draft, discourse: Discourse, start: int, end: int) -> Place | None:
        """The place of a fact that its sentence names: in brackets, behind it, the country's by a mean, before it."""
        quantity = draft.quantity
        if quantity.opened >= 0:
            named = article.places_within(start, quantity.opened)
            named = [p for p in named if not self._roles.ranked_over(article, p, draft, discourse)]
            if named and not article.low[named[-1].end : quantity.opened].strip():
                return named[-1]
        behind = self._place_behind(article, draft, start, end)
        if behind:
            return behind
        if self._of_all(article, draft, discourse, start):
            return Place(quantity.start, quantity.start, self._pack.nation, "nation")
        return self._place_before(article, draft, discourse, start)

    def _place_behind(self, article: Article, draft: Draft, start: int, end: int) -> Place | None:
        """The place behind a quantity, where it is its holder."""
        quantity, low = draft.quantity, article.low
        reach = min(end, quantity.end + 60)
        after = [p for p in article.places_within(quantity.number_end, reach) if p.level != "nation"]
        if not after:
            return None
        clause = _clause(article, draft, start)
        place, named = after[0], bool(article.places_within(clause, quantity.start))
        adjoins = quantity.unit.kind == "noun" and place.start <= quantity.end + 1
        if adjoins and draft.kind not in INDEX_KINDS:
            return place
        if not named and self._roles.fronted(low, start, quantity.start, quantity.end, place.start):
            return place
        ranked = draft.kind in ("rank", "score")
        told = quantity.number_end if draft.kind == "rank" else quantity.end
        if ranked and self._roles.named_after(low, told, place.start, draft, named):
            return place
        return None

    def _of_all(self, article: Article, draft: Draft, discourse: Discourse, start: int) -> bool:
        """Whether a value is a mean of the whole country, or counts its provinces."""
        quantity, low = draft.quantity, article.low
        clause = _clause(article, draft, start)
        if draft.kind == "count" and quantity.unit.head in self._pack.lists["nationwide"]:
            return (quantity.out_of or quantity.value) > _DISTRICTS
        index = self._pack.indicators.get(draft.indicator or "")
        local = index is not None and index.local
        if draft.kind == "score" and not local and discourse.level in ("province", "nation", ""):
            mean = self._pack.national_mean.search(low, max(clause, quantity.opened), quantity.start)
            group = self._pack.own_group.match(f" {low[clause : quantity.start].strip()}") or (
                bool(mean) and self._pack.own_group.match(low, mean.end() if mean else 0, quantity.start)
            )
            if mean and not group and not article.places_within(mean.start(), quantity.start):
                return True
        said = low[clause : quantity.start]
        if discourse.level != "nation" and self._pack.own_group.match(f" {said.strip()}"):
            return False
        average = draft.kind in ("score", "percentage") and self._pack.average_said.search(said)
        if self._pack.nationwide_behind.match(low, quantity.end):
            named = article.places_within(clause, quantity.start)
            return draft.kind == "count" or bool(average and not local and not named)
        return bool(average and self._pack.nationwide_lead.search(said))

    def _each(self, article: Article, start: int, end: int) -> tuple[int, str]:
        """Where a stretch last speaks of each place of a level, and of which ("Hữu Lũng, Chi Lăng, mỗi huyện …")."""
        for mark in reversed(article.within("place_prefix", start, end)):
            if self._pack.each_lead.search(article.low, start, mark.start):
                return mark.start, "district" if mark.value == "city" else str(mark.value)
        return -1, "commune"

    def _place_before(self, article: Article, draft: Draft, discourse: Discourse, start: int) -> Place | None:
        """The last place before a quantity that holds it; None where the article's own place is called instead."""
        quantity, low = draft.quantity, article.low
        counted = draft.kind not in INDEX_KINDS
        places = article.places_within(start, draft.told_end)
        each = self._each(article, start, draft.told_end)
        listed = False
        for index, place in reversed(list(enumerate(places))):
            if self._roles.ranked_over(article, place, draft, discourse):
                continue
            if place.end <= each[0] and LEVELS.get(place.level, 0) >= LEVELS[each[1]]:
                continue
            if counted and place.start - start > _OPENING and ";" in low[place.end : quantity.start]:
                continue
            others = any(p.level not in ("nation", place.level) for p in places[:index])
            if others and self._roles.names_list(article, place):
                continue
            bracketed = closed_since(low, place.start, quantity.start, quantity.opened)
            if bracketed or self._roles.aside(low, places, index):
                continue
            listed = listed and self._pack.noun_join.fullmatch(low[place.end : places[index + 1].start]) is not None
            listed = counted and (listed or self._roles.counted_with(article, place, draft, discourse))
            if listed:
                continue
            if counted and self._roles.trailing(article, place, start, discourse, draft):
                continue
            if counted and self._together(article, places, index):
                return None
            if self._pack.several_again.search(low, place.end, quantity.start):
                return None
            called = [
                m for m in article.within("own", place.end, draft.told_end) if not self._roles.in_body(article, m)
            ]
            return None if called and self._own.find(article, draft, discourse, place.end) else place
        return None

    def _together(self, article: Article, places: list[Place], index: int) -> bool:
        """Whether places are counted and listed, so that what is told is of none alone ("4 huyện A, B, C, D")."""
        first = index
        while first and self._joined(article, places[first - 1], places[first]):
            first -= 1
        begin = places[first].start
        return first < index and bool(self._pack.counted_list.search(article.low, max(0, begin - _LIST_LEAD), begin))

    def _joined(self, article: Article, place: Place, following: Place) -> bool:
        """Whether two places of a level are coordinated."""
        between = article.low[place.end : following.start]
        return place.level == following.level and self._pack.noun_join.fullmatch(between) is not None


def _clause(article: Article, draft: Draft, start: int) -> int:
    """Where the clause of a value begins, as far as semicolons tell."""
    return max(start, article.low.rfind(";", start, draft.quantity.start) + 1)
