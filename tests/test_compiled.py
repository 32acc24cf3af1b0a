"""The engine compiled to C gives what the pure one gives; `make compiled` makes it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMPILED = ROOT / ".compiled"
_EXTRACT = """
import sys
import cchc_extract.article.article
print(cchc_extract.article.article.__file__, file=sys.stderr)
from cchc_extract.cli import main
main()
"""


def _sources() -> list[Path]:
    """What the compiled engine is made from."""
    return [ROOT / "setup.py", *(ROOT / "cchc_extract").rglob("*.py"), *(ROOT / "patterns").glob("*.yaml")]


def _extracted(package: Path) -> tuple[str, bytes]:
    """The file of an engine module, and what `cchc extract` writes for all articles, with the package in a folder."""
    articles = [*ROOT.glob("samples/*.txt"), *ROOT.glob("tests/gold/*/*.txt")]
    command = [sys.executable, "-c", _EXTRACT, "extract", *map(str, sorted(articles))]
    environment = {**os.environ, "PYTHONPATH": str(package)}
    done = subprocess.run(command, cwd=package, env=environment, capture_output=True, check=True)
    return done.stderr.decode().splitlines()[0], done.stdout


def test_the_compiled_engine_extracts_the_same() -> None:
    built = COMPILED / ".built"
    if not built.exists():
        pytest.skip("the engine is not compiled: `make compiled` does it where there is a C compiler")
    if built.stat().st_mtime < max(path.stat().st_mtime for path in _sources()):
        pytest.skip("the engine has been edited since it was compiled: `make compiled` does it again")
    module, facts = _extracted(COMPILED)
    pure_module, pure_facts = _extracted(ROOT)
    assert not module.endswith(".py")
    assert pure_module == str(ROOT / "cchc_extract" / "article" / "article.py")
    assert facts == pure_facts
    assert facts
