"""Options that belong together, as one parameter of a command."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, TypeVar, get_type_hints

_T = TypeVar("_T")


def grouped(command: Callable[..., _T]) -> Callable[..., _T]:
    """The command, with an option for each field of those of its parameters that are dataclasses.

    Their fields are annotated as options, and all have defaults. Typer takes the options from the signature.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}

    @wraps(command)
    def flat(**given: Any) -> _T:
        for name, group in groups.items():
            given[name] = group(**{field.name: given.pop(field.name) for field in fields(group)})
        return command(**given)

    flat.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            option
            for name, parameter in signature(command).parameters.items()
            for option in (_options(groups[name]) if name in groups else [parameter])
        ]
    )
    return flat


def _options(group: Any) -> Iterator[Parameter]:
    hints = get_type_hints(group, include_extras=True)
    for field in fields(group):
        yield Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name])
