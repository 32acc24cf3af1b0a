"""Explanations for a reader at a terminal: each sentence, and below it what became of each number in it, and why."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cchc_extract.explanation import Explanation, Origin, Passage, Reading
from cchc_extract.models import Fact
from cchc_extract.output.rendering import rendered
from cchc_extract.printable import one_line, printable

_LONGEST = 400
_BESIDE = 60
_NAMES = 12
_SCOPES = {
    "stated": "stated",
    "sentence": "carried within the sentence",
    "paragraph": "carried within the paragraph",
    "article": "carried within the article",
    "dateline": "from the date line",
}
_UNIT_CLASSES = {
    "bare": "no unit",
    "duration": "time",
    "noun": "counted",
    "ordinal": "a place in an order",
    "place": "places in a list",
    "score": "points of an index",
    "times": "how many times",
    "word": "said in words",
}


def explanation_table(explanations: Sequence[Explanation], console: Console) -> str:
    """The explanations in the width of the console, sentence by sentence; nothing is printed.

    Nothing of the article is taken as markup, and of its control codes none is left.
    """
    return rendered(_parts(explanations), console)


def _parts(explanations: Sequence[Explanation]) -> Iterator[Padding | Table | Text]:
    """Each sentence with its numbers marked, and its explanations."""
    for at, (_, group) in enumerate(groupby(explanations, key=lambda e: e.sentence)):
        if at:
            yield Text()
        together = list(group)
        yield _marked(together)
        for found in together:
            yield from _told(found)


def _marked(explanations: list[Explanation]) -> Text:
    """The sentence with each number between guillemets; of a long one only what stands around them."""
    sentence = explanations[0].sentence
    first = max(sentence.start, explanations[0].number.start - _BESIDE)
    last = min(sentence.end, explanations[-1].number.end + _BESIDE)
    whole = sentence.end - sentence.start <= _LONGEST
    at, end = (sentence.start, sentence.end) if whole else (first, last)
    line = Text() if at == sentence.start else Text("…")
    for found in explanations:
        number = found.number
        line.append(one_line(sentence.text[at - sentence.start : number.start - sentence.start]))
        line.append(f"«{one_line(number.text)}»", "bold green" if found.fact else "bold yellow")
        at = max(at, number.end)
    line.append(one_line(sentence.text[at - sentence.start : end - sentence.start]).rstrip())
    return line.append("" if end == sentence.end else "…")


def _told(found: Explanation) -> Iterator[Padding | Table | Text]:
    """A line on what became of a number, and below it why, in two columns."""
    number = found.number
    style = "bold green" if found.fact else "bold yellow"
    where = (f"  {number.start}-{number.end}", "dim")
    line = Text.assemble((f"«{one_line(number.text)}»", style), f"  {_verdict(found)}", where)
    yield Padding(line, (0, 0, 0, 2))
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(width=3)
    table.add_column(no_wrap=True, style="dim", min_width=_NAMES)
    table.add_column(overflow="fold")
    for name, text in _lines(found):
        table.add_row("", name, Text(printable(text)))
    if table.row_count:
        yield table


def _verdict(found: Explanation) -> str:
    if found.fact:
        fact = found.fact
        return f"{fact.kind}, fact {fact.id}"
    settled = "" if found.settled else "; the patterns may miss it"
    return printable(f"no fact: {found.words} ({found.reason}){settled}")


def _lines(found: Explanation) -> Iterator[tuple[str, str]]:
    if found.cause:
        yield "because", f"“{one_line(found.cause.text)}”{_at(found.cause)}"
    for at, exclusion in enumerate(found.exclusions):
        name = "also" if at else "thrown out"
        yield name, f"{exclusion.rule} matches “{one_line(exclusion.matched.text)}”: {exclusion.reason}"
    if found.reading and (found.fact or found.trials):
        yield "read as", _reading(found.reading)
    yield from _rules(found)
    if found.fact:
        yield from _fields(found.fact, found.origins)


def _reading(reading: Reading) -> str:
    """A number as it was read, in a line."""
    value = f"{reading.value:g}" if reading.value < 1e6 else f"{reading.value:,}"
    high = f" to {reading.value_high:g}" if reading.value_high is not None else ""
    whole = f" of {reading.out_of:g}" if reading.out_of is not None else ""
    unit = reading.unit or ""
    kind = _UNIT_CLASSES.get(reading.unit_class, reading.unit_class)
    group = f", {reading.group}" if reading.group else ""
    verb = f"; verb “{reading.near or reading.verb}”" if reading.near or reading.verb else ""
    return f"{value}{high}{whole} {unit} ({kind}{group}){verb}".replace("  ", " ")


def _rules(found: Explanation) -> Iterator[tuple[str, str]]:
    won = [trial for trial in found.trials if trial.outcome == "won"]
    fits = [trial.rule for trial in found.trials if trial.outcome == "fits"]
    for trial in won:
        also = f", before {', '.join(fits)}" if fits else ", the only one"
        yield "rule", f"{trial.rule} gives {trial.kind}: the first that fits{also}"
    if found.fact and won and won[0].kind != found.fact.kind:
        yield "kind", f"{found.fact.kind}, as of the fact that it belongs to"
    if not found.fact:
        for trial in found.trials:
            if trial.outcome == "misses":
                yield "nearly", f"{trial.rule} would give {trial.kind}, but asks for {trial.missing}"


def _fields(fact: Fact, origins: Sequence[Origin]) -> Iterator[tuple[str, str]]:
    for origin in origins:
        said = f": “{one_line(origin.said.text)}”{_at(origin.said)}" if origin.said else ""
        yield origin.field, f"{origin.value}  {_SCOPES.get(origin.scope, origin.scope)}{said}"
    if fact.part_of:
        yield "part of", fact.part_of
    for check in fact.checks:
        state = check.outcome or ("holds" if check.ok else "fails")
        yield "check", f"{check.name} {state}: {check.message}"


def _at(passage: Passage) -> str:
    return f" ({passage.start}-{passage.end})"
