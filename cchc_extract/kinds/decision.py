"""The kind of a quantity: the first rule whose conditions its features meet."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from cchc_extract.article.article import Article
from cchc_extract.kinds.features import Features
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.rules import CompiledRule, Place
from cchc_extract.pack.schema import KindRule
from cchc_extract.quantities.quantity import Quantity
from cchc_extract.text.brackets import without_brackets

Check = Callable[[Features], bool]
# Of so many words it is remembered which rules can fit behind them.
_REMEMBERED = 4096
_REACH = {"clause": 3, "sentence": 2, "any": 1}


class Condition(NamedTuple):
    """A condition of a rule, by the name of the field that states it."""

    name: str
    holds: Check


class KindDecider:
    """Decides kinds by the pack's rules."""

    def __init__(self, pack: Pack) -> None:
        self._rules = {unit: [_prepared(compiled) for compiled in rules] for unit, rules in pack.kinds.items()}
        self._fitting: dict[tuple[object, ...], list[_Prepared]] = {}

    def decide(self, article: Article, features: Features) -> KindRule | None:
        """The rule that fits first, or None where none fits."""
        places = surroundings(article, features.quantity)
        before = article.words.before(features.quantity.start)
        for rule in self._possible(features):
            if rule.may_follow and not rule.may_follow(before):
                continue
            for check in rule.context_checks:
                if not check(features):
                    break
            else:
                if rule.compiled.fits_any(places):
                    return rule.rule
        return None

    def _possible(self, features: Features) -> "list[_Prepared]":
        """The rules that the quantity itself allows; worked out once for all quantities that look alike."""
        quantity = features.quantity
        cue, unit = quantity.cue, quantity.unit
        look = (
            unit.kind, unit.group, features.near, cue.level, cue.earlier, cue.reach, cue.light,
            quantity.out_of is None, quantity.integer, quantity.opened >= 0, bool(quantity.sign),
            quantity.fraction,
        )  # fmt: skip
        known = self._fitting.get(look)
        if known is None:
            rules = self._rules.get(unit.kind, ())
            known = self._fitting[look] = [r for r in rules if all(check(features) for check in r.own_checks)]
        return known


def surroundings(article: Article, quantity: Quantity) -> list[Place]:
    """Where rules are tried on a quantity: in its sentence, and in that without what stands in brackets before it."""
    sentence = article.sentences[quantity.sentence]
    low, start, end = article.low, quantity.start, quantity.end
    places = [Place(low, sentence.start, start, end, sentence.end)]
    head = without_brackets(low, sentence.start, start) if quantity.opened < 0 else None
    if head is not None:
        size = len(head)
        places.append(
            Place(head + low[start : sentence.end], 0, size, size + end - start, size + sentence.end - start)
        )
    return places


class _Prepared(NamedTuple):
    """A rule with its conditions on the quantity itself and those on its context.

    `may_follow` tells quickly whether it can fit behind a word; None for one that fits behind any.
    """

    rule: KindRule
    may_follow: Callable[[str], bool] | None
    own_checks: list[Check]
    context_checks: list[Check]
    compiled: CompiledRule


def _prepared(compiled: CompiledRule) -> _Prepared:
    rule = compiled.rule
    assert isinstance(rule, KindRule)
    may_follow = lru_cache(_REMEMBERED)(compiled.may_follow) if rule.left else None
    own, context = own_conditions(rule), context_conditions(rule)
    return _Prepared(rule, may_follow, [c.holds for c in own], [c.holds for c in context], compiled)


def own_conditions(rule: KindRule) -> list[Condition]:
    """The conditions that a rule states on the quantity itself, its unit and its words apart."""
    own = [Condition(name, check) for name in _PLAIN if (check := _plain(name, getattr(rule, name)))]
    if rule.near is not None:
        own.append(Condition("near", _classes("near", rule.near)))
    return own


def context_conditions(rule: KindRule) -> list[Condition]:
    """The conditions that a rule states on the context, those that cost least first."""
    checks: list[Condition] = []
    if rule.needs:
        checks.append(Condition("needs", _needs(rule.needs)))
    if rule.whole_in is not None:
        wholes = frozenset(rule.whole_in)
        checks.append(Condition("whole_in", lambda f: f.quantity.out_of in wholes))
    if rule.prior is not None:
        kinds = frozenset(rule.prior)
        checks.append(Condition("prior", lambda f: f.prior in kinds))
    checks += [
        Condition(name, _equals(name, wanted)) for name in _ASKED if (wanted := getattr(rule, name)) is not None
    ]
    if rule.indicator is not None:
        checks.append(Condition("indicator", _reach(rule.indicator)))
    checks += [
        Condition(name, _classes(name, wanted))
        for name in ("verb", "after", "passive")
        if (wanted := getattr(rule, name)) is not None
    ]
    return checks


_PLAIN: dict[str, Callable[[Features], object]] = {
    "level": lambda f: f.quantity.cue.level,
    "earlier": lambda f: f.quantity.cue.earlier,
    "reach": lambda f: f.quantity.cue.reach,
    "light": lambda f: f.quantity.cue.light,
    "ratio": lambda f: f.quantity.out_of is not None,
    "integer": lambda f: f.quantity.integer,
    "enclosed": lambda f: f.quantity.opened >= 0,
    "fraction": lambda f: f.quantity.fraction,
    "signed": lambda f: bool(f.quantity.sign),
    "group": lambda f: f.quantity.unit.group,
}
_ASKED = ("indexed", "named", "labelled", "subject", "baseline", "own_subject", "asked", "shape")


def _plain(name: str, wanted: object) -> Check | None:
    """The condition on a quantity itself; a list asks for one of its groups, an empty one for none."""
    if wanted is None:
        return None
    read = _PLAIN[name]
    if isinstance(wanted, list):
        groups = frozenset(wanted or [""])
        return lambda f: read(f) in groups
    return lambda f: read(f) == wanted


def _equals(name: str, wanted: object) -> Check:
    return lambda f: getattr(f, name) == wanted


def _classes(name: str, wanted: Sequence[str]) -> Check:
    """One of the classes; an empty list asks that there is no verb."""
    if not wanted:
        return lambda f: not getattr(f, name)
    classes = frozenset(wanted)
    return lambda f: not classes.isdisjoint(getattr(f, name))


def _needs(words: list[str]) -> Check:
    """One of the words shortly before the quantity."""

    def check(features: Features) -> bool:
        window = features.window
        return any(word in window for word in words)

    return check


def _reach(wanted: str) -> Check:
    """An index at least as near as that; "none" asks that there is none."""
    if wanted == "none":
        return lambda f: f.indicator == 0
    least = _REACH[wanted]
    return lambda f: f.indicator >= least
