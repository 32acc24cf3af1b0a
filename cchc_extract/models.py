"""The fact: one quantity asserted in an article, and nothing that cannot be.

A fact is one of seven models, told apart by `kind`. All are frozen and refuse unknown fields.
"""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from cchc_extract.edtf import check_edtf

Kind = Literal["rank", "score", "change", "percentage", "reduction", "inspection", "count"]
KINDS: tuple[Kind, ...] = ("rank", "score", "change", "percentage", "reduction", "inspection", "count")
Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
Direction = Literal["up", "down", "same"]
IndicatorCode = Literal["PAR_INDEX", "SIPAS", "PAPI", "PCI", "DDCI", "DTI", "ICT_INDEX", "PGI", "PII", "QD766"]
Level = Literal["nation", "province", "district", "commune"]
ScopeName = Literal["sentence", "paragraph", "article", "dateline"]
Period = Annotated[str, AfterValidator(check_edtf)]
Number = int | float


class Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, revalidate_instances="never", allow_inf_nan=False)


class Span(Frozen):
    """A half-open range of code points of the original text."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError("a span ends before it starts")
        return self


class Evidence(Span):
    """The smallest span of the original text that carries cue, number and unit, exactly as written."""

    text: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError("the evidence text is not as long as its span")
        return self


class Area(Frozen):
    """A place: name without its "tỉnh"/"thành phố"; the code is the official one of its time, for provinces."""

    name: Annotated[str, Field(min_length=1)]
    level: Level
    code: str | None = None


class Check(Frozen):
    """How a fact stood up to a check, together with the other facts that it was held against.

    `ok` is None where nothing is wrong for certain: a published value `differs`. `facts` are the ids of the other
    facts, `source` where the published value is from, `details` the figures that the message speaks of.
    """

    name: str
    ok: bool | None = None
    outcome: Literal["agrees", "differs"] | None = None
    facts: tuple[str, ...] = ()
    message: str
    source: str | None = None
    details: dict[str, str | Number] = {}


class Source(Frozen):
    """The file that the text was in: its format, its encoding where it has one, the page, from 1, of a PDF."""

    format: Literal["text", "html", "docx", "pdf"]
    encoding: str | None = None
    page: Annotated[int, Field(ge=1)] | None = None


_SOURCE = "Null for plain text in UTF-8; otherwise all spans are of the text that `cchc text` prints."


class BaseFact(Frozen):
    """What facts of every kind have. The order of the fields is the order of the keys in JSON."""

    id: str
    doc: str
    kind: str
    value: Number
    value_high: Number | None = None
    out_of: Number | None = None
    unit: str | None = None
    comparator: Comparator = "="
    direction: Direction | None = None
    baseline: Period | None = None
    indicator: IndicatorCode | None = None
    component: str | None = None
    among: str | None = None
    subject: str | None = None
    action: str | None = None
    entity: str | None = None
    area: Area | None = None
    period: Period | None = None
    status: Literal["actual", "target"] = "actual"
    part_of: str | None = None
    evidence: Evidence
    sentence: Span
    pattern: str
    scope: dict[str, ScopeName] = {}
    checks: tuple[Check, ...] = ()
    source: Annotated[Source | None, Field(description=_SOURCE)] = None

    needs_direction: ClassVar[bool] = False

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if (self.direction is not None) != self.needs_direction:
            raise ValueError("a change has a direction, and nothing else has")
        if self.value_high is not None and self.value_high < self.value:
            raise ValueError("the upper end of the range is below its lower end")
        if self.out_of is not None and self.out_of <= 0:
            raise ValueError("a whole is above 0")
        return self


class Rank(BaseFact):
    """A position in an ordered list, from 1."""

    kind: Literal["rank"] = "rank"
    value: Annotated[int, Field(ge=1)]
    out_of: Annotated[int, Field(ge=1)] | None = None
    unit: None = None

    @model_validator(mode="after")
    def _within(self) -> Self:
        if self.out_of is not None and self.value > self.out_of:
            raise ValueError("a rank below the end of its list")
        return self


class Score(BaseFact):
    """The value of a named index, in points or percent; with `out_of`, of so many points."""

    kind: Literal["score"] = "score"
    value: Annotated[Number, Field(ge=0)]

    @model_validator(mode="after")
    def _within(self) -> Self:
        if self.out_of is not None and self.value > self.out_of:
            raise ValueError("a score above its scale")
        return self


class Change(BaseFact):
    """A movement against a baseline, in places, points, percent or items; `value` is its size, never negative."""

    kind: Literal["change"] = "change"
    value: Annotated[Number, Field(ge=0)]
    direction: Direction
    needs_direction: ClassVar[bool] = True


class Percentage(BaseFact):
    """A share or rate that is not the value of a named index; over 100 where a plan is exceeded."""

    kind: Literal["percentage"] = "percentage"
    value: Annotated[Number, Field(ge=0)]


class Counted(BaseFact):
    value: Annotated[Number, Field(ge=0)]


class Reduction(Counted):
    """Units, posts, people, procedures or days that were cut, merged, dissolved or abolished."""

    kind: Literal["reduction"] = "reduction"


class Inspection(Counted):
    """Inspections made: the bodies inspected, or the number of inspections."""

    kind: Literal["inspection"] = "inspection"


class Count(Counted):
    """Every other counted thing, money included."""

    kind: Literal["count"] = "count"


Fact = Rank | Score | Change | Percentage | Reduction | Inspection | Count
MODELS: dict[str, type[BaseFact]] = {
    "rank": Rank, "score": Score, "change": Change, "percentage": Percentage,
    "reduction": Reduction, "inspection": Inspection, "count": Count,
}  # fmt: skip
FACT_ADAPTER: TypeAdapter[Fact] = TypeAdapter(Annotated[Fact, Field(discriminator="kind")])


def fact_schema() -> dict[str, Any]:
    """The JSON Schema of one fact."""
    schema = FACT_ADAPTER.json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Fact",
        "description": "One quantity asserted in an article on public administration reform.",
        **schema,
    }
