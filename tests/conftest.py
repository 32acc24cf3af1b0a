"""Fixtures that several test modules share."""

from pathlib import Path

import pytest
from evaluation_cases import write_gold

from cchc_extract.evaluation import GoldDocument, load_gold
from cchc_extract.extractor import Extractor

# The tests of the page import from it what they also have fixtures of.
pytest.register_assert_rewrite("view_pages")


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """One extractor with the built-in patterns: building it is the slow part, and it keeps no state."""
    return Extractor()


@pytest.fixture
def gold(tmp_path: Path) -> list[GoldDocument]:
    return load_gold(write_gold(tmp_path))
