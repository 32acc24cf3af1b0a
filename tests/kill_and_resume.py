"""Kill a long run again and again, and see that it ends with the bytes of an undisturbed one.

    python tests/kill_and_resume.py [MOMENTS [DOCUMENTS [SEED]]]

Without numbers, 20 random moments in a run over 2,000 documents. At each the run is killed with `kill -9`, at every
second one all processes of its group with it, and then gone on with by `--resume`. After each kill the output must be
the beginning of the undisturbed one, up to the end of a document, and no process may be left. Exit code 1 where
anything differs.
"""

import random
import sys
import tempfile
from pathlib import Path

from batch_cases import write_articles
from commands import cchc
from killed_runs import documents_in, gone_within, holds_whole_documents, kill_at, start


def main(moments: int = 20, documents: int = 2000, seed: int = 1) -> None:
    """Run, kill and go on; a line about each moment."""
    random.seed(seed)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write_articles(place / "news", documents)
        done = cchc("extract", "news", "-o", "whole.jsonl", cwd=place, timeout=3600)
        print(done.stderr.decode().strip())
        output, whole = place / "facts.jsonl", place / "whole.jsonl"
        moment = 0
        while moment < moments:
            have = documents_in(output)
            at = have + random.randrange(1 + 2 * (documents - have) // (moments - moment + 1))
            process = start("news", "-o", output.name, "--resume", cwd=place)
            group = bool(moment % 2)
            if not kill_at(process, output, at, group=group) or documents_in(output) == documents:
                for left in place.glob(f"{output.name}*"):  # the run came to its end: another from the beginning
                    left.unlink()
                continue
            moment += 1
            whole_ones, gone = holds_whole_documents(output, whole), gone_within(process, 60)
            print(
                f"{moment}: killed at {documents_in(output)} documents, {group=}, {whole_ones=}, {gone=}", flush=True
            )
            if not (whole_ones and gone):
                sys.exit(1)
        cchc("extract", "news", "-o", output, "--resume", cwd=place, timeout=3600)
        same = output.read_bytes() == whole.read_bytes()
        print(f"{len(whole.read_bytes())} bytes in the end, {same=}")
        sys.exit(not same)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
