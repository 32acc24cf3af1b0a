"""What became of every number in one text.

Whatever the engine found is entered first: facts, then what it left out, then dates. What is left of the digits of
the text after that is found by a plain scan, so that each digit belongs to exactly one number:

    text      Ngày 11/05/2020, Sở kiểm tra 15 đơn vị theo Nghị định 108/2014/NĐ-CP, đạt99%
    entered   [ngày 11/05/2020]  [kiểm tra 15 đơn vị]          [108]
    scanned                                                       [/2014]        [99]
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate

import regex

from cchc_extract.article.article import Article
from cchc_extract.coverage.reasons import FACT, Reasons
from cchc_extract.drafts import Dropped
from cchc_extract.extractor import Extraction
from cchc_extract.text.layout import Role

_DIGIT = re.compile(r"[\d¼-¾⅐-⅞]")
_WRITTEN = re.compile(r"[\d¼-¾⅐-⅞]+(?:[.,/:–-]\d+)*")
_GLUE = frozenset("./:,–-")
# Letters right before digits that make them a part of a word: capitals, a unit (m2), letters after digits (7h30).
_CODE = regex.compile(r"(?:(?<![^\W_])(?:[cdk]?m|\p{Lu}+)|\d[^\W\d_]+)$")
_CODE_WIDTH = 16
_NAMES = ("body", "indicator", "component")
_SILENT = (Role.FURNITURE, Role.DATELINE, Role.CAPTION)


@dataclass(frozen=True, slots=True)
class Account:
    """A number and what became of it: its half-open span in code points of the text, and the reason.

    `reason` is FACT, the id of the rule that left it out, or a name of `reasons.SETTLED`; `words` says it in words.
    `settled`: it is in a fact, or certainly belongs in none.
    """

    start: int
    end: int
    reason: str
    words: str
    settled: bool


def account(extraction: Extraction, reasons: Reasons) -> list[Account]:
    """The numbers of a text in reading order, each once: in digits, and those in words that the engine has read."""
    ledger = _Ledger(extraction.article, reasons)
    for fact in extraction.facts:
        ledger.enter(fact.evidence.start, fact.evidence.end, FACT, "in a fact")
    for rejected in extraction.rejected:
        ledger.enter(rejected.start, rejected.end, "invalid", "a fact that does not validate")
    for dropped in extraction.dropped:
        ledger.enter_dropped(dropped)
    for period in extraction.article.periods:
        ledger.enter_digits(period.start, period.end, "period", "date or period")
    ledger.scan()
    return ledger.accounts()


class _Ledger:
    """The accounts of one text under way; `_left` is the text without the characters that are accounted for."""

    def __init__(self, article: Article, reasons: Reasons) -> None:
        self._article = article
        self._reasons = reasons
        self._source = article.view.source
        self._left = list(self._source)
        self._by_end: dict[int, Account] = {}
        self._names = _names(article)

    def accounts(self) -> list[Account]:
        return sorted(self._by_end.values(), key=lambda found: found.start)

    def enter(self, start: int, end: int, reason: str, words: str) -> None:
        """Enter a number by its span in the source, unless something of it is accounted for."""
        if "\0" not in self._left[start:end] or _DIGIT.search("".join(self._left[start:end])):
            self._by_end[end] = Account(start, end, reason, words, self._reasons.settles(reason))
            self._left[start:end] = "\0" * (end - start)

    def enter_digits(self, start: int, end: int, reason: str, words: str) -> None:
        """Enter what has digits that are not accounted for, by its span in the view."""
        span = self._article.view.source_span(start, end)
        if _DIGIT.search("".join(self._left[slice(*span)])):
            self.enter(*span, reason, words)

    def enter_dropped(self, dropped: Dropped) -> None:
        """Enter a quantity that is no fact; where that is settled, together with the whole date that it stands in."""
        start, end = dropped.quantity.start, dropped.quantity.number_end
        reason, words = dropped.rule, dropped.reason
        period = self._article.period_at(start)
        if period and self._reasons.settles(reason):
            start, end = period.start, max(end, period.end)
        elif not self._reasons.settles(reason) and self._named(start):
            reason, words = "name", "number inside a name"
        self.enter(*self._article.view.source_span(start, end), reason, words)

    def scan(self) -> None:
        """Enter the digits that nothing has been entered for."""
        for written in _WRITTEN.finditer("".join(self._left)):
            start, end = written.span()
            before = self._by_end.get(start - 1)
            if before and before.reason != FACT and self._source[start - 1] in _GLUE:
                del self._by_end[before.end]
                self._by_end[end] = replace(before, end=end)
            else:
                self.enter(start, end, *self._unread(start))

    def _unread(self, start: int) -> tuple[str, str]:
        """The reason of digits that the engine has not read as a number, and that reason in words."""
        position = self._article.view.position(start)
        role = _role_at(self._article, position)
        if role in _SILENT:
            return f"layout.{role.value}", f"part of a {role.value} line"
        if self._named(position):
            return "name", "number inside a name"
        if _CODE.search(self._source, max(0, start - _CODE_WIDTH), start):
            return "code", "part of a word or code"
        return "unread", "digits that no step has read as a number"

    def _named(self, position: int) -> bool:
        """Whether a position of the view lies in the name of a place, a body or an index."""
        at = bisect_right(self._names, position, key=lambda name: name[0]) - 1
        return at >= 0 and position < self._names[at][1]


def _names(article: Article) -> list[tuple[int, int]]:
    """Where names of places, bodies and indices start in the view, and how far they or any before them reach."""
    starts = [(place.start, place.end) for place in article.places]
    starts += [(mark.start, mark.end) for label in _NAMES for mark in article.marks.get(label, ())]
    starts.sort()
    return list(zip((start for start, _ in starts), accumulate((end for _, end in starts), max), strict=True))


def _role_at(article: Article, position: int) -> Role | None:
    """The role of the line that a position of the view lies in."""
    index = bisect_right(article.lines, position, key=lambda line: line.start) - 1
    line = article.lines[index] if index >= 0 else None
    return line.role if line and position < line.end else None
