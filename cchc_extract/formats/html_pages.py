"""A process that reads web pages, as many as come on standard input, and answers on standard output.

    python -m cchc_extract.formats.html_pages BYTES

BYTES is a limit of memory. A question is two parts, JSON with `encoding` and `limits`, and the page; an answer is one
part, JSON. Before each part stands its length in eight bytes.
"""

import gc
import json
import signal
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from cchc_extract.formats import html
from cchc_extract.formats.apart import ENDS_ITSELF, LENGTH, REMEDY
from cchc_extract.formats.content import FormatError, MissingExtraError
from cchc_extract.formats.limits import Limits, hold_process


def answer(data: bytes, encoding: str | None, limits: Limits) -> dict[str, Any]:
    """The fields of the Content of a page, its date in ISO 8601; or `error`, what is wrong with it; or `missing`."""
    try:
        content = html.read(data, encoding, limits)
    except MissingExtraError:
        return {"missing": True}
    except FormatError as error:
        return {"error": str(error)}
    except MemoryError:
        raise
    except Exception as error:
        return {"error": f"cannot be read ({type(error).__name__}: {error}); {REMEDY}"}
    return {**asdict(content), "date": content.date.isoformat() if content.date else None}


def _part(stream: BinaryIO) -> bytes:
    return stream.read(int.from_bytes(stream.read(LENGTH)))


def _alarm(seconds: float) -> None:
    """Have this process ended after so many seconds, 0 for not at all, whatever it does then."""
    if ENDS_ITSELF:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    """Answer until nobody asks."""
    hold_process(int(sys.argv[1]))
    # The tree of a page is many objects and no cycles: looking for those at the usual rate is a tenth of the time.
    gc.set_threshold(50_000)
    # Who presses Ctrl-C ends the process that asks, and that one ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if ENDS_ITSELF:
        # Whoever started this may have no ear for alarms, and that is passed on.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints goes where messages go.
    sys.stdout = sys.stderr
    while head := _part(questions):
        question = json.loads(head)
        limits = Limits(**question["limits"])
        _alarm(limits.seconds)
        found = answer(_part(questions), question["encoding"], limits)
        _alarm(0)
        written = json.dumps(found).encode()
        answers.write(len(written).to_bytes(LENGTH) + written)
        answers.flush()


if __name__ == "__main__":
    main()
