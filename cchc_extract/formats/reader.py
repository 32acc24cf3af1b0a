"""From the bytes of a file to its content, by the reader of its format."""

from cchc_extract.formats import plain
from cchc_extract.formats.content import Content, too_big
from cchc_extract.formats.detection import format_of
from cchc_extract.formats.limits import Limits


def read(data: bytes, name: str, encoding: str | None = None, limits: Limits | None = None) -> Content:
    """The content of a file with these bytes and that name; `encoding` is that of its text, if not to be found.

    The library for a format is imported when the first file of the format comes. Raises FormatError for what is in
    no format that can be read, damaged, protected, without text, or larger than the limits.
    """
    limits = limits or Limits()
    content = _read(data, format_of(data, name), encoding, limits)
    if len(content.text) > limits.characters:
        raise too_big("has more characters", limits.characters, "--max-text")
    return content


def _read(data: bytes, kind: str, encoding: str | None, limits: Limits) -> Content:
    if kind == "html":
        from cchc_extract.formats.apart import read_page

        return read_page(data, encoding, limits)
    if kind == "docx":
        from cchc_extract.formats import docx

        return docx.read(data, encoding, limits)
    if kind == "pdf":
        from cchc_extract.formats import pdf

        return pdf.read(data, encoding, limits)
    return plain.read(data, encoding, limits)
