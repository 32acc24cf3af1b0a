"""How soon the page of 1,000 articles with 30,000 facts can be read, and how smoothly its table scrolls.

    python benchmarks/page.py [--repeats N]

The articles are those of samples/, each many times over. Needs Chromium, which runs without a window; without it the
script says so and measures nothing. The medians count.
"""

import argparse
import json
import shutil
import statistics
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from corpus import SAMPLES
from playwright.sync_api import Browser, Page, sync_playwright

from cchc_extract.reading import read_models
from cchc_extract.view import load_articles, make_page

ARTICLES = 1000
FACTS = 30_000
# From the start of the navigation to the end of the first frame after the page has drawn itself.
READY = """() => new Promise((done) => {
    const wait = () => performance.getEntriesByName("cchc-ready").length
        ? requestAnimationFrame(() => setTimeout(() => done(performance.now())))
        : setTimeout(wait, 1);
    wait();
})"""
# Three screens a second's worth of wheel, for two seconds: the time between frames, and the longest of them.
SCROLL = """() => new Promise((done) => {
    const scroller = document.getElementById("table-scroller");
    const frames = [];
    let last = performance.now();
    const step = (now) => {
        frames.push(now - last);
        last = now;
        scroller.scrollTop += 48;
        if (frames.length < 120) requestAnimationFrame(step);
        else done(frames.slice(2));
    };
    requestAnimationFrame(step);
})"""


def facts_of_samples(folder: Path) -> str:
    """Articles like the samples, written into a folder, and their facts as JSONL."""
    samples = []
    for path in sorted(SAMPLES.glob("*.facts.jsonl")):
        facts = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        samples.append((path.with_name(path.name.replace(".facts.jsonl", ".txt")), facts))
    samples = [(text, facts) for text, facts in samples if facts]
    lines: list[str] = []
    for number, (text, facts) in enumerate(islice(cycle(samples), ARTICLES)):
        name = f"{number:04d}-{text.name}"
        shutil.copyfile(text, folder / name)
        # As many again as are needed, so that the articles together have all facts.
        wanted = FACTS * (number + 1) // ARTICLES - len(lines)
        for copy, fact in enumerate(islice(cycle(facts), wanted)):
            lines.append(json.dumps({**fact, "doc": name, "id": f"{number:04d}-{copy}"}, ensure_ascii=False))
    return "\n".join(lines)


def build(folder: Path) -> tuple[Path, float]:
    """The page, and the seconds that making it took."""
    source = folder / "facts.jsonl"
    source.write_text(facts_of_samples(folder), "utf-8")
    start = time.perf_counter()
    page = folder / "view.html"
    page.write_bytes(make_page(load_articles(read_models(str(source)), folder)))
    return page, time.perf_counter() - start


def timed(page: Page, script: str) -> float:
    """Milliseconds from before a script to the frame after it."""
    elapsed: float = page.evaluate(
        f"() => new Promise((done) => {{ const start = performance.now(); {script};"
        " requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))); })"
    )
    return elapsed


def measure(browser: Browser, url: str) -> dict[str, float]:
    """One visit: milliseconds to read, to change to the table, to filter and to sort, and the frames of scrolling."""
    page = browser.new_page(viewport={"width": 1360, "height": 820})
    page.goto(url)
    figures = {"open": page.evaluate(READY)}
    figures["to the table"] = timed(page, "document.getElementById('to-table').click()")
    figures["filter by kind"] = timed(page, "document.querySelector('.chip').click()")
    page.evaluate("document.querySelector('.chip').click()")
    figures["sort by value"] = timed(page, "document.querySelector('th.is-value button').click()")
    frames = sorted(page.evaluate(SCROLL))
    figures["frame while scrolling, median"] = statistics.median(frames)
    figures["frame while scrolling, 99 of 100 under"] = frames[int(len(frames) * 0.99) - 1]
    figures["memory of scripts, MB"] = page.evaluate("() => (performance.memory?.usedJSHeapSize ?? 0) / 1e6")
    page.close()
    return figures


def main() -> None:
    """Make the page, visit it some times, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        print("The page was not measured: there is no Chromium (Debian: apt-get install chromium).")
        return
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        page, seconds = build(Path(name))
        print(f"page of {ARTICLES:,} articles with {FACTS:,} facts: {page.stat().st_size / 1e6:.1f} MB")
        print(f"{'making it':40} {seconds * 1000:8.0f} ms")
        with playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser:
            visits = [measure(browser, page.as_uri()) for _ in range(repeats)]
    for figure in visits[0]:
        unit = "" if figure.endswith("MB") else " ms"
        print(f"{figure:40} {statistics.median(visit[figure] for visit in visits):8.0f}{unit}")


if __name__ == "__main__":
    main()
