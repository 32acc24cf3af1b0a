"""PDF files: the lines of their pages, read in a process of its own, mended into paragraphs."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from cchc_extract.encodings import mend
from cchc_extract.formats.apart import command, environment, too_much, too_slow
from cchc_extract.formats.content import Content, FormatError, MissingExtraError
from cchc_extract.formats.limits import Limits
from cchc_extract.pack.bytecode import read_compiled
from cchc_extract.pack.loading import builtin_files
from cchc_extract.pack.schema import Layout

_SCAN = "recognise it by OCR first, for example with: ocrmypdf -l vie FILE text.pdf"
_AGAIN = "split it, or print it anew to PDF"
# Lines of the head and the foot of a page that may repeat on others.
_EDGE = 3
_DIGITS = re.compile(r"\d+|\b[ivxlc]{1,6}\b")
_NEVER = r"(?!)"
_ENDS = re.compile(r"[.!?…:;]['\"”’)]*$")
# A line is full, and goes on in the next, from this share of the width of its page.
_FULL = 0.8
# The width of a page is that of so many of its lines: a few are longer where PDFium has joined them at a hyphen.
_USUAL = 0.6
_HYPHEN = re.compile(r"(?<=[^\W\d_])(?:-|\u00ad|\x02|\ufffe)$")


class _Words(NamedTuple):
    """Expressions for lines: what opens a paragraph, and a whole line that only numbers its page."""

    opens: re.Pattern[str]
    number: re.Pattern[str]


@cache
def _words() -> _Words:
    """Those of the package: which patterns of their own users bring is settled after a file is read."""
    path = next(path for path in builtin_files() if path.name == "layout.yaml")
    layout = Layout.model_validate(read_compiled(path)["layout"])
    return _Words(re.compile(layout.page_opens or _NEVER), re.compile(layout.page_number or _NEVER))


def read(data: bytes, encoding: str | None, limits: Limits) -> Content:
    """The text of all pages as paragraphs, without heads and feet that repeat, and where each page begins in it.

    Raises FormatError for what is damaged, protected, without text, or larger than the limits.
    """
    found = _pages(data, limits)
    pages: list[list[str]] = found["pages"]
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        raise FormatError(f"is a scan, pictures without text; {_SCAN}")
    notes = (f"no text on {_listed(empty)}, perhaps scanned; {_SCAN}",) if empty else ()
    mended = mend("\f".join("\n".join(lines) for lines in pages), encoding)
    text, starts = joined([list(filter(None, page.split("\n"))) for page in mended.text.split("\f")])
    other = None if mended.encoding == "utf-8" else mended.encoding
    return Content(text, "pdf", other, None, found["metadata"], starts, notes)


def _pages(data: bytes, limits: Limits) -> dict[str, Any]:
    """What `pdf_pages` finds. A file can make PDFium take any time and memory, or fall: so that is not done here."""
    numbers = [limits.pages, limits.characters, limits.memory, int(limits.seconds) + 1]
    try:
        done = subprocess.run(
            command("pdf_pages", *numbers),
            input=data,
            capture_output=True,
            env=environment(),
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise too_slow(limits, _AGAIN) from None
    if done.returncode:
        raise too_much(limits, _AGAIN)
    found: dict[str, Any] = json.loads(done.stdout)
    if found.get("missing"):
        raise MissingExtraError("a PDF", "pdf")
    if "error" in found:
        raise FormatError(found["error"])
    return found


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (" and others" if len(numbers) > 10 else "")
    return f"page{'s' if len(numbers) > 1 else ''} {shown}"


def joined(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[int, ...]]:
    """The text of pages given by their lines, and the offset at which each page begins.

    Lines that only the width of the page has parted are joined, words parted by a hyphen too, also over the end of
    a page. Left out are page numbers, and what is at the head or foot of most pages.
    """
    pieces: list[str] = []
    starts: list[int] = []
    length = width = 0
    for lines in _without_edges(pages):
        for number, line in enumerate(lines):
            between = _between(pieces[-1], line, width) if pieces else ""
            if pieces and not between and (broken := _HYPHEN.search(pieces[-1])):
                pieces[-1] = pieces[-1][: broken.start()]
                length += broken.start() - broken.end()
            if number == 0:
                starts.append(length + len(between))
            pieces += [between, line]
            length += len(between) + len(line)
            width = sorted(map(len, lines))[int(len(lines) * _USUAL)]
        if not lines:
            starts.append(length)
    return "".join(pieces), tuple(starts)


def _between(last: str, line: str, width: int) -> str:
    """What parts two lines in the text: nothing after a broken word, a space in a paragraph, or a line end."""
    small = line[0].islower()
    if _HYPHEN.search(last) and (small or last.endswith("\u00ad")):
        return ""
    if _words().opens.match(line) or "|" in last:
        return "\n"
    if last.endswith("-") and line[0].isdigit():
        return ""
    if small and not _ENDS.search(last):
        return " "
    full = len(last) >= _FULL * width and len(last) > 30
    return " " if full and not _ENDS.search(last) and not (last.isupper() or line.isupper()) else "\n"


def _without_edges(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of pages without page numbers and repeated heads and feet."""
    filled = sum(map(bool, pages))
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_key(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    repeated = {key for key, count in seen.items() if filled > 2 and count > filled / 2}
    kept = []
    for lines in pages:
        first, last = 0, len(lines)
        while first < min(last, _EDGE) and _is_edge(lines[first], repeated):
            first += 1
        while last > max(first, len(lines) - _EDGE) and _is_edge(lines[last - 1], repeated):
            last -= 1
        kept.append(list(lines[first:last]))
    return kept


def _is_edge(line: str, repeated: set[str]) -> bool:
    return bool(_words().number.match(line)) or _key(line) in repeated


def _key(line: str) -> str:
    """A line as it is on other pages, where only numbers differ."""
    return _DIGITS.sub("#", " ".join(line.lower().split()))
