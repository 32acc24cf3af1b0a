"""The panel of the selected fact."""

import json
import re

from sample_files import SAMPLES
from view_pages import RawFact, Visit, copied_by, failing, of, selected

pytest_plugins = ["view_pages"]


def test_the_panel_tells_all_of_a_fact(visit: Visit, samples: list[RawFact]) -> None:
    facts = of(samples, "01")
    fact = next(fact for fact in facts if fact["scope"] and fact["kind"] == "rank")
    checked = {**fact, "checks": [failing(fact, facts[0], message="parts do not add up")]}
    page = visit([checked if one is fact else one for one in facts], SAMPLES.parent, f"#fact={fact['id']}")
    panel = page.locator("#panel").inner_text()
    for shown in (
        "Thứ hạng",
        "17/63",
        "PAR INDEX",
        "Thừa Thiên Huế (cấp tỉnh, 46)",
        "2023",
        "toàn bài",
        fact["pattern"],
    ):
        assert shown in panel
    assert re.search(r"Không đạt.*parts do not add up", panel, re.DOTALL)
    assert page.locator("#panel blockquote strong").inner_text() == fact["evidence"]["text"]
    told = page.locator("#panel dt").evaluate_all("nodes => nodes.map((node) => node.title)")
    assert set(told) == {name for name in fact if name not in ("scope", "checks")}
    page.locator("#panel .checks .linked a").click()
    assert selected(page) == facts[0]["id"]


def test_a_fact_is_copied_as_the_file_has_it(visit: Visit, samples: list[RawFact]) -> None:
    fact = samples[4]
    page = visit(samples, SAMPLES.parent, f"#fact={fact['id']}")
    copied = copied_by(page, "#copy-fact")
    assert list(json.loads(copied).items()) == list(fact.items())
    assert copied_by(page, "#copy-link").endswith(f"view.html#fact={fact['id']}")
    page.locator("#to-table").click()
    lines = copied_by(page, "#copy-rows").split("\n")[:-1]
    assert [json.loads(line) for line in lines] == samples


def test_checks_speak_the_language_of_the_page(visit: Visit, samples: list[RawFact]) -> None:
    fact, check = next((fact, check) for fact in samples for check in fact["checks"] if check["name"] == "parts.sum")
    page = visit(samples, SAMPLES.parent, f"#fact={fact['id']}")
    said = page.locator(".checks li", has_text="các phần và tổng")
    assert check["message"] not in said.inner_text()
    page.locator("#language").click()
    assert check["message"] in page.locator(".checks li", has_text="parts and their whole").inner_text()
    assert json.loads(copied_by(page, "#copy-fact", "Copied"))["checks"] == fact["checks"]
