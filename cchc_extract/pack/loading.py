"""From pattern files to one validated set of patterns."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cchc_extract.errors import PatternError
from cchc_extract.pack.bytecode import read_compiled
from cchc_extract.pack.schema import RULE_SECTIONS, PackFile


def builtin_files() -> list[Path]:
    """The files of the pack that comes with the package, in the order of their names."""
    import cchc_extract.patterns as package

    folder = Path(next(iter(package.__path__)))
    return sorted(folder.glob("*.yaml"))


def load_files(paths: Iterable[Path], checked: Collection[Path]) -> PackFile:
    """All files as one pack; later files add to earlier ones and replace rules with the same id.

    Raises PatternError with every problem of all files. The `checked` ones are searched for mistakes in any case, the
    others, which are those of the package, where the whole is not valid.
    """
    files: dict[Path, dict[str, Any]] = {}
    problems: list[str] = []
    for path in paths:
        try:
            files[path] = _read_yaml(path) if path in checked else read_compiled(path)
        except PatternError as error:
            problems += error.problems
    merged: dict[str, Any] = {}
    for data in files.values():
        merged = _merged(merged, data)
    problems += _mistakes({path: data for path, data in files.items() if path in checked}, merged)
    if problems:
        raise PatternError(problems)
    try:
        return PackFile.model_validate(merged)
    except ValidationError as error:
        raise PatternError(_mistakes(files, merged) or [str(error)]) from error


# YAML, and the search for mistakes in it, is imported by those who bring files of their own.


def _read_yaml(path: Path) -> dict[str, Any]:
    from cchc_extract.pack.source import read_yaml

    return read_yaml(path)


def _mistakes(files: dict[Path, dict[str, Any]], merged: dict[str, Any]) -> list[str]:
    if not files:
        return []
    from cchc_extract.pack.checking import file_problems

    return [problem for path, data in files.items() for problem in file_problems(path, data, merged)]


def _merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Both as one, neither changed."""
    out = dict(old)
    for key, value in new.items():
        before = old.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            out[key] = _merged(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            out[key] = _joined_rules(before, value) if key in RULE_SECTIONS else [*before, *value]
        else:
            out[key] = value
    return out


def _joined_rules(old: list[Any], new: list[Any]) -> list[Any]:
    """New rules come first, as the first that fits wins; a rule with an old one's id takes its place."""
    by_id = {_id(rule): rule for rule in new}
    kept = [by_id.pop(_id(rule), rule) for rule in old]
    return [*(rule for rule in new if _id(rule) in by_id), *kept]


def _id(rule: Any) -> str:
    return str(rule.get("id")) if isinstance(rule, dict) else ""
