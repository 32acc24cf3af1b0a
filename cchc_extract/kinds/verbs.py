"""The verbs that say what was done to a quantity: before it, behind it, or above its list or table."""

import re
from itertools import pairwise

from cchc_extract.article.article import Article
from cchc_extract.article.tables import Cell
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.filling import Verb
from cchc_extract.pack.lexicon import Mark
from cchc_extract.quantities.quantity import Quantity
from cchc_extract.text.brackets import closed_since
from cchc_extract.text.layout import Role

NO_VERB: frozenset[str] = frozenset()
_LIGHT = {"light"}
_DONE = {"reduction", "inspection"}
_GONE = frozenset({"reduction"})
# How far behind a quantity the verb may stand that follows it, and one in the passive, in characters.
_GAP = 30
_CLAUSE_END = re.compile(r"[;:(\n]|\.(?!\d)")
_CLAUSE_REACH = 110
# What makes a noun of a verb is no longer.
_NOMINAL = 16
# The verb of a caption stands within these characters ("Bảng 2. Tinh giản biên chế").
_CAPTION_OPENS = 16
_AMOUNT = re.compile(r"\s*(?:\w+\s+){0,3}\d")
_PUNCTUATION = re.compile(r"[,.;:()\d]")


def governing_verb(pack: Pack, article: Article, quantity: Quantity, before: list[Draft]) -> Verb | None:
    """The last verb before a quantity that is no light one, else that of the line above it.

    No verb counts that is part of what an earlier fact (`before`) counts, in brackets closed since, a noun, or that
    of an item of a list which a semicolon has closed since.
    """
    if quantity.cue.near:
        return quantity.cue.near
    sentence, low = article.sentences[quantity.sentence], article.low
    units = [(d.quantity.unit.start, d.quantity.unit.end) for d in before]
    first = before[0].quantity.start if before else sentence.end
    for mark in article.within("verb", sentence.start, quantity.start)[::-1]:
        verb: Verb = mark.value
        passed = mark.start > first and low.find(";", mark.start, quantity.start) >= 0
        if (
            verb.classes != _LIGHT
            and not passed
            and not any(start <= mark.start < end for start, end in units)
            and not closed_since(low, mark.start, quantity.start, quantity.opened)
            and not _says_when(pack, low, mark, quantity.start)
            and not _is_noun(pack, article, mark)
        ):
            return verb
    if quantity.cell:
        return _verb_of_cell(pack, article, quantity.cell)
    return verb_asked(pack, article, quantity) or _verb_above(article, quantity)


def _is_noun(pack: Pack, article: Article, mark: Mark) -> bool:
    """Whether a verb is used as a noun ("công tác kiểm tra"), or only begins one ("tổ chức tương đương")."""
    if pack.nominal.search(article.low[max(0, mark.start - _NOMINAL) : mark.start]):
        return True
    nouns = article.within("noun", mark.start, mark.start + 1)
    return any(noun.start == mark.start < mark.end < noun.end for noun in nouns)


def _says_when(pack: Pack, low: str, mark: Mark, position: int) -> bool:
    """Whether a verb only tells when something was ("Hồi mới sáp nhập, hai kế toán ngồi chung một phòng")."""
    led = pack.event_lead.search(low, max(0, mark.start - _NOMINAL), mark.start)
    return bool(led) and "," in low[mark.end : position]


def _verb_of_cell(pack: Pack, article: Article, cell: Cell) -> Verb | None:
    """The verb that governs a table's cell: of its column's head, else of a caption that opens with a verb.

    None does where the column tells what there was or is ("Trước", "Sau").
    """
    if article.low[cell.header.start : cell.header.end].strip(" .:*") in pack.lists["state_heads"]:
        return None
    marks = article.within("verb", cell.header.start, cell.header.end)
    if not marks and cell.caption >= 0:
        caption = article.lines[cell.caption]
        marks = article.within("verb", caption.start, min(caption.end, caption.start + _CAPTION_OPENS))
    return _last_done(marks)


def _verb_above(article: Article, quantity: Quantity) -> Verb | None:
    """The verb of the line above a list that governs its items without a verb of their own."""
    line = article.lines[article.sentences[quantity.sentence].line]
    if line.heading < 0 or line.role not in (Role.BULLET, Role.ROW):
        return None
    heading = article.lines[line.heading]
    return _last_done(article.within("verb", heading.start, heading.end))


def verb_asked(pack: Pack, article: Article, quantity: Quantity) -> Verb | None:
    """The verb of a question right above of how many there were ("Đã tinh giản bao nhiêu người?" - "1.618 người")."""
    at = article.sentences[quantity.sentence].line
    above = article.lines[at - 1] if at else None
    if above is None or not article.low[above.start : above.end].rstrip().endswith("?"):
        return None
    asked = pack.how_many.search(article.low, above.start, above.end)
    head = quantity.unit.head if quantity.unit.kind == "noun" else ""
    if asked is None or not article.low.startswith(head, asked.end()):
        return None
    return _last_done(article.within("verb", above.start, above.end))


def _last_done(marks: list[Mark]) -> Verb | None:
    """The last verb of a reduction or inspection."""
    verbs: list[Verb] = [mark.value for mark in marks if mark.value.classes & _DONE]
    return verbs[-1] if verbs else None


def following_verb(pack: Pack, article: Article, quantity: Quantity) -> Verb | None:
    """The verb that follows the unit ("27 phòng được cắt giảm"), without punctuation or a number between.

    One that a conjunction leads to is said of whom the verb before is said of ("giảm 380 viên chức và chuyển …").
    """
    end = quantity.end
    if pack.value_join.match(article.low, end):
        return None
    for mark in article.within("verb", end, min(article.sentences[quantity.sentence].end, end + _GAP)):
        if _PUNCTUATION.search(article.low, end, mark.start):
            return None
        verb: Verb = mark.value
        if verb.classes != _LIGHT:
            return verb
    return None


def passive_classes(pack: Pack, article: Article, quantity: Quantity) -> frozenset[str]:
    """Classes of the verb that is said to have been done to a quantity and what is coordinated with it.

    It stands in the same clause ("27 phòng, 3 ban thuộc sở đã được giải thể"), with no other verb before it and
    no amount of its own after it ("45 thủ tục được cắt 30% thời gian").
    """
    low, end = article.low, quantity.end
    limit = min(article.sentences[quantity.sentence].end, end + _CLAUSE_REACH)
    stop = _CLAUSE_END.search(low, end, limit)
    limit = stop.start() if stop else limit
    verbs = [m for m in article.within("verb", end, limit) if m.value.classes != _LIGHT]
    if pack.gone.search(low[end : verbs[0].start if verbs else limit + 1]):
        return _GONE
    if not verbs or not pack.passive.search(low, end, verbs[0].start):
        return NO_VERB
    return NO_VERB if _AMOUNT.match(low, verbs[0].end, limit) else _coordinated(pack, low, verbs)


def _coordinated(pack: Pack, low: str, verbs: list[Mark]) -> frozenset[str]:
    """Classes of the first of some verbs and of those joined to it ("được đơn giản hóa, bãi bỏ")."""
    classes: frozenset[str] = verbs[0].value.classes
    for last, verb in pairwise(verbs):
        if not pack.noun_join.fullmatch(low, last.end, verb.start) or _AMOUNT.match(low, verb.end):
            break
        classes |= verb.value.classes
    return classes
