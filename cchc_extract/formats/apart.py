"""Processes of their own for readers, which a file can make take any time and memory, or fall."""

import atexit
import contextlib
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cchc_extract.formats.content import Content, FormatError, MissingExtraError
from cchc_extract.formats.limits import Limits

# Before each part of a question or an answer stands its length, in so many bytes.
LENGTH = 8
# Whether a process can have itself ended by the system after some time.
ENDS_ITSELF = hasattr(signal, "setitimer")
REMEDY = "save the article alone, or its text"


def command(module: str, *arguments: object) -> list[str]:
    """The command that runs a module of this package in a process."""
    return [sys.executable, "-m", f"cchc_extract.formats.{module}", *map(str, arguments)]


def environment() -> dict[str, str]:
    """The environment in which that process finds this package, wherever it was started."""
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))}


def too_slow(limits: Limits, remedy: str) -> FormatError:
    """The error for a file whose reader was ended after the seconds of the limits."""
    return FormatError(f"takes longer than {limits.seconds:g} s to read; {remedy}")


def too_much(limits: Limits, remedy: str) -> FormatError:
    """The error for a file whose reader ended by itself."""
    return FormatError(f"cannot be read with {limits.memory / 1e9:g} GB of memory; {remedy}")


class PageReader:
    """A process that reads web pages, one after the other: importing what reads them takes longer than most do.

    It is started with the first page and ended with this process; or by a page that takes too long, for the next one
    to have a new one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._made_for: tuple[int, int] = (0, 0)

    def read(self, data: bytes, encoding: str | None, limits: Limits) -> dict[str, Any]:
        """What `html_pages.answer` gives for a page. Raises FormatError, also where the limits end the reading."""
        with self._lock:
            process = self._running(limits.memory)
            watch = None if ENDS_ITSELF else _Watch(process, limits.seconds)
            try:
                answer = _asked(process, {"encoding": encoding, "limits": asdict(limits)}, data)
            except BaseException:
                # Whatever this one was about to say belongs to no other page.
                self.end()
                raise
            finally:
                if watch is not None:
                    watch.cancel()
            if answer is None:
                late = watch.late if watch is not None else process.wait() == -signal.SIGALRM
                self.end()
                raise too_slow(limits, REMEDY) if late else too_much(limits, REMEDY)
        if answer.get("missing"):
            raise MissingExtraError("a web page", "html")
        if "error" in answer:
            raise FormatError(answer["error"])
        return answer

    def _running(self, memory: int) -> "subprocess.Popen[bytes]":
        """The process, which is this one's own, may take so much memory, and runs."""
        wanted = os.getpid(), memory
        if self._process is not None and (self._made_for != wanted or self._process.poll() is not None):
            self.end()
        if self._process is None:
            self._process = subprocess.Popen(
                command("html_pages", memory),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
            self._made_for = wanted
        return self._process

    def end(self) -> None:
        """End the process, if it is this one's; that of a process from which this one was forked goes on."""
        process, self._process = self._process, None
        if process is None or self._made_for[0] != os.getpid():
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            # What could not be written to a process that fell is not written when its pipe is closed either.
            with contextlib.suppress(OSError):
                assert stream is not None
                stream.close()


class _Watch(threading.Timer):
    """Ends a process after so many seconds, where it cannot do that itself; `late` tells whether it has."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        super().__init__(seconds, self._end)
        self._process = process
        self.late = False
        self.daemon = True
        self.start()

    def _end(self) -> None:
        self.late = True
        self._process.kill()


def _asked(process: "subprocess.Popen[bytes]", question: dict[str, Any], data: bytes) -> dict[str, Any] | None:
    """What the process answers; None where it ends before."""
    assert process.stdin is not None
    assert process.stdout is not None
    head = json.dumps(question).encode()
    try:
        # In one, for the process to wake up once.
        process.stdin.write(b"".join((len(head).to_bytes(LENGTH), head, len(data).to_bytes(LENGTH), data)))
        process.stdin.flush()
    except OSError:
        return None
    length = process.stdout.read(LENGTH)
    answer = process.stdout.read(int.from_bytes(length))
    if len(length) < LENGTH or len(answer) < int.from_bytes(length):
        return None
    found: dict[str, Any] = json.loads(answer)
    return found


_pages = PageReader()
atexit.register(_pages.end)


def read_page(data: bytes, encoding: str | None, limits: Limits) -> Content:
    """The article of a web page, as `html.read` gives it. Raises FormatError."""
    found = _pages.read(data, encoding, limits)
    date = dt.date.fromisoformat(found["date"]) if found["date"] else None
    return Content(**{**found, "date": date, "pages": tuple(found["pages"]), "notes": tuple(found["notes"])})
