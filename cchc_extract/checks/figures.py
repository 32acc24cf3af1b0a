"""What the checks know of the world, from `reference/figures.yaml`: lists, scales, provinces by year."""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from cchc_extract.pack.bytecode import read_compiled
from cchc_extract.text.view import make_view


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Era(_Entry):
    """Years from `since` to `until`, both included; None where there is no bound."""

    since: int | None = None
    until: int | None = None
    source: str

    def holds(self, year: int | None) -> bool:
        """Whether a year lies in it; one that is not known does."""
        if year is None:
            return True
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


class _Provinces(_Era):
    count: int


class _Edition(_Entry):
    indicator: str
    year: int
    counts: list[int]
    source: str


class _Ministries(_Era):
    indicators: list[str]
    counts: list[int]
    among: list[str]
    begin: list[str]


class Scale(_Era):
    """The lowest and highest score that an index can have in some editions."""

    indicator: str
    bottom: float = 0
    top: float


class Names(_Era):
    """Provinces that there were only in some years."""

    names: list[str]


class _Tolerance(_Entry):
    indicator: str
    year: int
    points: float


class Units(_Entry):
    """Units of changes, by what changes."""

    places: list[str]
    points: list[str]
    times: list[str]


class Figures(_Entry):
    """The whole file; each method answers from it, with None or nothing where it does not tell."""

    provinces: list[_Provinces]
    editions: list[_Edition]
    regions_at_most: int
    local: list[str]
    provinces_among: list[str]
    ministries: _Ministries
    scales: list[Scale]
    eras: list[Names]
    tolerances: list[_Tolerance]
    of_plan: list[str]
    reached: list[str]
    of_others: list[str]
    breaks_down: list[str]
    from_: list[str] = Field(alias="from")
    to: list[str]
    units: Units

    def ranked_provinces(self, indicator: str | None, year: int | None) -> list[int]:
        """How many provinces an edition may have ranked, the usual number first."""
        usual = [era.count for era in self.provinces if era.holds(year)]
        return [*usual, *(n for e in self.editions if (e.indicator, e.year) == (indicator, year) for n in e.counts)]

    def ranked_ministries(self, indicator: str | None, year: int | None, entity: str | None) -> list[int]:
        """How many ministries an edition may have ranked, where the entity is one of them."""
        known = self.ministries
        named = entity is not None and entity.startswith(tuple(known.begin))
        return known.counts if named and indicator in known.indicators and known.holds(year) else []

    def scale(self, indicator: str | None, year: int | None) -> Scale | None:
        """The scale of an index in an edition; without a year, none where it has changed."""
        fitting = [scale for scale in self.scales if scale.indicator == indicator and scale.holds(year)]
        return fitting[0] if len(fitting) == 1 else None

    @cached_property
    def bounded(self) -> frozenset[str]:
        """The provinces that there were only in some years."""
        return frozenset(name for era in self.eras for name in era.names)

    def existed(self, province: str, year: int) -> bool:
        """Whether there was a province of that name in a year."""
        return all(era.holds(year) for era in self.eras if province in era.names)

    def tolerance(self, indicator: str | None, year: int | None) -> float:
        """How far press and table may lie apart in an edition."""
        return next((t.points for t in self.tolerances if (t.indicator, t.year) == (indicator, year)), 0.0)


def mentions(words: Iterable[str], *texts: str | None) -> bool:
    """Whether one of the words stands in one of the texts, however these are encoded."""
    said = make_view(" ".join(text for text in texts if text)).low
    return any(word in said for word in words)


def reference_folder() -> Path:
    """Where the reference files are."""
    import cchc_extract.reference as package

    return Path(next(iter(package.__path__)))


@lru_cache(maxsize=1)
def figures() -> Figures:
    """The figures, read once."""
    return Figures.model_validate(read_compiled(reference_folder() / "figures.yaml"))
