"""What a run over many documents tells of itself, on standard error."""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_extract.commands.shell import complain
from cchc_extract.printable import many, printable

if TYPE_CHECKING:
    from rich.progress import Progress

    from cchc_extract.batch.run import Step

# A run that is over sooner needs no bar.
_PATIENCE = 1.0


class Report:
    """Counts what is done, tells of what went wrong, and shows a bar where there is a terminal to show it on."""

    def __init__(self, *, bar: bool, size: Callable[[], int | None]) -> None:
        """`size` tells how many bytes there are to read, once that is asked for."""
        self.documents = self.facts = self.failed = self.unchanged = 0
        self._taken = 0
        self._warned: set[str] = set()
        self._began = time.monotonic()
        self._wanted = bar
        self._size = size
        self._bar: Progress | None = None

    def follow(self, steps: Iterable["Step"]) -> None:
        """Go through the steps of a run to its end, whatever that is."""
        try:
            for step in steps:
                self._add(step)
                if self._wanted and self._bar is None and self._seconds() > _PATIENCE:
                    self._bar = _bar(self._size())
                if self._bar:
                    self._bar.update(self._bar.task_ids[0], completed=self._taken, said=self._said())
        finally:
            if self._bar:
                self._bar.stop()
                self._bar = None

    def summary(self, errors: Path | None) -> str:
        """What has been done, in a line."""
        seconds = self._seconds()
        parts = [many(self.documents, "document"), many(self.facts, "fact")]
        if self.unchanged:
            parts.append(f"{self.unchanged} unchanged")
        if self.failed:
            parts.append(f"{self.failed} failed" + (f" (see {errors})" if errors else ""))
        return f"{', '.join(parts)}; {seconds:.1f} s, {self.documents / seconds:.1f} documents a second"

    def _add(self, step: "Step") -> None:
        for result in step.results:
            if result.problems or result.warnings:
                self._tell([*result.problems, *(w for w in result.warnings if w not in self._warned)])
                self._warned.update(result.warnings)
            self.failed += result.failed is not None
            self.unchanged += result.content is None
            self._taken += result.taken
        self.documents += len(step.results)
        self.facts += step.facts

    def _tell(self, messages: list[str]) -> None:
        if self._bar is None:
            complain(messages)
            return
        for message in messages:
            self._bar.console.print(f"cchc: {printable(message)}", markup=False, highlight=False, soft_wrap=True)

    def _said(self) -> str:
        speed = self.documents / self._seconds()
        return f"{self.documents} documents  {self.facts} facts  {speed:.1f}/s  {self.failed} failed"

    def _seconds(self) -> float:
        return max(time.monotonic() - self._began, 1e-3)


def bar_wanted(quiet: bool, output: Path | None) -> bool:
    """Whether a bar would be seen, and by itself: on the terminal on which the facts are not."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        return False
    return output is not None or not sys.stdout.isatty()


def _bar(size: int | None) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        BarColumn(), TextColumn("{task.fields[said]}"), TimeRemainingColumn(), console=Console(stderr=True)
    )
    bar.add_task("", total=size or None, said="")
    bar.start()
    return bar
