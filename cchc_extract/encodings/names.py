"""The names of encodings, as options and results have them."""

from typing import Literal, get_args

Legacy = Literal["tcvn3", "vni", "viscii", "windows-1258"]
"""Those that use all bytes and say nothing of themselves, so that only the words can tell them apart."""

LEGACY: tuple[Legacy, ...] = get_args(Legacy)
NAMES = ("utf-8", "utf-16", *LEGACY, "viqr", "windows-1252")
"""What `--encoding` takes."""
