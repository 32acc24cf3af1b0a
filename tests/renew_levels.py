"""Fit the weights of `patterns/levels.yaml` anew to the annotated articles: python tests/renew_levels.py [--check]

An article's level is that of its own place which most of its annotated facts are about. The weights are those of a
multinomial logistic regression over the levels that an article may be about, with an L2 penalty, found by gradient
descent with momentum from zero: the same gold gives the same weights. `--check` writes nothing; it leaves out each
fifth of the articles in turn, fits the rest, and prints how many of those left out are put at the right level.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from math import exp
from pathlib import Path
from typing import Final

from cchc_extract.evaluation.gold import load_gold
from cchc_extract.extractor import Extractor
from cchc_extract.home import survey

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "patterns" / "levels.yaml"
GOLD = ROOT / "tests" / "gold" / "dev"
LEVELS: Final = ("nation", "province", "district", "commune")
_PENALTY: Final = 0.05
_STEPS: Final = 3000
_RATE, _MOMENTUM = 0.002, 0.95
_FOLDS: Final = 5

Features = dict[str, dict[str, float]]
Weights = dict[str, dict[str, float]]
HEAD = """\
# What speaks for each level that an article may be about, and how much: the weights of a logistic regression, fitted to
# the articles of tests/gold/dev. Do not edit by hand: python tests/renew_levels.py
# cchc_extract/home.py tells what each feature counts.
levels:
"""


def examples(folder: Path) -> list[tuple[Features, str]]:
    """The features of each article that has facts about one of its own places, and the level of the most of them."""
    extractor = Extractor()
    found = []
    for document in load_gold(folder):
        areas = Counter(fact.fields["area"] for fact in document.facts if fact.fields.get("area") and not fact.optional)
        own, features = survey(extractor.pack, extractor.extraction(document.text).article)
        names = {"nation": extractor.pack.source.nation.name} | own
        # A city and its province may share a name: the fact is then taken to be about the province.
        named = {names[level]: level for level in reversed(LEVELS) if level in names}
        level = named.get(areas.most_common(1)[0][0]) if areas else None
        if level:
            found.append((features, level))
    return found


def scores(weights: Weights, features: Features) -> dict[str, float]:
    """The score of each level that an article may be about."""
    return {
        level: sum(weights[level].get(name, 0.0) * value for name, value in values.items())
        for level, values in features.items()
    }


def fit(found: Sequence[tuple[Features, str]]) -> Weights:
    """The weights that make the levels of the examples most likely, under the penalty."""
    weights: Weights = {level: {} for level in LEVELS}
    speed: Weights = {level: {} for level in LEVELS}
    for _ in range(_STEPS):
        slope: Weights = {
            level: {name: 2 * _PENALTY * value for name, value in own.items() if name != "prior"}
            for level, own in weights.items()
        }
        for features, right in found:
            for level, share in likelihoods(scores(weights, features)).items():
                error = share - (level == right)
                for name, value in features[level].items():
                    slope[level][name] = slope[level].get(name, 0.0) + error * value
        for level, steep in slope.items():
            for name, value in steep.items():
                speed[level][name] = _MOMENTUM * speed[level].get(name, 0.0) - _RATE * value
                weights[level][name] = weights[level].get(name, 0.0) + speed[level][name]
    return weights


def likelihoods(levels: dict[str, float]) -> dict[str, float]:
    """The softmax of scores."""
    top = max(levels.values())
    parts = {level: exp(score - top) for level, score in levels.items()}
    total = sum(parts.values())
    return {level: part / total for level, part in parts.items()}


def right(weights: Weights, found: Sequence[tuple[Features, str]]) -> int:
    """How many examples the weights put at the right level."""
    return sum(max(given := scores(weights, features), key=given.__getitem__) == level for features, level in found)


def check(found: Sequence[tuple[Features, str]]) -> None:
    """Print how many articles are put at the right level by weights that were fitted without them."""
    hits = 0
    for fold in range(_FOLDS):
        rest = [example for index, example in enumerate(found) if index % _FOLDS != fold]
        hits += right(fit(rest), found[fold::_FOLDS])
    print(f"left out of the fit: {hits} of {len(found)} articles at the right level")


def main() -> None:
    """Write the weights, or check how they do on articles left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; measure on articles left out")
    found = examples(GOLD)
    if parser.parse_args().check:
        check(found)
        return
    weights = fit(found)
    lines = [
        f"  {level}: {{" + ", ".join(f"{name}: {value:.2f}" for name, value in weights[level].items()) + "}"
        for level in LEVELS
    ]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"renewed {TARGET}: {right(weights, found)} of {len(found)} articles at the right level", file=sys.stderr)


if __name__ == "__main__":
    main()
