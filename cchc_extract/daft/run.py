"""A run over an archive: articles read by Daft, facts written as parts."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc_extract.errors import CchcError
from cchc_extract.job import Job

# Neither of them is to tell anybody of a run.
os.environ.setdefault("DO_NOT_TRACK", "true")
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")

import daft

from cchc_extract.daft.columns import outcomes
from cchc_extract.daft.parts import FactParts, PartFormat
from cchc_extract.daft.sources import read_source
from cchc_extract.formats import Limits


class RunnerError(CchcError):
    """A cluster that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of an archive that hold the text of an article, its name, date and title."""

    text: str | None = None
    doc: str | None = None
    date: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """How many documents and facts there were, and how many documents failed."""

    documents: int
    facts: int
    failed: int


def choose_runner(ray_address: str | None, processes: int | None = None) -> None:
    """Run on a Ray cluster, or on one that is started for this run where the address is "local"; else here.

    Raises RunnerError.
    """
    if ray_address is None:
        daft.set_runner_native()
        return
    try:
        import ray
    except ImportError:
        raise RunnerError("--ray needs Ray: pip install 'cchc-extract[daft]'") from None
    # Only a cluster of its own can be given a size.
    size = processes if ray_address == "local" else None
    try:
        ray.init(
            address=ray_address,
            num_cpus=size,
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise RunnerError(f"{ray_address}: no Ray cluster can be reached there ({error})") from None
    daft.set_runner_ray()


def leave() -> None:
    """Leave the Ray cluster, and end one that was started for this run."""
    if daft.get_or_infer_runner_type() == "ray":
        import ray

        ray.shutdown()


def extract_archive(
    paths: Sequence[str],
    folder: str,
    columns: Columns,
    job: Job,
    limits: Limits | None = None,
    *,
    part_format: PartFormat = "jsonl",
    all_fields: bool = False,
    processes: int | None = None,
) -> Summary:
    """Extract from all articles, and write the facts as parts to a new folder, with the problems beside them.

    A text with more characters than the limits fails. Raises SourceError, PartsError.
    """
    source = read_source(paths, columns.text, columns.doc, columns.date, columns.title)
    sink = FactParts(folder if "://" in folder else str(Path(folder).resolve()), part_format)
    found = outcomes(
        source.text, doc=source.doc, date=source.date, title=source.title, job=job, limits=limits,
        all_fields=all_fields, processes=processes,
    )  # fmt: skip
    counts = source.frame.select(source.doc.alias("doc"), found.alias("outcome")).write_sink(sink).to_pydict()
    return Summary(*(counts[name][0] for name in ("documents", "facts", "failed")))
