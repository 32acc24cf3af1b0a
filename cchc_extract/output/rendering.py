"""What the tables for a terminal are made with."""

from collections.abc import Iterable

from rich.console import Console, RenderableType


def rendered(parts: Iterable[RenderableType], console: Console) -> str:
    """The parts below each other, as the console would show them; nothing is printed."""
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    # Tables fill their last column with spaces.
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())
