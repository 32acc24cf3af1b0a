"""What pattern files may hold: the border between YAML and the engine. Unknown keys are errors."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from cchc_extract.models import Comparator, Direction, IndicatorCode, Kind, Level
from cchc_extract.pack.phrases import spelled_out

UnitClass = Literal["percent", "points", "score", "place", "times", "money", "duration", "noun", "bare", "ordinal"]
VerbClass = Literal["reduction", "cut", "inspection", "up", "down", "same", "level", "action", "light"]
AtomForm = Literal[
    "day", "days", "month", "months", "quarter", "first_months", "months_bare", "months_past", "last_months",
    "closing_quarter", "start_of_year", "half", "half2", "years", "year_span", "year", "this_year", "in_year",
    "whole_year", "next_year", "past_year", "last_year", "year_ago", "year_before_last", "same_last_year",
    "same_of_year", "same_time", "last_month", "last_quarter", "now_to_end", "now_to_year", "so_far", "running",
    "years_later", "years_before", "years_ago", "end_of_year", "now", "present", "year_after", "that_year", "then",
]  # fmt: skip
Name = Annotated[str, Field(min_length=1)]
Phrases = Annotated[list[Name], AfterValidator(spelled_out)]
RULE_SECTIONS = ("exclusions", "kinds", "words")
RuleId = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]


class Strict(BaseModel):
    """Base of all parts of a pattern file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Numbers(Strict):
    words: dict[str, int] = {}
    tens: list[str] = []
    hundreds: list[str] = []
    fillers: list[str] = []
    one: list[str] = []
    one_counts_after: list[str] = []
    times_after: list[str] = []
    multipliers: dict[str, int] = {}
    halves: list[str] = []
    ambiguous: dict[str, list[str]] = {}
    ordinal_before: list[str] = []
    total: list[str] = []
    range_to: list[str] = []
    range_below: list[str] = []
    range_from: list[str] = []


class Units(Strict):
    """Units by class, heads of counted nouns by group, and what ends or joins a noun phrase."""

    classes: dict[UnitClass, dict[Name, Name]] = {}
    nouns: dict[str, list[Name]] = {}
    off_field: list[Name] = []
    lists: list[list[Name]] = []
    event_nouns: list[Name] = []
    not_heads: list[Name] = []
    stops: list[Name] = []
    trim: list[Name] = []
    compounds: list[Name] = []
    abbreviations: dict[Name, Name] = {}


class Indicator(Strict):
    """An index: its names and parts; whether its values are of local bodies, come a year later, or every month.

    `top` is the highest score that it has had; one of `provinces` ranks nothing smaller.
    """

    names: list[Name] = []
    components: list[Name] = []
    measures: list[Name] = []
    shape: Literal["points", "percent"] = "points"
    local: bool = False
    later: bool = False
    monthly: bool = False
    top: int | None = None
    provinces: bool = False


class Nation(Strict):
    name: Name
    aliases: list[Name]


class Province(Strict):
    name: Name
    code: Annotated[str, Field(pattern=r"^\d\d$")]
    era: Literal["to-2025-06", "since-2025-07"]
    aliases: list[Name] = []


class Named(Strict):
    name: Name
    aliases: list[Name] = []


class PeriodAtom(Strict):
    """A way to say a period; named groups of `match` hold its parts, some of which a form cannot do without."""

    id: RuleId
    form: AtomForm
    match: Name

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for group in {"years": ("year", "more"), "year_span": ("year", "year2")}.get(self.form, ()):
            if f"(?P<{group}>" not in self.match:
                raise ValueError(f"the form {self.form} needs a group named {group}")
        return self


class Periods(Strict):
    starts: list[Name] = []
    atoms: list[PeriodAtom] = []
    macros: dict[str, str] = {}
    cues: dict[str, str] = {}


class Layout(Strict):
    """Expressions that show what a line is for, in lower case.

    `letterhead` stands anywhere in a short line, `related` is a line above headlines of other articles.

    Those of printed pages are for lines as they are written, and are those of the package for all PDF files:
    `page_opens`, a line with which a paragraph begins; `page_number`, a whole line that only numbers its page.
    """

    dateline: Name | None = None
    furniture: Name | None = None
    letterhead: Name | None = None
    related: Name | None = None
    caption: Name | None = None
    continues: Name | None = None
    abbreviation: Name | None = None
    opens: Name | None = None
    page_opens: Name | None = None
    page_number: Name | None = None
    newsrooms: dict[Name, Name] = {}


class Work(Strict):
    """Bodies outside of the general administration, and words of `Topics.outside` that tell of their daily work."""

    bodies: Annotated[list[Name], Field(min_length=1)]
    words: Annotated[list[Name], Field(min_length=1)]


class Topics(Strict):
    """Words of the field, and of other fields; an article or paragraph is of the field where the first outweigh.

    `shared`: those of `inside` that any organisation uses; `common`: those that the news use of anything; `abroad`:
    other countries; `work`: by branch.
    """

    inside: list[Name] = []
    shared: list[Name] = []
    common: list[Name] = []
    weak: list[Name] = []
    outside: list[Name] = []
    never: list[Name] = []
    abroad: list[Name] = []
    work: dict[str, Work] = {}


class Places(Strict):
    """Words for places by level, and those by which an article means its own place."""

    prefixes: dict[Literal["province", "city", "district", "commune"], list[Name]] = {}
    own: dict[Literal["nation", "province", "city", "district", "commune", "here"], list[Name]] = {}
    cities: list[Name] = []
    itself: list[Name] = []
    itself_blocks: list[Name] = []
    surnames: list[Name] = []


class Cues(Strict):
    """Words that tell what a quantity is; a phrase may name alternatives: "phải (giảm|cắt giảm)"."""

    comparators_before: dict[Comparator, Phrases] = {}
    comparators_after: dict[Comparator, Phrases] = {}
    lists: dict[str, Phrases] = {}


class Example(Strict):
    """A text that a rule must match, and fields of the fact that comes out (all that are named must be equal)."""

    text: Name
    fact: dict[str, Any] = {}


class Rule(Strict):
    """`left` must match ending where the quantity begins, `right` starting where its unit ends."""

    id: RuleId
    left: str | None = None
    right: str | None = None
    match: Annotated[list[Example], Field(min_length=1)]
    miss: Annotated[list[Name], Field(min_length=1)]


class KindRule(Rule):
    """Decides the kind of a quantity that fits every condition given; the first rule that fits wins.

    `unit`, `group`: class of its unit, group of its noun. `near`: class of the verb that stands right before it;
    `verb`: of the verb that governs it; `after`: of the verb right after its unit; `passive`: of what is said to
    have been done to it further on in its clause ("3 ban đã được giải thể"). `prior`: kind of the quantity
    before it in the sentence. `indicator`: where an index is named. `level`, `reach`, `earlier`: whether the words
    before it give the level reached, only say how far something reaches, or give the value before a change.
    `named`: whether a place or body stands right before it. `own_subject`: whether the clause measures something
    other than an index. `asked`: whether its verb is that of a question right above, of how many there were.
    `shape`: how the values of the index now spoken of are given. `indexed`: whether the quantity before it belongs
    to an index. `light`: whether a light verb ("có", "là") stands before it.
    `signed`: whether a plus or minus does. `fraction`: whether it is below 1, with three decimals or more.
    `needs`: one of these must stand shortly before; it saves trying `left`. `baseline`: whether the sentence
    names one.
    """

    kind: Kind
    unit: Annotated[list[UnitClass], Field(min_length=1)]
    group: list[str] | None = None
    near: list[VerbClass] | None = None
    verb: list[VerbClass] | None = None
    after: list[VerbClass] | None = None
    passive: list[VerbClass] | None = None
    prior: list[Kind | Literal["", "holders"]] | None = None
    indicator: Literal["clause", "sentence", "any", "none"] | None = None
    level: bool | None = None
    reach: bool | None = None
    earlier: bool | None = None
    named: bool | None = None
    labelled: bool | None = None
    subject: bool | None = None
    baseline: bool | None = None
    ratio: bool | None = None
    whole_in: list[int] | None = None
    integer: bool | None = None
    enclosed: bool | None = None
    signed: bool | None = None
    fraction: bool | None = None
    needs: list[Name] | None = None
    indexed: bool | None = None
    own_subject: bool | None = None
    asked: bool | None = None
    shape: Literal["points", "percent"] | None = None
    light: bool | None = None
    direction: Direction | None = None
    comparator: Comparator | None = None


class Exclusion(Rule):
    """A context in which a number is never a fact, and the reason that is given for it."""

    reason: Name
    at_most: int | None = None
    number: str | None = None
    bare: bool | None = None


class WordRule(Rule):
    """Words that state a quantity without a number (`quán quân`, `giữ nguyên thứ hạng`).

    `after_name`: only right behind a word with a capital, as names have.
    """

    words: Annotated[list[Name], Field(min_length=1)]
    kind: Kind
    value: int
    direction: Direction | None = None
    prior: list[Kind] | None = None
    after_name: bool = False


class PackFile(Strict):
    """One pattern file: any of these sections."""

    numbers: Numbers = Numbers()
    units: Units = Units()
    verbs: dict[VerbClass, list[Name]] = {}
    indicators: dict[IndicatorCode, Indicator] = {}
    other_indicators: list[Name] = []
    nation: Nation | None = None
    provinces: list[Province] = []
    districts: dict[Name, list[Name]] = {}
    ambiguous: list[Name] = []
    groups: list[Named] = []
    ministries: list[Named] = []
    departments: list[Named] = []
    heads: list[Name] = []
    places: Places = Places()
    levels: dict[Level, dict[str, float]] = {}
    reported: dict[Name, float] = {}
    periods: Periods = Periods()
    cues: Cues = Cues()
    layout: Layout = Layout()
    topics: Topics = Topics()
    words: list[WordRule] = []
    exclusions: list[Exclusion] = []
    kinds: list[KindRule] = []
    disable: list[RuleId] = []
