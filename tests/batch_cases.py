"""Documents, and work on them that takes what may go wrong from the text, for the tests of many documents."""

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from commands import ROOT

from cchc_extract.batch.items import ReadItem
from cchc_extract.batch.work import Result, Task
from cchc_extract.reading import Document

SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


def tasks(texts: Iterable[str]) -> list[Task]:
    """A task for each text, named by its number."""
    return [Task(ReadItem(Document(str(n), text), f"list:{n}")) for n, text in enumerate(texts)]


def obey(task: Task) -> Result:
    """Do what the text says: end the process, or wait; and give the text back in capitals."""
    text = task.item.load().text
    word, _, rest = text.partition(" ")
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "exit":
        os._exit(int(rest))
    if word == "once" and not Path(rest).exists():
        Path(rest).touch()
        os._exit(1)
    if word == "wait":
        time.sleep(float(rest))
    return Result(task.item.name, task.item.place, content=text.upper().encode(), facts=1)


def write_articles(folder: Path, count: int) -> None:
    """So many articles in a folder and folders in it, made from those of `samples/`."""
    for number in range(count):
        path = folder / f"{number % 7}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = SAMPLES[number % len(SAMPLES)].read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[: 4 + number % 5]) + f"\nBài số {number}.\n", "utf-8")
