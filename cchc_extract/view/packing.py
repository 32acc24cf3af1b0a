"""Facts as the page carries them: a fraction of the size that they have as JSON objects, and as much sooner read.

The facts of a page are much alike, and so are their checks. Each is a row: the number of its shape (which fields
it has, in which order), and then a value for each of them. A value that comes again and again is a number too, in
the list of the values of its field; spans are pairs; the evidence is left out where the text of the article has it,
and so is `doc`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cchc_extract.checks import message
from cchc_extract.models import Check, Fact

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
_RECURRING = frozenset({
    "kind", "unit", "comparator", "direction", "baseline", "indicator", "component", "among", "subject", "action",
    "entity", "area", "period", "status", "pattern", "scope",
    "name", "outcome", "message", "source", "details",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Packing:
    """What the rows refer to by number, which grows with each row; `said` has the messages in other languages."""

    shapes: dict[tuple[str, ...], int] = field(default_factory=dict)
    values: dict[str, dict[str, int]] = field(default_factory=dict)
    said: dict[str, dict[Language, str]] = field(default_factory=dict)

    def row(self, fact: Fact, *, in_text: bool) -> list[Any]:
        """A fact as a row; `in_text` says that its evidence can be read from the article."""
        for check in fact.checks:
            self.said.setdefault(check.message, _in_other_languages(check))
        fields = fact.model_dump(mode="json", exclude_none=True, exclude={"doc"})
        start, end, text = fields["evidence"].values()
        fields["evidence"] = [start, end] if in_text else [start, end, text]
        fields["sentence"] = list(fields["sentence"].values())
        fields["checks"] = [self._record(check) for check in fields["checks"]]
        return self._record(fields)

    def as_data(self) -> dict[str, Any]:
        """What it takes to read the rows; `said` goes with the values of `message`."""
        values = {name: [json.loads(value) for value in known] for name, known in self.values.items()}
        said = [self.said[value] for value in values.get("message", ())]
        return {"shapes": list(self.shapes), "values": values, "said": said}

    def _record(self, fields: Mapping[str, Any]) -> list[Any]:
        return [_number(self.shapes, tuple(fields)), *(self._cell(name, value) for name, value in fields.items())]

    def _cell(self, name: str, value: Any) -> Any:
        return _number(self.values.setdefault(name, {}), json.dumps(value)) if name in _RECURRING else value


def _number(known: dict[Any, int], value: Any) -> int:
    return known.setdefault(value, len(known))


def _in_other_languages(check: Check) -> dict[Language, str]:
    """What a check says, where that is not its message already."""
    return {lang: said for lang in LANGUAGES if (said := message(check, lang)) != check.message}
