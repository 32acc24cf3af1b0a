"""`cchc coverage`."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.commands.inputs import (
    DateField,
    DocName,
    Files,
    FilesFrom,
    Globs,
    IdField,
    TextField,
    TitleField,
    check_inputs,
    inputs_of,
)
from cchc_extract.commands.readers import PAGES, SIZE, TEXT, Encoding, MaxPages, MaxSize, MaxText, reading
from cchc_extract.commands.shell import (
    FAILED,
    Date,
    Output,
    OutputFormat,
    Patterns,
    Run,
    ends_well,
    in_format,
)

if TYPE_CHECKING:
    from rich.console import Console

    from cchc_extract.coverage import Coverage


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
    glob: Globs = None,
    files_from: FilesFrom = None,
    text_field: TextField = None,
    id_field: IdField = None,
    date_field: DateField = None,
    title_field: TitleField = None,
    encoding: Encoding = None,
    max_size: MaxSize = SIZE,
    max_text: MaxText = TEXT,
    max_pages: MaxPages = PAGES,
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

    check_inputs(files, files_from, doc, output)
    record = (text_field, id_field, date_field, title_field)
    how = reading(encoding, max_size, max_text, max_pages)
    inputs = inputs_of(files, files_from, glob, record, doc, [output] if output else (), how)
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
