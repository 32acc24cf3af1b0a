"""The page that `cchc view` makes, as a reader meets it in a browser."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import chromium
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from sample_files import SAMPLES, facts_file

from cchc_extract.extractor import Extractor
from cchc_extract.models import FACT_ADAPTER
from cchc_extract.output.writing import fact_lines
from cchc_extract.view import load_articles, make_page

RawFact = dict[str, Any]
Visit = Callable[..., Page]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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


def test_each_mark_stands_on_its_evidence(visit: Visit, hostile: list[RawFact], samples: list[RawFact]) -> None:
    page = visit(hostile)
    assert any("\n" in fact["evidence"]["text"] or fact["evidence"]["start"] > 100 for fact in hostile)
    for place, fact in enumerate(hostile):
        assert marked(page, place) == fact["evidence"]["text"]
    page = visit(samples, SAMPLES.parent)
    entries = page.locator("#list .entry")
    for number in range(entries.count()):
        entries.nth(number).click()
        doc = page.locator(".head .doc").inner_text()
        facts = [fact for fact in samples if fact["doc"] == doc]
        assert facts
        assert page.locator(".text").text_content() == (SAMPLES.parent / doc).read_bytes().decode("utf-8-sig")
        assert [marked(page, place) for place in range(len(facts))] == [fact["evidence"]["text"] for fact in facts]


def test_overlapping_facts_are_all_marked_and_each_can_be_chosen(visit: Visit, tmp_path: Path) -> None:
    text = "🎉 Sở kiểm tra 15 đơn vị\ncủa tỉnh trong năm nay."
    (tmp_path / "a.txt").write_text(text, "utf-8")

    def fact(name: str, evidence: str) -> RawFact:
        start = text.index(evidence)
        span = {"start": start, "end": start + len(evidence)}
        return {
            "id": name, "doc": "a.txt", "kind": "count", "value": 15, "pattern": "count.noun",
            "evidence": {**span, "text": evidence}, "sentence": {"start": 0, "end": len(text)},
        }  # fmt: skip

    facts = [fact("a", "kiểm tra 15"), fact("b", "15"), fact("c", "15"), fact("d", "15 đơn vị\ncủa tỉnh")]
    page = visit(facts)
    assert page.locator(".text").text_content() == text
    for place, one in enumerate(facts):
        assert marked(page, place) == one["evidence"]["text"]
    chosen = set()
    for _ in facts:
        page.locator('.text [data-facts~="1"]').click()
        chosen.add(selected(page))
    assert chosen == {"a", "b", "c", "d"}


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


def test_checks_speak_the_language_of_the_page(visit: Visit, samples: list[RawFact]) -> None:
    fact, check = next((fact, check) for fact in samples for check in fact["checks"] if check["name"] == "parts.sum")
    page = visit(samples, SAMPLES.parent, f"#fact={fact['id']}")
    said = page.locator(".checks li", has_text="các phần và tổng")
    assert check["message"] not in said.inner_text()
    page.locator("#language").click()
    assert check["message"] in page.locator(".checks li", has_text="parts and their whole").inner_text()
    assert json.loads(copied_by(page, "#copy-fact", "Copied"))["checks"] == fact["checks"]


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


def test_facts_that_belong_together_are_joined_by_lines(visit: Visit, hostile: list[RawFact]) -> None:
    ids = [fact["id"] for fact in hostile]
    parts = [(place, ids.index(fact["part_of"])) for place, fact in enumerate(hostile) if fact.get("part_of")]
    ratio = next(place for place, fact in enumerate(hostile) if fact.get("out_of") == 213)
    facts = [{**fact, "checks": []} for fact in hostile]
    facts[0]["checks"] = [failing(hostile[0], hostile[1])]
    page = visit(facts)
    ends = {
        kind: page.locator(f".link.{kind}").evaluate_all("nodes => nodes.map((node) => node.dataset.ends)")
        for kind in ("part", "ratio", "failed")
    }
    assert parts
    assert ends == {
        "part": [f"{part} {whole}" for part, whole in parts], "ratio": [f"{ratio} {ratio + 1}"], "failed": ["0 1"],
    }  # fmt: skip
    page.locator(f'.text [data-facts~="{ratio + 1}"]').first.click()
    assert page.locator(".link.on").evaluate_all("nodes => nodes.map((node) => node.dataset.ends)") == ends["ratio"]
    assert "cùng một tỷ lệ" in page.locator("#panel").inner_text()
    page = visit(hostile)
    checked = page.locator(".link.check").evaluate_all("nodes => nodes.map((node) => node.dataset.ends)")
    assert {frozenset(pair.split()) for pair in checked} >= {
        frozenset(pair.split()) for pair in [*ends["part"], *ends["ratio"]]
    }


def test_a_text_that_has_changed_is_not_marked_where_it_no_longer_fits(
    visit: Visit, samples: list[RawFact], tmp_path: Path
) -> None:
    facts = of(samples, "01")
    text = (SAMPLES.parent / facts[0]["doc"]).read_bytes().decode()
    at = facts[3]["evidence"]["start"]
    (tmp_path / "01-portal-par-index.txt").write_bytes((text[:at] + "đã " + text[at:]).encode())
    page = visit(facts, tmp_path)
    assert f"{len(facts) - 3}/{len(facts)} số liệu không còn ở chỗ cũ" in page.locator(".warning").inner_text()
    assert page.locator(".mark").all_text_contents() == [fact["evidence"]["text"] for fact in facts[:3]]
    listed = page.locator(".facts.lost q").all_text_contents()
    assert listed == [fact["evidence"]["text"] for fact in facts[3:]]
    page.locator(".facts.lost a").first.click()
    assert page.locator("#panel blockquote").inner_text() == facts[3]["evidence"]["text"]


def test_a_missing_article_and_a_file_of_another_text_show_facts_and_no_text(
    visit: Visit, samples: list[RawFact], tmp_path: Path
) -> None:
    (tmp_path / "02-newspaper-feature.txt").write_text("Một tệp khác, riêng tư.", "utf-8")
    facts = [*of(samples, "01"), *of(samples, "02")]
    page = visit(facts, tmp_path)
    for number, state in enumerate(("Không có bài", "Bài đã thay đổi")):
        page.locator("#list .entry").nth(number).click()
        assert state in page.locator(".warning").inner_text()
        assert page.locator(".text").count() == 0
        assert page.locator(".facts.lost li").count() == len(of(samples, f"0{number + 1}"))
    assert "riêng tư" not in page.content()
    page.locator("#filter-check").select_option("unplaced")
    expect(page.locator("#shown")).to_have_text(f"{len(facts)} / {len(facts)} số liệu")


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
