"""`cchc view` as a user meets it: the page that it writes, and what it says of articles that it cannot show."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import BIN, ROOT, cchc

TEXT = "Năm 2019, Chỉ số cải cách hành chính của thành phố Cần Thơ đạt 84,35 điểm, xếp thứ 4/63.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles and the file of their facts."""
    (tmp_path / "news").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "news" / name).write_text(TEXT, "utf-8")
    cchc("extract", "news/a.txt", "news/b.txt", "-o", "facts.jsonl", cwd=tmp_path)
    return tmp_path


def carried(page: bytes) -> dict[str, object]:
    """What a page carries as data."""
    found = re.search(rb'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


def states(page: Path) -> list[object]:
    """What the page says of each article."""
    articles = carried(page.read_bytes())["articles"]
    assert isinstance(articles, list)
    return [article["state"] for article in articles]


def test_the_page_is_written_and_is_the_same_each_time(folder: Path) -> None:
    done = cchc("view", "facts.jsonl", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    page = (folder / "view.html").read_bytes()
    assert page.startswith(b"<!doctype html>\n")
    assert states(folder / "view.html") == ["found", "found"]
    assert cchc("view", "facts.jsonl", "-o", "-", cwd=folder).stdout == page
    piped = cchc("view", "-", "-o", "again.html", cwd=folder, stdin=(folder / "facts.jsonl").read_bytes())
    assert piped.returncode == 0
    assert (folder / "again.html").read_bytes() == page


def test_articles_are_found_in_a_folder_by_their_names(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    for given, reached in (("news", ["found"] * 2), ("elsewhere", ["missing"] * 2), (".", ["found"] * 2)):
        done = cchc("view", folder / "facts.jsonl", "--articles", folder / given, cwd=folder / "elsewhere")
        assert states(folder / "elsewhere" / "view.html") == reached
        assert done.returncode == (1 if "missing" in reached else 0)


def test_what_is_missing_or_has_changed_is_told_and_the_page_still_written(folder: Path) -> None:
    (folder / "news" / "a.txt").unlink()
    (folder / "news" / "b.txt").write_text(TEXT.replace("84,35", "84,3"), "utf-8")
    done = cchc("view", "facts.jsonl", cwd=folder)
    assert done.returncode == 1
    missing, changed = done.stderr.decode().splitlines()
    assert missing == "cchc: news/a.txt: no such article here; say with --articles in which folder it is"
    assert (
        changed == "cchc: news/b.txt: the text has changed since: 2 of 2 facts are not where they were; extract again"
    )
    assert states(folder / "view.html") == ["missing", "changed"]
    assert "Cần Thơ đạt 84,3 điểm" not in (folder / "view.html").read_text("utf-8")


def test_articles_in_an_encoding_that_had_to_be_named_are_read_with_it(folder: Path) -> None:
    (folder / "short.txt").write_bytes("Hµ Néi: n¨m 2020 c¾t gi¶m 5 phßng".encode("latin-1"))
    named = ("--encoding", "tcvn3")
    facts = cchc("extract", "short.txt", *named, "--all-documents", cwd=folder).stdout
    assert cchc("view", "-", *named, cwd=folder, stdin=facts).returncode == 0
    assert states(folder / "view.html") == ["found"]
    assert "cắt giảm 5 phòng" in (folder / "view.html").read_text("utf-8")


def test_many_missing_articles_are_told_in_few_lines(folder: Path) -> None:
    facts = [json.loads(line) for line in (folder / "facts.jsonl").read_text("utf-8").splitlines()]
    lines = [json.dumps({**facts[0], "doc": f"gone/{number}.txt"}) for number in range(30)]
    done = cchc("view", "-", cwd=folder, stdin="\n".join(lines).encode())
    told = done.stderr.decode().splitlines()
    assert len(told) == 11
    assert told[-1] == "cchc: and 20 more articles; the page tells which"


def test_facts_of_standard_input_and_of_impossible_names_have_no_article(folder: Path) -> None:
    fact = json.loads((folder / "facts.jsonl").read_text("utf-8").splitlines()[0])
    names = ["-", "zero\0byte.txt", "half\ud800.txt", "n" * 5000, "..", "news"]
    lines = [json.dumps({**fact, "doc": name}) for name in names]
    for options in ([], ["--articles", "news"]):
        done = cchc("view", "-", *options, cwd=folder, stdin="\n".join(lines).encode())
        assert done.returncode == 1
        assert states(folder / "view.html") == ["missing"] * len(names)
        assert b"was standard input" in done.stderr
        assert b"Traceback" not in done.stderr


def test_articles_above_the_folder_are_not_reached(folder: Path) -> None:
    (folder / "news" / "deep").mkdir()
    fact = json.loads((folder / "facts.jsonl").read_text("utf-8").splitlines()[0])
    for name in ("../a.txt", str(folder / "news" / "a.txt")):
        done = cchc(
            "view", "-", "--articles", "news/deep", cwd=folder, stdin=json.dumps({**fact, "doc": name}).encode()
        )
        assert (done.returncode, states(folder / "view.html")) == (1, ["missing"])


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ("{}\n", "facts.jsonl:1: not a fact"),
        ("\n\n[1]\n", "facts.jsonl:3: not a JSON object"),
        ("nothing\n", "facts.jsonl:1: not JSON"),
    ],
)
def test_what_is_no_fact_is_named_and_nothing_written(folder: Path, facts: str, message: str) -> None:
    (folder / "facts.jsonl").write_text(facts, "utf-8")
    done = cchc("view", "facts.jsonl", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"cchc: {message}")
    assert not (folder / "view.html").exists()


def test_half_a_letter_in_a_fact_goes_into_the_page_as_it_is(folder: Path) -> None:
    line = (folder / "facts.jsonl").read_text("utf-8").splitlines()[0].replace('"điểm"', '"\\ud800"')
    done = cchc("view", "-", cwd=folder, stdin=line.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    data = carried((folder / "view.html").read_bytes())
    assert data["values"]["unit"] == ["\ud800"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["gone.jsonl"], "gone.jsonl: no such file"),
        (["facts.jsonl", "-o", "facts.jsonl"], "facts.jsonl: is the file of facts"),
        (["facts.jsonl", "-o", "news/a.txt"], "news/a.txt: is one of the articles"),
        (["facts.jsonl", "-o", "news"], "news: is a folder"),
        (["facts.jsonl", "-o", "-", "--open"], "a page on standard output cannot be opened"),
        (["facts.jsonl", "--articles", "gone"], "gone is no folder"),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(folder: Path, options: list[str], message: str) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = cchc("view", *options, cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_without_jinja_it_says_what_to_install(folder: Path) -> None:
    code = (
        "import sys; sys.modules['jinja2'] = None; sys.argv = ['cchc', 'view', 'facts.jsonl'];"
        " from cchc_extract.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"pip install 'cchc-extract[view]'" in done.stderr


def test_open_shows_the_page_in_the_browser_of_the_user(folder: Path) -> None:
    browser = folder / "browser"
    browser.write_text(f"#!{sys.executable}\nimport sys\nopen('opened', 'w').write(sys.argv[1])\n")
    browser.chmod(0o755)
    done = cchc("view", "facts.jsonl", "--open", cwd=folder, env={**os.environ, "BROWSER": f"{browser} %s"})
    assert done.returncode == 0
    assert (folder / "opened").read_text() == (folder / "view.html").as_uri()


def test_the_page_is_made_where_the_package_is_installed_from_a_checkout(folder: Path) -> None:
    run = [str(BIN / "python"), str(ROOT / "cli.py"), "view", "facts.jsonl", "-o", "-"]
    done = subprocess.run(run, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0
    assert carried(done.stdout)["articles"]
