"""Every quantity of an article, with its unit and cue; numbers that are never facts come with the reason."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from cchc_extract.article import Article
from cchc_extract.cues import Cue, read_cue
from cchc_extract.numbers import Number, whole
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Words
from cchc_extract.pack.rules import CompiledRule
from cchc_extract.pack.schema import WordRule
from cchc_extract.segmentation import Segmenter
from cchc_extract.tables import Cell
from cchc_extract.text.layout import Line, Role, Sentence, body_start
from cchc_extract.units import Unit, UnitReader, scaled

_MARKER = 8
_SILENT = (Role.FURNITURE, Role.DATELINE, Role.CAPTION)
_SIGNED = re.compile(r"[(\s]([+\-▲▼↑↓])\s?$")
# What an integer of 64 bits holds, which is what readers of JSON can count on.
_TOO_LARGE = 2**63


class Quantity(NamedTuple):
    """A number in its place: half-open span from number to unit, value, unit, cue, sentence index.

    `excluded` is the reason why it is never a fact, with the id of the rule; `word_rule` is the rule of a
    quantity said in words alone. `opened` is where the bracket that holds it opens, or -1.
    """

    start: int
    number_end: int
    value: float | int
    high: float | int | None
    out_of: float | int | None
    unit: Unit
    cue: Cue
    sentence: int
    sign: str = ""
    opened: int = -1
    word_rule: str = ""
    excluded: tuple[str, str] | None = None
    in_words: bool = False
    cell: Cell | None = None

    @property
    def comparator_said(self) -> bool:
        return self.cue.comparator != "="

    @property
    def end(self) -> int:
        return max(self.number_end, self.unit.end)


class QuantityFinder:
    """Finds the quantities of articles with one pack."""

    def __init__(self, pack: Pack, segmenter: Segmenter) -> None:
        self._pack = pack
        self._units = UnitReader(pack, segmenter)

    def find(self, article: Article) -> list[Quantity]:
        """All quantities in reading order, excluded ones among them."""
        digits = list(self._pack.numbers.find(article.low))
        found = [*digits, *self._in_words(article, digits)]
        found.sort(key=lambda n: n.start)
        quantities = [q for n in self._ratios(article, found) if (q := self._quantity(article, n))]
        quantities += self._by_rule_words(article)
        quantities.sort(key=lambda q: (q.start, -q.end))
        return self._without_overlap(quantities)

    def _without_overlap(self, quantities: list[Quantity]) -> list[Quantity]:
        out: list[Quantity] = []
        for quantity in quantities:
            if out and quantity.start < out[-1].number_end:
                continue
            if out and quantity.start < out[-1].unit.end and out[-1].excluded is None:
                cut = out[-1].unit
                out[-1] = out[-1]._replace(unit=cut._replace(end=max(cut.head_end, cut.start)))
                if quantity.start < out[-1].unit.end:
                    continue
            out.append(quantity)
        return out

    def _in_words(self, article: Article, digits: list[Number]) -> Iterator[Number]:
        """Number words that count something: a noun, a unit or a total follows."""
        words, source = article.words, self._pack.source.numbers
        index, size = 0, len(words.starts)
        known = source.words
        while index < size:
            if words.texts[index] not in known:
                index += 1
                continue
            read = self._pack.numbers.words_at(words, index)
            if read is None:
                index += 1
                continue
            value, after = read
            if after < size and self._counts(article, index, after, value):
                yield Number(words.starts[index], words.ends[after - 1], value, words=True)
            index = after

    def _counts(self, article: Article, index: int, after: int, value: int) -> bool:
        words, lexicon, source = article.words, self._pack.lexicon, self._pack.source.numbers
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
        if (
            article.text[words.starts[index]].isupper()
            and article.text[words.starts[after]].isupper()
            and not article.text[words.starts[index] : words.ends[after]].isupper()
        ):
            return False
        noun = lexicon.at(words, after, "noun") or lexicon.at(words, after, "off_noun")
        unit = lexicon.at(words, after, "unit")
        total = lexicon.at(words, after, "cue:of_total")
        if unit and unit.value[0] == "score" and not noun:
            return False
        if unit and unit.value[0] in ("duration", "times") and not noun:
            return bool(unit.value[0] == "duration")
        return bool(noun or unit or (total and total.end > words.ends[after]))

    @staticmethod
    def _said_before(words: Words, index: int, allowed: list[str]) -> bool:
        """Whether one of the allowed words stands before; "^" stands for the beginning of a sentence."""
        if "^" in allowed and (index == 0 or words.keys[index][0] in ".\n"):
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
                if len(gap) < 24 and self._pack.total_gap.fullmatch(gap) and self._of(article, number, following):
                    yield number._replace(end=following.end, out_of=following.value)
                    index += 2
                    continue
            yield number
            index += 1

    def _of(self, article: Article, number: Number, whole: Number) -> bool:
        """Whether the second number can be the whole of the first in its sentence, and counts no time."""
        position = _sentence_of(article, number.start)
        if position is None or position != _sentence_of(article, whole.start):
            return False
        limit = article.sentences[position].end
        unit = self._units.read(article.text, article.low, article.words, whole.end, limit)
        if number.value == 1 and self._pack.leaders.search(article.low, whole.end, whole.end + 60):
            return False
        return number.value <= whole.value and isinstance(whole.value, int) and unit.kind in ("noun", "bare")

    def _quantity(self, article: Article, number: Number) -> Quantity | None:
        position = _sentence_of(article, number.start)
        if position is None:
            return None
        sentence = article.sentences[position]
        if number.end > sentence.end:
            return None
        line = article.lines[sentence.line]
        low = article.low
        settled = self._settled(article, number, line)
        if settled:
            at = number.end
            none = Unit("bare", None, at, at, at)
            return Quantity(
                number.start,
                at,
                number.value,
                number.high,
                number.out_of,
                none,
                Cue(number.start),
                position,
                excluded=settled,
            )
        unit = self._units.read(article.text, low, article.words, number.end, sentence.end)
        value, high = number.value, number.high
        if number.comma_grouped and unit.kind == "noun" and unit.factor == 1:
            value = whole(float(number.text.replace(",", "")))
        value = scaled(value, unit)
        high = scaled(high, unit) if high is not None else None
        number, high, unit = self._open_range(article, number, high, unit, sentence.end)
        if value >= _TOO_LARGE or (high is not None and high >= _TOO_LARGE):
            return None
        sign = _SIGNED.search(low, max(sentence.start, number.start - 4), number.start)
        cue = read_cue(article, number.start, sentence.start)
        if high is not None:
            cue = cue._replace(earlier=False)
        quantity = Quantity(
            number.start, number.end, value, high, number.out_of, unit, cue, position,
            sign[1] if sign else "", _opened(low, sentence, number.start), in_words=number.words,
        )  # fmt: skip
        cell = article.cells.get(sentence.start)
        if cell and number.start - cell.span.start < 4 and cell.span.end >= number.end:
            return self._in_cell(article, quantity, cell)
        return self._excluded(article, quantity, sentence, line.role)

    @staticmethod
    def _settled(article: Article, number: Number, line: Line) -> tuple[str, str] | None:
        """The reason why a number is never a fact wherever its line or a date says so at once."""
        if line.role in _SILENT:
            return f"layout.{line.role.value}", f"part of a {line.role.value} line"
        if article.period_at(number.start) and number.start not in article.cells:
            return "period", "date or period"
        return None

    def _open_range(
        self, article: Article, number: Number, high: float | int | None, unit: Unit, limit: int
    ) -> tuple[Number, float | int | None, Unit]:
        """A range whose units stand twice or whose upper end is open: "từ 10% đến 60%", "từ 80 đến dưới 90 điểm".

        Nothing beyond `limit` is looked at.
        """
        if high is not None or number.out_of is not None or number.words:
            return number, high, unit
        match = self._pack.range_after.match(article.low, max(number.end, unit.end), limit)
        before = article.low[max(0, number.start - 6) : number.start]
        if not match or not (self._pack.range_before.search(before) or unit.kind == "percent"):
            return number, high, unit
        second = next(self._pack.numbers.find(article.low[match.end() : min(match.end() + 16, limit)]), None)
        if second is None or second.start != 0 or second.out_of is not None or second.high is not None:
            return number, high, unit
        end = match.end() + second.end
        second_unit = self._units.read(article.text, article.low, article.words, end, limit)
        top = scaled(second.value, second_unit)
        if (
            article.period_at(match.end())
            or not _same_measure(unit, second_unit)
            or top <= scaled(number.value, unit)
        ):
            return number, high, unit
        return number._replace(end=end), top, second_unit._replace(factor=1, extra=0)

    def _excluded(self, article: Article, quantity: Quantity, sentence: Sentence, role: Role) -> Quantity:
        line = article.lines[sentence.line]
        if (
            role is not Role.ROW
            and quantity.number_end <= body_start(article.low, line)
            and quantity.start - line.start < _MARKER
        ):
            return self._list_item(article, quantity, line)
        low = article.low
        place = (low, sentence.start, quantity.start, quantity.number_end, sentence.end)
        for rule in self._pack.exclusions.candidates(*place):
            if _may_exclude(rule, quantity, low) and rule.fits(*place):
                return quantity._replace(excluded=(rule.rule.id, rule.reason))
        if quantity.unit.off_field:
            return quantity._replace(excluded=("unit.outside", "counts something outside the field"))
        return quantity

    def _in_cell(self, article: Article, quantity: Quantity, cell: Cell) -> Quantity:
        """A table cell's value, with the unit that its header or the line above the table names."""
        low = article.low
        header = low[cell.header.start : cell.header.end]
        quantity = quantity._replace(cell=cell)
        if header.strip(" .") in self._pack.lists["row_numbers"]:
            return quantity._replace(excluded=("list.item", "number of a table row"))
        if quantity.unit.kind != "bare":
            return quantity
        unit = self._header_unit(article, cell.header.start, cell.header.end)
        if unit is None and cell.caption >= 0:
            line = article.lines[cell.caption]
            unit = self._header_unit(article, line.start, line.end)
        at = quantity.number_end
        kind, name, group, head = unit or ("bare", None, "", "")
        return quantity._replace(unit=Unit(kind, name, at, at, at, group, head), cue=Cue(quantity.start))

    def _header_unit(self, article: Article, start: int, end: int) -> tuple[str, str | None, str, str] | None:
        """(class, name, group, head) of the unit that a header or caption names."""
        low = article.low[start:end]
        if self._pack.ranking.search(low):
            return "ordinal", None, "", ""
        if "%" in low or self._pack.share.search(low):
            return "percent", "%", "", ""
        nouns = [noun for noun in article.within("noun", start, end) if noun.end <= end]
        for mark in article.within("unit", start, end):
            if mark.value[0] == "score" and not any(n.start <= mark.start and n.end > mark.end for n in nouns):
                return "score", mark.value[1], "", ""
        nouns = [n for n in nouns if n.value != "admin_units"] or nouns
        if nouns:
            bracketed = [n for n in nouns if article.low[n.start - 1] == "("]
            noun = (bracketed or nouns)[0]
            name = self._pack.expand(article.text[noun.start : noun.end]).lower()
            return "noun", name, noun.value, article.low[noun.start : noun.end]
        short = article.within("abbreviation", start, end)
        return ("noun", short[0].value.lower(), "abbreviation", short[0].value.lower()) if short else None

    def _list_item(self, article: Article, quantity: Quantity, line: Line) -> Quantity:
        """A list item's number: its rank below a heading that announces a ranking, else no quantity."""
        heading = article.lines[line.heading] if line.heading >= 0 else None
        ranked = heading and self._pack.ranking.search(article.low[heading.start : heading.end])
        if ranked and isinstance(quantity.value, int):
            at = quantity.number_end
            return quantity._replace(unit=Unit("ordinal", None, at, at, at), cue=Cue(quantity.start))
        return quantity._replace(excluded=("list.item", "number of a list item"))

    def _by_rule_words(self, article: Article) -> Iterator[Quantity]:
        """Quantities said in words alone: `quán quân`, `giữ nguyên thứ hạng`, `thứ nhì`."""
        for mark in article.marks.get("word", ()):
            position = _sentence_of(article, mark.start)
            rule = self._pack.words.get(mark.value)
            if position is None or rule is None:
                continue
            sentence = article.sentences[position]
            role = article.lines[sentence.line].role
            if mark.end > sentence.end or role in _SILENT:
                continue
            if not rule.fits(article.low, sentence.start, mark.start, mark.end, sentence.end):
                continue
            word_rule = rule.rule
            assert isinstance(word_rule, WordRule)
            whole = self._pack.word_total.match(article.low, mark.end, sentence.end)
            end = whole.end() if whole else mark.end
            unit = Unit("word", None, end, end, end)
            yield Quantity(
                mark.start, end, word_rule.value, None, int(whole[1]) if whole else None, unit, Cue(mark.start),
                position, opened=_opened(article.low, sentence, mark.start), word_rule=mark.value,
            )  # fmt: skip


def _may_exclude(rule: CompiledRule, quantity: Quantity, low: str) -> bool:
    """Whether the number itself is such as an exclusion asks for."""
    if rule.bare is not None and rule.bare != (quantity.unit.kind == "bare"):
        return False
    if rule.number and not rule.counts(low, quantity.start, quantity.number_end):
        return False
    plain = quantity.out_of is None and quantity.high is None and isinstance(quantity.value, int)
    return rule.at_most is None or (plain and quantity.value <= rule.at_most)


def _same_measure(first: Unit, second: Unit) -> bool:
    return first.kind == second.kind or first.kind == "bare"


def _sentence_of(article: Article, position: int) -> int | None:
    index = bisect_right(article.sentence_starts, position) - 1
    if index < 0 or article.sentences[index].end <= position:
        return None
    return index


def _opened(low: str, sentence: Sentence, position: int) -> int:
    """Where the innermost bracket that is open at a position opens in its sentence, or -1."""
    opened = low.rfind("(", sentence.start, position)
    if opened < 0 or low.find(")", opened, position) >= 0:
        return -1
    return opened
