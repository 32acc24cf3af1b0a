"""How many characters a second: cchc, against underthesea's word segmentation and against plain regular expressions.

    python benchmarks/speed.py [--repeats N]

All read the same articles, those of the gold corpus, in one process each. Every repeat is a fresh process, so that
nothing is cached from an earlier one; it reads the samples first, so that what loads on first use (models, patterns)
is loaded before the clock starts. The best repeat counts. The last line is the peak memory of a process that extracts
from one article.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable

from corpus import SAMPLES, articles, peak_megabytes
from plain_regex import extract as plain_extract

Reader = Callable[[list[str]], int]


def cchc() -> Reader:
    """Extraction of facts; counts the facts. The model that some articles need is loaded before."""
    from cchc_extract.extractor import Extractor
    from cchc_extract.segmentation import Segmenter

    Segmenter().first_word("a b")
    extractor = Extractor()
    return lambda texts: sum(len(extractor.extract(text)) for text in texts)


def underthesea() -> Reader:
    """Word segmentation of every sentence; counts the words. Finding the sentences is not in the time."""
    from underthesea import sent_tokenize, word_tokenize

    sentences = {text: sent_tokenize(text) for text in [*articles(SAMPLES), *articles()]}
    return lambda texts: sum(len(word_tokenize(sentence)) for text in texts for sentence in sentences[text])


def plain_regex() -> Reader:
    """The regular expressions of `plain_regex.py`; counts the facts."""
    return lambda texts: sum(1 for text in texts for _ in plain_extract(text))


CONTESTANTS = {
    "cchc extract": cchc,
    "underthesea.word_tokenize": underthesea,
    "plain regular expressions": plain_regex,
}


def measure(name: str) -> dict[str, float]:
    """Seconds for all articles, in this process."""
    texts = articles()
    reader = CONTESTANTS[name]()
    reader(articles(SAMPLES))
    begin = time.perf_counter()
    found = reader(texts)
    return {"seconds": time.perf_counter() - begin, "found": found}


def build() -> str:
    """Which build of the engine is measured."""
    import cchc_extract.article

    return "pure Python" if str(cchc_extract.article.__file__).endswith(".py") else "compiled"


def memory() -> dict[str, float]:
    """Peak memory of this process after extraction from the longest article alone."""
    longest = max(articles(), key=len)
    cchc()([longest])
    return {"megabytes": peak_megabytes(), "characters": len(longest)}


def in_fresh_process(*arguments: str) -> dict[str, float]:
    """What this script measures in a process of its own."""
    done = subprocess.run([sys.executable, __file__, *arguments], stdout=subprocess.PIPE, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def compare(repeats: int) -> None:
    """Run all contestants in turn, `repeats` times, and print the table."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in CONTESTANTS}
    for _ in range(repeats):
        for name in CONTESTANTS:
            runs[name].append(in_fresh_process("--measure", name))
    texts = articles()
    size = sum(map(len, texts))
    best = {name: min(run["seconds"] for run in measured) for name, measured in runs.items()}
    print(f"{len(texts)} articles, {size:,} characters, best of {repeats}; cchc is {build()}\n")
    print(f"{'':28}{'seconds':>10}{'characters/s':>15}{'cchc is':>17}")
    for name, seconds in best.items():
        print(f"{name:28}{seconds:10.3f}{size / seconds:15,.0f}{seconds / best['cchc extract']:8.2f} x as fast")
    peak = in_fresh_process("--memory")
    print(f"\npeak memory, one article of {peak['characters']:,.0f} characters: {peak['megabytes']:.0f} MB")


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description="Characters a second, in one run on the same articles.")
    parser.add_argument("--repeats", type=int, default=5, help="processes for each contestant, the best counts")
    parser.add_argument("--measure", choices=CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure or options.memory:
        print(json.dumps(measure(options.measure) if options.measure else memory()))
    else:
        compare(options.repeats)


if __name__ == "__main__":
    main()
