"""The articles that the benchmarks read, and the memory of the process that reads them."""

import resource
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
SAMPLES = ROOT / "samples"


def articles(folder: Path = GOLD) -> list[str]:
    """The texts of all articles in a folder and below, in the order of their paths."""
    return [path.read_bytes().decode("utf-8-sig") for path in sorted(folder.rglob("*.txt"))]


def peak_megabytes() -> float:
    """The largest resident size of this process so far, in MB of 10^6 bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not getrusage(): on Linux a new process inherits the peak of the one that started it.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
