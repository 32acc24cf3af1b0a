"""`cchc extract --engine daft`: an archive, on one machine or on a Ray cluster."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cchc_extract.commands.inputs import Sources
from cchc_extract.commands.shell import FAILED, WRONG_USE, complain, fail

if TYPE_CHECKING:
    from cchc_extract.formats import Limits
    from cchc_extract.job import Job


class Engine(StrEnum):
    OWN = "own"
    DAFT = "daft"


class PartFormat(StrEnum):
    JSONL = "jsonl"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Archive:
    """What reads the articles, and what an archive needs beside."""

    engine: Annotated[
        Engine,
        typer.Option("--engine", help="What reads the articles: daft is for archives, and -o is a folder then."),
    ] = Engine.OWN
    parts: Annotated[
        PartFormat, typer.Option("--parts", help="What the files in that folder hold (engine daft).")
    ] = PartFormat.JSONL
    ray: Annotated[
        str | None,
        typer.Option("--ray", metavar="ADDRESS", help="A Ray cluster, or local for one of its own (engine daft)."),
    ] = None


def check_archive_options(others: Mapping[str, object]) -> None:
    """Raises BadParameter where an option was given that only the own engine knows: it would be passed by."""
    for name, value in others.items():
        if value:
            raise typer.BadParameter("the engine daft does not know it; leave it out", param_hint=name)


def extract_archive(
    paths: list[str],
    folder: Path | None,
    sources: Sources,
    job: "Job",
    archive: Archive,
    limits: "Limits",
    *,
    all_fields: bool,
    jobs: int | None,
) -> NoReturn:
    """Extract from the articles of an archive into parts in a folder, and end the program."""
    if folder is None:
        raise typer.BadParameter("with --engine daft, name a folder for the parts", param_hint="--output")
    try:
        from cchc_extract.daft.run import Columns, choose_runner, extract_archive, leave
    except ImportError as error:
        fail([f"--engine daft needs {error.name}: pip install 'cchc-extract[daft]'"], WRONG_USE)
    columns = Columns(sources.text_field, sources.id_field, sources.date_field, sources.title_field)
    choose_runner(archive.ray, jobs)
    try:
        summary = extract_archive(
            paths,
            str(folder),
            columns,
            job,
            limits,
            part_format=archive.parts.value,
            all_fields=all_fields,
            processes=jobs,
        )
    finally:
        leave()
    failed = f"; {summary.failed} failed, see {folder / 'errors.jsonl'}" if summary.failed else ""
    complain([f"{summary.documents} documents, {summary.facts} facts in {folder}{failed}"])
    sys.stdout.flush()
    sys.stderr.flush()
    # Threads of Daft may still be at work when Python ends, and then bring it down.
    os._exit(FAILED if summary.failed else 0)
