"""`cchc check`."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.commands.shell import FAILED, Lang, Language, Output, OutputFormat, ends_well, in_format

if TYPE_CHECKING:
    from rich.console import Console

    from cchc_extract.output.checks import Checked


@ends_well()
def check(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FACTS...", help="Facts as cchc extract writes them (JSONL); - is standard input."),
    ],
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a check fails.")] = False,
    output_format: OutputFormat = None,
    output: Output = None,
    lang: Lang = Language.EN,
) -> None:
    """Check facts against each other, against what can be, and against published values.

    The articles themselves are not needed. Shown is what fails, by check, with conflicts across articles, and where a
    published value differs, which is no failure: the published one may be wrong.

    For example: cchc check facts.jsonl --strict
    """
    from cchc_extract.checks import corpus_findings
    from cchc_extract.output.checks import Checked
    from cchc_extract.output.writing import check_output, open_output
    from cchc_extract.reading import STDIN, read_models

    if files.count(STDIN) > 1:
        raise typer.BadParameter("- can be given once only", param_hint="FACTS")
    if output:
        check_output(output, files)
    # The same fact in two files is one fact.
    facts = list({fact.id: fact for source in files for fact in read_models(source)}.values())
    checked = Checked(facts, corpus_findings(facts))
    render = in_format(output_format, output, partial(_lines, lang.value), partial(_table, lang.value))
    with open_output(output) as stream:
        stream.write(render(checked))
    if strict and checked.count("fails"):
        raise typer.Exit(FAILED)


def _lines(lang: str, checked: "Checked") -> bytes:
    from cchc_extract.output.checks import checked_lines

    return checked_lines(checked, "vi" if lang == "vi" else "en")


def _table(lang: str, checked: "Checked", console: "Console") -> str:
    from cchc_extract.output.checks import checked_table

    return checked_table(checked, "vi" if lang == "vi" else "en", console)
