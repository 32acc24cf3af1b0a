"""The command line: the commands together, and the entry point."""

import gc
import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from cchc_extract import __version__
from cchc_extract.commands.check import check
from cchc_extract.commands.coverage import coverage
from cchc_extract.commands.evaluate import evaluate
from cchc_extract.commands.explain import explain
from cchc_extract.commands.extract import extract
from cchc_extract.commands.patterns import check as check_patterns
from cchc_extract.commands.schema import schema
from cchc_extract.commands.text import text
from cchc_extract.commands.view import view

app = typer.Typer(
    help="Metrics from Vietnamese articles on public administration reform, one fact a line.",
    epilog="Exit codes: 0 all went well; 1 a document, a score or a check failed; 2 wrong use.",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
patterns_app = typer.Typer(help="Work on pattern files.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(patterns_app, name="patterns")

app.command()(extract)
app.command()(coverage)
app.command()(check)
app.command()(explain)
app.command("eval")(evaluate)
app.command()(text)
app.command()(schema)
app.command()(view)
patterns_app.command("check")(check_patterns)


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


def _open_closed() -> None:
    """Standard streams that the caller has closed lead nowhere: no file that is opened may take the place of one."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def main() -> None:
    """The entry point of `cchc`."""
    _open_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a letter gets an escape for it rather than an error.
            stream.reconfigure(errors="backslashreplace")
    # Patterns and models are many objects that all stay: looking among them for garbage would delay the start.
    gc.set_threshold(50_000)
    app()


if __name__ == "__main__":
    main()
