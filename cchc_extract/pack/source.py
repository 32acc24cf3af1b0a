"""Reading pattern files, with the place of every value at hand for messages."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from cchc_extract.errors import PatternError
from cchc_extract.pack.schema import RULE_SECTIONS

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # pragma: no cover - a PyYAML built without libyaml
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

Location = Sequence[str | int]


class _Loader(_SafeLoader):
    """Notes the keys that stand twice in a mapping, of which YAML silently takes the last."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated: list[str] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys: dict[str, yaml.Node] = {}
        for key, _ in node.value:
            first = keys.setdefault(key.value, key) if isinstance(key, yaml.ScalarNode) else key
            if first is not key:
                there = f"there is another key of this name on line {first.start_mark.line + 1}"
                self.repeated.append(f"{key.start_mark.line + 1}: {key.value}: {there}")
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file. Raises PatternError with path:line for what cannot be read."""
    try:
        loader = _Loader(path.read_text("utf-8"))
        data = loader.get_single_data()
    except OSError as error:
        raise PatternError([f"{path}:1: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise PatternError([f"{path}:1: is not UTF-8: save the file as UTF-8"]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PatternError([f"{path}:{line}: not YAML: {error.problem}"]) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # PyYAML lets through what Python says to a date that does not exist, or to a number too long.
        raise PatternError([f"{path}:1: not YAML: {' '.join(str(error).split())}"]) from error
    if loader.repeated:
        raise PatternError([f"{path}:{problem}" for problem in loader.repeated])
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise PatternError([f"{path}:1: a pattern file is a mapping of sections, such as `kinds:`"])
    return data


def rules_of(data: dict[str, Any]) -> Iterator[tuple[tuple[str, int], dict[str, Any]]]:
    """The rules of a file that may hold mistakes yet, each with its location."""
    for section in RULE_SECTIONS:
        rules = data.get(section)
        for index, rule in enumerate(rules if isinstance(rules, list) else ()):
            if isinstance(rule, dict):
                yield (section, index), rule


def problem(path: Path, data: dict[str, Any], location: Location, message: str) -> str:
    """A message about the value at `location`, with path, line and rule."""
    return f"{path}:{line_of(path, location)}: {_rule(data, location)}{'.'.join(map(str, location))}: {message}"


def _rule(data: dict[str, Any], location: Location) -> str:
    """`rule X: ` for a value of a rule."""
    node: Any = data if location[:1] and location[0] in RULE_SECTIONS else None
    rule = ""
    for step in location:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            rule = f"rule {node['id']}: "
    return rule


def line_of(path: Path, location: Location) -> int:
    """The line, from 1, of the value at `location` (keys and indexes), or of the nearest parent that exists."""
    node = yaml.compose(path.read_text("utf-8"), Loader=_SafeLoader)
    line = 1
    for step in location:
        found = _child(node, step)
        if found is None:
            break
        node, line = found
    return line


def _child(node: Any, step: str | int) -> tuple[Any, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line + 1
    return None
