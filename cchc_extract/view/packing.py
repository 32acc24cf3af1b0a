"""Facts as the page carries them: a third of the size that they have as JSON objects, and as much sooner read.

The facts of a page are much alike. Each is a row: the number of its shape (which fields it has, in which order), and
then a value for each of them. A value that comes again and again is a number too, in the list of the values of its
field; spans are pairs; the evidence is left out where the text of the article has it, and so is `doc`.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from cchc_extract.models import Fact

_RECURRING = frozenset({
    "kind", "unit", "comparator", "direction", "baseline", "indicator", "component", "among", "subject", "action",
    "entity", "area", "period", "status", "pattern", "scope",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Packing:
    """What the rows refer to by number; both grow with each row."""

    shapes: dict[tuple[str, ...], int] = field(default_factory=dict)
    values: dict[str, dict[str, int]] = field(default_factory=dict)

    def row(self, fact: Fact, *, in_text: bool) -> list[Any]:
        """A fact as a row; `in_text` says that its evidence can be read from the article."""
        fields = fact.model_dump(mode="json", exclude_none=True, exclude={"doc"})
        return [self._number(self.shapes, tuple(fields)), *(self._cell(*field, in_text) for field in fields.items())]

    def as_data(self) -> dict[str, Any]:
        """What it takes to read the rows."""
        values = {name: [json.loads(value) for value in known] for name, known in self.values.items()}
        return {"shapes": list(self.shapes), "values": values}

    def _cell(self, name: str, value: Any, in_text: bool) -> Any:
        if name == "evidence":
            span = [value["start"], value["end"]]
            return span if in_text else [*span, value["text"]]
        if name == "sentence":
            return [value["start"], value["end"]]
        if name in _RECURRING:
            return self._number(self.values.setdefault(name, {}), json.dumps(value))
        return value

    @staticmethod
    def _number(known: dict[Any, int], value: Any) -> int:
        return known.setdefault(value, len(known))
