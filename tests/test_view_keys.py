"""Ways through the page: keys, and addresses that lead to a fact."""

from playwright.sync_api import expect
from sample_files import SAMPLES
from view_pages import RawFact, Visit, failing, of, selected

pytest_plugins = ["view_pages"]


def test_the_keyboard_leads_through_facts_and_articles(visit: Visit, samples: list[RawFact]) -> None:
    first, second = of(samples, "01"), of(samples, "02")
    facts = [*first, *second[:-1], {**second[-1], "checks": [failing(second[-1])]}]
    page = visit(facts, SAMPLES.parent)
    press = page.keyboard.press
    press("j")
    assert selected(page) == first[0]["id"]
    assert page.evaluate("document.activeElement.textContent") == first[0]["evidence"]["text"]
    press("j")
    press("j")
    press("k")
    assert selected(page) == first[1]["id"]
    press("x")
    assert selected(page) == second[-1]["id"]
    assert page.locator(".mark.failing[aria-current=true]").count() > 0
    press("[")
    expect(page.locator(".head .doc")).to_have_text(first[0]["doc"])
    press("]")
    expect(page.locator(".head .doc")).to_have_text(second[0]["doc"])
    press("t")
    expect(page.locator("#table")).to_be_visible()
    press("j")
    press("j")
    assert selected(page) == first[1]["id"]
    press("Enter")
    expect(page.locator(".text [aria-current=true]").first).to_be_visible()
    press("Escape")
    assert selected(page) is None
    press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    press("j")
    assert selected(page) is None
    press("Escape")
    press("?")
    expect(page.locator("#help")).to_be_visible()
    page.locator("#keys-enabled").uncheck()
    press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    press("j")
    assert selected(page) is None


def test_j_goes_on_to_the_next_article(visit: Visit, samples: list[RawFact]) -> None:
    first, second = of(samples, "01"), of(samples, "02")
    page = visit([*first, *second], SAMPLES.parent, f"#fact={first[-1]['id']}")
    page.keyboard.press("j")
    assert selected(page) == second[0]["id"]
    expect(page.locator(".head .doc")).to_have_text(second[0]["doc"])


def test_an_address_leads_to_its_fact_and_back_again(visit: Visit, samples: list[RawFact]) -> None:
    fact, other = of(samples, "03")[-1], of(samples, "02")[0]
    page = visit(samples, SAMPLES.parent, f"#fact={fact['id']}")
    mark = page.locator(".text [aria-current=true]").first
    expect(mark).to_be_in_viewport()
    assert mark.inner_text() in fact["evidence"]["text"]
    page.evaluate(f"location.hash = '#fact={other['id']}'")
    expect(page.locator(".head .doc")).to_have_text(other["doc"])
    page.go_back()
    expect(page.locator(".head .doc")).to_have_text(fact["doc"])
    page.evaluate("location.hash = '#fact=nothing'")
    expect(page.locator("#toast")).to_contain_text("không có số liệu ấy")
