"""Runs that are killed at a random moment, and what they leave behind; for the tests and for `kill_and_resume.py`."""

import contextlib
import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

from commands import CCHC


def start(*args: str | Path, cwd: Path) -> subprocess.Popen[bytes]:
    """A run of `cchc extract` in a process group of its own."""
    return subprocess.Popen(
        [CCHC, "extract", *map(str, args)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def documents_in(output: Path) -> int:
    """How many documents the manifest of an output tells of."""
    manifest = Path(f"{output}.manifest")
    return manifest.read_bytes().count(b"\n") if manifest.exists() else 0


def wait_for(process: subprocess.Popen[bytes], output: Path, documents: int) -> None:
    """Until the output has so many documents, or the run is over."""
    while process.poll() is None and documents_in(output) < documents:
        time.sleep(0.005)


def kill_at(process: subprocess.Popen[bytes], output: Path, documents: int, *, group: bool) -> bool:
    """Kill the run, or its whole group, a moment after the output has so many documents; whether it still ran then.

    It is over when nobody can write to its standard error any more.
    """
    wait_for(process, output, documents)
    time.sleep(random.random() * 0.05)
    if process.poll() is None:
        (os.killpg if group else os.kill)(process.pid, signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def workers(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes of a run other than its first: all in its session that do tasks."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            command = stat.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[3]) == process.pid and fields[0] != "Z" and b"forkserver" in command:
            found.append(int(stat.parent.name))
    return sorted(found)


def gone_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether all processes of a run that has ended are gone in that time."""
    end = time.monotonic() + seconds
    while workers(process):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def holds_whole_documents(output: Path, whole: Path) -> bool:
    """Whether an output is the beginning of that of an undisturbed run, up to the end of a document."""
    found = output.read_bytes() if output.exists() else b""
    entries = Path(f"{whole}.manifest").read_bytes().splitlines()
    ends = {0, *(json.loads(line)["end"] for line in entries)}
    return whole.read_bytes().startswith(found) and len(found) in ends


def kill_workers(process: subprocess.Popen[bytes]) -> int:
    """Kill the processes that do the tasks, their server aside; how many."""
    killed = 0
    for pid in workers(process)[1:]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    return killed
