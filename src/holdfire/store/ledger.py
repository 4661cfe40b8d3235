"""The append-only log of a case: entries, and the Merkle root after each batch, in one SQLite file."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from holdfire.errors import BadCase, HoldfireError, Tampered
from holdfire.seals import bag, push
from holdfire.seals.merkle import DIGEST_BYTES
from holdfire.store import durable
from holdfire.store.entries import Entry, case_of, seal, unseal, withhold
from holdfire.store.keys import Keys
from holdfire.store.kinds import key_of

SCHEMA = (
    """CREATE TABLE entries (
        position INTEGER PRIMARY KEY, leaf BLOB NOT NULL, body BLOB NOT NULL, kind TEXT NOT NULL, key TEXT UNIQUE
    ) STRICT""",
    "CREATE TABLE heads (size INTEGER PRIMARY KEY, root BLOB NOT NULL, peaks BLOB NOT NULL) STRICT",
)
"""The facts are in `body` alone: `kind` and `key` repeat it so that they can be looked up, `verify` compares them.
`heads` has the tree after each batch; `peaks` (32 bytes each) lets the next batch begin without reading all leaves."""

USER_VERSION = 1
APPLICATION_ID = 0x686F6C64  # "hold"


DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a damaged file raises: its message may quote a damaged table name, which then cannot be decoded."""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be appended: checked, plain fields. A kind that has keys is idempotent."""

    kind: str
    fields: dict[str, Any]
    who: str
    at: datetime


class Appended(msgspec.Struct, frozen=True, kw_only=True):
    """The entry of a fact, and whether it stood there before."""

    entry: Entry
    known: bool


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The tree after a batch."""

    size: int
    root: bytes
    peaks: tuple[bytes, ...] = ()


class Cover:
    """What lies over the rows of an encrypted case: body, kind and key, of all entries but the first."""

    def __init__(self, keys: Keys | None) -> None:
        self._keys = keys

    def shut(self, body: bytes, position: int) -> bytes:
        """A body as its row has it."""
        return self._keys.shut(body, f"entry {position}") if self._keys and position else body

    def open(self, body: bytes, position: int) -> bytes:
        """A body again. Raises Tampered (E501) when it was changed."""
        if not self._keys or not position:
            return body
        try:
            return self._keys.unshut(body, f"entry {position}")
        except Tampered as error:
            raise Tampered("E501", f"ledger entry {position} was changed", where="ledger.sqlite") from error

    def word(self, word: str, position: int | None) -> str:
        """A kind or key as its row has it; position None: of any row but the first."""
        return self._keys.word(word) if self._keys and position != 0 else word


class Ledger:
    """One open ledger. A reader keeps the snapshot it opened; a writer commits with synchronous FULL."""

    def __init__(self, path: Path, *, write: bool = False, keys: Keys | None = None) -> None:
        """`keys`: those of an encrypted case, whose entries but the first are encrypted.

        Raises BadCase (E309) when it cannot be opened, Tampered (E506) when it is not a ledger any more.
        """
        self.path = path
        self.cover = Cover(keys)
        with readable(path):
            self._db = connect(path, write=write)
            if not write:
                self._db.execute("BEGIN")
            check_header(self._db)
            self.case = _case_id(self._db)

    @classmethod
    def create(cls, path: Path, first: Fact) -> Ledger:
        """A new ledger with its first entry, under a new random case id."""
        with readable(path):
            db = connect(path, write=True, create=True)
            with _transaction(db):
                for statement in SCHEMA:
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {USER_VERSION}")
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                _insert(db, secrets.token_hex(16), [first], Cover(None))
            db.close()
        return cls(path, write=True)

    def append(self, facts: Sequence[Fact]) -> tuple[Appended, ...]:
        """Appends a batch in one durable commit; on return it is safe. One whose key is known is not added again."""
        with readable(self.path), _transaction(self._db):
            return _insert(self._db, self.case, facts, self.cover)

    def entries(self, kind: str | None = None, as_of: int | None = None) -> Iterator[Entry]:
        """Entries in order up to and with position `as_of`, each checked against its leaf.

        Raises Tampered (E501) at the first that was changed.
        """
        said_kind = None if kind is None else self.cover.word(kind, None)
        wanted = (self.size() if as_of is None else as_of, said_kind, kind, said_kind)
        query = """SELECT position, leaf, body, kind FROM entries
            WHERE position <= ? AND (? IS NULL OR kind = ? OR kind = ?) ORDER BY position"""
        with readable(self.path):
            for position, leaf, body, said in self._db.execute(query, wanted):
                entry = unseal(self.cover.open(body, position), leaf, case=self.case, position=position)
                if self.cover.word(entry.kind, position) != said:
                    raise Tampered("E501", f"ledger entry {position} is a {entry.kind}, its row says {said}")
                yield entry

    def bodies(self, positions: Sequence[int]) -> Iterator[bytes]:
        """The canonical bytes of entries, as they stand in the ledger, each checked against its leaf."""
        for position in positions:
            if (entry := self.at(position)) is None:
                raise Tampered("E501", f"ledger entry {position} is gone", where="ledger.sqlite")
            row = self._db.execute("SELECT body FROM entries WHERE position = ?", (entry.position,)).fetchone()
            yield self.cover.open(row[0], position)

    def at(self, position: int) -> Entry | None:
        """The entry at a position."""
        with readable(self.path):
            row = self._db.execute("SELECT leaf, body FROM entries WHERE position = ?", (position,)).fetchone()
        body = self.cover.open(row[1], position) if row else b""
        return unseal(body, row[0], case=self.case, position=position) if row else None

    def head(self) -> Head:
        """Size and root of the tree as it is now."""
        with readable(self.path):
            return last_head(self._db)

    def leaves(self, start: int, count: int) -> list[bytes]:
        """Leaf hashes from a position on. Raises Tampered (E501) when one is missing."""
        with readable(self.path):
            query = "SELECT leaf FROM entries WHERE position >= ? AND position < ? ORDER BY position"
            found = [leaf for (leaf,) in self._db.execute(query, (start, start + count))]
        if len(found) != count:
            raise Tampered("E501", f"entries {start} to {start + count - 1} are not all there", where="ledger.sqlite")
        return found

    def size(self) -> int:
        """Number of entries."""
        return self.head().size

    def settle(self) -> None:
        """Makes durable what a writer killed before its sync had written: from here on it counts as known."""
        log = self.path.with_name(self.path.name + "-wal")
        if log.exists():  # its own descriptor is harmless: SQLite's locks are on the other two files
            durable.sync_file(log)
        durable.sync_folder(self.path.parent)

    def withhold(self, positions: Sequence[int], names: Container[str]) -> bool:
        """Rewrites entries with bare commitments in place of fields, in one durable commit; their leaves, and so the
        tree, stay as they are. What they held is overwritten, in the file and in its log; False: a reader has kept the
        log's old pages open, and the next who writes takes them away.
        """
        with readable(self.path):
            with _transaction(self._db):
                for position in positions:
                    (body,) = self._db.execute("SELECT body FROM entries WHERE position = ?", (position,)).fetchone()
                    less = withhold(self.cover.open(body, position), names)
                    row = (self.cover.shut(less, position), position)
                    self._db.execute("UPDATE entries SET body = ? WHERE position = ?", row)
            busy: int = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            return not busy

    def backup(self, dest: Path) -> None:
        """Copies the ledger, also while somebody writes to it."""
        with readable(dest):
            copy = sqlite3.connect(dest)
            self._db.backup(copy)
            copy.close()

    def close(self) -> None:
        """Closes it; the last writer folds the write-ahead log into the file."""
        self._db.close()


def case_id(path: Path) -> str:
    """The case id in a ledger, without opening it further."""
    with readable(path):
        db = connect(path, write=False)
        try:
            return _case_id(db)
        finally:
            db.close()


def _case_id(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT body FROM entries WHERE position = 0").fetchone()
    if row is None:
        raise Tampered("E506", "the ledger has no first entry", where="ledger.sqlite", todo="restore a copy")
    return case_of(row[0])


def connect(path: Path, *, write: bool, create: bool = False) -> sqlite3.Connection:
    """A connection with the pragmas that the promises rest on."""
    db = sqlite3.connect(f"file:{quote(str(path))}?{_mode(path, create=create)}", uri=True, isolation_level=None)
    # A flipped byte in a text column must be reported as that, not as a decoding error of ours.
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")
    if write:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")  # what is shredded is written over
    else:
        db.execute("PRAGMA query_only = ON")
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    return db


def check_header(db: sqlite3.Connection) -> None:
    """Raises Tampered (E506) when the file's header or its tables are not as they were made."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    application = db.execute("PRAGMA application_id").fetchone()[0]
    tables = {row[0] for row in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    if (application, version, tables) != (APPLICATION_ID, USER_VERSION, set(SCHEMA)):
        raise Tampered(
            "E506",
            "the ledger's header or tables are not as they were made",
            where="ledger.sqlite",
            todo="restore a copy",
        )


def _mode(path: Path, *, create: bool) -> str:
    if create:
        return "mode=rwc"
    if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
        # Readers too: only so can the last to close take the log's files away with it.
        return "mode=rw"
    # SQLite can make no shared memory here: a ledger at rest is read as it lies.
    return "mode=ro" if path.with_name(path.name + "-wal").exists() else "mode=ro&immutable=1"


def last_head(db: sqlite3.Connection) -> Head:
    """The head of the last batch; of the empty tree when there is none."""
    row = db.execute("SELECT size, root, peaks FROM heads ORDER BY size DESC LIMIT 1").fetchone()
    return as_head(*row) if row else Head(size=0, root=bag(()))


def as_head(size: int, root: bytes, peaks: bytes) -> Head:
    """One row of `heads`. Raises Tampered (E504) when its root is not the root over its peaks."""
    cut = tuple(peaks[at : at + DIGEST_BYTES] for at in range(0, len(peaks), DIGEST_BYTES))
    if size < 1 or len(cut) != size.bit_count() or bag(cut) != root:
        raise Tampered(
            "E504", f"the tree's head at size {size} was changed", where="ledger.sqlite", todo="restore a copy"
        )
    return Head(size=size, root=root, peaks=cut)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turns what SQLite says into Tampered (E506: damaged) or BadCase (E309: cannot be opened or written)."""
    try:
        yield
    except DAMAGE as error:
        raise _explained(error, path) from error


def _explained(error: Exception, path: Path) -> HoldfireError:
    damaged = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    # The low byte is the kind of failure, the rest its variant.
    if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in damaged:
        return Tampered("E506", f"the ledger is damaged: {error}", where=str(path), todo="restore a copy")
    return BadCase(
        "E309",
        f"the ledger cannot be used: {error}",
        where=str(path),
        todo="look at the disk's free space and the folder's permissions; nothing unacknowledged was kept",
    )


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    with db:  # commits, or rolls back whatever interrupts it, Ctrl-C included
        db.execute("BEGIN IMMEDIATE")
        yield


def _insert(db: sqlite3.Connection, case: str, facts: Sequence[Fact], cover: Cover) -> tuple[Appended, ...]:
    head = last_head(db)
    size, peaks = head.size, list(head.peaks)
    placed: list[Appended] = []
    for fact in facts:
        about = key_of(fact.kind, fact.fields)
        key = None if about is None else cover.word(about, None)
        known = _known(db, key, case, cover)
        if known is not None:
            placed.append(Appended(entry=known, known=True))
            continue
        body, entry = seal(case, size, fact.fields, kind=fact.kind, who=fact.who, logged=fact.at)
        leaf = bytes.fromhex(entry.leaf)
        row = (size, leaf, cover.shut(body, size), cover.word(fact.kind, size), key)
        db.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", row)
        push(peaks, size, leaf)
        size += 1
        placed.append(Appended(entry=entry, known=False))
    if size > head.size:
        db.execute("INSERT INTO heads VALUES (?, ?, ?)", (size, bag(peaks), b"".join(peaks)))
    return tuple(placed)


def _known(db: sqlite3.Connection, key: str | None, case: str, cover: Cover) -> Entry | None:
    if key is None:
        return None
    row = db.execute("SELECT position, leaf, body FROM entries WHERE key = ?", (key,)).fetchone()
    return unseal(cover.open(row[2], row[0]), row[1], case=case, position=row[0]) if row else None
