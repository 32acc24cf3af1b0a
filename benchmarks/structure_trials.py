"""The fields of facts as the rules fill them, with what else they might be by noun phrases and coordination."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from structure_choice import TAKE, Case, Option
from structure_phrases import GRAMMARS, Span, Tagger, Token, runs

from cchc_extract.evaluation.align import Prediction, align
from cchc_extract.evaluation.compare import field_value, same
from cchc_extract.evaluation.gold import GoldDocument, GoldFact
from cchc_extract.extractor import Extractor
from cchc_extract.text.view import fold

PHRASES = ("subject", "entity", "among")
SPREAD = ("action", "part_of", "kind")
PLAIN = "without tags"
_WORD = re.compile(r"[^\s,;:.()\"“”]+(?:[.,]\d+)*")
# A phrase stands right behind a value, or before a verb, when no more characters are between.
_NEAR = 3

Fact = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """A predicted fact in its sentence, with the fact before in it, which ends at `since`; spans are of `text`."""

    fact: Fact
    before: Fact | None
    text: str
    start: int
    end: int
    since: int

    @classmethod
    def of(cls, text: str, facts: Sequence[Fact], index: int) -> "Site":
        """The site of one of the facts of a text."""
        fact, earlier = facts[index], facts[index - 1] if index else None
        first, last = fact["sentence"]["start"], fact["sentence"]["end"]
        before = earlier if earlier and earlier["sentence"]["start"] == first else None
        start, end = (fact["evidence"][edge] - first for edge in ("start", "end"))
        return cls(fact, before, text[first:last], start, end, before["evidence"]["end"] - first if before else 0)

    def asks(self, name: str) -> bool:
        """Whether facts of that kind have the field."""
        fact = self.fact
        measured = fact["kind"] == "percentage" or (fact["kind"] == "change" and not fact["indicator"])
        return bool({"subject": measured, "among": fact["kind"] == "rank"}.get(name, True))


class Trials:
    """Lays what taggers find beside what the rules say."""

    def __init__(self, extractor: Extractor, by_name: Mapping[str, Tagger]) -> None:
        self._pack = extractor.pack
        self._ends = self._pack.lists["subject_stops"]
        self._heads = tuple(f"{fold(head)} " for head in self._pack.source.heads)
        self._taggers = {name: cache(tagger) for name, tagger in by_name.items()}

    def phrases(self, site: Site, name: str) -> Iterator[tuple[tuple[str, str], Any, tuple[str, ...]]]:
        """For each trial the rules' value of a field and the noun phrases that it may be, with their features."""
        value = site.fact.get(name)
        place = self.place(site.text, value, site.start) if value else None
        for tagger, tokens_of in self._taggers.items():
            tokens = tokens_of(site.text)
            for grammar in GRAMMARS:
                spans = runs(tokens, grammar, self._ends)
                if name == "entity":
                    spans = [span for span in spans if fold(site.text[span[0] : span[1]]).startswith(self._heads)]
                conditions = _conditions(value, place, spans, tokens)
                yield (tagger, grammar), value, tuple(f"rules: {condition}" for condition in conditions)
                laid = _laid(site, place, spans, tokens)
                for span in dict.fromkeys(laid.values()):
                    takes = [take for take, taken in laid.items() if taken == span]
                    features = [f"{condition}{TAKE}{take}" for condition in conditions for take in takes]
                    features += _shape(site, tokens, span)
                    yield (tagger, grammar), self._told(site, span, name), tuple(features)

    def spread(self, site: Site, name: str) -> Iterator[tuple[tuple[str, str], Any, tuple[str, ...]]]:
        """The same for a field that may spread from the fact before: what that one has, or is."""
        value, before = site.fact.get(name), site.before
        if before is None:
            return
        conditions = ["always", *(["none"] if value is None else []), *(["carried"] * (name in site.fact["scope"]))]
        told = {"as before": before.get(name), **({"part of it": before["id"]} if name == "part_of" else {})}
        for tagger in (PLAIN, *self._taggers):
            tokens = self._taggers[tagger](site.text) if tagger != PLAIN else []
            if any(token.symbol == "V" for token in tokens if site.since <= token.start < site.start):
                continue
            trial = (tagger, "" if tagger == PLAIN else "no verb between")
            yield trial, value, ()
            for take, new in told.items():
                if new is not None:
                    yield trial, new, tuple(f"{condition}{TAKE}{take}" for condition in conditions)

    def place(self, text: str, phrase: str, near: int) -> Span | None:
        """Where a phrase stands in a sentence, nearest to a position; short forms of the sentence are written out."""
        wanted = phrase.lower().replace(",", " ").split()
        words = [
            (word, *match.span())
            for match in _WORD.finditer(text)
            for word in self._pack.expand(match[0]).lower().split()
        ]
        size = len(wanted)
        found = [
            (words[at][1], words[at + size - 1][2])
            for at in range(len(words) - size + 1)
            if [word for word, _, _ in words[at : at + size]] == wanted
        ]
        return min(found, key=lambda span: abs(span[0] - near), default=None)

    def _told(self, site: Site, span: Span, name: str) -> str:
        told = self._pack.expand(site.text[span[0] : span[1]])
        return told if name == "entity" else told.lower()


def _conditions(value: str | None, place: Span | None, spans: list[Span], tokens: list[Token]) -> list[str]:
    """What is true of the rules' value and the noun phrases of a sentence."""
    if value is None or place is None:
        return ["always", "none" if value is None else "pieced or from elsewhere"]
    start, end = place
    told = {
        "always": True,
        "ends inside": any(first < end < last for first, last in spans),
        "begins inside": any(first < start < last for first, last in spans),
        "goes beyond": any(start <= first < last < end for first, last in spans),
        "holds no noun": all(token.symbol != "N" for token in tokens if start <= token.start < end),
    }
    return [condition for condition, true in told.items() if true]


def _laid(site: Site, place: Span | None, spans: list[Span], tokens: list[Token]) -> dict[str, Span]:
    """The noun phrases that may be meant, by what makes them so."""
    laid = {"first": spans[0]} if spans else {}
    verbs = [token.start for token in tokens if token.symbol == "V" or token.low in ("đạt", "là")]
    for span in spans:
        if span[1] <= site.start:
            laid["before"] = span
            if any(span[1] <= verb <= span[1] + _NEAR for verb in verbs):
                laid["before a verb"] = span
        elif site.end <= span[0] <= site.end + _NEAR:
            laid.setdefault("behind", span)
    if place:
        shared, span = max(((min(place[1], s[1]) - max(place[0], s[0]), s) for s in spans), default=(0, place))
        if shared > 0:
            laid |= {"same place": span, "both together": (min(place[0], span[0]), max(place[1], span[1]))}
    return laid


def _shape(site: Site, tokens: list[Token], span: Span) -> list[str]:
    """What weights may hang on besides: how a phrase is made, how long it is, and how far off."""
    symbols = "".join(token.symbol for token in tokens if span[0] <= token.start < span[1])
    first = site.text[span[0] : span[1]].lower().split()[:1]
    return [
        f"made {symbols[:3]}",
        f"long {min(len(symbols), 6)}",
        f"word {first}",
        f"off {(site.start - span[1]) // 8}",
    ]


def cases_of(trials: Trials, document: GoldDocument, facts: Sequence[Fact], part: str) -> Iterator[Case]:
    """All fields of all paired facts of an article."""
    matches = align(document.facts, [Prediction.of(fact) for fact in facts])
    wholes = {facts[match.predicted]["id"]: document.facts[match.gold].fields.get("id") for match in matches}
    for match in matches:
        gold, site = document.facts[match.gold], Site.of(document.text, facts, match.predicted)
        for name in (*PHRASES, *SPREAD) if not gold.optional else ():
            yield _case(trials, gold, site, name, wholes, part)


def _case(trials: Trials, gold: GoldFact, site: Site, name: str, wholes: Mapping[str, Any], part: str) -> Case:
    def right(value: Any) -> bool:
        if name == "part_of" and value is not None:
            return wholes.get(value) is not None and wholes[value] in gold.answers(name)
        return any(same(name, value, answer) for answer in gold.answers(name))

    wanted = field_value(gold.fields, name) is not None
    apart = _apart(trials, gold, site, name) if wanted and name in PHRASES else ""
    case = Case(part, name, wanted, right(site.fact.get(name)), apart)
    if site.asks(name):
        for trial, value, features in (trials.phrases if name in PHRASES else trials.spread)(site, name):
            case.options.setdefault(trial, []).append(Option(right(value), features))
    return case


def _apart(trials: Trials, gold: GoldFact, site: Site, name: str) -> str:
    """How the rules' phrase stands to the annotated one."""
    value = site.fact.get(name)
    there = trials.place(site.text, str(field_value(gold.fields, name)), site.start)
    here = trials.place(site.text, value, site.start) if value else None
    if there is None:
        return "is not in one piece in the sentence"
    if here is None:
        return "is in the sentence, rules give " + ("a pieced or carried phrase" if value else "none")
    return "overlaps the rules'" if here[0] < there[1] and there[0] < here[1] else "is another of the sentence"
