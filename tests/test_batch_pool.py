"""Many documents in several processes: order, and what becomes of a run in which documents go wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_cases import obey, tasks
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_extract.batch.pool import results
from cchc_extract.batch.work import Result, Task
from cchc_extract.batch.worker import WorkerError


def done(texts: list[str], jobs: int | None = 2, timeout: float = 0) -> list[Result]:
    """The results of texts that say what becomes of them."""
    return [result for some in results(tasks(texts), obey, jobs, timeout) for result in some]


def failures(found: list[Result]) -> dict[str, str | None]:
    """The documents that failed, and at which step."""
    return {result.name: result.failed for result in found if result.failed}


@pytest.mark.parametrize("jobs", [None, 1, 2, 5])
def test_results_come_in_the_order_of_the_documents(jobs: int | None) -> None:
    texts = [f"wait {0.05 if n % 17 == 0 else 0}" for n in range(200)]
    found = done(texts, jobs)
    assert [(result.name, result.content) for result in found] == [
        (str(n), text.upper().encode()) for n, text in enumerate(texts)
    ]


def test_a_document_that_ends_its_process_costs_itself_only() -> None:
    texts = ["a", "die", "b", "exit 3", "c"] + ["d"] * 30
    found = done(texts)
    assert [result.name for result in found] == [str(n) for n in range(len(texts))]
    assert failures(found) == {"1": "worker", "3": "worker"}
    assert "SIGKILL" in found[1].problems[0]
    assert "with code 3" in found[3].problems[0]
    assert all(result.problems[0].startswith(f"list:{result.name}: ") for result in found if result.failed)
    assert all(
        result.content == text.upper().encode()
        for result, text in zip(found, texts, strict=True)
        if not result.failed
    )


def test_a_process_that_ends_for_another_reason_costs_nothing(tmp_path: Path) -> None:
    found = done(["a", f"once {tmp_path / 'here'}", "b"])
    assert failures(found) == {}
    assert (tmp_path / "here").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_that_takes_too_long_costs_itself_only(jobs: int) -> None:
    found = done(["a", "wait 60", "b", "wait 0.01", "wait 60"], jobs, timeout=0.5)
    assert failures(found) == {"1": "timeout", "4": "timeout"}
    assert found[1].problems == (
        "list:1: took longer than 0.5 s; leave it out, split it, or allow more with --timeout",
    )
    assert found[2].content == b"B"


def test_documents_are_taken_as_they_are_worked_on() -> None:
    taken = 0

    def endless() -> Iterator[Task]:
        nonlocal taken
        while True:
            taken += 1
            yield from tasks(["wait 0.001"])

    run = results(endless(), obey, 2)
    for _ in range(5):
        next(run)
    run.close()
    assert taken < 20_000


def test_work_that_no_process_can_begin_with_is_told() -> None:
    run = results(tasks(["a"]), Unreadable(), 2)
    with pytest.raises(WorkerError, match="--jobs 1"):
        next(run)


class Unreadable:
    """Work that ends the process that is to take it."""

    def __call__(self, task: Task) -> Result:
        raise AssertionError

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return exit, (7,)


@settings(max_examples=4, deadline=None)
@given(st.lists(st.sampled_from(["a", "die", "exit 1", "wait 0.01"]), max_size=6), st.integers(2, 3))
def test_every_document_has_its_result(texts: list[str], jobs: int) -> None:
    found = done(texts, jobs)
    assert [result.name for result in found] == [str(n) for n in range(len(texts))]
    assert set(failures(found)) == {str(n) for n, text in enumerate(texts) if text in ("die", "exit 1")}
