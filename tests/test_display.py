"""The display of facts: what a reader sees, on a terminal and elsewhere, and what can never get there."""

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from commands import CCHC, cchc
from rich.console import Console

from cchc_extract.models import Count, Evidence, Span
from cchc_extract.output.display import render
from cchc_extract.reading import Document

ARTICLE = "Năm 2019, Chỉ số CCHC của tỉnh An Giang xếp thứ 4/63, tăng 7 bậc so với năm 2018.\n"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(*args: str | Path, **environment: str) -> tuple[int, str]:
    """Exit code and everything that shows on a terminal of 100 columns."""
    master, slave = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment}
    shown = bytearray()
    with subprocess.Popen([CCHC, *map(str, args)], stdin=slave, stdout=slave, stderr=slave, env=env) as process:
        os.close(slave)
        try:
            while part := os.read(master, 65536):
                shown += part
        except OSError:
            pass  # that is how the terminal of a process that has ended answers on Linux
        finally:
            os.close(master)
    return process.returncode, shown.decode()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with an article."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def test_a_terminal_gets_the_table_with_the_evidence_marked(article: Path) -> None:
    code, shown = on_terminal("extract", article)
    assert code == 0
    assert COLOUR.search(shown)
    lines = [line.split() for line in COLOUR.sub("", shown).splitlines()]
    assert [str(article), "2", "facts"] in lines
    assert ["rank", "4/63", "PAR_INDEX", "An", "Giang", "2019"] in lines
    assert ["change", "+7", "bậc", "PAR_INDEX", "An", "Giang", "2019"] in lines
    marked = re.findall(r"«(.+?)»", COLOUR.sub("", shown))
    assert len(marked) == 2
    assert "4/63" in marked[0]
    assert "7 bậc" in marked[1]


def test_a_terminal_gets_jsonl_on_demand(article: Path) -> None:
    _, shown = on_terminal("extract", article, "--format", "jsonl")
    assert shown.replace("\r\n", "\n").encode() == cchc("extract", article).stdout


def test_a_table_that_is_piped_or_written_has_no_colours(article: Path) -> None:
    output = article.with_name("table.txt")
    piped = cchc("extract", article, "--format", "table").stdout.decode()
    on_terminal("extract", article, "--format", "table", "-o", output)
    for table in (piped, output.read_text("utf-8")):
        assert "«" in table
        assert "\x1b" not in table


def test_nothing_of_an_article_is_a_control_code_or_markup(tmp_path: Path) -> None:
    article = tmp_path / "a[b]\x1b[2Jb.txt"
    hostile = "\x1b[31m[bold red]của :smile: tỉnh\x1b]0;title\x07 An Giang\u202e\x9b2J [/] "
    article.write_bytes(ARTICLE.replace("của tỉnh An Giang ", hostile).encode())
    code, shown = on_terminal("extract", article)
    assert code == 0
    assert "4/63" in shown
    left = COLOUR.sub("", shown)
    assert [char for char in left if not char.isprintable() and char not in "\r\n"] == []
    for text in ("[bold red]", ":smile:", "[/]", "\\x1b[31m", "a[b]\\x1b[2Jb.txt"):
        assert text in left.replace("\r\n  ", " ")


def test_an_article_without_facts_says_so(tmp_path: Path) -> None:
    path = tmp_path / "football.txt"
    path.write_text("Đội chủ nhà thắng 3-1 trước 12.000 khán giả.", "utf-8")
    assert cchc("extract", path, "--format", "table").stdout.decode() == f"{path}  no facts\n\n"


def test_a_terminal_that_lacks_the_letters_gets_something_in_their_place(article: Path) -> None:
    code, shown = on_terminal("extract", article, PYTHONIOENCODING="ascii")
    assert code == 0
    assert "4/63" in shown


def test_what_a_fact_says_is_never_cut_off() -> None:
    text, unit = "15 hồ sơ", "hồ sơ của tổ chức, cá nhân về đất đai, xây dựng, hộ tịch"
    fact = Count(
        id="f", doc="a", value=1250, unit=unit, period="2019", pattern="p",
        evidence=Evidence(text=text, start=0, end=8), sentence=Span(start=0, end=8),
    )  # fmt: skip
    shown = render(Document("a", text), [fact], Console(width=20, force_terminal=False))
    assert f"    count  1 250 {unit}  2019" in shown.splitlines()
