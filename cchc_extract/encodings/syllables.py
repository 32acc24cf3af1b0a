"""How Vietnamese a text is: which of its words are syllables that Vietnamese has."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from cchc_extract.text.view import STROKED

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_OF_STOPPED = {"\u0301", "\u0323"}
# A run of letters, and of whatever an encoding may mean by the signs outside ASCII; what only looks odd when it is
# read wrongly is not at the border of a word, but for these.
_WORD = re.compile(r"[^\x00-@\[-`{-\x7f\s]+")
_BORDER = "“”‘’„‟–—…•·°²³€™\u00a0\u00ad\u200b\ufeff"
_LETTER = re.compile(r"[^\W\d_]")


class Score(NamedTuple):
    """Of the words of a text that have letters outside ASCII: how many are syllables, and how many are not."""

    syllables: int
    others: int

    @property
    def balance(self) -> int:
        return self.syllables - self.others

    @property
    def share(self) -> float:
        """The share of syllables, 0 where there are no such words."""
        return self.syllables / max(1, self.syllables + self.others)


def score(text: str) -> Score:
    """How many words of a text with letters outside ASCII are syllables of Vietnamese."""
    words = (run.strip(_BORDER) for run in _WORD.findall(text) if not run.isascii())
    found = [is_syllable(word) for word in words if not word.isascii() and _LETTER.search(word)]
    return Score(sum(found), len(found) - sum(found))


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word, in lower case, in capitals or with a capital first, is written as Vietnamese writes syllables.

    >>> is_syllable("Nghiệp"), is_syllable("nghiÖp"), is_syllable("hoà")
    (True, False, True)
    """
    word = unicodedata.normalize("NFC", word.translate(STROKED))
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    spread = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in spread if ord(mark) in _TONES]
    plain = unicodedata.normalize("NFC", spread.translate(_TONES))
    stopped = _plain_syllables().get(plain)
    return stopped is not None and len(tones) <= 1 and (not stopped or _OF_STOPPED.issuperset(tones))


@cache
def _plain_syllables() -> dict[str, bool]:
    """All syllables without tones, and whether they end in a stop."""
    import yaml

    data = yaml.safe_load(files(__package__).joinpath("syllables.yaml").read_text("utf-8"))
    onsets, rhymes = ["", *data["onsets"].split()], data["rhymes"].split()
    stopped = tuple(data["stopped"].split())
    return {onset + rhyme: rhyme.endswith(stopped) for onset in onsets for rhyme in rhymes}
