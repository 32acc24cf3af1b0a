"""Rules with their expressions compiled, each under a time limit."""

import re
from collections.abc import Callable, Mapping, MutableSet, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import regex

from cchc_extract.pack.expressions import NEVER, PATIENCE, SECONDS, filled
from cchc_extract.pack.schema import Exclusion, Rule

# So many characters beside a place, and at the beginning of a number, tell whether a rule may fit there; so many
# different ones are remembered.
_BESIDE = 20
_BEGINNING = 2
_REMEMBERED = 4096
# What stands for itself in an expression, brackets and anchors included: escapes and sets of characters.
_LITERAL = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")


class Place(NamedTuple):
    """A stretch of a text that a rule is tried around, between two limits of what it may see; all half-open."""

    low: str
    low_limit: int
    start: int
    end: int
    high_limit: int


class CompiledRule:
    """A rule's `left` and `right`, ready to be tried at a place; compiled when first tried, as most never are.

    A rule that exceeds its time limit is named in `slow` and fits nowhere any more.
    """

    __slots__ = (
        "_left", "_left_source", "_ready", "_right", "_right_source", "_shown_left", "_shown_right", "_slow",
        "at_most", "bare", "number", "reason", "rule",
    )  # fmt: skip

    def __init__(self, rule: Rule, lists: Mapping[str, str], slow: MutableSet[str]) -> None:
        """Raises regex.error for the name of a list that is none."""
        self.rule = rule
        self._slow = slow
        exclusion = rule if isinstance(rule, Exclusion) else None
        self.reason = exclusion.reason if exclusion else ""
        self.at_most = exclusion.at_most if exclusion else None
        self.bare = exclusion.bare if exclusion else None
        self.number = regex.compile(filled(exclusion.number, lists)) if exclusion and exclusion.number else None
        self._left_source = _from_word(filled(rule.left, lists)) if rule.left else ""
        self._right_source = f"(?:{filled(rule.right, lists)})" if rule.right else ""
        self._left: Any = None
        self._right: Any = None
        self._ready = not (self._left_source or self._right_source)
        self._shown_left = self._shown_right = False

    def fits(self, low: str, low_limit: int, start: int, end: int, high_limit: int) -> bool:
        """Whether `left` matches ending at `start` and `right` starting at `end`, inside the limits."""
        if not self._ready:
            self._compile()
        for seconds in (SECONDS, PATIENCE):
            try:
                return self._fits(low, low_limit, start, end, high_limit, seconds)
            except TimeoutError:
                continue
        return self._switch_off()

    def fits_any(self, places: Sequence[Place]) -> bool:
        """Whether the rule fits in one of the places; a rule without `left` sees the same in all."""
        return any(self.fits(*place) for place in (places if self._left_source else places[:1]))

    def _fits(self, low: str, low_limit: int, start: int, end: int, high_limit: int, seconds: float) -> bool:
        """As `fits`; raises TimeoutError where it takes longer."""
        if self._left and not self._left.match(low, low_limit, start, timeout=seconds):
            return False
        return not self._right or bool(self._right.match(low, end, high_limit, timeout=seconds))

    def span(self, low: str, low_limit: int, start: int, end: int, high_limit: int) -> tuple[int, int]:
        """From where to where what `fits` matches goes, for a place that the rule fits."""
        left = self._left.match(low, low_limit, start) if self._left else None
        right = self._right.match(low, end, high_limit) if self._right else None
        return (left.start() if left else start), (right.end() if right else end)

    def may_follow(self, before: str) -> bool:
        """Whether `left` can match where that text stands before a place, with more before it that is not shown."""
        if not self._ready:
            self._compile()
        return not self._shown_left or self._left.match(before[-_BESIDE:], partial=True) is not None

    def may_precede(self, after: str) -> bool:
        """Whether `right` can match where that text stands after a place, with more after it that is not shown."""
        if not self._ready:
            self._compile()
        # What stands before the place is the end of a number or a word, which is all that `\b` asks for.
        return not self._shown_right or self._right.match("0" + after[:_BESIDE], 1, partial=True) is not None

    def may_count(self, digits: str) -> bool:
        """Whether `number` can match a number that begins with those characters."""
        return self.number is None or self.number.fullmatch(digits, partial=True) is not None

    def _compile(self) -> None:
        left, right = self._left_source, self._right_source
        self._left = regex.compile("(?r)" + left) if left else None
        self._right = regex.compile(right) if right else None
        self._shown_left = bool(left) and not _denies_edge(left, "(?<!", "^")
        self._shown_right = bool(right) and "(?<" not in right and not _denies_edge(right, "(?!", "$")
        self._ready = True

    def counts(self, low: str, start: int, end: int) -> bool:
        """Whether the number written there is such as `number` asks for."""
        try:
            return self.number is None or bool(self.number.fullmatch(low, start, end, timeout=PATIENCE))
        except TimeoutError:
            return self._switch_off()

    def _switch_off(self) -> bool:
        self._left = self.number = NEVER
        self._slow.add(f"rule {self.rule.id}")
        return False


def _denies_edge(source: str, negation: str, edge: str) -> bool:
    """Whether an expression may reject a text for ending where no more of it is shown ("not the last word")."""
    groups = _LITERAL.sub("", source)
    for begin in range(len(groups)):
        if groups.startswith(negation, begin):
            depth, end = 1, begin + 1
            while depth and end < len(groups):
                depth += (groups[end] == "(") - (groups[end] == ")")
                end += 1
            if edge in groups[begin:end]:
                return True
    return False


def _from_word(left: str) -> str:
    """A `left` that begins with a word begins at the start of a word."""
    return f"(?:{left})" if left.startswith(("[", "\\", "^")) else rf"(?!(?<=\w)(?=\w))(?:{left})"


class Exclusions:
    """Exclusion rules, of which a number's beginning and the words beside it tell quickly which may fit at all.

    Which those are is worked out once for each beginning and word, as a number with a bit for each rule.
    """

    def __init__(self, rules: list[CompiledRule]) -> None:
        self._rules = rules
        self._after: Callable[[str], int] = lru_cache(_REMEMBERED)(self._following)
        self._before: Callable[[str], int] = lru_cache(_REMEMBERED)(self._preceding)
        self._written: Callable[[str], int] = lru_cache(_REMEMBERED)(self._counting)
        self._chosen: Callable[[int], list[CompiledRule]] = lru_cache(_REMEMBERED)(self._choice)

    def candidates(self, before: str, number: str, after: str) -> list[CompiledRule]:
        """The rules that may fit a number with those texts before and after it, which may be parts of more text."""
        return self._chosen(self._after(before) & self._written(number[:_BEGINNING]) & self._before(after))

    def _following(self, before: str) -> int:
        return sum(1 << index for index, rule in enumerate(self._rules) if rule.may_follow(before))

    def _preceding(self, after: str) -> int:
        return sum(1 << index for index, rule in enumerate(self._rules) if rule.may_precede(after))

    def _counting(self, digits: str) -> int:
        return sum(1 << index for index, rule in enumerate(self._rules) if rule.may_count(digits))

    def _choice(self, bits: int) -> list[CompiledRule]:
        return [rule for index, rule in enumerate(self._rules) if bits >> index & 1]
