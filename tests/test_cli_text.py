"""`cchc text`, and files of other formats and encodings on the command line, as a user meets them."""

import json
from pathlib import Path

import pytest
from commands import cchc
from documents import pdf, word
from old_encodings import encode
from test_cli_extract import ARTICLE, KIND_AND_VALUE, facts_in
from test_formats import PAGE, PAGES

from cchc_extract.commands.readers import Readers
from cchc_extract.formats import Limits


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an article in every format."""
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "b.html").write_text(PAGE, "utf-8")
    (tmp_path / "c.docx").write_bytes(word(*ARTICLE.splitlines()))
    (tmp_path / "d.pdf").write_bytes(pdf([*PAGES, ["Sở Nội vụ kiểm tra 15 đơn vị về cải cách hành chính."]]))
    (tmp_path / "e.txt").write_bytes(encode(ARTICLE, "tcvn3"))
    return tmp_path


def test_the_text_comes_below_what_is_known_of_the_file(folder: Path) -> None:
    done = cchc("text", "b.html", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    head, _, text = done.stdout.decode().removeprefix("---\n").partition("\n---\n")
    assert head.splitlines() == [
        "format: html",
        "encoding: utf-8",
        "date: 2023-04-12",
        "title: Long An công khai kết quả giải quyết hồ sơ",
        "author: Lan Anh",
        "site: Báo Long An",
    ]
    assert text.startswith("Long An công khai")
    assert cchc("text", "b.html", "--no-header", cwd=folder).stdout.decode() == text


@pytest.mark.parametrize("name", ["a.txt", "b.html", "c.docx", "d.pdf", "e.txt"])
def test_evidence_is_in_the_text_that_is_printed(folder: Path, name: str) -> None:
    text = cchc("text", "--no-header", name, cwd=folder).stdout.decode()
    facts = facts_in(cchc("extract", name, cwd=folder).stdout)
    assert facts
    for fact in facts:
        evidence = fact["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_a_fact_names_format_encoding_and_page_of_its_source(folder: Path) -> None:
    def sources(name: str) -> list[dict[str, object] | None]:
        return [fact.get("source") for fact in facts_in(cchc("extract", name, cwd=folder).stdout)]

    assert set(map(json.dumps, sources("a.txt"))) == {"null"}
    assert sources("b.html")[0] == {"format": "html", "encoding": "utf-8"}
    assert sources("c.docx")[0] == {"format": "docx"}
    assert sources("d.pdf")[-1] == {"format": "pdf", "page": 4}
    assert sources("e.txt")[0] == {"format": "text", "encoding": "tcvn3"}


def test_the_same_facts_come_from_every_format_and_encoding(folder: Path) -> None:
    for name in ("a.txt", "c.docx", "e.txt"):
        facts = facts_in(cchc("extract", name, cwd=folder).stdout)
        assert [(fact["kind"], fact["value"]) for fact in facts] == KIND_AND_VALUE


def test_the_date_of_a_page_gives_facts_their_period(folder: Path) -> None:
    page = (
        '<html><head><meta property="article:published_time" content="2021-08-02"></head><body><article><p>Sở Nội vụ '
        "tỉnh An Giang đã kiểm tra 15 đơn vị về cải cách hành chính, và sẽ tiếp tục kiểm tra các cơ quan khác trong "
        "tỉnh để kịp thời chấn chỉnh những hạn chế còn tồn tại.</p></article></body></html>"
    )
    (folder / "dated.html").write_text(page, "utf-8")
    (fact,) = facts_in(cchc("extract", "dated.html", "--date", "1999-01-01", cwd=folder).stdout)
    assert fact["period"] == "2021"


def test_an_encoding_can_be_forced(folder: Path) -> None:
    short = encode("Hà Nội: 5 sở", "tcvn3")[:-2] + b"TTHC"
    (folder / "short.txt").write_bytes(short)
    refused = cchc("text", "short.txt", cwd=folder)
    assert refused.returncode == 1
    assert b"short.txt: is not UTF-8 at byte 1" in refused.stderr
    assert b"--encoding" in refused.stderr
    forced = cchc("text", "--no-header", "short.txt", "--encoding", "tcvn3", cwd=folder)
    assert forced.stdout.decode() == "Hà Nội: 5 TTHC"
    wrong = cchc("coverage", "short.txt", "--encoding", "utf-8", cwd=folder)
    assert (wrong.returncode, wrong.stderr.decode()) == (
        1, "cchc: short.txt: is not utf-8 at byte 1; leave out --encoding to have it found\n",
    )  # fmt: skip
    assert cchc("extract", "short.txt", "--encoding", "klingon", cwd=folder).returncode == 2


def test_limits_are_set_by_options_and_the_run_goes_on(folder: Path) -> None:
    limits = ["--max-pages", "3", "--max-size", "0.05", "--max-text", "160"]
    done = cchc("extract", "-q", "d.pdf", "c.docx", "b.html", "a.txt", *limits, cwd=folder)
    assert done.returncode == 1
    told = done.stderr.decode().splitlines()
    assert [line.split(": ")[1] for line in told] == ["d.pdf", "c.docx", "b.html"]
    assert [line.rpartition(" ")[2] for line in told] == ["--max-pages", "--max-size", "--max-text"]
    assert {fact["doc"] for fact in facts_in(done.stdout)} == {"a.txt"}
    endless = cchc("text", "/dev/zero", "--max-size", "1")
    assert endless.returncode == 1
    assert b"has more bytes than 1,000,000" in endless.stderr


def test_what_the_user_must_know_of_a_document_is_on_standard_error(folder: Path) -> None:
    (folder / "half.pdf").write_bytes(pdf([["Sở Nội vụ kiểm tra 15 đơn vị."], []]))
    for command in ("text", "extract"):
        done = cchc(command, "half.pdf", cwd=folder)
        assert done.returncode == 0
        assert done.stderr.decode().startswith("cchc: half.pdf: no text on page 2, perhaps scanned; ")


def test_standard_input_may_be_of_any_format(folder: Path) -> None:
    done = cchc("text", "-", stdin=(folder / "c.docx").read_bytes())
    assert done.stdout.decode().startswith("---\nformat: docx\n")
    gone = cchc("text", "gone.pdf")
    assert (gone.returncode, gone.stdout) == (1, b"")
    assert b"gone.pdf: no such file" in gone.stderr


def test_the_limits_of_the_options_are_those_of_the_library() -> None:
    assert Readers().reading().limits == Limits()
