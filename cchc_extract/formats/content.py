"""What a reader of a format gives, and what it raises."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Format = Literal["text", "html", "docx", "pdf"]


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file and what the file says of it.

    `metadata` has what is known of `title`, `author`, `site`, `created`; `date` is when the article was published;
    `pages` holds the offsets at which pages begin; `notes` what the user must be told; `encoding` is None where the
    format leaves no choice.
    """

    text: str
    format: Format
    encoding: str | None = None
    date: dt.date | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


class FormatError(ValueError):
    """A file that cannot be read; says what it is and, behind a semicolon, the remedy."""


class MissingExtraError(FormatError):
    """A file whose reader is not installed."""

    def __init__(self, kind: str, extra: str) -> None:
        super().__init__(f"is {kind}, and its reader is not installed; pip install 'cchc-extract[{extra}]'")


def too_big(what: str, most: int, option: str) -> FormatError:
    """The error for a file that passes a limit which an option sets."""
    return FormatError(f"{what} than {most:,}; split it, or allow more with {option}")
