"""The end of the process that writes an output that its owner holds: each document is written or is not there."""

import errno
import os
import subprocess
import sys

from cchc_extract.batch import scribe_process
from cchc_extract.batch.scribe_process import ANSWER_BYTES, frame, write

# So much may be under way: where the machine is busy, waiting for each answer would take longer than the work.
_AHEAD = 64


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
        self._unanswered = 0
        assert self._process.stdin
        assert self._process.stdout
        self._frames, self._answers = self._process.stdin, self._process.stdout

    def append(self, content: bytes, lines: bytes) -> None:
        """Send facts, and the lines of the manifest that tell of them, to be written in this order.

        Raises OSError where these or some before them could not be written, and BrokenPipeError where the process has
        been ended. Nothing more can be sent then. In the first case the files end with the last that was written
        whole, in the second there may be a part of another behind it.
        """
        try:
            write(self._frames.fileno(), frame(content, lines))
        except BrokenPipeError:
            # The process ends after an error, which it has told by then, or because somebody has ended it.
            self._unanswered += 1
            self.settle()
            raise
        self._unanswered += 1
        while self._unanswered > _AHEAD:
            self._hear()

    def settle(self) -> None:
        """Wait until all is written. Raises as `append` does."""
        while self._unanswered:
            self._hear()

    def _hear(self) -> None:
        answer = self._answers.read(ANSWER_BYTES)
        if not answer:
            self._process.wait()
            raise BrokenPipeError(errno.EPIPE, "the process that writes it has been ended")
        if number := int.from_bytes(answer, "big"):
            self._process.wait()
            raise OSError(number, os.strerror(number))
        self._unanswered -= 1

    def close(self) -> None:
        """Let the process end, and wait for that."""
        self._frames.close()
        self._answers.close()
        self._process.wait()
