"""A number in its place, with its unit and cue."""

from dataclasses import dataclass

from cchc_extract.article.tables import Cell
from cchc_extract.quantities.cues import Cue
from cchc_extract.quantities.units import Unit


@dataclass(slots=True)
class Quantity:
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
    cell: Cell | None = None
    decimals: bool = False
    fraction: bool = False

    @property
    def integer(self) -> bool:
        """Whether it is written as a whole number, which `7,00` is not."""
        return isinstance(self.value, int) and not self.decimals

    @property
    def comparator_said(self) -> bool:
        return self.cue.comparator != "="

    @property
    def end(self) -> int:
        end = self.unit.end
        return end if end > self.number_end else self.number_end
