"""Finding the words and phrases of all word lists in one pass over the words of a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mark:
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


class Lexicon:
    """Phrases by label; of each label the longest phrase at a place is found, without overlap."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, phrases: Iterable[str], label: str, value: Any = None) -> None:
        """Add phrases (folded text) under a label; `value` None stands for the phrase itself."""
        for phrase in phrases:
            words = Words(phrase)
            if not words.starts:
                continue
            node = self._root
            for key in (words.texts[0], *words.keys[1:]):
                node = node.setdefault(key, {})
            node.setdefault(None, {})[label] = phrase if value is None else value

    def at(self, words: Words, index: int, label: str) -> Mark | None:
        """The longest phrase with that label that starts at the word of that index."""
        found: Mark | None = None
        if index >= len(words.starts):
            return None
        node = self._root.get(words.texts[index])
        here = index
        while node is not None:
            terminal = node.get(None)
            if terminal is not None and label in terminal:
                found = Mark(words.starts[index], words.ends[here], terminal[label])
            here += 1
            if here >= len(words.starts):
                break
            node = node.get(words.keys[here])
        return found

    def scan(self, words: Words) -> dict[str, list[Mark]]:
        """All marks by label, in text order."""
        marks: dict[str, list[Mark]] = {}
        free_from: dict[str, int] = {}
        texts, keys, starts, ends, root = words.texts, words.keys, words.starts, words.ends, self._root
        size = len(starts)
        skip_until = 0
        for index in range(size):
            node = root.get(texts[index])
            if node is None:
                continue
            best: dict[str, tuple[int, Any]] = {}
            here = index
            while node is not None:
                terminal = node.get(None)
                if terminal is not None:
                    for label, value in terminal.items():
                        best[label] = (here, value)
                here += 1
                node = node.get(keys[here]) if here < size else None
            compound = best.pop("compound", None)
            for label, (last, value) in best.items():
                if index < free_from.get(label, 0) or (compound and last < compound[0]):
                    continue
                if index < skip_until and last < skip_until:
                    continue
                free_from[label] = last + 1
                marks.setdefault(label, []).append(Mark(starts[index], ends[last], value))
            if compound:
                skip_until = max(skip_until, compound[0] + 1)
        return marks
