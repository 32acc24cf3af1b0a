"""Which encoding a text is in, by how Vietnamese its words are when it is decoded."""

import codecs
import contextlib
import re
from dataclasses import dataclass

from cchc_extract.encodings.names import LEGACY, Legacy
from cchc_extract.encodings.syllables import score
from cchc_extract.encodings.tables import decode_legacy, decode_viqr, windows

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Signs that Vietnamese text does not use, and that are in text which was decoded wrongly.
_ODD = re.compile("[\x80-\x9f¡-§¨-¯²-¶¸-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿŒœŠšŽžŸƒˆ˜†‡‰‹›„]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LETTER_BEYOND_ASCII = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
# Other than the quotes, dashes and spaces of Windows.
_LETTER_OR_SIGN = re.compile(r"[^\x00-\x7f\x85\x91-\x97\xa0]")
_VIQR = re.compile(r"(?:[aeo]\^|a\(|[ou]\+|\bdd(?=[aeiouy])|[aeiouy]['`?~.](?=[a-z]))", re.IGNORECASE)
_ASCII_WORD = re.compile(r"[A-Za-z]+")
# So many characters settle which encoding it is.
_SAMPLE = 20_000
# Below these shares of syllables it is no Vietnamese; text that is good UTF-8 is changed for strong reasons only.
_LIKELY = 0.7
_STRONG = 0.8
_POOR = 0.5
_LEAST_WORDS = 3
# By so many words another encoding has to be better for one line than that of the text.
_MARGIN = 5


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that it was in; several are joined by `+`."""

    text: str
    encoding: str


class UnknownEncodingError(ValueError):
    """Bytes that are in none of the encodings known here, or not in the only one that they can be in.

    `at` is the first byte that is not in UTF-8, or in the encoding `claimed`: the one that was given, or that the
    bytes show by a mark at their beginning or by their zeros; None where they show none.
    """

    def __init__(self, at: int, claimed: str | None = None) -> None:
        self.at = at
        self.claimed = claimed
        super().__init__(f"not in {claimed or 'any known encoding, and not UTF-8'} at byte {at}")


def decode(data: bytes, encoding: str | None = None, *, viqr: bool = True) -> Decoded:
    """The text in bytes, whose encoding is the one given or the one under which it is the most Vietnamese.

    `viqr`: whether plain ASCII may be VIQR.

    Raises UnknownEncodingError, also where the bytes are not in the encoding given.
    """
    if encoding:
        return Decoded(_forced(data, encoding), encoding)
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, "utf-8-sig" if name == "utf-8" else name), name)
    if b"\0" in data[:_SAMPLE]:
        return Decoded(_strict(data, _endian(data)), "utf-16")
    try:
        return mend(data.decode("utf-8"), viqr=viqr)
    except UnicodeDecodeError as error:
        text = data.decode("latin-1")
        decoded = (
            Decoded(decode_viqr(windows(text)), "viqr") if viqr and _is_viqr(text) else _mend_lines(text, raw=True)
        )
        if decoded is None:
            raise UnknownEncodingError(error.start) from None
        return decoded


def mend(text: str, encoding: str | None = None, *, viqr: bool = True) -> Decoded:
    """Text that may have been decoded wrongly on its way, with what was meant; good text comes back as it is.

    `encoding` says that its characters stand for bytes in that encoding.
    """
    if encoding in LEGACY:
        return Decoded(decode_legacy(text, encoding), encoding)
    if encoding == "viqr" or (encoding is None and viqr and _is_viqr(text)):
        return Decoded(decode_viqr(text), "viqr")
    if encoding or not _ODD.search(text):
        return Decoded(text, encoding or "utf-8")
    return _mend_lines(text, raw=False) or Decoded(text, "utf-8")


def _forced(data: bytes, encoding: str) -> str:
    if encoding in LEGACY:
        return decode_legacy(data.decode("latin-1"), encoding)
    if encoding == "viqr":
        return decode_viqr(_strict(data, "utf-8-sig"))
    if encoding == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, _endian(data))
    return _strict(data, "utf-8-sig" if encoding == "utf-8" else encoding)


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        # The decoder may count from behind a byte order mark; a reader of the message counts from the start.
        claimed = codec.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
        raise UnknownEncodingError(error.start + len(data) - len(error.object), claimed) from None


def _endian(data: bytes) -> str:
    """Which half of the pairs of bytes is mostly zero; UTF-16 of Latin letters has the zeros in one of them."""
    sample = data[:_SAMPLE]
    return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"


def _is_viqr(text: str) -> bool:
    """Whether ASCII signs stand for the marks of Vietnamese: in many words, and words that become syllables."""
    if _LETTER_BEYOND_ASCII.search(text):
        return False
    sample = text[:_SAMPLE]
    signs = len(_VIQR.findall(sample))
    if signs < _LEAST_WORDS or signs < len(_ASCII_WORD.findall(sample)) / 10:
        return False
    decoded = decode_viqr(sample)
    left = len(_VIQR.findall(decoded))
    return score(decoded).syllables >= max(_LEAST_WORDS, 4 * left)


def _mend_lines(text: str, *, raw: bool) -> Decoded | None:
    """Each line in the encoding that makes it the most Vietnamese; None where none makes the text Vietnamese.

    `raw`: the characters are bytes, in no encoding yet.
    """
    lines = text.split("\n")
    odd = [line for line in lines if (_BEYOND_ASCII if raw else _ODD).search(line)]
    sample = "\n".join(odd)[:_SAMPLE]
    main = max(LEGACY, key=lambda name: score(decode_legacy(sample, name)).balance)
    used: dict[str, None] = {}
    for at, line in enumerate(lines):
        if _BEYOND_ASCII.search(line):
            lines[at], name = _mend_bytes(line, main) if raw else _mend_line(line, main)
            used[name] = None
    mended = "\n".join(lines)
    after = score(mended[: 2 * _SAMPLE])
    told = after.share >= _LIKELY and after.syllables >= _LEAST_WORDS
    if (raw and not told and (after.syllables or after.others)) or mended == text:
        return None
    return Decoded(mended, "+".join(filter(None, used)) or "windows-1252")


def _mend_bytes(line: str, main: Legacy) -> tuple[str, str]:
    """A line of bytes as it was meant, and its encoding, empty for a line that has it in common with others.

    Where too few words tell, it is `main`, that of the text.
    """
    if not _LETTER_OR_SIGN.search(line):
        return windows(line), ""
    with contextlib.suppress(UnicodeError):
        whole = line.encode("latin-1").decode("utf-8")
        if score(whole[:_SAMPLE]).balance >= score(decode_legacy(line[:_SAMPLE], main)).balance:
            return whole, "utf-8"
    head = line[:_SAMPLE]
    as_main = score(decode_legacy(head, main))
    if as_main.share < _LIKELY:
        balances = {name: score(decode_legacy(head, name)).balance for name in LEGACY}
        best = max(LEGACY, key=balances.__getitem__)
        plain = score(windows(head)).balance
        if plain >= max(as_main.balance + _MARGIN, balances[best]):
            return windows(line), "windows-1252"
        if balances[best] >= as_main.balance + _MARGIN:
            return decode_legacy(line, best), best
    return decode_legacy(line, main), main


def _mend_line(line: str, main: Legacy) -> tuple[str, str]:
    """A line that may have been decoded wrongly, as it was meant; only where that is much more Vietnamese."""
    from ftfy import fix_encoding

    head = line[:_SAMPLE]
    before = score(head)
    whole = _as_utf8(line)
    if whole and score(whole[:_SAMPLE]).balance >= before.balance:
        return whole, "mojibake"
    if not before.others or before.share > _POOR:
        return line, "utf-8"
    best = max((main, *LEGACY), key=lambda name: score(decode_legacy(head, name)).balance)
    old, mojibake = score(decode_legacy(head, best)), score(fix_encoding(head))
    if max(old.balance, mojibake.balance) <= before.balance:
        return line, "utf-8"
    if old.balance > mojibake.balance:
        return (decode_legacy(line, best), best) if old.share >= _STRONG else (line, "utf-8")
    return (fix_encoding(line), "mojibake") if mojibake.share >= _STRONG else (line, "utf-8")


def _as_utf8(line: str) -> str | None:
    """What UTF-8 stands for that was read as Latin-1 or Windows-1252; None where it cannot have been that."""
    import ftfy.bad_codecs

    ftfy.bad_codecs.ok()
    for read_as in ("latin-1", "sloppy-windows-1252"):
        with contextlib.suppress(UnicodeError):
            return line.encode(read_as).decode("utf-8")
    return None
