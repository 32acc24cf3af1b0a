"""The options of the commands that read articles: how files are read."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cchc_extract.reading import Reading


class EncodingName(StrEnum):
    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    TCVN3 = "tcvn3"
    VNI = "vni"
    VISCII = "viscii"
    WINDOWS_1258 = "windows-1258"
    VIQR = "viqr"
    WINDOWS_1252 = "windows-1252"


Encoding = Annotated[
    EncodingName | None, typer.Option(help="The encoding of the articles' text; without it, it is found.")
]
MaxSize = Annotated[
    float, typer.Option(metavar="MB", min=0.001, help="So large a file at most, and all that it unpacks to.")
]
MaxText = Annotated[int, typer.Option(metavar="N", min=1, help="So many characters of text at most.")]
MaxPages = Annotated[int, typer.Option(metavar="N", min=1, help="So many pages of a PDF at most.")]

# Those of `Limits`, which is not imported for the help.
SIZE = 50.0
TEXT = 2_000_000
PAGES = 2_000


def reading(encoding: EncodingName | None, max_size: float, max_text: int, max_pages: int) -> "Reading":
    """How files are to be read, by these options."""
    from cchc_extract.formats import Limits
    from cchc_extract.reading import Reading

    limits = Limits(size=int(max_size * 1_000_000), characters=max_text, pages=max_pages)
    return Reading(encoding.value if encoding else None, limits)
