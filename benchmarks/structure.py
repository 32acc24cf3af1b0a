"""What noun phrases and coordination by underthesea's models would bring to the fields of facts, and what they cost.

    python benchmarks/structure.py [--aside] [--exchange]

Each fact that is paired with an annotated one is a case for each field. Where the field is a phrase, the noun
phrases of its sentence are laid beside the rules' value: at the same place, before or behind the number, before a
verb, or first. Where a field spreads over what is coordinated (action, part_of, kind), so is the value of the fact
before, if no verb stands between. What to take is fitted to one half of tests/gold/dev, by a hash of the articles'
names, and measured on the other half (--exchange: the other way round), and with --aside on tests/gold/aside too.
Each result is `+mended -broken ~added`: the last are values given where the annotation has none. Costs are
those of the two halves, the best of some runs.
"""

import argparse
import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import yaml
from corpus import GOLD
from structure_choice import Case, best_condition, by_condition, by_weights, outcome
from structure_phrases import Harvest, Tagger, taggers
from structure_trials import PHRASES, SPREAD, Fact, Site, Trials, cases_of

from cchc_extract.evaluation.gold import GoldDocument, load_gold
from cchc_extract.evaluation.scoring import evaluate
from cchc_extract.extractor import Extractor

FITTED, HELD_OUT, ASIDE = "fitted", "held out", "aside"
# Lists of patterns/cues.yaml: where a subject ends, with what it does not begin or end, and with what it may begin;
# each with what a tagger must take a word for, and the least number of its syllables, to be added.
LISTS = {"subject_stops": (".", 1), "subject_trim": (".", 1), "subject_heads": ("N", 2)}
# What is tried whatever fits best.
ALWAYS = ("always > same place", "ends inside > same place", "ends inside > both together")
_RUNS = 3

Parts = Mapping[str, Sequence[GoldDocument]]
Facts = Mapping[str, list[Fact]]


def main() -> None:
    """Read the gold, make all trials, and print the tables."""
    parser = argparse.ArgumentParser(description="What noun phrases and coordination bring, and cost.")
    parser.add_argument("--aside", action="store_true", help="measure on tests/gold/aside too")
    parser.add_argument("--exchange", action="store_true", help="fit on the half that is held out otherwise")
    options = parser.parse_args()
    parts = parts_of(GOLD, options.aside, options.exchange)
    extractor = Extractor(all_documents=True)
    facts = read(extractor, parts)[0]
    by_name = taggers()
    harvest = Harvest(by_name["pos_tag v2.0"], sentences(extractor, parts[FITTED]))
    by_name["harvested list"] = harvest.tagger()
    trials = Trials(extractor, by_name)
    cases = [
        case
        for part, documents in parts.items()
        for document in documents
        for case in cases_of(trials, document, facts[document.name], part)
    ]
    tell_errors(cases)
    tell_trials(cases, list(parts))
    tell_lists(harvest, parts)
    tell_costs(extractor, [*parts[FITTED], *parts[HELD_OUT]], by_name)


def parts_of(folder: Path, aside: bool, exchange: bool) -> Parts:
    """The articles on which choices are fitted, those held out, and perhaps those set aside."""
    halves: dict[str, list[GoldDocument]] = {FITTED: [], HELD_OUT: []}
    for document in load_gold(folder / "dev"):
        odd = bool(hashlib.sha256(document.name.encode()).digest()[0] % 2)
        halves[FITTED if odd is exchange else HELD_OUT].append(document)
    return {**halves, ASIDE: load_gold(folder / "aside")} if aside else halves


def sentences(extractor: Extractor, documents: Sequence[GoldDocument]) -> list[str]:
    """The sentences of some articles."""
    articles = (extractor.extraction(document.text).article for document in documents)
    return [article.text[s.start : s.end] for article in articles for s in article.sentences]


def read(extractor: Extractor, parts: Parts) -> tuple[Facts, float]:
    """The facts of all articles by name, and the microseconds of computing that it takes to extract them."""
    documents = [document for part in parts.values() for document in part]
    begin = time.process_time()
    facts = {document.name: extractor.extract(document.text, doc=document.name) for document in documents}
    micros = (time.process_time() - begin) * 1e6
    return {name: [fact.model_dump(mode="json") for fact in found] for name, found in facts.items()}, micros


def tell_errors(cases: Sequence[Case]) -> None:
    """Print how the annotated phrases stand to the rules' where those are wrong, on both halves of `dev`."""
    for name in PHRASES:
        mine = [case for case in cases if case.name == name and case.wanted and case.part != ASIDE]
        wrong = Counter(case.apart for case in mine if not case.right)
        print(f"\n{name}: {wrong.total()} of {len(mine)} wrong; the annotated phrase")
        for apart, count in wrong.most_common():
            print(f"{count:6}  {apart}")


def tell_trials(cases: Sequence[Case], parts: Sequence[str]) -> None:
    """Print what each way to choose does to each field on each part.

    Of the grammars of a tagger, the one whose best condition gains most where it is fitted is shown.
    """
    for name in (*PHRASES, *SPREAD):
        mine = [case for case in cases if case.name == name]
        by_part = {part: [case for case in mine if case.part == part] for part in parts}
        counted = [[case.right for case in of if case.wanted] for of in by_part.values()]
        print(f"\n{name:49}" + "".join(f"{part:17}" for part in parts))
        print(f"{'right by the rules':49}" + "".join(f"{f'{sum(c)} of {len(c)}':17}" for c in counted))
        found = dict.fromkeys(trial for case in mine for trial in case.options)
        for tagger in dict.fromkeys(tagger for tagger, _ in found):
            fitted = {trial: best_condition(by_part[FITTED], trial) for trial in found if trial[0] == tagger}
            gains = {t: outcome(by_part[FITTED], t, by_condition(take)).net for t, take in fitted.items()}
            trial = max(gains, key=gains.__getitem__)
            wrong = [case for case in by_part[FITTED] + by_part[HELD_OUT] if case.wanted and not case.right]
            mended = sum(any(option.right for option in case.options.get(trial, ())) for case in wrong)
            print(f"  {', '.join(filter(None, trial))}: {mended} of {len(wrong)} wrong are right in some option")
            choosers = {take: by_condition(take) for take in (*(ALWAYS if name in PHRASES else ()), fitted[trial])}
            if name in PHRASES:
                choosers["weights"] = by_weights(by_part[FITTED], trial)
            for title, choose in choosers.items():
                results = (str(outcome(of, trial, choose)) for of in by_part.values())
                print(f"    {title:45}" + "".join(f"{result:17}" for result in results))


def tell_lists(harvest: Harvest, parts: Parts) -> None:
    """Print what it does to lay harvested words over the lists of the rules."""
    known = Extractor().pack.lists
    print(f"\n{'subject, with harvested words in':49}" + "".join(f"{part:17}" for part in parts))
    for name, (symbol, syllables) in LISTS.items():
        words = [word for word in harvest.always(symbol, syllables) if word not in known[name]]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "harvested.yaml")
            path.write_text(yaml.safe_dump({"cues": {"lists": {name: words}}}, allow_unicode=True), "utf-8")
            extractor = Extractor([path], all_documents=True)
        facts, _ = read(extractor, parts)
        scores = [evaluate(documents, facts).fields["subject"] for documents in parts.values()]
        shown = "".join(f"{f'{score.right * score.n:.0f} of {score.n}':17}" for score in scores)
        print(f"  {f'{name} ({len(words)} words)':47}{shown}")


def tell_costs(extractor: Extractor, documents: Sequence[GoldDocument], by_name: Mapping[str, Tagger]) -> None:
    """Print the computing time of taggers for a sentence, and its share of extraction for those that ask for one."""
    from underthesea import chunk, word_tokenize

    readings = [read(extractor, {"": documents}) for _ in range(_RUNS)]
    facts, micros = readings[0][0], min(micros for _, micros in readings)
    every = sentences(extractor, documents)
    sites = [Site.of(d.text, facts[d.name], at) for d in documents for at in range(len(facts[d.name]))]
    groups = {"with facts": sites, "with several": [site for site in sites if site.before]}
    for name in PHRASES:
        groups[name] = [site for site in sites if site.asks(name)]
        groups[f"no {name}"] = [site for site in groups[name] if site.fact.get(name) is None]
    texts = {name: {site.text for site in group} for name, group in groups.items()}
    print(f"\nextraction: {micros / len(every):.0f} microseconds a sentence, of {len(every)}")
    print(f"{'':17}{'a sentence':>14}" + "".join(f"{name:>14}" for name in texts))
    print(f"{'sentences':31}" + "".join(f"{len(group):14}" for group in texts.values()))
    timed: Mapping[str, Callable[[str], object]] = {"word_tokenize": word_tokenize, **by_name}
    for name, run in timed.items():
        times = {sentence: clocked(run, sentence) for sentence in sorted(texts["with facts"])}
        shares = [sum(times[sentence] for sentence in group) / micros for group in texts.values()]
        print(f"{name:17}{sum(times.values()) / len(times):14.0f}" + "".join(f"{share:14.0%}" for share in shares))
    tags = Counter(tag for sentence in every for _, _, tag in chunk(sentence))
    print(f"\nwords that begin a noun phrase by the chunker: {tags['B-NP']}, that go on with one: {tags['I-NP']}")


def clocked(run: Callable[[str], object], sentence: str) -> float:
    """The microseconds of computing that a sentence takes."""
    taken = []
    for _ in range(_RUNS):
        begin = time.process_time()
        run(sentence)
        taken.append(time.process_time() - begin)
    return min(taken) * 1e6


if __name__ == "__main__":
    main()
