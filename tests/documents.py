"""Documents of other formats than text, made for the tests."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from itertools import accumulate

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/Sans/Encoding/Identity-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType2/BaseFont/Sans/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/Sans/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800"
    b"/Descent -200/CapHeight 700/StemV 80>>>>]/ToUnicode 4 0 R>>"
)
# Each code stands for the character of that number, so that no font is needed.
_TO_UNICODE = (
    b"/CIDInit/ProcSet findresource begin begincmap/CMapName/A def/CMapType 2 def\n1 begincodespacerange <0000><FFFF>"
    b" endcodespacerange\n"
    + b"".join(
        b"100 beginbfrange\n"
        + b"".join(b"<%02X00><%02XFF><%02X00>\n" % (high, high, high) for high in range(first, min(first + 100, 256)))
        + b"endbfrange\n"
        for first in range(0, 256, 100)
    )
    + b"endcmap end end"
)


def pdf(
    pages: Sequence[Sequence[str]], *, title: str = "", encrypted: bool = False, content: bytes | None = None
) -> bytes:
    """A PDF with these lines on its pages; `content` takes the place of what draws them."""
    kids = b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(len(pages)))
    info = b"<</Title<FEFF%s>/CreationDate(D:20230412080500+07'00')>>" % title.encode("utf-16-be").hex().encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids),
        _FONT,
        _stream(_TO_UNICODE),
        info,
    ]
    for number, lines in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1200 1400]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (7 + 2 * number)
        )
        drawn = b"".join(
            b"1 0 0 1 50 %d Tm<%s>Tj\n" % (1350 - 18 * row, line.encode("utf-16-be").hex().encode())
            for row, line in enumerate(lines)
        )
        objects.append(_stream(content if content is not None else b"BT/F 12 Tf\n" + drawn + b"ET"))
    parts = [b"%PDF-1.7\n", *(b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in enumerate(objects, 1))]
    places = list(accumulate(map(len, parts)))
    table = b"".join(b"%010d 00000 n \n" % place for place in places[:-1])
    lock = (
        b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"00" * 32, b"11" * 32)
        if encrypted
        else b""
    )
    trailer = b"trailer<</Size %d/Root 1 0 R/Info 5 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        lock,
        places[-1],
    )
    return b"".join(parts) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


def word(
    *paragraphs: str | list[list[str]], fonts: Sequence[tuple[str, str]] = (), items: Sequence[str] = ()
) -> bytes:
    """A DOCX with paragraphs and tables in this order, then runs of (font, text) in one paragraph, then a list."""
    document = docx.Document()
    for paragraph in paragraphs:
        if isinstance(paragraph, str):
            document.add_paragraph(paragraph)
            continue
        table = document.add_table(len(paragraph), len(paragraph[0]))
        for row, texts in zip(table.rows, paragraph, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    if fonts:
        last = document.add_paragraph()
        for font, text in fonts:
            last.add_run(text).font.name = font
    for item in items:
        properties = document.add_paragraph(item)._p.get_or_add_pPr()
        properties.append(parse_xml(f"<w:numPr {nsdecls('w')}><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"))
    document.core_properties.title = "Báo cáo"
    document.core_properties.author = "Sở Nội vụ"
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    """The bytes of a document of python-docx."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_body(body: str, prologue: str = "") -> bytes:
    """A DOCX whose body is this XML."""
    source = io.BytesIO(word("x"))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                text = f"{prologue}<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>"
                data = text.encode()
            new.writestr(name, data)
    return out.getvalue()
