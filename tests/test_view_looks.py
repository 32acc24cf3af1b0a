"""The page in both languages and themes, on a phone, on paper, without facts, and for those who cannot see it."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sample_files import SAMPLES
from view_pages import RawFact, Visit, failing, of

pytest_plugins = ["view_pages"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_the_language_and_the_theme_can_be_changed(visit: Visit, samples: list[RawFact]) -> None:
    page = visit(samples, SAMPLES.parent, f"#fact={samples[0]['id']}", color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate("document.documentElement.lang") == "vi"
    dark = page.evaluate(ground)
    page.locator("#theme").click()
    assert page.evaluate(ground) != dark
    page.locator("#language").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "Facts on public administration reform · cchc"
    assert "Score" in page.locator("#panel h2").inner_text()
    assert "88.38%" in page.locator("#panel .value").inner_text()
    page.reload()
    expect(page.locator("#to-table")).to_have_text("Table")
    assert page.locator(".text").get_attribute("lang") == "vi"


def test_on_a_phone_one_room_is_shown_at_a_time(visit: Visit, samples: list[RawFact]) -> None:
    page = visit(samples, SAMPLES.parent, viewport={"width": 375, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    expect(page.locator("#list")).to_be_visible()
    expect(page.locator("#reading")).to_be_hidden()
    page.locator("#list .entry").first.click()
    expect(page.locator("#list")).to_be_hidden()
    expect(page.locator("#panel")).to_be_hidden()
    page.locator(".mark").first.click()
    expect(page.locator("#panel")).to_be_visible()
    expect(page.locator(".mark").first).to_be_in_viewport()
    page.locator("#panel-close").click()
    expect(page.locator("#panel")).to_be_hidden()
    page.locator(".head button.narrow").click()
    expect(page.locator("#list")).to_be_visible()
    page.locator("#to-table").click()
    expect(page.locator("#rows td.is-value").first).to_be_visible()
    page.locator("#filters-toggle").click()
    expect(page.locator("#filter-area")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_paper_gets_the_text_and_all_its_facts(visit: Visit, samples: list[RawFact]) -> None:
    facts = of(samples, "01")
    page = visit(facts, SAMPLES.parent, color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator(".text .title")).to_be_visible()
    for hidden in (".list", "#panel", ".filters", ".tools", ".lines"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.locator(".facts.paper li:visible").count() == len(facts)
    assert page.evaluate("getComputedStyle(document.querySelector('.text')).color") == "rgb(29, 35, 48)"


def test_no_facts_are_told_of(visit: Visit) -> None:
    page = visit([])
    expect(page.locator("#reading")).to_have_text("Tệp này không có số liệu nào.")
    page.keyboard.press("j")
    page.locator("#to-table").click()
    expect(page.locator("#table-empty")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 375])
def test_axe_finds_nothing_to_object_to(
    visit: Visit, samples: list[RawFact], tmp_path: Path, scheme: str, width: int
) -> None:
    facts = [*of(samples, "01"), *of(samples, "02")]
    (tmp_path / "01-portal-par-index.txt").write_bytes((SAMPLES.parent / facts[0]["doc"]).read_bytes())
    source = "https://example.org"
    facts[1] = {
        **facts[1],
        "checks": [
            failing(facts[1], facts[2]),
            {"name": "published.rank", "outcome": "differs", "facts": [], "message": "8", "source": source},
            {"name": "rank.list", "ok": True, "facts": [], "message": "63"},
        ],
    }
    options: dict[str, Any] = {
        "viewport": {"width": width, "height": 800},
        "color_scheme": scheme,
        # In the middle of a fade, colours are not those that stay.
        "reduced_motion": "reduce",
        "bypass_csp": True,
    }
    page = visit(facts, tmp_path, **options)
    missing = of(samples, "02")[0]
    states = {
        "#": None,
        f"#fact={facts[1]['id']}": None,
        f"#fact={missing['id']}": None,
        f"#view=table&kind=rank&area=-&fact={facts[1]['id']}": "#filters-toggle",
        "#view=table": "#help-open",
    }
    for at, opened in states.items():
        page.goto(page.url.split("#")[0] + at)
        if opened and page.locator(opened).is_visible():
            page.locator(opened).click()
        found = Axe().run(page, options={"runOnly": STANDARDS})
        assert found.violations_count == 0, f"{at}\n{found.generate_report()}"
