"""Bodies named in a text: those of the lexicon, names that begin with a head, and those called by their head alone.

"Đoàn kiểm tra công vụ tỉnh" is read as far as its name goes; "Bộ", "Trung tâm", "đoàn" behind it stand for the body
with that head that was named last.
"""

import re
from collections import Counter
from typing import Literal, NamedTuple

from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark, Words
from cchc_extract.text.view import fold

# A name has no more words, and the heads that it may be called by no more than these.
_MAX_WORDS = 12
# A name in small letters is one of the lexicon only when it has as many words.
_TELLING = 3
_HEAD_WORDS = 3
# An article is about a body only with this share of the namings.
_SHARE = 0.4
# A head calls the body of the title, unless another of that head was named within these characters.
_SHORTLY = 150
# A number right before a head or group counts such bodies and names none.
_COUNTED = re.compile(r"(?<![\d/.-])\d{1,3}\s$")
_LABELS = ("body", "body_head", "cue:body_groups")


class Body(NamedTuple):
    """A body as named in the text: half-open span, full name, and how: by it, by its head alone, or as a group."""

    start: int
    end: int
    name: str
    how: Literal["named", "called", "group"] = "named"


class _Text(NamedTuple):
    """What is read: the text, its words, where its verbs start, and the bodies of the lexicon in it."""

    text: str
    words: Words
    verbs: frozenset[int]
    known: list[Mark]


class BodyFinder:
    """Finds bodies by the pack's names, heads and groups."""

    def __init__(self, pack: Pack) -> None:
        self._tail = pack.body_tail
        self._stops = pack.lists["body_stops"]
        self._joins = pack.lists["noun_joins"]
        self._small = pack.lists["body_small_heads"]
        self._bound = tuple(f"{head} " for head in pack.lists["body_bound_heads"])
        self._heads = {fold(head) for head in pack.source.heads}
        self._compounds = frozenset(map(fold, pack.source.units.compounds))
        self._calls: dict[str, frozenset[str]] = {}

    def find(self, text: str, words: Words, marks: dict[str, list[Mark]], title_end: int) -> list[Body]:
        """All bodies of a text in order, without overlap; the title that heads refer back to ends at `title_end`."""
        here = _Text(text, words, frozenset(m.start for m in marks.get("verb", ())), marks.get("body", []))
        candidates = [(mark.start, rank, mark) for rank, label in enumerate(_LABELS) for mark in marks.get(label, ())]
        candidates.sort(key=lambda candidate: candidate[:2])
        found: list[Body] = []
        titled: dict[str, Body] = {}
        last: dict[str, Body] = {}
        end = 0
        for start, rank, mark in candidates:
            if start < end or (rank and _COUNTED.search(text, max(0, start - 5), start)):
                continue
            body = self._read(here, mark) if rank == 0 else self._group(here, mark) if rank == 2 else None
            if rank == 1:
                body = self._headed(here, mark) or self._called(here, mark, last, titled)
            if body is None:
                continue
            found.append(body)
            end = body.end
            if body.how == "named":
                heads = dict.fromkeys(self._callable(body.name), body)
                last.update(heads)
                if start < title_end:
                    titled = {**heads, **titled}
        return found

    def _read(self, here: _Text, mark: Mark) -> Body | None:
        """A body of the lexicon, with the words behind its name that tell of which place it is."""
        start, end, name = mark.start, mark.end, mark.value
        if not here.text[start].isupper() and (len(name.split()) < _TELLING or self._inside(here, mark)):
            return None
        stop = end if fold(name).startswith(self._bound) else self._with_tails(here, end)
        return Body(start, stop, name + here.text[end:stop])

    def _inside(self, here: _Text, mark: Mark) -> bool:
        """Whether a name in small letters begins in the middle of a word ("cán bộ tư pháp", "cơ sở y tế")."""
        index = here.words.index_at.get(mark.start, 0)
        return index > 0 and f"{here.words.texts[index - 1]} {here.words.texts[index]}" in self._compounds

    def _group(self, here: _Text, mark: Mark) -> Body:
        stop = self._with_tails(here, mark.end)
        return Body(mark.start, stop, here.text[mark.start : stop], "group")

    def _headed(self, here: _Text, mark: Mark) -> Body | None:
        """A body that is not in the lexicon, from its head with a capital to where its name ends."""
        text, start, end, head = here.text, mark.start, mark.end, mark.value
        if not text[start].isupper() or (text[start:end].isupper() and not head.isupper()):
            return None
        stop = self._name_end(here, end)
        if stop == end or text[end:stop].isupper():
            return None
        return Body(start, stop, " ".join(text[start:stop].split()))

    def _called(self, here: _Text, mark: Mark, last: dict[str, Body], titled: dict[str, Body]) -> Body | None:
        """The body that a head calls: that of the title, or that named last; `last` and `titled` are by head."""
        text, head, capital = here.text, here.words.low[mark.start : mark.end], here.text[mark.start].isupper()
        shouted = text[mark.start : mark.end].isupper() and not mark.value.isupper()
        if shouted or not (capital or head in self._small) or not self._ends_phrase(here, mark.end):
            return None
        body = last.get(head) or self._later(head, here.known)
        if head in titled and body and mark.start - body.end > _SHORTLY:
            body = titled[head]
        if body:
            return Body(mark.start, mark.end, body.name, "called")
        return Body(mark.start, mark.end, text[mark.start : mark.end], "called") if capital and " " in head else None

    def _later(self, head: str, known: list[Mark]) -> Body | None:
        """The first body of the lexicon that a head may call, where none of that head was named before."""
        mark = next((mark for mark in known if head in self._callable(mark.value)), None)
        return Body(mark.start, mark.end, mark.value) if mark else None

    def _callable(self, name: str) -> frozenset[str]:
        """The heads that may call a body of that name: the longest that it begins with, and small ones."""
        known = self._calls.get(name)
        if known is None:
            low = fold(name).split()
            openings = [" ".join(low[:count]) for count in range(1, _HEAD_WORDS + 1)]
            heads = [opening for opening in openings if opening in self._heads]
            known = self._calls[name] = frozenset({*heads[-1:], *(self._small & set(openings))})
        return known

    def _name_end(self, here: _Text, end: int) -> int:
        """Where the name ends whose head ends at `end`; a capital or a tail stands right behind the head."""
        text, words = here.text, here.words
        stop = self._with_tails(here, end)
        index = words.index_at.get(stop + 1)
        if index is None or not text[words.starts[index]].isupper():
            return stop
        for at in range(index, min(index + _MAX_WORDS, len(words.starts))):
            start, word = words.starts[at], words.texts[at]
            if text[stop:start].strip(" &") not in ("", "-", "–") or "\n" in text[stop:start]:
                break
            if word in self._joins and text[start].islower():
                following = words.starts[at + 1] if at + 1 < len(words.starts) else start
                if not text[following].isupper():
                    break
            elif not text[start].isupper() and (start in here.verbs or word in self._stops or not word.isalpha()):
                break
            stop = words.ends[at]
        return self._with_tails(here, stop)

    def _with_tails(self, here: _Text, end: int) -> int:
        """Where a name goes on to behind `end`, by words such as `tỉnh`."""
        tail = self._tail.match(here.words.low, end)
        return tail.end() if tail else end

    def _ends_phrase(self, here: _Text, end: int) -> bool:
        """Whether a phrase ends at a position: before a verb, a number, punctuation, or words that follow names."""
        index = here.words.index_at.get(end + 1)
        if index is None or here.text[end] != " ":
            return True
        at = here.words.starts[index]
        return at in here.verbs or here.text[at].isdigit() or here.words.texts[index] in self._stops


def main_body(bodies: list[Body], local: frozenset[str], served: frozenset[str], title: int) -> str | None:
    """The body that an article is about: first in the title, or often named and called by its head; None without one.

    `local` are the heads of bodies that are never it, `served` those of bodies that only a title tells to be it;
    `title` is where the title begins.
    """
    never, seldom = (tuple(f"{head} " for head in heads) for heads in (local, served))
    named = [body for body in bodies if body.how != "group" and not fold(body.name).startswith(never)]
    opening = [body.name for body in named if body.start == title]
    if opening or not named:
        return opening[0] if opening else None
    times = Counter(body.name for body in named)
    name, most = times.most_common(1)[0]
    if most < _SHARE * times.total():
        return None
    called = any(body.how == "called" for body in named if body.name == name)
    return name if called and not fold(name).startswith(seldom) else None
