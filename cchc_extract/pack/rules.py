"""Rules with their expressions compiled, each under a time limit."""

from collections.abc import Callable, Mapping, MutableSet
from functools import lru_cache
from typing import Any

import regex

from cchc_extract.pack.expressions import NEVER, SECONDS, filled
from cchc_extract.pack.schema import Exclusion, Rule

# So many characters beside a place tell whether a rule may fit there; so many different ones are remembered.
_BESIDE = 20
_REMEMBERED = 4096


class CompiledRule:
    """A rule's `left` and `right`, ready to be tried at a place; compiled when first tried, as most never are.

    A rule that exceeds its time limit is named in `slow` and fits nowhere any more.
    """

    __slots__ = (
        "_left", "_left_source", "_ready", "_right", "_right_source", "_slow", "at_most", "bare", "may_follow",
        "number", "reason", "rule",
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
        self.may_follow: Callable[[str], bool] = lru_cache(_REMEMBERED)(self._may_follow)

    def fits(self, low: str, low_limit: int, start: int, end: int, high_limit: int) -> bool:
        """Whether `left` matches ending at `start` and `right` starting at `end`, inside the limits."""
        if not self._ready:
            self._compile()
        try:
            if self._left and not self._left.match(low, low_limit, start, timeout=SECONDS):
                return False
            return not self._right or bool(self._right.match(low, end, high_limit, timeout=SECONDS))
        except TimeoutError:
            return self._switch_off()

    def _may_follow(self, before: str) -> bool:
        """Whether `left` can match where that text stands before a place, with more before it that is not shown."""
        if not self._left_source or _sees_edge(self._left_source, "(?<!", "^"):
            return True
        if not self._ready:
            self._compile()
        return self._left.match(before[-_BESIDE:], partial=True) is not None

    def may_precede(self, after: str) -> bool:
        """Whether `right` can match where that text stands after a place, with more after it that is not shown."""
        if not self._right_source or "(?<" in self._right_source or _sees_edge(self._right_source, "(?!", "$"):
            return True
        if not self._ready:
            self._compile()
        # What stands before the place is the end of a number or a word, which is all that `\b` asks for.
        return self._right.match("0" + after[:_BESIDE], 1, partial=True) is not None

    def _compile(self) -> None:
        self._left = regex.compile("(?r)" + self._left_source) if self._left_source else None
        self._right = regex.compile(self._right_source) if self._right_source else None
        self._ready = True

    def counts(self, low: str, start: int, end: int) -> bool:
        """Whether the number written there is such as `number` asks for."""
        try:
            return self.number is None or bool(self.number.fullmatch(low, start, end, timeout=SECONDS))
        except TimeoutError:
            return self._switch_off()

    def _switch_off(self) -> bool:
        self._left = self.number = NEVER
        self._slow.add(f"rule {self.rule.id}")
        return False


def _sees_edge(source: str, negation: str, edge: str) -> bool:
    """Whether an expression may reject a text for ending where only its beginning is shown ("not the last word")."""
    return negation in source and edge in source


def _from_word(left: str) -> str:
    """A `left` that begins with a word begins at the start of a word."""
    return f"(?:{left})" if left.startswith(("[", "\\", "^")) else rf"(?!(?<=\w)(?=\w))(?:{left})"


class Exclusions:
    """Exclusion rules, of which the words on both sides of a number tell quickly which may fit at all.

    Which those are is worked out once for each word, as a number with a bit for each rule.
    """

    def __init__(self, rules: list[CompiledRule]) -> None:
        self._rules = rules
        self._after: Callable[[str], int] = lru_cache(_REMEMBERED)(self._following)
        self._before: Callable[[str], int] = lru_cache(_REMEMBERED)(self._preceding)
        self._chosen: Callable[[int], list[CompiledRule]] = lru_cache(_REMEMBERED)(self._choice)

    def candidates(self, before: str, after: str) -> list[CompiledRule]:
        """The rules that may fit a number with those texts before and after it, which may be parts of more text."""
        return self._chosen(self._after(before) & self._before(after))

    def _following(self, before: str) -> int:
        return sum(1 << index for index, rule in enumerate(self._rules) if rule.may_follow(before))

    def _preceding(self, after: str) -> int:
        return sum(1 << index for index, rule in enumerate(self._rules) if rule.may_precede(after))

    def _choice(self, bits: int) -> list[CompiledRule]:
        return [rule for index, rule in enumerate(self._rules) if bits >> index & 1]
