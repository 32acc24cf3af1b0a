"""The README: its recipes run, show what it says that they show, and leave out no command and no field."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from commands import ROOT
from readme_recipes import README, furnish, recipes, run, shown

from cchc_extract.cli import app
from cchc_extract.coverage.reasons import SETTLED
from cchc_extract.models import BaseFact

TEXT = README.read_text("utf-8")


def test_every_recipe_runs_and_shows_what_stands_below_it(tmp_path: Path, subtests: pytest.Subtests) -> None:
    furnish(tmp_path)
    for recipe in recipes(TEXT):
        with subtests.test(f"README.md:{recipe.line}"):
            if re.search(r"\bjq\b", recipe.code) and not shutil.which("jq"):
                pytest.skip("jq is not installed")
            done = run(recipe, tmp_path)
            assert done.returncode == 0, done.stderr
            if recipe.output is not None:
                assert shown(done.stdout) == recipe.output, "if that is wanted: python tests/renew_readme.py"


def test_recipes_are_found() -> None:
    found = recipes(TEXT)
    assert {recipe.language for recipe in found} == {"sh", "python"}
    assert sum(recipe.output is not None for recipe in found) >= 3
    for tool in ("jq", "duckdb", "pandas"):
        assert any(tool in recipe.code for recipe in found), tool


def commands(group: typer.core.TyperGroup, name: str = "cchc") -> Iterator[tuple[str, list[str]]]:
    """Every command of the program with its options."""
    for command in group.commands.values():
        if isinstance(command, typer.core.TyperGroup):
            yield from commands(command, f"{name} {command.name}")
        else:
            yield f"{name} {command.name}", [param.opts[-1] for param in command.params if param.opts[-1][0] == "-"]


def test_every_command_is_in_a_recipe_and_every_option_is_told() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    code = "\n".join(recipe.code for recipe in recipes(TEXT))
    listed = dict(commands(group))
    assert set(listed) == {
        "cchc extract", "cchc coverage", "cchc check", "cchc explain", "cchc eval", "cchc text", "cchc schema",
        "cchc view", "cchc patterns check",
    }  # fmt: skip
    for command, options in listed.items():
        assert command in code, f"no recipe uses `{command}`"
        for option in options:
            assert option in TEXT, f"the README does not tell of {option} of `{command}`"


def test_the_table_of_fields_is_that_of_the_model() -> None:
    section = TEXT.partition("\n## A fact\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(BaseFact.model_fields)


def test_the_table_of_reasons_is_that_of_the_engine() -> None:
    section = TEXT.partition("\n## What is left out\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.+?) \| (settled|open) \|", section, re.MULTILINE)
    listed = {name: settled == "settled" for names, settled in rows for name in re.findall(r"`([\w.-]+)`", names)}
    assert listed == SETTLED


def test_targets_of_make_in_the_readme_exist() -> None:
    targets = set(re.findall(r"\bmake (\w+)    #", TEXT))
    assert targets == {"demo", "test"}
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(f"\n{target}:" in makefile for target in targets)


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
