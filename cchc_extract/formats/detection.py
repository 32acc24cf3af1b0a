"""Which format a file is in: by its content first, by its suffix where the content leaves it open."""

import io
import re
from pathlib import PurePath

from cchc_extract.formats.content import Format, FormatError

_HEAD = 4096
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]{0,200}+>\s*+)?+(?:(?><!--.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:p|div|br|span|table|a|h[1-6]|ul|meta|title|html|body)\b[^<>]*>", re.IGNORECASE)
_SUFFIXES = {".html", ".htm", ".xhtml"}
_MAIL = re.compile(
    rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,30}?content-type:\s*multipart/related", re.IGNORECASE
)
_AS_DOCX = "open it in Word or LibreOffice and save it as .docx, or run: soffice --headless --convert-to docx FILE"
_OTHERS = (
    (b"{\\rtf", f"is RTF; {_AS_DOCX}"),
    (b"\x89PNG", "is a picture; give its text, recognised by OCR such as tesseract"),
    (b"\xff\xd8\xff", "is a picture; give its text, recognised by OCR such as tesseract"),
    (b"GIF8", "is a picture; give its text, recognised by OCR such as tesseract"),
    (b"\x1f\x8b", "is compressed; unpack it with gunzip"),
    (b"Rar!", "is an archive; unpack it"),
    (b"7z\xbc\xaf", "is an archive; unpack it"),
    (b"\x7fELF", "is a binary file; give its text, saved as plain text in UTF-8"),
)


def format_of(data: bytes, name: str) -> Format:
    """The format of a file with that content and name. Raises FormatError, with the remedy, where it is none here."""
    for beginning, problem in _OTHERS:
        if data.startswith(beginning):
            raise FormatError(problem)
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise FormatError(_compound(data))
    if _MAIL.match(head):
        raise FormatError("is a web page saved as one MHTML file; save it as HTML only")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<\0" in head or b"\0<" in head
    head = head.replace(b"\0", b"") if wide else head
    head = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _HTML.match(head) or (PurePath(name).suffix.lower() in _SUFFIXES and _TAG.search(data)):
        return "html"
    return "text"


def _zipped(data: bytes) -> Format:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise FormatError("is a damaged or incomplete DOCX or ZIP file; get it again") from None
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return "docx"
    if "xl/workbook.xml" in names:
        raise FormatError("is an Excel workbook; save its sheet as text (CSV), or copy the table into a document")
    if "content.xml" in names:
        raise FormatError(f"is an OpenDocument file; {_AS_DOCX}")
    raise FormatError("is a ZIP archive; unpack it, and name the files in it")


def _compound(data: bytes) -> str:
    """What stands in the old container of Office, by the names of its streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "is protected by a password; save a copy without it"
    if "WordDocument".encode("utf-16-le") in data:
        return f"is a DOC file of old Word; {_AS_DOCX}"
    return f"is a file of old Office; {_AS_DOCX}"
