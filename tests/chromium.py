"""A real browser for the tests of the page: Chromium, without a window."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that is installed; without one, the test is skipped."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if not program:
        pytest.skip("there is no Chromium; on Debian: apt-get install --no-install-recommends chromium")
    # As root, as in a container, Chromium does not start with its sandbox.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=program, args=arguments) as found,
    ):
        yield found
