"""`cchc extract`."""

from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from cchc_extract.commands.archive import Archive, Engine, check_archive_options, extract_archive
from cchc_extract.commands.grouped import grouped
from cchc_extract.commands.inputs import DocName, Files, Sources, check_inputs, inputs_of
from cchc_extract.commands.readers import Readers
from cchc_extract.commands.shell import (
    FAILED,
    Date,
    Format,
    Lang,
    Language,
    OutputFormat,
    Patterns,
    complain,
    ends_well,
    format_for,
    in_format,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from cchc_extract.batch.run import Batch
    from cchc_extract.batch.sinks import Sink
    from cchc_extract.job import Job, Outcome

Growing = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write there, document by document, with FILE.manifest."),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KIND",
        help="Only facts of a kind: rank, score, change, percentage, reduction, inspection, count; repeatable.",
    ),
]
Indicators = Annotated[
    list[str] | None,
    typer.Option(metavar="CODE", help="Only facts about this index, such as PAR_INDEX or SIPAS; repeatable."),
]
AllFields = Annotated[bool, typer.Option("--all-fields", help="Write null fields too (jsonl).")]
AllDocuments = Annotated[
    bool,
    typer.Option("--all-documents", help="Read in full what a quick test finds to be about something else, too."),
]


@dataclass(frozen=True, slots=True)
class Running:
    """How a run over many articles goes, and what it tells of itself."""

    jobs: Annotated[
        int | None,
        typer.Option(
            "-j", "--jobs", metavar="N", min=1, help="Processes to work with; default: one a core, one for little."
        ),
    ] = None
    timeout: Annotated[
        float,
        typer.Option(metavar="SECONDS", min=0, help="What a document may take before it fails; 0 for any time."),
    ] = 60
    resume: Annotated[bool, typer.Option("--resume", help="Do only what the output does not have yet.")] = False
    errors: Annotated[
        Path | None, typer.Option("--errors", metavar="FILE", help="Write a record there for each failed document.")
    ] = None
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress, no summary.")] = False


@grouped
@ends_well()
def extract(
    files: Files = None,
    output_format: OutputFormat = None,
    output: Growing = None,
    kind: Kinds = None,
    indicator: Indicators = None,
    date: Date = None,
    patterns: Patterns = None,
    all_fields: AllFields = False,
    doc: DocName = None,
    lang: Lang = Language.EN,
    all_documents: AllDocuments = False,
    *,
    sources: Sources,
    running: Running,
    archive: Archive,
    readers: Readers,
) -> None:
    """Extract the facts of articles.

    For example: cchc extract article.txt --kind rank | jq .value
    """
    if archive.engine is Engine.OWN:
        check_inputs(files, sources.files_from, doc, output)
    else:
        check_archive_options({
            "--files-from": sources.files_from, "--glob": sources.glob, "--doc": doc, "--format": output_format,
            "--resume": running.resume, "--errors": running.errors, "--encoding": readers.encoding,
            "--timeout": running.timeout != Running().timeout, "--max-size": readers.max_size != Readers().max_size,
            "--max-pages": readers.max_pages != Readers().max_pages,
        })  # fmt: skip
    from cchc_extract.extractor import Extractor
    from cchc_extract.job import Job
    from cchc_extract.models import KINDS, IndicatorCode

    job = Job(
        extractor=Extractor(patterns or [], all_documents=all_documents),
        date=date.date() if date else None,
        kinds=_chosen("--kind", kind, KINDS),
        indicators=_chosen("--indicator", indicator, get_args(IndicatorCode)),
        lang="vi" if lang is Language.VI else "en",
    )
    if archive.engine is Engine.DAFT:
        limits = readers.reading().limits
        extract_archive(files or [], output, sources, job, archive, limits, all_fields=all_fields, jobs=running.jobs)
    from cchc_extract.batch.run import Batch
    from cchc_extract.batch.work import Work, jsonl

    how = readers.reading()
    inputs = inputs_of(files, sources, doc, _own_files(output, running.errors, files or []), how)
    render = in_format(output_format, output, partial(jsonl, all_fields), _fact_table)
    as_lines = format_for(output_format, output) is Format.JSONL
    # What a table looks like depends on the terminal, which only this process knows.
    batch = Batch(inputs, Work(job, render), running.jobs if as_lines else 1, running.timeout, running.errors)
    with _sink(output, running.resume, job, as_lines=as_lines, all_fields=all_fields, reading=how) as sink:
        _follow(batch, sink, output, running.errors, quiet=running.quiet)


def _follow(batch: "Batch", sink: "Sink", output: Path | None, errors: Path | None, *, quiet: bool) -> None:
    """Run a batch to its end, and tell of it on standard error. Raises Exit where a document failed."""
    from cchc_extract.commands.report import Report, bar_wanted

    report = Report(bar=bar_wanted(quiet, output), size=batch.inputs.size)
    try:
        report.follow(batch.steps(sink))
    except BrokenPipeError:
        quiet = True  # whoever reads the facts has had enough, and is told nothing more
        raise
    finally:
        if not quiet and report.documents > 1:
            complain([report.summary(errors)])
    if report.failed:
        raise typer.Exit(FAILED)


@contextmanager
def _sink(output: Path | None, resume: bool, job: "Job", *, as_lines: bool, **options: object) -> "Iterator[Sink]":
    """Where the facts go: a file of lines grows and can be gone on with, all else is written as it comes.

    `options` are those on which the facts depend, beside those of the job. On Windows no file grows.
    """
    from cchc_extract.batch.sinks import StreamSink
    from cchc_extract.batch.system import UNIX
    from cchc_extract.output.writing import open_output

    if UNIX and output and as_lines and (output.is_file() or not output.exists()):
        from cchc_extract.batch.ledger import Ledger
        from cchc_extract.batch.run import settings_of

        with closing(Ledger(output, settings_of(job, **options), resume=resume)) as ledger:
            yield ledger
    elif resume:
        raise typer.BadParameter(
            "give a file for JSONL with --output; nothing else can be gone on with", param_hint="--resume"
        )
    else:
        with open_output(output) as stream:
            yield StreamSink(stream)


def _own_files(output: Path | None, errors: Path | None, files: list[str]) -> list[Path]:
    """The files that the command writes. Raises OutputError where they would take the place of each other."""
    own: list[Path] = []
    if output:
        from cchc_extract.batch.store import files_of

        own += files_of(output)
    if errors:
        from cchc_extract.output.writing import OutputError, check_output

        check_output(errors, files)
        if errors.resolve() in own:
            raise OutputError(f"{errors}: is where the facts go; name another file for the failures")
    return [*own, *([errors] if errors else ())]


def _chosen(option: str, given: list[str] | None, possible: tuple[str, ...]) -> frozenset[str]:
    """What was given, in the spelling of what is possible."""
    spelling = {name.lower(): name for name in possible}
    for name in given or ():
        if name.lower() not in spelling:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(possible)}", param_hint=option)
    return frozenset(spelling[name.lower()] for name in given or ())


def _fact_table(outcome: "Outcome", console: "Console") -> str:
    from cchc_extract.output.display import render

    assert outcome.document
    return render(outcome.document, outcome.facts, console)
