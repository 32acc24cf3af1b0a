"""Plain text, in whatever encoding."""

import re

from cchc_extract.encodings import UnknownEncodingError, decode
from cchc_extract.formats.content import Content, FormatError

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def read(data: bytes, encoding: str | None = None) -> Content:
    """The text in bytes, exactly as it is where they are UTF-8. Raises FormatError where they are no text."""
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
        if b"\0" in data:
            raise FormatError("is a binary file; give its text, saved as plain text in UTF-8") from None
        raise FormatError(
            f"is not UTF-8 at byte {error.at} (0x{data[error.at]:02X}), and its words are Vietnamese in no other "
            "encoding known here; save it as UTF-8, or name its encoding with --encoding"
        ) from None
    if decoded.encoding != "utf-8" and len(_CONTROLS.findall(decoded.text)) > len(decoded.text) / 50:
        raise FormatError("is a binary file; give its text, saved as plain text in UTF-8")
    return decoded.text, decoded.encoding
