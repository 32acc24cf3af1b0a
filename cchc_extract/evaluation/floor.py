"""The floor of an evaluation: F1 scores that it must reach, and the gold that they were measured on.

A floor file is TOML: `gold`, the digest of the gold folder, and under the name of a level (`quantity`, `fact`,
`record`) the least F1 that will do.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cchc_extract.evaluation.gold import EvaluationError
from cchc_extract.evaluation.result import Evaluation

LEVELS: Final = ("quantity", "fact", "record")


@dataclass(frozen=True, slots=True)
class Floor:
    """The least F1 by level; `gold` is the digest of the gold that it holds for, None for any."""

    source: str
    least: Mapping[str, float]
    gold: str | None = None


def load_floor(given: str) -> Floor:
    """The floor in a file, or a number: the least F1 of facts on any gold. Raises EvaluationError."""
    try:
        least = float(given)
    except ValueError:
        return _from_file(given)
    return Floor("--floor", {"fact": _checked("--floor", least)})


def _from_file(given: str) -> Floor:
    try:
        data = tomllib.loads(Path(given).read_text("utf-8"))
    except OSError as error:
        raise EvaluationError(
            [f"{given}: cannot be read ({error.strerror}); give a floor file or a number"]
        ) from None
    except ValueError as error:
        raise EvaluationError([f"{given}: is not TOML ({error})"]) from None
    gold = data.pop("gold", None)
    if not isinstance(gold, str) or not data or not data.keys() <= set(LEVELS):
        raise EvaluationError([f'{given}: give gold = "…" and one or more of {", ".join(LEVELS)}, nothing else'])
    return Floor(given, {level: _checked(f"{given}: {level}", least) for level, least in data.items()}, gold)


def _checked(name: str, least: Any) -> float:
    if not isinstance(least, int | float) or not 0 <= least <= 1:
        raise EvaluationError([f"{name} is {least!r}; an F1 lies between 0 and 1"])
    return float(least)


def shortfalls(floor: Floor, evaluation: Evaluation, digest: str) -> list[str]:
    """What keeps an evaluation from passing, with the way to move the floor on purpose; empty where it passes."""
    measured = {level: getattr(evaluation, level).f1 for level in floor.least}
    problems = [
        f"{floor.source}: {level} F1 is {measured[level]:.4f}, below the floor of {least:.4f}"
        for level, least in floor.least.items()
        if measured[level] < least
    ]
    if floor.gold not in (None, digest):
        problems.append(f"{floor.source}: the gold is not the one that this floor was measured on")
    if problems and floor.gold is not None:
        lines = [f'gold = "{digest}"', *(f"{level} = {f1:.4f}" for level, f1 in measured.items())]
        problems.append(f"if the change is meant, put into {floor.source}:")
        problems += [f"    {line}" for line in lines]
    return problems
