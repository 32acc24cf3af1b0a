"""A run over many documents: from the inputs through the work into the output."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path

from cchc_extract import __version__
from cchc_extract.batch.inputs import Inputs
from cchc_extract.batch.pool import results
from cchc_extract.batch.sinks import Sink, error_log
from cchc_extract.batch.store import Settings
from cchc_extract.batch.work import Result, Task, Work
from cchc_extract.job import Job

# What a job has beside what decides which facts a document gives.
_NOT_SETTINGS = frozenset({"extractor", "accounts"})


@dataclass(frozen=True, slots=True)
class Step:
    """Documents that are done: their results, and how many facts they have."""

    results: Sequence[Result]
    facts: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What a run is to do: which documents, by how many processes, how long on each, where failures are recorded."""

    inputs: Inputs
    work: Work
    jobs: int | None = None
    timeout: float = 0
    errors: Path | None = None

    def steps(self, sink: Sink) -> Iterator[Step]:
        """Do it, and give what is done each time it has gone into the sink. Raises CchcError."""
        tasks = (Task(item, sink.known(item)) for item in self.inputs.items())
        with error_log(self.errors) as log, closing(results(tasks, self.work, self.jobs, self.timeout)) as done:
            for some in done:
                facts = sink.commit(some)
                if log:
                    log.add(some)
                yield Step(some, facts)
        sink.finish()


def settings_of(job: Job, **options: object) -> Settings:
    """What the facts of a job depend on beside the documents; `options` are those of how they are written."""
    chosen = {field.name: getattr(job, field.name) for field in fields(job) if field.name not in _NOT_SETTINGS}
    named = sorted((name, _stable(value)) for name, value in {**chosen, **options}.items())
    digest = hashlib.blake2b(repr(named).encode(), digest_size=8).hexdigest()
    return Settings(__version__, job.extractor.pack.digest, digest)


def _stable(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)
