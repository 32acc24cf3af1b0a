"""Lines of an article, and what each is for."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from cchc_extract.pack.expressions import Limited
from cchc_extract.text.parted import find_parted
from cchc_extract.text.stacked import find_stacks
from cchc_extract.text.view import fold

_BULLET = re.compile(r"[ \t]*(?:[-*•+▪◦●➢✓◆◇■□►▶▸★✔➤❖]|\d{1,2}(?:\.\d{1,2})*[.)]|\(?[^\W\d_]\)|[ivx]{1,4}[.)])[ \t]+")
_NUMBERED = re.compile(r"[ \t]*(?:\d{1,2}(?:\.\d{1,2})*[.)]|[ivx]{1,4}[.)]|[^\W\d_]\))[ \t]*")
_ELLIPSIS = re.compile(r"[.…]{1,6}")
_COLUMNS = re.compile(r"\||\t+| {3,}")
# No heading is longer than this, in characters, nor one in capitals, nor a dateline.
_SHORT, _CAPITALS, _DATELINE = 60, 140, 120
# Headlines are no longer, and end with no full stop.
_HEADLINE = 170
_SENTENCE_END = re.compile(r"[.!…;][\"”’)]*$")
# So much of a line shows mostly that it is no page furniture.
_OPENING = 24
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNFINISHED = re.compile(r"[.;!?,]\s*$")
_SAYING = re.compile(r"\d[\d.,]*\s*%|[.;]\s")
_LONG_NUMBER = re.compile(r"\d[.,]?\d")
_DIGIT = re.compile(r"\d")
_VALUE_OR_END = re.compile(r"\d|[.;:!?,]$")
_TERMINAL = re.compile(r"[.!?…:;]['\")]*\s*$")


class Role(StrEnum):
    """What a line is for."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    BULLET = "bullet"
    ROW = "row"
    CAPTION = "caption"
    FURNITURE = "furniture"
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text (hard-wrapped lines joined): half-open span, role, and the index of its heading line or -1."""

    start: int
    end: int
    role: Role
    heading: int


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """The words of a language that show what a line is for; expressions that match in lower-case text."""

    dateline: Limited
    furniture: Limited
    letterhead: Limited
    related: Limited
    caption: Limited
    continues: Limited
    abbreviation: Limited
    opens: Limited


def unwrap(text: str, low: str, words: LayoutWords) -> str:
    """`low` with a space for each line end that only wraps a sentence; `text` shows the case; the length stays."""
    out = list(low)
    for match in re.finditer(r"\n", low):
        at = match.start()
        before = low[low.rfind("\n", 0, at) + 1 : at].rstrip()
        after = low[at + 1 : at + 40].split("\n", 1)[0]
        if not before or not after.strip() or _TERMINAL.search(before) or _BULLET.match(after):
            continue
        if _columns(before) >= 2 or "|" in before or words.dateline.search(before) or words.dateline.search(after):
            continue
        first = text[at + 1]
        counted = before[-1].isdigit() and first.isdigit()
        if (
            words.continues.search(before) and not counted and (first.islower() or first.isdigit() or first == "%")
        ) or (len(before) >= 50 and first.islower()):
            out[at] = " "
    return "".join(out)


def may_wrap(before: str, after: str) -> bool:
    """Whether `unwrap` may join two lines, the first without spaces at its ends, as they are in the text."""
    first = after[:1]
    return (first.islower() or first.isdigit() or first == "%") and _TERMINAL.search(before) is None


def split_lines(text: str, low: str, words: LayoutWords) -> tuple[Line, ...]:
    """The lines that hold anything, with their roles; `low` is unwrapped, `text` shows the case."""
    spans = [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", low)]
    roles = _lone_items_as_headings(low, spans, _roles(text, low, spans, words))
    _headlines_as_furniture(low, spans, roles, words)
    _tables_as_rows(low, spans, roles)
    lines: list[Line] = []
    above: dict[int, int] = {}
    heading = -1
    for number, ((start, end), role) in enumerate(zip(spans, roles, strict=True)):
        if (
            role is Role.TEXT
            and low[start:end].rstrip().endswith(":")
            and roles[number + 1 : number + 2] == [Role.BULLET]
        ):
            role = Role.HEADING if end - start < 90 else role
            heading = number
        elif role is Role.HEADING or _introduces(low, (start, end), roles, number, words):
            sibling = heading >= 0 and _beside(low, spans, heading, number)
            above[number] = above[heading] if sibling else heading
            heading = number
        elif role is Role.TEXT and heading >= 0 and roles[heading] is Role.TEXT and roles[number - 1] is Role.BULLET:
            heading = -1
        elif role is Role.BULLET and heading >= 0 and _beside(low, spans, heading, number):
            heading = above[heading]
        lines.append(Line(start, end, role, heading if heading != number else -1))
    return tuple(lines)


def _headlines_as_furniture(low: str, spans: list[tuple[int, int]], roles: list[Role], words: LayoutWords) -> None:
    """Give the headlines of other articles the role of furniture: those below "Tin liên quan", up to a sentence."""
    for number in other_headlines((low[start:end].strip() for start, end in spans), words):
        roles[number] = Role.FURNITURE


def other_headlines(lines: Iterable[str], words: LayoutWords) -> frozenset[int]:
    """Which lines, in lower case without spaces at their ends, are headlines of other articles, or lead to them."""
    found = []
    other = False
    for number, line in enumerate(lines):
        if words.related.search(line):
            other = True
        elif other and (len(line) > _HEADLINE or _SENTENCE_END.search(line)):
            other = False
        if other:
            found.append(number)
    return frozenset(found)


def _tables_as_rows(low: str, spans: list[tuple[int, int]], roles: list[Role]) -> None:
    """Give the lines of tables with signs between their cells, or with one cell a line, the role of rows."""
    outside = (Role.DATELINE, Role.FURNITURE, Role.ROW)
    cells = ["" if role in outside else low[start:end] for (start, end), role in zip(spans, roles, strict=True)]
    for rows in find_parted(cells):
        roles[rows.start : rows.stop] = [Role.ROW] * len(rows)
        cells[rows.start : rows.stop] = [""] * len(rows)
    for stack in find_stacks(cells):
        roles[stack.first : stack.last] = [Role.ROW] * (stack.last - stack.first)


def headed(lines: tuple[Line, ...], heads: Callable[[Line], bool]) -> tuple[Line, ...]:
    """The lines, with those lines of text as headings of what follows that `heads` tells to be such."""
    out: list[Line] = []
    promoted = -1
    for number, line in enumerate(lines):
        if line.role is Role.TEXT and number + 1 < len(lines) and heads(line):
            promoted = number
            line = replace(line, role=Role.HEADING, heading=-1)
        elif line.role in (Role.TITLE, Role.HEADING):
            promoted = -1
        elif promoted > line.heading:
            line = replace(line, heading=promoted)
        out.append(line)
    return tuple(out)


def _introduces(low: str, span: tuple[int, int], roles: list[Role], number: int, words: LayoutWords) -> bool:
    """Whether a title or an unfinished line stands right above a list or table, or an item opens a list itself."""
    if roles[number + 1 : number + 2] not in ([Role.BULLET], [Role.ROW]):
        return False
    content = low[span[0] : span[1]].rstrip()
    if roles[number] in (Role.TITLE, Role.TEXT):
        return not content.endswith((".", "!", "?"))
    return roles[number] is Role.BULLET and bool(words.opens.search(content))


def _beside(low: str, spans: list[tuple[int, int]], opener: int, number: int) -> bool:
    """Whether an item stands beside one that opened a list of its own, not in that list ("1. …: - …; 2. …")."""
    over, below, here = (_mark(low[slice(*spans[at])]) for at in (opener, opener + 1, number))
    return over != "" and over == here != below


def _mark(line: str) -> str:
    """What marks an item: its sign, or the sort of its number or letter ("1.", "1.1", "a)"); "" for none."""
    sign = _BULLET.match(line)
    return re.sub(r"\d+", "1", re.sub(r"[^\W\d_]+", "a", sign.group().strip())) if sign else ""


def _roles(text: str, low: str, spans: list[tuple[int, int]], words: LayoutWords) -> list[Role]:
    """The role of each line: repeated lines are captions, one of the first without a full stop is the title."""
    roles: list[Role] = []
    seen: set[str] = set()
    titled = False
    for number, (start, end) in enumerate(spans):
        content = low[start:end].strip()
        role = _role(text[start:end].strip(), content, words)
        if role in (Role.TEXT, Role.HEADING, Role.BULLET) and len(content) > 12 and content in seen:
            role = Role.CAPTION
        seen.add(content)
        if not titled and number < 5 and role in (Role.TEXT, Role.HEADING):
            titled = True
            role = role if content.endswith((".", ":")) and role is Role.TEXT else Role.TITLE
        roles.append(role)
    return roles


def _lone_items_as_headings(low: str, spans: list[tuple[int, int]], roles: list[Role]) -> list[Role]:
    """The roles, with short items that neither follow nor precede one of their mark as headings ("* Mục tiêu")."""
    if Role.BULLET not in roles:
        return roles
    marks = [low[start:end].lstrip()[:1] for start, end in spans]
    out = list(roles)
    for number in range(1, len(spans) - 1):
        alone = marks[number] not in (marks[number - 1], marks[number + 1]) and not marks[number].isalnum()
        if roles[number] is Role.BULLET and alone:
            content = _YEAR.sub("", low[slice(*spans[number])]).strip()
            if len(content) < _SHORT and not _VALUE_OR_END.search(content):
                out[number] = Role.HEADING
    return out


def may_be_of_page(line: str, words: LayoutWords) -> bool:
    """Whether a line may be page furniture or a dateline; it comes as it is, without spaces at its ends."""
    if len(line) < _DATELINE:
        low = fold(line)
        of_page = words.furniture.search(low) or words.letterhead.search(low) or words.dateline.search(low)
        return bool(of_page) or _has_columns(low)
    return _has_columns(line) or words.furniture.may_begin(fold(line[: _OPENING + 1])[:_OPENING])


def may_head(line: str, after: str) -> bool:
    """Whether a line may be the heading of others, by itself or by the one that follows; both as they are."""
    opening, following = line[:_OPENING].lower(), after[:_OPENING].lower()
    if _BULLET.match(following) or _NUMBERED.match(following) or _has_columns(after):
        return True
    ended = _UNFINISHED.search(line) and not _BULLET.match(opening)
    return not ended or (len(line) < _CAPITALS and _in_capitals(line))


def _has_columns(low: str) -> bool:
    """Whether there is anything that parts columns; it is asked for what mostly is not there."""
    return "|" in low or "\t" in low or "   " in low


def _columns(low: str) -> int:
    """How many times columns are parted."""
    return len(_COLUMNS.findall(low)) if _has_columns(low) else 0


def _role(text: str, low: str, words: LayoutWords) -> Role:
    if words.furniture.search(low) or (len(low) < _DATELINE and words.letterhead.search(low)):
        return Role.FURNITURE
    if len(low) < _DATELINE and words.dateline.search(low):
        return Role.DATELINE
    if words.caption.match(low):
        return Role.CAPTION
    if _ELLIPSIS.fullmatch(low):
        return Role.ROW
    if _columns(low) >= 2:
        cells = _COLUMNS.split(low)
        return Role.FURNITURE if any(words.furniture.search(cell.strip()) for cell in cells) else Role.ROW
    if len(low) < _CAPITALS and _in_capitals(text):
        return Role.HEADING
    numbered = _NUMBERED.match(low)
    body = low[numbered.end() :] if numbered else low
    body = _YEAR.sub("", body)
    short = len(body) < 90 and not _UNFINISHED.search(body) and not _SAYING.search(body)
    if body.startswith(("* ", "+ ")) and not body.endswith(":"):
        return Role.BULLET
    if short and (body.endswith(":") or (numbered and not _LONG_NUMBER.search(body))):
        return Role.HEADING
    if _BULLET.match(low):
        return Role.BULLET
    if short and len(body) < 70 and text[:1].isupper() and not _DIGIT.search(body):
        return Role.HEADING
    return Role.TEXT


def _in_capitals(text: str) -> bool:
    """Whether more than four of five letters are capitals."""
    letters = list(filter(str.isalpha, text))
    return sum(map(str.isupper, letters)) > 0.8 * len(letters)


def body_start(low: str, line: Line) -> int:
    """Where the content of a line begins, after its bullet or number."""
    match = _NUMBERED.match(low, line.start, line.end) or _BULLET.match(low, line.start, line.end)
    return match.end() if match else line.start
