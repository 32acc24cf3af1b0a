"""Text in the old encodings of Vietnamese, made for the tests, and snippets to try them on."""

import random
import unicodedata
from pathlib import Path

from cchc_extract.encodings.tables import table

ROOT = Path(__file__).resolve().parent.parent
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
# What an encoding of letters alone has instead of other signs.
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " ", "•": "*"}
)
_MARKS = "\\(^+'`?~."


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a text in an encoding; `?` for signs that it does not have."""
    text = unicodedata.normalize("NFC", text)
    if encoding == "windows-1258":
        return b"".join(map(_windows_1258, text))
    letters = table(encoding)
    if encoding in ("viqr", "viscii"):
        text = text.translate(_PLAIN)
    out = bytearray()
    for before, char in zip(" " + text, text, strict=False):
        if encoding == "viqr" and ((_may_bear(before) and char in _MARKS) or (before in "dD" and char in "dD")):
            out += b"\\"
        out += letters.get(char) or char.encode("ascii" if encoding in ("viqr", "viscii") else "cp1252", "replace")
    return bytes(out)


def _may_bear(char: str) -> bool:
    """Whether the letter would take a sign behind it for a mark of its own."""
    return unicodedata.normalize("NFD", char)[0] in "aeiouyAEIOUY"


def _windows_1258(char: str) -> bytes:
    """The code page has the letters of the alphabet, and their tones apart."""
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        spread = unicodedata.normalize("NFD", char)
        letter = unicodedata.normalize("NFC", spread.translate(_TONES))
        tones = "".join(mark for mark in spread if ord(mark) in _TONES)
        return (letter + tones).encode("cp1258", "replace")


def as_written(text: str, encoding: str) -> str:
    """The text with the signs that the encoding has; TCVN3 has no capitals with tones in its fonts."""
    text = unicodedata.normalize("NFC", text)
    if encoding in ("viqr", "viscii"):
        return text.translate(_PLAIN)
    return text


def snippets(count: int, seed: int, length: int = 200) -> list[str]:
    """Pieces of the samples and the annotated articles, cut anywhere."""
    paths = sorted([*(ROOT / "samples").glob("*.txt"), *(ROOT / "tests" / "gold" / "dev").glob("*.txt")])
    texts = [unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig")) for path in paths]
    texts = [text for text in texts if len(text) > length]
    chance = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        text = chance.choice(texts)
        at = chance.randrange(len(text) - length)
        found.append(text[at : at + length])
    return found
