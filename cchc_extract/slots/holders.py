"""The body that a fact is about, or that acted."""

import re

from cchc_extract.article.article import Article
from cchc_extract.article.bodies import Body
from cchc_extract.drafts import INDEX_KINDS, Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.slots.discourse import Discourse
from cchc_extract.text.brackets import closed_since
from cchc_extract.text.sentences import Sentence

# Behind a rank its holder stands no further, in characters.
_BEHIND = 40
# What tells the part of a body stands so near before it, and the name of its owner is no longer.
_LEAD, _NAME = 28, 60
# A place that a sentence opens with is its own; behind an opening, the body that acts stands no further.
_OPENING, _FRONTED = 40, 60
_PART = re.compile(r"[,.;()]")
_OF_INDEX = ("rank", "score")


class HolderFiller:
    """Fills `entity` with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def find(self, article: Article, draft: Draft) -> None:
        """Set `holder`: the body that the sentence says to act or to be measured."""
        quantity, sentence = draft.quantity, article.sentences[draft.sentence]
        start, end = sentence.start, sentence.end
        if draft.kind in _OF_INDEX:
            for body in article.bodies_within(quantity.number_end, min(end, quantity.end + _BEHIND)):
                between = article.low[quantity.number_end : body.start].strip()
                if self._pack.holder_end.search(between) and not _PART.search(between):
                    draft.holder = body
                    return
        for body in reversed(article.bodies_within(start, min(quantity.cue.start, draft.told_end))):
            # A group is what is ranked, not who holds the rank.
            ranked = body.how == "group" and draft.kind == "rank"
            judges = draft.kind in INDEX_KINDS and self._judges(article, body, quantity.start)
            named = not ranked and not judges and self._holds(article, body, start, quantity.start)
            if named and not self._set_aside(article, body, draft):
                draft.holder = body
                return
        draft.holder = self._behind(article, quantity.end, start, end)

    def _judges(self, article: Article, body: Body, position: int) -> bool:
        """Whether a body ranks another one ("Công an tỉnh được Bộ Công an xếp thứ 23")."""
        low = article.low
        return bool(
            self._pack.passive.search(low, max(0, body.start - _LEAD), body.start)
            and self._pack.judged.match(low, body.end, position)
        )

    def fill(self, article: Article, draft: Draft, discourse: Discourse) -> None:
        """Set `entity` from the words around, else from what was read before."""
        cell = draft.quantity.cell
        heads = article.bodies_within(cell.head.start, cell.head.end) if cell else []
        start = article.sentences[draft.sentence].start
        body = heads[0] if heads else None if cell else draft.holder or self._by_the_way(article, draft, start)
        if body or not (cell and article.places_within(cell.head.start, cell.head.end)):
            draft.entity = body.name if body else self._carried(article, draft, discourse)

    def _by_the_way(self, article: Article, draft: Draft, start: int) -> Body | None:
        """The body of a sentence that names it only behind "do", or as the owner of what acts."""
        for body in reversed(article.bodies_within(start, draft.quantity.cue.start)):
            agent = self._pack.body_agent.search(article.low, max(0, body.start - _LEAD), body.start)
            source = self._pack.body_aside.search(article.low, max(0, body.start - _LEAD), body.start)
            told = source is not None and agent is not None and source.start() < agent.start()
            judges = draft.kind in INDEX_KINDS and self._judges(article, body, draft.quantity.start)
            if agent and not told and not judges and self._holds(article, body, start, draft.quantity.start):
                return body
        return None

    def _behind(self, article: Article, position: int, start: int, end: int) -> Body | None:
        """The body behind an opening that tells how it came to act ("Qua thanh tra 17 đơn vị, Sở Nội vụ …")."""
        if not self._pack.fronting.match(article.low, start):
            return None
        for body in article.bodies_within(position, min(end, position + _FRONTED)):
            between = article.low[position : body.start].rstrip()
            return body if between.endswith(",") and body.how != "group" else None
        return None

    def _holds(self, article: Article, body: Body, start: int, position: int) -> bool:
        """Whether a body is more than compared with or spoken to, and stands in no brackets closed since."""
        low = article.low
        if body.how == "group" and not self._pack.group_lead.search(low[max(start, body.start - _LEAD) : body.start]):
            return False
        if self._pack.body_block.search(low, max(0, body.start - _LEAD), body.start):
            return False
        if self._sets(article, body):
            return False
        return not closed_since(low, body.start, position)

    def _sets(self, article: Article, body: Body) -> bool:
        """Whether a body only set what is spoken of ("đạt 95% chỉ tiêu Bộ Nội vụ giao")."""
        noun = self._pack.set_noun.search(article.low, max(0, body.start - _LEAD), body.start)
        return bool(noun) and self._pack.set_act.match(article.low, body.end) is not None

    def _set_aside(self, article: Article, body: Body, draft: Draft | None = None) -> bool:
        """Whether a body is named by the way: as a site, a source, or the one that another belongs to."""
        low, lead = article.low, max(0, body.start - _LEAD)
        owned = self._pack.of_lead.search(low, lead, body.start)
        if owned:
            owns = any(
                b.end >= owned.start() - 1 for b in article.bodies_within(owned.start() - _NAME, owned.start())
            )
            return owns or draft is None or draft.kind not in INDEX_KINDS
        return body.how != "group" and bool(self._pack.body_aside.search(low, lead, body.start))

    def _carried(self, article: Article, draft: Draft, discourse: Discourse) -> str | None:
        """The body spoken of before, unless the sentence names a place of its own."""
        if not discourse.body and not article.main_body:
            return None
        before = discourse.same_sentence(draft.sentence)
        opening = min(draft.quantity.cue.start, *(d.quantity.start for d in before[:1]), draft.quantity.start)
        if self._own_holder(article, article.sentences[draft.sentence].start, opening):
            return None
        if discourse.body and draft.kind not in _OF_INDEX and draft.action:
            return discourse.body
        return article.main_body

    def _own_holder(self, article: Article, start: int, end: int) -> bool:
        """Whether a stretch names a place, by itself and not in the name of a body or right behind it."""
        if article.within("own", start, end):
            return True
        places = [place for place in article.places_within(start, end) if place.level != "nation"]
        bodies = article.bodies_within(start, end) if places else []
        return any(not any(b.start <= place.start <= b.end + 1 for b in bodies) for place in places)

    def leave(self, article: Article, sentence: Sentence, discourse: Discourse) -> None:
        """Keep the body that a sentence is about for those behind it; one about a place ends what was kept."""
        for body in article.bodies_within(sentence.start, sentence.end):
            aside = body.how == "group" or self._set_aside(article, body)
            if not aside and self._holds(article, body, sentence.start, sentence.end):
                discourse.body = body.name
                return
        if discourse.body and self._own_holder(article, sentence.start, sentence.start + _OPENING):
            discourse.body = None
