"""A process that reads the lines of a PDF by pypdfium2: the file on standard input, JSON on standard output.

    python -m cchc_extract.formats.pdf_pages PAGES CHARACTERS BYTES SECONDS < FILE

The numbers are limits: of pages, of characters of text, of memory and of computing time.
"""

import json
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cchc_extract.formats.content import FormatError, too_big
from cchc_extract.formats.limits import hold_process

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_SOFT = re.compile("[\u00ad\x02\ufffe]$")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def found(data: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    """The lines of each page as they are printed, in `pages`, and `metadata`. Raises FormatError."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise FormatError("is protected by a password; save a copy without it") from None
        raise FormatError("is a damaged or incomplete PDF; get it again, or print it anew to PDF") from None
    if len(document) > most_pages:
        raise too_big(f"has {len(document):,} pages, more", most_pages, "--max-pages")
    return {"pages": list(_pages(document, most_characters)), "metadata": _metadata(document)}


def _pages(document: "PdfDocument", most_characters: int) -> Iterator[list[str]]:
    from pypdfium2 import PdfiumError

    size = 0
    for number in range(len(document)):
        try:
            page = document[number]
            shown = page.get_textpage().get_text_bounded()
            page.close()
        except PdfiumError:
            raise FormatError(f"is damaged at page {number + 1}; get it again, or print it anew to PDF") from None
        size += len(shown)
        if size > most_characters:
            raise too_big("has more characters", most_characters, "--max-text")
        lines = (_CONTROLS.sub("", _softened(line)).strip() for line in shown.replace("\f", " ").splitlines())
        yield [line for line in lines if line]


def _softened(line: str) -> str:
    """A line with a soft hyphen at its end where the page has a sign that breaks a word."""
    return _SOFT.sub("\u00ad", line.rstrip())


def _metadata(document: "PdfDocument") -> dict[str, str]:
    known = document.get_metadata_dict()
    date = _DATE.match(known.get("CreationDate", ""))
    created = "-".join(date.groups()) if date else ""
    named = {"title": known.get("Title"), "author": known.get("Author"), "created": created}
    return {name: value for name, value in named.items() if value and value.strip()}


def main() -> None:
    """Read the file, and say what is in it or what is wrong with it."""
    most_pages, most_characters, memory, seconds = map(int, sys.argv[1:])
    hold_process(memory, seconds)
    result: dict[str, Any]
    try:
        result = found(sys.stdin.buffer.read(), most_pages, most_characters)
    except FormatError as error:
        result = {"error": str(error)}
    except ImportError:
        result = {"missing": True}
    sys.stdout.buffer.write(json.dumps(result).encode())


if __name__ == "__main__":
    main()
