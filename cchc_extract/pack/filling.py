"""Filling the lexicon from the word lists of the patterns."""

from collections.abc import Callable
from dataclasses import dataclass

from cchc_extract.pack.lexicon import Lexicon
from cchc_extract.pack.schema import PackFile
from cchc_extract.text.view import fold

# The lists of cues that are looked for in the text as such; the others only serve rules and expressions.
_SCANNED_LISTS = (
    "fillers", "levels", "earlier", "instead", "there_is", "reach", "target", "target_here", "target_weak",
    "no_goals", "asked", "demands", "due", "plans",
    "instruments", "issues", "done", "done_or_due", "share_predicates", "target_headings", "result_headings",
    "respectively", "levels_of_government", "locative", "nominalisers", "shares", "breakers", "subject_leads",
    "of_total",
    "meetings", "moved_on", "turns_back", "left_over", "counted_since", "officials", "private_firms", "speech",
    "before_events", "set_against", "this_time", "now_words", "counts_again",
    "body_groups",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb as listed, and all its classes."""

    text: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place of the lexicon: name and level; for a district, the provinces that have one of that name."""

    name: str
    level: str
    provinces: tuple[str, ...] = ()
    ambiguous: bool = False


def fill_lexicon(lexicon: Lexicon, source: PackFile, expand: Callable[[str], str]) -> None:
    """Add all phrases of a pack under their labels; `expand` writes out the abbreviations of folded text."""
    _add_verbs(lexicon, source)
    _add_units(lexicon, source)
    _add_indicators(lexicon, source, expand)
    _add_places(lexicon, source)
    _add_bodies(lexicon, source)
    _add_cues(lexicon, source)


def _add_verbs(lexicon: Lexicon, source: PackFile) -> None:
    classes: dict[str, set[str]] = {}
    for verb_class, verbs in source.verbs.items():
        for verb in verbs:
            classes.setdefault(fold(verb), set()).add(verb_class)
    for verb, names in classes.items():
        lexicon.add([verb], "verb", Verb(verb, frozenset(names)))


def _add_units(lexicon: Lexicon, source: PackFile) -> None:
    groups: dict[str, str] = {}
    for group, nouns in source.units.nouns.items():
        for noun in nouns:
            groups.setdefault(fold(noun), group)
    for noun, group in groups.items():
        lexicon.add([noun], "noun", group)
    lexicon.add(map(fold, source.units.off_field), "off_noun")
    for unit_class, units in source.units.classes.items():
        for unit, name in units.items():
            lexicon.add([fold(unit)], "unit", (unit_class, name))
    lexicon.add(map(fold, source.units.compounds), "compound")
    for short, full in source.units.abbreviations.items():
        lexicon.add([fold(short)], "abbreviation", full)


def _add_indicators(lexicon: Lexicon, source: PackFile, expand: Callable[[str], str]) -> None:
    for code, indicator in source.indicators.items():
        lexicon.add(map(fold, indicator.names), "indicator", code)
        for component in indicator.components:
            lexicon.add([fold(component)], "component", expand(fold(component)))
    lexicon.add(map(fold, source.other_indicators), "indicator", "")


def _add_places(lexicon: Lexicon, source: PackFile) -> None:
    if source.nation:
        lexicon.add(map(fold, (source.nation.name, *source.nation.aliases)), "nation")
    for province in sorted(source.provinces, key=lambda p: p.era == "to-2025-06"):
        names = map(fold, (province.name, *province.aliases))
        lexicon.add(names, "province", PlaceName(province.name, "province"))
    of: dict[str, list[str]] = {}
    for province_name, districts in source.districts.items():
        for district in districts:
            of.setdefault(district, []).append(province_name)
    ambiguous = set(source.ambiguous)
    for district, provinces in of.items():
        place = PlaceName(district, "district", tuple(provinces), district in ambiguous)
        lexicon.add([fold(district)], "district", place)
    for group in source.groups:
        lexicon.add(map(fold, (group.name, *group.aliases)), "region", group.name)
    for level, own in source.places.own.items():
        lexicon.add(map(fold, own), "own", level)
    for prefix_level, prefixes in source.places.prefixes.items():
        lexicon.add(map(fold, prefixes), "place_prefix", prefix_level)
    lexicon.add(map(fold, source.places.surnames), "surname")


def _add_bodies(lexicon: Lexicon, source: PackFile) -> None:
    for body in (*source.ministries, *source.departments):
        lexicon.add(map(fold, (body.name, *body.aliases)), "body", body.name)
    for head in source.heads:
        lexicon.add([fold(head)], "body_head", head)


def _add_cues(lexicon: Lexicon, source: PackFile) -> None:
    rules: dict[str, tuple[str, ...]] = {}
    for rule in source.words:
        for phrase in map(fold, rule.words):
            rules[phrase] = (*rules.get(phrase, ()), rule.id)
    for phrase, ids in rules.items():
        lexicon.add([phrase], "word", ids)
    for comparator, phrases in source.cues.comparators_before.items():
        lexicon.add(map(fold, phrases), "comparator", comparator)
    for comparator, phrases in source.cues.comparators_after.items():
        lexicon.add(map(fold, phrases), "comparator_after", comparator)
    for name in _SCANNED_LISTS:
        lexicon.add(map(fold, source.cues.lists.get(name, ())), f"cue:{name}")
    for label in ("inside", "shared", "common", "weak", "outside", "never", "abroad"):
        lexicon.add(map(fold, getattr(source.topics, label)), f"topic_{label}")
    for label, phrases_of in (("topic_body", "bodies"), ("topic_work", "words")):
        branches: dict[str, tuple[str, ...]] = {}
        for branch, work in source.topics.work.items():
            for phrase in map(fold, getattr(work, phrases_of)):
                branches[phrase] = (*branches.get(phrase, ()), branch)
        for phrase, named in branches.items():
            lexicon.add([phrase], label, named)
