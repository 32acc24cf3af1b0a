"""Files that somebody broke, or made to break a reader: one clear error each, in bounded time and memory."""

import io
import os
import random
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from documents import pdf, with_body, word
from fuzz_formats import changed, inside, originals
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_extract.errors import DocumentError
from cchc_extract.formats import FormatError, Limits, read
from cchc_extract.reading import read_document

SEEDS = sorted((Path(__file__).parent / "seeds").iterdir())
LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
BOMB = f'<!DOCTYPE x [<!ENTITY a0 "ha ha ha">{LAUGHS}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ARTICLE = "<p>Sở Nội vụ kiểm tra 15 đơn vị về cải cách hành chính.</p>"


def zipped(name: str, data: bytes) -> bytes:
    """A ZIP archive with the names of a DOCX."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr(name, data)
    return out.getvalue()


def compound(stream: str) -> bytes:
    """The beginning of a file of old Office with a stream of that name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le")


def locked() -> bytes:
    """A DOCX whose parts are marked as encrypted."""
    return word("a").replace(b"PK\x01\x02\x14\x00\x14\x00\x00", b"PK\x01\x02\x14\x00\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )  # fmt: skip


def said(data: bytes, name: str) -> tuple[str, str]:
    """The text that is read from a file, and what is said against it; one of them is empty."""
    try:
        return read(data, name, limits=Limits(size=1_000_000, characters=1_000_000)).text, ""
    except FormatError as error:
        return "", str(error)


REFUSED = {
    "bomb.docx": (zipped("word/document.xml", bytes(60_000_000)), "unpacks to more bytes than 50,000,000"),
    "laughs.docx": (with_body("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", BOMB), "damaged or incomplete|holds no text"),
    "deep.docx": (with_body("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000), "damaged or incomplete"),
    "cut.docx": (word("a")[:9000], "damaged or incomplete DOCX"),
    "empty.docx": (word(), "holds no text"),
    "nothing.docx": (zipped("word/other.xml", b""), "damaged or incomplete DOCX"),
    "locked.docx": (locked(), "protected by a password; save a copy"),
    "locked.doc": (compound("EncryptedPackage"), "protected by a password; save a copy"),
    "old.doc": (compound("WordDocument"), r"DOC file of old Word; .* \.docx, or run: soffice"),
    "old.xls": (compound("Workbook"), "file of old Office; .*soffice"),
    "sheet.xlsx": (zipped("xl/workbook.xml", b""), "Excel workbook; save its sheet as text"),
    "text.odt": (zipped("content.xml", b""), "OpenDocument file; .*soffice"),
    "files.zip": (zipped("a.txt", b"a"), "ZIP archive; unpack it"),
    "text.rtf": (b"{\\rtf1 a}", "is RTF; .*soffice"),
    "page.mht": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "one MHTML file; save it as HTML"),
    "photo.jpg": (b"\xff\xd8\xff\xe0", "is a picture; .*OCR"),
    "text.gz": (b"\x1f\x8b\x08\x00", "is compressed; unpack it"),
    "locked.pdf": (pdf([["a"]], encrypted=True), "protected by a password; save a copy"),
    "cut.pdf": (pdf([["a"]])[:300], "damaged or incomplete PDF; get it again"),
    "scan.pdf": (pdf([[], []]), "is a scan, pictures without text; .*ocrmypdf"),
    "many.pdf": (pdf([[]] * 2001), "has 2,001 pages, more than 2,000; .*--max-pages"),
    "bomb.pdf": (pdf([["a"]], content=b"q " * 3_000_000), "cannot be read with 0.3 GB of memory"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_be_read_is_refused_with_the_remedy(name: str) -> None:
    data, message = REFUSED[name]
    limits = Limits(memory=300_000_000) if name == "bomb.pdf" else Limits()
    with pytest.raises(FormatError, match=message) as caught:
        read(data, name, limits=limits)
    assert "; " in str(caught.value), "a remedy is named"
    assert "\n" not in str(caught.value)


READ = {
    "deep.html": "<html><body>" + "<div>" * 40_000 + ARTICLE,
    "deep-table.html": "<html><body>" + "<table><tr><td>" * 10_000 + ARTICLE,
    "wide-cells.html": f"<html><body>{ARTICLE}<table>" + "<tr><td colspan=9999 rowspan=9999>1</td></tr>" * 300,
    "entities.html": BOMB.replace("<!DOCTYPE x", "<!DOCTYPE html") + f"<html><body>{ARTICLE}&a9;&x;",
    "long-name.html": f"<html><body><p class={'x' * 1_000_000}>{ARTICLE}",
    "comments.txt": "<!---->" * 500 + ARTICLE,
    "open-comments.html": f"<html><body>{ARTICLE}" + "<!--" * 20_000,
    "one-line.txt": "Sở Nội vụ kiểm tra 15 đơn vị về cải cách hành chính, " * 10_000,
}


@pytest.mark.parametrize("name", sorted(READ))
def test_what_is_only_odd_is_read(name: str) -> None:
    text = read(READ[name].encode(), name).text
    assert "Sở Nội vụ kiểm tra 15 đơn vị" in text
    assert "root:" not in text
    assert "ha ha ha" not in text


def test_nothing_outside_a_document_is_read_from_it() -> None:
    data = with_body("<w:p><w:r><w:t>Xã &x;</w:t></w:r></w:p>", BOMB)
    assert "root:" not in read(data, "a.docx").text


def test_frames_inside_frames_are_read_once() -> None:
    start, end = "<w:p><w:r><w:t>Khung</w:t><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"
    data = with_body(start * 40 + "<w:p><w:r><w:t>Xã</w:t></w:r></w:p>" + end * 40)
    assert read(data, "a.docx").text.split() == ["Khung"] * 40 + ["Xã"]


def test_long_bytes_in_no_encoding_end_soon() -> None:
    for data in (b"x\xe9" * 300_000, "sè hµ néi ".encode("latin-1") * 30_000, b"\xb5" * 500_000):
        text, problem = said(data, "a.txt")
        assert text or "is not UTF-8 at byte" in problem


def test_a_pdf_that_takes_too_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*args: object, **options: object) -> None:
        raise subprocess.TimeoutExpired("python", 60)

    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(FormatError, match="takes longer than 60 s to read; split it"):
        read(pdf([["a"]]), "a.pdf")


MANY_ATTRIBUTES = ("<html><body><p " + " ".join(f"a{n}" for n in range(200_000)) + f">{ARTICLE}").encode()


def test_a_page_that_takes_too_long_is_left_and_the_next_one_read() -> None:
    with pytest.raises(FormatError, match="takes longer than 1 s to read; save the article alone, or its text"):
        read(MANY_ATTRIBUTES, "a.html", limits=Limits(seconds=1))
    assert "15 đơn vị" in read(f"<html><body>{ARTICLE}".encode(), "b.html").text


def test_a_page_that_takes_too_much_memory_is_left_and_the_next_one_read() -> None:
    with pytest.raises(FormatError, match=r"cannot be read with 0\.2 GB of memory; save the article alone"):
        read(b"<html><body><p>" + b"a " * 20_000_000, "a.html", limits=Limits(memory=200_000_000))
    assert "15 đơn vị" in read(f"<html><body>{ARTICLE}".encode(), "b.html").text


def test_pages_are_read_in_threads_and_in_processes_that_are_forked() -> None:
    pages = [f"<html><body>{ARTICLE}<p>Trang {n} có nội dung riêng của nó.</p>".encode() for n in range(8)]
    with ThreadPoolExecutor(4) as threads:
        texts = list(threads.map(lambda page: read(page, "a.html").text, pages))
    assert [f"Trang {n} " in text for n, text in enumerate(texts)] == [True] * 8
    if hasattr(os, "fork"):
        script = (
            "import os, sys; from cchc_extract.formats import read; page = sys.stdin.buffer.read();"
            "read(page, 'a.html'); child = os.fork(); text = read(page, 'a.html').text;"
            "assert not child or os.waitpid(child, 0)[1] == 0; print(len(text), flush=True)"
        )
        done = subprocess.run([sys.executable, "-c", script], input=pages[0], capture_output=True, check=True)
        assert done.stdout.split() == [str(len(texts[0])).encode()] * 2


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"<html><body><p>" + b"a b " * 25_000_000, "has more bytes than 50,000,000"),
        (b"a b " * 25_000_000, "has more bytes"),
    ],
    ids=["html", "text"],
)
def test_a_hundred_megabytes_on_one_line_are_refused(tmp_path: Path, line: bytes, problem: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(line)
    with pytest.raises(DocumentError, match=problem):
        read_document(str(path))
    with pytest.raises(
        FormatError, match="has more characters than 2,000,000; split it, or allow more with --max-text"
    ):
        read(line, "a.html", limits=Limits(size=len(line)))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_files_that_have_broken_a_reader_do_so_no_more(path: Path) -> None:
    text, problem = said(path.read_bytes(), path.name)
    assert text or "; " in problem


FILES = [(name, data) for name, data in originals() if not name.endswith(".pdf")]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.sampled_from(FILES), st.randoms(use_true_random=False), st.booleans())
def test_broken_files_are_read_or_refused(
    file: tuple[str, bytes], other: tuple[str, bytes], chance: random.Random, packed: bool
) -> None:
    name, data = file
    broken = inside(name, data, other[1], chance) if packed else changed(data, other[1], chance)
    text, problem = said(broken, name)
    assert not problem or "; " in problem
    assert len(text) <= 1_000_000


def test_a_missing_reader_is_named_with_the_command_that_installs_it(tmp_path: Path) -> None:
    for module in ("trafilatura", "docx", "pypdfium2"):
        (tmp_path / f"{module}.py").write_text("raise ImportError")
    files = {"a.html": b"<html><body><p>5</p>", "b.docx": word("a"), "c.pdf": pdf([["a"]])}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    cchc = [sys.executable, "-m", "cchc_extract.cli", "extract", "-q", *files]
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(cchc, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    for line, (name, extra) in zip(
        done.stderr.splitlines(), (("a.html", "html"), ("b.docx", "docx"), ("c.pdf", "pdf")), strict=True
    ):
        assert line.startswith(f"cchc: {name}: ")
        assert f"pip install 'cchc-extract[{extra}]'" in line
