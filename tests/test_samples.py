"""The facts beside the articles in `samples/` are those that come out today."""

import json
from pathlib import Path

import pytest
from sample_files import ARTICLES, SAMPLES, extracted, facts_file, read_article

from cchc_extract.extractor import Extractor

OFF_SUBJECT = "09-off-subject-harvest.txt"


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_facts_beside_an_article_are_what_comes_out(article: Path, extractor: Extractor) -> None:
    wanted, found = facts_file(article).read_text("utf-8"), extracted(article, extractor)
    if found != wanted:
        gone, new = (
            set(wanted.splitlines()) - set(found.splitlines()),
            set(found.splitlines()) - set(wanted.splitlines()),
        )
        lines = [*sorted(f"- {line}" for line in gone), *sorted(f"+ {line}" for line in new)]
        pytest.fail(
            "\n".join(
                [f"{facts_file(article).name} differs; if that is wanted: python tests/renew_samples.py", *lines]
            )
        )


def test_every_facts_file_has_its_article_and_the_other_way_round() -> None:
    assert {facts_file(article) for article in ARTICLES} == set(SAMPLES.glob("*.facts.jsonl"))
    assert len(ARTICLES) >= 8


def test_articles_on_the_subject_give_facts_and_the_other_gives_none() -> None:
    empty = {article.name for article in ARTICLES if not facts_file(article).read_bytes()}
    assert empty == {OFF_SUBJECT}


def test_the_samples_show_every_kind_of_fact() -> None:
    lines = [line for article in ARTICLES for line in facts_file(article).read_text("utf-8").splitlines()]
    kinds = {json.loads(line)["kind"] for line in lines}
    assert kinds == {"rank", "score", "change", "percentage", "reduction", "inspection", "count"}


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_evidence_in_a_facts_file_quotes_the_article(article: Path) -> None:
    text = read_article(article)
    for line in facts_file(article).read_text("utf-8").splitlines():
        evidence = json.loads(line)["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]
