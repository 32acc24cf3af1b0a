"""Fit the weights of `patterns/weights.yaml` anew to the annotated articles: python tests/renew_weights.py [--check]

Two choices are made by weights: the level that an article is about, and the period that it reports on. For each, an
example is the candidates of one article, their features, and how the annotated facts share among them: facts by their
area's level; facts that name no period, by theirs. The weights are those of a multinomial logistic regression with an
L2 penalty, found by gradient descent with momentum from zero: the same gold gives the same weights.

`--check` writes nothing: it leaves out each fifth of the articles in turn, fits the rest, and prints how many facts
of those left out get what they should.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p
from pathlib import Path
from typing import Any, Final

from cchc_extract.article.home import survey
from cchc_extract.article.reported import period_features
from cchc_extract.evaluation.gold import GoldDocument, load_gold
from cchc_extract.extractor import Extraction, Extractor
from cchc_extract.pack.compiled import Pack

ROOT: Final = Path(__file__).parent.parent
TARGET: Final = ROOT / "patterns" / "weights.yaml"
GOLD: Final = ROOT / "tests" / "gold" / "dev"
LEVELS: Final = ("nation", "province", "district", "commune")
_STEPS: Final = 3000
_RATE, _MOMENTUM = 0.002, 0.95
_FOLDS: Final = 5
_HEAD = """\
# The weights of two logistic regressions, fitted to the articles of tests/gold/dev. Not to be edited by hand:
# python tests/renew_weights.py
"""

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of an article with their features, and how many facts are about each of them."""

    features: Mapping[str, Mapping[str, float]]
    facts: Mapping[str, int]

    def best(self, weights: Weights) -> int:
        """How many facts are about the candidate that the weights choose."""
        scores = self.scores(weights)
        return self.facts.get(max(scores, key=scores.__getitem__), 0)

    def scores(self, weights: Weights) -> dict[str, float]:
        """The score of each candidate."""
        return {
            candidate: sum(weights.get(name, 0.0) * value for name, value in values.items())
            for candidate, values in self.features.items()
        }

    def errors(self, weights: Weights) -> dict[str, float]:
        """How much likelier the weights make each candidate than the facts do."""
        scores = self.scores(weights)
        top = max(scores.values())
        parts = {candidate: exp(score - top) for candidate, score in scores.items()}
        total, facts = sum(parts.values()), sum(self.facts.values())
        return {candidate: part / total - self.facts.get(candidate, 0) / facts for candidate, part in parts.items()}


def level_example(pack: Pack, document: GoldDocument, extraction: Extraction) -> Example | None:
    """The levels of an article's own places; the facts of all but the most frequent area do not count."""
    areas = Counter(fact.fields["area"] for fact in document.facts if fact.fields.get("area") and not fact.optional)
    own, features = survey(pack, extraction.article)
    nation = pack.source.nation
    names = ({"nation": nation.name} if nation else {}) | own
    # A city and its province may share a name: the fact is then taken to be about the province.
    named = {names[level]: level for level in reversed(LEVELS) if level in names}
    level = named.get(areas.most_common(1)[0][0]) if areas else None
    if not level:
        return None
    labelled = {of: {f"{of}.{name}": value for name, value in values.items()} for of, values in features.items()}
    return Example(labelled, {level: 1})


def period_example(pack: Pack, document: GoldDocument, extraction: Extraction) -> Example | None:
    """The periods of an article, and the facts that have theirs from the article as a whole."""
    features = period_features(extraction.article)
    facts: Counter[str] = Counter()
    for fact in extraction.facts:
        carried = fact.period is None or fact.scope.get("period") in ("article", "dateline")
        whole = fact.indicator is None and fact.status == "actual" and carried
        for gold in document.facts if whole else ():
            if gold.value == fact.value and gold.start < fact.evidence.end and fact.evidence.start < gold.end:
                facts.update({period or "" for period in gold.answers("period")} & features.keys())
    return Example(features, facts) if facts else None


def fit(found: Sequence[Example], penalty: float) -> Weights:
    """The weights that make the facts of the examples most likely, under the penalty."""
    weights: Weights = {}
    speed: Weights = {}
    for _ in range(_STEPS):
        slope = {name: 2 * penalty * value for name, value in weights.items() if not name.endswith("prior")}
        for example in found:
            worth = log1p(sum(example.facts.values()))
            for candidate, error in example.errors(weights).items():
                for name, value in example.features[candidate].items():
                    slope[name] = slope.get(name, 0.0) + worth * error * value
        for name, steep in slope.items():
            speed[name] = _MOMENTUM * speed.get(name, 0.0) - _RATE * steep
            weights[name] = weights.get(name, 0.0) + speed[name]
    return weights


def check(name: str, found: Sequence[Example], penalty: float) -> None:
    """Print how many facts get what they should by weights that were fitted without their articles."""
    hits = 0
    for fold in range(_FOLDS):
        rest = [example for index, example in enumerate(found) if index % _FOLDS != fold]
        weights = fit(rest, penalty)
        hits += sum(example.best(weights) for example in found[fold::_FOLDS])
    most = sum(max(example.facts.values()) for example in found)
    print(f"{name}: right for {hits} facts of articles left out of the fit, {most} at best")


def levels_section(weights: Weights) -> str:
    """The weights of levels as a section of YAML."""
    lines = [
        "# What speaks for each level that an article may be about, as cchc_extract/article/home.py counts it.",
        "levels:",
    ]
    for level in LEVELS:
        own = {name.removeprefix(f"{level}."): v for name, v in weights.items() if name.startswith(f"{level}.")}
        lines.append(f"  {level}: {{{_listed(own)}}}")
    return "\n".join(lines)


def periods_section(weights: Weights) -> str:
    """The weights of periods as a section of YAML."""
    told = "# What speaks for a period that an article may report on, as cchc_extract/article/reported.py counts it."
    return f"{told}\nreported:\n  {{{_listed(weights)}}}"


def _listed(weights: Weights) -> str:
    return ", ".join(f"{name}: {value:.2f}" for name, value in weights.items())


_Maker = Callable[[Pack, GoldDocument, Extraction], Example | None]
CHOICES: Final[tuple[tuple[str, _Maker, float, Callable[[Weights], str]], ...]] = (
    ("level", level_example, 0.05, levels_section),
    ("period", period_example, 0.2, periods_section),
)


def main() -> None:
    """Write the weights, or check how they do on articles left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--also", type=Path, action="append", default=[], help="another folder of gold to fit to")
    parser.add_argument("--check", action="store_true", help="write nothing; measure on articles left out")
    arguments: Any = parser.parse_args()
    extractor = Extractor()
    read = [
        (document, extractor.extraction(document.text))
        for folder in (GOLD, *arguments.also)
        for document in load_gold(folder)
    ]
    sections = [_HEAD]
    for name, make, penalty, section in CHOICES:
        found = [example for document, made in read if (example := make(extractor.pack, document, made))]
        if arguments.check:
            check(name, found, penalty)
        else:
            sections.append(section(fit(found, penalty)) + "\n")
    if not arguments.check:
        TARGET.write_text("".join(sections), encoding="utf-8")
        print(f"renewed {TARGET}", file=sys.stderr)


if __name__ == "__main__":
    main()
