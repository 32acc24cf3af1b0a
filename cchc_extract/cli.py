"""The command line: parses, calls, prints. Results go to standard output, everything else to standard error."""

import gc
import json
import sys
from dataclasses import asdict
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from cchc_extract import __version__
from cchc_extract.shell import (
    FAILED,
    Date,
    DocName,
    Files,
    Output,
    OutputFormat,
    Patterns,
    Run,
    check_files,
    complain,
    ends_well,
    fail,
    in_format,
)

if TYPE_CHECKING:
    from rich.console import Console

    from cchc_extract.coverage import Coverage
    from cchc_extract.job import Outcome

# The engine and Rich are imported inside the commands that use them: help and mistakes must come at once.

app = typer.Typer(
    help="Metrics from Vietnamese articles on public administration reform, one fact a line.",
    epilog="Exit codes: 0 all went well; 1 a document failed, or a score is below its floor; 2 wrong use.",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
patterns_app = typer.Typer(help="Work on pattern files.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(patterns_app, name="patterns")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cchc {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
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


@app.command()
@ends_well()
def coverage(
    files: Files,
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
) -> None:
    """Account for every number, and list the unexplained.

    A number is in a fact, left out for a reason that settles the matter, or unexplained; the last come in groups by
    the words around them, the most frequent first.

    For example: cchc coverage articles/*.txt --reason topic
    """
    from cchc_extract.coverage import Reasons, Survey
    from cchc_extract.extractor import Extractor
    from cchc_extract.job import Job
    from cchc_extract.reading import STDIN
    from cchc_extract.writing import open_output

    check_files(files, doc, output)
    extractor = Extractor(patterns or [])
    survey = Survey(Reasons(extractor.pack).chosen(reason or ()))
    run = Run(Job(extractor, date=date.date() if date else None, stdin_name=doc or STDIN, accounts=True))
    render = in_format(output_format, output, partial(_coverage_lines, limit), partial(_coverage_table, limit))
    with open_output(output) as stream:
        for outcome in run.outcomes(files):
            if outcome.document and not outcome.failed:
                survey.add(outcome.document.name, outcome.document.text, outcome.accounts)
        stream.write(render(survey.result()))
    if not run.well:
        raise typer.Exit(FAILED)


def _coverage_lines(limit: int, coverage: "Coverage") -> bytes:
    from cchc_extract.coverage_output import coverage_lines

    return coverage_lines(coverage, limit)


def _coverage_table(limit: int, coverage: "Coverage", console: "Console") -> str:
    from cchc_extract.coverage_output import coverage_table

    return coverage_table(coverage, limit, console)


@app.command("eval")
@ends_well()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder of NAME.txt and NAME.jsonl.")],
    facts: Annotated[
        str | None, typer.Argument(metavar="[FACTS]", help="Extracted facts as JSONL, or -; without it, extract now.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Show every miss, spurious fact and wrong field.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    floor: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|F1", help="Exit with 1 when a score is below: a floor file, or the least fact F1."
        ),
    ] = None,
    patterns: Patterns = None,
) -> None:
    """Measure how well facts agree with a gold corpus.

    For example: cchc eval tests/gold/dev --errors
    """
    from cchc_extract import evaluation
    from cchc_extract.evaluation.floor import load_floor, shortfalls
    from cchc_extract.reading import read_facts

    least = load_floor(floor) if floor else None
    documents = evaluation.load_gold(gold)
    if facts is None:
        from cchc_extract.extractor import Extractor
        from cchc_extract.job import Job, extract_gold

        found, problems = extract_gold(Job(Extractor(patterns or [])), documents)
        complain(problems)
    else:
        found = evaluation.group_facts(read_facts(facts), documents)
    result = evaluation.evaluate(documents, found)
    if as_json:
        listed = {"errors": [asdict(error) for error in result.errors]} if errors else {}
        _print_json({**result.as_dict(), **listed})
    else:
        typer.echo(evaluation.render(result, errors=errors))
    if least and (below := shortfalls(least, result, evaluation.gold_digest(gold))):
        fail(below, FAILED)


@app.command()
@ends_well()
def schema() -> None:
    """Print the JSON Schema of a fact."""
    from cchc_extract.models import fact_schema

    _print_json(fact_schema())


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2).encode())


@patterns_app.command()
@ends_well()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Pattern files; without any, the built-in ones.")
    ] = None,
) -> None:
    """Validate pattern files and run the examples of their rules; every mistake is shown as path:line.

    For example: cchc patterns check mine.yaml
    """
    from cchc_extract.examples import check_examples
    from cchc_extract.extractor import Extractor
    from cchc_extract.pack.loading import builtin_files

    checked = files or builtin_files()
    examples = check_examples(Extractor(files or []), checked)
    typer.echo(f"{len(checked)} file{'s' if len(checked) > 1 else ''}, {examples} examples: all hold")


def main() -> None:
    """The entry point of `cchc`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a letter gets an escape for it rather than an error.
            stream.reconfigure(errors="backslashreplace")
    # Patterns and models are many objects that all stay: looking among them for garbage would delay the start.
    gc.set_threshold(50_000)
    app()


if __name__ == "__main__":
    main()
