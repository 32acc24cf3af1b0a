"""The sentences of an article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc_extract.text.layout import LayoutWords, Line, Role, body_start

_SENTENCE_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s+[\"'(\[-]?\w|\s*$)|;(?=\s*$)")
_CELL = re.compile(r"[^|\t\n]+?(?= {3,}|[|\t\n]|$)")
_SOMETHING = re.compile(r"\S")
# A longer sentence is none that anybody wrote; looking around in it for each of its quantities would take for ever.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A half-open span of text inside the line of that index."""

    start: int
    end: int
    line: int


def split_sentences(text: str, low: str, lines: tuple[Line, ...], words: LayoutWords) -> tuple[Sentence, ...]:
    """The sentences of all lines, in reading order; they end at full stops and at line ends."""
    return tuple(
        part
        for index, line in enumerate(lines)
        for sentence in _sentences(text, low, line, index, words)
        for part in (_cut(low, sentence) if sentence.end - sentence.start > _LONGEST else (sentence,))
    )


def _cut(low: str, sentence: Sentence) -> Iterator[Sentence]:
    """The parts of a sentence without end, as far as a semicolon, a comma or a space."""
    start = sentence.start
    while sentence.end - start > _LONGEST:
        limit = start + _LONGEST
        at = max(low.rfind(mark, start + _LONGEST // 2, limit) for mark in ("; ", ", "))
        at = at + 1 if at >= 0 else low.rfind(" ", start + 1, limit)
        end = at if at >= 0 else limit
        yield Sentence(start, end, sentence.line)
        following = _SOMETHING.search(low, end, sentence.end)
        start = following.start() if following else sentence.end
    if start < sentence.end:
        yield Sentence(start, sentence.end, sentence.line)


def _sentences(text: str, low: str, line: Line, index: int, words: LayoutWords) -> Iterator[Sentence]:
    if line.role is Role.ROW:
        for cell in _CELL.finditer(low, line.start, line.end):
            if cell[0].strip():
                lead = len(cell[0]) - len(cell[0].lstrip())
                yield Sentence(cell.start() + lead, cell.start() + lead + len(cell[0].strip()), index)
        return
    body = body_start(low, line)
    start = line.start + len(low[line.start : line.end]) - len(low[line.start : line.end].lstrip())
    for match in _SENTENCE_END.finditer(low, start, line.end):
        following = _SOMETHING.search(text, match.end(), line.end)
        if following and not (following[0].isupper() or following[0].isdigit() or following[0] in "\"“'-("):
            continue
        if match.end() <= body:
            continue
        if match.group().startswith(".") and words.abbreviation.search(
            low, max(start, match.start() - 8), match.start() + 1
        ):
            continue
        yield Sentence(start, match.end(), index)
        start = following.start() if following else line.end
    if low[start : line.end].strip():
        yield Sentence(start, line.end, index)
