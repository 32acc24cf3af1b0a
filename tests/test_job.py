"""The step that a run repeats: one document in, its outcome out."""

import pickle
from pathlib import Path
from typing import Any

import pytest

from cchc_extract.extractor import Extraction, Extractor
from cchc_extract.job import Job
from cchc_extract.reading import Document, read_document

TEXT = (
    "Năm 2019, Chỉ số CCHC của tỉnh An Giang đạt 84,35 điểm, xếp thứ 4/63. Sở Nội vụ kiểm tra 15 đơn vị, gồm 05 sở."
)


def test_an_outcome_holds_the_facts_of_the_document(extractor: Extractor) -> None:
    outcome = Job(extractor).extract(Document("a.txt", TEXT))
    assert outcome.facts == extractor.extract(TEXT, doc="a.txt")
    assert (outcome.problems, outcome.failed) == ([], False)


def test_filters_leave_facts_as_they_are(extractor: Extractor) -> None:
    every = extractor.extract(TEXT, doc="a.txt")
    wanted = Job(extractor, kinds=frozenset({"rank", "inspection"})).extract(Document("a.txt", TEXT)).facts
    assert wanted == [fact for fact in every if fact.kind in ("rank", "inspection")]
    both = Job(extractor, kinds=frozenset({"rank", "inspection"}), indicators=frozenset({"PAR_INDEX"}))
    assert [fact.kind for fact in both.extract(Document("a.txt", TEXT)).facts] == ["rank"]


def test_a_fact_that_cannot_be_is_a_problem_but_no_failure(extractor: Extractor) -> None:
    outcome = Job(extractor).extract(Document("a.txt", "Năm 2019, Chỉ số CCHC của tỉnh An Giang xếp thứ 70/63."))
    assert (outcome.facts, outcome.failed) == ([], False)
    assert len(outcome.problems) == 1
    assert outcome.problems[0].startswith("a.txt: no fact from")
    assert "70/63" in outcome.problems[0]
    assert "rank" in outcome.problems[0].rpartition(":")[2]


def test_an_error_in_the_engine_costs_one_document(monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> None:
    def broken(self: Extractor, text: str, **_: Any) -> Extraction:
        raise OverflowError("too much")

    monkeypatch.setattr(Extractor, "extraction", broken)
    outcome = Job(extractor).extract(Document("a.txt", TEXT))
    assert outcome.failed
    assert outcome.problems == ["a.txt: extraction failed (OverflowError: too much); please report it"]


def test_a_document_that_cannot_be_read_is_an_outcome_too(extractor: Extractor, tmp_path: Path) -> None:
    outcome = Job(extractor).run(lambda: read_document(str(tmp_path / "gone.txt")))
    assert outcome.failed
    assert outcome.document is None
    assert "gone.txt: no such file" in outcome.problems[0]


def test_a_job_goes_to_another_process_and_does_the_same(extractor: Extractor) -> None:
    job = Job(extractor, kinds=frozenset({"rank"}))
    copy = pickle.loads(pickle.dumps(job))
    assert copy.extract(Document("a.txt", TEXT)) == job.extract(Document("a.txt", TEXT))
