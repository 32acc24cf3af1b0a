"""The scores against the plain formulas of the definitions, on predictions with mistakes of all sorts."""

import copy
import random
from fractions import Fraction
from typing import Any

import pytest
from evaluation_cases import ARTICLES, COMMON, GOLD, Fact, evidence, predictions, span

from cchc_extract.evaluation import GoldDocument, evaluate
from cchc_extract.evaluation.compare import KINDS, SOFT_FIELDS, STRICT_FIELDS, field_value, near, same


def answers(gold_fact: Fact, field: str) -> list[Any]:
    return [field_value(gold_fact, field), *gold_fact.get("accept", {}).get(field, [])]


def quality(name: str, g: Fact, p: Fact) -> tuple[bool, bool, Fraction] | None:
    """How good a pair is; None when the two are not the same quantity."""
    mine, other = set(range(*span(name, g))), set(range(p["evidence"]["start"], p["evidence"]["end"]))
    fits = all(any(near(p.get(field), answer) for answer in answers(g, field)) for field in ("value", "out_of"))
    if not (mine & other and fits):
        return None
    share = Fraction(len(mine & other), len(mine | other))
    return p["kind"] in answers(g, "kind"), "optional" not in g, share


def best_pairs(name: str, wanted: list[Fact], found: list[Fact]) -> list[tuple[int, int, bool]]:
    """Index pairs with whether the kind is right, taking the best that is left until none is left."""
    pairs: list[tuple[int, int, bool]] = []
    while True:
        left = [
            (quality_of, -i, -j)
            for i, g in enumerate(wanted)
            for j, p in enumerate(found)
            if all(i != pair[0] and j != pair[1] for pair in pairs) and (quality_of := quality(name, g, p))
        ]
        if not left:
            return pairs
        best, i, j = max(left)
        pairs.append((-i, -j, best[0]))


def prf(right: int, spurious: int, missed: int) -> Fact:
    p, r = (right / n if n else 0.0 for n in (right + spurious, right + missed))
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(f1, 4), "n": right + missed}


def plain_numbers(by_name: dict[str, list[Fact]]) -> Fact:
    """The scores once more, straight from the schema: lists of what is right, spurious and missed."""
    levels: dict[str, list[list[str]]] = {level: [[], [], []] for level in ("quantity", "fact", "record")}
    fields: dict[str, list[bool]] = {field: [] for field in STRICT_FIELDS + SOFT_FIELDS}
    for name, found in by_name.items():
        wanted = [COMMON | line for line in GOLD[name]]
        pairs = best_pairs(name, wanted, found)
        stated = [(g["kind"], g["value"], g.get("out_of")) for g in wanted]
        rest = [p for j, p in enumerate(found) if j not in [pair[1] for pair in pairs]]
        spurious = [p["kind"] for p in rest if (p["kind"], p["value"], p.get("out_of")) not in stated]
        missed = [
            g["kind"] for i, g in enumerate(wanted) if i not in [pair[0] for pair in pairs] and "optional" not in g
        ]
        for level in levels.values():
            level[1] += spurious
            level[2] += missed
        for g, p, kind in ((wanted[i], found[j], kind) for i, j, kind in pairs if "optional" not in wanted[i]):
            verdicts = {
                field: any(same(field, field_value(p, field), answer) for answer in answers(g, field))
                for field in fields
                if field in STRICT_FIELDS or g.get(field) is not None
            }
            for field, verdict in verdicts.items():
                fields[field].append(verdict)
            record = kind and all(verdicts[field] for field in STRICT_FIELDS)
            for level, right in zip(levels.values(), (True, kind, record), strict=True):
                level[0] += [g["kind"]] * right
                level[1] += [p["kind"]] * (not right)
                level[2] += [g["kind"]] * (not right)
    counts = {kind: [part.count(kind) for part in levels["fact"]] for kind in KINDS}
    return {level: prf(*map(len, parts)) for level, parts in levels.items()} | {
        "by_kind": {kind: prf(*count) for kind, count in counts.items() if any(count)},
        "fields": {f: {"right": round(sum(v) / len(v), 4), "n": len(v)} for f, v in fields.items() if v},
    }


def perturbed(rng: random.Random) -> dict[str, list[Fact]]:
    """The right predictions with facts dropped, duplicated, moved and given wrong values."""
    by_name: dict[str, list[Fact]] = {name: [] for name in GOLD}
    rate = rng.choice([0.05, 0.3, 0.7])
    for fact in predictions():
        name = fact["doc"][5:-4]
        while rng.random() > rate / 2:
            new = copy.deepcopy(fact)
            for field in ("kind", "value", "out_of", *STRICT_FIELDS, *SOFT_FIELDS):
                if rng.random() < rate / 4:
                    new[field] = rng.choice(predictions()).get(field)
            if rng.random() < rate:
                start = max(0, fact["evidence"]["start"] + rng.randint(-9, 9))
                new["evidence"] = evidence(name, start, min(start + rng.randint(1, 20), len(ARTICLES[name])))
            by_name[name].append(new)
            if rng.random() > rate / 2:
                break
    return by_name


@pytest.mark.parametrize("seed", range(60))
def test_scores_are_those_of_the_plain_formulas(gold: list[GoldDocument], seed: int) -> None:
    facts = perturbed(random.Random(seed))
    numbers = evaluate(gold, facts).as_dict()
    assert {key: numbers[key] for key in ("quantity", "fact", "record", "by_kind", "fields")} == plain_numbers(facts)
