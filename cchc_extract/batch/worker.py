"""A process that does tasks, and the end of it that its owner holds: it outlives what the documents do to it."""

import gc
import multiprocessing
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from ctypes import c_long
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import RawValue
from typing import Any

from cchc_extract.batch.work import Do, Result, Task, failure, took_too_long
from cchc_extract.errors import CchcError

# So often may a process end before it has begun with a document.
_STARTS = 3
_NONE = -1


class WorkerError(CchcError):
    """Processes to work in cannot be started."""


class ClosedError(Exception):
    """The worker was closed while it worked."""


def context() -> ForkServerContext:
    """How processes are started: from a small one that has loaded the engine, and that Ctrl-C does not reach.

    Raises WorkerError.
    """
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([__name__])
    before = signal.getsignal(signal.SIGINT)
    with suppress(ValueError):  # in another thread than the first there is nothing to be shielded from
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    except OSError as error:
        raise _cannot_start(error) from None
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGINT, before)
    return found


@dataclass(frozen=True, slots=True)
class _Death:
    """The process ended with this code while it worked on the task at `position`, -1 where on none."""

    position: int
    code: int | None


class Worker:
    """Does tasks in a process of its own, which is started anew when a document has been its end."""

    def __init__(self, start: ForkServerContext, do: Do, timeout: float) -> None:
        """`do` is pickled for each process; `timeout`: seconds that a document may take, 0 for any number."""
        self._start = start
        self._do = do
        self._timeout = timeout
        self._process: BaseProcess | None = None
        self._closed = False
        self._lock = threading.Lock()

    def run(self, tasks: Sequence[Task]) -> list[Result]:
        """The result of each task, in order.

        A document that takes too long, or is twice the end of the process, fails; the others are done again. Raises
        WorkerError where no process can be started, and ClosedError.
        """
        results: dict[int, Result] = {}
        struck: set[int] = set()
        starts = 0
        while todo := [index for index in range(len(tasks)) if index not in results]:
            answer = self._ask([tasks[index] for index in todo])
            if not isinstance(answer, _Death):
                results.update(zip(todo, answer, strict=True))
            elif answer.position == _NONE:
                starts += 1
                if starts == _STARTS:
                    raise WorkerError(f"a process to work in ended {_how(answer.code)}; try --jobs 1")
            else:
                culprit = todo[answer.position]
                if answer.code == -signal.SIGALRM or culprit in struck:
                    results[culprit] = self._failure(tasks[culprit], answer.code)
                struck.add(culprit)
        return [results[index] for index in range(len(tasks))]

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def join(self) -> None:
        """Wait until the process of a closed worker is gone. No other thread may be using the worker any more."""
        if self._process is not None:
            self._process.join()
            self._pipe.close()
            self._process = None

    def _ask(self, tasks: list[Task]) -> list[Result] | _Death:
        if self._process is None:
            self._begin()
        assert self._process
        self._position.value = _NONE
        try:
            self._pipe.send(tasks)
            answer: list[Result] = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            self._pipe.close()
            death = _Death(self._position.value, self._process.exitcode)
            self._process = None
            if self._closed:
                raise ClosedError from None
            return death
        return answer

    def _begin(self) -> None:
        self._pipe, theirs = self._start.Pipe()
        self._position = RawValue(c_long, _NONE)
        process = self._start.Process(
            target=_serve, args=(self._do, theirs, self._position, self._timeout), daemon=True
        )
        with self._lock, theirs:
            if self._closed:
                raise ClosedError
            try:
                process.start()
            except (OSError, EOFError) as error:
                raise _cannot_start(error) from None
            self._process = process

    def _failure(self, task: Task, code: int | None) -> Result:
        if code == -signal.SIGALRM:
            return took_too_long(task, self._timeout)
        problem = f"{task.item.place}: was twice the end of the process that worked on it, {_how(code)}; leave it out"
        return failure(task.item, "worker", problem)


def _cannot_start(error: Exception) -> WorkerError:
    return WorkerError(f"a process to work in cannot be started ({error}); try --jobs 1")


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"by {signal.Signals(-code).name}"
    return f"with code {code}"


def _serve(do: Do, pipe: Connection, position: Any, timeout: float) -> None:
    """The life of the process: lists of tasks in, lists of results out, until the other end has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nothing is there to answer the alarm, so it ends the process, even where Python itself is not coming round.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    gc.set_threshold(50_000)
    gc.freeze()
    with suppress(EOFError, OSError):
        while True:
            tasks: list[Task] = pipe.recv()
            results = []
            for index, task in enumerate(tasks):
                position.value = index
                signal.setitimer(signal.ITIMER_REAL, timeout)
                results.append(do(task))
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send(results)
