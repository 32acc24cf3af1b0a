"""The table of all facts: filters, search, order, and many rows."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

from playwright.sync_api import expect
from sample_files import SAMPLES
from view_pages import RawFact, Visit, failing, of, rows

pytest_plugins = ["view_pages"]


def test_filters_choose_facts_and_tell_how_many(visit: Visit, samples: list[RawFact]) -> None:
    bad = samples[6]
    facts = [{**fact, "checks": [failing(fact)]} if fact is bad else fact for fact in samples]
    page = visit(facts, SAMPLES.parent, "#view=table")
    shown = page.locator("#shown")

    def expect_shown(wanted: Callable[[RawFact], bool]) -> None:
        count = sum(map(wanted, facts))
        assert 0 < count < len(facts)
        expect(shown).to_have_text(f"{count} / {len(facts)} số liệu")
        assert int(page.locator("#table").get_attribute("aria-rowcount") or 0) == count + 1

    page.locator(".chip.kind-rank").click()
    expect_shown(lambda fact: fact["kind"] == "rank")
    page.locator(".chip.kind-score").click()
    expect_shown(lambda fact: fact["kind"] in ("rank", "score"))
    page.locator("#filter-indicator").select_option("PAPI")
    expect_shown(lambda fact: fact["kind"] in ("rank", "score") and fact.get("indicator") == "PAPI")
    page.locator("#clear").click()
    page.locator("#filter-area").select_option("Long An")
    expect_shown(lambda fact: bool(fact.get("area")) and fact["area"]["name"] == "Long An")
    page.locator("#filter-area").select_option("")
    page.locator("#filter-period").select_option("2022")
    years = re.compile(r"\b2022\b")
    expect_shown(lambda fact: bool(years.search(fact.get("period") or "")))
    page.locator("#clear").click()
    page.locator("#filter-check").select_option("parts.sum")
    expect_shown(lambda fact: fact is facts[6])
    expect(page).to_have_url(re.compile("check=parts.sum"))
    page.reload()
    expect_shown(lambda fact: fact is facts[6])
    page.locator("#to-articles").click()
    assert page.locator("#list .entry").count() == 1


def test_an_interval_belongs_to_all_its_years(visit: Visit, samples: list[RawFact]) -> None:
    page = visit([{**samples[0], "period": "2015/2021"}, {**samples[1], "period": "../2020-05"}], SAMPLES.parent)
    offered = page.locator("#filter-period option").all_inner_texts()
    assert offered == ["tất cả", *(f"{year} ({2 if year == 2020 else 1})" for year in range(2021, 2014, -1))]


def test_search_finds_with_and_without_accents(visit: Visit, samples: list[RawFact]) -> None:
    page = visit(samples, SAMPLES.parent, "#view=table")
    counts = []
    for query in ("don vi", "đơn vị", "ĐƠN VỊ", "đơn vì"):
        page.locator("#search").fill(query)
        expect(page).to_have_url(re.compile(re.escape(urlencode({"query": query}))))
        counts.append(int(page.locator("#table").get_attribute("aria-rowcount") or 0) - 1)
    assert counts[0] >= counts[1] == counts[2] > counts[3] == 0
    expect(page.locator("#table-empty")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#clear").click()
    expect(page.locator("#shown")).to_have_text(f"{len(samples)} / {len(samples)} số liệu")


def test_columns_sort_up_down_and_back(visit: Visit, samples: list[RawFact]) -> None:
    facts = of(samples, "01")
    page = visit(facts, SAMPLES.parent, "#view=table")
    given = rows(page)
    values = [fact["value"] for fact in facts]

    def order() -> list[float]:
        indices = page.locator("#rows tr[data-index] a").evaluate_all("nodes => nodes.map((a) => a.hash)")
        by_hash = {f"#fact={fact['id']}&view=table": fact["value"] for fact in facts}
        return [by_hash[index] for index in indices]

    head = page.locator("th.is-value")
    head.locator("button").click()
    assert (head.get_attribute("aria-sort"), order()) == ("ascending", sorted(values))
    head.locator("button").click()
    assert (head.get_attribute("aria-sort"), order()) == ("descending", sorted(values, reverse=True))
    head.locator("button").click()
    assert (head.get_attribute("aria-sort"), rows(page)) == ("none", given)
    page.locator("th.is-area button").click()
    page.locator("th.is-kind button").click()
    assert page.locator("#rows td.is-kind .name").first.inner_text() == "Thứ hạng"


def test_a_long_table_has_few_rows_in_the_document_and_all_within_reach(visit: Visit, samples: list[RawFact]) -> None:
    facts = [{**fact, "id": f"{copy}-{fact['id']}"} for copy in range(20) for fact in samples]
    page = visit(facts, SAMPLES.parent, "#view=table")
    assert len(facts) > 3000
    assert page.locator("#rows tr[data-index]").count() < 100
    page.evaluate("() => { const s = document.getElementById('table-scroller'); s.scrollTop = s.scrollHeight; }")
    expect(page.locator(f'#rows tr[data-index="{len(facts) - 1}"]')).to_be_visible()
    assert page.locator("#rows tr[data-index]").count() < 100
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#rows tr[data-index]").count() == len(facts)
