"""Tasks done in this process, one after the other."""

import signal
import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from cchc_extract.batch.work import Result, Task, failure
from cchc_extract.batch.worker import Do, took_too_long


class _TooLong(BaseException):
    """A document has taken its time. No Exception: what deals with mistakes on the way must not see it."""


def results_alone(tasks: Iterable[Task], do: Do, timeout: float) -> Generator[list[Result], None, None]:
    """The result of each task, as soon as it is there."""
    for task in tasks:
        try:
            with _at_most(timeout):
                result = do(task)
        except _TooLong:
            result = failure(task.item, "timeout", took_too_long(task, timeout))
        yield [result]


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Ends the block with _TooLong when it takes longer; 0 is any time, as it is outside the main thread."""
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLong
