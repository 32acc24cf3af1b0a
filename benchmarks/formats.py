"""What reading costs: web pages against trafilatura alone, and finding the encoding against extraction.

    python benchmarks/formats.py [--repeats N]

The pages are the samples, each in a page as portals make them, with menus, tables and lists. All run in turn, after
one round that loads everything, and medians count: of the time on the clock for web pages, which cchc has read by
another process, and of computing time for the rest, which other programs do not disturb.
"""

import argparse
import html
import statistics
import time
from collections.abc import Callable

from corpus import SAMPLES, articles

MENU = "".join(f'<li><a href="/muc-{number}">Chuyên mục số {number}</a></li>' for number in range(60))
ASIDE = "".join(
    f'<div class="tin"><a href="/tin-{n}">Tin khác số {n} trong ngày hôm nay</a></div>' for n in range(40)
)


def page(text: str) -> bytes:
    """An article as a web page."""
    title, *lines = filter(None, text.split("\n"))
    body = "".join(block(line) for line in lines)
    head = (
        f'<title>{html.escape(title)}</title><meta property="article:published_time" content="2023-04-12T08:00:00">'
    )
    return (
        f"<!DOCTYPE html><html><head>{head}<script>{'var a = 1;' * 500}</script></head><body><ul>{MENU}</ul><article>"
        f"<h1>{html.escape(title)}</h1>{body}</article><aside>{ASIDE}</aside></body></html>"
    ).encode()


def block(line: str) -> str:
    """A line of an article as a paragraph, an item of a list or a row of a table."""
    text = html.escape(line)
    if "|" in text:
        return f"<table><tr><td>{text.replace('|', '</td><td>')}</td></tr></table>"
    return f"<ul><li>{text[2:]}</li></ul>" if text.startswith("- ") else f"<p>{text}</p>"


def contestants() -> dict[str, Callable[[], object]]:
    """What is timed, by name."""
    from trafilatura import bare_extraction

    from cchc_extract.encodings import decode
    from cchc_extract.extractor import Extractor
    from cchc_extract.formats import read

    texts = articles()
    pages = [page(text) for text in articles(SAMPLES)]
    data = [text.encode() for text in texts]
    extractor = Extractor()
    return {
        "a web page by trafilatura alone": lambda: [
            bare_extraction(one, favor_recall=True, include_comments=False, with_metadata=True) for one in pages
        ],
        "the same by cchc": lambda: [read(one, "page.html") for one in pages],
        "extraction of facts from text": lambda: [extractor.extract(text) for text in texts],
        "decoding the text": lambda: [one.decode("utf-8") for one in data],
        "finding its encoding": lambda: [decode(one) for one in data],
    }


def main() -> None:
    """Time all and print the table."""
    parser = argparse.ArgumentParser(description="What reading costs.")
    parser.add_argument("--repeats", type=int, default=7)
    repeats = parser.parse_args().repeats
    running = contestants()
    timed: dict[str, list[float]] = {name: [] for name in running}
    for round_ in range(repeats + 1):
        for name, run in running.items():
            clock = time.perf_counter if "page" in name or "same" in name else time.process_time
            begin = clock()
            run()
            if round_:
                timed[name].append(clock() - begin)
    median = {name: statistics.median(seconds) for name, seconds in timed.items()}
    for name, seconds in median.items():
        print(f"{name:34}{seconds:9.4f} s")
    alone, ours, facts, plain, found = median.values()
    print(f"\nweb pages: {alone / ours:.2f} times as fast as trafilatura alone")
    print(f"the encoding: {(found - plain) / facts:.2%} of extraction")


if __name__ == "__main__":
    main()
