"""Finding the words and phrases of all word lists in one pass over the words of a text."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"\s+")


class Mark(NamedTuple):
    """A phrase found: half-open span of the text, and what its list says of it."""

    start: int
    end: int
    value: Any


class Words:
    """The words of a folded text: spans, and keys that join a word to the punctuation before it."""

    __slots__ = ("ends", "index_at", "keys", "starts", "texts")

    def __init__(self, low: str) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.keys: list[str] = []
        self.texts: list[str] = []
        last = 0
        for match in _WORD.finditer(low):
            start, end = match.span()
            word = match[0]
            self.starts.append(start)
            self.ends.append(end)
            self.texts.append(word)
            gap = start - last
            if gap == 1 and low[last] == " ":
                self.keys.append(word)
            else:
                self.keys.append(_gap_key(low[last:start]) + word)
            last = end
        self.index_at = {start: index for index, start in enumerate(self.starts)}


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


class Lexicon:
    """Phrases by label; of each label the longest phrase at a place is found, without overlap.

    Phrases of the label `compound` only shield: no phrase is found that begins inside one, or at its start and is
    shorter.
    """

    def __init__(self) -> None:
        self._root: dict[str, _Node] = {}

    def add(self, phrases: Iterable[str], label: str, value: Any = None) -> None:
        """Add phrases (folded text) under a label; `value` None stands for the phrase itself."""
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
        found: Mark | None = None
        if index >= len(words.starts):
            return None
        node = self._root.get(words.texts[index])
        here = index
        while node is not None:
            if label in node.ends:
                found = Mark(words.starts[index], words.ends[here], node.ends[label])
            here += 1
            if not node.follow or here >= len(words.starts):
                break
            node = node.follow.get(words.keys[here])
        return found

    def scan(self, words: Words) -> dict[str, list[Mark]]:
        """All marks by label, in text order."""
        marks: dict[str, list[Mark]] = {}
        free_from: dict[str, int] = {}
        keys, starts, ends, root = words.keys, words.starts, words.ends, self._root
        size = len(starts)
        shielded = 0
        for index, text in enumerate(words.texts):
            node = root.get(text)
            if node is None:
                continue
            best: dict[str, tuple[int, Any]] | None = None
            here = index
            while True:
                if node.ends:
                    if best is None:
                        best = {}
                    for label, value in node.ends.items():
                        best[label] = (here, value)
                here += 1
                if not node.follow or here >= size:
                    break
                following = node.follow.get(keys[here])
                if following is None:
                    break
                node = following
            if best is None:
                continue
            compound = best.pop("compound", None)
            for label, (last, value) in best.items():
                if (compound and last < compound[0]) or last < shielded or index < free_from.get(label, 0):
                    continue
                free_from[label] = last + 1
                found = marks.get(label)
                if found is None:
                    found = marks[label] = []
                found.append(Mark(starts[index], ends[last], value))
            if compound and compound[0] + 1 > shielded:
                shielded = compound[0] + 1
        return marks
