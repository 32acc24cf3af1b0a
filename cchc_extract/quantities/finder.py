"""Every quantity of an article, with its unit and cue; numbers that are never facts come with the reason."""

import re
from dataclasses import replace

from cchc_extract.article.article import Article
from cchc_extract.article.tables import Cell
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.rules import CompiledRule
from cchc_extract.quantities.cell_units import CellUnits
from cchc_extract.quantities.counting import Counting
from cchc_extract.quantities.cues import Cue, leaves, read_cue
from cchc_extract.quantities.quantity import Quantity
from cchc_extract.quantities.units import Unit, UnitReader, bare, scaled
from cchc_extract.quantities.worded import in_words
from cchc_extract.text.brackets import opened_at
from cchc_extract.text.layout import Line, Role, body_start
from cchc_extract.text.numbers import Number, whole
from cchc_extract.text.segmentation import Segmenter
from cchc_extract.text.sentences import Sentence

# The longest name of a body, in characters.
_NAME = 60
# A number that opens a line so early may number it.
_MARKER = 8
_SILENT = (Role.FURNITURE, Role.DATELINE, Role.CAPTION)
_DECIMALS = re.compile(r"\d,\d{1,2}$")
_FRACTION = re.compile(r"0[.,]\d{3,4}")
_SIGNED = re.compile(r"[(\s]([+\-▲▼↑↓])\s?$")
# Units that are said once for a list of values.
_SHARED = ("score", "percent", "points")
# These only in lists that answer another.
_COUNTED = ("noun", "money")
# What an integer of 64 bits holds, which is what readers of JSON can count on.
_TOO_LARGE = 2**63


class QuantityFinder:
    """Finds the quantities of articles with one pack."""

    def __init__(self, pack: Pack, segmenter: Segmenter) -> None:
        self._pack = pack
        self._units = UnitReader(pack, segmenter)
        self._counting = Counting(pack, self._units)
        self._cells = CellUnits(pack)

    def find(self, article: Article) -> list[Quantity]:
        """All quantities of an article in reading order, excluded ones among them."""
        quantities = [q for n in self._counting.numbers(article) if (q := self._quantity(article, n))]
        quantities += in_words(self._pack, article)
        quantities.sort(key=lambda q: (q.start, -q.end))
        return _with_shared_units(self._pack, article, _without_overlap(quantities))

    def _quantity(self, article: Article, number: Number) -> Quantity | None:
        """The quantity of a number, excluded or not; None outside of sentences and for numbers beyond all bounds."""
        position = article.sentence_index(number.start)
        if position is None:
            return None
        sentence = article.sentences[position]
        if number.end > sentence.end:
            return None
        settled = _settled(article, number, article.lines[sentence.line])
        if settled:
            start, at = number.start, number.end
            return Quantity(
                start, at, number.value, number.high, number.out_of, bare(at), Cue(start), position, excluded=settled
            )
        number, value, high, unit = self._measured(article, number, sentence)
        if value >= _TOO_LARGE or (high is not None and high >= _TOO_LARGE):
            return None
        low = article.low
        sign = _SIGNED.search(low, max(sentence.start - 1, number.start - 4, 0), number.start)
        cue = read_cue(article, number.start, sentence.start)
        if cue.earlier and (high is not None or not leaves(article, cue, sentence, number.start, number.end)):
            bound = high is None and cue.comparator == "=" and unit.kind in _SHARED
            cue = replace(cue, earlier=False, comparator=">=" if bound else cue.comparator)
        quantity = Quantity(
            number.start, number.end, value, high, number.out_of, unit, cue, position,
            sign[1] if sign else "", opened_at(low, number.start, sentence.start),
            decimals=bool(_DECIMALS.search(number.text)), fraction=bool(_FRACTION.fullmatch(number.text)),
        )  # fmt: skip
        cell = article.cells.get(sentence.start)
        if cell and not any(map(str.isdigit, low[cell.span.start : number.start])):
            return self._in_cell(article, quantity, cell)
        return self._excluded(article, quantity, sentence)

    def _measured(
        self, article: Article, number: Number, sentence: Sentence
    ) -> tuple[Number, float | int, float | int | None, Unit]:
        """A number with its unit, and its value and upper end scaled by that ("2,4 tỷ đồng")."""
        unit = self._units.read(article, number.end, sentence.end)
        if unit.start < unit.end and article.period_at(unit.start):
            unit = bare(number.end)
        ratio = self._counting.scaled_ratio(article, number, unit, sentence.end)
        if ratio:
            number, unit = ratio
        value, high = number.value, number.high
        if number.comma_grouped and unit.kind == "noun" and unit.factor == 1:
            value = whole(float(number.text.replace(",", "")))
        value = scaled(value, unit)
        high = scaled(high, unit) if high is not None else None
        number, high, unit = self._counting.open_range(article, number, high, unit, sentence.end)
        return number, value, high, unit

    def _excluded(self, article: Article, quantity: Quantity, sentence: Sentence) -> Quantity:
        """The quantity, with the first reason why it is no fact where there is one."""
        low = article.low
        line = article.lines[sentence.line]
        opens = line.role is not Role.ROW and quantity.start - line.start < _MARKER
        if opens and quantity.number_end <= body_start(low, line):
            return self._list_item(article, quantity, line)
        place = (low, sentence.start, quantity.start, quantity.number_end, sentence.end)
        before, after = article.words.before(quantity.start), article.words.after(quantity.number_end)
        number = low[quantity.start : quantity.number_end]
        for rule in self._pack.exclusions.candidates(before, number, after):
            if may_exclude(rule, quantity, low) and rule.fits(*place):
                return replace(quantity, excluded=(rule.rule.id, rule.reason))
        recorded = quantity.unit.off_field and self._pack.record_lead.search(low, sentence.start, quantity.start)
        if quantity.unit.off_field and not recorded:
            return replace(quantity, excluded=("unit.outside", "counts something outside the field"))
        return quantity

    def _in_cell(self, article: Article, quantity: Quantity, cell: Cell) -> Quantity:
        """A table cell's value, with the unit that its header or the line above the table names."""
        low = article.low
        header = low[cell.header.start : cell.header.end]
        quantity = replace(quantity, cell=cell)
        if header.strip(" .") in self._pack.lists["row_numbers"]:
            line = article.lines[article.sentences[quantity.sentence].line]
            if self._ranked(article, line) and _of_somebody(article, line) and isinstance(quantity.value, int):
                return replace(quantity, unit=bare(quantity.number_end, "ordinal"), cue=Cue(quantity.start))
            return replace(quantity, excluded=("list.item", "number of a table row"))
        if quantity.unit.kind != "bare":
            return quantity
        unit = self._cells.unit(article, quantity.value, cell, quantity.number_end)
        if not any(map(str.isalpha, low[cell.span.start : quantity.start])):
            return replace(quantity, unit=unit, cue=Cue(quantity.start))
        # A rank that is said in words ("top 20") is read as one outside of tables is.
        return quantity if unit.kind == "ordinal" else replace(quantity, unit=unit)

    def _ranked(self, article: Article, line: Line) -> bool:
        """Whether a heading announces that what stands below it is ranked."""
        heading = article.lines[line.heading] if line.heading >= 0 else None
        announced = heading and self._pack.ranking.search(article.low[heading.start : heading.end])
        return bool(announced) and not article.is_plan

    def _list_item(self, article: Article, quantity: Quantity, line: Line) -> Quantity:
        """A list item's number: its rank below a heading that announces a ranking, else no quantity."""
        begin = body_start(article.low, line)
        indexed = article.within("indicator", begin, begin + 1)
        if self._ranked(article, line) and not indexed and isinstance(quantity.value, int):
            at = quantity.number_end
            return replace(quantity, unit=bare(at, "ordinal"), cue=Cue(quantity.start))
        return replace(quantity, excluded=("list.item", "number of a list item"))


def _of_somebody(article: Article, line: Line) -> bool:
    """Whether a line names a place or body, which may be ranked."""
    return bool(article.places_within(line.start, line.end) or article.within("body", line.start, line.end))


def _without_overlap(quantities: list[Quantity]) -> list[Quantity]:
    """Those that begin outside the number before, whose unit ends where the next quantity begins."""
    out: list[Quantity] = []
    for quantity in quantities:
        if out and quantity.start < out[-1].number_end:
            continue
        if out and quantity.start < out[-1].unit.end and out[-1].excluded is None:
            cut = out[-1].unit
            out[-1] = replace(out[-1], unit=replace(cut, end=max(cut.head_end, cut.start)))
            if quantity.start < out[-1].unit.end:
                continue
        out.append(quantity)
    return out


def _with_shared_units(pack: Pack, article: Article, quantities: list[Quantity]) -> list[Quantity]:
    """The bare values of a list take the unit that stands behind its last ("70,36; 69,75 và 69,23 điểm")."""
    out = quantities[:]
    for index in range(len(out) - 2, -1, -1):
        quantity, following, at = out[index], out[index + 1], out[index].number_end
        if (
            quantity.unit.kind == "bare"
            and quantity.high is None
            and (
                (following.unit.kind in _SHARED and _alike(quantity, following))
                or (following.unit.kind in _COUNTED and _answers(article, quantity, following))
            )
            and pack.value_join.fullmatch(article.low, at, following.start)
        ):
            shared = replace(following.unit, start=at, end=at, head_end=at)
            out[index] = replace(quantity, value=scaled(quantity.value, shared), unit=shared)
    return out


def _answers(article: Article, first: Quantity, second: Quantity) -> bool:
    """Whether two numbers stand in a list that answers one before it ("lần lượt là 10,4; 44,7 và 63,5 tỷ đồng")."""
    if first.excluded or second.excluded or first.cell or first.out_of is not None:
        return False
    start = article.sentences[first.sentence].start
    return bool(article.within("cue:respectively", start, first.start))


def _alike(first: Quantity, second: Quantity) -> bool:
    """Whether two values are given alike, as two in a list are: both with decimals, or both out of a whole."""
    if first.excluded or second.excluded or first.cell:
        return False
    if first.out_of is None and second.out_of is None:
        return not first.integer and not second.integer
    return first.out_of is not None and second.out_of is not None


def _settled(article: Article, number: Number, line: Line) -> tuple[str, str] | None:
    """The reason why a number is never a fact, where its line or the date that it stands in tells without more."""
    if line.role in _SILENT:
        return f"layout.{line.role.value}", f"part of a {line.role.value} line"
    if article.period_at(number.start) and number.start not in article.cells:
        return "period", "date or period"
    names = article.within("indicator", number.start - _NAME, number.start)
    if any(name.end >= number.end for name in names):
        return "index.name", "part of the name of an index"
    return None


def may_exclude(rule: CompiledRule, quantity: Quantity, low: str) -> bool:
    """Whether the number itself is such as an exclusion asks for."""
    if rule.bare is not None and rule.bare != (quantity.unit.kind == "bare"):
        return False
    if rule.number and not rule.counts(low, quantity.start, quantity.number_end):
        return False
    plain = quantity.out_of is None and quantity.high is None and isinstance(quantity.value, int)
    return rule.at_most is None or (plain and quantity.value <= rule.at_most)
