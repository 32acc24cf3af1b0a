"""The comparator of a value."""

import re

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.quantities.quantity import Quantity
from cchc_extract.slots.set_goals import is_set

# The words that make a bound stand so near behind a value; so far where "từ" tells that they follow.
_NEAR, _OPEN_END = 16, 48
_STOP = re.compile(r"[,.;:\d]")
# As many things as may be what something stands on.
_FEW = 40
# A negation stands no further before the bound that it denies, in characters.
_CLAUSE = 60
_SIGNS = (("≥", ">="), ("≤", "<="), (">=", ">="), ("<=", "<="), (">", ">"), ("<", "<"), ("≈", "~"), ("~", "~"))


def fill_comparator(pack: Pack, article: Article, draft: Draft, said: str | None) -> None:
    """Set `comparator`: words before, words after ("trở lên"), the rule's, turned round by a negation."""
    quantity = draft.quantity
    comparator = "=" if _moved(article, draft) else _signed(article, draft) or quantity.cue.comparator
    if comparator == "=":
        comparator = _said_after(pack, article, quantity)
    if said and (comparator == "=" or said == "="):
        comparator = said
    if comparator in "<>" and is_set(pack, article, quantity):
        comparator = "="
    if comparator in "<>" and _negated(pack, article, draft):
        comparator = ">=" if comparator == "<" else "<="
    if comparator == "<=" and pack.superlative.fullmatch(article.low, quantity.cue.comparator_start, quantity.start):
        comparator = "="
    if comparator == ">=" and _least_of_all(pack, article, quantity):
        comparator = "="
    if comparator == ">" and _stands_on(pack, article, quantity):
        comparator = "="
    if quantity.high is not None and comparator not in "~=":
        comparator = "="
    draft.comparator = comparator


def _least_of_all(pack: Pack, article: Article, quantity: Quantity) -> bool:
    """Whether a value is the least of several, of which the most was told ("nhiều nhất là 773, ít nhất là 4")."""
    start, at = article.sentences[quantity.sentence].start, quantity.cue.comparator_start
    least = at >= 0 and pack.least.fullmatch(article.low, at, quantity.start)
    return bool(least and pack.extreme.search(article.low, start, at))


def _stands_on(pack: Pack, article: Article, quantity: Quantity) -> bool:
    """Whether a word for a bound says what something is done on, or a part of ("trên 3 mặt", "trên tổng số 9")."""
    said = article.low[max(0, quantity.cue.comparator_start) : quantity.start].strip()
    if any(said.startswith(f"{lead} ") for lead in pack.lists["surface_leads"]):
        return bool(pack.total_gap.fullmatch(said))
    surface = said in pack.lists["surface_leads"] and quantity.unit.head in pack.lists["surfaces"]
    return surface and quantity.value <= _FEW


def _said_after(pack: Pack, article: Article, quantity: Quantity) -> str:
    """The comparator that words behind a value make of it; behind "từ" they may follow what is measured."""
    rest = article.low[quantity.end : quantity.end + (_OPEN_END if quantity.cue.earlier else _NEAR)].lstrip()
    rest = _STOP.split(rest)[0]
    for phrase, after in pack.after:
        if rest.startswith(phrase) or (quantity.cue.earlier and f" {phrase}" in rest):
            return after
    return "="


def _negated(pack: Pack, article: Article, draft: Draft) -> bool:
    """Whether a bound is denied: in its clause ("không để hồ sơ trễ quá 5%"), or else right before."""
    at = draft.quantity.cue.comparator_start
    if at < 0:
        return False
    clause = article.low[max(article.sentences[draft.sentence].start, at - _CLAUSE) : at]
    clause = pack.copula.split(re.split(r"[,;:(]", clause)[-1])[-1]
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
