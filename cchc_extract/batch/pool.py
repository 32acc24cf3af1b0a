"""Tasks in, results out, in the same order: in this process, or in several that are handed chunks."""

import os
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from queue import SimpleQueue

from cchc_extract.batch.alone import results_alone
from cchc_extract.batch.work import Result, Task
from cchc_extract.batch.worker import Do, Worker, context

# What one process does in less time than it takes to start others: so many bytes of text, in so many documents.
_FEW_BYTES = 200_000
_FEW = 1000
# A chunk is a quarter of a second of work, by what the chunks before it took, within these limits.
_SECONDS = 0.25
_FIRST_BYTES, _MOST_BYTES = 16_000, 1 << 20
_MOST = 256
# What a document costs that says nothing of its size.
_LEAST_BYTES = 500
# So many chunks a process are under way: one in work, the others for while the oldest takes its time.
_AHEAD = 4


def results(
    tasks: Iterable[Task], do: Do, jobs: int | None = None, timeout: float = 0
) -> Generator[list[Result], None, None]:
    """What `do` makes of each task, in the order of the tasks, some at a time.

    `jobs` processes work; where it is None, as many as there are cores, or only this one for what is soon done. One
    job is done in this process, which a document can bring to an end. `timeout`: seconds that a document may take, 0
    for any number. Raises WorkerError where processes cannot be started.
    """
    tasks = iter(tasks)
    if jobs is None:
        jobs = _cores()
        if jobs > 1:
            first, all_there = _first(tasks)
            jobs = 1 if all_there else jobs
            tasks = chain(first, tasks)
    if jobs == 1:
        return results_alone(tasks, do, timeout)
    return _results_of_many(tasks, do, jobs, timeout)


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


def _results_of_many(tasks: Iterator[Task], do: Do, jobs: int, timeout: float) -> Generator[list[Result], None, None]:
    start = context()
    workers = [Worker(start, do, timeout) for _ in range(jobs)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)
    chunks = _Chunks(tasks)

    def run(chunk: list[Task], size: int) -> list[Result]:
        worker = idle.get()
        try:
            began = time.monotonic()
            done = worker.run(chunk)
            chunks.took(size, time.monotonic() - began)
            return done
        finally:
            idle.put(worker)

    # A thread a process: it waits for its process, and sees to it that there is one.
    threads = ThreadPoolExecutor(jobs)
    pending: deque[Future[list[Result]]] = deque()
    try:
        while True:
            for chunk, size in islice(chunks, jobs * _AHEAD - len(pending)):
                pending.append(threads.submit(run, chunk, size))
            if not pending:
                return
            yield pending.popleft().result()
    finally:
        for worker in workers:
            worker.close()
        threads.shutdown(cancel_futures=True)


class _Chunks:
    """Tasks in lists of about as much work, each with its size."""

    def __init__(self, tasks: Iterator[Task]) -> None:
        self._tasks = tasks
        self._bytes = float(_FIRST_BYTES)

    def __iter__(self) -> Iterator[tuple[list[Task], int]]:
        return self

    def __next__(self) -> tuple[list[Task], int]:
        chunk: list[Task] = []
        size = 0
        for task in self._tasks:
            chunk.append(task)
            size += task.item.size or _LEAST_BYTES
            if size >= self._bytes or len(chunk) == _MOST:
                break
        if not chunk:
            raise StopIteration
        return chunk, size

    def took(self, size: int, seconds: float) -> None:
        """Learn how long a chunk has taken; only towards it, as chunks differ."""
        wanted = size / max(seconds, 1e-3) * _SECONDS
        self._bytes = min(_MOST_BYTES, max(_LEAST_BYTES, (self._bytes + wanted) / 2))
