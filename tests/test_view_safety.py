"""What the page does with articles and facts that would like to be markup, and what may run in it."""

import re

import pytest
from playwright.sync_api import Error
from sample_files import SAMPLES
from view_pages import HOSTILE, RawFact, Visit, rows

pytest_plugins = ["view_pages"]


def test_an_article_that_would_like_to_be_markup_is_text(visit: Visit, hostile: list[RawFact]) -> None:
    assert len(hostile) >= 6
    page = visit(hostile)
    assert page.locator(".text").text_content() == HOSTILE
    assert page.title() == "Số liệu cải cách hành chính · cchc"
    assert page.locator("img, .text script, .list script").count() == 0
    assert page.locator(".list .title").text_content() == HOSTILE.split("\n")[0]
    assert hostile[0]["doc"] in page.locator(".entry .doc").all_text_contents()
    for view in ("#view=table", f"#fact={hostile[0]['id']}"):
        page.goto(page.url.split("#")[0] + view)
        assert page.locator("img").count() == 0


def test_facts_that_would_like_to_be_markup_are_text(visit: Visit, samples: list[RawFact]) -> None:
    bad = "</script><img src=x onerror=\"document.title='boom'\">"
    check = {"name": bad, "ok": False, "facts": [bad], "message": bad, "source": "javascript:document.title='boom'"}
    fact = {**samples[0], "id": bad, "doc": bad, "unit": bad, "subject": bad, "pattern": bad, "checks": [check]}
    page = visit([fact])
    page.keyboard.press("j")
    panel = page.locator("#panel")
    assert panel.locator("dd", has_text=bad).count() >= 4
    assert panel.locator("img, script, a[href^=javascript]").count() == 0
    page.locator("#to-table").click()
    assert bad in rows(page)[0]
    assert page.title().endswith("cchc")


def test_a_published_source_can_be_followed(visit: Visit, samples: list[RawFact]) -> None:
    check = {"name": "published.rank", "outcome": "differs", "facts": [], "message": "8 was published"}
    url = "https://example.org/par-index"
    page = visit([{**samples[0], "checks": [{**check, "source": url}]}], SAMPLES.parent)
    page.keyboard.press("j")
    link = page.locator(".checks a.source")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == (url, "noopener noreferrer")
    assert "≠" in page.locator(".checks li.differs").inner_text()


def test_nothing_but_the_scripts_of_the_page_can_run(visit: Visit, samples: list[RawFact], wrong: list[str]) -> None:
    page = visit(samples[:3], SAMPLES.parent)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert not re.search("unsafe|http", policy)
    with pytest.raises(Error, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = '<b>x</b>'")
    assert "TrustedHTML" in wrong.pop()
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0
