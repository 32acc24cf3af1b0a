"""Among whom a rank is held."""

import re
from collections.abc import Iterator

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.quantities.units import HOLDERS
from cchc_extract.slots.discourse import Discourse
from cchc_extract.text.view import fold

# Between a rank and a region, in characters; and between a group and what tells that it is ranked.
_BEHIND = 60
_RIGHT_BEFORE = 24
_PART = re.compile(r"[.;,\d]")
# No region has as many provinces as these.
_COUNTRY = 30


class AmongFiller:
    """Fills `among` with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        prefixes = pack.source.places.prefixes
        self._of_level: dict[str, frozenset[str]] = {
            level: frozenset(map(fold, words)) for level, words in prefixes.items() if level != "province"
        }

    def fill(self, article: Article, draft: Draft, discourse: Discourse) -> None:
        """Set `among` of a rank: the group that is ranked, where it is not the whole country."""
        if draft.kind != "rank":
            return
        start, end = article.sentences[draft.sentence].start, article.sentences[draft.sentence].end
        draft.among = self._said(article, draft, start, end)
        if draft.among is None and draft.quantity.unit.kind != "noun":
            draft.among = self._continued(article, draft, discourse) or self._of_kind(
                article, draft, discourse, start
            )

    def _continued(self, article: Article, draft: Draft, discourse: Discourse) -> str | None:
        """The group of the rank before in the sentence, where no other holder is named since."""
        before = [d for d in discourse.same_sentence(draft.sentence) if d.kind == "rank"]
        if not before or before[-1].indicator != draft.indicator:
            return None
        since = (before[-1].quantity.number_end, draft.quantity.start)
        bodies = [body for body in article.bodies_within(*since) if body.how != "group"]
        return None if bodies or article.places_within(*since) else before[-1].among

    def _of_kind(self, article: Article, draft: Draft, discourse: Discourse, start: int) -> str | None:
        """The group of the holder's kind that the sentence, an earlier rank or else the article names."""
        words = self._ranked_with(draft)
        if not words:
            return None
        here = [
            (b.start, fold(b.name)) for b in article.bodies_within(start, draft.quantity.start) if b.how == "group"
        ]
        here += self._groups(article, start, draft.quantity.start)
        near = [group for _, group in sorted(here, reverse=True)]
        near += [earlier.among for earlier in reversed(discourse.drafts) if earlier.among]
        found = next((group for group in near if self._fits(group, words)), None)
        if found is None:
            if discourse.groups is None:
                discourse.groups = [group for _, group in self._groups(article, 0, len(article.low))]
            found = next((group for group in discourse.groups if self._fits(group, words)), None)
        return found

    def _said(self, article: Article, draft: Draft, start: int, end: int) -> str | None:
        """The group that stands with a rank: a region, one behind it, or what its number counts."""
        quantity, low = draft.quantity, article.low
        regions = article.within("region", quantity.number_end, min(end, quantity.number_end + _BEHIND))
        if regions and not _PART.search(low[quantity.number_end : regions[0].start]):
            return str(regions[0].value)
        before = article.within("region", max(start, quantity.cue.start - _BEHIND), quantity.cue.start)
        if before and not low[before[-1].end : quantity.cue.start].strip(" ,"):
            return str(before[-1].value)
        if before and self._ranked_there(low, before[-1], start, quantity.cue.start) and not _countrywide(draft):
            return str(before[-1].value)
        lead = self._pack.among_lead.match(low, quantity.end)
        named = article.within("noun", lead.end(), min(end, lead.end() + 2)) if lead else []
        if named:
            return self._text(article, named[0])
        unit = quantity.unit
        told = self._pack.lists["nationwide"] | self._pack.lists["index_parts"]
        if unit.kind == "noun" and unit.name and unit.head not in told:
            return unit.name
        return None

    def _ranked_there(self, low: str, region: Mark, start: int, position: int) -> bool:
        """Whether a clause opens with a region in which somebody is ranked ("Trong vùng Tây Nguyên, Gia Lai …")."""
        led = self._pack.region_lead.search(low, start, region.start)
        between = low[region.end : position]
        return bool(led) and not _PART.search(between.lstrip(" ,").removeprefix(","))

    def _ranked_with(self, draft: Draft) -> frozenset[str]:
        """The words for such bodies or places as hold a rank, one of which the group that is ranked must hold."""
        lists = self._pack.lists
        body = fold(draft.entity or "")
        if not body or body.startswith(tuple(lists["ranked_places"])):
            return self._of_level.get(draft.area[1], frozenset()) if draft.area else frozenset()
        heads = frozenset(head for head in lists["ranked_heads"] if body.startswith(f"{head} "))
        return heads or lists["ranked_ministries" if draft.entity in self._pack.ministries else "ranked_departments"]

    def _fits(self, group: str, words: frozenset[str]) -> bool:
        return any(part in words or part.split()[-1] in words for part in map(str.strip, group.split(",")) if part)

    def _groups(self, article: Article, start: int, end: int) -> Iterator[tuple[int, str]]:
        """The groups of bodies or places that a stretch names or counts, with where they stand."""
        for mark in article.within("noun", start, end):
            if mark.value in HOLDERS:
                lead = max(start, mark.start - _RIGHT_BEFORE)
                if self._pack.among_before.search(article.low, lead, mark.start):
                    yield mark.start, self._text(article, mark)

    def _text(self, article: Article, mark: Mark) -> str:
        return self._pack.expand(article.text[mark.start : mark.end]).lower()


def _countrywide(draft: Draft) -> bool:
    """Whether a rank is one among so many that they are those of the whole country."""
    return (draft.out_of or 0) > _COUNTRY
