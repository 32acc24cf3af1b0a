"""`cchc coverage`."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.commands.grouped import grouped
from cchc_extract.commands.inputs import DocName, Files, Sources, check_inputs, inputs_of
from cchc_extract.commands.readers import Readers
from cchc_extract.commands.shell import FAILED, Date, Output, OutputFormat, Patterns, Run, ends_well, in_format

if TYPE_CHECKING:
    from rich.console import Console

    from cchc_extract.coverage import Coverage


@grouped
@ends_well()
def coverage(
    files: Files = None,
    output_format: OutputFormat = None,
    output: Output = None,
    reason: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="List the numbers left out for this reason instead; repeatable."),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=0, help="So many groups at most; 0 for all.")] = 20,
    date: Date = None,
    patterns: Patterns = None,
    doc: DocName = None,
    *,
    sources: Sources,
    readers: Readers,
) -> None:
    """Account for every number, and list the unexplained.

    A number is in a fact, left out for a reason that settles the matter, or unexplained; the last come in groups by
    the words around them, the most frequent first.

    For example: cchc coverage articles/*.txt --reason topic
    """
    from cchc_extract.coverage import Reasons, Survey
    from cchc_extract.extractor import Extractor
    from cchc_extract.job import Job
    from cchc_extract.output.writing import open_output

    check_inputs(files, sources.files_from, doc, output)
    inputs = inputs_of(files, sources, doc, [output] if output else (), readers.reading())
    extractor = Extractor(patterns or [])
    survey = Survey(Reasons(extractor.pack).chosen(reason or ()))
    run = Run(Job(extractor, date=date.date() if date else None, accounts=True))
    render = in_format(output_format, output, partial(_coverage_lines, limit), partial(_coverage_table, limit))
    with open_output(output) as stream:
        for outcome in run.outcomes(inputs.items()):
            if outcome.document and not outcome.failed:
                survey.add(outcome.document.name, outcome.document.text, outcome.accounts)
        stream.write(render(survey.result()))
    if not run.well:
        raise typer.Exit(FAILED)


def _coverage_lines(limit: int, coverage: "Coverage") -> bytes:
    from cchc_extract.output.coverage import coverage_lines

    return coverage_lines(coverage, limit)


def _coverage_table(limit: int, coverage: "Coverage", console: "Console") -> str:
    from cchc_extract.output.coverage import coverage_table

    return coverage_table(coverage, limit, console)
