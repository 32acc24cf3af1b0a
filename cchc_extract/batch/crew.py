"""Several processes that are handed chunks of tasks, as many at a time as keep them busy."""

import time
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue

from cchc_extract.batch.work import Do, Result, Task
from cchc_extract.batch.worker import Worker, context

# A chunk is a quarter of a second of work, by what the chunks before it took, within these limits.
_SECONDS = 0.25
_FIRST_BYTES, _MOST_BYTES = 16_000, 1 << 20
_MOST = 256
# What a document costs that says nothing of its size.
_LEAST_BYTES = 500
# So many chunks a process are under way: one in work, the others for while the oldest takes its time.
_AHEAD = 4


def results_of_many(tasks: Iterator[Task], do: Do, jobs: int, timeout: float) -> Generator[list[Result], None, None]:
    """The results of tasks that so many processes do, a chunk at a time. Raises WorkerError."""
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
        for worker in workers:
            worker.join()


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
