"""`cchc extract`."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from cchc_extract.commands.inputs import PAGES, SIZE, TEXT, Encoding, MaxPages, MaxSize, MaxText, reading
from cchc_extract.commands.shell import (
    FAILED,
    Date,
    DocName,
    Files,
    Output,
    OutputFormat,
    Patterns,
    Run,
    check_files,
    ends_well,
    in_format,
)

if TYPE_CHECKING:
    from rich.console import Console

    from cchc_extract.job import Outcome


@ends_well()
def extract(
    files: Files,
    output_format: OutputFormat = None,
    output: Output = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="Only facts of a kind: rank, score, change, percentage, reduction, inspection, count; repeatable.",
        ),
    ] = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Only facts about this index, such as PAR_INDEX or SIPAS; repeatable."),
    ] = None,
    date: Date = None,
    patterns: Patterns = None,
    all_fields: Annotated[bool, typer.Option("--all-fields", help="Write null fields too (jsonl).")] = False,
    doc: DocName = None,
    encoding: Encoding = None,
    max_size: MaxSize = SIZE,
    max_text: MaxText = TEXT,
    max_pages: MaxPages = PAGES,
) -> None:
    """Extract the facts of articles.

    For example: cchc extract article.txt --kind rank | jq .value
    """
    from cchc_extract.extractor import Extractor
    from cchc_extract.job import Job
    from cchc_extract.models import KINDS, IndicatorCode
    from cchc_extract.reading import STDIN
    from cchc_extract.writing import open_output

    check_files(files, doc, output)
    run = Run(
        Job(
            extractor=Extractor(patterns or []),
            date=date.date() if date else None,
            kinds=_chosen("--kind", kind, KINDS),
            indicators=_chosen("--indicator", indicator, get_args(IndicatorCode)),
            stdin_name=doc or STDIN,
            reading=reading(encoding, max_size, max_text, max_pages),
        )
    )
    render = in_format(output_format, output, partial(_fact_lines, all_fields), _fact_table)
    with open_output(output) as stream:
        for outcome in run.outcomes(files):
            stream.write(render(outcome))
            stream.flush()
    if not run.well:
        raise typer.Exit(FAILED)


def _chosen(option: str, given: list[str] | None, possible: tuple[str, ...]) -> frozenset[str]:
    """What was given, in the spelling of what is possible."""
    spelling = {name.lower(): name for name in possible}
    for name in given or ():
        if name.lower() not in spelling:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(possible)}", param_hint=option)
    return frozenset(spelling[name.lower()] for name in given or ())


def _fact_lines(all_fields: bool, outcome: "Outcome") -> bytes:
    from cchc_extract.writing import fact_lines

    return fact_lines(outcome.facts, all_fields=all_fields)


def _fact_table(outcome: "Outcome", console: "Console") -> str:
    from cchc_extract.display import render

    assert outcome.document
    return render(outcome.document, outcome.facts, console)
