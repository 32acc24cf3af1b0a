"""Rules with their expressions compiled, each under a time limit."""

import re
from collections.abc import Mapping, MutableSet
from typing import Any

import regex

from cchc_extract.pack.expressions import NEVER, SECONDS, filled
from cchc_extract.pack.schema import Exclusion, Rule

_ALWAYS = regex.compile("")
_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
_GROUP = re.compile(r"\((?!\?)|\(\?P?<(?![=!])")


class CompiledRule:
    """A rule's `left` and `right`, ready to be tried at a place; compiled when first tried, as most never are.

    A rule that exceeds its time limit is named in `slow` and fits nowhere any more.
    """

    __slots__ = (
        "_left", "_ready", "_right", "_slow", "at_most", "bare", "captures", "left_source", "number", "reason",
        "right_source", "rule",
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
        self.left_source = _from_word(filled(rule.left, lists)) if rule.left else ""
        self.right_source = f"(?:{filled(rule.right, lists)})" if rule.right else ""
        self._left: Any = None
        self._right: Any = None
        self._ready = not (self.left_source or self.right_source)
        self.captures = bool(_GROUP.search(_CLASS.sub("", self.left_source + self.right_source)))

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

    def _compile(self) -> None:
        self._left = regex.compile("(?r)" + self.left_source) if self.left_source else None
        self._right = regex.compile(self.right_source) if self.right_source else None
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


def _from_word(left: str) -> str:
    """A `left` that begins with a word begins at the start of a word."""
    return f"(?:{left})" if left.startswith(("[", "\\", "^")) else rf"(?!(?<=\w)(?=\w))(?:{left})"


class Exclusions:
    """Exclusion rules, with one expression over all that tells quickly when none can fit."""

    def __init__(self, rules: list[CompiledRule]) -> None:
        self.rules = rules
        # Groups lose their numbers in a joined expression: rules with groups stay out of it and are always tried.
        joined = [rule for rule in rules if not rule.captures]
        self._left = _any_of("(?r)", [r.left_source for r in joined if r.left_source])
        self._right = _any_of("", [r.right_source for r in joined if r.right_source and not r.left_source])
        self._possible = {
            (left, right): [
                r for r in rules if r.captures or (left if r.left_source else right or not r.right_source)
            ]
            for left in (False, True)
            for right in (False, True)
        }

    def candidates(self, low: str, low_limit: int, start: int, end: int, high_limit: int) -> list[CompiledRule]:
        """The rules that may fit a number there: those with a `left` if any left matches, and so on."""
        try:
            left = self._left.match(low, low_limit, start, timeout=SECONDS) is not None
            right = self._right.match(low, end, high_limit, timeout=SECONDS) is not None
        except TimeoutError:
            # From now on each rule is tried by itself, which finds the one to switch off.
            self._left = self._right = _ALWAYS
            return self.rules
        return self._possible[left, right]


def _any_of(flags: str, sources: list[str]) -> Any:
    return regex.compile(f"{flags}(?:{'|'.join(sources)})") if sources else NEVER
