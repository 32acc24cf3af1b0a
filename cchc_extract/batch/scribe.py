"""The end of the process that writes an output that its owner holds: each document is written or is not there."""

import errno
import os
import subprocess
import sys

from cchc_extract.batch import scribe_process
from cchc_extract.batch.scribe_process import ANSWER_BYTES, frame, write


class Scribe:
    """Appends to two open files in a process that is not ended by what ends this one.

    It shares the files with this process: their positions, and what locks them, until it ends.
    """

    def __init__(self, facts: int, manifest: int) -> None:
        """Starts the process. Raises OSError."""
        # -I and -S: nothing from the environment, no site-packages, so it starts quickly. Standard error stays open:
        # whoever waits for the end of what a killed run says there waits for what it writes.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", scribe_process.__file__, str(facts), str(manifest)],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=(facts, manifest),
            start_new_session=True,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._frames, self._answers = self._process.stdin, self._process.stdout

    def append(self, content: bytes, lines: bytes) -> None:
        """Have facts written, and then the lines of the manifest that tell of them.

        Raises OSError, and then both files end where they ended before; BrokenPipeError where the process has ended,
        and then they may hold a part of what was to be written.
        """
        try:
            write(self._frames.fileno(), frame(content, lines))
        except BrokenPipeError:
            answer = b""
        else:
            answer = self._answers.read(ANSWER_BYTES)
        if not answer:
            self._process.wait()
            raise BrokenPipeError(errno.EPIPE, "the process that writes it has been ended")
        if number := int.from_bytes(answer, "big"):
            raise OSError(number, os.strerror(number))

    def close(self) -> None:
        """Let the process end, and wait for that."""
        self._frames.close()
        self._answers.close()
        self._process.wait()
