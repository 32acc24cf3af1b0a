"""Numbers in Vietnamese text: digits, ratios, ranges and number words, with their values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cchc_extract.pack.lexicon import Words
from cchc_extract.pack.schema import Numbers

DIGITS = (
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:\u00a0\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:,\d{3}){2,}(?!\d)"
    r"|\d+(?:[.,]\d+)?"
)
_GAP = r"[^\S\t\n]?"
_RATIO = rf"(?P<a>{DIGITS}){_GAP}/{_GAP}(?P<b>{DIGITS})(?![\d/])"
# From here on, a run of digits is an account, a code or noise.
_TOO_LARGE = 10**15
# So many digits a float holds exactly.
_EXACT = 15
# A percentage whose space before it was lost ("đạt99,94%").
_GLUED = r"(?<=[^\W\d_]{2})(?=\d+(?:[.,]\d+)?\s?%)"
_DIGIT_RUN = re.compile(r"\d+")
_DOTTED = re.compile(r"(?!0\.\d{3}$)\d{1,3}(\.\d{3})+(,\d+)?")
_COMMAS = re.compile(r"\d{1,3}(,\d{3}){2,}")
_COMMA_GROUPED = re.compile(r"[1-9]\d{0,2},\d{3}")


@dataclass(slots=True)
class Number:
    """A number as written: half-open span, value, upper end of a range, whole of a ratio.

    `comma_grouped` tells `1,860` (which is 1860 before a counted noun and 1.86 before points) from the rest.
    """

    start: int
    end: int
    value: float | int
    high: float | int | None = None
    out_of: float | int | None = None
    words: bool = False
    text: str = ""
    comma_grouped: bool = False


def parse_digits(text: str) -> float | int:
    """The value of digits as Vietnamese writes them: `1.860` is 1860, `84,35` and `84.35` are decimals.

    A dot before exactly three digits groups thousands, unless a single 0 stands before it.
    """
    if len(text) <= _EXACT and text.isdecimal():
        return int(text)
    text = text.replace("\u00a0", "")
    if _DOTTED.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif _COMMAS.fullmatch(text):
        text = text.replace(",", "")
    else:
        text = text.replace(",", ".")
    return whole(float(text))


def whole(value: float | int) -> float | int:
    """An integer where the value is whole; infinity, which too many digits give, stays."""
    rounded = round(value, 10)
    return int(rounded) if rounded % 1 == 0 else rounded


class NumberFinder:
    """Finds numbers by the pack's number words."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        to = "|".join(sorted((re.escape(t.strip()) for t in numbers.range_to), key=len, reverse=True))
        range_ = rf"(?P<lo>{DIGITS})(?:{_GAP}%)?{_GAP}(?:{to}){_GAP}(?P<hi>{DIGITS})(?![\d/])"
        ordinals = "|".join(sorted(map(re.escape, numbers.ordinal_before), key=len, reverse=True)) or "(?!)"
        self._ordinal = re.compile(rf"(?<!\w)(?:{ordinals})\s+$")
        self._digits = re.compile(rf"(?:(?<![\w./])(?<!\d,)|{_GLUED})(?:{_RATIO}|{range_}|(?P<n>{DIGITS}))(?!\d)")

    def find(self, low: str) -> Iterator[Number]:
        """Numbers in digits of a folded text, in order, without those of more than 15 digits."""
        return (n for n in self._written(low) if n.value < _TOO_LARGE and (n.high or n.out_of or 0) < _TOO_LARGE)

    def _written(self, low: str) -> Iterator[Number]:
        last = 0
        for run in _DIGIT_RUN.finditer(low):
            match = self._digits.match(low, run.start()) if run.start() >= last else None
            if match is None:
                continue
            start, end = match.span()
            last = end
            text = match[0]
            if match.lastgroup == "n":
                grouped = _COMMA_GROUPED.fullmatch(text) is not None
                yield Number(start, end, parse_digits(text), text=text, comma_grouped=grouped)
            elif match.lastgroup == "b":
                yield Number(start, end, parse_digits(match["a"]), out_of=parse_digits(match["b"]), text=text)
            else:
                low_value, high = parse_digits(match["lo"]), parse_digits(match["hi"])
                place = self._ordinal.search(low, max(0, start - 12), start)
                if low_value < high and not (place and not isinstance(high, int)):
                    yield Number(start, end, low_value, high=high, text=text)
                else:
                    yield Number(start, match.end("lo"), low_value, text=match["lo"])
                    yield Number(match.start("hi"), end, high, text=match["hi"])

    def words_at(self, words: Words, index: int) -> tuple[int, int] | None:
        """The value of the number words from the word of that index on, and the index after them; or None."""
        return read_number_words(words.texts, words.keys, index, self._numbers)


def read_number_words(texts: list[str], keys: list[str], index: int, numbers: Numbers) -> tuple[int, int] | None:
    """Number words up to hundreds: (value, index after); None where none stand."""
    units: Mapping[str, int] = numbers.words
    total, at, size = 0, index, len(texts)
    current: int | None = None
    while at < size and (at == index or keys[at] == texts[at]):
        word = texts[at]
        if word in numbers.tens and current is not None:
            total += current * 10
            current = None
        elif word in numbers.hundreds and current is not None:
            total += current * 100
            current = None
        elif word in numbers.fillers and at > index:
            at += 1
            continue
        elif word in units and current is None and (total % 100 == 0 or units[word] < 10):
            current = units[word]
            if current == 10:
                total, current = total + 10, None
        else:
            break
        at += 1
    value = total + (current or 0)
    return (value, at) if at > index and value > 0 else None
