"""Plain text, in whatever encoding."""

import codecs
import re

from cchc_extract.encodings import UnknownEncodingError, decode
from cchc_extract.formats.content import Content, FormatError, too_big
from cchc_extract.formats.limits import Limits

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# No encoding takes more bytes for a character; this is one of four in UTF-8, each read as one of Windows-1252 and
# written in UTF-8 once more. What has more bytes has too many characters, and need not be decoded to know it.
_BYTES = 12


def read(data: bytes, encoding: str | None, limits: Limits) -> Content:
    """The text in bytes, exactly as it is where they are UTF-8. Raises FormatError where they are no text."""
    if len(data) > _BYTES * limits.characters:
        raise too_big("has more characters", limits.characters, "--max-text")
    decoded = decoded_text(data, encoding)
    return Content(decoded[0], "text", decoded[1])


def decoded_text(data: bytes, encoding: str | None, *, viqr: bool = True) -> tuple[str, str]:
    """The text in bytes and its encoding. Raises FormatError where no encoding fits, or not the one given."""
    try:
        decoded = decode(data, encoding, viqr=viqr)
    except UnknownEncodingError as error:
        if encoding:
            raise FormatError(
                f"is not {encoding} at byte {error.at}; leave out --encoding to have it found"
            ) from None
        if error.claimed and data.startswith(_WIDE_MARKS):
            raise FormatError(
                f"is not {error.claimed.upper()} at byte {error.at}, though it begins so; "
                "get it again, or save it as UTF-8"
            ) from None
        if b"\0" in data:
            raise FormatError("is a binary file; give its text, saved as plain text in UTF-8") from None
        raise FormatError(
            f"is not UTF-8 at byte {error.at} (0x{data[error.at]:02X}), and its words are Vietnamese in no other "
            "encoding known here; save it as UTF-8, or name its encoding with --encoding"
        ) from None
    if decoded.encoding != "utf-8" and len(_CONTROLS.findall(decoded.text)) > len(decoded.text) / 50:
        raise FormatError("is a binary file; give its text, saved as plain text in UTF-8")
    return decoded.text, decoded.encoding
