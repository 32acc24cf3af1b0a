"""Tasks in, results out, in the same order: in this process, or in several, by how much there is to do."""

import os
from collections.abc import Generator, Iterable, Iterator
from itertools import chain

from cchc_extract.batch.alone import results_alone
from cchc_extract.batch.system import UNIX
from cchc_extract.batch.work import Do, Result, Task

# What one process does in less time than it takes to start others: so many bytes of text, in so many documents.
_FEW_BYTES = 200_000
_FEW = 1000


def results(
    tasks: Iterable[Task], do: Do, jobs: int | None = None, timeout: float = 0
) -> Generator[list[Result], None, None]:
    """What `do` makes of each task, in the order of the tasks, some at a time.

    `jobs` processes work; where it is None, as many as there are cores, or only this one for what is soon done. One
    job is done in this process, which a document can bring to an end; on Windows all is. `timeout`: seconds that a
    document may take, 0 for any number. Raises WorkerError where processes cannot be started.
    """
    tasks = iter(tasks)
    if not UNIX:
        jobs = 1
    elif jobs is None:
        jobs = _cores()
        if jobs > 1:
            first, all_there = _first(tasks)
            jobs = 1 if all_there else jobs
            tasks = chain(first, tasks)
    if jobs == 1:
        return results_alone(tasks, do, timeout)
    # Imported by those who have much to do: for little it takes longer than the work.
    from cchc_extract.batch.crew import results_of_many

    return results_of_many(tasks, do, jobs, timeout)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _first(tasks: Iterator[Task]) -> tuple[list[Task], bool]:
    """The first tasks, and whether there are no more and they are soon done."""
    first: list[Task] = []
    size = 0
    for task in tasks:
        first.append(task)
        size += task.item.size
        if size > _FEW_BYTES or len(first) > _FEW:
            return first, False
    return first, True
