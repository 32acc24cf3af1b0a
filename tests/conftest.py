"""Fixtures that several test modules share."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from evaluation_cases import write_gold

from cchc_extract.evaluation import GoldDocument, load_gold
from cchc_extract.extractor import Extractor

# The tests of the page import from it what they also have fixtures of.
pytest.register_assert_rewrite("view_pages")


@pytest.fixture(scope="session", autouse=True)
def ctrl_c() -> Iterator[None]:
    """Ctrl-C as at a terminal: what a shell starts in the background ignores it, and so would all the tests start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """One extractor with the built-in patterns: building it is the slow part, and it keeps no state."""
    return Extractor()


@pytest.fixture
def gold(tmp_path: Path) -> list[GoldDocument]:
    return load_gold(write_gold(tmp_path))
