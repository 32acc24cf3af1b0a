"""The texts that the benchmarks read, made by themselves, and the memory of the process that reads them."""

import random
import re
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import orjson

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
SAMPLES = ROOT / "samples"
OFF_SUBJECT = ROOT / "tests" / "off_subject"
CACHE = Path(__file__).parent / ".cache"
# Of the articles of other subjects, those that were written to be mistaken for ones on this subject.
NEAR = frozenset({
    "bao-hiem-nhan-tho", "bau-cu-nuoc-ngoai", "benh-vien-mot-cua", "bmi-tre-em", "cai-cach-argentina", "dau-thau",
    "diem-chuan", "giai-bao-chi-anh", "han-quoc-chinh-phu", "ho-so-du-hoc", "ket-qua-kinh-doanh", "kinh-te-tinh",
    "ngan-hang-tinh-gian", "nong-thon-moi", "pmi", "tai-co-cau-thep", "tim-mach", "tuyen-dung", "xep-hang-dai-hoc",
})  # fmt: skip
# Of a mixed archive, so many documents in a hundred are on the subject, and so many near it.
ON_THE_SUBJECT, NEAR_IT = 1, 1
_DIGITS = re.compile(r"(?<![\d/:])[1-9](?=\d*[ .,%])")


def articles(folder: Path = GOLD) -> list[str]:
    """The texts of all articles in a folder and below, in the order of their paths."""
    return [path.read_bytes().decode("utf-8-sig") for path in sorted(folder.rglob("*.txt"))]


def dense() -> list[str]:
    """Articles on the subject: the samples and the gold corpus."""
    return [*articles(SAMPLES), *articles()]


def mixed(count: int) -> Path:
    """A JSONL file of so many articles, of `id` and `text`, the same each time; it is made when it is not there.

    One in a hundred is on the subject. One is near it, as it stands in tests/off_subject. The others are of other
    subjects: the paragraphs of two of those articles mingled, with other numbers, which is about as long as news are.
    """
    path = CACHE / f"mixed-{count}.jsonl"
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        unfinished = path.with_suffix(".new")
        with unfinished.open("wb") as stream:
            for number, text in enumerate(_mixture(random.Random(count), count)):
                stream.write(orjson.dumps({"id": f"{number:06}", "text": text}, option=orjson.OPT_APPEND_NEWLINE))
        unfinished.replace(path)
    return path


def _mixture(chance: random.Random, count: int) -> Iterator[str]:
    on, off = dense(), {path.stem: path.read_text("utf-8") for path in sorted(OFF_SUBJECT.glob("*.txt"))}
    near = [text for name, text in off.items() if name in NEAR]
    far = [text for name, text in off.items() if name not in NEAR]
    for number in range(count):
        place = number % 100
        if place < ON_THE_SUBJECT:
            yield chance.choice(on)
        elif place < ON_THE_SUBJECT + NEAR_IT:
            yield chance.choice(near)
        else:
            yield _mingled(chance, *chance.sample(far, 2))


def _mingled(chance: random.Random, first: str, second: str) -> str:
    (title, date, *body), (_, _, *more) = first.split("\n\n"), second.split("\n\n")
    paragraphs = [*body, *more]
    chance.shuffle(paragraphs)
    return _DIGITS.sub(lambda _: str(chance.randint(1, 9)), "\n\n".join([title, date, *paragraphs]))


def peak_megabytes() -> float:
    """The largest resident size of this process so far, in MB of 10^6 bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not getrusage(): on Linux a new process inherits the peak of the one that started it.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
