"""From bytes, or text that was decoded wrongly, to Vietnamese: old encodings, UTF-16, UTF-8 read as something else."""

from cchc_extract.encodings.detection import Decoded, decode, mend
from cchc_extract.encodings.names import NAMES

__all__ = ["NAMES", "Decoded", "decode", "mend"]
