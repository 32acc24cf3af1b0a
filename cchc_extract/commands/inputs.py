"""The options that say which documents a command takes, and what they make together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cchc_extract.batch.inputs import Inputs
    from cchc_extract.reading import Reading

_STDIN = "-"

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE...", help="Articles, folders, or files of records; - is standard input."),
]
DocName = Annotated[
    str | None, typer.Option("--doc", metavar="NAME", help="What results from standard input call their document.")
]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where articles come from, beside the files that are named: a list of files, and the fields of records."""

    glob: Annotated[
        list[str] | None,
        typer.Option("--glob", metavar="PATTERN", help="What to take from folders, such as '*.txt'; repeatable."),
    ] = None
    files_from: Annotated[
        str | None,
        typer.Option("--files-from", metavar="LIST", help="Take the paths in this file too; - is standard input."),
    ] = None
    text_field: Annotated[
        str | None,
        typer.Option("--text-field", metavar="NAME", help="The text in JSONL, CSV or Parquet, one article a record."),
    ] = None
    id_field: Annotated[str | None, typer.Option("--id-field", metavar="NAME", help="What names the record.")] = None
    date_field: Annotated[str | None, typer.Option("--date-field", metavar="NAME", help="Its date.")] = None
    title_field: Annotated[
        str | None, typer.Option("--title-field", metavar="NAME", help="Its title, to be read before the text.")
    ] = None


def check_inputs(files: Sequence[str] | None, listed: str | None, doc: str | None, output: Path | None) -> None:
    """Raises BadParameter or OutputError where the articles, a name for one, or the output cannot be as given."""
    files = files or []
    if not files and listed is None:
        raise typer.BadParameter("name an article, a folder, or - for standard input", param_hint="FILE")
    if [*files, listed].count(_STDIN) > 1:
        raise typer.BadParameter("- can be given once only", param_hint="FILE")
    if doc is not None and _STDIN not in files:
        raise typer.BadParameter("it names standard input; give - as a FILE too", param_hint="--doc")
    if output:
        from cchc_extract.output.writing import check_output

        check_output(output, files)


def inputs_of(
    files: Sequence[str] | None,
    sources: Sources,
    doc: str | None,
    apart: Sequence[Path] = (),
    reading: "Reading | None" = None,
) -> "Inputs":
    """The documents that the options name; `apart` are files of our own. Raises BadParameter."""
    from cchc_extract.batch.fields import Fields
    from cchc_extract.batch.inputs import Inputs

    text, others = sources.text_field, (sources.id_field, sources.date_field, sources.title_field)
    if text is None and any(name is not None for name in others):
        raise typer.BadParameter("the other fields of a record need it", param_hint="--text-field")
    return Inputs(
        files or [],
        sources.files_from,
        tuple(sources.glob or ()),
        Fields(text, *others) if text is not None else None,
        doc or _STDIN,
        frozenset(str(path.resolve()) for path in apart),
        reading,
    )
