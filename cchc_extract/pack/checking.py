"""What is wrong with a pattern file: every mistake at once, each with its path and line."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cchc_extract.pack.expressions import mistake
from cchc_extract.pack.schema import PackFile
from cchc_extract.pack.source import Location, line_of, problem, rules_of


def file_problems(path: Path, data: dict[str, Any], merged: dict[str, Any]) -> list[str]:
    """All problems of a file; `merged` is what all files say together."""
    found: list[tuple[Location, str]] = []
    try:
        PackFile.model_validate(data)
    except ValidationError as error:
        found += [(e["loc"], e["msg"].removeprefix("Value error, ")) for e in error.errors()]
    found += _unknown_rules(data, merged)
    for location, text, lists in _expressions(data, merged):
        if wrong := mistake(text, lists):
            found.append((location, wrong))
    return [*(problem(path, data, *one) for one in found), *_repeated_rules(path, data)]


def _unknown_rules(data: dict[str, Any], merged: dict[str, Any]) -> Iterator[tuple[Location, str]]:
    known = {rule.get("id") for _, rule in rules_of(merged)}
    for index, name in enumerate(_list(data, "disable")):
        if isinstance(name, str) and name not in known:
            yield ("disable", index), f"there is no rule {name}"


def _repeated_rules(path: Path, data: dict[str, Any]) -> Iterator[str]:
    places: dict[str, Location] = {}
    for location, rule in rules_of(data):
        name = rule.get("id")
        if isinstance(name, str) and (first := places.setdefault(name, location)) != location:
            other = f"there is another rule with this id on line {line_of(path, first)}"
            yield f"{path}:{line_of(path, location)}: rule {name}: {other}"


def _expressions(data: dict[str, Any], merged: dict[str, Any]) -> Iterator[tuple[Location, str, Collection[str]]]:
    """Every expression of a file, with its location and the lists that it may name."""
    lists = _mapping(_mapping(merged, "cues"), "lists")
    for location, rule in rules_of(data):
        for field in ("left", "right", "number"):
            yield from _texts((*location, field), rule.get(field), lists)
    for name, text in _mapping(data, "layout").items():
        yield from _texts(("layout", name), text, ())
    periods = _mapping(data, "periods")
    macros = _mapping(_mapping(merged, "periods"), "macros")
    for index, start in enumerate(_list(periods, "starts")):
        yield from _texts(("periods", "starts", index), start, macros)
    for index, atom in enumerate(_list(periods, "atoms")):
        if isinstance(atom, dict):
            yield from _texts(("periods", "atoms", index, "match"), atom.get("match"), macros)
    for section in ("macros", "cues"):
        for name, text in _mapping(periods, section).items():
            yield from _texts(("periods", section, name), text, macros)


def _texts(location: Location, text: Any, lists: Collection[str]) -> Iterator[tuple[Location, str, Collection[str]]]:
    if isinstance(text, str):
        yield location, text, lists


def _mapping(data: dict[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def _list(data: dict[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else []
