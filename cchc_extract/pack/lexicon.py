"""Finding the words and phrases of all word lists in one pass over the words of a text."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

_WORD = re.compile(r"([^\W_]+)")
_GAP = re.compile(r"\s+")
# Stands for a word behind the last, which no phrase has.
_END = ""


class Mark:
    """A phrase found: half-open span of the text, and what its list says of it."""

    # There is about one for each word: a class of this form is made and read faster than a named tuple or dataclass.
    __slots__ = ("end", "start", "value")

    def __init__(self, start: int, end: int, value: Any) -> None:
        self.start = start
        self.end = end
        self.value = value


class Words:
    """The words of a folded text: spans, and keys that join a word to the punctuation before it."""

    __slots__ = ("ends", "index_at", "keys", "low", "starts", "texts")

    def __init__(self, low: str) -> None:
        self.low = low
        pieces = _WORD.split(low)
        bounds = list(accumulate(map(len, pieces)))
        self.starts: list[int] = bounds[:-1:2]
        self.ends: list[int] = bounds[1::2]
        self.texts: list[str] = pieces[1::2]
        self.keys: list[str] = [
            word if gap == " " else _gap_key(gap) + word for gap, word in zip(pieces[::2], self.texts, strict=False)
        ]
        self.index_at = dict(zip(self.starts, range(len(self.starts)), strict=True))

    def before(self, position: int) -> str:
        """The word right before a position and the character between, or two characters that are no such thing."""
        index = bisect_left(self.starts, position) - 1
        adjoins = index >= 0 and self.ends[index] >= position - 1
        return self.low[self.starts[index] if adjoins else max(0, position - 2) : position]

    def after(self, position: int) -> str:
        """The word right after a position with the character between, or two characters that are no such thing."""
        index = bisect_left(self.starts, position)
        adjoins = index < len(self.starts) and self.starts[index] <= position + 1
        return self.low[position : self.ends[index] if adjoins else position + 2]


@lru_cache(maxsize=1024)
def _gap_key(gap: str) -> str:
    """`""` for spaces alone, a line end for a gap that holds one, the bare punctuation otherwise."""
    return "\n" if "\n" in gap else _GAP.sub("", gap) or ("" if gap else "+")


def _keys(phrase: str) -> list[str]:
    """The first word of a phrase, and the keys of those after it; nothing for a phrase without words."""
    words = phrase.split(" ")
    if all(map(str.isalnum, words)):
        # So it is with nearly all phrases, and there are thousands.
        return words
    cut = Words(phrase)
    return [*cut.texts[:1], *cut.keys[1:]]


class _Node:
    """A place in the tree of phrases: what ends here, by label, and what may follow, by key."""

    __slots__ = ("ends", "follow")

    def __init__(self) -> None:
        self.ends: dict[str, Any] = {}
        self.follow: dict[str, _Node] = {}


class _Longest(NamedTuple):
    """What begins at a place where no phrase goes further: (label, words, value) by label, words of a compound."""

    phrases: tuple[tuple[str, int, Any], ...]
    compound: int


class Lexicon:
    """Phrases by label; of each label the longest phrase at a place is found, without overlap.

    Phrases of the label `compound` only shield: no phrase is found that begins inside one, or at its start and is
    shorter.
    """

    def __init__(self) -> None:
        self._root: dict[str, _Node] = {}
        self._known: dict[_Node, _Longest] = {}

    def add(self, phrases: Iterable[str], label: str, value: Any = None) -> None:
        """Add phrases (folded text) under a label; `value` None stands for the phrase itself."""
        self._known.clear()
        for phrase in phrases:
            node = None
            level = self._root
            for key in _keys(phrase):
                node = level.get(key)
                if node is None:
                    node = level[key] = _Node()
                level = node.follow
            if node is not None:
                node.ends[label] = phrase if value is None else value

    def at(self, words: Words, index: int, label: str) -> Mark | None:
        """The longest phrase with that label that starts at the word of that index."""
        return self.all_at(words, index).get(label)

    def all_at(self, words: Words, index: int) -> dict[str, Mark]:
        """The longest phrase of each label that starts at the word of that index, whatever compound shields it."""
        found: dict[str, Mark] = {}
        if index >= len(words.starts):
            return found
        node = self._root.get(words.texts[index])
        keys, start, here = words.keys, words.starts[index], index
        while node is not None:
            for label, value in node.ends.items():
                found[label] = Mark(start, words.ends[here], value)
            here += 1
            node = node.follow.get(keys[here]) if here < len(keys) else None
        return found

    def scan(self, words: Words) -> dict[str, list[Mark]]:
        """All marks by label, in text order."""
        marks: dict[str, list[Mark]] = {}
        starts, ends, root, known = words.starts, words.ends, self._root, self._known
        keys = [*words.keys, _END]
        shielded = 0
        for index, text in enumerate(words.texts):
            node = root.get(text)
            deepest = None
            here = index
            while node is not None:
                if node.ends:
                    deepest = node
                here += 1
                node = node.follow.get(keys[here])
            if deepest is None:
                continue
            longest = known.get(deepest) or self._longest(deepest, words, index)
            start = starts[index]
            for label, count, value in longest.phrases:
                stop = index + count
                if stop <= shielded:
                    continue
                found = marks.get(label)
                if found is None:
                    marks[label] = [Mark(start, ends[stop - 1], value)]
                elif found[-1].end <= start:
                    found.append(Mark(start, ends[stop - 1], value))
            if longest.compound and index + longest.compound > shielded:
                shielded = index + longest.compound
        return marks

    def _longest(self, deepest: _Node, words: Words, index: int) -> _Longest:
        """What begins at the word of that index, where `deepest` is the end of the longest phrase there."""
        best: dict[str, tuple[int, Any]] = {}
        node = self._root[words.texts[index]]
        count = 1
        while True:
            for label, value in node.ends.items():
                best[label] = (count, value)
            if node is deepest:
                break
            node = node.follow[words.keys[index + count]]
            count += 1
        compound = best.pop("compound", (0, None))[0]
        phrases = tuple((label, *found) for label, found in best.items() if found[0] >= compound)
        longest = self._known[deepest] = _Longest(phrases, compound)
        return longest
