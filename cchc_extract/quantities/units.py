"""What a number counts: the unit or noun phrase after it."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc_extract.article.article import Article
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Words
from cchc_extract.text.numbers import parse_digits, whole
from cchc_extract.text.segmentation import Segmenter

# Groups of nouns that act, and hold what is measured, rather than being measured.
HOLDERS = ("admin_units", "bodies")
# A noun phrase has no more words.
_MAX_WORDS = 10
_ADMIN = "admin_units"
_SPACES = re.compile(r"[ \t\u00a0]*")
_SEVERAL_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class Unit:
    """The unit of a quantity: class, name as facts give it, half-open span, and the group of its noun.

    `end` is where the whole phrase ends, `head_end` where its head noun does; `start == end` without a unit.
    `factor` is that of a multiplier such as `triệu`, `extra` what a second part adds ("96 tỷ 500 triệu", "24 tỷ
    rưỡi").
    """

    kind: str
    name: str | None
    start: int
    end: int
    head_end: int
    group: str = ""
    head: str = ""
    factor: int = 1
    extra: float | int = 0
    off_field: bool = False
    known: bool = True


def bare(end: int, kind: str = "bare") -> Unit:
    """No unit behind a number that ends there, which by itself shows to be of that class."""
    return Unit(kind, None, end, end, end)


class UnitReader:
    """Reads units after numbers."""

    def __init__(self, pack: Pack, segmenter: Segmenter) -> None:
        self._pack = pack
        self._segmenter = segmenter
        self._multipliers = pack.source.numbers.multipliers
        longest = max((len(m.split()) for m in self._multipliers), default=1)
        self._multiplier_words = range(longest, 0, -1)
        self._multiplier_starts = frozenset(m.partition(" ")[0] for m in self._multipliers)

    def read(self, article: Article, end: int, limit: int) -> Unit:
        """The unit that begins at `end`, the end of a number, or after it; it ends by `limit`, the sentence's end.

        The number may be said again in words before its unit ("14 (mười bốn) thủ tục").
        """
        text, low = article.text, article.low
        again = self._pack.said_again.match(low, end, limit)
        end = again.end() if again else end
        unit = self._read(text, low, article.words, end)
        if unit.end <= limit:
            return unit
        # It runs on into the next cell of a table: read it again with nothing there.
        inside = low[end:limit]
        unit = self._read(text[end:limit], inside, Words(inside), 0)
        return replace(unit, start=unit.start + end, end=unit.end + end, head_end=unit.head_end + end)

    def _read(self, text: str, low: str, words: Words, end: int) -> Unit:
        at = _skip(low, end)
        if low.find("\t", end, at) >= 0:
            return bare(end)
        if low.startswith("%", at):
            return Unit("percent", "%", at, at + 1, at + 1)
        index = words.index_at.get(at)
        if index is None:
            return bare(end)
        factor, extra, index, at = self._multiplied(low, words, index, at)
        if factor > 1:
            return self._after_multiplier(text, low, words, index, at, factor, extra)
        return self._unit_at(text, low, words, index, end)

    def _multiplied(self, low: str, words: Words, index: int, at: int) -> tuple[int, float | int, int, int]:
        """(factor, extra, index of the word after, end of the multiplier) of multiplier words at an index."""
        found = self._multiplier_at(words, index)
        if not found:
            return 1, 0, index, at
        factor, count = found
        end = words.ends[index + count - 1]
        following = index + count
        if following >= len(words.starts) or low[end : words.starts[following]] != " ":
            return factor, 0, following, end
        if words.texts[following] in self._pack.source.numbers.halves:
            return factor, factor / 2, following + 1, words.ends[following]
        if words.texts[following].isdecimal():
            second = self._multiplier_at(words, following + 1)
            if second and second[0] < factor:
                extra = float(parse_digits(words.texts[following])) * second[0]
                return factor, extra, following + 1 + second[1], words.ends[following + second[1]]
        return factor, 0, following, end

    def _multiplier_at(self, words: Words, index: int) -> tuple[int, int] | None:
        """(factor, count of words) of the longest multiplier at an index, or None."""
        if index >= len(words.starts) or words.texts[index] not in self._multiplier_starts:
            return None
        for count in self._multiplier_words:
            stop = index + count
            if stop <= len(words.starts):
                factor = self._multipliers.get(" ".join(words.texts[index:stop]))
                # Keys differ from texts where more than a space stands between the words.
                if factor is not None and words.keys[index + 1 : stop] == words.texts[index + 1 : stop]:
                    return factor, count
        return None

    def _after_multiplier(
        self, text: str, low: str, words: Words, index: int, end: int, factor: int, extra: float | int
    ) -> Unit:
        """The unit behind a multiplier that ends at `end`; one in millions and more without any is of money."""
        at = _skip(low, end)
        start = words.starts[index - 1]
        if index < len(words.starts) and words.starts[index] == at:
            unit = self._unit_at(text, low, words, index, end)
            if unit.kind in ("noun", "money", "duration") or unit.off_field:
                return replace(unit, start=start, factor=factor, extra=extra)
        if factor >= 1_000_000:
            money = self._pack.unit_name("money")
            return Unit("money", money, start, end, end, "money", "", factor, extra)
        return replace(bare(end), factor=factor, extra=extra)

    def _unit_at(self, text: str, low: str, words: Words, index: int, end: int) -> Unit:
        start = words.starts[index]
        found = self._pack.lexicon.all_at(words, index)
        noun, unit, off = found.get("noun"), found.get("unit"), found.get("off_noun")
        best = max((m.end for m in (noun, unit, off) if m), default=0)
        if unit and unit.end == best:
            kind, name = unit.value
            if kind == "score" and low.startswith("%", _skip(low, unit.end)):
                stop = _skip(low, unit.end) + 1
                return Unit("points", text[unit.start : stop], start, stop, stop)
            return Unit(kind, name, start, unit.end, unit.end)
        if off and off.end == best:
            name = low[start : off.end]
            return Unit("noun", name, start, off.end, off.end, "off", name, off_field=True)
        if noun:
            head = low[noun.start : noun.end]
            stop = self._phrase_end(text, low, words, noun.end, noun.value, head)
            return Unit("noun", self._name(text, start, stop), start, stop, noun.end, noun.value, head)
        if "indicator" in found:
            return bare(end)
        short = found.get("abbreviation")
        if short:
            stop = self._phrase_end(text, low, words, short.end, "", "")
            return Unit("noun", self._name(text, start, stop), start, stop, short.end, "abbreviation", short.value)
        return self._unknown(text, low, words, index, end)

    def _unknown(self, text: str, low: str, words: Words, index: int, end: int) -> Unit:
        """A noun that no list has: its first word as the segmenter cuts it, and what follows up to a stop word."""
        start = words.starts[index]
        word = words.texts[index]
        if word in self._pack.not_heads or not word.isalpha():
            return bare(end)
        if _is_proper(text, words, index) and not _is_titled(text, words, index):
            return bare(end)
        window = low[start : min(len(low), start + 60)].split("\n", 1)[0]
        first = self._segmenter.first_word(window)
        if first is None or self._is_verb(words, index, start + first):
            return bare(end)
        head_end = start + first
        if low[start:head_end] in self._pack.not_heads:
            return bare(end)
        stop = self._phrase_end(text, low, words, head_end, "", "")
        name = self._name(text, start, stop)
        return Unit("noun", name, start, stop, head_end, "", low[start:head_end], known=False)

    def _name(self, text: str, start: int, end: int) -> str:
        return _SEVERAL_SPACES.sub(" ", self._pack.expand(text[start:end])).lower().strip()

    def _phrase_end(self, text: str, low: str, words: Words, head_end: int, group: str, head: str) -> int:
        """Where the noun phrase with that head ends."""
        index = words.index_at.get(_skip(low, head_end))
        end = head_end
        partners = self._pack.coordinated.get(head, frozenset())
        if head in self._pack.event_nouns and index is not None:
            end = self._verb_end(low, words, index, end)
            index = words.index_at.get(_skip(low, end))
        for _ in range(_MAX_WORDS):
            joined = self._joined(text, low, words, end, partners)
            if joined is not None:
                end = joined
                index = words.index_at.get(_skip(low, end))
                continue
            if index is None or low[end : words.starts[index]].strip() or words.texts[index] in self._pack.stops:
                break
            word = words.texts[index]
            proper = group == _ADMIN and _is_proper(text, words, index)
            if proper or word.isdigit() or self._is_verb(words, index):
                break
            end = words.ends[index]
            adjoins = index + 1 < len(words.starts) and words.starts[index + 1] == _skip(low, end)
            index = index + 1 if adjoins else None
        return self._cut(words, head_end, end)

    def _cut(self, words: Words, head_end: int, end: int) -> int:
        """The end of a phrase without the words at its end that only lead on to what follows."""
        last = bisect_left(words.starts, end) - 1
        while last >= 0 and words.ends[last] > head_end and words.texts[last] in self._pack.unit_trim:
            last -= 1
            end = words.ends[last]
        return end

    def _verb_end(self, low: str, words: Words, index: int, end: int) -> int:
        """The end of the verb at an index right behind `end`, where one stands there; else `end`."""
        if low[end : words.starts[index]].strip() or not self._is_verb(words, index):
            return end
        verb = self._pack.lexicon.all_at(words, index)["verb"]
        return verb.end if "up" not in verb.value.classes and "down" not in verb.value.classes else end

    def _is_verb(self, words: Words, index: int, word_end: int = 0) -> bool:
        """Whether a word begins a verb of the lists, and no noun, nor a longer word that ends at `word_end`."""
        found = self._pack.lexicon.all_at(words, index)
        verb = found.get("verb")
        if verb is None or "light" in verb.value.classes:
            return False
        noun = found.get("noun")
        return verb.end >= word_end and (noun is None or noun.end < verb.end)

    def _joined(self, text: str, low: str, words: Words, end: int, partners: frozenset[str]) -> int | None:
        """The end of a coordinated partner noun ("sở, ban, ngành") that follows, and begins no name; or None."""
        if not partners:
            return None
        match = self._pack.noun_join.match(low, end)
        if not match:
            return None
        index = words.index_at.get(match.end())
        if index is None or (_is_proper(text, words, index) and not text[end - 1].isupper()):
            return None
        noun = self._pack.lexicon.at(words, index, "noun")
        for partner in sorted(partners, key=len, reverse=True):
            if low.startswith(partner, match.end()):
                stop = match.end() + len(partner)
                if stop == len(low) or not low[stop].isalnum():
                    return max(stop, noun.end if noun and low[noun.start : noun.end] in partners else stop)
        return None


def _skip(low: str, at: int) -> int:
    """The position behind the spaces that may begin at a position."""
    if low[at : at + 1].isalnum():
        return at
    match = _SPACES.match(low, at)
    return match.end() if match else at


def _is_proper(text: str, words: Words, index: int) -> bool:
    """Whether a word is written as a name: with a capital, but not all in capitals."""
    start = words.starts[index]
    return text[start].isupper() and not text[start : words.ends[index]].isupper()


def _is_titled(text: str, words: Words, index: int) -> bool:
    """Whether a word is a noun with a capital rather than a name, as the next is in small letters ("Sổ sức khỏe")."""
    following = index + 1
    if following >= len(words.starts) or words.starts[following] - words.ends[index] > 1:
        return False
    return text[words.starts[following]].islower()


def scaled(value: float | int, unit: Unit) -> float | int:
    """The value of a number before that unit."""
    if unit.factor == 1 and not unit.extra:
        return value
    # In decimal: 34,2 thousand billion is not 34200000000000.004.
    return whole(float(Decimal(str(value)) * unit.factor + Decimal(str(unit.extra))))
