"""Which of several values of a field to take: by one condition, or by weights; both fitted to some cases."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

# Features that hold this are a condition and what to take under it.
TAKE = " > "
_ROUNDS, _RATE, _DECAY = 15, 0.1, 0.03


class Option(NamedTuple):
    """A value that a field may have: whether it is right, and what is true of it."""

    right: bool
    features: tuple[str, ...]


@dataclass(slots=True)
class Case:
    """A field of a fact: whether it is annotated, how the rules' value stands to that, and the options by trial.

    The first option of a trial is the rules' value.
    """

    part: str
    name: str
    wanted: bool
    right: bool
    apart: str
    options: dict[tuple[str, str], list[Option]] = field(default_factory=dict)


class Outcome(NamedTuple):
    """What a way to choose does: wrong values mended, right ones broken, and values added where none is annotated."""

    mended: int = 0
    broken: int = 0
    added: int = 0

    def __str__(self) -> str:
        return f"+{self.mended} -{self.broken}" + (f" ~{self.added}" if self.added else "")

    @property
    def net(self) -> int:
        """How many more are right."""
        return self.mended - self.broken


Chooser = Callable[[Sequence[Option]], Option]


def outcome(cases: Iterable[Case], trial: tuple[str, str], choose: Chooser) -> Outcome:
    """What choosing does to the cases."""
    counts: Counter[str] = Counter()
    for case in cases:
        options = case.options.get(trial, ())
        taken = choose(options) if len(options) > 1 else None
        if taken is None or taken.right == case.right:
            continue
        counts["mended" if taken.right else "broken" if case.wanted else "added"] += 1
    return Outcome(counts["mended"], counts["broken"], counts["added"])


def by_condition(feature: str) -> Chooser:
    """Take the option of which that feature is true."""
    return lambda options: next((option for option in options if feature in option.features), options[0])


def best_condition(cases: Sequence[Case], trial: tuple[str, str]) -> str:
    """The condition that mends most, less what it breaks."""
    gains: Counter[str] = Counter()
    for case in cases:
        for option in case.options.get(trial, ())[1:] if case.wanted else ():
            gains.update({feature: option.right - case.right for feature in option.features if TAKE in feature})
    return max(sorted(gains), key=gains.__getitem__, default="")


def by_weights(cases: Sequence[Case], trial: tuple[str, str]) -> Chooser:
    """Take the option with the highest sum of weights, which are those of a log-linear model of the cases."""
    weights: dict[str, float] = defaultdict(float)

    def score(options: Sequence[Option]) -> list[float]:
        return [(not place) + sum(weights[f] for f in option.features) for place, option in enumerate(options)]

    telling = [case.options[trial] for case in cases if len(case.options.get(trial, ())) > 1]
    telling = [options for options in telling if any(option.right for option in options)]
    chance = random.Random(1)
    for turn in range(_ROUNDS):
        chance.shuffle(telling)
        for options in telling:
            powers = [math.exp(value) for value in score(options)]
            right = sum(power for power, option in zip(powers, options, strict=True) if option.right)
            for power, option in zip(powers, options, strict=True):
                step = (power / right if option.right else 0.0) - power / sum(powers)
                for feature in option.features:
                    weights[feature] += _RATE / (1 + turn / 5) * (step - _DECAY * weights[feature])

    def choose(options: Sequence[Option]) -> Option:
        scores = score(options)
        return options[scores.index(max(scores))]

    return choose
