"""Running the examples of rules: every rule must do what it says on its own texts, and leave the others alone."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cchc_extract.errors import PatternError
from cchc_extract.extractor import Extraction, Extractor
from cchc_extract.models import Fact
from cchc_extract.pack.source import line_of, read_yaml, rules_of


def check_examples(extractor: Extractor, files: Iterable[Path]) -> int:
    """How many examples the rules of the files have, all of which hold with the extractor's patterns.

    A `match` text holds where the rule settles one of its quantities, and some fact in it has all the fields that
    are named; a `miss` text where it settles none. Raises PatternError with all that do not hold, as path:line.
    """
    checked = 0
    problems: list[str] = []
    off = set(extractor.pack.source.disable)
    for path in files:
        for location, rule in rules_of(read_yaml(path)):
            if rule["id"] in off:
                continue
            for step, message in _failures(extractor, rule):
                line = line_of(path, (*location, *step))
                problems.append(f"{path}:{line}: rule {rule['id']}: {message}")
            checked += len(rule["match"]) + len(rule["miss"])
    if problems:
        raise PatternError(problems)
    return checked


def _failures(extractor: Extractor, rule: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """For each example that does not hold, its place in the rule and what is wrong."""
    for index, example in enumerate(rule["match"]):
        found = extractor.extraction(example["text"], on_topic=True)
        settled = _settled(found)
        if rule["id"] not in settled:
            instead = ", ".join(settled) or "no rule at all"
            yield ("match", index), f"does not apply to its example {example['text']!r}, but {instead}"
        elif not _has(found.facts, example.get("fact") or {}):
            yield ("match", index), f"no fact with {example['fact']} comes out of {example['text']!r}"
    for index, text in enumerate(rule["miss"]):
        if rule["id"] in _settled(extractor.extraction(text, on_topic=True)):
            yield ("miss", index), f"applies to {text!r}, which it must miss"


def _settled(found: Extraction) -> list[str]:
    """The rules that settled the quantities of a text: what kind each is, or why it is no fact."""
    return [fact.pattern for fact in found.facts] + [dropped.rule for dropped in found.dropped]


def _has(facts: list[Fact], wanted: dict[str, Any]) -> bool:
    return not wanted or any(wanted.items() <= _comparable(fact).items() for fact in facts)


def _comparable(fact: Fact) -> dict[str, Any]:
    """The fields of a fact, the place by its name and the evidence by its text, as examples give them."""
    fields = {name: getattr(fact, name) for name in type(fact).model_fields}
    fields["area"] = fact.area.name if fact.area else None
    fields["evidence"] = fact.evidence.text
    return fields
