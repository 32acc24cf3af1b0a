"""The same text and patterns give the same bytes: in any order, thread, process and with any hash seed."""

import os
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from sample_files import ARTICLES, as_jsonl, read_article

from cchc_extract.extractor import Extractor

TEXTS = [read_article(path) for path in ARTICLES]


def run(extractor: Extractor, text: str) -> str:
    """The facts of a text as JSONL."""
    return as_jsonl(extractor.extract(text, doc="article.txt"))


@pytest.fixture(scope="module")
def wanted(extractor: Extractor) -> list[str]:
    """What one extractor gives, one article after the other."""
    return [run(extractor, text) for text in TEXTS]


def test_a_fresh_extractor_gives_the_same(wanted: list[str]) -> None:
    fresh = Extractor()
    assert [run(fresh, text) for text in TEXTS] == wanted


def test_articles_leave_nothing_behind(extractor: Extractor, wanted: list[str]) -> None:
    assert [run(extractor, text) for text in reversed(TEXTS)] == wanted[::-1]


def test_threads_sharing_an_extractor_give_the_same(wanted: list[str]) -> None:
    shared = Extractor()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: run(shared, text), TEXTS * 4))
    assert found == wanted * 4


def test_processes_with_a_pickled_extractor_give_the_same(extractor: Extractor, wanted: list[str]) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(run, [extractor] * len(TEXTS), TEXTS, chunksize=5))
    assert found == wanted


def test_a_pickled_extractor_keeps_its_patterns(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("units: {nouns: {bodies: [trạm phục vụ lưu động kiểu mới]}}\n", "utf-8")
    original = Extractor([mine])
    copy = pickle.loads(pickle.dumps(original))
    assert copy.pack.digest == original.pack.digest != Extractor().pack.digest


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_hash_seeds_change_nothing(seed: str, wanted: list[str]) -> None:
    code = (
        "import sys; from test_determinism import TEXTS, run; from cchc_extract.extractor import Extractor;"
        "extractor = Extractor(); sys.stdout.buffer.write(''.join(run(extractor, t) for t in TEXTS).encode())"
    )
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
    assert done.stdout.decode() == "".join(wanted)


def test_the_name_of_a_document_changes_ids_only(extractor: Extractor) -> None:
    text = TEXTS[0]
    one, other = extractor.extract(text, doc="a"), extractor.extract(text, doc="b")
    assert [f.id for f in one] != [f.id for f in other]
    facts = [
        [
            f.model_dump(exclude={"id": True, "doc": True, "part_of": True, "checks": {"__all__": {"facts"}}})
            for f in fs
        ]
        for fs in (one, other)
    ]
    assert facts[0] == facts[1]
