"""Reading pattern files, with the line of every value at hand for messages."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from cchc_extract.errors import PatternError

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - a PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file. Raises PatternError with path:line for what cannot be read."""
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=_Loader)
    except OSError as error:
        raise PatternError([f"{path}:1: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise PatternError([f"{path}:1: is not UTF-8: save the file as UTF-8"]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PatternError([f"{path}:{line}: not YAML: {error.problem}"]) from error
    except yaml.YAMLError as error:
        raise PatternError([f"{path}:1: not YAML: {error}"]) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise PatternError([f"{path}:1: a pattern file is a mapping of sections, such as `kinds:`"])
    return data


def line_of(path: Path, location: Sequence[str | int]) -> int:
    """The line, from 1, of the value at `location` (keys and indexes), or of the nearest parent that exists."""
    node = yaml.compose(path.read_text("utf-8"), Loader=_Loader)
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
