"""Rules with their expressions compiled, each under a time limit."""

import regex

from cchc_extract.pack.schema import Exclusion, Rule

_RULE_SECONDS = 0.2


class CompiledRule:
    """A rule's `left` and `right`, ready to be tried at a place."""

    __slots__ = ("_left", "_right", "at_most", "bare", "left_source", "number", "reason", "right_source", "rule")

    def __init__(self, rule: Rule, lists: dict[str, str]) -> None:
        self.rule = rule
        exclusion = rule if isinstance(rule, Exclusion) else None
        self.reason = exclusion.reason if exclusion else ""
        self.at_most = exclusion.at_most if exclusion else None
        self.bare = exclusion.bare if exclusion else None
        self.number = regex.compile(exclusion.number) if exclusion and exclusion.number else None
        self.left_source = _filled(_from_word(rule.left), lists) if rule.left else ""
        self.right_source = _filled(rule.right, lists) if rule.right else ""
        self._left = regex.compile("(?r)" + self.left_source) if rule.left else None
        self._right = regex.compile(self.right_source) if rule.right else None

    def fits(self, low: str, low_limit: int, start: int, end: int, high_limit: int) -> bool:
        """Whether `left` matches ending at `start` and `right` starting at `end`, inside the limits.

        A rule that takes longer than its time limit is taken not to fit.
        """
        try:
            if self._left and not self._left.match(low, low_limit, start, timeout=_RULE_SECONDS):
                return False
            return not self._right or bool(self._right.match(low, end, high_limit, timeout=_RULE_SECONDS))
        except TimeoutError:
            return False


def _from_word(left: str) -> str:
    """A `left` that begins with a word begins at the start of a word."""
    return left if left.startswith(("[", "\\", "(?<", "^")) else rf"(?<!\w)(?:{left})"


def _filled(pattern: str, lists: dict[str, str]) -> str:
    """The expression with the named lists of phrases filled in."""
    for name, alternation in lists.items():
        pattern = pattern.replace("{" + name + "}", alternation)
    return "(?:" + pattern + ")"


class Exclusions:
    """Exclusion rules, with one expression over all that tells quickly when none can fit."""

    def __init__(self, rules: list[CompiledRule]) -> None:
        self.rules = rules
        lefts = [rule.left_source for rule in rules if rule.left_source]
        rights = [rule.right_source for rule in rules if not rule.left_source and rule.right_source]
        self._left = regex.compile("(?r)(?:" + "|".join(lefts) + ")") if lefts else None
        self._right = regex.compile("(?:" + "|".join(rights) + ")") if rights else None
        self._others = [r for r in rules if not r.left_source and not r.right_source]

    def candidates(self, low: str, low_limit: int, start: int, end: int, high_limit: int) -> list[CompiledRule]:
        """The rules that may fit a number there: those with a `left` if any left matches, and so on."""
        try:
            left = self._left is not None and self._left.match(low, low_limit, start, timeout=_RULE_SECONDS)
            right = self._right is not None and self._right.match(low, end, high_limit, timeout=_RULE_SECONDS)
        except TimeoutError:
            return self.rules
        if not left and not right:
            return self._others
        return [
            r for r in self.rules
            if (left if r.left_source else right if r.right_source else True)
        ]  # fmt: skip
