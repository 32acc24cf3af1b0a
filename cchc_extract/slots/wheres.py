"""The place that a fact is about and the body that acted."""

import re

from cchc_extract.article.article import Article
from cchc_extract.article.home import calls_own
from cchc_extract.article.places import LEVELS, Place
from cchc_extract.drafts import Draft
from cchc_extract.models import ScopeName
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.slots.discourse import Discourse
from cchc_extract.slots.place_roles import PlaceRoles

_OPENING = 30
# More places than the districts of any one province (Hà Nội had 30 until 2025): these must be provinces.
_DISTRICTS = 30
# Between a rank and the place in which it is held stand no more characters ("7/10 huyện, thị, thành của tỉnh …").
_FIELD = 40
_INDEX_KINDS = ("rank", "score", "change")
_WHOLE_KINDS = (*_INDEX_KINDS, "reduction")
_BELOW = {"nation": "province", "province": "district", "district": "commune"}
_OWN = {
    "city": ("province", "district"),
    "province": ("province",),
    "district": ("district",),
    "commune": ("commune",),
}


class WhereFiller:
    """Fills `area` and `entity` with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._roles = PlaceRoles(pack)

    def fill(self, article: Article, draft: Draft, discourse: Discourse) -> None:
        """Set `area` and `entity` from the clause, else carried."""
        self._find(article, draft, discourse)
        counted = self._counted_level(article, draft)
        if counted and draft.area and LEVELS[draft.area[1]] >= LEVELS[counted]:
            own = {**discourse.own, "nation": self._nation}
            above = [level for level in LEVELS if LEVELS[level] < LEVELS[counted] and level in own]
            if len(above) > 1 or discourse.level == "nation" or counted == "province":
                draft.area, draft.scope["area"] = (own[above[-1]], above[-1]), "article"
                discourse.place = None

    def _counted_level(self, article: Article, draft: Draft) -> str:
        """The level of the places that a fact counts ("7 huyện, thành phố"), or ""."""
        unit = draft.quantity.unit
        if unit.kind != "noun" or unit.group != "admin_units" or draft.kind in _WHOLE_KINDS:
            return ""
        for mark in article.within("place_prefix", unit.start, unit.end):
            if not article.low[unit.start : mark.start].strip():
                return "district" if mark.value == "city" else str(mark.value)
        return ""

    def _find(self, article: Article, draft: Draft, discourse: Discourse) -> None:
        """Set `area` and `entity` by the words around."""
        sentence = article.sentences[draft.sentence]
        cell = draft.quantity.cell
        if cell:
            across = article.places_within(cell.header.start, cell.header.end)
            head = cell.header if across and not article.places_within(cell.head.start, cell.head.end) else cell.head
            self._from_head(article, draft, head.start, head.end, discourse)
            return
        if draft.parent and draft.parent.area and not self._named_between(article, draft, discourse):
            draft.area = draft.parent.area
            draft.scope["area"] = draft.parent.scope.get("area", "sentence")
            return
        follows = self._follows(article, draft, discourse)
        if follows:
            draft.area = follows.area
            if "area" in follows.scope:
                draft.scope["area"] = follows.scope["area"]
            return
        counted = self._of_those(article, draft, discourse)
        if counted:
            draft.area, draft.scope["area"] = counted.area, "sentence"
            return
        body = draft.holder
        place = self._place(article, draft, discourse, sentence.start, sentence.end)
        if body and body.name in self._pack.ministries and not (place and place.start > body.start):
            own = self._own_word(article, draft, discourse, body.start) if draft.indicator else None
            draft.area = own or (self._nation, "nation")
            if own:
                draft.entity, draft.scope["area"] = None, "article"
            return
        if place:
            draft.area = (place.name, place.level)
            return
        own = self._own_word(article, draft, discourse, sentence.start)
        if own:
            draft.area, draft.scope["area"] = own, "article"
            return
        carried, scope = self._carried(discourse)
        if carried and not self._of_another(article, draft, discourse, sentence.start):
            draft.area, draft.scope["area"] = carried, scope

    def _of_another(self, article: Article, draft: Draft, discourse: Discourse, start: int) -> bool:
        """Whether a value of an index is that of a place without a name ("cách xa tỉnh dẫn đầu đạt 94,07%")."""
        begin = max(start, article.low.rfind(",", start, draft.quantity.start))
        counted = [d.quantity for d in discourse.same_sentence(draft.sentence)]
        marks = [
            mark
            for mark in article.within("own", begin, draft.quantity.start)
            if not any(q.unit.start <= mark.start < q.unit.end for q in counted)
        ]
        led = marks and self._pack.leaders.match(article.low, marks[-1].end + 1)
        return draft.kind in _INDEX_KINDS and bool(led)

    def _of_those(self, article: Article, draft: Draft, discourse: Discourse) -> Draft | None:
        """The count of places before an index value, of which the value is said ("5 tỉnh nằm trong khoảng 60%")."""
        before = discourse.same_sentence(draft.sentence)
        last = before[-1] if before else None
        if last is None or draft.kind not in _INDEX_KINDS or not last.area or not self._counted_level(article, last):
            return None
        begin, end = last.quantity.end, draft.quantity.start
        named = (
            article.places_within(begin, end) or article.within("body", begin, end) or ";" in article.low[begin:end]
        )
        return None if named or draft.quantity.opened >= 0 else last

    def _from_head(self, article: Article, draft: Draft, start: int, end: int, discourse: Discourse) -> None:
        """Place or body of a table cell: what heads its row."""
        places = article.places_within(start, end)
        bodies = [m for m in article.within("body", start, end) if article.text[m.start].isupper()]
        carried, scope = self._carried(discourse)
        unknown = "" if places or bodies else self._unknown_name(article, start, end, discourse)
        draft.area = (places[0].name, places[0].level) if places else carried
        if unknown:
            draft.area = (unknown, _BELOW[discourse.level])
        elif not places and carried:
            draft.scope["area"] = scope

    def _unknown_name(self, article: Article, start: int, end: int, discourse: Discourse) -> str:
        """The name that heads a table row among known places of the level below the article's, or ""."""
        below = _BELOW.get(discourse.level)
        text = article.text[start:end].strip()
        written = len(text.split()) > 1 and text.istitle() and not article.within("noun", start, end)
        line = next((ln for ln in article.lines if ln.start <= start < ln.end), None)
        others = {
            p.name
            for cell in article.cells.values()
            if line
            and article.lines[article.sentences[article.sentence_index(cell.span.start) or 0].line].heading
            == line.heading
            for p in article.places_within(cell.head.start, cell.head.end)
            if p.level == below
        }
        return text if written and len(others) > 1 else ""

    def _named_between(self, article: Article, draft: Draft, discourse: Discourse) -> bool:
        """Whether a part names its own place or body ("Sở Y tế 57 thủ tục")."""
        quantity = draft.quantity
        earlier = [d.quantity.end for d in discourse.same_sentence(draft.sentence)]
        begin = max([article.sentences[draft.sentence].start, *earlier, quantity.opened])
        bodies = [m for m in article.within("body", begin, quantity.start) if article.text[m.start].isupper()]
        places = [p for p in article.places_within(begin, quantity.start) if p.level != "nation"]
        return bool(bodies) or bool(places)

    def _follows(self, article: Article, draft: Draft, discourse: Discourse) -> Draft | None:
        """The value of an index before this one in the sentence, when no place or body is named between them."""
        before = discourse.same_sentence(draft.sentence)
        if draft.kind not in _INDEX_KINDS or not before or before[-1].kind not in _INDEX_KINDS or not draft.indicator:
            return None
        if draft.kind == "rank" and len(before) > 1 and before[-1].area and before[-1].area[1] == "nation":
            before = before[:-1]
        last, quantity = before[-1], draft.quantity
        begin, end = last.quantity.number_end, draft.told_end
        if quantity.word_rule or (last.quantity.opened >= 0 and quantity.opened != last.quantity.opened):
            return None
        own = article.within("own", begin, end)
        places = [
            p for p in article.places_within(begin, end) if not self._roles.ranked_over(article, p, draft, discourse)
        ]
        named = places or article.within("body", begin, end) or own
        mean = self._pack.national_mean.search(article.low, begin, end)
        after = article.places_within(quantity.number_end, quantity.number_end + 30) if draft.kind == "rank" else []
        return None if named or mean or after or ";" in article.low[begin:end] else last

    @property
    def _nation(self) -> str:
        return self._pack.source.nation.name if self._pack.source.nation else ""

    def _place(self, article: Article, draft: Draft, discourse: Discourse, start: int, end: int) -> Place | None:
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
            return Place(quantity.start, quantity.start, self._nation, "nation")
        return self._place_before(article, draft, discourse, start)

    def _place_behind(self, article: Article, draft: Draft, start: int, end: int) -> Place | None:
        """The place behind a quantity, where it is its holder."""
        quantity, low = draft.quantity, article.low
        reach = min(end, quantity.end + 60)
        after = [p for p in article.places_within(quantity.number_end, reach) if p.level != "nation"]
        if not after:
            return None
        clause = self._clause(article, draft, start)
        place, named = after[0], bool(article.places_within(clause, quantity.start))
        adjoins = quantity.unit.kind == "noun" and place.start <= quantity.end + 1
        if adjoins and draft.kind not in _INDEX_KINDS:
            return place
        if not named and self._roles.fronted(low, start, quantity.start, quantity.end, place.start):
            return place
        ranked = draft.kind in ("rank", "score")
        if ranked and self._roles.named_after(low, quantity.number_end, place.start, draft, named):
            return place
        return None

    def _of_all(self, article: Article, draft: Draft, discourse: Discourse, start: int) -> bool:
        """Whether a value is a mean of the whole country, or counts its provinces."""
        quantity, low = draft.quantity, article.low
        clause = self._clause(article, draft, start)
        if draft.kind == "count" and quantity.unit.head in self._pack.lists["nationwide"]:
            return (quantity.out_of or quantity.value) > _DISTRICTS
        index = self._pack.indicators.get(draft.indicator or "")
        local = index is not None and index.local
        if draft.kind == "score" and not local and discourse.level in ("province", "nation", ""):
            mean = self._pack.national_mean.search(low, max(clause, quantity.opened), quantity.start)
            if mean and not article.places_within(mean.start(), quantity.start):
                return True
        said = low[clause : quantity.start]
        average = draft.kind in ("score", "percentage") and self._pack.average_said.search(said)
        return bool(average and self._pack.nationwide_lead.search(said))

    def _place_before(self, article: Article, draft: Draft, discourse: Discourse, start: int) -> Place | None:
        """The last place before a quantity that holds it; None where the article's own place is called instead."""
        quantity, low = draft.quantity, article.low
        counted = draft.kind not in _INDEX_KINDS
        places = article.places_within(start, draft.told_end)
        for index, place in reversed(list(enumerate(places))):
            if self._roles.ranked_over(article, place, draft, discourse):
                continue
            if counted and place.start - start > _OPENING and ";" in low[place.end : quantity.start]:
                continue
            others = any(p.level not in ("nation", place.level) for p in places[:index])
            if others and self._roles.names_list(article, place):
                continue
            if self._roles.compared(low, places, index) or self._roles.listed(
                low, place, quantity.start, quantity.opened
            ):
                continue
            if counted and self._roles.trailing(article, place, start, discourse, draft):
                continue
            called = [
                m for m in article.within("own", place.end, draft.told_end) if not self._roles.in_body(article, m)
            ]
            return None if called and self._own_word(article, draft, discourse, place.end) else place
        return None

    @staticmethod
    def _clause(article: Article, draft: Draft, start: int) -> int:
        return max(start, article.low.rfind(";", start, draft.quantity.start) + 1)

    def _own_word(self, article: Article, draft: Draft, discourse: Discourse, start: int) -> tuple[str, str] | None:
        """The article's own place, when the clause names it as "tỉnh", "thành phố" …"""
        units = [(d.quantity.unit.start, d.quantity.unit.end) for d in discourse.same_sentence(draft.sentence)]
        for mark in article.within("own", start, draft.told_end)[::-1]:
            if any(s <= mark.start < e for s, e in units):
                continue
            if self._pack.anaphor.match(article.low, mark.end):
                earlier = [p for p in article.places if p.end <= mark.start and p.level != "nation"]
                if earlier:
                    return earlier[-1].name, earlier[-1].level
            if not calls_own(self._pack, article, mark) or self._field(article, mark, draft, discourse):
                continue
            for level in _OWN.get(mark.value, (discourse.level,) if mark.value == "here" else ()):
                if discourse.place and discourse.place.level == level:
                    return discourse.place.name, level
                if mark.value == "city" and level == "province" and self._city_below(discourse):
                    continue
                if level in discourse.own and LEVELS[level] <= LEVELS.get(discourse.level, 0):
                    return discourse.own[level], level
        return None

    def _city_below(self, discourse: Discourse) -> bool:
        """Whether "thành phố" calls a city of a province where that is spoken of, not the province."""
        below = LEVELS.get(discourse.level, 0) > LEVELS["province"]
        return below and discourse.own.get("province") not in self._pack.source.places.cities

    def _field(self, article: Article, mark: Mark, draft: Draft, discourse: Discourse) -> bool:
        """Whether a word for an own place only says where a rank of one below is held ("nhóm 4 của tỉnh, đạt …")."""
        above = LEVELS.get(mark.value, 9) < LEVELS.get(discourse.level, 0)
        ranks = [d for d in discourse.same_sentence(draft.sentence) if d.kind == "rank"]
        ends = [d.quantity.number_end for d in ranks if d.quantity.number_end <= mark.start]
        between = article.low[ends[-1] : mark.start] if ends else "."
        return above and len(between) < _FIELD and not re.search(r"[.;:(),\d]", between)

    def _carried(self, discourse: Discourse) -> tuple[tuple[str, str] | None, ScopeName]:
        if discourse.place:
            return (discourse.place.name, discourse.place.level), "paragraph"
        if discourse.level == "nation":
            return (self._nation, "nation"), "article"
        if discourse.level and discourse.level in discourse.own:
            return (discourse.own[discourse.level], discourse.level), "article"
        return None, "article"
