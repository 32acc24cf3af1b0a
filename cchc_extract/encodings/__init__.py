"""From bytes, or text that was decoded wrongly, to Vietnamese: old encodings, UTF-16, mojibake."""

from cchc_extract.encodings.detection import Decoded, UnknownEncodingError, decode, mend
from cchc_extract.encodings.names import NAMES

__all__ = ["NAMES", "Decoded", "UnknownEncodingError", "decode", "mend"]
