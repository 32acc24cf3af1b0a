"""The pattern files of the package, kept as Python keeps modules: compiled, in `__pycache__` beside them.

Reading YAML takes some thirty times as long. Where that folder cannot be written, the files are read every time.
"""

import zlib
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any


class _Loader(SourceFileLoader):
    """Makes a module of a pattern file, with the mapping in the file as its only value."""

    def path_stats(self, path: Any) -> dict[str, int]:
        """What the compiled form is checked against: in place of the time of the last change, the content."""
        content = self.get_data(path)
        return {"mtime": zlib.crc32(content), "size": len(content)}

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # type: ignore[override]
        """The file at `path`, compiled. Raises PatternError as `read_yaml` does."""
        from cchc_extract.pack.source import read_yaml

        return compile(f"mapping = {read_yaml(Path(path))!r}", path, "exec", dont_inherit=True)


def read_compiled(path: Path) -> dict[str, Any]:
    """The same as `read_yaml`, in less time from the second time on."""
    scope: dict[str, Any] = {"__builtins__": {}}
    try:
        code = _Loader(path.stem, str(path)).get_code(path.stem)
        exec(code or "", scope)
        mapping: dict[str, Any] = scope["mapping"]
    except Exception:
        # Whatever is wrong with the compiled form, or cannot be compiled (a date), the file itself counts.
        from cchc_extract.pack.source import read_yaml

        return read_yaml(path)
    return mapping
