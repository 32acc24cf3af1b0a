"""Numbers of many texts put together: how many for which reason, and what stands around those that are asked for."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cchc_extract.coverage.accounts import Account
from cchc_extract.coverage.reasons import FACT
from cchc_extract.text.view import fold

# So many characters of the text are kept on either side of a number.
_CONTEXT = 40
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# The nearest word, unless a sentence, a line or a cell of a table ends on the way to it.
_BEFORE = re.compile(r"([^\W_]+|[#%])[^\w#%.;!?…|\t\n]*\Z")
_AFTER = re.compile(r"[^\w#%.;:!?…|\t\n]*([^\W_]+|[#%])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in its document, with the characters on either side of it."""

    doc: str
    account: Account
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers with the same words around them, which `around` gives with `#` for every number."""

    around: str
    mentions: tuple[Mention, ...]

    @property
    def documents(self) -> int:
        """In how many documents they stand."""
        return len({mention.doc for mention in self.mentions})


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the numbers of all documents.

    `reasons` counts them by reason, the most frequent first, those in facts aside; `words` says each reason in words,
    `open` names those that settle nothing. `groups` holds the numbers that were asked for, the most frequent
    surroundings first.
    """

    documents: int
    numbers: int
    in_facts: int
    reasons: Mapping[str, int]
    words: Mapping[str, str]
    open: frozenset[str]
    groups: tuple[Group, ...]

    @property
    def unexplained(self) -> int:
        """How many numbers are in no fact, and without a settled reason."""
        return sum(self.reasons[reason] for reason in self.open)

    @property
    def share(self) -> float:
        """The share of the numbers that are in a fact or have a settled reason; 1 where there is no number."""
        return 1 - self.unexplained / self.numbers if self.numbers else 1.0


class Survey:
    """Puts the numbers of documents together; keeps those whose reason is among `listed`."""

    def __init__(self, listed: frozenset[str]) -> None:
        self._listed = listed
        self._documents = 0
        self._counts: Counter[str] = Counter()
        self._words: dict[str, str] = {}
        self._open: set[str] = set()
        self._groups: dict[str, list[Mention]] = {}

    def add(self, doc: str, text: str, accounts: Iterable[Account]) -> None:
        """Count the numbers of one document."""
        self._documents += 1
        for found in accounts:
            self._counts[found.reason] += 1
            self._words.setdefault(found.reason, found.words)
            if not found.settled:
                self._open.add(found.reason)
            if found.reason in self._listed:
                mention = _mention(doc, text, found)
                self._groups.setdefault(_around(mention), []).append(mention)

    def result(self) -> Coverage:
        """What was counted so far."""
        groups = [Group(around, tuple(mentions)) for around, mentions in self._groups.items()]
        groups.sort(key=lambda group: (-len(group.mentions), -group.documents, group.around))
        return Coverage(
            documents=self._documents,
            numbers=self._counts.total(),
            in_facts=self._counts[FACT],
            reasons={reason: count for reason, count in self._counts.most_common() if reason != FACT},
            words=dict(self._words),
            open=frozenset(self._open),
            groups=tuple(groups),
        )


def _mention(doc: str, text: str, found: Account) -> Mention:
    start, end = found.start, found.end
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return Mention(doc, found, text[start:end], before, after)


def _around(mention: Mention) -> str:
    """The word before, `#` for the number, and the word after; other numbers are `#` too."""
    before, after = _masked(mention.before), _masked(mention.after)
    left = _BEFORE.search(before)
    right = _AFTER.match(after)
    return " ".join(filter(None, (left and left[1], "#", right and right[1])))


def _masked(text: str) -> str:
    """Text folded as for matching, with `#` for each number and a line end for each end of a cell."""
    return re.sub(r" {3,}", "\n", _NUMBER.sub("#", fold(unicodedata.normalize("NFC", text))))
