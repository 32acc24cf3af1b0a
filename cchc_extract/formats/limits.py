"""How much of a file is read: whatever somebody put into it, reading ends in bounded time and memory."""

import contextlib
import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is taken from one file.

    `size`: bytes of the file, and of all that it unpacks to; `characters`: of the text, for 1 M of which extraction
    takes about 15 s and 1 GB; `pages`: of a PDF; `tags`: of a web page; `parts`: files inside a DOCX; `seconds`:
    for reading a web page, a PDF or a DOCX; `memory`: for reading a web page or a PDF, where the system can hold a
    process to that.
    """

    size: int = 50_000_000
    characters: int = 2_000_000
    pages: int = 2_000
    tags: int = 100_000
    parts: int = 5_000
    seconds: float = 60.0
    memory: int = 2_000_000_000


@dataclass(slots=True)
class Clock:
    """Runs from when it is made; `late` tells whether the seconds are over."""

    seconds: float
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        self._end = time.monotonic() + self.seconds

    @property
    def late(self) -> bool:
        return time.monotonic() > self._end


def hold_process(memory: int, seconds: int | None = None) -> None:
    """Let this process take so many bytes, and seconds of computing, at most, where the system knows such limits."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        if seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
