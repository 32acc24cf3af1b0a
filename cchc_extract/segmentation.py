"""Word segmentation by underthesea, loaded when it is first needed."""

from collections.abc import Callable
from functools import lru_cache


class Segmenter:
    """Cuts text into Vietnamese words; the model loads on the first call (about half a second)."""

    def first_word(self, text: str) -> int | None:
        """The length of the first word of `text` (as many characters as it has there), or None without words."""
        return _first_word(text)


@lru_cache(maxsize=4096)
def _first_word(text: str) -> int | None:
    words = _tokenize()(text, use_token_normalize=False)
    if not words:
        return None
    return align(text, words[0])


def align(text: str, word: str) -> int | None:
    """How many characters of `text` the segmented `word` covers, spaces aside; None where they differ."""
    at = 0
    for char in word:
        if char == " ":
            continue
        while at < len(text) and text[at].isspace():
            at += 1
        if at >= len(text) or text[at] != char:
            return None
        at += 1
    return at


@lru_cache(maxsize=1)
def _tokenize() -> Callable[..., list[str]]:
    from underthesea.pipeline.word_tokenize import word_tokenize

    tokenize: Callable[..., list[str]] = word_tokenize
    return tokenize
