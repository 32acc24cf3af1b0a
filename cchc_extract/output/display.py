"""Facts for a reader at a terminal: each sentence with its evidence marked, and its facts in columns below it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from cchc_extract.models import BaseFact
from cchc_extract.printable import many, one_line, printable
from cchc_extract.reading import Document

_WIDEST = 36
_SIGNS = {"up": "+", "down": "-", "same": ""}
_STYLES = ("bold", "", "cyan", "", "dim", "yellow")

Row = tuple[str, ...]


def render(document: Document, facts: Sequence[BaseFact], console: Console) -> str:
    """The facts of a document in the width and the colours of the console; nothing is printed.

    Nothing of the article is taken as markup, and of its control codes none is left.
    """
    with console.capture() as capture:
        for line in _lines(document, facts, console):
            console.print(line, soft_wrap=True)
    return capture.get()


def _lines(document: Document, facts: Sequence[BaseFact], console: Console) -> Iterator[Text]:
    found = many(len(facts), "fact") if facts else "no facts"
    yield Text.assemble((printable(document.name), "bold underline"), f"  {found}")
    widths = [min(max(map(cell_len, column)), _WIDEST) for column in zip(*map(_row, facts), strict=True)]
    for _, group in groupby(facts, key=lambda fact: fact.sentence):
        together = list(group)
        yield Text()
        for line in _marked(document.text, together).wrap(console, max(console.width - 2, 1)):
            line.rstrip()
            yield Text("  ").append_text(line)
        for fact in together:
            yield _columns(_row(fact), widths)
    yield Text()


def _marked(text: str, facts: Sequence[BaseFact]) -> Text:
    """The sentence of the facts, with the evidence of each between guillemets and in bold."""
    line = Text()
    at = facts[0].sentence.start
    for fact in facts:
        line.append(one_line(text[at : fact.evidence.start]))
        line.append(f"«{one_line(fact.evidence.text).strip()}»", "bold green")
        at = fact.evidence.end
    line.append(one_line(text[at : facts[0].sentence.end]))
    return line


def _columns(row: Row, widths: Sequence[int]) -> Text:
    """A row with its cells padded to the widths; a wider cell shifts what follows, as nothing is to be cut off."""
    line = Text("   ")
    for cell, width, style in zip(row, widths, _STYLES, strict=True):
        if width:
            line.append(f" {cell}{' ' * (width - cell_len(cell))} ", style)
    line.rstrip()
    return line


def _row(fact: BaseFact) -> Row:
    area = fact.area.name if fact.area else ""
    indicator = " ".join(filter(None, (fact.indicator, fact.component)))
    status = "" if fact.status == "actual" else fact.status
    cells = (fact.kind, _quantity(fact), indicator, area, fact.period or "", status)
    return tuple(map(printable, cells))


def _quantity(fact: BaseFact) -> str:
    """Value, upper end, whole and unit as one phrase: `>= 95 %`, `+7 bậc`, `29/63`."""
    number = _SIGNS.get(fact.direction or "", "") + _grouped(fact.value)
    if fact.value_high is not None:
        number += f"-{_grouped(fact.value_high)}"
    if fact.out_of is not None:
        number += f"/{_grouped(fact.out_of)}"
    comparator = "" if fact.comparator == "=" else fact.comparator
    return " ".join(filter(None, (comparator, number, fact.unit)))


def _grouped(number: int | float) -> str:
    """A number with its thousands apart: `42 600 000`. A dot or comma would mean one thing here, another there."""
    whole, dot, rest = f"{number:,}".partition(".")
    return whole.replace(",", " ") + (dot + rest if rest != "0" else "")
