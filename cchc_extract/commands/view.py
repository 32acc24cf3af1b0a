"""`cchc view`."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from cchc_extract.commands.grouped import grouped
from cchc_extract.commands.readers import Readers
from cchc_extract.commands.shell import FAILED, WRONG_USE, complain, ends_well, fail

_TOLD = 10


@grouped
@ends_well()
def view(
    facts: Annotated[str, typer.Argument(metavar="FACTS", help="Facts as JSONL; - is standard input.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Write the page there; - is standard output.")
    ] = Path("view.html"),
    open_page: Annotated[bool, typer.Option("--open", help="Then open the page in the browser.")] = False,
    articles: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where the articles are; without it, where the facts say, from the current folder."
        ),
    ] = None,
    *,
    readers: Readers,
) -> None:
    """Make one HTML page of facts, in their articles and in a table.

    The page stands alone and needs no network. It also tells which articles are missing or have changed.

    For example: cchc view facts.jsonl --open
    """
    if find_spec("jinja2") is None:
        fail(
            ["Jinja2, which makes the page, is missing; install it: pip install 'cchc-extract[view]'"],
            WRONG_USE,
        )
    from cchc_extract.output.writing import OutputError, check_output, open_output
    from cchc_extract.reading import STDIN, read_models
    from cchc_extract.view import load_articles, make_page

    target = None if str(output) == STDIN else output
    if open_page and target is None:
        raise typer.BadParameter("a page on standard output cannot be opened", param_hint="--open")
    if articles and not articles.is_dir():
        raise typer.BadParameter(f"{articles} is no folder", param_hint="--articles")
    found = load_articles(read_models(facts), articles, readers.reading())
    if target:
        check_output(target, [str(article.path) for article in found if article.path])
        if facts != STDIN and target.exists() and target.samefile(facts):
            raise OutputError(f"{target}: is the file of facts; name another file for the page")
    page = make_page(found)
    with open_output(target) as stream:
        stream.write(page)
    problems = [article.problem for article in found if article.problem]
    complain(_shortened(problems))
    if open_page and target:
        _open(target)
    if problems:
        raise typer.Exit(FAILED)


def _shortened(problems: Sequence[str]) -> list[str]:
    more = len(problems) - _TOLD
    return [*problems[:_TOLD], *([f"and {more} more articles; the page tells which"] if more > 0 else [])]


def _open(page: Path) -> None:
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        complain([f"{page}: no browser could be started; open the file in one"])
