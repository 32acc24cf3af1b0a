"""How long one article takes from an empty process, against the least that using underthesea costs.

    python benchmarks/startup.py [--repeats N]

The commands run in turn, so that what else the machine does meets all of them; medians are compared.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from corpus import SAMPLES

ARTICLE = SAMPLES / "02-newspaper-feature.txt"
# `trang sổ` (pages of a register) is in no list of nouns: the segmenter and its model are loaded.
UNKNOWN = "Năm 2022, Sở Tư pháp tỉnh Gia Lai đã số hóa 30.000 trang sổ hộ tịch."
SENTENCE = "Năm 2020, Sở Nội vụ kiểm tra 15 đơn vị, giảm 32 phòng."
BARE = f"from underthesea import word_tokenize; word_tokenize({SENTENCE!r})"
BASE = "import underthesea, segment a sentence"
# What comes from an index is compiled when it is installed, and what stands in a checkout when it is first imported.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def commands() -> dict[str, list[str]]:
    """The commands to time; `cchc` is the one installed beside this Python."""
    cchc = Path(sys.executable).with_name("cchc")
    if not cchc.exists():
        sys.exit(f"{cchc} is missing: install the project into this environment with `pip install -e .`")
    return {
        BASE: [sys.executable, "-c", BARE],
        "cchc extract, one article": [str(cchc), "extract", str(ARTICLE)],
        "the same, a noun that no list has": [str(cchc), "extract", "-"],
        "cchc --help": [str(cchc), "--help"],
    }


def wall_time(command: list[str]) -> float:
    """Seconds that a command takes; what it prints goes nowhere."""
    begin = time.perf_counter()
    subprocess.run(command, input=UNKNOWN.encode(), stdout=subprocess.DEVNULL, env=ENVIRONMENT, check=True)
    return time.perf_counter() - begin


def main() -> None:
    """Time all commands and print the table."""
    parser = argparse.ArgumentParser(description="Wall time of whole commands, medians of alternating runs.")
    parser.add_argument("--repeats", type=int, default=7, help="runs of each command")
    repeats = parser.parse_args().repeats
    timed: dict[str, list[float]] = {name: [] for name in commands()}
    for round_ in range(repeats + 1):
        for name, command in commands().items():
            seconds = wall_time(command)
            # The first round fills the file cache and compiles the modules.
            if round_:
                timed[name].append(seconds)
    base = statistics.median(timed[BASE])
    print(f"medians of {repeats} alternating runs\n")
    print(f"{'':40}{'median s':>10}{'fastest s':>11}{'ratio':>8}")
    for name, seconds_of in timed.items():
        median = statistics.median(seconds_of)
        print(f"{name:40}{median:10.3f}{min(seconds_of):11.3f}{median / base:8.2f}")


if __name__ == "__main__":
    main()
