"""The pack, compiled: lexicon, rules and finders, built once and then only read."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cached_property, lru_cache
from pathlib import Path

import regex

from cchc_extract.errors import PatternError
from cchc_extract.pack.expressions import Limited
from cchc_extract.pack.filling import fill_lexicon
from cchc_extract.pack.lexicon import Lexicon
from cchc_extract.pack.loading import builtin_files, load_files
from cchc_extract.pack.rules import CompiledRule, Exclusions
from cchc_extract.pack.schema import Indicator, KindRule, PackFile, Rule, UnitClass
from cchc_extract.text.layout import LayoutWords
from cchc_extract.text.numbers import NumberFinder
from cchc_extract.text.periods import PeriodFinder
from cchc_extract.text.view import fold

_NEVER = r"(?!)"
_NONE = ["\0"]
# A word, with no number or punctuation, and the space behind it.
_BETWEEN = r"(?:[^\s,.;:()\d]+\s+)"
# So many phrases are remembered with their abbreviations written out: most counted nouns come again and again.
_REMEMBERED = 4096


class Pack:
    """Everything that patterns say, in the forms in which the engine uses it."""

    def __init__(self, source: PackFile, digest: str = "") -> None:
        self.source = source
        self.digest = digest
        self.slow: set[str] = set()
        self._expanded = lru_cache(_REMEMBERED)(self._expansion)
        self.lists = {name: frozenset(map(fold, values)) for name, values in source.cues.lists.items()}
        self.lexicon = Lexicon()
        fill_lexicon(self.lexicon, source, self.expand_folded)
        self.nation = source.nation.name if source.nation else ""
        self.indicators: dict[str, Indicator] = dict(source.indicators.items())
        self.components: dict[str, frozenset[str]] = {
            code: frozenset(self.expand_folded(fold(name)) for name in indicator.components)
            for code, indicator in source.indicators.items()
        }
        self.numbers = NumberFinder(source.numbers)
        self.periods = PeriodFinder(source.periods, source.numbers.words)
        self.layout = _layout_words(source, self.slow)
        lists = source.cues.lists
        self._read_clauses(lists)
        self._read_tables(lists)
        self._read_places(lists)
        self._read_acts(lists)
        self._read_goals(lists)
        self._read_parts(lists)
        self._read_own(lists)
        self._read_holders(lists)
        self._read_numbers()
        self.stops = frozenset(map(fold, source.units.stops))
        self.unit_trim = frozenset(map(fold, source.units.trim))
        self.not_heads = self.stops | frozenset(map(fold, source.units.not_heads))
        self.event_nouns = frozenset(map(fold, source.units.event_nouns))
        self.coordinated = _coordinated(source.units.lists)
        self.after = [(fold(p), c) for c, phrases in source.cues.comparators_after.items() for p in phrases]
        self.exclusions, self.kinds, self.words = self._rules(
            {name: _alternation(values) for name, values in source.cues.lists.items()}
        )

    def _read_clauses(self, lists: Mapping[str, Sequence[str]]) -> None:
        """The expressions for clauses: what is denied, planned, broken down, joined."""
        self.negation = re.compile(rf"(?<!\w){_alternation(lists.get('negations', ()))}(?!\w)")
        self.bound = re.compile(rf"{_alternation(lists.get('denied_bounds', _NONE))}(?!\w)")
        most = _alternation(lists.get("superlatives", _NONE))
        self.superlative = re.compile(rf"{most}\s+\w+\s*")
        self.extreme = re.compile(rf"(?<!\w){_alternation(lists.get('most_said', _NONE))}(?!\w)")
        self.least = re.compile(rf"{_alternation(lists.get('least', _NONE))}\s+\w+\s*")
        self.money = re.compile(rf"(?<!\w){_alternation(lists.get('money_nouns', _NONE))}(?!\w)")
        self.copula = re.compile(rf"(?<!\w){_alternation(lists.get('copulas', _NONE))}(?!\w)")
        self.contrast = re.compile(rf"(?<!\w){_alternation(lists.get('contrasts', ()))}(?!\w)")
        self.target_said = re.compile(rf"(?<!\w){_alternation(lists.get('target', ()))}(?!\w)")
        self.plan_said = re.compile(
            rf"(?<!\w){_alternation([*lists.get('target', ()), *lists.get('target_weak', ())])}(?!\w)"
        )
        self.average_said = re.compile(rf"(?<!\w){_alternation(lists.get('average', ()))}(?!\w)")
        breakdown = _alternation(lists.get("breakdown", ()))
        self.breakdown_after = re.compile(rf";?[^.;:]{{0,60}}?(?:[:(]|(?:;\s*|(?<!\w)){breakdown}(?!\w))")
        self.breakdown_opens = re.compile(rf"\s*{breakdown}(?!\w)")
        self.speaks_on = re.compile(rf"\s*{_alternation(lists.get('speaks_on', _NONE))}(?!\w)")
        self.among_whole = re.compile(rf"(?<!\w){_alternation(lists.get('among_wholes', _NONE))}\s+$")
        self.part_said = re.compile(rf"(?<!\w){_alternation(lists.get('parts_said', _NONE))}(?!\w)")
        self.level_word = next(iter(lists.get("levels_of_government", [""])))
        self.share = re.compile(rf"(?<!\w){_alternation(lists.get('shares', ()))}(?!\w)")

    def _read_tables(self, lists: Mapping[str, Sequence[str]]) -> None:
        """The expressions for ranks, and for the heads and captions of tables."""
        self.of_lead = _before(lists.get("possessives", ()))
        several = _alternation(lists.get("place_counts", _NONE))
        self.counted_places = re.compile(rf"(?:(?<![/\d.-])\d{{1,3}}|(?<!\w){several})[^\S\n\t]+$")
        joins = _alternation(lists.get("noun_joins", _NONE))
        self.value_join = re.compile(rf"\s*[,;]\s+(?:{joins}\s+)?|\s+{joins}\s+")
        self.joined_to = re.compile(rf"(?<!\w){joins}\s+$")
        self.noun_join = re.compile(rf"\s*,\s*(?:{joins}\s+)?|\s+{joins}\s+|\s*[-/]\s*|\s+")
        ranks = _alternation(lists.get("rank_words", _NONE))
        self.rank_lead = re.compile(rf"(?<!\w){ranks}(?:\s+{ranks})*\s*$")
        self.ranking = re.compile(rf"(?<!\w){_alternation(lists.get('ranking_headings', ()))}(?!\w)")
        self.rank_head = re.compile(rf"{_alternation(lists.get('rank_heads', _NONE))}(?!\w)")
        self.change_head = re.compile(rf"(?<!\w){_alternation(lists.get('change_heads', _NONE))}(?!\w)")
        self.place_head = re.compile(rf"(?<!\w){_alternation(lists.get('place_heads', _NONE))}(?!\w)")
        self.dossier_head = re.compile(rf"{_alternation(lists.get('dossier_heads', _NONE))}\W*$")
        self.score_head = re.compile(rf"{_alternation(lists.get('score_heads', _NONE))}(?!\w)")
        self.measured_in = re.compile(_alternation(lists.get("measured_in", _NONE)))
        self.counted_lead = _before(lists.get("counted_leads", ()))

    def _read_places(self, lists: Mapping[str, Sequence[str]]) -> None:
        """The expressions for places and for who is ranked among whom."""
        self.held_at = re.compile(rf"(?<!\w){_alternation(lists.get('held_at', _NONE))}$")
        self.locative_lead = re.compile(rf"[,;:]\s*{_alternation(lists.get('locative', ()))}$")
        self.clause_join = re.compile(rf"\s+{_alternation(lists.get('clause_joins', _NONE))}$")
        self.among_lead = re.compile(rf"\s*{_alternation(lists.get('among_leads', _NONE))}\s+")
        self.region_lead = re.compile(
            rf"(?<!\w){_alternation(lists.get('region_leads', _NONE))}\s+(?:[^\s,.;:()]+\s+){{0,3}}$"
        )
        self.among_before = re.compile(
            rf"(?:(?<!\w){_alternation([*lists.get('among_leads', ()), *lists.get('among_before', _NONE)])}|\d)\s+$"
        )
        self.national_mean = re.compile(rf"(?<!\w){_alternation(lists.get('national_means', _NONE))}(?!\w)")
        self.dispatch = re.compile(rf"\s*\(\s*{_alternation(lists.get('agencies', _NONE))}(?!\w)")
        agencies = _alternation(lists.get("agencies", _NONE))
        self.dispatched = re.compile(rf"\(\s*{agencies}\s*\)\s*$")
        self.anaphor = re.compile(rf"\s+{_alternation(lists.get('anaphors', _NONE))}(?!\w)")
        self.locative = re.compile(rf"(?<!\w){_alternation(lists.get('locative', _NONE))}$")
        self.holder_end = re.compile(rf"(?<!\w){_alternation(lists.get('holder_links', _NONE))}$")
        self.leaders = re.compile(rf"(?<!\w){_alternation(lists.get('leaders', _NONE))}(?!\w)")

    def _read_acts(self, lists: Mapping[str, Sequence[str]]) -> None:
        """The expressions for what was done, and for what only tells where or how much more."""
        source = self.source
        self.passive = _before(lists.get("passives", ()))
        gone, last = (_alternation(lists.get(name, _NONE)) for name in ("gone", "gone_last"))
        self.gone = re.compile(rf"(?<!\w)(?<!, )(?:{gone}(?!\w)|{last}(?=\s*(?:[^\w\s]|$)))")
        self.nominal = _before(lists.get("nominalisers", ()))
        self.event_lead = _before(lists.get("event_leads", ()))
        self.nationwide_lead = re.compile(rf"(?<!\w){_alternation(lists.get('nationwide_leads', ()))}(?!\w)")
        itself = "|".join(map(re.escape, source.places.itself or _NONE))
        blocked = _alternation(source.places.itself_blocks or _NONE)
        self.ministry_itself = regex.compile(rf"(?<!\w)(?:{itself})(?=\s(?!{blocked}(?!\w))\p{{Ll}}|[,.;:])")
        self.level_weights: dict[str, dict[str, float]] = dict(source.levels.items())
        self.nation_lead = _before(lists.get("nation_leads", ()))
        up, down = lists.get("gaps_up", _NONE), lists.get("gaps_down", _NONE)
        gaps = _alternation([*up, *down])
        self.gap_up = re.compile(rf"{_alternation(up)}(?!\w)")
        self.gap = re.compile(rf"(?<!\w){gaps}\s+(?!\d)(?:[^ ,;:.()\d]+\s+){{1,14}}$")
        self.compared_lead = _before(lists.get("compared", ()))
        self.site_lead = _before(lists.get("sites", ()))

    def _read_goals(self, lists: Mapping[str, Sequence[str]]) -> None:
        """The expressions for goals, who set them, and what comes of them."""
        names = ("goal_nouns", "goal_moves", "set_by")
        goals, moves, setters = (_alternation(lists.get(name, _NONE)) for name in names)
        self.goal_lead = re.compile(rf"(?<!\w){goals}\s+(?:{moves}\s+){{0,3}}$")
        outcomes = _alternation(lists.get("outcomes", _NONE))
        self.outcome = re.compile(rf"[^,.;:()\d]{{0,40}},\s*(?:{outcomes}\s+)?")
        self.goal_measured = _before(lists.get("goal_measures", ()))
        self.goal_set = re.compile(rf"\s+(?:[^\s,.;:()]+\s+){{0,6}}?{setters}(?!\w)")
        self.set_goal = re.compile(rf"(?<!\w){goals}\s+{_BETWEEN}{{0,6}}?{setters}\s+{_BETWEEN}{{0,2}}$")

    def _read_parts(self, lists: Mapping[str, Sequence[str]]) -> None:
        """The expressions for shares and their wholes, and for what parts a clause."""
        # The comma between two levels parts nothing ("hồ sơ mức độ 3, 4").
        levels = "".join(rf"(?<!{re.escape(word)} \d)" for word in lists.get("level_words", ()))
        self.parting = re.compile(rf"(?:{levels},|[;:.()])\s*")
        self.how_many = re.compile(rf"(?<!\w){_alternation(lists.get('how_many', _NONE))}\s+")
        self.asked_lead = _before(lists.get("asked", ()))
        shares, wholes = (_alternation(lists.get(name, _NONE)) for name in ("share_verbs", "share_wholes"))
        self.share_lead = re.compile(rf"(?<!\w){shares}\s+(?:[^\W\d]+\s+){{0,2}}$")
        self.whole_behind = re.compile(rf"\s+{wholes}(?!\w)")
        self.record_lead = re.compile(rf"(?<!\w){_alternation(lists.get('records', _NONE))}\s+{_BETWEEN}{{0,4}}$")

    def _read_own(self, lists: Mapping[str, Sequence[str]]) -> None:
        """The expressions for places of a whole country or level, and for those named again or bare."""
        whole = _alternation(lists.get("whole_country", _NONE))
        self.nationwide_behind = re.compile(rf"\s+(?:{_alternation(lists.get('across', _NONE))}\s+)+{whole}(?!\w)")
        self.each_lead = _before(lists.get("each", ()))
        self.all_of_level = _before(lists.get("all_of_level", ()))
        blocks = _alternation(lists.get("own_blocks", _NONE))
        self.own_block = re.compile(rf"(?:(?<!\w){blocks}|(?<!\d)\d{{1,3}})\s*$")
        after = _alternation(lists.get("own_blocks_after", _NONE))
        self.own_block_after = re.compile(rf"\s+{after}(?!\w)")
        counts, links = (_alternation(lists.get(name, _NONE)) for name in ("place_counts", "counted_links"))
        self.counted_list = re.compile(
            rf"(?:(?<![\w.,/])(?:0?[2-9]|[1-9]\d)|(?<!\w){counts})\s+(?:[^\W\d_]+(?:\s+|(?=:))){{0,2}}(?:{links}\s*)?"
            rf"(?:[^\W\d_]+(?:\s[^\W\d_]+){{1,2}},\s)?$"
        )
        again = _alternation(lists.get("anaphors", _NONE))
        nouns = _alternation(lists.get("several_nouns", _NONE))
        self.several_again = re.compile(rf"(?:{counts}|(?<!\w)\d{{1,2}})\s+{nouns}\s+{again}(?!\w)")
        groups = _alternation(lists.get("own_groups", _NONE))
        self.own_group = re.compile(rf"\s+{groups}(?!\w)")
        leads, ranks = (_alternation(lists.get(name, _NONE)) for name in ("bare_name_leads", "bare_name_ranks"))
        self.bare_name = regex.compile(
            rf"(?:[,;:(“\"•*+-]\s*|(?<!\w){leads}\s+)(\p{{Lu}}\p{{Ll}}*(?:\s\p{{Lu}}\p{{Ll}}+){{1,2}})"
            rf"(?=(?:,\s{ranks})?(?:\s\p{{Ll}}+){{0,5}}\s\(?\d|(?:\s\p{{Ll}}+){{0,3}}\s{ranks}(?!\w))"
        )

    def _read_holders(self, lists: Mapping[str, Sequence[str]]) -> None:
        """The expressions for bodies that act, and those named by the way."""
        self.body_block = _before(lists.get("body_blocks", ()))
        self.body_aside = _before(lists.get("body_asides", ()))
        self.group_lead = re.compile(
            rf"(?:^|[,;:.(\n“\"+-]|(?<!\w){_alternation(lists.get('group_leads', _NONE))})\s*$"
        )
        self.judged = re.compile(rf"\s+(?:[^\W\d]+\s+){{0,2}}?{_alternation(lists.get('judgements', _NONE))}(?!\w)")
        self.set_noun = _before([*lists.get("goal_nouns", ()), *lists.get("set_nouns", ())])
        self.set_act = re.compile(rf"\s+{_alternation(lists.get('set_by', _NONE))}(?!\w)")
        self.body_agent = _before(lists.get("body_agents", ()))
        self.fronting = re.compile(rf"\W*{_alternation(lists.get('fronting', _NONE))}(?!\w)")
        self.body_tail = re.compile(rf"(?:\s+{_alternation(lists.get('body_tails', _NONE))}(?!\w))+")

    def _read_numbers(self) -> None:
        """The expressions for numbers with the words around them."""
        numbers = self.source.numbers
        self.ordinal_before = re.compile(rf"(?<!\w){_alternation(numbers.ordinal_before)}\s+$")
        self.one_counts = _before(numbers.one_counts_after)
        words = _alternation(
            [*numbers.words, *numbers.tens, *numbers.hundreds, *numbers.fillers, *numbers.multipliers]
        )
        self.said_again = re.compile(rf"\s*\(\s*{words}(?:\s+{words})*\s*\)")
        self.times_lead = _before(numbers.times_after)
        self.total_gap = re.compile(rf"\s*{_alternation(numbers.total)}\s*")
        self.word_total = re.compile(rf"\s*(?:/|{_alternation(numbers.total)})\s*(\d{{1,3}})(?![\d.,])")
        below = f"(?:{_alternation(numbers.range_below)}\\s+)?"
        place = f"(?:{_alternation(numbers.ordinal_before)}\\s+)?"
        self.range_after = re.compile(rf"\s*{_alternation(numbers.range_to)}\s*{below}{place}(?=\d)")
        self.range_before = re.compile(rf"(?<!\w){_alternation(numbers.range_from)}\s+(?:\w+\s+)?$")

    def _rules(
        self, lists: dict[str, str]
    ) -> tuple[Exclusions, dict[str, list[CompiledRule]], dict[str, CompiledRule]]:
        off = set(self.source.disable)

        def ready(rules: Sequence[Rule]) -> list[CompiledRule]:
            return [CompiledRule(rule, lists, self.slow) for rule in rules if rule.id not in off]

        exclusions = ready(self.source.exclusions)
        by_unit: dict[str, list[CompiledRule]] = {}
        for compiled in ready(self.source.kinds):
            assert isinstance(compiled.rule, KindRule)
            for unit in compiled.rule.unit:
                by_unit.setdefault(unit, []).append(compiled)
        words = {compiled.rule.id: compiled for compiled in ready(self.source.words)}
        return Exclusions(exclusions), by_unit, words

    def unit_name(self, unit: UnitClass) -> str:
        """What the units of a class are called in facts ("điểm", "bậc"); "" where the patterns have none."""
        return next(iter(self.source.units.classes.get(unit, {}).values()), "")

    @cached_property
    def departments(self) -> frozenset[str]:
        """Full names of the departments that only a province has."""
        leads = tuple(self.lists.get("provincial", ()))
        return frozenset(named.name for named in self.source.departments if named.name.lower().startswith(leads))

    @cached_property
    def branch_names(self) -> frozenset[str]:
        """What departments and ministries are called without the word for them ("Công Thương")."""
        named = (*self.source.departments, *self.source.ministries)
        return frozenset(name.partition(" ")[2] for body in named for name in (body.name, *body.aliases))

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
        return self._expanded(text)

    def _expansion(self, text: str) -> str:
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
        return (
            re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, shorts)) + r")(?!\w)")
            if shorts
            else re.compile(_NEVER)
        )


def _coordinated(lists: list[list[str]]) -> dict[str, frozenset[str]]:
    """For each noun of the coordinated lists, the nouns that may join it in one unit."""
    out: dict[str, frozenset[str]] = {}
    for members in lists:
        group = frozenset(map(fold, members))
        for member in group:
            out[member] = out.get(member, frozenset()) | group
    return out


def _layout_words(source: PackFile, slow: set[str]) -> LayoutWords:
    def limited(name: str) -> Limited:
        pattern = getattr(source.layout, name)
        return Limited(re.sub(r"\n\s*", "", pattern) if pattern else _NEVER, f"layout.{name}", slow)

    return LayoutWords(**{field.name: limited(field.name) for field in fields(LayoutWords)})


def _alternation(values: Iterable[str]) -> str:
    phrases = sorted({fold(v) for v in values}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases) + ")"


def _before(phrases: Iterable[str]) -> re.Pattern[str]:
    """Matches where one of the phrases ends a text, spaces aside."""
    phrases = list(phrases)
    return re.compile(rf"(?<!\w){_alternation(phrases)}\s*$") if phrases else re.compile(_NEVER)


def load_pack(extra: Iterable[Path] = ()) -> Pack:
    """The built-in patterns with further files on top. Raises PatternError with all problems."""
    extra = list(extra)
    paths = [*builtin_files(), *extra]
    digest = hashlib.sha256(b"\0".join(p.read_bytes() for p in paths if p.is_file())).hexdigest()
    source = load_files(paths, checked=extra)
    try:
        return Pack(source, digest[:16])
    except regex.error as error:
        load_files(paths, checked=paths)
        raise PatternError([f"patterns: not a regular expression: {error}"]) from error
