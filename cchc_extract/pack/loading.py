"""From pattern files to one validated set of patterns."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cchc_extract.errors import PatternError
from cchc_extract.pack.schema import PackFile
from cchc_extract.pack.source import line_of, read_yaml

_RULE_SECTIONS = ("exclusions", "kinds", "words")


def builtin_files() -> list[Path]:
    """The files of the pack that comes with the package, in the order of their names."""
    import cchc_extract.patterns as package

    folder = Path(next(iter(package.__path__)))
    return sorted(folder.glob("*.yaml"))


def load_files(paths: Iterable[Path]) -> PackFile:
    """All files as one pack; later files add to earlier ones and replace rules with the same id.

    Raises PatternError with every problem of every file.
    """
    paths = list(paths)
    merged: dict[str, Any] = {}
    problems: list[str] = []
    raw: list[tuple[Path, dict[str, Any]]] = []
    for path in paths:
        try:
            raw.append((path, read_yaml(path)))
        except PatternError as error:
            problems.extend(error.problems)
    for _, data in raw:
        _merge(merged, data)
    try:
        pack = PackFile.model_validate(merged)
    except ValidationError:
        for path, data in raw:
            problems.extend(_problems(path, data))
        if not problems:
            raise
    if problems:
        raise PatternError(problems)
    return pack


def _problems(path: Path, data: dict[str, Any]) -> list[str]:
    try:
        PackFile.model_validate(data)
    except ValidationError as error:
        return [f"{path}:{line_of(path, e['loc'])}: {_describe(data, e['loc'])}{e['msg']}" for e in error.errors()]
    return []


def _describe(data: dict[str, Any], location: tuple[str | int, ...]) -> str:
    """`rule X: field: ` for a mistake in a rule, else the path of keys."""
    node: Any = data
    rule = ""
    for step in location:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            rule = f"rule {node['id']}: "
    return rule + ".".join(str(step) for step in location) + ": "


def _merge(into: dict[str, Any], data: dict[str, Any]) -> None:
    for key, value in data.items():
        old = into.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            _merge(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            into[key] = _joined_rules(old, value) if key in _RULE_SECTIONS else [*old, *value]
        else:
            into[key] = value


def _joined_rules(old: list[Any], new: list[Any]) -> list[Any]:
    """New rules come first, as the first that fits wins; a rule with an old one's id takes its place."""
    by_id = {r.get("id"): r for r in new if isinstance(r, dict)}
    kept = [by_id.pop(r.get("id"), r) if isinstance(r, dict) else r for r in old]
    added = [r for r in new if not isinstance(r, dict) or r.get("id") in by_id]
    return [*added, *kept]
