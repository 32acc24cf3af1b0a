"""An output that grows document by document, and goes on where another run has stopped.

As long as the documents come as those of the run before, and are unchanged, what they gave is left where it is. At
the first that is new, changed or gone, what stands behind it is put aside, into a store of its own, and the output
grows from there: by what is extracted anew, and by what is taken back from aside. So what was done is never done
again, wherever a run has ended.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from cchc_extract.batch.index import Index
from cchc_extract.batch.items import Item
from cchc_extract.batch.lock import lock_when_free, locked
from cchc_extract.batch.store import Entry, Settings, Store, entry_of, files_of
from cchc_extract.batch.work import Result
from cchc_extract.output.writing import OutputError

_AT_ONCE = 256


class Ledger:
    """The facts of a run in a file, with its manifest."""

    def __init__(self, output: Path, settings: Settings, *, resume: bool) -> None:
        """Raises OutputError where the output cannot be written, another run writes it, or there is no manifest."""
        self._output = output
        self._settings = settings
        self._begun = self._kept = False
        # Open files, the lock first: it is the last to be closed.
        self._open = ExitStack()
        self._new: list[Path] = []
        self._aside: Store | None = None
        # The entries of the run before that the documents have not come to, and how much is behind us.
        self._old: Iterator[tuple[Entry, int]] = iter(())
        self._at = (0, 0)
        facts, manifest, *self._aside_paths = files_of(output)
        try:
            with self._told():
                self._claim(facts, manifest, resume=resume)
                self._index = self._open.enter_context(closing(Index()))
                if resume:
                    self._take_stock()
                self._next = next(self._old, None)
                self._store.hand_over()
        except BaseException:
            self.close()
            raise

    def known(self, item: Item) -> tuple[str, ...]:
        """The digests with which the document has been done. Raises OutputError."""
        if not self._kept:
            return ()
        with self._told():
            return self._index.digests(item.name)

    def commit(self, results: Sequence[Result]) -> int:
        """Take the results of documents, in order; those that failed leave nothing. Returns how many facts they have.

        Raises OutputError.
        """
        count = 0
        new = []
        with self._told():
            for result in results:
                if result.failed is None:
                    entry = self._in_place(result)
                    if entry is None:
                        entry, content = self._written(result)
                        new.append((entry, content))
                    count += entry.facts
            if new:
                self._store.append(new)
        return count

    def finish(self) -> None:
        """The documents have come to their end: nothing is left behind them, nor aside. Raises OutputError."""
        with self._told():
            if not self._begun:
                # What the run before has beyond this is of documents that are gone.
                self._grow()
            self._store.sync()
            if self._aside:
                self._aside.close()
            for path in self._aside_paths:
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Free the files; those that are new and have been given nothing go."""
        if not self._begun:
            for path in self._new:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
        self._open.close()

    def _claim(self, facts: Path, manifest: Path, *, resume: bool) -> None:
        """Open the files of the output, for this run alone."""
        was_there = manifest.exists()
        lock = locked(manifest)
        if lock is None:
            raise OutputError(f"{self._output}: is being written by another run; wait for it, or name another output")
        self._open.enter_context(lock)
        if not was_there and not manifest.stat().st_size:
            self._new.append(manifest)
        if not facts.exists():
            self._new.append(facts)
        elif resume and self._new and facts.stat().st_size:
            raise OutputError(
                f"{self._output}: has no manifest beside it that tells what is done; "
                "leave out --resume to do all anew"
            )
        self._store = self._open.enter_context(Store(facts, manifest))
        # A run that was killed is gone, but what writes for it may still be about it.
        lock_when_free(self._store.handle)

    def _take_stock(self) -> None:
        """See what is there of the runs before, and cut off what is not whole."""
        if all(path.exists() for path in self._aside_paths):
            self._aside = self._open.enter_context(Store(*self._aside_paths))
            self._take_in(self._aside, aside=True)
        self._take_in(self._store, aside=False)
        self._old = self._store.told()

    def _take_in(self, store: Store, *, aside: bool) -> None:
        facts = manifest = 0
        for entry, position in store.entries():
            facts, manifest = entry.end, position
            if entry.settings == self._settings:
                self._index.add(entry, aside=aside)
                self._kept = True
        store.keep(facts, manifest)

    def _in_place(self, result: Result) -> Entry | None:
        """The entry of a document whose facts are where they have to be; none are from the first on that are not."""
        if self._begun:
            return None
        if self._next and result.content is None:
            entry, position = self._next
            if (entry.doc, entry.digest, entry.settings) == (result.name, result.digest, self._settings):
                self._at = (entry.end, position)
                self._next = next(self._old, None)
                return entry
        self._begin()
        return None

    def _begin(self) -> None:
        """From here on the output grows; what stands there goes aside, as its documents may yet come."""
        if self._next:
            self._put_aside(entry for entry, _ in itertools.chain([self._next], self._old))
        self._grow()

    def _grow(self) -> None:
        self._store.keep(*self._at)
        self._begun = True

    def _put_aside(self, entries: Iterable[Entry]) -> None:
        wanted = (entry for entry in entries if entry.settings == self._settings)
        while batch := list(itertools.islice(wanted, _AT_ONCE)):
            if self._aside is None:
                self._aside = self._open.enter_context(Store(*self._aside_paths))
                self._aside.keep(0, 0)
            for entry in self._aside.append([(entry, self._store.read(entry)) for entry in batch]):
                self._index.add(entry, aside=True)

    def _written(self, result: Result) -> tuple[Entry, bytes]:
        content, facts = result.content, result.facts
        if content is None:
            entry, aside = self._index.find(result.name, result.digest)
            store = self._aside if aside else self._store
            assert store
            content, facts = store.read(entry), entry.facts
        return entry_of(result.name, result.digest, self._settings, facts, content), content

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what the system says of the files into what the user is to do."""
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"{self._output}: cannot be written ({error.strerror}); it holds whole documents: "
                "make room, or set right what is wrong, and go on with --resume"
            ) from None
