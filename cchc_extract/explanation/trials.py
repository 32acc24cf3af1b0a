"""The rules that were tried on a quantity: which fit, which one won, and which miss by one condition."""

from cchc_extract.article.article import Article
from cchc_extract.explanation.data import Exclusion, Passage, Trial
from cchc_extract.kinds.decision import context_conditions, own_conditions, surroundings
from cchc_extract.kinds.features import Features
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.rules import CompiledRule
from cchc_extract.pack.schema import KindRule, WordRule
from cchc_extract.quantities.finder import may_exclude
from cchc_extract.quantities.quantity import Quantity

# So many rules that miss by one condition are told, those that come first.
_NEAREST = 5


def kind_trials(pack: Pack, article: Article, features: Features) -> list[Trial]:
    """The rules that fit a quantity, in their order, then some that do but for one condition."""
    quantity = features.quantity
    if quantity.word_rule:
        return _word_trial(pack, features)
    fitting: list[Trial] = []
    missing: list[Trial] = []
    for place, compiled in enumerate(pack.kinds.get(quantity.unit.kind, ()), 1):
        rule = compiled.rule
        assert isinstance(rule, KindRule)
        failed = _failed(article, features, compiled, rule)
        if not failed:
            outcome = "fits" if fitting else "won"
            fitting.append(Trial(rule.id, rule.kind, outcome, place))  # type: ignore[arg-type]
        elif len(failed) == 1:
            missing.append(Trial(rule.id, rule.kind, "misses", place, failed[0]))
    return fitting + missing[:_NEAREST]


def _word_trial(pack: Pack, features: Features) -> list[Trial]:
    """The rule whose words state the quantity, unless it asks for another fact before it."""
    rule = pack.words[features.quantity.word_rule].rule
    assert isinstance(rule, WordRule)
    if rule.prior is None or features.prior in rule.prior:
        return [Trial(rule.id, rule.kind, "won", 1)]
    return [Trial(rule.id, rule.kind, "misses", 1, _asked("prior", rule.prior))]


def _failed(article: Article, features: Features, compiled: CompiledRule, rule: KindRule) -> list[str]:
    """The conditions of a rule that a quantity does not meet; two are enough to know."""
    failed: list[str] = []
    for condition in (*own_conditions(rule), *context_conditions(rule)):
        if not condition.holds(features):
            failed.append(_asked(condition.name, getattr(rule, condition.name)))
            if len(failed) > 1:
                return failed
    if not compiled.fits_any(surroundings(article, features.quantity)):
        failed.append("left" if rule.left and not rule.right else "right" if not rule.left else "left and right")
    return failed


def _asked(name: str, wanted: object) -> str:
    """A condition as a pattern file states it."""
    if isinstance(wanted, bool):
        return f"{name}: {str(wanted).lower()}"
    if isinstance(wanted, list):
        return f"{name}: [{', '.join(str(item) or '-' for item in wanted)}]"
    return f"{name}: {wanted}"


def exclusions_of(pack: Pack, article: Article, quantity: Quantity) -> list[Exclusion]:
    """The exclusion rules that fit a quantity, in their order, of which the first throws it out."""
    low, sentence = article.low, article.sentences[quantity.sentence]
    place = (low, sentence.start, quantity.start, quantity.number_end, sentence.end)
    before, after = article.words.before(quantity.start), article.words.after(quantity.number_end)
    number = low[quantity.start : quantity.number_end]
    found = []
    for rule in pack.exclusions.candidates(before, number, after):
        if may_exclude(rule, quantity, low) and rule.fits(*place):
            start, end = article.view.source_span(*rule.span(*place))
            found.append(Exclusion(rule.rule.id, rule.reason, Passage(start, end, article.view.source[start:end])))
    return found
