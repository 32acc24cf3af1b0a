"""The old encodings of Vietnamese: text whose characters stand for bytes, into the letters that were meant.

The characters are those of Latin-1 or of Windows-1252, for which texts in an old encoding are often taken.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from cchc_extract.encodings.names import Legacy
from cchc_extract.encodings.syllables import is_syllable

_C1 = {byte: bytes([byte]).decode("cp1252", "ignore") or None for byte in range(0x80, 0xA0)}
_PUNCTUATION = {byte: char for byte, char in _C1.items() if char and not char.isalnum()}
_QUOTED = re.compile(r"(?<![^\s\x00-\x40])[^\s\x00-\x40\x85\x91-\x97]*[\x85\x91-\x97][^\s\x00-\x40]*")
_EDGES = "\x85\x91\x92\x93\x94\x95\x96\x97"
# Words without a small ASCII letter, next to each other, from the first to the last with a capital.
_SHOUTABLE = r"[^\Wa-z\d_]+(?!\w)"
_CAPITAL = r"(?=[^\W\d_]*[A-ZĂÂĐÊÔƠƯ])"
_BETWEEN = r"[ ,.;:\"()\[\]/-]+"
_SHOUTED = re.compile(
    rf"(?<!\w){_CAPITAL}{_SHOUTABLE}(?:(?:{_BETWEEN}{_SHOUTABLE})*{_BETWEEN}{_CAPITAL}{_SHOUTABLE})?"
)
_SURELY = re.compile(r"[A-Z][^\W\d_A-Z]+[A-Z]|[^\W\d_A-Z]+[A-Z]|[A-Z]{2,}(?=[^\WA-Z\d_])")
_VIQR_WORD = re.compile(r"[A-Za-z](?:\\[^\w\s]|\\[dD]|[A-Za-z^(+'`?~.])*")
_VIQR_SIGN = re.compile(r"[aeo]\^|a\(|[ou]\+", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?=[\\(^+'`?~.dD])")


def decode_legacy(text: str, encoding: Legacy) -> str:
    """The text that is meant, in NFC; the rest stays, or becomes what Windows-1252 has there."""
    return windows(_DECODERS[encoding](text))


def windows(text: str) -> str:
    """Text whose characters from 80 to 9F are those that Windows-1252 has there."""
    return text.translate(_C1)


def decode_viqr(text: str) -> str:
    """The text that VIQR stands for; words that would become no syllables stay as they are."""
    return _ESCAPED.sub("", _VIQR_WORD.sub(_viqr_word, text))


@cache
def table(encoding: str) -> dict[str, bytes]:
    """The letters of Vietnamese, in both cases, and how an encoding writes them."""
    lines = files(__package__).joinpath("tables", f"{encoding}.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {letter: bytes.fromhex(code) for letter, code in pairs}


@cache
def _single(encoding: str, *, signs: bool) -> dict[int, str]:
    """For `str.translate`: the letter for each byte, the letter of Windows-1252, and, with `signs`, its sign."""
    letters: dict[int, str] = {}
    for letter, code in table(encoding).items():
        letters[code[0]] = letter
        sign = _C1.get(code[0])
        if sign and (signs or sign.isalpha()):
            letters[ord(sign)] = letter
    return letters


def _viscii(text: str) -> str:
    return text.translate(_single("viscii", signs=True))


def _tcvn3(text: str) -> str:
    letters = _single("tcvn3", signs=False)

    def unquoted(match: re.Match[str]) -> str:
        """A word with the quotes and dashes of Windows, which the fonts have where the standard has capitals."""
        word = match[0]
        if is_syllable(word.translate(letters)):
            return word
        core = word.strip(_EDGES)
        at = word.index(core) if core else 0
        return word[:at].translate(_PUNCTUATION) + core + word[at + len(core) :].translate(_PUNCTUATION)

    return _SHOUTED.sub(_shout, _QUOTED.sub(unquoted, text).translate(letters))


def _shout(match: re.Match[str]) -> str:
    """Capitals throughout: the fonts have no capitals with tones, so who types in capitals gets `HộI NGHị`."""
    return match[0].upper() if _SURELY.search(match[0]) else match[0]


def _vni(text: str) -> str:
    letters, pattern = _vni_table()
    return pattern.sub(lambda match: letters[match[0]], text)


@cache
def _vni_table() -> tuple[dict[str, str], re.Pattern[str]]:
    """The letters by their signs; a mark counts in either case, as who types in capitals gets both."""
    letters: dict[str, str] = {}
    for letter, code in table("vni").items():
        signs = code.decode("latin-1")
        letters[signs] = letter
        if len(signs) == 2:
            letters[signs[0] + signs[1].swapcase()] = letter
    longest = sorted(letters, key=len, reverse=True)
    return letters, re.compile("|".join(map(re.escape, longest)))


def _windows_1258(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_combining()))


@cache
def _combining() -> dict[int, str]:
    letters = {byte: bytes([byte]).decode("cp1258", "ignore") for byte in range(0xA0, 0x100)}
    return {byte: letter for byte, letter in letters.items() if letter}


def _viqr_word(match: re.Match[str]) -> str:
    """The word with its marks; a sign at the end that makes no syllable is punctuation."""
    letters, pattern = _viqr_table()
    word = match[0]
    for part in (word, word.rstrip("'`?~.")):
        decoded = pattern.sub(lambda found: letters[found[0]], part)
        if is_syllable(decoded.partition("\\")[0].rstrip("^(+'`?~.")):
            return decoded + word[len(part) :]
    # Abbreviations and names are no syllables (`HDDND`, `H'Nguye^n`); addresses have no signs but points.
    if word.isupper():
        return word.replace("DD", "Đ")
    return decoded + word[len(part) :] if _VIQR_SIGN.search(part) or part == "dd" else word


@cache
def _viqr_table() -> tuple[dict[str, str], re.Pattern[str]]:
    letters = {code.decode("ascii"): letter for letter, code in table("viqr").items()}
    letters |= {"Dd": "Đ", "dD": "Đ"}
    longest = sorted(letters, key=len, reverse=True)
    return letters, re.compile("|".join(map(re.escape, longest)))


_DECODERS: dict[Legacy, Callable[[str], str]] = {
    "tcvn3": _tcvn3,
    "vni": _vni,
    "viscii": _viscii,
    "windows-1258": _windows_1258,
}
