"""What checks say, in English or Vietnamese, from `messages.yaml`."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from cchc_extract.models import Check, Fact
from cchc_extract.pack.bytecode import read_compiled

Lang = Literal["en", "vi"]
_MARKS = {"en": str.maketrans({}), "vi": str.maketrans(",.", ".,")}
# Years and dates are written without separators of thousands.
_BARE = frozenset({"year", "until", "since"})


def message(check: Check, lang: Lang) -> str:
    """What a check says, in a language: said anew from its name and details, or its own words where it is unknown."""
    return said(check.name, _state(check), check.details, lang) or check.message


def said(name: str, state: str, details: Mapping[str, Any], lang: Lang) -> str | None:
    """The message of a check by name and state, with the details filled in; None for one that there is not."""
    state = "meant" if state == "fails" and "meant" in details else state
    template = _texts()["messages"].get(name, {}).get(state, {}).get(lang)
    if template is None or not isinstance(template, str):
        return None
    written = {name: _written(name, value, lang) for name, value in details.items()}
    if "{doubt}" in template:
        written["doubt"] = _doubt(details, lang)
    try:
        return template.format_map(written)
    except (KeyError, ValueError):
        return None


def translated(facts: Sequence[Fact], lang: Lang) -> list[Fact]:
    """The facts with what their checks say in that language."""
    return [
        fact.model_copy(
            update={"checks": tuple(c.model_copy(update={"message": message(c, lang)}) for c in fact.checks)}
        )
        if fact.checks
        else fact
        for fact in facts
    ]


@lru_cache(maxsize=1)
def descriptions() -> Mapping[str, Mapping[Lang, str]]:
    """What each check looks at, in a few words, by name and language."""
    checks: Mapping[str, Mapping[Lang, str]] = _texts()["checks"]
    return checks


def _state(check: Check) -> str:
    return check.outcome or ("holds" if check.ok else "fails")


def _doubt(details: Mapping[str, Any], lang: Lang) -> str:
    default = "two" if details.get("publishers") == 2 else "one"
    words: str = _texts()["doubts"].get(details.get("doubt"), _texts()["doubts"][default])[lang]
    return words


def _written(name: str, value: object, lang: Lang) -> str:
    """A detail as the language writes it: 1,860 and 99.06 in English, 1.860 and 99,06 in Vietnamese."""
    if isinstance(value, str) or name in _BARE:
        return str(value)
    assert isinstance(value, int | float)
    return f"{value:,}".translate(_MARKS[lang])


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    return read_compiled(Path(__file__).with_name("messages.yaml"))
