"""What the commands share: options, exit codes, the way a run over documents is told of on standard error."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from cchc_extract.errors import CchcError
from cchc_extract.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

    from cchc_extract.batch.items import Item
    from cchc_extract.job import Job, Outcome

# The engine and Rich are imported inside the functions that use them: help and mistakes must come at once.

FAILED = 1
WRONG_USE = 2
INTERRUPTED = 130

_T = TypeVar("_T")


class Format(StrEnum):
    JSONL = "jsonl"
    TABLE = "table"


class Language(StrEnum):
    EN = "en"
    VI = "vi"


OutputFormat = Annotated[
    Format | None,
    typer.Option("--format", help="Default: table on a terminal, jsonl when piped or with --output."),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there, once all is done.")]
Date = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The article's date where its text has none."),
]
Lang = Annotated[Language, typer.Option("--lang", help="The language of what checks say.")]
Patterns = Annotated[
    list[Path] | None,
    typer.Option("--patterns", metavar="FILE", help="Patterns of your own, over the built-in ones; repeatable."),
]


@contextmanager
def ends_well() -> Iterator[None]:
    """Turns what ends a command early into an exit code, and a line on standard error where there is one to say."""
    try:
        yield
    except CchcError as error:
        fail(str(error).splitlines(), WRONG_USE)
    except BrokenPipeError:
        from cchc_extract.output.writing import silence_stdout

        silence_stdout()
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def fail(messages: Sequence[str], code: int) -> NoReturn:
    """End the command with an exit code, after lines on standard error."""
    complain(messages)
    raise typer.Exit(code)


def complain(messages: Sequence[str]) -> None:
    """Lines on standard error, safe to show."""
    for message in messages:
        typer.echo(f"cchc: {printable(message)}", err=True)


def print_json(value: object) -> None:
    """A value as indented JSON, on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2).encode())


class Run:
    """A job on many documents; `well` tells whether none has failed so far."""

    def __init__(self, job: "Job") -> None:
        self.well = True
        self._job = job
        self._warned: set[str] = set()

    def outcomes(self, items: "Iterable[Item]") -> Iterator["Outcome"]:
        """The outcome of each document that could be read; what the user must be told goes to standard error."""
        for item in items:
            outcome = self._job.run(item.load)
            complain([*outcome.problems, *(w for w in outcome.warnings if w not in self._warned)])
            self._warned.update(outcome.warnings)
            self.well &= not outcome.failed
            if outcome.document:
                yield outcome


def format_for(chosen: Format | None, output: Path | None) -> Format:
    """The format that was chosen, or what suits where results go."""
    on_terminal = output is None and sys.stdout.isatty()
    return chosen or (Format.TABLE if on_terminal else Format.JSONL)


def in_format(
    chosen: Format | None,
    output: Path | None,
    lines: Callable[[_T], bytes],
    table: Callable[[_T, "Console"], str],
) -> Callable[[_T], bytes]:
    """What makes results into bytes: as `lines` or as `table`; where none is chosen, what suits where they go."""
    if format_for(chosen, output) is Format.JSONL:
        return lines
    from rich.console import Console

    console = Console(force_terminal=False if output else None)
    encoding = "utf-8" if output else sys.stdout.encoding
    return lambda result: table(result, console).encode(encoding, "replace")
