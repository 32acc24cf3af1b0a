"""`cchc coverage` as a user meets it: what became of each number, as tables and as JSONL."""

import json
from pathlib import Path
from typing import Any

import pytest
from commands import cchc
from test_display import COLOUR, on_terminal

ARTICLE = (
    "Năm 2019, Chỉ số cải cách hành chính của thành phố Cần Thơ đạt 84,35 điểm, xếp thứ 4/63.\n"
    "Theo Nghị định 108/2014/NĐ-CP, nay đạt99 hồ sơ đúng hạn. Có nơi đạt98 hồ sơ.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with an article."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def objects(output: bytes) -> list[dict[str, Any]]:
    """The summary and the groups in JSONL."""
    return [json.loads(line) for line in output.decode().split("\n")[:-1]]


def test_the_summary_and_the_unexplained_groups_come_out_as_jsonl_when_piped(article: Path) -> None:
    done = cchc("coverage", article)
    assert (done.returncode, done.stderr) == (0, b"")
    summary, *groups = objects(done.stdout)
    assert summary == {
        "documents": 1, "numbers": 6, "in_facts": 2, "unexplained": 2, "share": 0.6667,
        "reasons": {"unread": 2, "period": 1, "document.number": 1},
    }  # fmt: skip
    assert [(group["around"], group["count"], group["documents"]) for group in groups] == [("đạt # hồ", 2, 1)]
    for mention, text in zip(groups[0]["mentions"], ["99", "98"], strict=True):
        assert (mention["doc"], mention["reason"], mention["text"]) == (str(article), "unread", text)
        assert ARTICLE[mention["start"] : mention["end"]] == text
        assert mention["before"] + text + mention["after"] in ARTICLE


def test_many_files_and_standard_input_are_counted_together(article: Path) -> None:
    done = cchc("coverage", article, "-", "--doc", "portal/7", stdin=ARTICLE.encode())
    summary, group = objects(done.stdout)
    assert (summary["documents"], summary["numbers"], group["documents"]) == (2, 12, 2)
    assert [mention["doc"] for mention in group["mentions"]] == [str(article)] * 2 + ["portal/7"] * 2


def test_numbers_of_one_reason_are_listed_on_demand(article: Path) -> None:
    listed = {
        reason: [mention["text"] for group in objects(done.stdout)[1:] for mention in group["mentions"]]
        for reason in ("document.number", "document", "period", "fact")
        for done in [cchc("coverage", article, "--reason", reason)]
    }
    assert listed == {
        "document.number": ["108/2014"], "document": ["108/2014"], "period": ["Năm 2019"],
        "fact": ["đạt 84,35 điểm", "xếp thứ 4/63"],
    }  # fmt: skip
    both = objects(cchc("coverage", article, "--reason", "document", "--reason", "period").stdout)
    assert len(both) == 3


def test_groups_are_limited_and_all_come_with_0(tmp_path: Path) -> None:
    letters = [f"{a}{b}" for a in "bcdghklmnt" for b in "aeiou"]
    path = tmp_path / "many.txt"
    path.write_text("".join(f"Chỉ số CCHC {word}99.\n" for word in letters), "utf-8")
    counts = [len(objects(cchc("coverage", path, *limit).stdout)) - 1 for limit in ([], ["--limit", "3"])]
    assert counts == [20, 3]
    assert len(objects(cchc("coverage", path, "--limit", "0").stdout)) - 1 == len(letters)
    table = cchc("coverage", path, "--limit", "3", "--format", "table").stdout.decode()
    assert f"{len(letters) - 3} more; --limit 0 shows all" in table


def test_bad_documents_are_told_and_the_others_counted(article: Path) -> None:
    (article.parent / "empty.txt").write_bytes(b"")
    done = cchc("coverage", "gone.txt", "empty.txt", "article.txt", cwd=article.parent)
    assert done.returncode == 1
    assert objects(done.stdout)[0]["documents"] == 1
    assert [line.split(": ")[1] for line in done.stderr.decode().splitlines()] == ["gone.txt", "empty.txt"]


def test_an_output_file_holds_what_would_have_been_printed(article: Path) -> None:
    output = article.with_name("coverage.jsonl")
    done = cchc("coverage", article, "-o", output)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert output.read_bytes() == cchc("coverage", article).stdout


def test_patterns_of_the_user_and_the_date_take_effect(article: Path) -> None:
    mine = article.with_name("mine.yaml")
    mine.write_text("disable: [document.number]\n")
    reasons = objects(cchc("coverage", article, "--patterns", mine, "--date", "2020-05-11").stdout)[0]["reasons"]
    assert "document.number" not in reasons


WRONG = {
    "no file": [],
    "unknown reason": ["article.txt", "--reason", "documents"],
    "negative limit": ["article.txt", "--limit", "-1"],
    "unknown format": ["article.txt", "--format", "xml"],
    "bad date": ["article.txt", "--date", "11/05/2020"],
    "input twice": ["-", "-"],
    "name without input": ["article.txt", "--doc", "x"],
    "output is the article": ["article.txt", "-o", "./article.txt"],
    "no patterns": ["article.txt", "--patterns", "gone.yaml"],
}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_wrong_use_ends_with_2_and_a_line_on_standard_error(article: Path, case: str) -> None:
    done = cchc("coverage", *WRONG[case], cwd=article.parent)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.strip()
    assert b"Traceback" not in done.stderr


def test_a_wrong_reason_is_answered_with_the_possible_ones(article: Path) -> None:
    told = cchc("coverage", article, "--reason", "documents").stderr.decode()
    assert all(reason in told for reason in ("document.number", "kind.none", "unread", "fact"))


def test_a_terminal_gets_tables(article: Path) -> None:
    code, shown = on_terminal("coverage", article)
    assert code == 0
    assert COLOUR.search(shown)
    lines = [" ".join(line.split()) for line in COLOUR.sub("", shown).splitlines()]
    assert lines[0].startswith("6 numbers in 1 document: 2 in facts, 2 left out for a settled reason, 2 unexplained")
    assert "1 document.number number of a legal document" in lines
    assert "2 đạt # hồ" in lines
    assert any("nay đạt«99» hồ sơ" in line for line in lines)
    assert f"article.txt:{ARTICLE.index('99')}unread" in "".join(lines).replace(" ", "")


def test_nothing_of_an_article_is_a_control_code_or_markup(tmp_path: Path) -> None:
    path = tmp_path / "a[b]\x1b[2Jb.txt"
    hostile = "\x1b[31m[bold red]Chỉ số CCHC\u202e :smile: đạt99\x1b]0;title\x07 [/] bậc\x9b2J\n"
    path.write_text(hostile, "utf-8")
    code, shown = on_terminal("coverage", path)
    assert code == 0
    left = COLOUR.sub("", shown)
    assert [char for char in left if not char.isprintable() and char not in "\r\n"] == []
    for text in (":smile: đạt«99»", "[/]", "a[b]\\x1b[2Jb.txt"):
        assert text in left


def test_a_text_without_numbers_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("Không có con số nào.", "utf-8")
    done = cchc("coverage", path, "--format", "table")
    assert done.returncode == 0
    assert done.stdout.startswith(b"0 numbers in 1 document")
