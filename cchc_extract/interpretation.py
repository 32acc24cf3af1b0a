"""From quantities to drafts of facts, in reading order."""

import re
from collections.abc import Callable

from cchc_extract.article.article import Article
from cchc_extract.article.topic import Topic
from cchc_extract.drafts import COUNTED_KINDS, Draft, Dropped
from cchc_extract.kinds.decision import KindDecider
from cchc_extract.kinds.features import Features
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.schema import KindRule, WordRule
from cchc_extract.quantities.quantity import Quantity
from cchc_extract.slots.actions import fill_action
from cchc_extract.slots.among import AmongFiller
from cchc_extract.slots.baselines import fill_baseline
from cchc_extract.slots.comparators import fill_comparator
from cchc_extract.slots.counted import fill_unit
from cchc_extract.slots.directions import fill_direction
from cchc_extract.slots.discourse import Discourse
from cchc_extract.slots.holders import HolderFiller
from cchc_extract.slots.indices import fill_indicator, settle_local
from cchc_extract.slots.movements import settle_movements
from cchc_extract.slots.part_sums import settle_sums
from cchc_extract.slots.respectively import distribute
from cchc_extract.slots.status import expect, fill_status
from cchc_extract.slots.subjects import SubjectFiller
from cchc_extract.slots.times import fill_period
from cchc_extract.slots.wheres import WhereFiller
from cchc_extract.slots.wholes import find_whole, settle_totals
from cchc_extract.text.layout import Role
from cchc_extract.text.sentences import Sentence

Watch = Callable[[Article, Features], None]
_POINTED = re.compile(r"\d{1,3}\.\d{3}")
_THOUSAND = 1000
# The longest lead of a rank ("giữ vị trí xếp hạng thứ"), in characters.
_RANK_WORDS = 32
# What is counted in these is of the field, whatever its clause speaks of.
_OF_FIELD = ("procedures", "dossiers")


class Interpreter:
    """Reads the quantities of an article as facts, with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._kinds = KindDecider(pack)
        self._wheres = WhereFiller(pack)
        self._holders = HolderFiller(pack)
        self._among = AmongFiller(pack)
        self._subjects = SubjectFiller(pack)

    def interpret(
        self, article: Article, quantities: list[Quantity], *, topic: Topic | None, watch: Watch | None = None
    ) -> tuple[list[Draft], list[Dropped]]:
        """The facts and the quantities that are none; without a `topic`, all of the text is on the subject.

        `watch` is shown the features of each quantity at the moment when its kind is decided.
        """
        discourse = Discourse(article, period_links=self._pack.lists["period_links"] | {""})
        dropped: list[Dropped] = []
        by_sentence: dict[int, list[Quantity]] = {}
        for quantity in quantities:
            by_sentence.setdefault(quantity.sentence, []).append(quantity)
        for index, sentence in enumerate(article.sentences):
            discourse.enter(sentence)
            here = by_sentence.get(index, [])
            for place, quantity in enumerate(here):
                result: Draft | Dropped
                if quantity.excluded:
                    result = Dropped(quantity, *quantity.excluded)
                elif topic is not None and _off_topic(topic, quantity, sentence):
                    result = Dropped(quantity, "topic", "the text around is about something else")
                else:
                    result = self._read(article, quantity, discourse, here[place + 1 :], watch)
                if isinstance(result, Draft):
                    discourse.add(result)
                else:
                    dropped.append(result)
            read = discourse.same_sentence(index)
            if read:
                distribute(self._pack, article, read, sentence.start, sentence.end)
                settle_movements(article, read)
            self._holders.leave(article, sentence, discourse)
            discourse.leave(sentence)
        if article.cells:
            settle_totals(self._pack, article, discourse.drafts)
        settle_sums(discourse.drafts)
        return _without_headlines(article, discourse.drafts, dropped), dropped

    def _read(
        self,
        article: Article,
        quantity: Quantity,
        discourse: Discourse,
        following: list[Quantity],
        watch: Watch | None,
    ) -> Draft | Dropped:
        """One quantity as a fact with all its slots, or why it is none; `following` are the next in its sentence."""
        before = discourse.same_sentence(quantity.sentence)
        part = find_whole(self._pack, article, quantity, discourse)
        features = Features(
            self._pack, article, quantity, before, discourse.indicator, discourse.last_kind(quantity.sentence)
        )
        if watch is not None:
            watch(article, features)
        rule = self._rule(article, features)
        if rule is None:
            return Dropped(quantity, "kind.none", "no rule for this number in this context")
        draft = Draft(quantity, rule.kind, rule.id, quantity.value, quantity.high, quantity.out_of)
        draft.told_end = self._told_end(draft, features)
        planned = self._planned(article, quantity, before)
        if planned and draft.kind == "count":
            draft.kind, draft.unit = planned.kind, planned.unit
        counted = draft.kind in COUNTED_KINDS
        if part and part.item and counted:
            draft.parent = part.whole
            if not _own_verb(quantity) and not _does_else(features, part.whole):
                draft.kind = part.whole.kind
        refused = self._fill_what(article, draft, discourse, features, rule, following)
        if refused:
            return Dropped(quantity, *refused)
        self._fill_whose(article, draft, discourse, features)
        if part and counted:
            draft.parent = part.whole
        _fill_evidence(self._pack, article, draft, before)
        return draft

    def _fill_what(
        self,
        article: Article,
        draft: Draft,
        discourse: Discourse,
        features: Features,
        rule: KindRule | WordRule,
        following: list[Quantity],
    ) -> tuple[str, str] | None:
        """Set what a value says: direction, unit, comparator, status and index; or the reason why it is no fact."""
        if not fill_direction(self._pack, article, draft, discourse, rule.direction):
            return "change.no-direction", "a movement whose direction the text does not tell"
        if draft.kind == "rank" and draft.value < 1:
            return "rank.below-one", "a rank below 1"
        if draft.unit is None and not fill_unit(self._pack, article, draft, discourse, following):
            return "unit.none", "a bare number, and the text does not tell what it counts"
        fill_comparator(self._pack, article, draft, rule.comparator if isinstance(rule, KindRule) else None)
        fill_status(self._pack, article, draft, discourse)
        fill_indicator(self._pack, article, draft, discourse, features)
        alone = draft.kind == "score" and draft.quantity.unit.kind == "bare" and features.prior != "score"
        if alone and draft.indicator is None:
            return "score.no-index", "a bare value of no index"
        self._place_point(article, draft)
        return None

    def _place_point(self, article: Article, draft: Draft) -> None:
        """Read the point of a score as a decimal one where the index goes no higher ("PAPI đạt 41.625 điểm")."""
        index = self._pack.indicators.get(draft.indicator or "")
        top = index.top if index and draft.kind == "score" else None
        quantity = draft.quantity
        written = article.low[quantity.start : quantity.number_end]
        if top and top < draft.value <= top * _THOUSAND and _POINTED.fullmatch(written):
            draft.value /= _THOUSAND

    def _fill_whose(self, article: Article, draft: Draft, discourse: Discourse, features: Features) -> None:
        """Set when, where, of whom and of what a value is said."""
        fill_period(self._pack, article, draft, discourse)
        expect(self._pack, article, draft)
        fill_baseline(self._pack, article, draft, discourse)
        self._holders.find(article, draft)
        self._wheres.fill(article, draft, discourse)
        fill_action(self._pack, article, draft, discourse, features)
        self._holders.fill(article, draft, discourse)
        settle_local(self._pack, article, draft)
        self._subjects.fill(article, draft, discourse)
        self._among.fill(article, draft, discourse)

    def _told_end(self, draft: Draft, features: Features) -> int:
        """Where a change's comparison begins ("SIPAS của tỉnh | cao hơn bình quân cả nước 1,7%"), else the number."""
        gap = self._pack.gap.search(features.window) if draft.kind == "change" else None
        return draft.quantity.start - len(features.window) + gap.start() if gap else draft.quantity.start

    def _rule(self, article: Article, features: Features) -> KindRule | WordRule | None:
        """The rule of a quantity: that of its word, else the first kind rule that fits."""
        if features.quantity.word_rule:
            rule = self._pack.words[features.quantity.word_rule].rule
            assert isinstance(rule, WordRule)
            return rule if rule.prior is None or features.prior in rule.prior else None
        return self._kinds.decide(article, features)

    def _planned(self, article: Article, quantity: Quantity, before: list[Draft]) -> Draft | None:
        """The fact whose plan a bare number in brackets behind it gives ("kiểm tra 22 đơn vị (kế hoạch là 20)")."""
        if quantity.unit.kind != "bare" or quantity.opened < 0 or not before:
            return None
        last = before[-1]
        end, opened = last.quantity.end, quantity.opened
        adjoins = end <= opened and not article.low[end:opened].strip()
        return last if adjoins and self._pack.plan_said.search(article.low[opened : quantity.start]) else None


def _does_else(features: Features, whole: Draft) -> bool:
    """Whether a part of a reduction does something else ("giảm 211 chi cục (có 22 cục thuế hoàn thành)")."""
    done = features.follower
    return whole.kind == "reduction" and done is not None and "action" in done.classes and not features.passive


def _off_topic(topic: Topic, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether the sentence of a quantity, or its clause where it is not in brackets, is about something else."""
    if not topic.holds(quantity.sentence):
        return True
    own = quantity.unit.group in _OF_FIELD
    return quantity.opened < 0 and not own and topic.foreign(quantity.cue.start, sentence.start)


def _fill_evidence(pack: Pack, article: Article, draft: Draft, before: list[Draft]) -> None:
    """From an adjacent cue to the head of the unit, without touching the fact before."""
    quantity = draft.quantity
    draft.start = quantity.cue.start
    if draft.kind == "rank":
        limit = max([article.sentences[draft.sentence].start, *(d.end for d in before)])
        lead = pack.rank_lead.search(article.low[max(limit, draft.start - _RANK_WORDS) : draft.start])
        draft.start -= len(lead[0]) if lead else 0
    draft.end = max(quantity.number_end, quantity.unit.head_end)
    while draft.start < quantity.start and not article.low[draft.start].isalnum():
        draft.start += 1


def _without_headlines(article: Article, drafts: list[Draft], dropped: list[Dropped]) -> list[Draft]:
    """The facts but those of headlines that the body states again, which are added to `dropped`."""
    heads = (Role.TITLE, Role.HEADING)

    def headline(draft: Draft) -> bool:
        return article.lines[article.sentences[draft.sentence].line].role in heads

    body = {(d.kind, d.value) for d in drafts if not headline(d)}
    kept = []
    for draft in drafts:
        if headline(draft) and (draft.kind, draft.value) in body:
            dropped.append(Dropped(draft.quantity, "headline", "a headline that the body states again"))
        else:
            kept.append(draft)
    return kept


def _own_verb(quantity: Quantity) -> bool:
    """Whether a verb of its own stands right before a part ("gồm bãi bỏ 15 thủ tục và đơn giản hóa 108 thủ tục")."""
    near = quantity.cue.near
    return near is not None and near.classes != {"light"}
