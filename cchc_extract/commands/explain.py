"""`cchc explain`."""

from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.commands.grouped import grouped
from cchc_extract.commands.inputs import DocName
from cchc_extract.commands.readers import Readers
from cchc_extract.commands.shell import Date, Patterns, complain, ends_well, print_json

if TYPE_CHECKING:
    from cchc_extract.explanation import Explanation


@grouped
@ends_well()
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Text, HTML, DOCX or PDF; - is standard input.")],
    at: Annotated[
        list[int] | None,
        typer.Option("--at", metavar="OFFSET", min=0, help="Only the number around this character; repeatable."),
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", metavar="ID", help="Only the fact of this id; repeatable.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the explanations as JSON.")] = False,
    date: Date = None,
    patterns: Patterns = None,
    doc: DocName = None,
    *,
    readers: Readers,
) -> None:
    """Tell of each number what it was taken for, and why.

    Of a fact: the rules that fit, the one that won, and where each field comes from. Of any other number: what threw
    it out, or the rules that it misses by one condition.

    For example: cchc explain article.txt --at 89
    """
    from cchc_extract.explanation import Explainer
    from cchc_extract.extractor import Extractor

    document = readers.read(file, doc)
    explainer = Explainer(Extractor(patterns or []))
    day = document.date or (date.date() if date else None)
    found = _chosen(explainer.explain(document.text, doc=document.name, date=day), at or [], fact or [])
    if as_json:
        print_json([explanation.as_dict() for explanation in found])
    elif found:
        _print(found)
    else:
        complain([f"{document.name}: there is no number in it"])


def _chosen(found: list["Explanation"], offsets: list[int], facts: list[str]) -> list["Explanation"]:
    """Those that were asked for, in reading order; all where none were."""
    from cchc_extract.explanation import at_offset, of_fact

    if not offsets and not facts:
        return found
    chosen = [at_offset(found, offset) for offset in offsets] + [of_fact(found, identity) for identity in facts]
    return sorted({e.number.start: e for e in chosen}.values(), key=lambda e: e.number.start)


def _print(found: list["Explanation"]) -> None:
    import sys

    from rich.console import Console

    from cchc_extract.output.explanation import explanation_table
    from cchc_extract.output.writing import open_output

    table = explanation_table(found, Console())
    with open_output(None) as stream:
        stream.write(table.encode(sys.stdout.encoding, "replace"))
