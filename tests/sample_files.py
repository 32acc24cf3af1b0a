"""The articles of `samples/` and the facts files beside them, for the tests that use them."""

from pathlib import Path

from cchc_extract.extractor import Extractor
from cchc_extract.models import Fact
from cchc_extract.output.writing import fact_lines

SAMPLES = Path(__file__).parent.parent / "samples"
ARTICLES = sorted(SAMPLES.glob("*.txt"))


def read_article(path: Path) -> str:
    """The text of an article, line ends as they are in the file."""
    return path.read_bytes().decode("utf-8-sig")


def facts_file(article: Path) -> Path:
    """Where the facts of an article are kept: `01-x.txt` has its facts in `01-x.facts.jsonl`."""
    return article.with_suffix(".facts.jsonl")


def as_jsonl(facts: list[Fact]) -> str:
    """Facts as the lines of a JSONL file."""
    return fact_lines(facts).decode()


def extracted(article: Path, extractor: Extractor) -> str:
    """What `cchc extract samples/ARTICLE` gives now, as the facts file should hold it."""
    return as_jsonl(extractor.extract(read_article(article), doc=f"samples/{article.name}"))
