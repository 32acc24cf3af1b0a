"""The process that writes an output: documents come in through a pipe, and are written once they are there whole.

It is run by the path of this file and imports nothing but this, so that it is ready at once and weighs little. A kill
cuts a write short between two pages; so it has a session of its own, out of reach of what ends the run, and when the
run is gone it writes what has come in whole, leaves out what has not, and ends.
"""

import errno
import os
import signal
import sys
from contextlib import suppress
from io import BufferedReader

# The lengths of the two parts of a frame before them, and the number of an error as an answer, 0 being none.
LENGTH_BYTES = 8
ANSWER_BYTES = 4


def frame(content: bytes, lines: bytes) -> bytes:
    """Facts, and the lines of the manifest that tell of them, as they go through the pipe."""
    lengths = (len(part).to_bytes(LENGTH_BYTES, "big") for part in (content, lines))
    return b"".join((*lengths, content, lines))


def append(facts: int, manifest: int, content: bytes, lines: bytes) -> None:
    """Write facts, and then the lines that tell of them, where the two open files are at.

    Raises OSError, and then both files end where they ended before.
    """
    facts_end, manifest_end = (os.lseek(file, 0, os.SEEK_CUR) for file in (facts, manifest))
    try:
        write(facts, content)
        write(manifest, lines)
    except BaseException:
        # The manifest first: it must never tell of what is not there.
        try:
            cut(manifest, manifest_end)
        finally:
            cut(facts, facts_end)
        raise


def cut(file: int, end: int) -> None:
    """Leave out what a file holds beyond an end, and go on writing there. Raises OSError."""
    if os.fstat(file).st_size > end:
        os.ftruncate(file, end)
    os.lseek(file, end, os.SEEK_SET)


def write(file: int, content: bytes) -> None:
    """Write all of it. Raises OSError."""
    left = memoryview(content)
    while left:
        left = left[os.write(file, left) :]


def _frame(stream: BufferedReader) -> tuple[bytes, bytes] | None:
    """The two parts of the next frame; None where the stream ends before it is whole."""
    header = stream.read(2 * LENGTH_BYTES)
    if len(header) < 2 * LENGTH_BYTES:
        return None
    content_length, lines_length = (
        int.from_bytes(part, "big") for part in (header[:LENGTH_BYTES], header[LENGTH_BYTES:])
    )
    content, lines = stream.read(content_length), stream.read(lines_length)
    return (content, lines) if len(lines) == lines_length and len(content) == content_length else None


def _serve(facts: int, manifest: int) -> None:
    """Frames in by standard input, answers out by standard output, until the other end has gone, or an error."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    with open(0, "rb") as stream:
        while parts := _frame(stream):
            answer = 0
            try:
                append(facts, manifest, *parts)
            except OSError as error:
                answer = error.errno or errno.EIO
            # Where nobody is there to be told, what has come in whole is written all the same.
            with suppress(BrokenPipeError):
                os.write(1, answer.to_bytes(ANSWER_BYTES, "big"))
            if answer:
                # What comes behind would not stand where its line in the manifest says.
                return


if __name__ == "__main__":
    _serve(*map(int, sys.argv[1:]))
