"""Metrics from Vietnamese articles on public administration reform, as validated facts with their place in the text.

`extract(text)` gives the facts of one text; an `Extractor`, built once, those of many. Both import what they
need when they are first used, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cchc_extract.extractor import Extractor, extract
    from cchc_extract.models import (
        Area,
        Change,
        Count,
        Evidence,
        Fact,
        Inspection,
        Percentage,
        Rank,
        Reduction,
        Score,
        Source,
        Span,
    )
    from cchc_extract.pack.compiled import load_pack as load_patterns

__version__ = "0.1.0"

__all__ = [
    "Area",
    "Change",
    "Count",
    "Evidence",
    "Extractor",
    "Fact",
    "Inspection",
    "Percentage",
    "Rank",
    "Reduction",
    "Score",
    "Source",
    "Span",
    "__version__",
    "extract",
    "load_patterns",
]

_ELSEWHERE = {
    "Extractor": ("extractor", "Extractor"),
    "extract": ("extractor", "extract"),
    "load_patterns": ("pack.compiled", "load_pack"),
}


def __getattr__(name: str) -> Any:
    """A public name, imported from its module on first use."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _ELSEWHERE.get(name, ("models", name))
    value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), attribute)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
