"""Running the program as a user does: in a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CCHC = str(BIN / "cchc")


def cchc(
    *args: str | Path,
    stdin: bytes = b"",
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    timeout: float = 120,
) -> subprocess.CompletedProcess[bytes]:
    """Run `cchc` to its end, without a terminal; both outputs are bytes."""
    return subprocess.run(
        [CCHC, *map(str, args)], input=stdin, cwd=cwd, env=env, capture_output=True, check=False, timeout=timeout
    )
