"""The options of the commands that read articles: how files are read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.commands.shell import FAILED, complain, fail

if TYPE_CHECKING:
    from cchc_extract.reading import Document, Reading


class EncodingName(StrEnum):
    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    TCVN3 = "tcvn3"
    VNI = "vni"
    VISCII = "viscii"
    WINDOWS_1258 = "windows-1258"
    VIQR = "viqr"
    WINDOWS_1252 = "windows-1252"


# The defaults are those of `Limits`, which is not imported for the help.
@dataclass(frozen=True, slots=True)
class Readers:
    """How files are read."""

    encoding: Annotated[
        EncodingName | None, typer.Option(help="The encoding of the articles' text; without it, it is found.")
    ] = None
    max_size: Annotated[
        float, typer.Option(metavar="MB", min=0.001, help="So large a file at most, and all that it unpacks to.")
    ] = 50.0
    max_text: Annotated[int, typer.Option(metavar="N", min=1, help="So many characters of text at most.")] = 2_000_000
    max_pages: Annotated[int, typer.Option(metavar="N", min=1, help="So many pages of a PDF at most.")] = 2_000

    def reading(self) -> "Reading":
        """What the options say, as the readers take it."""
        from cchc_extract.formats import Limits
        from cchc_extract.reading import Reading

        limits = Limits(size=int(self.max_size * 1_000_000), characters=self.max_text, pages=self.max_pages)
        return Reading(self.encoding.value if self.encoding else None, limits)

    def read(self, file: str, doc: str | None = None) -> "Document":
        """The one document of a command, which ends without it; what must be told goes to standard error."""
        from cchc_extract.errors import DocumentError
        from cchc_extract.reading import read_document

        try:
            document = read_document(file, doc, self.reading())
        except DocumentError as error:
            fail([str(error)], FAILED)
        complain([f"{document.name}: {note}" for note in document.notes])
        return document
