"""`cchc explain` as a user meets it."""

import json
from pathlib import Path

import pytest
from commands import cchc

ARTICLE = (
    "Năm 2019, Chỉ số cải cách hành chính của thành phố Cần Thơ đạt 84,35 điểm, xếp thứ 4/63.\n"
    "Theo Nghị định 108/2014/NĐ-CP, Sở Nội vụ kiểm tra 15 đơn vị; người dân chờ 10 ngày.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def test_each_number_is_explained_below_its_sentence(article: Path) -> None:
    done = cchc("explain", article)
    assert (done.returncode, done.stderr) == (0, b"")
    text = " ".join(done.stdout.decode().split())
    order = ["«đạt 84,35 điểm»", "score, fact ", "rank.cue gives rank", "document.number matches “Nghị định 108”",
             "inspection, fact ", "“thành phố Cần Thơ” (41-58)", "no rule for this number"]  # fmt: skip
    found = [text.find(words, text.find(order[max(0, at - 1)])) for at, words in enumerate(order)]
    assert found == sorted(found)
    assert -1 not in found


def test_why_is_there_no_fact_here(article: Path) -> None:
    asked = {"019": "period", "14/NĐ": "document.number", "15 ": "fact", "10 ": "kind.none"}
    offsets = [ARTICLE.index(words) for words in asked]
    done = cchc("explain", article, "--json", *(word for offset in offsets for word in ("--at", str(offset))))
    found = json.loads(done.stdout)
    assert [item["reason"] for item in found] == list(asked.values())
    for item, offset in zip(found, offsets, strict=True):
        assert item["number"]["start"] <= offset < item["number"]["end"]


def test_a_fact_is_explained_by_the_id_that_extract_gave_it(article: Path) -> None:
    facts = [json.loads(line) for line in cchc("extract", article).stdout.decode().splitlines()]
    wanted = [word for fact in facts for word in ("--fact", fact["id"])]
    explained = json.loads(cchc("explain", article, "--json", *wanted).stdout)
    assert [found["fact"]["evidence"] for found in explained] == [fact["evidence"] for fact in facts]
    assert [found["trials"][0]["rule"] for found in explained] == [fact["pattern"] for fact in facts]
    under_name = cchc("explain", "-", "--doc", str(article), "--fact", facts[0]["id"], stdin=ARTICLE.encode())
    assert under_name.returncode == 0


def test_json_holds_all_numbers_in_reading_order(article: Path) -> None:
    found = json.loads(cchc("explain", article, "--json").stdout)
    assert [item["number"]["text"] for item in found] == [
        "Năm 2019", "đạt 84,35 điểm", "xếp thứ 4/63", "108/2014", "kiểm tra 15 đơn vị", "10",
    ]  # fmt: skip
    assert [item["reason"] for item in found].count("fact") == 3


def test_places_without_a_number_and_unknown_facts_are_wrong_use(article: Path) -> None:
    at = cchc("explain", article, "--at", str(ARTICLE.index("Cần Thơ")))
    assert (at.returncode, at.stdout) == (2, b"")
    assert "the nearest is" in at.stderr.decode()
    fact = cchc("explain", article, "--fact", "000000000000")
    assert (fact.returncode, fact.stdout) == (2, b"")


def test_a_file_that_cannot_be_read_fails_and_an_encoding_can_be_named(article: Path) -> None:
    gone = cchc("explain", article.with_name("none.txt"))
    assert (gone.returncode, gone.stdout) == (1, b"")
    assert b"none.txt: no such file" in gone.stderr
    short = article.with_name("short.txt")
    short.write_bytes("Hµ Néi: n¨m 2020 c¾t gi¶m 5 phßng".encode("latin-1"))
    told = json.loads(cchc("explain", short, "--json", "--encoding", "tcvn3").stdout)
    assert [item["number"]["text"] for item in told] == ["năm 2020", "cắt giảm 5 phòng"]


def test_a_text_without_numbers_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Cải cách hành chính là nhiệm vụ trọng tâm.\n", "utf-8")
    done = cchc("explain", tmp_path / "a.txt")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"no number" in done.stderr


def test_nothing_of_the_article_reaches_the_terminal_as_markup_or_control_code(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Sở Nội vụ [bold]kiểm tra\x1b[31m 15 đơn vị[/bold] năm 2019.\n", "utf-8")
    done = cchc("explain", tmp_path / "a.txt")
    assert b"\x1b" not in done.stdout
    assert "[bold]" in done.stdout.decode()


def test_own_patterns_and_a_date_count(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Năm nay, Sở Nội vụ tỉnh An Giang kiểm tra 15 đơn vị.\n", "utf-8")
    found = json.loads(cchc("explain", tmp_path / "a.txt", "--date", "2020-05-11", "--json").stdout)
    assert found[0]["fact"]["period"] == "2020"
    (tmp_path / "mine.yaml").write_text("disable: [inspection.near]\n", "utf-8")
    other = json.loads(cchc("explain", tmp_path / "a.txt", "--patterns", tmp_path / "mine.yaml", "--json").stdout)
    assert other[0]["trials"][0]["rule"] != found[0]["trials"][0]["rule"] == "inspection.near"
