"""The place that a fact is about."""

from cchc_extract.article.article import Article
from cchc_extract.article.places import LEVELS
from cchc_extract.article.tables import Cell
from cchc_extract.drafts import INDEX_KINDS, Draft
from cchc_extract.models import ScopeName
from cchc_extract.pack.compiled import Pack
from cchc_extract.slots.discourse import Discourse
from cchc_extract.slots.named_places import NamedPlaces
from cchc_extract.slots.own_places import OwnPlaces
from cchc_extract.slots.place_roles import PlaceRoles

_WHOLE_KINDS = (*INDEX_KINDS, "reduction")
# What makes a level of a word for places stands right before it, in so many characters.
_ALL = 8
# A place right before a bracket begins within so many characters.
_BESIDE = 40
_BELOW = {"nation": "province", "province": "district", "district": "commune"}
# A place by name and level, and from where it is carried.
_Found = tuple[tuple[str, str] | None, ScopeName | None]


class WhereFiller:
    """Fills `area` with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._roles = PlaceRoles(pack)
        self._named = NamedPlaces(pack)
        self._own = OwnPlaces(pack)

    def fill(self, article: Article, draft: Draft, discourse: Discourse) -> None:
        """Set `area` from the clause, else carried."""
        draft.area, scope = self._find(article, draft, discourse)
        if draft.area and scope:
            draft.scope["area"] = scope
        by_name = draft.area == (self._pack.nation, "nation") and not scope and draft.holder is None
        if draft.kind == "rank" and by_name and not draft.quantity.cell:
            # The indices rank provinces and bodies, not the country among others.
            draft.indicator = None
            draft.scope.pop("indicator", None)
        if draft.kind == "count" and draft.quantity.unit.head in self._pack.lists["national_units"]:
            draft.area = (self._pack.nation, "nation")
            draft.scope.pop("area", None)
        counted = self._counted_level(article, draft)
        if counted and draft.area and LEVELS[draft.area[1]] >= LEVELS[counted]:
            own = {**discourse.own, "nation": self._pack.nation}
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
        below = unit.head in self._pack.lists["places_counted"] and draft.quantity.out_of is not None
        return _BELOW.get(article.level, "") if below else ""

    def _find(self, article: Article, draft: Draft, discourse: Discourse) -> _Found:
        """The place by the words around, and from where it is carried."""
        if draft.quantity.cell:
            return self._of_cell(article, draft.quantity.cell, discourse)
        if draft.parent and draft.parent.area and not self._named_between(article, draft, discourse):
            return draft.parent.area, draft.parent.scope.get("area", "sentence")
        if draft.kind in INDEX_KINDS and self._abroad(article, draft):
            return None, None
        follows = self._follows(article, draft, discourse)
        if follows:
            return follows.area, follows.scope.get("area")
        counted = self._of_those(article, draft, discourse)
        if counted:
            return counted.area, "sentence"
        sentence, body = article.sentences[draft.sentence], draft.holder
        place = self._named.find(article, draft, discourse, sentence.start, sentence.end)
        if body and body.name in self._pack.ministries and not (place and place.start > body.start):
            # What a ministry says of the article's place follows a colon.
            said = article.low.find(":", body.end, draft.quantity.start)
            own = None
            if draft.indicator or said >= 0:
                own = self._own.find(article, draft, discourse, body.start if draft.indicator else said)
            return (own, "article") if own else ((self._pack.nation, "nation"), None)
        if place:
            return (place.name, place.level), None
        own = self._own.find(article, draft, discourse, sentence.start)
        if own:
            return own, "article"
        if self._of_another(article, draft, discourse, sentence.start):
            return None, None
        above = self._of_department(draft, discourse) or self._of_all_below(article, draft, discourse, sentence.start)
        return (above, "article") if above else self._carried(discourse)

    def _abroad(self, article: Article, draft: Draft) -> bool:
        """Whether another country is named since the last place of a sentence, of which a value is told."""
        start = article.sentences[draft.sentence].start
        named = article.within("topic_abroad", start, draft.quantity.start)
        return bool(named) and not article.places_within(named[-1].end, draft.quantity.start)

    def _of_department(self, draft: Draft, discourse: Discourse) -> tuple[str, str] | None:
        """The province, where the value is one of its departments' though a place below is spoken of."""
        spoken, body = discourse.place, draft.holder
        below = spoken is not None and LEVELS[spoken.level] > LEVELS["province"]
        if not below or body is None or discourse.item or body.name not in self._pack.departments:
            return None
        return (discourse.own["province"], "province") if "province" in discourse.own else None

    def _of_all_below(
        self, article: Article, draft: Draft, discourse: Discourse, start: int
    ) -> tuple[str, str] | None:
        """The place above the one spoken of, where a sentence turns to all of its level ("cấp huyện tiếp nhận …")."""
        spoken = discourse.place
        if spoken is None or discourse.item:
            return None
        end = draft.quantity.start
        marks = article.within("place_prefix", start, end)
        levels = {
            str(m.value)
            for m in marks
            if self._pack.all_of_level.search(article.low, max(start, m.start - _ALL), m.start)
        }
        words = [article.low[m.start : m.end].split() for m in article.within("cue:levels_of_government", start, end)]
        prefixes = self._pack.source.places.prefixes
        levels |= {level for level, said in prefixes.items() for called in words if called[1:] and called[-1] in said}
        if spoken.level not in levels:
            return None
        above = [of for of in LEVELS if LEVELS[of] < LEVELS[spoken.level] and of in discourse.own]
        return (discourse.own[above[-1]], above[-1]) if above else None

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
        return draft.kind in INDEX_KINDS and bool(led)

    def _of_those(self, article: Article, draft: Draft, discourse: Discourse) -> Draft | None:
        """The count of places before an index value, of which the value is said ("5 tỉnh nằm trong khoảng 60%")."""
        before = discourse.same_sentence(draft.sentence)
        last = before[-1] if before else None
        if last is None or draft.kind not in INDEX_KINDS or not last.area:
            return None
        if (
            not self._counted_level(article, last)
            and last.quantity.unit.head not in self._pack.lists["places_counted"]
        ):
            return None
        begin, end = last.quantity.end, draft.quantity.start
        named = (
            article.places_within(begin, end) or article.within("body", begin, end) or ";" in article.low[begin:end]
        )
        return None if named or draft.quantity.opened >= 0 else last

    def _of_cell(self, article: Article, cell: Cell, discourse: Discourse) -> _Found:
        """The place of a table cell: the one that heads its row, or its column where only those are headed so."""
        places = article.places_within(cell.head.start, cell.head.end)
        across = [] if places else article.places_within(cell.header.start, cell.header.end)
        head, places = (cell.header, across) if across else (cell.head, places)
        if places:
            return (places[0].name, places[0].level), None
        bodies = [m for m in article.within("body", head.start, head.end) if article.text[m.start].isupper()]
        unknown = "" if bodies else self._unknown_name(article, head.start, head.end, discourse)
        return ((unknown, _BELOW[discourse.level]), None) if unknown else self._carried(discourse)

    def _unknown_name(self, article: Article, start: int, end: int, discourse: Discourse) -> str:
        """The name that heads a table row among known places of the level below the article's, or ""."""
        below = _BELOW.get(discourse.level)
        text = article.text[start:end].strip()
        written = len(text.split()) > 1 and text.istitle() and not article.within("noun", start, end)
        if not written or below is None:
            return ""
        index = article.sentence_index(start)
        heading = article.lines[article.sentences[index].line].heading if index is not None else None
        if discourse.row_places is None:
            discourse.row_places = _row_places(article)
        return text if len(discourse.row_places.get((heading, below), ())) > 1 else ""

    def _named_between(self, article: Article, draft: Draft, discourse: Discourse) -> bool:
        """Whether a part names its own place or body ("Sở Y tế 57 thủ tục")."""
        quantity = draft.quantity
        earlier = [d.quantity.end for d in discourse.same_sentence(draft.sentence)]
        begin = max([article.sentences[draft.sentence].start, *earlier, quantity.opened])
        if quantity.opened >= 0:
            beside = article.places_within(max(0, quantity.opened - _BESIDE), quantity.opened)
            begin = min([begin, *(p.start for p in beside if not article.low[p.end : quantity.opened].strip())])
        bodies = [m for m in article.within("body", begin, quantity.start) if article.text[m.start].isupper()]
        places = [p for p in article.places_within(begin, quantity.start) if p.level != "nation"]
        return bool(bodies) or bool(places)

    def _follows(self, article: Article, draft: Draft, discourse: Discourse) -> Draft | None:
        """The value of an index before this one in the sentence, when no place or body is named between them."""
        before = discourse.same_sentence(draft.sentence)
        if draft.kind not in INDEX_KINDS or not before or before[-1].kind not in INDEX_KINDS or not draft.indicator:
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

    def _carried(self, discourse: Discourse) -> _Found:
        """The place now spoken of."""
        if discourse.place:
            return (discourse.place.name, discourse.place.level), "paragraph"
        if discourse.level == "nation":
            return (self._pack.nation, "nation"), "article"
        if discourse.level in discourse.own:
            return (discourse.own[discourse.level], discourse.level), "article"
        return None, None


def _row_places(article: Article) -> dict[tuple[int | None, str], set[str]]:
    """The places that head rows of tables, by the line that heads the table and by level."""
    found: dict[tuple[int | None, str], set[str]] = {}
    for cell in article.cells.values():
        heading = article.lines[article.sentences[article.sentence_index(cell.span.start) or 0].line].heading
        for place in article.places_within(cell.head.start, cell.head.end):
            found.setdefault((heading, place.level), set()).add(place.name)
    return found
