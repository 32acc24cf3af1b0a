"""What the tests of the page that `cchc view` makes have in common: its fixtures, a plug-in of pytest."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import chromium
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sample_files import SAMPLES, facts_file

from cchc_extract.extractor import Extractor
from cchc_extract.models import FACT_ADAPTER
from cchc_extract.output.writing import fact_lines
from cchc_extract.view import load_articles, make_page

RawFact = dict[str, Any]
Visit = Callable[..., Page]
# Milliseconds: so much longer than a browser needs that only a page that never gets there fails.
PATIENCE = 60_000
HOSTILE = (
    "Tỉnh An Giang </script><script>document.title = 'boom'</script> tăng hạng\n\n"
    'Năm 2019, 𝟞🎉 "><img src=x onerror="document.title=\'boom\'"> <!-- Chỉ số CCHC của tỉnh An Giang\x01\x1b[31m'
    " \\ud800 \\u003cscript> xếp thứ 4/63,\u2028tăng 7 bậc so với năm 2018; &lt;b&gt; {{ 7 * 7 }} \u202ekiểm tra\n"
    "15 đơn vị.\r\n🎉 Sở Nội vụ kiểm tra 26 đơn vị, gồm 06 sở và 20 xã. Đã xử lý 211/213 hồ sơ, đạt 99,06%.\n"
)


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def wrong() -> list[str]:
    """What goes wrong in the pages of a test: errors, all that the console shows, dialogs, and calls elsewhere."""
    return []


@pytest.fixture
def visit(browser: Browser, tmp_path: Path, wrong: list[str]) -> Iterator[Visit]:
    """Opens the page of some facts, whose articles are in a folder; whatever goes wrong in it fails the test."""
    contexts: list[BrowserContext] = []

    def open_page(facts: list[RawFact], articles: Path | None = None, at: str = "", **options: Any) -> Page:
        target = tmp_path / "view.html"
        valid = [FACT_ADAPTER.validate_python(fact) for fact in facts]
        target.write_bytes(make_page(load_articles(valid, articles or tmp_path)))
        options.setdefault("viewport", {"width": 1360, "height": 820})
        context = browser.new_context(**options)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("dialog", lambda dialog: wrong.append(f"a dialog: {dialog.message}"))
        page.on("request", lambda request: wrong.extend([request.url] if target.as_uri() not in request.url else []))
        page.goto(target.as_uri() + at)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def samples() -> list[RawFact]:
    """The facts of the sample articles, whose `doc` begins with samples/."""
    lines = [
        line for path in sorted(SAMPLES.glob("*.txt")) for line in facts_file(path).read_text("utf-8").splitlines()
    ]
    return [json.loads(line) for line in lines]


@pytest.fixture
def hostile(tmp_path: Path, extractor: Extractor) -> list[RawFact]:
    """The facts of an article that would like to be markup, under a name that would too."""
    name = '"><img src=x onerror=alert(1)>.txt'
    (tmp_path / name).write_bytes(HOSTILE.encode())
    lines = fact_lines(extractor.extract(HOSTILE, doc=name)).decode().split("\n")[:-1]
    return [json.loads(line) for line in lines]


def failing(fact: RawFact, *others: RawFact, name: str = "parts.sum", **fields: Any) -> dict[str, Any]:
    """A check that a fact fails, together with others."""
    return {"name": name, "ok": False, "facts": [other["id"] for other in others], "message": "7 + 7 is 14", **fields}


def of(facts: list[RawFact], start: str) -> list[RawFact]:
    """The facts of the sample whose name begins so."""
    return [fact for fact in facts if fact["doc"].startswith(f"samples/{start}")]


def marked(page: Page, place: int) -> str:
    """The text of all marks of a fact, by its place in the article, in their order."""
    return "".join(page.locator(f'.text [data-facts~="{place}"]').all_text_contents())


def selected(page: Page) -> str | None:
    """The id of the selected fact, as the address has it."""
    found: str | None = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('fact')")
    return found


def copied_by(page: Page, button: str, message: str = "Đã chép") -> str:
    """What a button puts into the clipboard, once the page has said so."""
    page.evaluate("document.getElementById('toast').textContent = ''")
    page.locator(button).click()
    expect(page.locator("#toast")).to_have_text(message)
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def rows(page: Page) -> list[str]:
    """The values in the rows of the table that are drawn."""
    return page.locator("#rows td.is-value").all_inner_texts()
