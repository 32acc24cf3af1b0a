"""A fact in the making: what the steps after finding the quantity have settled so far."""

from dataclasses import dataclass, field

from cchc_extract.article.bodies import Body
from cchc_extract.models import ScopeName
from cchc_extract.quantities.quantity import Quantity

# The kinds of which an index may be, and those that count things.
INDEX_KINDS = ("rank", "score", "change")
COUNTED_KINDS = ("count", "reduction", "inspection")


@dataclass(slots=True)
class Draft:
    """A quantity with its kind and slots; `scope` tells for carried slots from where they came.

    `told_end` is where what is said of it before the number ends, and what it is only compared with begins.
    """

    quantity: Quantity
    kind: str
    pattern: str
    value: float | int
    value_high: float | int | None = None
    out_of: float | int | None = None
    unit: str | None = None
    comparator: str = "="
    direction: str | None = None
    baseline: str | None = None
    indicator: str | None = None
    component: str | None = None
    among: str | None = None
    subject: str | None = None
    action: str | None = None
    entity: str | None = None
    area: tuple[str, str] | None = None
    period: str | None = None
    status: str = "actual"
    holder: Body | None = None
    parent: "Draft | None" = None
    start: int = 0
    end: int = 0
    scope: dict[str, ScopeName] = field(default_factory=dict)
    sentence: int = field(init=False)
    told_end: int = field(init=False)

    def __post_init__(self) -> None:
        self.sentence = self.quantity.sentence
        self.told_end = self.quantity.start


@dataclass(frozen=True, slots=True)
class Dropped:
    """A quantity that is no fact, the id of the rule that says so, and the reason in words."""

    quantity: Quantity
    rule: str
    reason: str
