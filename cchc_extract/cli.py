"""The command line: parses, calls, prints. Results go to standard output, everything else to standard error."""

import gc
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, get_args

import typer

from cchc_extract import __version__
from cchc_extract.errors import CchcError
from cchc_extract.printable import printable

if TYPE_CHECKING:
    from cchc_extract.job import Job
    from cchc_extract.models import Fact
    from cchc_extract.reading import Document

# The engine and Rich are imported inside the commands that use them: help and mistakes must come at once.

FAILED = 1
WRONG_USE = 2
INTERRUPTED = 130

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


class Format(StrEnum):
    JSONL = "jsonl"
    TABLE = "table"


Patterns = Annotated[
    list[Path] | None,
    typer.Option("--patterns", metavar="FILE", help="Patterns of your own, over the built-in ones; repeatable."),
]


@contextmanager
def _ends_well() -> Iterator[None]:
    """Turns what ends a command early into an exit code, and a line on standard error where there is one to say."""
    try:
        yield
    except CchcError as error:
        _fail(str(error).splitlines(), WRONG_USE)
    except BrokenPipeError:
        from cchc_extract.writing import silence_stdout

        silence_stdout()
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def _fail(messages: Sequence[str], code: int) -> NoReturn:
    _complain(messages)
    raise typer.Exit(code)


def _complain(messages: Sequence[str]) -> None:
    for message in messages:
        typer.echo(f"cchc: {printable(message)}", err=True)


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
@_ends_well()
def extract(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Articles as UTF-8 text; - is standard input.")
    ],
    output_format: Annotated[
        Format | None,
        typer.Option("--format", help="Default: table on a terminal, jsonl when piped or with --output."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there, once all is done.")
    ] = None,
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
    date: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The article's date where its text has none."),
    ] = None,
    patterns: Patterns = None,
    all_fields: Annotated[bool, typer.Option("--all-fields", help="Write null fields too (jsonl).")] = False,
    doc: Annotated[
        str | None, typer.Option("--doc", metavar="NAME", help="What facts from standard input call their document.")
    ] = None,
) -> None:
    """Extract the facts of articles.

    For example: cchc extract article.txt --kind rank | jq .value
    """
    from cchc_extract.extractor import Extractor
    from cchc_extract.job import Job
    from cchc_extract.models import KINDS, IndicatorCode
    from cchc_extract.reading import STDIN
    from cchc_extract.writing import check_output

    if files.count(STDIN) > 1:
        raise typer.BadParameter("- can be given once only", param_hint="FILE")
    if doc is not None and STDIN not in files:
        raise typer.BadParameter("it names standard input; give - as a FILE too", param_hint="--doc")
    job = Job(
        extractor=Extractor(patterns or []),
        date=date.date() if date else None,
        kinds=_chosen("--kind", kind, KINDS),
        indicators=_chosen("--indicator", indicator, get_args(IndicatorCode)),
        stdin_name=doc or STDIN,
    )
    if output:
        check_output(output, files)
    if not _write(job, files, output, _renderer(output_format, output, all_fields)):
        raise typer.Exit(FAILED)


def _chosen(option: str, given: list[str] | None, possible: tuple[str, ...]) -> frozenset[str]:
    """What was given, in the spelling of what is possible."""
    spelling = {name.lower(): name for name in possible}
    for name in given or ():
        if name.lower() not in spelling:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(possible)}", param_hint=option)
    return frozenset(spelling[name.lower()] for name in given or ())


def _write(job: "Job", files: list[str], output: Path | None, render: "Render") -> bool:
    """Run the job on every file and write what comes out; returns whether all went well."""
    from cchc_extract.writing import open_output

    well = True
    warned: set[str] = set()
    with open_output(output) as stream:
        for source in files:
            outcome = job.run(source)
            _complain([*outcome.problems, *(warning for warning in outcome.warnings if warning not in warned)])
            warned.update(outcome.warnings)
            well &= not outcome.failed
            if outcome.document:
                stream.write(render(outcome.document, outcome.facts))
                stream.flush()
    return well


Render = Callable[["Document", Sequence["Fact"]], bytes]


def _renderer(chosen: Format | None, output: Path | None, all_fields: bool) -> Render:
    """The chosen format; where none is chosen, the one that suits where the results go."""
    on_terminal = output is None and sys.stdout.isatty()
    if (chosen or (Format.TABLE if on_terminal else Format.JSONL)) is Format.JSONL:
        from cchc_extract.writing import fact_lines

        return lambda _, facts: fact_lines(facts, all_fields=all_fields)
    from rich.console import Console

    from cchc_extract.display import render

    console = Console(force_terminal=False if output else None)
    encoding = "utf-8" if output else sys.stdout.encoding
    return lambda document, facts: render(document, facts, console).encode(encoding, "replace")


@app.command("eval")
@_ends_well()
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
        _complain(problems)
    else:
        found = evaluation.group_facts(read_facts(facts), documents)
    result = evaluation.evaluate(documents, found)
    if as_json:
        listed = {"errors": [asdict(error) for error in result.errors]} if errors else {}
        _print_json({**result.as_dict(), **listed})
    else:
        typer.echo(evaluation.render(result, errors=errors))
    if least and (below := shortfalls(least, result, evaluation.gold_digest(gold))):
        _fail(below, FAILED)


@app.command()
@_ends_well()
def schema() -> None:
    """Print the JSON Schema of a fact."""
    from cchc_extract.models import fact_schema

    _print_json(fact_schema())


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2).encode())


@patterns_app.command()
@_ends_well()
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
