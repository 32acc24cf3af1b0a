"""A file that one process at a time may have; the system frees it when that process ends, however it ends."""

import fcntl
import os
from pathlib import Path


def lock(file: int, path: Path) -> bool:
    """Lock an open file, `path` being its name; False where another process has it, or another file the name."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False
