"""Where the facts of documents are that have been done before: too many, perhaps, to be kept in memory."""

import errno
import sqlite3

from cchc_extract.batch.store import Entry

_COLUMNS = "doc, digest, version, patterns, options, facts, start, end, crc"


class Index:
    """Entries of two stores by the name and digest of the document, in a database that goes with the process.

    Its methods raise OSError where there is no room for it.
    """

    def __init__(self) -> None:
        # The empty name: a temporary database of SQLite's own, in memory as long as it is small.
        self._database = sqlite3.connect("")
        self._run(f"CREATE TABLE entries ({_COLUMNS}, aside, PRIMARY KEY (doc, digest)) WITHOUT ROWID")

    def add(self, entry: Entry, *, aside: bool) -> None:
        """Remember an entry, in place of another of the same document and content."""
        self._run(
            "INSERT OR REPLACE INTO entries VALUES (?,?,?,?,?,?,?,?,?,?)",
            entry.doc, entry.digest, entry.version, entry.patterns, entry.options,
            entry.facts, entry.start, entry.end, entry.crc, aside,
        )  # fmt: skip

    def digests(self, doc: str) -> tuple[str, ...]:
        """The digests of the contents with which a document has been done."""
        return tuple(row[0] for row in self._run("SELECT digest FROM entries WHERE doc = ?", doc))

    def find(self, doc: str, digest: str) -> tuple[Entry, bool]:
        """The entry of a document and content that is there, and whether it is in the store aside."""
        query = f"SELECT {_COLUMNS}, aside FROM entries WHERE doc = ? AND digest = ?"
        *values, aside = self._run(query, doc, digest).fetchone()
        return Entry(*values), bool(aside)

    def close(self) -> None:
        """Give up the database."""
        self._database.close()

    def _run(self, query: str, *values: str | int) -> sqlite3.Cursor:
        try:
            return self._database.execute(query, values)
        except sqlite3.OperationalError as error:
            raise OSError(errno.ENOSPC, f"its index, among temporary files: {error}") from None
