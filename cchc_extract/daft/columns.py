"""Expressions of Daft that extract; the extractor is built once in each process that evaluates them."""

import datetime as dt
import os
import pickle
import re
from importlib import import_module
from typing import Any

import daft
from daft import DataType, Expression, Series, lit

from cchc_extract.errors import DocumentError
from cchc_extract.extractor import Extractor
from cchc_extract.formats import Limits, too_big
from cchc_extract.job import Job
from cchc_extract.output.writing import fact_lines
from cchc_extract.reading import Document

FACTS = DataType.list(DataType.string())
OUTCOME = DataType.struct({"facts": FACTS, "problems": DataType.list(DataType.string()), "failed": DataType.bool()})
# So many texts go to a process at once: enough that handing them over costs little, few enough that all have work.
_BATCH = 256
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")


def facts(
    text: Expression,
    *,
    doc: Expression | None = None,
    date: Expression | None = None,
    title: Expression | None = None,
    extractor: Extractor | None = None,
    processes: int | None = None,
) -> Expression:
    """The facts of each text, as a list of JSON objects: the lines that `cchc extract` writes.

    `doc` is what facts call their document, `date` its date where the text has none (a date, or text with one), and
    `title` is put before the text. Each process builds an extractor as the one given, whose pattern files must be
    there on every machine; `processes` says how many extract at once, on Ray in the whole cluster. Null where a text
    is null, empty, or could not be extracted from; `outcomes` tells why.
    """
    job = Job(extractor or Extractor())
    return outcomes(text, doc=doc, date=date, title=title, job=job, processes=processes)["facts"]


def outcomes(
    text: Expression,
    *,
    doc: Expression | None = None,
    date: Expression | None = None,
    title: Expression | None = None,
    job: Job,
    limits: Limits | None = None,
    all_fields: bool = False,
    processes: int | None = None,
) -> Expression:
    """As `facts`, as a struct of `facts`, `problems` and `failed`; `job` is what is done with each text.

    A text with more characters than the limits fails.
    """
    on_ray = daft.get_or_infer_runner_type() == "ray"
    count = processes or (_cluster_cores() if on_ray else os.cpu_count() or 1)
    # On Ray each instance is an actor, and with that a process; else it would be a thread, and wait for the others.
    made = daft.cls(_Extraction, max_concurrency=count, use_process=None if on_ray else True)
    columns = (column if column is not None else lit(None) for column in (doc, date, title))
    found: Expression = made(pickle.dumps(job), limits or Limits(), all_fields).outcomes(text, *columns)
    return found


class _Extraction:
    """What each process builds once."""

    def __init__(self, job: bytes, limits: Limits, all_fields: bool) -> None:
        # Pickled by itself: Daft unpickles its expressions more often than once, and each time it would be built.
        self._job: Job = pickle.loads(job)
        self._limits = limits
        self._all_fields = all_fields

    @daft.method.batch(return_dtype=OUTCOME, batch_size=_BATCH)
    def outcomes(self, text: Series, doc: Series, date: Series, title: Series) -> list[dict[str, Any]]:
        """One outcome a text."""
        columns = [column.to_pylist() for column in (text, doc, date, title)]
        size = len(columns[0])
        rows = zip(*(column if len(column) == size else column * size for column in columns), strict=True)
        return [self._outcome(*row) for row in rows]

    def _outcome(self, text: Any, doc: Any, date: Any, title: Any) -> dict[str, Any]:
        name = "" if doc is None else str(doc)
        try:
            document = Document(name, _text(name, text, title, self._limits), _date(name, date))
        except DocumentError as error:
            return {"facts": None, "problems": [str(error)], "failed": True}
        outcome = self._job.extract(document)
        lines = fact_lines(outcome.facts, all_fields=self._all_fields).decode().splitlines()
        return {
            "facts": None if outcome.failed else lines, "problems": outcome.problems, "failed": outcome.failed,
        }  # fmt: skip


def _cluster_cores() -> int:
    ray: Any = import_module("ray")
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _text(name: str, text: Any, title: Any, limits: Limits) -> str:
    """The text of a row, behind its title. Raises DocumentError where there is none, or too much."""
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise DocumentError(f"{name}: is not UTF-8 at byte {error.start}; save it as UTF-8") from None
    if text is not None and not isinstance(text, str):
        raise DocumentError(f"{name}: the text is {type(text).__name__}; name a column of texts")
    if text is None or not text.strip():
        raise DocumentError(f"{name}: is empty; it should hold the text of an article")
    if len(text) > limits.characters:
        raise DocumentError(f"{name}: {too_big('has more characters', limits.characters, '--max-text')}")
    return f"{title}\n\n{text}" if title and str(title).strip() else text


def _date(name: str, value: Any) -> dt.date | None:
    """The day that a value names: a date, or text with one in it. Raises DocumentError where it names none."""
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or value == "" or isinstance(value, dt.date):
        return value or None
    found = _DAY.search(str(value))
    try:
        if found and found[1]:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found:
            return dt.date(int(found[6]), int(found[5]), int(found[4]))
    except ValueError:
        pass
    raise DocumentError(f"{name}: {value!r} is no date; write it as YYYY-MM-DD")
