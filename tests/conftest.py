"""Fixtures that several test modules share."""

import pytest

from cchc_extract.extractor import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """One extractor with the built-in patterns: building it is the slow part, and it keeps no state."""
    return Extractor()
