"""Files that one run at a time may have; the system frees them when its processes end, however they end."""

import fcntl
import os
from contextlib import suppress
from io import FileIO
from pathlib import Path

from cchc_extract.batch.store import opened


def locked(path: Path) -> FileIO | None:
    """A file, made where there is none, and locked until it is closed; None where another process has it.

    No process that is started inherits it: it is free as soon as this one has ended. Raises OSError.
    """
    while True:
        file = opened(path)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            if isinstance(error, BlockingIOError):
                return None
            raise
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        # Who had it has removed it just now: it is no longer the one of that name.
        file.close()


def lock_when_free(file: int) -> None:
    """Wait until no other process has an open file, and lock it, for this one and all that inherit it."""
    fcntl.flock(file, fcntl.LOCK_EX)
