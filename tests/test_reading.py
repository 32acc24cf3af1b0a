"""Reading: text comes in unchanged, and what cannot be read is named with its remedy."""

import io
import sys
import unicodedata
from pathlib import Path

import pytest

from cchc_extract.errors import DocumentError
from cchc_extract.reading import Document, as_utf8, read_document, read_facts

TEXT = "Sở Nội vụ kiểm tra 15 đơn vị.\r\nGiải thể 2 phòng 😀.\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (TEXT.encode(), TEXT),
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
        (unicodedata.normalize("NFD", TEXT).encode(), unicodedata.normalize("NFD", TEXT)),
        ("a\u00a0b\u200bc\x1b[31m\ufeff\r".encode(), "a\u00a0b\u200bc\x1b[31m\ufeff\r"),
    ],
    ids=["plain", "byte-order-mark", "nfd", "odd-characters"],
)
def test_text_comes_in_as_it_is_but_for_a_byte_order_mark(tmp_path: Path, data: bytes, text: str) -> None:
    path = tmp_path / "bài.txt"
    path.write_bytes(data)
    assert read_document(str(path)) == Document(str(path), text)


BAD = {
    "empty.txt": (b"", r"is empty; give a file that holds the text"),
    "mark-only.txt": (b"\xef\xbb\xbf", r"is empty"),
    "blank.txt": (" \r\n\u00a0\n".encode(), r"is empty"),
    "latin.txt": (
        b"\xef\xbb\xbfS\xf4 15",
        r"is not UTF-8 at byte 4 \(0xF4\), .*; save it as UTF-8, or .* --encoding",
    ),
    "cut.txt": ("hồ sơ".encode()[:-1], r"is not UTF-8 at byte 6 \(0xC6\)"),
    "half.txt": (
        TEXT.encode("utf-16")[:-1],
        r"is not UTF-16 at byte \d+, though it begins so; get it again, or save it as UTF-8",
    ),
    "nul.txt": (b"15\x00", r"is a binary file; give its text"),
    "paper.pdf": (b"%PDF-1.7\n...", r"is a damaged or incomplete PDF; get it again"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_file_that_is_no_text_is_named_with_the_remedy(tmp_path: Path, name: str) -> None:
    data, message = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=f"{name}: {message}") as caught:
        read_document(str(path))
    assert "\n" not in str(caught.value)


def test_a_path_that_is_no_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    for path, message in (
        (tmp_path / "gone.txt", r"gone\.txt: no such file; check"),
        (tmp_path, r"is a folder; name the files in it: .*/\*\.txt"),
        (loop, r"loop\.txt: cannot be read \(.+\); check"),
    ):
        with pytest.raises(DocumentError, match=message):
            read_document(str(path))


def test_standard_input_is_read_as_a_file_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def pipe(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "ascii"))

    pipe(b"\xef\xbb\xbf" + TEXT.encode())
    assert read_document("-", "portal") == Document("portal", TEXT)
    pipe(b"\xff")
    with pytest.raises(DocumentError, match="standard input: is not UTF-8 at byte 0"):
        read_document("-")
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(DocumentError, match="standard input: is closed"):
        read_document("-")


def test_a_name_that_is_not_utf8_still_names_the_document() -> None:
    assert as_utf8("b\udce0i.txt") == "b\ufffdi.txt"


def test_facts_are_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes('{"doc":"a\u2028b"}\r\n\n{"doc":"c"}'.encode())
    assert read_facts(str(path)) == [{"doc": "a\u2028b"}, {"doc": "c"}]
    path.write_bytes(b"")
    assert read_facts(str(path)) == []


@pytest.mark.parametrize("line", ["[1]", "{", "3"])
def test_a_line_that_is_no_fact_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text("{}\n" + line)
    with pytest.raises(DocumentError, match=r"facts\.jsonl:2: not (a )?JSON.*one fact a line"):
        read_facts(str(path))
