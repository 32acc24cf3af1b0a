"""The recipes of the README: blocks of shell and Python, with the output that stands below some of them."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from commands import BIN, ROOT

README = ROOT / "README.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Recipe:
    """A block that can be run, the line it begins at, and the output below it with its half-open span."""

    line: int
    language: str
    code: str
    output: str | None = None
    span: tuple[int, int] = (0, 0)


def recipes(text: str) -> list[Recipe]:
    """The shell and Python blocks, in order; a text or JSON block right below one is its output."""
    blocks = list(_BLOCK.finditer(text))
    found = []
    for block, below in zip(blocks, [*blocks[1:], None], strict=True):
        if block[1] not in ("sh", "python"):
            continue
        line = text.count("\n", 0, block.start()) + 1
        if below and below[1] in ("text", "json") and not text[block.end() : below.start()].strip():
            found.append(Recipe(line, block[1], block[2], below[2], below.span(2)))
        else:
            found.append(Recipe(line, block[1], block[2]))
    return found


def furnish(folder: Path) -> None:
    """Put into a folder what the recipes take from the checkout."""
    for name in ("samples", "tests"):
        (folder / name).symlink_to(ROOT / name)


def run(recipe: Recipe, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a recipe as a reader would, with the commands of this installation first on the path."""
    shell = ["bash", "-euo", "pipefail", "-c"]
    command = [*shell, recipe.code] if recipe.language == "sh" else [sys.executable, "-c", recipe.code]
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)


def shown(output: str) -> str:
    """An output as it stands in the README."""
    return output.strip("\n") + "\n"
