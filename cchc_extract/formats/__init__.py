"""Readers, a module for each format, and the choice between them."""

from cchc_extract.formats.content import Content, Format, FormatError, too_big
from cchc_extract.formats.limits import Limits
from cchc_extract.formats.reader import read

__all__ = ["Content", "Format", "FormatError", "Limits", "read", "too_big"]
