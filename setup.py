"""Compiles the engine to C where that is asked for; otherwise the package is pure Python, as pyproject.toml says.

    CCHC_COMPILE=1 pip install .

Only wheels are compiled, never an editable install: there, a compiled module would hide the source beside it.
"""

import os
import sys
from pathlib import Path

from setuptools import Extension, setup

# What each article goes through; all of `slots` comes on top. Left out is what runs once, what has to stay open to
# subclasses (`Extractor`), models, and what keeps results in a way that mypyc does not have (`cached_property` in
# `Pack`).
_COMPILED = (
    "drafts", "edtf", "facts", "interpretation", "screening",
    "article/about", "article/anchor", "article/article", "article/bodies", "article/home", "article/items",
    "article/places", "article/reader", "article/reported", "article/tables", "article/topic",
    "checks/changes", "checks/digits", "checks/findings", "checks/plausible", "checks/published", "checks/ratios",
    "checks/repeated", "checks/running", "checks/sums",
    "kinds/decision", "kinds/features", "kinds/verbs",
    "pack/expressions", "pack/filling", "pack/lexicon", "pack/rules",
    "quantities/cell_units", "quantities/counting", "quantities/cues", "quantities/finder", "quantities/units",
    "text/brackets", "text/layout", "text/numbers", "text/outline", "text/periods", "text/sentences",
    "text/stacked", "text/view",
)  # fmt: skip
# mypyc, and what it has to see of the packages that these modules import.
_NEEDED = ["mypy[mypyc]>=2.0", "pydantic>=2.10", "types-PyYAML>=6.0"]


def _extensions() -> list[Extension]:
    """The modules of the engine as extensions."""
    from mypyc.build import mypycify

    package = Path("cchc_extract")
    files = [package / f"{name}.py" for name in _COMPILED]
    files += sorted(path for path in (package / "slots").glob("*.py") if path.name != "__init__.py")
    version = f"--python-version={sys.version_info[0]}.{sys.version_info[1]}"
    extensions: list[Extension] = mypycify([version, *map(str, files)], opt_level="3")
    return extensions


asked = os.environ.get("CCHC_COMPILE") == "1"
# Build front ends ask with `egg_info` what a build needs. Nothing but a wheel is compiled.
setup(
    ext_modules=_extensions() if asked and "bdist_wheel" in sys.argv else [],
    setup_requires=_NEEDED if asked and "egg_info" in sys.argv else [],
)
