"""All checks, over the facts of an article or of many."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from cchc_extract.checks.changes import change_counts, change_difference, change_factor
from cchc_extract.checks.findings import Finding, Sheet
from cchc_extract.checks.messages import Lang, said
from cchc_extract.checks.plausible import area_then, percentage_over, period_after, rank_list, score_scale
from cchc_extract.checks.published import published_value
from cchc_extract.checks.ratios import ratio_percentage, share_counts
from cchc_extract.checks.repeated import same_article, same_articles
from cchc_extract.checks.sums import parts_sum
from cchc_extract.models import Check, Fact

CHECKS: tuple[Callable[[Sheet], Iterator[Finding]], ...] = (
    ratio_percentage,
    share_counts,
    parts_sum,
    change_difference,
    change_counts,
    change_factor,
    rank_list,
    score_scale,
    percentage_over,
    area_then,
    same_article,
    published_value,
)
# Of a check of more facts than that, each names only the one that is judged, which names them all.
_FEW = 4
_OK = {"holds": True, "agrees": True, "fails": False, "differs": None}
# Checks that need more than the facts: the date of the article, which facts do not carry.
_KEPT = frozenset({"period.after"})


def findings(facts: Iterable[Fact], date: dt.date | None = None) -> list[Finding]:
    """What the checks find in the facts of one article, which `date` dates."""
    sheet = Sheet(list(facts))
    found = [finding for check in CHECKS for finding in check(sheet)]
    found.extend(period_after(sheet, date))
    return found


def check_article(facts: Sequence[Fact], *, date: dt.date | None = None, lang: Lang = "en") -> list[Fact]:
    """The facts of one article with `checks` filled anew; what cannot be checked again without its `date` stays."""
    return _filled(facts, findings(facts, date), lang)


def check_corpus(facts: Iterable[Fact], *, lang: Lang = "en") -> list[Fact]:
    """The facts of many articles with `checks` filled, conflicts across articles among them, in their order."""
    given = list(facts)
    return _filled(given, corpus_findings(given), lang)


def corpus_findings(facts: Sequence[Fact]) -> list[Finding]:
    """What the checks find in the facts of many articles, and across them."""
    articles: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        articles[fact.doc].append(fact)
    found = [finding for article in articles.values() for finding in findings(article)]
    found.extend(same_articles(facts))
    found.extend(_as_before(fact, check) for fact in facts for check in fact.checks if check.name in _KEPT)
    return found


def _as_before(fact: Fact, check: Check) -> Finding:
    """What a check found that cannot be made again."""
    return Finding(check.name, "fails" if check.ok is False else "holds", (fact,), check.details)


def _filled(facts: Sequence[Fact], found: list[Finding], lang: Lang) -> list[Fact]:
    """The facts with what was found of each."""
    checks: dict[str, list[Check]] = {}
    for finding in found:
        few = len(finding.facts) <= _FEW
        for at, fact in enumerate(finding.facts):
            others = finding.facts[:at] + finding.facts[at + 1 :] if few or not at else finding.facts[:1]
            checks.setdefault(fact.id, []).append(as_check(finding, others, lang))
    return [_with(fact, checks.get(fact.id)) for fact in facts]


def _with(fact: Fact, new: list[Check] | None) -> Fact:
    if new is None and not fact.checks:
        return fact
    kept = [check for check in fact.checks if check.name in _KEPT]
    repeated = {check.name for check in new or ()}
    both = (*(new or ()), *(check for check in kept if check.name not in repeated))
    return fact.model_copy(update={"checks": both})


def as_check(finding: Finding, others: Iterable[Fact], lang: Lang) -> Check:
    """A finding as a fact carries it, with the ids of the other facts that it was held against."""
    # Built from checked values only, so it need not be validated again.
    return Check.model_construct(
        name=finding.name,
        ok=_OK[finding.state],
        outcome=finding.state if finding.state in ("agrees", "differs") else None,
        facts=tuple(fact.id for fact in others),
        message=said(finding.name, finding.state, finding.details, lang) or finding.name,
        source=finding.source,
        details=dict(finding.details),
    )
