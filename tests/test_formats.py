"""Readers: what a page, a Word document and a PDF say comes out as text that the layout rules understand."""

import datetime as dt
from pathlib import Path

import docx
import pytest
from documents import pdf, saved, with_body, word

from cchc_extract.extractor import Extractor
from cchc_extract.formats import FormatError, Limits, read
from cchc_extract.formats.detection import format_of
from cchc_extract.formats.grid import Cell, as_lines
from cchc_extract.formats.pdf import joined
from cchc_extract.reading import read_document

PAGE = """<!DOCTYPE html>
<html><head><title>Long An công khai kết quả giải quyết hồ sơ | Báo Long An</title>
<meta property="article:published_time" content="2023-04-12T08:05:00+07:00">
<meta name="author" content="Lan Anh"><meta property="og:site_name" content="Báo Long An">
<script>var a = "<p>999 hồ sơ</p>";</script></head>
<body><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/tin">Tin tức</a></li></ul></nav>
<article><h1>Long An công khai kết quả giải quyết hồ sơ</h1>
<p>Văn phòng UBND tỉnh Long An vừa công khai kết quả tiếp nhận, giải quyết hồ sơ của một số <b>huyện</b>, thành phố
trong quý I/2023.<br>Số liệu lấy từ hệ thống thông tin giải quyết thủ tục hành chính, tính đến hết ngày 31/3.</p>
<ul><li>Tiếp nhận 14.302 hồ sơ<ul><li>trực tuyến 9.000 hồ sơ</li></ul></li><li>Trễ hạn 42 hồ sơ</li></ul>
<table><tr><th rowspan="2">Đơn vị</th><th colspan="2">Hồ sơ</th></tr><tr><th>tiếp nhận</th><th>đúng hạn</th></tr>
<tr><td rowspan="2">Tân An</td><td>14.302</td><td>14.260</td></tr><tr><td></td><td><p>11.690</p></td></tr></table>
<ol><li>Mục thứ nhất của kế hoạch</li><li>Mục thứ hai của kế hoạch</li></ol>
<p>So với quý IV/2022, số hồ sơ trễ hạn giảm 128 hồ sơ; huyện Bến Lức chiếm hơn 55% số hồ sơ trễ,
chủ yếu về đất đai.</p>
</article><footer>© 2016 Cổng thông tin điện tử tỉnh</footer></body></html>"""


def test_a_page_becomes_its_article() -> None:
    content = read(PAGE.encode(), "page.html")
    assert content.text.split("\n\n") == [
        "Long An công khai kết quả giải quyết hồ sơ",
        "Văn phòng UBND tỉnh Long An vừa công khai kết quả tiếp nhận, giải quyết hồ sơ của một số huyện, thành phố "
        "trong quý I/2023.\nSố liệu lấy từ hệ thống thông tin giải quyết thủ tục hành chính, tính đến hết ngày 31/3.",
        "- Tiếp nhận 14.302 hồ sơ\n- trực tuyến 9.000 hồ sơ\n- Trễ hạn 42 hồ sơ",
        "Đơn vị | Hồ sơ tiếp nhận | Hồ sơ đúng hạn\nTân An | 14.302 | 14.260\nTân An | - | 11.690",
        "1. Mục thứ nhất của kế hoạch\n2. Mục thứ hai của kế hoạch",
        "So với quý IV/2022, số hồ sơ trễ hạn giảm 128 hồ sơ; huyện Bến Lức chiếm hơn 55% số hồ sơ trễ, chủ yếu "
        "về đất đai.",
    ]
    assert (content.format, content.encoding, content.date) == ("html", "utf-8", dt.date(2023, 4, 12))
    assert content.metadata == {
        "title": "Long An công khai kết quả giải quyết hồ sơ", "author": "Lan Anh", "site": "Báo Long An",
    }  # fmt: skip


def test_the_cells_of_a_table_on_a_page_become_facts_with_their_headers(extractor: Extractor) -> None:
    facts = {fact.value: fact for fact in extractor.extract(read(PAGE.encode(), "page.html").text)}
    assert (facts[14302].unit, facts[14260].unit, facts[11690].unit) == ("hồ sơ", "hồ sơ đúng hạn", "hồ sơ đúng hạn")


DATED = '<link rel="canonical" href="https://www.bao.vn/2023/04/12/tin.html">'
AS_JSON = """<script type="application/ld+json">{"@context": "http://schema.org", "@type": "NewsArticle",
"author": {"@type": "Person", "name": "Trần Bình"}, "publisher": {"@type": "Organization", "name": "Báo Mới"},
"datePublished": "2021-03-04"}</script>"""


@pytest.mark.parametrize(
    ("head", "author", "site", "date"),
    [
        (DATED, None, "bao.vn", dt.date(2023, 4, 12)),
        (AS_JSON, "Trần Bình", "Báo Mới", dt.date(2021, 3, 4)),
        ('<script type="application/ld+json">{"author": </script>', None, None, None),
    ],
)
def test_what_a_page_tells_about_itself(
    head: str, author: str | None, site: str | None, date: dt.date | None
) -> None:
    page = PAGE.replace(PAGE[PAGE.index("<meta property") : PAGE.index("<script>")], head)
    content = read(page.encode(), "page.html")
    assert (content.metadata.get("author"), content.metadata.get("site"), content.date) == (author, site, date)


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii", "windows-1258", "utf-16"])
def test_a_page_in_an_old_encoding_is_read(name: str) -> None:
    from old_encodings import encode

    old = PAGE.encode("utf-16") if name == "utf-16" else encode(PAGE, name)
    content = read(old, "page.htm")
    assert "Tân An | 14.302 | 14.260" in content.text
    assert "giảm 128 hồ sơ" in content.text
    assert content.encoding == name


def test_a_page_without_an_article_is_taken_whole_and_says_so() -> None:
    content = read(b"<html><title>x</title><script>1 < 2</script>" + b"<div>" * 300 + b"<td>5</td><td>6</td>", "a")
    assert content.text == "5 | 6"
    assert "all of its text was taken" in content.notes[0]


def test_a_word_document_keeps_paragraphs_tables_and_lists_in_order() -> None:
    table = [["Đơn vị", "Hồ sơ"], ["Tân An", "14.302"], ["Bến Lức", ""]]
    content = read(word("Năm 2019, xếp thứ 4/63.", table, "Hết.", items=["Một", "Hai"]), "a.docx")
    assert content.text.split() == (
        [
            "Năm",
            "2019,",
            "xếp",
            "thứ",
            "4/63.",
            "Đơn",
            "vị",
            "|",
            "Hồ",
            "sơ",
            "Tân",
            "An",
            "|",
            "14.302",
            "Bến",
            "Lức",
            "|",
            "-",
            "Hết.",
            "-",
            "Một",
            "-",
            "Hai",
        ]
    )
    assert "Đơn vị | Hồ sơ\nTân An | 14.302\nBến Lức | -\n" in content.text
    assert (content.format, content.encoding, content.date) == ("docx", None, None)
    assert content.metadata["title"] == "Báo cáo"


def test_merged_cells_of_a_word_document_are_filled() -> None:
    document = docx.Document()
    rows = [["Đơn vị", "Hồ sơ", ""], ["", "tiếp nhận", "đúng hạn"], ["Tân An", "5", "4"], ["", "6", "5"]]
    table = document.add_table(4, 3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(3, 0))
    assert read(saved(document), "a.docx").text.strip().splitlines() == [
        "Đơn vị | Hồ sơ tiếp nhận | Hồ sơ đúng hạn", "Tân An | 5 | 4", "Tân An | 6 | 5",
    ]  # fmt: skip


def test_old_fonts_of_a_word_document_are_read() -> None:
    fonts = [
        (".VnTime", "C¶i c¸ch hµnh chÝnh "),
        (".VnTimeH", "hµ néi "),
        ("VNI-Times", "Coâng cuoäc"),
        ("Arial", " ñ"),
    ]
    assert read(word("Tin", fonts=fonts), "a.docx").text.splitlines()[2] == "Cải cách hành chính HÀ NỘI Công cuộc ñ"


def test_what_is_struck_out_is_left_out_and_what_is_put_in_is_there() -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Xếp thứ </w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>4</w:t></w:r></w:ins>"
        "<w:hyperlink><w:r><w:t>/63</w:t><w:br/><w:t>tỉnh</w:t></w:r></w:hyperlink>"
        "</w:p></w:sdtContent></w:sdt>"
    )
    assert read(with_body(body), "a.docx").text.strip() == "Xếp thứ 4/63\ntỉnh"


HEAD = "UBND TỈNH LONG AN - BÁO CÁO NĂM 2023"
PAGES = [
    [HEAD, "BÁO CÁO CẢI CÁCH HÀNH CHÍNH",
     "Văn phòng UBND tỉnh Long An vừa công khai kết quả tiếp nhận, giải quyết hồ sơ của một số",
     "Huyện, thành phố trong quý I năm 2023. Số liệu lấy từ hệ thống thông tin giải quyết hồ sơ và",
     "kết quả đó được đối chiếu với các báo cáo của sở, ngành, địa phương trong tỉnh, theo đó các", "1"],
    [HEAD, "cơ quan đã kiểm tra 15 đơn vị.", "- Mục một", "- Mục hai", "2"],
    [HEAD, "Trang này có 12 hồ sơ.", "Trang 3/3"],
]  # fmt: skip


def test_the_lines_of_a_pdf_become_paragraphs_without_heads_and_feet() -> None:
    content = read(pdf(PAGES, title="Báo cáo"), "a.pdf")
    assert content.text.splitlines() == [
        "BÁO CÁO CẢI CÁCH HÀNH CHÍNH",
        " ".join([*PAGES[0][2:5], PAGES[1][1]]),
        "- Mục một",
        "- Mục hai",
        "Trang này có 12 hồ sơ.",
    ]
    assert [content.text[start:][:10] for start in content.pages] == ["BÁO CÁO CẢ", "cơ quan đã", "Trang này "]
    assert content.metadata == {"title": "Báo cáo", "created": "2023-04-12"}


@pytest.mark.parametrize(
    ("pages", "text", "starts"),
    [
        ([["Thủ tục công-", "ten-nơ mới."]], "Thủ tục công" + "ten-nơ mới.", (0,)),
        ([["Giai đoạn 2015-", "2020."]], "Giai đoạn 2015-2020.", (0,)),
        ([["Xếp thứ 4/63,"], [], ["tăng 7 bậc."]], "Xếp thứ 4/63, tăng 7 bậc.", (0, 13, 14)),
        ([["Một câu."], ["Hai câu."]], "Một câu.\nHai câu.", (0, 9)),
        ([[], ["a"]], "a", (0, 0)),
        ([], "", ()),
    ],
)
def test_broken_words_and_lines_are_joined(pages: list[list[str]], text: str, starts: tuple[int, ...]) -> None:
    assert joined(pages) == (text, starts)


def test_a_page_of_a_pdf_without_text_is_told() -> None:
    content = read(pdf([["Trang này có 12 hồ sơ."], []]), "a.pdf")
    assert content.text == "Trang này có 12 hồ sơ."
    assert content.notes[0].startswith("no text on page 2, perhaps scanned; recognise it by OCR")


def test_a_pdf_in_a_font_of_an_old_encoding_is_mended() -> None:
    line = "Së Néi vô kiÓm tra 15 ®¬n vÞ, gåm 05 së vµ 10 x·."
    content = read(pdf([[line]]), "a.pdf")
    assert content.text == "sở Nội vụ kiểm tra 15 đơn vị, gồm 05 sở và 10 xã.".replace("sở N", "Sở N")
    assert content.encoding == "tcvn3"


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([[Cell("a"), Cell("b")], [Cell("c")]], ["a | b", "c | -"]),
        ([[Cell("a", 2)], [Cell("b"), Cell("c")], [Cell("1"), Cell("2")]], ["a", "b | c", "1 | 2"]),
        ([[Cell("a", 1, 2), Cell("b", 2)], [Cell("c"), Cell("d")], [Cell("1")]], ["a | b c | b d", "1 | - | -"]),
        ([[Cell("a"), Cell("b")], [Cell("x", 1, 2), Cell("5", 1, 2)], []], ["a | b", "x | 5", "x | -"]),
        ([[Cell("a"), Cell("b")], [Cell("5", 2)]], ["a | b", "5 | -"]),
        ([[Cell("a|b"), Cell("c \n d")], [Cell(""), Cell(" ")]], ["a/b | c d"]),
        ([[Cell("chỉ một cột")], [Cell("hai dòng")]], ["chỉ một cột", "hai dòng"]),
        ([[Cell("dài " * 200), Cell("b")]], [("dài " * 200).strip(), "b"]),
        ([], []),
    ],
)
def test_tables_become_lines(rows: list[list[Cell]], lines: list[str]) -> None:
    assert as_lines(rows) == lines


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PAGE.encode(), "page.txt", "html"),
        (b"\xef\xbb\xbf  <!-- x --><HTML>", "page", "html"),
        (b"<p>5 x\xc3\xa3</p>", "part.HTML", "html"),
        (b"5 < 6 xa", "text.html", "text"),
        (b"<p>5 x\xc3\xa3</p>", "part.txt", "text"),
        (word("a"), "word.pdf", "docx"),
        (pdf([["a"]]), "paper.docx", "pdf"),
        (b"\n%PDF-1.4", "paper", "pdf"),
        ("<html>".encode("utf-16"), "wide.htm", "html"),
        ("Sở 5 xã".encode(), "text.pdf", "text"),
    ],
)
def test_the_content_tells_the_format_before_the_suffix_does(data: bytes, name: str, kind: str) -> None:
    assert format_of(data, name) == kind


def test_a_document_knows_where_its_text_came_from(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(PAGES))
    document = read_document(str(path))
    for page, start in enumerate(document.pages, 1):
        source = document.source(start)
        assert source
        assert (source.format, source.encoding, source.page) == ("pdf", None, page)


def test_limits_hold_for_every_format() -> None:
    for data, name, limits, says in (
        (pdf([["a"]] * 3), "a.pdf", Limits(pages=2), "3 pages, more than 2; .*--max-pages"),
        (pdf([["a" * 50]] * 3), "a.pdf", Limits(characters=99), "characters than 99; .*--max-text"),
        (b"a" * 100, "a.txt", Limits(characters=99), "characters than 99; .*--max-text"),
        (word("a"), "a.docx", Limits(size=1000), "unpacks to more bytes than 1,000; .*--max-size"),
        (word("a"), "a.docx", Limits(parts=3), "more than 3 parts"),
        (word("a"), "a.docx", Limits(seconds=-1), "takes longer than -1 s"),
        (PAGE.encode(), "a.html", Limits(tags=20), "more than 20 tags"),
    ):
        with pytest.raises(FormatError, match=says):
            read(data, name, limits=limits)
