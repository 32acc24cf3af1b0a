"""Facts in the text of their article: marks, the lines between them, and texts that have changed."""

from pathlib import Path

from playwright.sync_api import expect
from sample_files import SAMPLES
from view_pages import RawFact, Visit, failing, marked, of, selected

pytest_plugins = ["view_pages"]


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
