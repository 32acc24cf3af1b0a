"""What is done with one document, whatever process does it: an item in, the bytes of its facts out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from cchc_extract.batch.items import Item, digest_of
from cchc_extract.errors import DocumentError
from cchc_extract.job import Job, Outcome
from cchc_extract.output.writing import fact_lines
from cchc_extract.reading import Document

Step = Literal["read", "extract", "timeout", "worker"]


class Task(NamedTuple):
    """A document to be done; `known` are digests for which its facts are there already.

    Tasks and results are named tuples as they go from process to process, which costs dataclasses twice the time.
    """

    item: Item
    known: tuple[str, ...] = ()


class Result(NamedTuple):
    """What came of a document: its facts as they are to be written, or None where they are there already.

    `failed` names the step at which the document failed, and then `problems` tell why. `warnings` may come again with
    other documents. `taken` is how much of the input the document was.
    """

    name: str
    place: str
    digest: str = ""
    content: bytes | None = b""
    facts: int = 0
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    failed: Step | None = None
    taken: int = 0


Do = Callable[[Task], Result]


@dataclass(frozen=True, slots=True)
class Work:
    """The job on a document, and how its outcome is written. It can be pickled where `render` can."""

    job: Job
    render: Callable[[Outcome], bytes]

    def __call__(self, task: Task) -> Result:
        """Read, extract, write; what is wrong with the document is in the result."""
        item = task.item
        # Before it is read: where the file changes in between, the digest is that of neither and it is done again.
        digest = item.digest()
        if digest in task.known:
            return Result(item.name, item.place, digest or "", None, taken=item.taken)
        try:
            document = item.load()
        except DocumentError as error:
            return failure(item, "read", str(error))
        except Exception as error:
            # What a file brings to light in a reader must cost that document only, as in `Job.extract`.
            problem = f"{item.place}: reading failed ({type(error).__name__}: {error}); please report it"
            return failure(item, "read", problem)
        digest = digest or digest_of(document)
        if digest in task.known:
            return Result(document.name, item.place, digest, None, taken=item.taken)
        return self._extracted(item, document, digest)

    def _extracted(self, item: Item, document: Document, digest: str) -> Result:
        outcome = self.job.extract(document)
        if outcome.failed:
            return failure(item, "extract", *outcome.problems)
        return Result(
            document.name, item.place, digest, self.render(outcome), len(outcome.facts),
            tuple(outcome.problems), outcome.warnings, taken=item.taken,
        )  # fmt: skip


def failure(item: Item, step: Step, *problems: str) -> Result:
    """The result of a document that failed."""
    return Result(item.name, item.place, problems=problems, failed=step, taken=item.taken)


def jsonl(all_fields: bool, outcome: Outcome) -> bytes:
    """The facts of an outcome as lines of JSON."""
    return fact_lines(outcome.facts, all_fields=all_fields)


def took_too_long(task: Task, timeout: float) -> Result:
    """The result of a document that has taken longer than it may."""
    problem = (
        f"{task.item.place}: took longer than {timeout:g} s; leave it out, split it, or allow more with --timeout"
    )
    return failure(task.item, "timeout", problem)
