"""How fast cchc reads, against underthesea, spaCy and plain regular expressions, on the same texts in one run.

    python benchmarks/speed.py [--repeats N] [--documents N]

Dense texts are articles on the subject; of a mixed archive, one in a hundred is. The archive is a file of JSONL, and
reading it is in the time; what loads on first use (models, patterns) is not. Each figure is that of fresh processes,
of which the best of several repeats counts. The time to the first fact is that of a whole process that reads one
article; the memory is the peak of one process.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import orjson
from contestants import CONTESTANTS, Reader
from corpus import SAMPLES, articles, dense, mixed, peak_megabytes

# The slow are measured on so many documents of the archive.
_SAMPLE = 500
_CHUNK = 256
# Texts read before the clock starts.
_WARM = 2


class Figures(NamedTuple):
    """What one process measured."""

    seconds: float
    found: int
    megabytes: float


def lines_of(corpus: str) -> Iterator[bytes]:
    """The documents of a corpus as lines of JSONL: "dense", or a path."""
    if corpus == "dense":
        yield from (orjson.dumps({"text": text}) for text in dense())
    else:
        with Path(corpus).open("rb") as stream:
            yield from stream


def chunks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The lines in portions."""
    rest = iter(lines)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


_reader: Reader


def prepare(name: str) -> None:
    """Build the contestant in this process, and have it read some articles."""
    global _reader
    _reader = CONTESTANTS[name]()
    for text in _WARM * articles(SAMPLES):
        _reader(text)


def read(lines: Iterable[bytes]) -> tuple[int, float]:
    """How much there is in the texts of some lines, and the peak memory so far."""
    return sum(_reader(orjson.loads(line)["text"]) for line in lines), peak_megabytes()


def measure(name: str, corpus: str, processes: int) -> Figures:
    """Read a corpus in this process, or in some that it starts and waits for before the clock."""
    if processes == 1:
        prepare(name)
        lines: Iterable[bytes] = list(lines_of(corpus)) if corpus == "dense" else lines_of(corpus)
        begin = time.perf_counter()
        found, megabytes = read(lines)
        return Figures(time.perf_counter() - begin, found, megabytes)
    with ProcessPoolExecutor(processes, initializer=prepare, initargs=(name,)) as pool:
        list(pool.map(read, [[]] * (4 * processes)))
        portions = chunks(lines_of(corpus))
        begin = time.perf_counter()
        results = list(pool.map(read, portions))
        seconds = time.perf_counter() - begin
    return Figures(seconds, sum(found for found, _ in results), max(megabytes for _, megabytes in results))


def first(name: str) -> None:
    """Read one article."""
    article = articles(SAMPLES)[0]
    assert CONTESTANTS[name]()(article)


def alone(*arguments: str) -> tuple[str, float]:
    """What this script prints in a process of its own, and the seconds from its start to its end."""
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, __file__, *arguments], stdout=subprocess.PIPE, check=True, text=True)
    return done.stdout, time.perf_counter() - begin


def best(repeats: int, name: str, corpus: str, processes: int) -> Figures:
    """The fastest of several runs."""
    runs = [alone("--measure", name, corpus, str(processes))[0] for _ in range(repeats)]
    return min(Figures(**json.loads(run)) for run in runs)


def table(title: str, names: Iterable[str], corpus: str, repeats: int) -> None:
    """Measure and print one line a contestant."""
    cores = os.cpu_count() or 1
    texts = [orjson.loads(line)["text"] for line in lines_of(corpus)]
    characters, size = sum(map(len, texts)), sum(len(text.encode()) for text in texts)
    print(f"\n{title}: {len(texts):,} documents, {characters:,} characters, {size / 1e6:.1f} MB\n", flush=True)
    print(f"{'':30}{'characters/s':>14}{'MB/s':>8}{f'on {cores} cores':>14}{'MB/s':>8}{'found':>9}{'peak MB':>9}")
    for name in names:
        one = best(repeats, name, corpus, 1)
        every = best(repeats, name, corpus, cores)
        rates = [(characters / f.seconds, size / f.seconds / 1e6) for f in (one, every)]
        shown = "".join(f"{rate:14,.0f}{megabytes:8.2f}" for rate, megabytes in rates)
        print(f"{name:30}{shown}{one.found:9,}{max(one.megabytes, every.megabytes):9.0f}", flush=True)


def compare(repeats: int, documents: int) -> None:
    """Print all tables."""
    names = [name for name in CONTESTANTS if "spaCy" not in name or importlib.util.find_spec("spacy")]
    print(f"best of {repeats}; cchc is {build()}")
    table("Dense", [name for name in names if "all-documents" not in name], "dense", repeats)
    table("Mixed", names[:1], str(mixed(documents)), repeats)
    table("Mixed, few", names, str(mixed(_SAMPLE)), repeats)
    print("\nSeconds from the start of a process to the first fact\n")
    for name in names:
        print(f"{name:30}{min(alone('--first', name)[1] for _ in range(repeats)):14.2f}", flush=True)


def build() -> str:
    """Which build of the engine is measured."""
    import cchc_extract.article.article

    return "pure Python" if str(cchc_extract.article.article.__file__).endswith(".py") else "compiled"


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description="Characters a second, in one run on the same texts.")
    parser.add_argument("--repeats", type=int, default=3, help="processes for each figure, of which the best counts")
    parser.add_argument("--documents", type=int, default=50_000, help="documents in the mixed archive")
    parser.add_argument("--measure", nargs=3, metavar=("NAME", "CORPUS", "PROCESSES"), help=argparse.SUPPRESS)
    parser.add_argument("--first", choices=CONTESTANTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        name, corpus, processes = options.measure
        print(json.dumps(measure(name, corpus, int(processes))._asdict()))
    elif options.first:
        first(options.first)
    else:
        compare(options.repeats, options.documents)


if __name__ == "__main__":
    main()
