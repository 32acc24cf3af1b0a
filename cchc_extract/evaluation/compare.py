"""Whether one predicted value of a field is right: the comparisons of the fact schema's Scoring section.

Nothing here knows of documents or alignment. Gold values are known to be well formed; predicted values may be
anything that JSON can hold, and what has the wrong type is never right rather than an exception.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from cchc_extract.text.view import STROKED

KINDS: Final = ("rank", "score", "change", "percentage", "reduction", "inspection", "count")
STRICT_FIELDS: Final = (
    "indicator",
    "unit",
    "comparator",
    "direction",
    "baseline",
    "area",
    "period",
    "status",
    "value_high",
)
SOFT_FIELDS: Final = ("subject", "action", "entity", "component", "among")
# Where the value of a field comes from: from beside the number, from further off, or there is none.
STATED: Final = "stated"
CARRIED: Final = ("sentence", "paragraph", "article", "dateline")
EMPTY: Final = "empty"

_DEFAULTS: Final[Mapping[str, str]] = {"comparator": "=", "status": "actual"}
_TOLERANCE: Final = 1e-6


def field_value(fact: Mapping[str, Any], field: str) -> Any:
    """The value of a field as it is compared: the schema's default for a null, and of an area its name."""
    value = fact.get(field)
    if value is None:
        value = _DEFAULTS.get(field)
    if field == "area" and isinstance(value, Mapping):
        value = value.get("name")
    return value


def scope_of(fact: Mapping[str, Any], field: str) -> str:
    """From where a predicted fact has the value of a field: STATED, one of CARRIED, or EMPTY for a null.

    >>> scope_of({"area": "Huế", "period": "2019", "scope": {"area": "article"}}, "area")
    'article'
    """
    if field_value(fact, field) is None:
        return EMPTY
    scope = fact.get("scope")
    name = scope.get(field) if isinstance(scope, Mapping) else None
    return name if isinstance(name, str) and name in CARRIED else STATED


def near(predicted: Any, wanted: float | None) -> bool:
    """Whether two numbers are equal but for floating-point noise; null is near null only.

    >>> near(16.59, 16.590000001), near("63", 63), near(None, None), near(None, 0), near("many", 63)
    (True, True, True, False, False)
    """
    if predicted is None or wanted is None:
        return predicted is wanted
    number = as_float(predicted)
    return number is not None and abs(number - float(wanted)) < _TOLERANCE


def as_float(value: Any) -> float | None:
    """The value as a float, or None when it is no number."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return None


def same(field: str, predicted: Any, wanted: Any) -> bool:
    """Whether a predicted value of the field says the same as a wanted one (both from `field_value`)."""
    predicted, wanted = _normal(predicted), _normal(wanted)
    if predicted == wanted:
        return True
    if predicted is None or wanted is None:
        return False
    if field == "unit":
        return _same_unit(predicted, wanted)
    if field in SOFT_FIELDS:
        return _share_words(str(predicted), str(wanted))
    return False


def _normal(value: Any) -> Any:
    """Strings in NFC, case folded, with single spaces; other values as they are."""
    if not isinstance(value, str):
        return value
    # Eth looks like the Vietnamese D with stroke and is often typed in its place.
    return " ".join(unicodedata.normalize("NFC", value).translate(STROKED).casefold().split())


def _same_unit(predicted: Any, wanted: Any) -> bool:
    """Whether one unit is the other, or begins with it as whole words."""
    if not (isinstance(predicted, str) and isinstance(wanted, str)):
        return False
    # The space behind both is what makes it whole words.
    one, other = _unit_words(predicted) + " ", _unit_words(wanted) + " "
    return one.startswith(other) or other.startswith(one)


def _unit_words(unit: str) -> str:
    """The unit without its punctuation; a percent sign is no punctuation."""
    return " ".join("".join(c if c.isalnum() or c == "%" else " " for c in unit).split())


def _share_words(predicted: str, wanted: str) -> bool:
    """Whether two phrases share half their words; the more they differ in length, the more of them."""
    a, b = (set(phrase.replace(",", " ").split()) for phrase in (predicted, wanted))
    shared = len(a & b)
    return shared > 0 and 2 * shared >= min(len(a), len(b)) + 0.5 * abs(len(a) - len(b))
