"""Parts and their wholes: which quantity is an item of a breakdown of which."""

import re
from typing import NamedTuple

from cchc_extract.article.article import Article
from cchc_extract.drafts import COUNTED_KINDS, Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.quantities.quantity import Quantity
from cchc_extract.slots.discourse import Discourse

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
# A part stands no further behind its whole, or the part before it, in characters.
_MAX_GAP = 160
# A bracket that breaks a quantity down opens no further behind it, and one that repeats its noun stands no further.
_BRACKET_GAP = 60
_REPEATED_GAP = 90
# Parts may add up to more than their whole, by overlap or by mistake, but not by much.
_OVERFLOW = 1.3
_MOVES = frozenset({"up", "down"})
_BRACKET = re.compile(r"\s*\([^()]*\)")
_STOPS = re.compile(r"[,.;:()]")
_ENDS = re.compile(r"[.;:()]")


class Part(NamedTuple):
    """That a quantity is part of `whole`; an `item` of a breakdown of it, which shares its kind and slots."""

    whole: Draft
    item: bool


def find_whole(pack: Pack, article: Article, quantity: Quantity, discourse: Discourse) -> Part | None:
    """The fact that a quantity is part of, or None.

    It stands before "(", ":", "gồm", "trong đó", or opens the sentence ("Trong 12 sở, 3 sở …"), or counts what the
    quantity counts again with something said of it ("60 hồ sơ, quá hạn 2 hồ sơ").
    """
    if quantity.unit.kind not in ("noun", "bare", "money") or quantity.cue.earlier:
        return None
    found: Part | None = None
    heading = article.lines[article.sentences[quantity.sentence].line].heading
    for whole in reversed(discourse.drafts[-14:]):
        if found and whole.sentence != found.whole.sentence:
            break
        if whole.value < quantity.value or whole.kind not in COUNTED_KINDS:
            continue
        # It stands in the same sentence or the one before, or in the line that heads the quantity's list.
        near = whole.sentence >= quantity.sentence - 1
        if not (near or (heading >= 0 and article.sentences[whole.sentence].line == heading)):
            continue
        if not _same_measure(whole, quantity):
            continue
        parts = [draft for draft in discourse.drafts if draft.parent is whole]
        if not _fits(whole, quantity, parts):
            continue
        item = _opens(pack, article, whole, quantity, parts, discourse)
        if not item and not _picked(pack, article, whole, quantity, parts):
            continue
        if found is None or _alike(whole, quantity):
            found = Part(whole, item)
        # The line above a list may count several things, of which an item breaks down its own.
        if whole.sentence == quantity.sentence or quantity.unit.kind != "noun" or _alike(found.whole, quantity):
            break
    return found


def _same_measure(whole: Draft, quantity: Quantity) -> bool:
    if whole.kind == "inspection" and quantity.unit.group not in _INSPECTED:
        return False
    return (whole.quantity.unit.kind == "money") == (quantity.unit.kind == "money")


def _alike(whole: Draft, quantity: Quantity) -> bool:
    """Whether two quantities count the same noun, one of them perhaps in fewer words."""
    one, other = whole.quantity.unit.head, quantity.unit.head
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _opens(
    pack: Pack, article: Article, whole: Draft, quantity: Quantity, parts: list[Draft], discourse: Discourse
) -> bool:
    """Whether the words between a fact and a quantity, or the parts found so far, open a breakdown."""
    if quantity.opened >= 0 and quantity.opened == whole.quantity.opened:
        return False
    if quantity.opened >= whole.quantity.end:
        return _in_bracket(pack, article, whole, quantity, parts)
    if quantity.out_of is not None and not parts:
        return False
    heading = article.lines[article.sentences[quantity.sentence].line].heading
    if heading >= 0 and article.sentences[whole.quantity.sentence].line == heading:
        headed = article.low[whole.quantity.end : article.lines[heading].end].rstrip()
        moved = quantity.cue.level and any(d.quantity.cue.earlier for d in discourse.same_sentence(quantity.sentence))
        return bool(pack.layout.opens.search(headed)) and not _does(quantity) and not moved
    if quantity.sentence != whole.quantity.sentence:
        return _in_next_sentence(pack, article, whole, quantity, parts)
    return _in_sentence(pack, article, whole, quantity, parts)


def _in_bracket(pack: Pack, article: Article, whole: Draft, quantity: Quantity, parts: list[Draft]) -> bool:
    """Whether the bracket that holds a quantity breaks down the fact before it."""
    if any(part.quantity.opened == quantity.opened for part in parts):
        return True
    low, end = article.low, whole.quantity.end
    between = low[end : quantity.opened].strip()
    stops = _ENDS if _alike(whole, quantity) else _STOPS
    if stops.search(between) or len(between) > _BRACKET_GAP or quantity.comparator_said:
        return False
    inside = low[quantity.opened + 1 : quantity.start]
    moved = _moved(quantity) and whole.kind != "reduction"
    said = pack.target_said.search(inside) or pack.average_said.search(inside)
    return not (moved or said or quantity.cue.level or quantity.out_of is not None)


def _in_next_sentence(pack: Pack, article: Article, whole: Draft, quantity: Quantity, parts: list[Draft]) -> bool:
    """Whether the sentence of a quantity opens with words that break down what was counted in the one before."""
    if quantity.cue.level and not parts:
        return False
    opening = article.low[article.sentences[quantity.sentence].start :][:24]
    last = max([whole.quantity.end, *(part.quantity.end for part in parts)])
    return bool(pack.breakdown_opens.match(opening)) and quantity.start - last < _MAX_GAP and not _does(quantity)


def _in_sentence(pack: Pack, article: Article, whole: Draft, quantity: Quantity, parts: list[Draft]) -> bool:
    """Whether a quantity is part of a fact before it in the sentence."""
    between = article.low[whole.quantity.end : quantity.start]
    if len(between) > _MAX_GAP * 2 or (";" in between and "\n" in between):
        return False
    here = [part for part in parts if part.sentence == quantity.sentence and part.quantity.opened < 0]
    if quantity.cue.level and not here:
        return False
    moves = _moved(quantity) or (_cut(quantity) and whole.kind == "count")
    if moves and not (whole.kind == "reduction" and _cut(quantity)):
        return False
    bracket = _BRACKET.match(between)
    if pack.breakdown_after.match(between[bracket.end() :] if bracket else between):
        return True
    return _shared_out(article, whole, quantity, here)


def _picked(pack: Pack, article: Article, whole: Draft, quantity: Quantity, parts: list[Draft]) -> bool:
    """Whether a quantity is picked out of a fact of its sentence, of which it says something of its own."""
    if whole.sentence != quantity.sentence or quantity.opened != whole.quantity.opened or whole.parent:
        return False
    between = article.low[whole.quantity.end : quantity.start]
    start, unit = article.sentences[quantity.sentence].start, quantity.unit
    if pack.among_whole.search(article.low, start, whole.quantity.start) and (parts or len(between) < _MAX_GAP):
        general = unit.head in pack.lists["general_units"]
        return _alike(whole, quantity) or general or unit.group == whole.quantity.unit.group
    return _repeated(pack, whole, quantity, between)


def _repeated(pack: Pack, whole: Draft, quantity: Quantity, between: str) -> bool:
    """Whether a quantity counts what a fact counts again, and says something of it."""
    if not _alike(whole, quantity) or len(between) > _REPEATED_GAP or whole.quantity.opened >= 0:
        return False
    return ";" not in between and not _moved(quantity) and bool(pack.part_said.search(between))


def _shared_out(article: Article, whole: Draft, quantity: Quantity, here: list[Draft]) -> bool:
    """Whether a bare number is that of a body among several that share a fact ("22 việc, Sở Nội vụ 9")."""
    if whole.parent or (quantity.unit.kind != "bare" and not (here and _alike(whole, quantity))):
        return False
    last = max([whole.quantity.end, *(part.quantity.end for part in here)])
    return bool(article.bodies_within(last, quantity.start)) and not _moved(quantity)


def _moved(quantity: Quantity) -> bool:
    near = quantity.cue.near
    return near is not None and bool(near.classes & _MOVES)


def _cut(quantity: Quantity) -> bool:
    near = quantity.cue.near
    return near is not None and "reduction" in near.classes


def _does(quantity: Quantity) -> bool:
    near = quantity.cue.near
    return near is not None and "light" not in near.classes


def _fits(whole: Draft, quantity: Quantity, parts: list[Draft]) -> bool:
    """Whether the parts found so far leave room for this one."""
    taken = sum(part.value for part in parts)
    return taken + quantity.value <= whole.value * _OVERFLOW


def settle_totals(pack: Pack, article: Article, drafts: list[Draft]) -> None:
    """Make the cells of each table column parts of the one in the row of totals, if they add up to no more."""
    columns: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.quantity.cell and draft.kind in COUNTED_KINDS:
            columns.setdefault(draft.quantity.cell.header.start, []).append(draft)
    for column in columns.values():
        heads = [
            article.low[d.quantity.cell.head.start : d.quantity.cell.head.end] for d in column if d.quantity.cell
        ]
        totals = [d for d, head in zip(column, heads, strict=True) if head.strip(" :*") in pack.lists["total_rows"]]
        rows = [draft for draft in column if draft not in totals]
        if len(totals) == 1 and rows and sum(draft.value for draft in rows) <= totals[0].value * _OVERFLOW:
            for draft in rows:
                draft.parent = totals[0]
