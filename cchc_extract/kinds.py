"""The kind of a quantity: its features in context, and the first rule that fits them."""

import re
from dataclasses import dataclass

from cchc_extract.article import Article, governing_verb
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import CompiledRule, Pack, Verb
from cchc_extract.pack.schema import KindRule
from cchc_extract.periods import Role as PeriodRole
from cchc_extract.quantities import Quantity
from cchc_extract.text.layout import Role

_NO_VERB: frozenset[str] = frozenset()
_ORDER = {"clause": 3, "sentence": 2, "any": 1, "none": 0}
_GAP_TO_AFTER = 30
_CLAUSE = re.compile(r"[,;.(]\s*")


@dataclass(frozen=True, slots=True)
class Features:
    """What a kind rule may ask of a quantity; see `KindRule`."""

    near: frozenset[str]
    verb: frozenset[str]
    after: frozenset[str]
    prior: str
    indicator: int
    named: bool
    labelled: bool
    subject: bool
    baseline: bool
    governor: Verb | None
    indexed: bool = False
    own_subject: bool = False
    shape: str = ""


class KindDecider:
    """Decides kinds by the pack's rules."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._aside = re.compile(r"[\s(:\-–,]*")

    def decide(self, article: Article, quantity: Quantity, before: list[Draft], topic: str | None) -> tuple[KindRule, Features] | None:
        """The rule that fits first, with the features it saw; None where none fits."""
        features = self._features(article, quantity, before, topic)
        sentence = article.sentences[quantity.sentence]
        for compiled in self._pack.kinds.get(quantity.unit.kind, ()):
            if self._fits(compiled, quantity, features) and compiled.fits(
                article.low, sentence.start, quantity.start, quantity.end, sentence.end
            ):
                rule = compiled.rule
                assert isinstance(rule, KindRule)
                return rule, features
        return None

    def _features(self, article: Article, quantity: Quantity, before: list[Draft], topic: str | None) -> Features:
        sentence = article.sentences[quantity.sentence]
        governor = self._governor(article, quantity, before, sentence.start)
        after = self._verb_after(article, quantity, sentence.end)
        near = quantity.cue.near
        prior = before[-1].kind if before and before[-1].sentence == quantity.sentence else ""
        return Features(
            near.classes if near else _NO_VERB,
            governor.classes if governor else _NO_VERB,
            after.classes if after else _NO_VERB,
            prior,
            self._indicator_reach(article, quantity, before, sentence.start, sentence.end),
            self._ends_before(article, quantity, sentence.start, ("place", "body")),
            self._ends_before(article, quantity, sentence.start, ("component",)),
            self._subject_follows(article, quantity),
            any(p.role is PeriodRole.BASELINE for p in article.periods_within(sentence.start, sentence.end)),
            governor,
            bool(prior and before[-1].indicator),
            self._own_subject(article, quantity, before, sentence.start),
            self._shape(article, quantity, sentence.start, topic),
        )

    def _shape(self, article: Article, quantity: Quantity, start: int, topic: str | None) -> str:
        """How values of the index now spoken of are given; "" when none is, or one without a code."""
        marks = article.within("indicator", start, quantity.start)
        code = marks[-1].value if marks else topic or article.main_indicator
        indicator = self._pack.source.indicators.get(code) if code else None
        return indicator.shape if indicator else ""

    def _own_subject(self, article: Article, quantity: Quantity, before: list[Draft], start: int) -> bool:
        """Whether the clause before a value measures something of its own ("hồ sơ đúng hạn đạt 98%")."""
        begin = max([start, *(d.quantity.end for d in before if d.sentence == quantity.sentence)])
        segment = article.low[begin : quantity.cue.start]
        end = quantity.cue.start
        cut = max((m.end() for m in _CLAUSE.finditer(segment.rstrip(" :("))), default=0)
        begin += cut
        covers = [
            (m.start, m.end) for label in ("component", "indicator", "body") for m in article.within(label, max(start, begin - 60), end)
        ] + [(p.start, p.end) for p in article.places_within(begin, end)]  # fmt: skip
        nouns = [n for n in article.within("noun", begin, end) if n.value not in ("admin_units", "bodies")]
        subjects = [*nouns, *article.within("cue:shares", begin, end), *article.within("cue:breakers", begin, end)]
        return any(not any(s <= m.start and m.end <= e for s, e in covers) for m in subjects)

    def _governor(self, article: Article, quantity: Quantity, before: list[Draft], start: int) -> Verb | None:
        """The verb that governs a quantity: the last before it that is not part of an earlier counted phrase."""
        if quantity.cue.near:
            return quantity.cue.near
        units = [(d.quantity.unit.start, d.quantity.unit.end) for d in before if d.sentence == quantity.sentence]
        marks = [
            m for m in article.within("verb", start, quantity.start)
            if not any(s <= m.start < e for s, e in units)
            and not _closed(article.low, m.start, quantity.start, quantity.opened)
            and not self._pack.nominal.search(article.low[max(0, m.start - 8) : m.start])
        ]  # fmt: skip
        return governing_verb(marks) or self._heading_verb(article, quantity)

    def _heading_verb(self, article: Article, quantity: Quantity) -> Verb | None:
        """The verb of the line above a list that governs its items without a verb of their own."""
        line = article.lines[article.sentences[quantity.sentence].line]
        if line.heading < 0 or line.role not in (Role.BULLET, Role.ROW):
            return None
        heading = article.lines[line.heading]
        marks = article.within("verb", heading.start, heading.end)
        wanted = [m.value for m in marks if m.value.classes & {"reduction", "inspection"}]
        return wanted[-1] if wanted else None

    def _verb_after(self, article: Article, quantity: Quantity, end: int) -> Verb | None:
        for mark in article.within("verb", quantity.end, min(end, quantity.end + _GAP_TO_AFTER)):
            verb: Verb = mark.value
            between = article.low[quantity.end : mark.start]
            if re.search(r"[,.;:()\d]", between):
                return None
            if verb.classes != {"light"}:
                return verb
        return None

    def _indicator_reach(
        self, article: Article, quantity: Quantity, before: list[Draft], start: int, end: int
    ) -> int:
        """How near an index is named: 3 in the clause before, 2 in the sentence, 1 earlier on or in the article."""
        marks = article.within("indicator", start, quantity.start)
        if marks:
            last = marks[-1]
            if not last.value:
                return 0
            between = article.low[last.end : quantity.start]
            breaker = article.within("cue:breakers", last.end, quantity.cue.start)
            percents = [d for d in before if d.sentence == quantity.sentence and d.kind == "percentage" and d.quantity.start > last.start]
            if not breaker and not percents and "\n" not in between:
                return 3
            return 2
        if article.within("indicator", quantity.end, end):
            return 2
        return 1 if article.main_indicator else 0

    def _ends_before(self, article: Article, quantity: Quantity, start: int, what: tuple[str, ...]) -> bool:
        """Whether a place, body or component ends right before the cue of a quantity."""
        at = quantity.cue.start
        low = article.low
        window = max(start, at - 90)
        if "component" in what:
            return any(self._adjoins(low, m.end, at) for m in article.within("component", window, at))
        if any(self._adjoins(low, p.end, at) for p in article.places_within(window, at)):
            return True
        return any(self._adjoins(low, m.end, at) for m in article.within("body", window, at))

    def _adjoins(self, low: str, end: int, at: int) -> bool:
        return end <= at and bool(self._aside.fullmatch(low[end:at]))

    def _subject_follows(self, article: Article, quantity: Quantity) -> bool:
        """Whether what is measured stands after a percentage ("98% hồ sơ", "30% số đơn vị")."""
        index = article.words.index_at.get(quantity.end + len(article.low[quantity.end :]) - len(article.low[quantity.end :].lstrip(" ")))
        if index is None:
            return False
        lexicon = self._pack.lexicon
        if lexicon.at(article.words, index, "cue:subject_leads"):
            return True
        noun = lexicon.at(article.words, index, "noun") or lexicon.at(article.words, index, "abbreviation")
        return noun is not None

    def _fits(self, compiled: CompiledRule, quantity: Quantity, features: Features) -> bool:
        rule = compiled.rule
        assert isinstance(rule, KindRule)
        cue = quantity.cue
        return (
            _any_of(rule.near, features.near)
            and _any_of(rule.verb, features.verb)
            and _any_of(rule.after, features.after)
            and (rule.group is None or (quantity.unit.group in rule.group if rule.group else not quantity.unit.group))
            and (rule.prior is None or features.prior in rule.prior)
            and (rule.indicator is None or _reaches(rule.indicator, features.indicator))
            and (rule.level is None or rule.level == cue.level)
            and (rule.earlier is None or rule.earlier == cue.earlier)
            and (rule.reach is None or rule.reach == cue.reach)
            and (rule.named is None or rule.named == features.named)
            and (rule.labelled is None or rule.labelled == features.labelled)
            and (rule.subject is None or rule.subject == features.subject)
            and (rule.baseline is None or rule.baseline == features.baseline)
            and (rule.ratio is None or rule.ratio == (quantity.out_of is not None))
            and (rule.integer is None or rule.integer == isinstance(quantity.value, int))
            and (rule.indexed is None or rule.indexed == features.indexed)
            and (rule.own_subject is None or rule.own_subject == features.own_subject)
            and (rule.shape is None or rule.shape == features.shape)
            and (rule.light is None or rule.light == cue.light)
            and (rule.enclosed is None or rule.enclosed == (quantity.opened >= 0))
        )


def _closed(low: str, verb: int, position: int, opened: int) -> bool:
    """Whether a verb stands in brackets that close before the position."""
    bracket = low.rfind("(", max(0, verb - 120), verb)
    return bracket >= 0 and bracket != opened and low.find(")", bracket, verb) < 0 and low.find(")", verb, position) >= 0


def _any_of(wanted: list[str] | None, classes: frozenset[str]) -> bool:
    """No condition, or one of the classes; an empty list asks that there is no verb."""
    if wanted is None:
        return True
    return bool(classes & frozenset(wanted)) if wanted else not classes


def _reaches(wanted: str, reach: int) -> bool:
    return reach == 0 if wanted == "none" else reach >= _ORDER[wanted]
