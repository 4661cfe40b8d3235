"""A case folder to what is wrong with it, each fault named: which entry or file, and what it is."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from holdfire.errors import BadCase, Tampered
from holdfire.seals import bag, push
from holdfire.seals.merkle import DIGEST_BYTES
from holdfire.store import config, inputs, keys, kinds, pins
from holdfire.store.case import LEDGER, VAULT
from holdfire.store.entries import Entry, case_of, is_canonical, unseal
from holdfire.store.ledger import DAMAGE, Cover, Head, as_head, case_id, check_header, connect
from holdfire.store.vault import Vault, hash_of


class Problem(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One thing that `verify` found."""

    code: str
    where: str
    """The file, and for the ledger the entry: `ledger.sqlite, entry 7 (report)`."""
    what: str
    changes_fact: bool = True
    """False: an index, free space or a leftover; every recorded fact and every stored byte is as it was."""

    def line(self) -> str:
        """One line for a person."""
        return f"{self.code} {self.where}: {self.what}"


class _Row(msgspec.Struct, frozen=True):
    position: int
    leaf: object
    body: object
    kind: object
    key: object


class _Read(msgspec.Struct):
    """What could be read of a ledger, and what could not."""

    cover: Cover
    case: str = ""
    entries: dict[int, Entry] = {}
    size: int = 0
    problems: list[Problem] = []

    def add(self, code: str, what: str, *, where: str = LEDGER, changes_fact: bool = True) -> None:
        self.problems.append(Problem(code=code, where=where, what=what, changes_fact=changes_fact))


def verify(path: Path, *, pinned: bool = True) -> tuple[Problem, ...]:
    """Everything that is wrong with a case, sorted; it only reads. Empty: every fact and stored byte is as recorded.

    `pinned`: compare with the head that this user saw last, which alone tells a rollback. A case that verifies is
    unchanged; that says nothing about the truth of what was put in.
    """
    try:
        own = keys.load(path) if (path / keys.FOLDER).exists() else None
    except BadCase as error:
        what = f"{error.what}: nothing of it can be checked"
        return (Problem(code=error.code, where=str(path), what=what),)
    read = _Read(cover=Cover(own), entries={}, problems=[])
    # Before the ledger: a writer may append in between, and then pins what this reading does not hold.
    pin = _pin(path / LEDGER, read) if pinned else None
    try:
        _read_ledger(path / LEDGER, read)
    except DAMAGE as error:
        read.add("E506", f"the ledger cannot be read: {error}")
    read.problems += vault_problems(Vault(path / VAULT, own), read.entries)
    if not any(problem.changes_fact for problem in read.problems):
        _check_pin(pin, read)
    _check_inputs(path, read)
    return tuple(sorted(set(read.problems)))


def _pin(ledger: Path, read: _Read) -> pins.Pin | None:
    try:
        return pins.read(case_id(ledger))
    except (Tampered, BadCase) as error:
        if error.code == "E509":
            read.add(error.code, error.what, where=error.where)
        return None  # whatever else is wrong with the ledger is found when it is read


def _read_ledger(path: Path, read: _Read) -> None:
    if not path.is_file():
        read.add("E506", "the ledger is missing")
        return
    db = connect(path, write=False)
    try:
        db.execute("BEGIN")
        check_header(db)
        heads = _heads(db, read)
        # No entry is shorter than this: a forged size sends nobody counting to the end of the world.
        pages, page = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        read.size = min(max((head.size for head in heads), default=0), pages * page // DIGEST_BYTES)
        rows = _rows(db, read)
        _check_entries(rows, read)
        _check_withheld(rows, read)
        _check_heads(heads, rows, read)
        _check_structure(db, read)
    except Tampered as error:
        read.add(error.code, error.what)
    finally:
        db.close()


def _heads(db: sqlite3.Connection, read: _Read) -> list[Head]:
    """The heads that agree with themselves; the others are named."""
    heads: list[Head] = []
    try:
        for size, root, peaks in db.execute("SELECT size, root, peaks FROM heads ORDER BY size"):
            try:
                heads.append(as_head(size, root, peaks))
            except (Tampered, TypeError):
                read.add("E504", "the root or its peaks were changed", where=f"{LEDGER}, head at size {size}")
    except DAMAGE as error:
        read.add("E504", f"they cannot all be read: {error}", where=f"{LEDGER}, heads of the tree")
    return heads


def _rows(db: sqlite3.Connection, read: _Read) -> dict[int, _Row]:
    query = "SELECT position, leaf, body, kind, key FROM entries"
    try:
        listed = [_Row(*row) for row in db.execute(f"{query} ORDER BY position")]
        for position, times in Counter(row.position for row in listed).items():
            if times > 1:
                read.add("E501", f"it stands there {times} times", where=f"{LEDGER}, entry {position}")
        return {row.position: row for row in listed}
    except DAMAGE:
        # A damaged page hides more than its own rows from a scan: ask for each by itself.
        found = (_one(db, f"{query} WHERE position = ?", position) for position in range(read.size))
        return {row.position: row for row in found if row is not None}


def _one(db: sqlite3.Connection, query: str, position: int) -> _Row | None:
    try:
        row = db.execute(query, (position,)).fetchone()
    except DAMAGE:
        return None
    return _Row(*row) if row else None


def _check_entries(rows: dict[int, _Row], read: _Read) -> None:
    cases = Counter(_case(row, read.cover) for row in rows.values())
    read.case = cases.most_common(1)[0][0] if cases else ""
    heads_damaged = any(problem.code == "E504" for problem in read.problems)
    for position in sorted({*range(read.size), *rows}):
        row = rows.get(position)
        if row is None:
            read.add("E501", "it is gone or cannot be read", where=f"{LEDGER}, entry {position}")
            continue
        where = f"{LEDGER}, entry {position} ({row.kind})"
        if not 0 <= position < read.size and not heads_damaged:
            read.add("E501", "no head of the tree covers it", where=where)
        try:
            read.entries[position] = _checked(row, read.case, read.cover)
        except Tampered as error:
            read.add("E501", error.what, where=where)


def _checked(row: _Row, case: str, cover: Cover) -> Entry:
    if not isinstance(row.body, bytes) or not isinstance(row.leaf, bytes):
        raise Tampered("E501", "its body or leaf is not made of bytes")
    body = cover.open(row.body, row.position)
    entry = unseal(body, row.leaf, case=case, position=row.position)
    if not is_canonical(body):
        raise Tampered("E501", "its body is not in canonical form")
    if (cover.word(entry.kind, row.position), _key(entry, row, cover)) != (row.kind, row.key):
        raise Tampered("E501", f"it is a {entry.kind}, and its row's kind or key says otherwise")
    return entry


def _key(entry: Entry, row: _Row, cover: Cover) -> object:
    """The key that an entry's row should have. Of one whose fields are withheld, only its tombstone can tell."""
    if entry.withheld:
        return row.key
    about = kinds.key_of(entry.kind, entry.fields)
    return None if about is None else cover.word(about, None)


def _check_withheld(rows: Mapping[int, _Row], read: _Read) -> None:
    """Fields may be withheld where a tombstone says so, of the report whose key it names, and nowhere else."""
    keys: dict[int, str] = {}
    for entry in read.entries.values():
        if entry.kind == "shredded":
            keys |= kinds.keys_of_shredded(entry.fields)
    for position, entry in read.entries.items():
        if entry.withheld and (position not in keys or read.cover.word(keys[position], None) != rows[position].key):
            what = "no tombstone says why fields of it are withheld"
            read.add("E501", what, where=f"{LEDGER}, entry {position} ({entry.kind})")


def _case(row: _Row, cover: Cover) -> str:
    try:
        return case_of(cover.open(row.body, row.position)) if isinstance(row.body, bytes) else ""
    except Tampered:
        return ""


def _check_heads(heads: list[Head], rows: dict[int, _Row], read: _Read) -> None:
    if len(read.entries) < len(rows):
        return  # the root over a changed entry says nothing more
    roots = _roots(read)
    for head in heads:
        if roots.get(head.size, head.root) != head.root:
            read.add("E504", "the root is not that of the entries", where=f"{LEDGER}, head at size {head.size}")


def _roots(read: _Read) -> dict[int, bytes]:
    """The root at every size, as far as the entries are whole from the first on."""
    peaks: list[bytes] = []
    roots = {0: bag(peaks)}
    position = 0
    while position in read.entries:
        push(peaks, position, bytes.fromhex(read.entries[position].leaf))
        position += 1
        roots[position] = bag(peaks)
    return roots


def _check_structure(db: sqlite3.Connection, read: _Read) -> None:
    """SQLite's own look at pages and indexes. The entries are checked by themselves, so that it changes no fact."""
    try:
        said = [row[0] for row in db.execute("PRAGMA integrity_check(20)")]
    except DAMAGE as error:
        said = [str(error)]
    for line in said:
        if line != "ok":
            read.add("E508", f"SQLite's structure is damaged: {line}", changes_fact=False)


def vault_problems(vault: Vault, entries: Mapping[int, Entry]) -> list[Problem]:
    """What is missing from a vault, changed in it, or there without an entry that refers to it."""
    found: list[Problem] = []
    wanted: dict[str, str] = {}
    gone: dict[str, int] = {}
    for position, entry in sorted(entries.items()):
        for name, sha in kinds.blobs(entry.kind, entry.fields):
            wanted.setdefault(sha, f"{name}, of entry {position} ({entry.kind})")
        if entry.kind == "shredded":
            gone[entry.fields["sha256"]] = position
    files = {p.relative_to(vault.folder).as_posix(): p for p in vault.files()}
    named = {vault.path(sha).relative_to(vault.folder).as_posix(): sha for sha in wanted}
    lost = [name for name in sorted(named.keys() - files.keys()) if named[name] not in gone]
    found += (Problem(code="E503", where=f"{VAULT}/{name}", what=f"missing: {wanted[named[name]]}") for name in lost)
    for name, path in files.items():
        found += _of_file(vault, name, path, named, wanted, gone)
    return found


def _of_file(
    vault: Vault, name: str, path: Path, named: Mapping[str, str], wanted: Mapping[str, str], gone: Mapping[str, int]
) -> Iterator[Problem]:
    sha, where = named.get(name), f"{VAULT}/{name}"
    if sha is not None and sha in gone:
        what = f"shredded by entry {gone[sha]}, and still there: the next who writes to the case destroys it"
        yield Problem(code="E516", where=where, what=what, changes_fact=False)
    elif not (vault.holds(sha, path) if sha or not vault.encrypted else name == f"{path.name[:2]}/{path.name}"):
        told = f"its bytes are not those that its name says: {wanted.get(sha or '', 'no entry refers to it')}"
        yield Problem(code="E502", where=where, what=told)
    elif sha is None:
        left = "no entry refers to it: it was stored by an addition that was interrupted, or its entry is gone"
        yield Problem(code="E507", where=where, what=left, changes_fact=False)


def _check_pin(pin: pins.Pin | None, read: _Read) -> None:
    roots = _roots(read)
    try:
        pins.compare(read.case, pin, size=read.size, extends=lambda pin: roots[pin.size].hex() == pin.root)
    except Tampered as error:
        read.add(error.code, error.what, where=error.where)


def _check_inputs(path: Path, read: _Read) -> None:
    """Hand-written files that are not as last recorded: nothing recorded has changed, and the next run records them."""
    recorded: dict[str, str] = {}
    for _, entry in sorted(read.entries.items()):
        recorded = entry.fields["files"] if entry.kind == "inputs" else recorded
    try:
        files = inputs.paths(path, inputs.read_config(path))
    except BadCase as error:
        read.add(error.code, error.what, where=config.FILE, changes_fact=False)
        return
    for name in sorted({*files, *recorded}):
        if name not in files or hash_of(files[name]) != recorded.get(name):
            what = "it is not as it was last recorded; the ledger holds that version, the next run records this one"
            read.add("E512", what, where=name, changes_fact=False)
