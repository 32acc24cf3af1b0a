"""`cchc text`."""

from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.commands.grouped import grouped
from cchc_extract.commands.readers import Readers
from cchc_extract.commands.shell import ends_well

if TYPE_CHECKING:
    from cchc_extract.reading import Document

RULE = "---\n"


@grouped
@ends_well()
def text(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Text, HTML, DOCX or PDF; - is standard input.")],
    header: Annotated[bool, typer.Option("--header/--no-header", help="What is known of the file, above it.")] = True,
    *,
    readers: Readers,
) -> None:
    """Print the text that facts are extracted from.

    The offsets of evidence count the characters of exactly this text, behind the second line of dashes.

    For example: cchc text report.pdf
    """
    document = readers.read(file)
    # As bytes: the text must come out exactly, whatever the terminal's encoding.
    typer.echo(((_header(document) if header else "") + document.text).encode("utf-8", "replace"), nl=False)


def _header(document: "Document") -> str:
    """What is known of a document, a line each, between lines of dashes."""
    from cchc_extract.printable import one_line

    known = {
        "format": document.format,
        "encoding": document.encoding,
        "date": document.date,
        **document.metadata,
        "pages": " ".join(map(str, document.pages)),
    }
    return RULE + "".join(f"{name}: {one_line(str(value))}\n" for name, value in known.items() if value) + RULE
