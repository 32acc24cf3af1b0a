"""Where the facts of documents are that have been done before: too many, perhaps, to be kept in memory."""

import sqlite3

from cchc_extract.batch.store import Entry

_COLUMNS = "doc, digest, version, patterns, options, facts, start, end, crc"


class Index:
    """Entries of two stores by the name and digest of the document, in a database that goes with the process."""

    def __init__(self) -> None:
        # The empty name: a temporary database of SQLite's own, in memory as long as it is small.
        self._database = sqlite3.connect("")
        self._database.execute(f"CREATE TABLE entries ({_COLUMNS}, aside, PRIMARY KEY (doc, digest)) WITHOUT ROWID")

    def add(self, entry: Entry, *, aside: bool) -> None:
        """Remember an entry, in place of another of the same document and content."""
        row = (
            entry.doc, entry.digest, entry.version, entry.patterns, entry.options,
            entry.facts, entry.start, entry.end, entry.crc, aside,
        )  # fmt: skip
        self._database.execute("INSERT OR REPLACE INTO entries VALUES (?,?,?,?,?,?,?,?,?,?)", row)

    def digests(self, doc: str) -> tuple[str, ...]:
        """The digests of the contents with which a document has been done."""
        return tuple(row[0] for row in self._database.execute("SELECT digest FROM entries WHERE doc = ?", (doc,)))

    def find(self, doc: str, digest: str) -> tuple[Entry, bool]:
        """The entry of a document and content that is there, and whether it is in the store aside."""
        query = f"SELECT {_COLUMNS}, aside FROM entries WHERE doc = ? AND digest = ?"
        *values, aside = self._database.execute(query, (doc, digest)).fetchone()
        return Entry(*values), bool(aside)

    def close(self) -> None:
        """Give up the database."""
        self._database.close()
