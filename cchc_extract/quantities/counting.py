"""The numbers of an article that count or measure: in digits, in words, and joined to ratios and ranges."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cchc_extract.article.article import Article
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Words
from cchc_extract.quantities.units import Unit, UnitReader, scaled
from cchc_extract.text.numbers import Number

# What joins two numbers to a ratio is shorter, in characters; what opens a range stands so near before it.
_RATIO_GAP = 24
# What a whole may be counted or measured in ("34,28 trên 60 điểm").
_WHOLES = ("noun", "bare", "score")
_BEFORE = 12
_BAR = re.compile(r"\s?/\s?(?=\d)")


class Counting:
    """Finds the numbers of articles with one pack; `units` reads what stands after them."""

    def __init__(self, pack: Pack, units: UnitReader) -> None:
        self._pack = pack
        self._units = units

    def numbers(self, article: Article) -> Iterator[Number]:
        """All numbers in digits, and those in words that count something, in text order; ratios are one number."""
        found = [*self._pack.numbers.find(article.low), *self._in_words(article)]
        found.sort(key=lambda n: n.start)
        return self._ratios(article, found)

    def open_range(
        self, article: Article, number: Number, high: float | int | None, unit: Unit, limit: int
    ) -> tuple[Number, float | int | None, Unit]:
        """A range whose units stand twice or whose upper end is open: "từ 10% đến 60%", "từ 80 đến dưới 90 điểm".

        `high` is the upper end and `unit` the unit as read so far; both come back with the number, as they were where
        no such range begins. Nothing beyond `limit` is looked at.
        """
        if high is not None or number.out_of is not None or number.words:
            return number, high, unit
        match = self._pack.range_after.match(article.low, max(number.end, unit.end), limit)
        before = article.low[max(0, number.start - _BEFORE) : number.start]
        if not match or not (self._pack.range_before.search(before) or unit.kind == "percent"):
            return number, high, unit
        second = next(self._pack.numbers.find(article.low[match.end() : min(match.end() + 16, limit)]), None)
        if second is None or second.start != 0 or second.out_of is not None or second.high is not None:
            return number, high, unit
        end = match.end() + second.end
        second_unit = self._units.read(article, end, limit)
        top = scaled(second.value, second_unit)
        rising = _same_measure(unit, second_unit) and top > scaled(number.value, unit)
        if not rising or article.period_at(match.end()):
            return number, high, unit
        return replace(number, end=end), top, replace(second_unit, factor=1, extra=0)

    def scaled_ratio(self, article: Article, number: Number, unit: Unit, limit: int) -> tuple[Number, Unit] | None:
        """A ratio with a multiplier on both sides ("38,5 triệu/61 triệu trang"): its number, and the unit of both.

        The value keeps what the first multiplier makes of it; nothing beyond `limit` is looked at.
        """
        bar = _BAR.match(article.low, unit.end, limit) if unit.factor > 1 and number.out_of is None else None
        if bar is None:
            return None
        second = next(self._pack.numbers.find(article.low[bar.end() : min(bar.end() + 16, limit)]), None)
        if second is None or second.start != 0 or second.out_of is not None:
            return None
        end = bar.end() + second.end
        whole_unit = self._units.read(article, end, limit)
        if whole_unit.factor == 1:
            return None
        ratio = replace(number, end=end, value=scaled(number.value, unit), out_of=scaled(second.value, whole_unit))
        return ratio, replace(whole_unit, factor=1, extra=0)

    def _in_words(self, article: Article) -> Iterator[Number]:
        """Number words that count something: a noun, a unit or a total follows."""
        words, known = article.words, self._pack.source.numbers.words
        after = 0
        for index in [index for index, text in enumerate(words.texts) if text in known]:
            read = self._pack.numbers.words_at(words, index) if index >= after else None
            if read:
                value, after = read
                if after < len(words.starts) and self._counts(article, index, after):
                    yield Number(words.starts[index], words.ends[after - 1], value, words=True)

    def _counts(self, article: Article, index: int, after: int) -> bool:
        """Whether the words from `index` on are a number, and the word at `after` begins what it counts."""
        words, source = article.words, self._pack.source.numbers
        if words.keys[after] != words.texts[after]:
            return False
        single = after == index + 1
        word = words.texts[index]
        before = article.low[max(0, words.starts[index] - 16) : words.starts[index]]
        if single and word in source.one and not self._pack.one_counts.search(before):
            return False
        if self._pack.ordinal_before.search(before):
            return False
        if single and word in source.ambiguous and not self._said_before(words, index, source.ambiguous[word]):
            return False
        return not _in_name(article, index, after) and self._countable(words, after, before)

    def _countable(self, words: Words, index: int, before: str) -> bool:
        """Whether the word at an index begins something that is counted in words, with `before` said before them."""
        found = self._pack.lexicon.all_at(words, index)
        if "noun" in found or "off_noun" in found:
            return True
        unit = found.get("unit")
        if unit and unit.value[0] in ("score", "duration", "times"):
            multiplied = unit.value[0] == "times" and self._pack.times_lead.search(before)
            return bool(unit.value[0] == "duration" or multiplied)
        total = found.get("cue:of_total")
        counted = index + 1 < len(words.texts) and words.texts[index + 1] in self._pack.source.numbers.words
        return bool(unit or (total and (counted or total.end > words.ends[index])))

    @staticmethod
    def _said_before(words: Words, index: int, allowed: list[str]) -> bool:
        """Whether one of the allowed words stands before; "^" stands for the beginning of a sentence."""
        if "^" in allowed and (index == 0 or words.keys[index][0] in ".\n:"):
            return True
        return index > 0 and words.texts[index - 1] in allowed and words.keys[index] == words.texts[index]

    def _ratios(self, article: Article, numbers: list[Number]) -> Iterator[Number]:
        """Numbers, with "12 trong số 15 xã" joined to one ratio."""
        index = 0
        while index < len(numbers):
            number = numbers[index]
            following = numbers[index + 1] if index + 1 < len(numbers) else None
            if following and number.out_of is None and number.high is None and following.out_of is None:
                gap = article.low[number.end : following.start]
                said = len(gap) < _RATIO_GAP and self._pack.total_gap.fullmatch(gap)
                if said and self._of(article, number, following):
                    yield replace(number, end=following.end, out_of=following.value)
                    index += 2
                    continue
            yield number
            index += 1

    def _of(self, article: Article, number: Number, whole: Number) -> bool:
        """Whether the second number can be the whole of the first in its sentence, and counts no time."""
        position = article.sentence_index(number.start)
        if position is None or position != article.sentence_index(whole.start) or article.period_at(number.start):
            return False
        limit = article.sentences[position].end
        unit = self._units.read(article, whole.end, limit)
        if number.value == 1 and self._pack.leaders.search(article.low, whole.end, whole.end + 60):
            return False
        return number.value <= whole.value and isinstance(whole.value, int) and unit.kind in _WHOLES


def _in_name(article: Article, index: int, after: int) -> bool:
    """Whether number words and what follows are capitalised as a name is, and not as a line in capitals."""
    words, text = article.words, article.text
    start, following = words.starts[index], words.starts[after]
    return text[start].isupper() and text[following].isupper() and not text[start : words.ends[after]].isupper()


def _same_measure(first: Unit, second: Unit) -> bool:
    return first.kind == second.kind or first.kind == "bare"
