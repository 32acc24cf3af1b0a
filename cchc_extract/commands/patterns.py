"""`cchc patterns`."""

from pathlib import Path
from typing import Annotated

import typer

from cchc_extract.commands.shell import ends_well


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
