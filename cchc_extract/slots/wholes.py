"""Parts and their wholes: which quantity is an item of a breakdown of which."""

import re

from cchc_extract.article import Article
from cchc_extract.discourse import Discourse
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.quantities import Quantity

_COUNTED = ("count", "reduction", "inspection")
# Groups of nouns of which an inspection can be broken down; "" is for bare numbers.
_INSPECTED = (
    "bodies",
    "admin_units",
    "inspections",
    "inspection_rounds",
    "meetings_training",
    "abbreviation",
    "other",
    "",
)
_MAX_GAP = 160
# Parts may add up to more than their whole, by overlap or by mistake, but not by much.
_OVERFLOW = 1.3


def find_whole(pack: Pack, article: Article, quantity: Quantity, discourse: Discourse) -> Draft | None:
    """The fact that a quantity is part of, or None: after "(", ":", "gồm", "trong đó" behind it, up to its value."""
    if quantity.unit.kind not in ("noun", "bare", "money") or quantity.out_of is not None:
        return None
    cue = quantity.cue
    if cue.level or cue.earlier or (cue.near and cue.near.classes & {"up", "down"} and quantity.opened < 0):
        return None
    for whole in reversed(discourse.drafts[-14:]):
        if whole.kind not in _COUNTED or not _near(article, whole, quantity):
            continue
        if whole.kind == "inspection" and quantity.unit.group not in _INSPECTED:
            continue
        if whole.value < quantity.value or not _same_measure(whole, quantity):
            continue
        parts = [d for d in discourse.drafts if d.parent is whole]
        if _opens(pack, article, whole, quantity, parts) and _fits(whole, quantity, parts):
            return whole
    return None


def _near(article: Article, whole: Draft, quantity: Quantity) -> bool:
    """Whether a fact stands in the same or the sentence before, or in the line that heads the quantity's list."""
    if whole.quantity.sentence >= quantity.sentence - 1:
        return True
    line = article.lines[article.sentences[quantity.sentence].line]
    return line.heading >= 0 and article.sentences[whole.quantity.sentence].line == line.heading


def _same_measure(whole: Draft, quantity: Quantity) -> bool:
    money = whole.quantity.unit.kind == "money"
    return money == (quantity.unit.kind == "money")


def _opens(pack: Pack, article: Article, whole: Draft, quantity: Quantity, parts: list[Draft]) -> bool:
    """Whether the words between a fact and a quantity, or the parts found so far, open a breakdown."""
    low = article.low
    end = whole.quantity.end
    if quantity.opened >= end:
        if low[end : quantity.opened].strip() or quantity.comparator_said:
            return False
        inside = low[quantity.opened + 1 : quantity.start]
        near = quantity.cue.near
        moved = near is not None and bool(near.classes & {"up", "down"}) and whole.kind != "reduction"
        return not moved and not pack.target_said.search(inside) and not pack.average_said.search(inside)
    heading = article.lines[article.sentences[quantity.sentence].line].heading
    if heading >= 0 and article.sentences[whole.quantity.sentence].line == heading:
        return bool(pack.layout.opens.search(low[end : article.lines[heading].end].rstrip())) and not _moves(quantity)
    if quantity.sentence != whole.quantity.sentence:
        if quantity.cue.near:
            return False
        opening = low[article.sentences[quantity.sentence].start :][:24]
        last = max([end, *(part.quantity.end for part in parts)])
        return bool(pack.breakdown_opens.match(opening)) and quantity.start - last < _MAX_GAP
    between = low[end : quantity.start]
    bracket = re.match(r"\s*\([^()]*\)", between)
    rest = between[bracket.end() :] if bracket else between
    if len(rest) > _MAX_GAP * 2 or (";" in rest and "\n" in rest):
        return False
    match = pack.breakdown_after.match(rest)
    if not match:
        return False
    return not (
        quantity.cue.near and quantity.cue.near.classes & {"up", "down", "reduction"} and whole.kind == "count"
    )


def _moves(quantity: Quantity) -> bool:
    near = quantity.cue.near
    return near is not None and "light" not in near.classes


def _fits(whole: Draft, quantity: Quantity, parts: list[Draft]) -> bool:
    """Whether the parts found so far leave room for this one."""
    taken = sum(part.value for part in parts)
    return taken + quantity.value <= whole.value * _OVERFLOW
