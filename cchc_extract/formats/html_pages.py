"""A process that reads web pages, as many as come on standard input, and answers on standard output.

    python -m cchc_extract.formats.html_pages BYTES

BYTES is a limit of memory. A question is two parts, JSON with `encoding` and `limits`, and the page; an answer is one
part, JSON. Before each part stands its length in eight bytes.
"""

import json
import signal
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from cchc_extract.formats import html
from cchc_extract.formats.content import FormatError, MissingExtraError
from cchc_extract.formats.limits import Limits, hold_process

_LENGTH = 8
# Where nobody is left who would end this process, it ends itself, so many seconds late.
_GRACE = 5


def answer(data: bytes, encoding: str | None, limits: Limits) -> dict[str, Any]:
    """The fields of the Content of a page, its date in ISO 8601; or `error`, what is wrong with it; or `missing`."""
    try:
        content = html.read(data, encoding, limits)
    except MissingExtraError:
        return {"missing": True}
    except FormatError as error:
        return {"error": str(error)}
    return {**asdict(content), "date": content.date.isoformat() if content.date else None}


def _part(stream: BinaryIO) -> bytes:
    return stream.read(int.from_bytes(stream.read(_LENGTH)))


def _alarm(seconds: int) -> None:
    """End this process after so many seconds, 0 for not at all, where the system can."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def main() -> None:
    """Answer until nobody asks."""
    hold_process(int(sys.argv[1]))
    # Who presses Ctrl-C ends the process that asks, and that one ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints goes where messages go.
    sys.stdout = sys.stderr
    while head := _part(questions):
        question = json.loads(head)
        limits = Limits(**question["limits"])
        _alarm(int(limits.seconds) + _GRACE)
        found = answer(_part(questions), question["encoding"], limits)
        _alarm(0)
        written = json.dumps(found).encode()
        answers.write(len(written).to_bytes(_LENGTH) + written)
        answers.flush()


if __name__ == "__main__":
    main()
