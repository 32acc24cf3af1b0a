"""The package and the program as a whole: cheap to import, quick to help, complete when installed."""

import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest
from commands import ROOT, cchc

import cchc_extract
from cchc_extract.models import KINDS, BaseFact

PUBLISHED = "Năm 2012, Chỉ số CCHC của thành phố Đà Nẵng đạt 87,12%, xếp thứ 1/63.\n"
ENGINE = {"underthesea", "underthesea_core", "regex", "yaml", "cchc_extract.models", "cchc_extract.extractor"}
HEAVY = ENGINE | {"pydantic", "typer", "rich", "orjson"}
TEXT = "Năm 2019, Chỉ số CCHC của tỉnh An Giang xếp thứ 4/63, tăng 7 bậc so với năm 2018."


def python(code: str) -> str:
    """What a fresh Python prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = python(
        "import sys, cchc_extract; dir(cchc_extract); cchc_extract.__version__; print(*sys.modules)"
    ).split()
    assert HEAVY.isdisjoint(loaded)
    assert not [name for name in loaded if name.startswith("cchc_extract.")]


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["extract", "--help"], ["coverage", "--help"], ["view", "--help"], ["--version"], ["extract"]],
)
def test_help_and_mistakes_do_not_load_the_engine(arguments: list[str]) -> None:
    code = f"""
import contextlib, io, sys
from cchc_extract.cli import main
sys.argv = ["cchc", *{arguments}]
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    main()
print(*sys.modules)
"""
    assert (ENGINE | {"rich", "jinja2"}).isdisjoint(python(code).split())


def test_an_unknown_noun_costs_the_model_of_underthesea_and_not_its_package() -> None:
    text = "Năm 2022, Sở Tư pháp tỉnh Gia Lai đã số hóa 30.000 trang sổ hộ tịch."
    loaded = python(f"import sys, cchc_extract; cchc_extract.extract({text!r}); print(*sys.modules)").split()
    assert "underthesea_core" in loaded
    assert {"underthesea", "joblib", "numpy", "requests"}.isdisjoint(loaded)


def test_every_public_name_is_there() -> None:
    for name in cchc_extract.__all__:
        assert getattr(cchc_extract, name)
        assert name in dir(cchc_extract)
    assert issubclass(cchc_extract.Rank, BaseFact)
    assert not hasattr(cchc_extract, "nothing")
    assert [fact.kind for fact in cchc_extract.extract(TEXT)] == ["rank", "change"]
    assert cchc_extract.load_patterns().source.kinds


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert cchc_extract.__version__ == project["version"]
    assert cchc("--version").stdout.decode() == f"cchc {project['version']}\n"


def test_help_names_commands_exit_codes_and_kinds() -> None:
    shown = cchc("--help").stdout.decode()
    assert all(word in shown for word in ("extract", "coverage", "eval", "schema", "view", "patterns", "Exit codes"))
    options = cchc("extract", "-h").stdout.decode()
    assert all(re.search(rf"\b{kind}\b", options) for kind in KINDS)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A Python of its own that has everything the package depends on, and not the package."""
    venv.create(tmp_path / "bare", with_pip=False)
    site = sysconfig.get_path("purelib", vars={"base": str(tmp_path / "bare")})
    # A path named in a .pth file is searched, but its own .pth files, that of the editable install too, are not read.
    Path(site, "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return tmp_path / "bare" / "bin"


def test_a_wheel_installed_elsewhere_has_its_patterns(tmp_path: Path, bare: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(
        ROOT, source, ignore=shutil.ignore_patterns(".*", "tests", "build", "dist", "*.egg-info", "__pycache__")
    )
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=source, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    shutil.rmtree(source)
    pip = [sys.executable, "-m", "pip", "--python", str(bare / "python"), "install", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)

    show = "from cchc_extract.pack.loading import builtin_files; print(*builtin_files(), sep='\\n')"
    shown = subprocess.run([bare / "python", "-c", show], cwd=tmp_path, capture_output=True, text=True, check=True)
    packaged = [Path(line) for line in shown.stdout.splitlines()]
    assert all(path.is_relative_to(bare.parent) for path in packaged)
    assert {path.name for path in packaged} == {path.name for path in (ROOT / "patterns").glob("*.yaml")}

    run = [str(bare / "cchc"), "extract", "-"]
    done = subprocess.run(run, input=PUBLISHED.encode(), cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == cchc("extract", "-", stdin=PUBLISHED.encode()).stdout
    assert b'"outcome":"agrees"' in done.stdout, "the reference values are in the wheel too"

    view = [str(bare / "cchc"), "view", "-", "-o", "-"]
    page = subprocess.run(view, input=done.stdout, cwd=tmp_path, capture_output=True, check=False).stdout
    assert page == cchc("view", "-", "-o", "-", stdin=done.stdout).stdout != b""


def test_a_checkout_runs_without_being_installed(bare: Path) -> None:
    missing = subprocess.run(
        [bare / "python", "-c", "import cchc_extract"], cwd=bare, capture_output=True, check=False
    )
    assert missing.returncode != 0
    run = [str(bare / "python"), str(ROOT / "cli.py"), "extract", "-"]
    done = subprocess.run(run, input=TEXT.encode(), cwd=bare, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == cchc("extract", "-", stdin=TEXT.encode()).stdout
