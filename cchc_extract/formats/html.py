"""Web pages: the main text by trafilatura, with lists and tables as lines that the layout rules understand."""

import datetime as dt
import html
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cchc_extract.formats.content import Content, FormatError, MissingExtraError
from cchc_extract.formats.grid import Cell, as_lines, fill
from cchc_extract.formats.limits import Limits
from cchc_extract.formats.plain import decoded_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NOTE = "the article could not be told from the rest of the page; all of its text was taken"
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"</?(?:p|div|br|li|ul|ol|tr|table|h[1-6]|section|article|header|footer)\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_SPACES = re.compile(r"[ \t\r\f\v]+")
_INLINE_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BLANK = re.compile(r"\n\s*\n\s*")
_BLOCKS = {"p", "head", "list", "table", "quote", "code", "div"}
_INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SITE_SIGN = re.compile(r"\s+[|–-]\s+")


def read(data: bytes, encoding: str | None, limits: Limits) -> Content:
    """The article of a page, below its title; its date, title, author and site where the page tells them.

    Takes any time and memory for a page that is made for that: `apart.read_page` holds it to the limits. Raises
    FormatError for a page in no known encoding, or with more tags than the limit.
    """
    if data.count(b"<") > limits.tags:
        raise FormatError(f"has more than {limits.tags:,} tags; save the article alone, or its text")
    source, encoding = decoded_text(data, encoding, viqr=False)
    page = _extract(source)
    blocks = list(_blocks(page.body)) if page is not None else []
    notes: tuple[str, ...] = ()
    if not blocks:
        blocks, notes = [_all_text(source)], (_NOTE,)
    date, metadata = (page.date, page.metadata) if page is not None else (None, {})
    title = metadata.get("title")
    if title and not notes and not _says(blocks, title):
        blocks.insert(0, title)
    return Content("\n\n".join(filter(None, blocks)), "html", encoding, date, metadata, notes=notes)


@dataclass(frozen=True)
class _Page:
    """What trafilatura finds in a page."""

    body: "Element"
    date: dt.date | None
    metadata: dict[str, str]


def _extract(source: str) -> _Page | None:
    """The article of a page; None where trafilatura finds none, or gives up on a page that is no page."""
    try:
        from lxml.html import HTMLParser, document_fromstring
        from trafilatura import bare_extraction
    except ImportError:
        raise MissingExtraError("a web page", "html") from None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(_INVALID.sub("", source).encode(), parser=parser)
        for table in tree.iterfind(".//table"):
            _unspan(table)
        date, metadata = _told(tree)
        body = getattr(bare_extraction(tree, favor_recall=True, include_comments=False), "body", None)
    except MemoryError:
        raise
    except Exception:
        # Whatever lxml and trafilatura raise for what none of them expects in a page; its text can still be taken.
        return None
    return _Page(body, date, metadata) if body is not None else None


def _told(tree: "Element") -> tuple[dt.date | None, dict[str, str]]:
    """When a page was published, its title, author and site.

    Not with `extract_metadata`, which takes a tenth of the time of the whole page for tags, categories and licence.
    """
    from htmldate import find_date
    from trafilatura import metadata

    found = metadata.examine_meta(tree)
    with suppress(Exception):
        # What a site writes about itself as JSON is read with the errors of either side.
        found = metadata.extract_meta_json(tree, found)
    if found.author and " " not in found.author:
        found.author = None
    found.title = found.title or metadata.extract_title(tree)
    found.author = found.author or metadata.extract_author(tree)
    found.url = found.url or metadata.extract_url(tree)
    host = (urlsplit(found.url or "").hostname or "").removeprefix("www.")
    found.sitename = (found.sitename or metadata.extract_sitename(tree) or host).lstrip("@")
    found.clean_and_trim()
    told = (("title", found.title), ("author", found.author), ("site", found.sitename))
    # When it was published, not when it was changed; and not by guessing at all text, as date lines are read later.
    date = find_date(tree, original_date=True, extensive_search=False, url=found.url)
    return _date(date), {name: " ".join(value.split()) for name, value in told if value}


def _unspan(table: "Element") -> None:
    """Give a table with merged cells a cell in each place, and one row of headers."""
    if table.find(".//table") is not None or not table.xpath(".//@colspan or .//@rowspan"):
        return
    rows = list(table.iter("tr"))
    cells = [
        [
            Cell("".join(cell.itertext()), _count(cell.get("colspan")), _count(cell.get("rowspan")))
            for cell in row.iterchildren("td", "th")
        ]
        for row in rows
    ]
    filled = fill(cells)
    for row in rows[: len(rows) - len(filled)]:
        parent = row.getparent()
        assert parent is not None
        parent.remove(row)
    for row, texts in zip(rows[len(rows) - len(filled) :], filled, strict=True):
        for cell in list(row):
            row.remove(cell)
        for text in texts:
            cell = row.makeelement("td", {}, {})
            cell.text = text
            row.append(cell)


def _count(span: str | None) -> int:
    return int(span) if span and span.isdecimal() and len(span) < 5 else 1


def _blocks(body: "Element") -> Iterator[str]:
    """Paragraphs, headings, lists and tables as texts of one or more lines."""
    loose = [body.text or ""]
    for child in body:
        if child.tag not in _BLOCKS:
            loose += [_inline(child), child.tail or ""]
            continue
        yield from _paragraphs("".join(loose))
        loose = [child.tail or ""]
        if child.tag == "table":
            yield "\n".join(_table(child))
        elif child.tag == "list":
            yield "\n".join(_items(child))
        elif child.tag in ("quote", "div"):
            yield from _blocks(child)
        else:
            yield from _paragraphs(_inline(child))
    yield from _paragraphs("".join(loose))


def _paragraphs(text: str) -> Iterator[str]:
    stripped = "\n".join(filter(None, (line.strip() for line in text.split("\n"))))
    if stripped:
        yield stripped


def _inline(element: "Element") -> str:
    """The text of an element; a line break in it is one in the text, and other white space one space."""
    parts = [_INLINE_SPACES.sub(" ", element.text or "")]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _inline(child))
        parts.append(_INLINE_SPACES.sub(" ", child.tail or ""))
    return "".join(parts)


def _items(element: "Element") -> Iterator[str]:
    """The items of a list, each behind its bullet or number; those of a list inside an item below it."""
    numbered = element.get("rend") == "ol"
    for number, item in enumerate(element.iterchildren("item"), 1):
        inner = list(item.iterchildren("list"))
        for below in inner:
            item.remove(below)
        text = _SPACES.sub(" ", _inline(item).replace("\n", " ")).strip()
        if text:
            yield f"{number}. {text}" if numbered else f"- {text}"
        for below in inner:
            yield from _items(below)


def _table(element: "Element") -> list[str]:
    rows = [[Cell(_inline(cell)) for cell in row.iterchildren("cell")] for row in element.iter("row")]
    return as_lines(rows)


def _says(blocks: list[str], title: str) -> bool:
    """Whether one of the first blocks is the title already, perhaps without the name of the site behind it."""
    wanted = {part.casefold() for part in (title, _SITE_SIGN.split(title)[0])}
    return any(" ".join(block.split()).casefold() in wanted for block in blocks[:5])


def _all_text(source: str) -> str:
    """The text of a whole page, whatever its tags."""
    text = _CELL.sub(" | ", _UNSEEN.sub("\n", source))
    text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK.sub("\n\n", "\n".join(lines)).strip()


def _date(found: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(found[:10]) if found else None
    except ValueError:
        return None
