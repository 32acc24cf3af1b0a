"""Tasks done in this process, one after the other."""

import signal
import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from cchc_extract.batch.system import UNIX
from cchc_extract.batch.work import Do, Result, Task, took_too_long


class _TooLong(BaseException):
    """A document has taken its time. No Exception: what deals with mistakes on the way must not see it."""


def results_alone(tasks: Iterable[Task], do: Do, timeout: float) -> Generator[list[Result], None, None]:
    """The result of each task, as soon as it is there.

    The time that a task may take only counts in the first thread, which alone hears an alarm, and not on Windows.
    """
    if not timeout or not UNIX or threading.current_thread() is not threading.main_thread():
        for task in tasks:
            yield [do(task)]
        return
    with _alarm():
        for task in tasks:
            try:
                signal.setitimer(signal.ITIMER_REAL, timeout)
                result = do(task)
                signal.setitimer(signal.ITIMER_REAL, 0)
            except _TooLong:
                result = took_too_long(task, timeout)
            yield [result]


@contextmanager
def _alarm() -> Iterator[None]:
    """Have the timer raise _TooLong."""
    before = signal.signal(signal.SIGALRM, _stop)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLong
