"""Word documents: paragraphs and tables in their order, opened by python-docx."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cchc_extract.encodings import mend
from cchc_extract.encodings.tables import decode_legacy
from cchc_extract.formats.content import Content, FormatError, MissingExtraError, too_big
from cchc_extract.formats.grid import Cell, as_lines
from cchc_extract.formats.limits import Clock, Limits

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# What is struck out, and what stands in a frame of its own and comes after the paragraph.
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _FALLBACK}
_SPACES = re.compile(r"[ \u00a0]{2,}|\t")
_DAMAGED = "is a damaged or incomplete DOCX file; open it in Word or LibreOffice, and save it anew"


def read(data: bytes, encoding: str | None, limits: Limits) -> Content:
    """The text of a document, a paragraph a line. Text in the fonts of old encodings is in Unicode afterwards.

    Raises FormatError for what is damaged, protected, empty, or unpacks to more than the limits.
    """
    clock = Clock(limits.seconds)
    check_archive(data, limits)
    document = _open(data)
    body = document.element.find(f"{_W}body")
    blocks = [] if body is None else list(_blocks(body, clock))
    text = mend("\n".join(blocks), encoding)
    if not text.text.strip():
        raise FormatError("holds no text; if its pages are pictures, recognise them by OCR first")
    return Content(text.text, "docx", None if text.encoding == "utf-8" else text.encoding, None, _metadata(document))


def check_archive(data: bytes, limits: Limits) -> None:
    """Raises FormatError for an archive that is protected, damaged, or unpacks to more than the limits.

    The sizes that it declares are counted, and no more than these are unpacked: `zipfile` stops there.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise FormatError(_DAMAGED) from None
    if any(part.flag_bits & 1 for part in parts):
        raise FormatError("is protected by a password; save a copy without it")
    if len(parts) > limits.parts:
        raise FormatError(f"has more than {limits.parts:,} parts, as no document has; copy its text into a new one")
    if sum(part.file_size for part in parts) > limits.size:
        raise too_big("unpacks to more bytes", limits.size, "--max-size")


def _open(data: bytes) -> "WordDocument":
    try:
        import docx
    except ImportError:
        raise MissingExtraError("a Word document", "docx") from None
    try:
        return docx.Document(io.BytesIO(data))
    except Exception:
        # Whatever zipfile, zlib, lxml and python-docx raise for what none of them expects in a file.
        raise FormatError(_DAMAGED) from None


def _metadata(document: "WordDocument") -> dict[str, str]:
    try:
        known = document.core_properties
        created = known.created.date().isoformat() if known.created else ""
        found = {"title": known.title, "author": known.author, "created": created}
    except (ValueError, KeyError, AttributeError):
        return {}
    return {name: value for name, value in found.items() if value}


def _blocks(parent: "Element", clock: Clock) -> Iterator[str]:
    """The lines of what stands in a body, a cell or a frame, a blank line between paragraphs and tables."""
    for child in parent:
        if clock.late:
            raise FormatError(f"takes longer than {clock.seconds:g} s to read; split it")
        if child.tag == f"{_W}p":
            yield from _paragraph(child, clock)
        elif child.tag == f"{_W}tbl":
            yield from ["", *as_lines(_rows(child, clock)), ""]
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
            yield from _blocks(child, clock)


def _paragraph(element: "Element", clock: Clock) -> Iterator[str]:
    text = _SPACES.sub(" ", "".join(_runs(element))).strip()
    if text:
        listed = element.find(f"{_W}pPr/{_W}numPr") is not None
        yield f"- {text}" if listed else text
        if not listed:
            yield ""
    for frame in _frames(element):
        yield from _blocks(frame, clock)


def _frames(element: "Element") -> Iterator["Element"]:
    """The frames in an element; those inside another one come with that one."""
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag != _FALLBACK:
            yield from _frames(child)


def _runs(element: "Element") -> Iterator[str]:
    """The text of a paragraph, run by run."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{_W}r":
            yield _in_font("".join(_runs(child)), child.find(f"{_W}rPr/{_W}rFonts"))
        else:
            yield from _runs(child)


def _in_font(text: str, fonts: "Element | None") -> str:
    """Text whose font makes Vietnamese of other letters: those of TCVN3 (`.VnTime`) and of VNI (`VNI-Times`)."""
    name = "" if fonts is None else fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or ""
    if not name.startswith((".Vn", "VNI-")) or not any("\x80" <= char <= "\xff" for char in text):
        return text.upper() if name.startswith(".Vn") and name.endswith("H") else text
    decoded = decode_legacy(text, "tcvn3" if name.startswith(".Vn") else "vni")
    return decoded.upper() if name.startswith(".Vn") and name.endswith("H") else decoded


def _rows(table: "Element", clock: Clock) -> list[list[Cell]]:
    """The cells of a table; one that goes on from the row above adds to that one's height."""
    rows: list[list[Cell]] = []
    open_cells: dict[int, tuple[int, int]] = {}
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells: list[Cell] = []
        column = 0
        for element in row.iter(f"{_W}tc"):
            if next(element.iterancestors(f"{_W}tr")) is not row:
                continue
            across, merge = _span(element)
            if merge == "continue" and column in open_cells:
                at, index = open_cells[column]
                above = rows[at][index]
                rows[at][index] = Cell(above.text, above.across, above.down + 1)
            else:
                open_cells[column] = (len(rows), len(cells))
                cells.append(Cell("\n".join(_blocks(element, clock)), across))
            column += across
        rows.append(cells)
    return rows


def _span(cell: "Element") -> tuple[int, str]:
    """How many columns a cell takes, and whether it goes on from above (`continue`)."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    across = (span.get(f"{_W}val") or "1") if span is not None else "1"
    goes_on = "" if merge is None else merge.get(f"{_W}val") or "continue"
    return (int(across) if across.isdecimal() and len(across) < 4 else 1), goes_on
