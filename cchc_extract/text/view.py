"""The text that rules match on, with a way back to the text as it was given."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import regex


def _pairs(given: str, wanted: str) -> dict[int, str]:
    return dict(zip(map(ord, given), wanted, strict=True))


# Letters of other alphabets that are written for the D with a stroke.
STROKED: dict[int, str] = {ord("Ð"): "Đ", ord("ð"): "đ", ord("Ɖ"): "Đ"}
_SAME_LENGTH: dict[int, str] = {
    **{ord(c): " " for c in "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u205f\u3000\x0b\x0c\x85\u2028\u2029"},
    **{ord(c): "\u00a0" for c in "\u00a0\u2007\u2009\u200a\u202f"},
    **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
    **STROKED,
    # Cyrillic letters that look as Latin ones do, some after a slip of the keyboard, some put in on purpose.
    **_pairs("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝ", "ABESIJKMHOPCTYXaesijopcyxhdqw"),
}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_MATCHING = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
}
_ODD = re.compile("[" + "".join(map(chr, _SAME_LENGTH)) + "]")
_FOLDED = re.compile("[" + "".join(_MATCHING) + "]")
_INVISIBLE = (
    0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10), 0xFEFF,
)  # fmt: skip
_UNSEEN = "".join(map(chr, _INVISIBLE))
_DROPPED = re.compile(f"\u00ad\r?\n|[{_UNSEEN}]|\r(?=\n)")
_PLAIN = regex.compile(rf"[^\p{{M}}\r{_UNSEEN}{''.join(_LIGATURES)}]+")
_RESHAPED = re.compile(f"[{_UNSEEN}{''.join(_LIGATURES)}]|\r(?=\n)")
# Spaces that the view keeps as they are, beside the usual ones.
_KEPT_SPACES = (*range(0x1C, 0x20), 0x1680)
_NARROW_SPACE = re.compile(r"(?<!\d)\u00a0|\u00a0(?!\d{3}(?!\d))")
# The marks of the five tones. In `oa`, `oe` and `uy` the old way sets them on the second letter, the new one on
# the first.
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_NEW_TONE = {
    pair[0] + unicodedata.normalize("NFC", pair[1] + tone): unicodedata.normalize("NFC", pair[0] + tone) + pair[1]
    for pair in ("oa", "oe", "uy")
    for tone in _TONES
}
_OLD_TONE = re.compile(rf"(?<!q)({'|'.join(_NEW_TONE)})(?!\w)")
_OLD_FORM = {new: old for old, new in _NEW_TONE.items()}
_NEW_TONE_END = re.compile(f"(?:{'|'.join(_OLD_FORM)})(?!\\w)")
_PIECE = re.compile(r"[^\W_]+| ?(?:[^\w\s]|_) ?| ")


@dataclass(frozen=True, slots=True)
class View:
    """A text in two forms of one length, and the map from them to the source.

    `text` is NFC with `Ð` written `Đ`, ligatures and letters that only look Latin as Latin letters, the wide ones of
    East Asia too, and invisible characters dropped; `low` is `text` in lower case, with one
    kind of space, dash and quote and the new tone placement (`hòa`), for matching. Spans are half-open.
    """

    source: str
    text: str
    low: str
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of `source` that the non-empty span of `text` stands for."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def position(self, at: int) -> int:
        """The position in `text` of what stands at a position of `source`, or of what follows it."""
        return at if self.starts is None else bisect_left(self.starts, at)


def _clusters(source: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """NFC by clusters of a base and its marks, each result character mapped to its cluster's span."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at, looked, size = 0, 0, len(source)
    while at < size:
        if at >= looked:
            looked = _plain_end(source, at, size)
            if looked > at and unicodedata.is_normalized("NFC", source[at:looked]):
                out.append(source[at:looked])
                starts.extend(range(at, looked))
                ends.extend(range(at + 1, looked + 1))
                at = looked
                continue
        end = at + 1
        while end < size and unicodedata.combining(source[end]):
            end += 1
        dropped = _DROPPED.match(source, at)
        if dropped:
            end = max(end, dropped.end())
        else:
            base = _LIGATURES.get(source[at], source[at])
            for char in unicodedata.normalize("NFC", base + source[at + 1 : end]):
                out.append(char)
                starts.append(at)
                ends.append(end)
        at = end
    return "".join(out), tuple(starts), tuple(ends)


def _plain_end(source: str, at: int, size: int) -> int:
    """Where what is no mark, nor dropped or reshaped, ends from a position on, without the base of a mark behind."""
    plain: re.Match[str] | None = _PLAIN.match(source, at)
    if plain is None:
        return at
    end = plain.end()
    return end - 1 if end < size and unicodedata.combining(source[end]) else end


def lower_same_length(text: str) -> str:
    """Lower case that never changes the length (`İ` has a lower case of two characters and stays)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def make_view(source: str) -> View:
    """The view of a text, whatever its normal form, line ends and spaces."""
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None
    # First what keeps the length, as marks may stand on a letter that is only now Latin.
    text = source.translate(_SAME_LENGTH) if _ODD.search(source) else source
    if not unicodedata.is_normalized("NFC", text) or _RESHAPED.search(text):
        text, starts, ends = _clusters(text)
    text = text.replace("\r", "\n")
    if "\u00a0" in text:
        text = _NARROW_SPACE.sub(" ", text)
    low = fold(text)
    return View(source, text, low, starts, ends)


def fold(text: str) -> str:
    """The matching form of NFC text, of the same length."""
    low = _FOLDED.sub(lambda m: _MATCHING[m[0]], lower_same_length(text))
    return _OLD_TONE.sub(lambda m: _NEW_TONE[m[1]], low)


def unusual() -> set[str]:
    """The characters, in lower case, for which phrases stand in an NFC text otherwise than `spellings` tells."""
    codes = (*_INVISIBLE, *_KEPT_SPACES, *_SAME_LENGTH, *map(ord, _LIGATURES))
    return {chr(code).lower() for code in codes if chr(code) != "\u00a0"}


def spellings(phrase: str) -> Iterator[str]:
    """All that stands for a folded phrase in the lower case of a usual text, with one space for each run of spaces.

    Tone marks have two placements, dashes and quotes many forms; around punctuation there may be a space or none.
    """
    forms = [_forms(piece) for piece in _PIECE.findall(phrase)]
    return map("".join, product(*forms))


def _forms(piece: str) -> list[str]:
    """The spellings of a word, a space, or a punctuation mark with the spaces around it."""
    if piece == " ":
        return [piece]
    if not piece[0].isalnum():
        mark = piece.strip()
        marks = [mark, *(odd for odd, usual in _MATCHING.items() if usual == mark)]
        return [before + one + after for one in marks for before in ("", " ") for after in ("", " ")]
    old = _NEW_TONE_END.sub(lambda m: _OLD_FORM[m[0]], piece)
    return [piece] if old == piece else [piece, old]
