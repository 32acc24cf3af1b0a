"""The comparator of a value."""

import re

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack

_CLAUSE = 60
_SIGNS = (("≥", ">="), ("≤", "<="), (">=", ">="), ("<=", "<="), (">", ">"), ("<", "<"), ("≈", "~"), ("~", "~"))


def fill_comparator(pack: Pack, article: Article, draft: Draft, said: str | None) -> None:
    """Set `comparator`: words before, words after ("trở lên"), the rule's, turned round by a negation."""
    quantity = draft.quantity
    comparator = "=" if _moved(article, draft) else _signed(article, draft) or quantity.cue.comparator
    if comparator == "=":
        rest = article.low[quantity.end : quantity.end + 16].lstrip()
        for phrase, after in pack.after:
            if rest.startswith(phrase):
                comparator = after
                break
    if said and (comparator == "=" or said == "="):
        comparator = said
    if comparator in "<>" and _negated(pack, article, draft):
        comparator = ">=" if comparator == "<" else "<="
    if comparator == "<=" and pack.superlative.fullmatch(article.low, quantity.cue.comparator_start, quantity.start):
        comparator = "="
    if quantity.high is not None and comparator not in "~=":
        comparator = "="
    draft.comparator = comparator


def _negated(pack: Pack, article: Article, draft: Draft) -> bool:
    """Whether a bound is denied in its clause ("không để trễ quá 5%"), or right before, where it may be more."""
    at = draft.quantity.cue.comparator_start
    if at < 0:
        return False
    clause = article.low[max(article.sentences[draft.sentence].start, at - _CLAUSE) : at]
    clause = pack.copula.split(re.split(r"[,;(]", clause)[-1])[-1]
    found = list(pack.negation.finditer(clause))
    bounds = pack.bound.match(article.low, at)
    return bool(found) and (bool(bounds) or not clause[found[-1].end() :].strip())


def _signed(article: Article, draft: Draft) -> str | None:
    """The comparator that a sign right before a number states ("≥ 95%"), or None."""
    sign = article.low[max(0, draft.quantity.start - 3) : draft.quantity.start].strip()[-2:]
    if sign[-1:].isalnum():
        return None
    return next((said for mark, said in _SIGNS if sign.endswith(mark)), None)


def _moved(article: Article, draft: Draft) -> bool:
    """Whether what reads like a comparator is the verb of a change ("vượt 15 bậc")."""
    cue = draft.quantity.cue
    if draft.kind != "change" or cue.near or cue.comparator_start < 0:
        return False
    verbs = article.within("verb", cue.comparator_start, cue.comparator_start + 1)
    return any(mark.value.classes & {"up", "down"} for mark in verbs)
