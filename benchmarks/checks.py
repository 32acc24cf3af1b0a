"""What the checks are worth: how many of their failures are real mistakes, and how many mistakes they find.

    python benchmarks/checks.py [GOLD_DIR] [--seed N] [--list]

Three measurements over a gold corpus (tests/gold/dev without another one):

- the checks over the facts that are extracted from it: a failure is a real mistake where one of its facts is not as
  the gold has it, or where the gold has the mistake too, because the article has it;
- the checks over the facts of the gold itself, where only mistakes of the articles are left;
- the checks over facts of the gold of which one value at a time was falsified, and over the extracted ones: how many
  of the wrong values stand in a check that fails, or differ from what was published, and did not before.
"""

import argparse
import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import GOLD

from cchc_extract.checks import Finding, findings, said
from cchc_extract.evaluation import GoldDocument, load_gold
from cchc_extract.evaluation.align import Prediction, align
from cchc_extract.evaluation.compare import STRICT_FIELDS, field_value, same
from cchc_extract.extractor import Extractor
from cchc_extract.models import FACT_ADAPTER, Fact

_OWN = frozenset({"accept", "optional", "nth", "id", "evidence", "area", "level", "part_of"})
_NUMBERS = ("value", "out_of")
_COMPARED = ("kind", *STRICT_FIELDS, "entity", "component", "among")


@dataclass(frozen=True)
class Read:
    """An article with the facts of the gold, those that are extracted, and its date."""

    gold: GoldDocument
    wanted: list[Fact]
    found: list[Fact]
    date: dt.date | None


def read(document: GoldDocument, extractor: Extractor) -> Read:
    """An article of the gold, read by the extractor too."""
    extraction = extractor.extraction(document.text, doc=document.name)
    view = extraction.article.view
    sentences = [view.source_span(s.start, s.end) for s in extraction.article.sentences]
    provinces = {province.name for province in extractor.pack.source.provinces}
    nation = extractor.pack.source.nation
    names = {fact.fields["id"]: f"{document.name}:{fact.line}" for fact in document.facts if "id" in fact.fields}
    wanted = []
    for fact in document.facts:
        span = next((s for s in sentences if s[0] <= fact.start < s[1]), (fact.start, fact.end))
        area, level = fact.fields.get("area"), fact.fields.get("level")
        if area and not level:
            level = "nation" if nation and area == nation.name else "province" if area in provinces else "district"
        fields: dict[str, Any] = {
            **{name: value for name, value in fact.fields.items() if name not in _OWN and value is not None},
            "id": f"{document.name}:{fact.line}",
            "doc": document.name,
            "pattern": "gold",
            "area": {"name": area, "level": level} if area else None,
            "part_of": names.get(fact.fields.get("part_of", "")),
            "evidence": {"start": fact.start, "end": fact.end, "text": document.text[fact.start : fact.end]},
            "sentence": {"start": span[0], "end": span[1]},
        }
        if not _impossible(fields):
            wanted.append(FACT_ADAPTER.validate_python(fields))
    wanted.sort(key=lambda fact: fact.evidence.start)
    return Read(document, wanted, extraction.facts, extraction.article.anchor.day)


def _impossible(fields: Mapping[str, Any]) -> bool:
    """Whether the model of facts refuses a rank that the article misprints (47/36)."""
    return bool(fields["kind"] == "rank" and fields.get("out_of") and fields["value"] > fields["out_of"])


def failures(facts: Sequence[Fact], date: dt.date | None, states: Iterable[str] = ("fails",)) -> list[Finding]:
    """What the checks find wrong with the facts of an article."""
    wanted = frozenset(states)
    return [finding for finding in findings(facts, date) if finding.state in wanted]


def wrong_facts(article: Read) -> dict[str, str]:
    """The extracted facts that are not as the gold has them, by id, each with the first field that is wrong."""
    predictions = [Prediction(f.model_dump(mode="json"), f.evidence.start, f.evidence.end) for f in article.found]
    matches = {match.predicted: match.gold for match in align(article.gold.facts, predictions)}
    wrong: dict[str, str] = {}
    for at, (fact, prediction) in enumerate(zip(article.found, predictions, strict=True)):
        if at not in matches:
            wrong[fact.id] = "no such fact"
            continue
        gold = article.gold.facts[matches[at]]
        for name in _COMPARED:
            value = field_value(prediction.fact, name)
            if not any(same(name, value, answer) for answer in gold.answers(name)):
                wrong[fact.id] = name
                break
    return wrong


def keys(found: Iterable[Finding]) -> set[tuple[str, frozenset[str]]]:
    """Findings by the check and the facts, for comparison."""
    return {(finding.name, frozenset(fact.id for fact in finding.facts)) for finding in found}


def falsified(fact: Fact, chance: random.Random, provinces: Sequence[str]) -> Iterator[tuple[str, Fact]]:
    """A fact with one thing wrong at a time: a slip in a number, another year, another place."""
    for name in _NUMBERS:
        number = getattr(fact, name)
        if number:
            slipped = _slip(number, chance)
            if slipped and slipped != number:
                yield name, fact.model_copy(update={name: slipped})
    if fact.period and fact.period[:4].isdigit():
        year = int(fact.period[:4]) + chance.choice((-2, -1, 1, 2))
        yield "period", fact.model_copy(update={"period": f"{year}{fact.period[4:]}"})
    if fact.area and fact.area.level == "province":
        other = fact.area.model_copy(update={"name": chance.choice(provinces)})
        yield "area", fact.model_copy(update={"area": other})


def _slip(number: float, chance: random.Random) -> float:
    """A number with one slip of the hand in its digits; 0 where that leaves none."""
    digits = list(f"{number:g}" if number < 1e6 else str(int(number)))
    places = [at for at, digit in enumerate(digits) if digit.isdigit()]
    at = chance.choice(places)
    match chance.randrange(4):
        case 0:
            digits[at] = chance.choice([d for d in "0123456789" if d != digits[at]])
        case 1 if len(places) > 1:
            del digits[at]
        case 2:
            digits.insert(at, digits[at])
        case _:
            other = places[(places.index(at) + 1) % len(places)]
            digits[at], digits[other] = digits[other], digits[at]
    slipped = float("".join(digits) or 0)
    return int(slipped) if isinstance(number, int) and slipped == int(slipped) else slipped


def precision(corpus: Sequence[Read], listed: bool) -> None:
    """Print how many failures are real mistakes."""
    real: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for article in corpus:
        name = article.gold.name
        of_article = keys(failures(article.wanted, article.date))
        mistakes = wrong_facts(article)
        spans = {fact.id: fact.evidence.start for fact in article.found}
        for finding in failures(article.found, article.date):
            all_[finding.name] += 1
            wrong = ", ".join(dict.fromkeys(mistakes[f.id] for f in finding.facts if f.id in mistakes))
            in_article = any(finding.name == check for check, _ in of_article)
            real[finding.name] += bool(wrong) or in_article
            if listed:
                verdict = wrong or ("article" if in_article else "FALSE")
                message = said(finding.name, finding.state, finding.details, "en")
                print(f"  {verdict:14} {name}:{spans[finding.facts[0].id]} {finding.name}: {message}")
    print("failures over extracted facts, and how many are real mistakes:")
    for check, count in all_.most_common():
        print(f"  {check:20} {count:4} {real[check]:4}")
    print(f"  {'all':20} {all_.total():4} {real.total():4}  {real.total() / max(all_.total(), 1):.1%}")


def over_gold(corpus: Sequence[Read], listed: bool) -> None:
    """Print what the checks say of the gold's own facts."""
    states = Counter[tuple[str, str]]()
    for article in corpus:
        for finding in findings(article.wanted, article.date):
            states[finding.name, finding.state] += 1
            if listed and finding.state == "fails":
                print(f"  {article.gold.name} {finding.name}: {said(finding.name, 'fails', finding.details, 'en')}")
    print("over the facts of the gold:")
    for name in sorted({name for name, _ in states}):
        counts = {state: states[name, state] for state in ("holds", "fails", "agrees", "differs")}
        print(f"  {name:20} " + ", ".join(f"{state} {count}" for state, count in counts.items() if count))


def detection(corpus: Sequence[Read], chance: random.Random) -> None:
    """Print how many falsified values are found."""
    provinces = sorted({f.area.name for a in corpus for f in a.wanted if f.area and f.area.level == "province"})
    made: Counter[tuple[str, str]] = Counter()
    refused: Counter[tuple[str, str]] = Counter()
    failing: Counter[tuple[str, str]] = Counter()
    differing: Counter[tuple[str, str]] = Counter()
    for article in corpus:
        states = ("fails", "differs")
        before = keys(failures(article.wanted, article.date, states))
        for at, fact in enumerate(article.wanted):
            for field, wrong in falsified(fact, chance, provinces):
                group = (field, "index" if fact.indicator else "other")
                made[group] += 1
                if _impossible(wrong.model_dump()):
                    refused[group] += 1
                    continue
                facts = [*article.wanted[:at], wrong, *article.wanted[at + 1 :]]
                new = [f for f in failures(facts, article.date, states) if keys([f]) - before]
                own = [finding for finding in new if any(fact.id == wrong.id for fact in finding.facts)]
                if any(finding.state == "fails" for finding in own):
                    failing[group] += 1
                elif own:
                    differing[group] += 1
    print(
        "falsified values of the gold: made, refused by the model, in a failing check, differing from the published"
    )
    for group in sorted(made):
        n, found = made[group], (refused[group], failing[group], differing[group])
        print(f"  {' of '.join(group):16} {n:5} " + " ".join(f"{x:5}" for x in found) + f"  {sum(found) / n:.1%}")
    total, caught = made.total(), refused.total() + failing.total() + differing.total()
    print(f"  {'all':16} {total:5} {caught:5}  {caught / total:.1%}")


def own_errors(corpus: Sequence[Read]) -> None:
    """Print how many extracted facts with an error stand in a check that fails or a value that differs."""
    wrong = told = index_wrong = index_told = 0
    for article in corpus:
        found = failures(article.found, article.date, ("fails", "differs"))
        involved = {fact.id for finding in found for fact in finding.facts}
        mistakes = wrong_facts(article)
        for fact in article.found:
            if fact.id in mistakes:
                scored = fact.kind in ("rank", "score") and bool(fact.indicator)
                wrong += 1
                told += fact.id in involved
                index_wrong += scored
                index_told += scored and fact.id in involved
    print("extracted facts with anything wrong, and how many of them fail a check or differ from the published:")
    print(f"  all {wrong} {told}  {told / max(wrong, 1):.1%}")
    print(f"  ranks and scores of indices {index_wrong} {index_told}  {index_told / max(index_wrong, 1):.1%}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Precision of the checks, and how many wrong values they find.")
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD / "dev")
    parser.add_argument("--seed", type=int, default=2019)
    parser.add_argument("--list", action="store_true", help="list the failures too")
    options = parser.parse_args()
    extractor = Extractor()
    corpus = [read(document, extractor) for document in load_gold(options.gold)]
    print(f"{len(corpus)} articles, {sum(len(article.found) for article in corpus)} facts extracted")
    precision(corpus, options.list)
    over_gold(corpus, options.list)
    own_errors(corpus)
    detection(corpus, random.Random(options.seed))


if __name__ == "__main__":
    main()
