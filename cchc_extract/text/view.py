"""The text that rules match on, with a way back to the text as it was given."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass


def _pairs(given: str, wanted: str) -> dict[int, str]:
    return dict(zip(map(ord, given), wanted, strict=True))


_SAME_LENGTH: dict[int, str] = {
    **{ord(c): " " for c in "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u205f\u3000\x0b\x0c\x85\u2028\u2029"},
    **{ord(c): "\u00a0" for c in "\u00a0\u2007\u2009\u200a\u202f"},
    **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
    ord("Ð"): "Đ",
    ord("ð"): "đ",
    ord("Ɖ"): "Đ",
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
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_DROPPED = re.compile(f"\u00ad\r?\n|[{_INVISIBLE}]|\r(?=\n)")
_RESHAPED = re.compile(f"[{_INVISIBLE}{''.join(_LIGATURES)}]|\r(?=\n)")
_NARROW_SPACE = re.compile(r"(?<!\d)\u00a0|\u00a0(?!\d{3}(?!\d))")
_OLD_TONE = re.compile(r"(o(?<!qo)[àáảãạèéẻẽẹ]|u(?<!qu)[ỳýỷỹỵ])(?!\w)")
_NEW_TONE = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)


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
    at, size = 0, len(source)
    while at < size:
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
