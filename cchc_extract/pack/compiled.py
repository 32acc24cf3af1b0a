"""The pack, compiled: lexicon, rules and finders, built once and then only read."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import regex

from cchc_extract.errors import PatternError
from cchc_extract.numbers import NumberFinder
from cchc_extract.pack.lexicon import Lexicon
from cchc_extract.pack.loading import builtin_files, load_files
from cchc_extract.pack.rules import CompiledRule, Exclusions
from cchc_extract.pack.schema import KindRule, PackFile, Rule
from cchc_extract.periods import PeriodFinder
from cchc_extract.text.layout import LayoutWords
from cchc_extract.text.view import fold

_NEVER = r"(?!)"
_NONE = ["\0"]
# The lists of cues that are looked for in the text as such; the others only serve rules and expressions.
_SCANNED_LISTS = (
    "fillers", "levels", "earlier", "reach", "target", "target_weak", "done", "target_headings", "respectively",
    "levels_of_government", "locative", "nominalisers", "shares", "breakers", "subject_leads",
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


class Pack:
    """Everything that patterns say, in the forms in which the engine uses it."""

    def __init__(self, source: PackFile, digest: str = "") -> None:
        self.source = source
        self.digest = digest
        self.lists = {name: frozenset(map(fold, values)) for name, values in source.cues.lists.items()}
        self.lexicon = Lexicon()
        self._fill_lexicon()
        self.numbers = NumberFinder(source.numbers)
        self.periods = PeriodFinder(source.periods, source.numbers.words)
        self.layout = _layout_words(source)
        lists = source.cues.lists
        self.negation = re.compile(rf"(?<!\w){_alternation(lists.get('negations', ()))}(?!\w)")
        self.contrast = re.compile(rf"(?<!\w){_alternation(lists.get('contrasts', ()))}(?!\w)")
        self.target_said = re.compile(rf"(?<!\w){_alternation(lists.get('target', ()))}(?!\w)")
        self.plan_said = re.compile(rf"(?<!\w){_alternation([*lists.get('target', ()), *lists.get('target_weak', ())])}(?!\w)")
        self.average_said = re.compile(rf"(?<!\w){_alternation(lists.get('average', ()))}(?!\w)")
        breakdown = _alternation(lists.get("breakdown", ()))
        self.breakdown_after = re.compile(rf";?[^.;:]{{0,60}}?(?:[:(]|(?<!\w){breakdown}(?!\w))")
        self.breakdown_opens = re.compile(rf"\s*{breakdown}(?!\w)")
        self.level_word = next(iter(lists.get("levels_of_government", [""])))
        self.share = re.compile(rf"(?<!\w){_alternation(lists.get('shares', ()))}(?!\w)")
        self.of_lead = _before(lists.get("possessives", ()))
        self.ranking = re.compile(rf"(?<!\w){_alternation(lists.get('ranking_headings', ()))}(?!\w)")
        self.locative_lead = re.compile(rf"[,;:]\s*{_alternation(lists.get('locative', ()))}$")
        self.clause_join = re.compile(rf"\s+{_alternation(lists.get('clause_joins', _NONE))}$")
        self.among_lead = re.compile(rf"\s*{_alternation(lists.get('among_leads', _NONE))}\s+")
        self.national_mean = re.compile(rf"(?<!\w){_alternation(lists.get('national_means', _NONE))}(?!\w)")
        self.dispatch = re.compile(rf"\s*\(\s*{_alternation(lists.get('agencies', _NONE))}(?!\w)")
        self.anaphor = re.compile(rf"\s+{_alternation(lists.get('anaphors', _NONE))}(?!\w)")
        self.locative = re.compile(rf"(?<!\w){_alternation(lists.get('locative', _NONE))}$")
        self.holder_end = re.compile(rf"(?<!\w){_alternation(lists.get('holder_links', _NONE))}$")
        self.leaders = re.compile(rf"(?<!\w){_alternation(lists.get('leaders', _NONE))}(?!\w)")
        self.nominal = _before(lists.get("nominalisers", ()))
        self.nationwide_lead = re.compile(rf"(?<!\w){_alternation(lists.get('nationwide_leads', ()))}(?!\w)")
        self.nation_lead = _before(source.cues.lists.get("nation_leads", ()))
        self.compared_lead = _before(source.cues.lists.get("compared", ()))
        blocks = _alternation(source.cues.lists.get("own_blocks", _NONE))
        self.own_block = re.compile(rf"(?:(?<!\w){blocks}|\d)\s*$")
        self.body_block = _before(source.cues.lists.get("body_blocks", ()))
        numbers = source.numbers
        self.ordinal_before = re.compile(rf"(?<!\w){_alternation(numbers.ordinal_before)}\s+$")
        self.total_gap = re.compile(rf"\s*{_alternation(numbers.total)}\s*")
        self.word_total = re.compile(rf"\s*(?:/|{_alternation(numbers.total)})\s*(\d{{1,3}})(?![\d.,])")
        below = f"(?:{_alternation(numbers.range_below)}\\s+)?"
        self.range_after = re.compile(rf"\s*{_alternation(numbers.range_to)}\s*{below}(?=\d)")
        self.range_before = re.compile(rf"(?<!\w){_alternation(numbers.range_from)}\s+(?:\w+\s+)?$")
        self.stops = frozenset(map(fold, source.units.stops))
        self.not_heads = self.stops | frozenset(map(fold, source.units.not_heads))
        self.weak_units = frozenset(map(fold, source.units.weak))
        self.coordinated = _coordinated(source.units.lists)
        self.after = [(fold(p), c) for c, phrases in source.cues.comparators_after.items() for p in phrases]
        self.exclusions, self.kinds, self.words = self._rules(
            {name: _alternation(values) for name, values in source.cues.lists.items()}
        )

    def _rules(
        self, lists: dict[str, str]
    ) -> tuple[Exclusions, dict[str, list[CompiledRule]], dict[str, CompiledRule]]:
        problems: list[str] = []
        off = set(self.source.disable)

        def ready(rules: Sequence[Rule]) -> list[CompiledRule]:
            out = []
            for rule in rules:
                if rule.id in off:
                    continue
                try:
                    out.append(CompiledRule(rule, lists))
                except regex.error as error:
                    problems.append(f"rule {rule.id}: not a regular expression: {error}")
            return out

        exclusions = ready(self.source.exclusions)
        by_unit: dict[str, list[CompiledRule]] = {}
        for compiled in ready(self.source.kinds):
            assert isinstance(compiled.rule, KindRule)
            for unit in compiled.rule.unit:
                by_unit.setdefault(unit, []).append(compiled)
        words = {compiled.rule.id: compiled for compiled in ready(self.source.words)}
        if problems:
            raise PatternError(problems)
        return Exclusions(exclusions), by_unit, words

    def _fill_lexicon(self) -> None:
        source, add = self.source, self.lexicon.add
        classes: dict[str, set[str]] = {}
        for name, verbs in source.verbs.items():
            for verb in verbs:
                classes.setdefault(fold(verb), set()).add(name)
        for verb, names in classes.items():
            add([verb], "verb", Verb(verb, frozenset(names)))
        groups: dict[str, str] = {}
        for group, nouns in source.units.nouns.items():
            for noun in nouns:
                groups.setdefault(fold(noun), group)
        for noun, group in groups.items():
            add([noun], "noun", group)
        for noun in source.units.off_field:
            add([fold(noun)], "off_noun")
        for unit_class, units in source.units.classes.items():
            for unit, name in units.items():
                add([fold(unit)], "unit", (unit_class, name))
        add(map(fold, source.units.compounds), "compound")
        for short, full in source.units.abbreviations.items():
            add([fold(short)], "abbreviation", full)
        for code, indicator in source.indicators.items():
            add(map(fold, indicator.names), "indicator", code)
            for component in indicator.components:
                add([fold(component)], "component", self.expand_folded(fold(component)))
        add(map(fold, source.other_indicators), "indicator", "")
        self._add_places()
        for named in (*source.ministries, *source.departments):
            for name in (named.name, *named.aliases):
                add([fold(name)], "body", named.name)
        for name in source.heads:
            add([fold(name)], "body_head", name)
        for rule in source.words:
            add(map(fold, rule.words), "word", rule.id)
        for comparator, phrases in source.cues.comparators_before.items():
            add(map(fold, phrases), "comparator", comparator)
        for name in _SCANNED_LISTS:
            add(map(fold, source.cues.lists.get(name, ())), f"cue:{name}")
        for label in ("inside", "weak", "outside"):
            add(map(fold, getattr(source.topics, label)), f"topic_{label}")
        for level, names in source.places.own.items():
            add(map(fold, names), "own", level)
        add(map(fold, source.places.surnames), "surname")
        for level, names in source.places.prefixes.items():
            add(map(fold, names), "place_prefix", level)

    def _add_places(self) -> None:
        source, add = self.source, self.lexicon.add
        if source.nation:
            add(map(fold, (source.nation.name, *source.nation.aliases)), "nation")
        for province in sorted(source.provinces, key=lambda p: p.era == "to-2025-06"):
            add(map(fold, (province.name, *province.aliases)), "province", PlaceName(province.name, "province"))
        of: dict[str, list[str]] = {}
        for name, districts in source.districts.items():
            for district in districts:
                of.setdefault(district, []).append(name)
        ambiguous = set(source.ambiguous)
        for district, provinces in of.items():
            place = PlaceName(district, "district", tuple(provinces), district in ambiguous)
            add([fold(district)], "district", place)
        for group in source.groups:
            add(map(fold, (group.name, *group.aliases)), "region", group.name)

    @cached_property
    def ministries(self) -> frozenset[str]:
        """Full names of the ministries and national bodies."""
        return frozenset(named.name for named in self.source.ministries)

    @cached_property
    def province_codes(self) -> dict[tuple[str, str], str]:
        """Official code by (name, era)."""
        return {(p.name, p.era): p.code for p in self.source.provinces}

    def expand(self, text: str) -> str:
        """`text` with its abbreviations written out."""
        return self._abbreviation.sub(lambda m: self._full[fold(m[0])], text)

    def expand_folded(self, text: str) -> str:
        """As `expand`, for folded text; abbreviations of three letters and more only."""
        words = (self._full.get(w, w).lower() if len(w) > 2 else w for w in text.split(" "))
        return " ".join(words)

    @cached_property
    def _full(self) -> dict[str, str]:
        return {fold(k): v for k, v in self.source.units.abbreviations.items()}

    @cached_property
    def _abbreviation(self) -> re.Pattern[str]:
        shorts = sorted(self.source.units.abbreviations, key=len, reverse=True)
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, shorts)) + r")(?!\w)") if shorts else re.compile(_NEVER)


def _coordinated(lists: list[list[str]]) -> dict[str, frozenset[str]]:
    """For each noun of the coordinated lists, the nouns that may join it in one unit."""
    out: dict[str, frozenset[str]] = {}
    for members in lists:
        group = frozenset(map(fold, members))
        for member in group:
            out[member] = out.get(member, frozenset()) | group
    return out


def _layout_words(source: PackFile) -> LayoutWords:
    def compiled(pattern: str | None) -> re.Pattern[str]:
        return re.compile(re.sub(r"\n\s*", "", pattern) if pattern else _NEVER)

    layout = source.layout
    return LayoutWords(
        compiled(layout.dateline), compiled(layout.furniture), compiled(layout.caption),
        compiled(layout.continues), compiled(layout.abbreviation), compiled(layout.opens),
    )  # fmt: skip


def _alternation(values: Iterable[str]) -> str:
    phrases = sorted({fold(v) for v in values}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases) + ")"


def _before(phrases: Iterable[str]) -> re.Pattern[str]:
    """Matches where one of the phrases ends a text, spaces aside."""
    phrases = list(phrases)
    return re.compile(rf"(?<!\w){_alternation(phrases)}\s*$") if phrases else re.compile(_NEVER)


def load_pack(extra: Iterable[Path] = ()) -> Pack:
    """The built-in patterns with further files on top. Raises PatternError with all problems."""
    paths = [*builtin_files(), *extra]
    digest = hashlib.sha256(b"\0".join(p.read_bytes() for p in paths if p.is_file())).hexdigest()
    return Pack(load_files(paths), digest[:16])
