"""A cheap test on the raw text, which settles that an article is about something else.

It counts what `Topic` counts, without reading the article: words of the field, so that there are never fewer than
`Topic` finds, and words of other fields, so that there are never more. Where the others outweigh even so as `Topic`
asks for, and no line can hold its own against them, no quantity of the article can become a fact.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import is_normalized

from ahocorasick_rs import AhoCorasick, Implementation

from cchc_extract.article.topic import (
    ARTICLE_WEAK,
    CLEARLY_INSIDE,
    ELSEWHERE,
    ELSEWHERE_TIMES,
    LEAD,
    WEAK,
    is_thin,
)
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.schema import PackFile
from cchc_extract.text.layout import LayoutWords, may_be_of_page, may_head, may_wrap, other_headlines
from cchc_extract.text.view import fold, make_view, spellings, unusual

_SPACES = re.compile(r"[^\S\n]+")
_MARK = re.compile(r"[^\w\s]|_")
# A phrase with more punctuation has too many spellings; its longest part without any stands for it.
_MOST_MARKS = 3
# Before what a wrapped line goes on with, and no other begins with.
_BREAK, _BEGINS_SMALL = re.compile("\n"), re.compile(r"\n[^\sA-Z\"“(-]")
# A word, and a gap that names have between their words, in so many characters; so short are abbreviations.
_WORD_BEFORE = re.compile(r"(\w+)([ .'’‘‐‑‒–—−-]*)$")
_LONGEST, _SHORT = 24, 3
# Of a phrase found: which, from where, to where.
_Match = tuple[int, int, int]
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


class _Weight(NamedTuple):
    """What a phrase counts for the field, there without what others share with it or use of anything, and for others.

    One that `shields` may hold words of other fields that do not count, as names of bodies do.
    """

    inside: int = 0
    own: int = 0
    telling: int = 0
    outside: int = 0
    shields: int = 0


class _Page:
    """A text for counting: `low` is in lower case, `text` has the case, both with single spaces.

    Lines that may be one wrapped sentence are joined in `low`; they are of one number, and have no role.
    """

    def __init__(self, source: str, *, usual: bool) -> None:
        """A `usual` text has no character of `unusual`."""
        if "\r" in source:
            source = source.replace("\r\n", "\n").replace("\r", "\n")
        source = source.replace("\u00a0", " ")
        low = source.lower()
        usual = usual and len(low) == len(source) and is_normalized("NFC", source)
        if not usual:
            view = make_view(source)
            source, low = view.text, view.low
        self._source = self.text = source
        self._parted: list[str] | None = None
        self._headlines: frozenset[int] | None = None
        if not usual or "  " in source or "\t" in source:
            self.text, low = _SPACES.sub(" ", source), _SPACES.sub(" ", low)
        self.low = low
        self._ends: list[int] | None = None
        self._joined: dict[int, int] = {}
        for match in _BEGINS_SMALL.finditer(self.text):
            self._join(match.start())

    def _join(self, at: int) -> None:
        """Join the lines that the line end at a position parts, where that may only wrap a sentence."""
        before = self.text[self.text.rfind("\n", 0, at) + 1 : at].strip()
        if before and may_wrap(before, self.text[at + 1]):
            number = bisect_left(self._breaks(), at)
            self._joined[number + 1] = self._joined.setdefault(number, number)
            self.low = f"{self.low[:at]} {self.low[at + 1 :]}"

    def line(self, position: int) -> int:
        """The number of the line in which a position is."""
        number = bisect_left(self._breaks(), position)
        return self._joined.get(number, number) if self._joined else number

    def by_line(self, found: list[_Match]) -> Iterator[list[_Match]]:
        """The phrases found, which are in order, in lists of those that stand in one line."""
        here: list[_Match] = []
        begin = end = -1
        for match in found:
            if not begin <= match[1] <= end:
                if here:
                    yield here
                here = []
                begin = self.low.rfind("\n", 0, match[1]) + 1
                end = self.low.find("\n", match[1])
                end = end if end >= 0 else len(self.low)
            here.append(match)
        if here:
            yield here

    def is_word(self, start: int, end: int) -> bool:
        """Whether what is found there is no part of a longer word."""
        low = self.low
        return not ((start and low[start - 1].isalnum()) or low[end : end + 1].isalnum())

    def said(self, number: int, layout: LayoutWords) -> bool:
        """Whether a line is surely of the article, and not of the page around it."""
        if number in self._joined or may_be_of_page(self._lines()[number].strip(), layout):
            return False
        if self._headlines is None:
            self._headlines = other_headlines((fold(line.strip()) for line in self._lines()), layout)
        return number not in self._headlines

    def may_head(self, number: int) -> bool:
        """Whether a line may be the heading of others: by itself, or by the list or table that follows."""
        if number in self._joined:
            return True
        lines = self._lines()
        after = next((line for line in lines[number + 1 :] if line.strip()), "")
        return may_head(lines[number].strip(), after.strip())

    def _breaks(self) -> list[int]:
        """Where the lines of the text end; most texts are never asked for them."""
        if self._ends is None:
            self._ends = [match.start() for match in _BREAK.finditer(self.text)]
        return self._ends

    def _lines(self) -> list[str]:
        if self._parted is None:
            self._parted = self._source.split("\n")
        return self._parted


class Screen:
    """Tells which texts may hold facts, with one pack; built once, then cheap to ask, from any thread."""

    def __init__(self, pack: Pack) -> None:
        weights = _weights(pack.source)
        # Characters that make a text unusual come after the phrases, and weigh nothing.
        rare = sorted(unusual())
        self._layout: LayoutWords = pack.layout
        self._count = len(weights)
        self._weights = [*weights.values(), *[_Weight()] * len(rare)]
        self._of_field = [weight.inside + weight.own + weight.telling > 0 for weight in self._weights]
        self._of_others = [weight.outside + weight.shields > 0 for weight in self._weights]
        self._phrases = AhoCorasick([*weights, *rare], implementation=Implementation.DFA)
        weak = (form for phrase in _shortest(map(fold, pack.source.topics.weak)) for form in spellings(phrase))
        self._weak = AhoCorasick(sorted(set(weak)), implementation=Implementation.DFA)
        prefixes = (prefix for prefixes in pack.source.places.prefixes.values() for prefix in prefixes)
        self._prefixes = frozenset(word for prefix in prefixes for word in fold(prefix).split())

    def passes(self, text: str) -> bool:
        """Whether a text may hold facts; the engine finds none in one that does not pass."""
        page = _Page(text, usual=True)
        found = self._phrases.find_matches_as_indexes(page.low, overlapping=True)
        if found and max(found)[0] >= self._count:
            page = _Page(text, usual=False)
            found = self._phrases.find_matches_as_indexes(page.low, overlapping=True)
        of_field, of_others = self._of_field, self._of_others
        own: dict[int, int] = {}
        inside: dict[int, int] = {}
        leads, telling = False, 0
        for index, start, end in found:
            if of_field[index] and page.is_word(start, end):
                weight, line = self._weights[index], page.line(start)
                own[line] = own.get(line, 0) + weight.own
                inside[line] = inside.get(line, 0) + weight.inside
                leads = leads or (weight.own > 0 and start < LEAD)
                telling += weight.telling
                if own[line] >= CLEARLY_INSIDE:
                    return True
        if is_thin(telling, sum(own.values()), len(page.low)):
            return any(count and page.may_head(line) for line, count in own.items())
        if leads:
            return True
        others = [match for match in found if of_others[match[0]]]
        least = max(ELSEWHERE, ELSEWHERE_TIMES * sum(own.values()))
        outside = self._outside(page, others, least)
        if outside < least:
            return bool(inside) or self._is_weak(page, outside)
        if not any(inside.values()):
            return False
        beside = [match for match in others if page.line(match[1]) in inside]
        counts = {page.line(here[0][1]): self._outside_in(page, here) for here in page.by_line(beside)}
        heads = (line for line, count in inside.items() if own[line] and count > counts.get(line, 0))
        return any(map(page.may_head, heads))

    def _is_weak(self, page: _Page, outside: int) -> bool:
        """Whether words of what surrounds the field may outweigh so many of others in a text without its own."""
        weak = len(self._weak.find_matches_as_indexes(page.low, overlapping=True))
        return WEAK * min(weak, ARTICLE_WEAK) > outside

    def _outside(self, page: _Page, found: list[_Match], enough: int) -> int:
        """How many words of other fields stand in lines that are surely of the article; no more than are enough."""
        total = 0
        for here in sorted(page.by_line(found), key=len, reverse=True):
            count = self._outside_in(page, here)
            if count and page.said(page.line(here[0][1]), self._layout):
                total += count
                if total >= enough:
                    break
        return total

    def _outside_in(self, page: _Page, found: Iterable[_Match]) -> int:
        """How many words of other fields a line surely holds; of those that overlap, the first and longest counts."""
        spans: list[tuple[int, int]] = []
        for index, start, end in found:
            if page.is_word(start, end):
                if self._weights[index].shields:
                    return 0
                spans.append((start, -end))
        spans.sort()
        count = last = 0
        for start, end in spans:
            if start >= last:
                last = -end
                count += page.text[start:last].islower() or not self._in_name(page.text, start)
        return count

    def _in_name(self, text: str, position: int) -> bool:
        """Whether the word before a position may be of the name of a place that goes on there."""
        before = _WORD_BEFORE.search(text, max(0, position - _LONGEST), position)
        if before is None:
            return False
        word, gap = before.groups()
        prefix = fold(word) in self._prefixes
        return prefix or (len(word) <= _SHORT if "." in gap else word[0].isupper())


def _weights(source: PackFile) -> dict[str, _Weight]:
    """All spellings of the phrases that count, each with its weight."""
    topics = source.topics
    indices = [fold(name) for indicator in source.indicators.values() for name in indicator.names]
    lists = (topics.inside, topics.shared, topics.common, topics.outside)
    inside, shared, common, outside = (set(map(fold, names)) for names in lists)
    weights: dict[str, _Weight] = {}
    _weigh(weights, _shortest(indices), _Weight(inside=2, own=2, telling=2))
    _weigh(weights, _shortest(inside), _Weight(inside=1))
    _weigh(weights, _shortest(inside - shared), _Weight(own=1))
    _weigh(weights, _shortest(inside - common), _Weight(telling=1))
    _weigh(weights, (phrase for phrase in outside if len(_MARK.findall(phrase)) <= _MOST_MARKS), _Weight(outside=1))
    _weigh(weights, _shields(source, outside), _Weight(shields=1))
    return weights


def _weigh(weights: dict[str, _Weight], phrases: Iterable[str], weight: _Weight) -> None:
    """Add a weight to all spellings of phrases."""
    for spelling in sorted({spelling for phrase in phrases for spelling in spellings(phrase)}):
        weights[spelling] = _Weight(*map(int.__add__, weights.get(spelling, _Weight()), weight))


def _shields(source: PackFile, outside: set[str]) -> list[str]:
    """The names and compounds that hold words of other fields, which do not count there."""
    compounds = set(map(fold, source.units.compounds)) - outside
    prefixes = (prefix for prefixes in source.places.prefixes.values() for prefix in prefixes)
    nation = (source.nation.name, *source.nation.aliases) if source.nation else ()
    named = (*source.ministries, *source.departments, *source.groups)
    names = (name for one in named for name in (one.name, *one.aliases))
    shields = compounds.union(map(fold, (*prefixes, *nation, *names)))
    held = _Held(outside)
    return _shortest(max(_MARK.split(name), key=len) for name in shields if held.by(name))


def _shortest(phrases: Iterable[str]) -> list[str]:
    """Phrases of which one stands wherever one of the given does; none of them holds another."""
    held = _Held()
    short: list[str] = []
    for phrase in sorted(set(map(_cut, phrases)) - {""}, key=lambda phrase: (len(phrase), phrase)):
        if not held.by(phrase):
            held.add(phrase)
            short.append(phrase)
    return short


class _Held:
    """Phrases, to be looked for in others as whole words."""

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        self._by_word: dict[str, list[str]] = {}
        for phrase in phrases:
            self.add(phrase)

    def add(self, phrase: str) -> None:
        """Add a phrase."""
        self._by_word.setdefault(phrase.split(" ", 1)[0], []).append(f" {phrase} ")

    def by(self, phrase: str) -> bool:
        """Whether a phrase holds one of these."""
        # Punctuation parts words from each other, but is none of the spaces that a phrase may have.
        padded = f" {_MARK.sub('  ', phrase)} "
        return any(short in padded for word in padded.split() for short in self._by_word.get(word, ()))


def _cut(phrase: str) -> str:
    """A phrase without what stands around its words, which is not looked at."""
    if len(_MARK.findall(phrase)) > _MOST_MARKS:
        phrase = max(_MARK.split(phrase), key=len)
    return _AROUND.sub("", phrase)
