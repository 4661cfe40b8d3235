"""A case on disk: its settings, its ledger, its vault and what was derived from them, opened to read or to write."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import msgspec

from holdfire.errors import BadCase, BadInput, BadRequest, Broken, Tampered
from holdfire.records import Complaint, Disclosure, Number, Report, Review
from holdfire.seals import sha256
from holdfire.store import config, durable, folds, inputs, keys, pins
from holdfire.store.config import CaseConfig
from holdfire.store.derived import Cache, RunReader, Runs
from holdfire.store.entries import Entry
from holdfire.store.folds import IssuedBulletin
from holdfire.store.inputs import AGREEMENTS, read_config
from holdfire.store.kinds import SHREDDED, checked, keys_of_shredded
from holdfire.store.ledger import Appended, Fact, Ledger, case_id
from holdfire.store.lock import WriteLock
from holdfire.store.mounts import refuse_network
from holdfire.store.tree import Tree
from holdfire.store.vault import Vault

LEDGER, VAULT, DERIVED, OUT = "ledger.sqlite", "vault", "derived", "out"


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it stands in the case, and whether it stood there before."""

    report: Report
    known: bool


class Case:
    """An open case; use it in `with`. Made by `create` and `open_case`."""

    def __init__(self, path: Path, ledger: Ledger, lock: WriteLock | None, of: keys.Keys | None = None) -> None:
        self.path, self._ledger, self._lock = path, ledger, lock
        self.config: CaseConfig = read_config(path)
        self.vault = Vault(path / VAULT, of)
        self._shredded: dict[str, Entry] | None = None
        self.cache = Cache(path / DERIVED / "cache", of)
        self.runs = Runs(path / DERIVED, of)
        self.tree = Tree(ledger, path / DERIVED / "tree")

    @property
    def id(self) -> str:
        """32 hex digits, made at random when the case was: it survives moving and copying."""
        return self._ledger.case

    # What people put in

    def append(self, kind: str, fields: Mapping[str, Any], *, who: str, at: datetime) -> Entry:
        """Appends one entry; on return it is safe. Raises Broken (E910) when the fields do not fit the kind.

        `at` is the time logged, by the caller's clock; `who` the acting person.
        """
        return self._append([Fact(kind=kind, fields=checked(kind, fields), who=who, at=at)])[0].entry

    def add_report(self, fields: Mapping[str, Any], data: bytes, *, who: str, at: datetime) -> Added:
        """Stores one thing received: its bytes in the vault, then its entry. The same again is known, not added.

        `fields` are those of Report less key, position, sha256 and size.
        """
        return self.add_reports([(fields, data)], who=who, at=at)[0]

    def add_reports(
        self, items: Iterable[tuple[Mapping[str, Any], bytes]], *, who: str, at: datetime
    ) -> tuple[Added, ...]:
        """The same for many, with one durable commit for all of them."""
        self._check_writable()
        facts, gone = [], self.shredded()
        for fields, data in items:
            if gone and sha256(data) in gone:
                raise BadInput("E150", "it was shredded, and is not taken in again", where=str(fields["filename"]))
            whole = checked("report", {**fields, "sha256": self.vault.put(data), "size": len(data)})
            facts.append(Fact(kind="report", fields=whole, who=who, at=at))
        placed = self._append(facts)
        return tuple(Added(report=folds.report(p.entry), known=p.known) for p in placed)

    def open_complaint(self, fields: Mapping[str, Any], *, who: str, at: datetime) -> Complaint:
        """Takes in a complaint (fields of ComplaintFacts) and returns it with its number and receipt."""
        entry = self.append("complaint", fields, who=who, at=at)
        return self._complaint(f"complaint:{entry.position}")

    def move_complaint(self, fields: Mapping[str, Any], *, who: str, at: datetime) -> Complaint:
        """Changes a complaint's state (fields of ComplaintMoved). Raises BadRequest (E481) when there is none such."""
        self._complaint(str(fields.get("complaint")))
        self.append("complaint_state", fields, who=who, at=at)
        return self._complaint(str(fields["complaint"]))

    def record_inputs(self, *, who: str, at: datetime) -> Entry | None:
        """Puts the hand-written files into vault and ledger when they differ from those last recorded.

        So every position knows which version held. None: nothing has changed.
        """
        self._check_writable()
        files = self.input_files()
        if {name: sha256(data) for name, data in files.items()} == self._recorded(None):
            return None
        return self.append("inputs", {"files": {n: self.vault.put(d) for n, d in files.items()}}, who=who, at=at)

    def append_numbers(self, facts: Iterable[Mapping[str, Any]], *, who: str, at: datetime) -> None:
        """Lasting numbers (fields of Numbered), with one durable commit for all of them."""
        entries = [Fact(kind="number", fields=checked("number", fields), who=who, at=at) for fields in facts]
        if entries:
            self._append(entries)

    def issue(self, fields: Mapping[str, Any], files: Mapping[str, bytes], *, who: str, at: datetime) -> IssuedBulletin:
        """Freezes a bulletin: its exact bytes into the vault, then its entry (fields of Issued less `files`)."""
        self._check_writable()
        hashes = {name: self.vault.put(files[name]) for name in sorted(files)}
        return folds.issued(self.append("issue", {**fields, "files": hashes}, who=who, at=at))

    # What is known, up to and with a position

    def entries(self, kind: str | None = None, as_of: int | None = None) -> Iterator[Entry]:
        """The ledger in order, each entry checked against its leaf. Raises Tampered (E501) at one that was changed."""
        return self._ledger.entries(kind, as_of)

    def entry(self, position: int) -> Entry:
        """One entry, checked. Raises Tampered (E501) when it was changed or is not there."""
        entry = self._ledger.at(position)
        if entry is None:
            raise Tampered("E501", f"ledger entry {position} is gone", where=str(self.path), todo="restore a copy")
        return entry

    def head(self) -> tuple[int, str]:
        """Number of entries and the Merkle root over them, hex."""
        head = self._ledger.head()
        return head.size, head.root.hex()

    def extends(self, seen: pins.Pin) -> bool:
        """Whether the ledger is one seen before, with something appended, by its consistency proof."""
        return self.tree.consistency(seen.size).old_root == seen.root

    def reports(self, as_of: int | None = None) -> tuple[Report, ...]:
        """Everything received."""
        return tuple(folds.report(entry, self._key_of(entry)) for entry in self.entries("report", as_of))

    def reviews(self, as_of: int | None = None) -> tuple[Review, ...]:
        """People's decisions."""
        return tuple(map(folds.review, self.entries("review", as_of)))

    def complaints(self, as_of: int | None = None) -> tuple[Complaint, ...]:
        """Complaints as they then stood, by number."""
        return folds.complaints(self.entries(None, as_of))

    def disclosures(self, as_of: int | None = None) -> tuple[Disclosure, ...]:
        """Showings and withholdings by the case's own people."""
        return tuple(map(folds.disclosure, self.entries("disclosure", as_of)))

    def numbers(self, as_of: int | None = None) -> tuple[Number, ...]:
        """Lasting numbers in the order in which they were given."""
        return tuple(map(folds.number, self.entries("number", as_of)))

    def issued(self, as_of: int | None = None) -> tuple[IssuedBulletin, ...]:
        """Bulletins frozen."""
        return tuple(map(folds.issued, self.entries("issue", as_of)))

    def shredded(self) -> dict[str, Entry]:
        """sha256 -> tombstone, of all bytes that were shredded."""
        if self._shredded is None:
            self._shredded = {entry.fields["sha256"]: entry for entry in self.entries("shredded")}
        return self._shredded

    def finish_shredding(self) -> None:
        """Destroys bytes whose tombstone stands, what their entries say, and all that was derived: it is made anew."""
        self._check_writable()
        self._shredded = None
        gone = [at for stone in self.shredded().values() for at in keys_of_shredded(stone.fields)]
        if whole := [at for at in gone if not self.entry(at).withheld]:
            self._ledger.withhold(whole, SHREDDED)
        left = [sha for sha in self.shredded() if self.vault.has_any(sha)]
        for sha in left:
            self.vault.destroy(sha)
        if left and self.runs.folder.exists():
            with durable.asked_of_disk(self.runs.folder):
                shutil.rmtree(self.runs.folder)

    def bodies(self, positions: Sequence[int]) -> Iterator[bytes]:
        """The canonical bytes of entries, each checked: what a bag hands on."""
        return self._ledger.bodies(positions)

    def put(self, data: bytes) -> str:
        """Bytes into the vault; durable on return, and named by an entry only when one is appended."""
        self._check_writable()
        return self.vault.put(data)

    def get(self, sha: str) -> bytes:
        """Bytes out of the vault, checked. Raises Tampered: E502 changed, E503 missing."""
        return self.vault.get(sha)

    # The hand-written files

    def agreement_files(self) -> dict[str, bytes]:
        """Path below CASE -> bytes of every file under agreements/, as they lie there now."""
        return {name: path.read_bytes() for name, path in inputs.agreements(self.path).items()}

    def input_files(self) -> dict[str, bytes]:
        """case.toml, the agreements and the files that case.toml names. Raises BadCase (E302) when one is missing."""
        return {name: path.read_bytes() for name, path in inputs.paths(self.path, self.config).items()}

    def inputs(self, as_of: int | None = None) -> dict[str, bytes]:
        """The hand-written files as last recorded by then, out of the vault."""
        return {name: self.vault.get(sha) for name, sha in sorted(self._recorded(as_of).items())}

    # What was derived

    def memo(self, stage: str, parts: Sequence[Any], compute: Callable[[], bytes]) -> bytes:
        """See Cache.memo."""
        return self.cache.memo(stage, parts, compute)

    def save_run(self, name: str, files: Mapping[str, bytes]) -> str:
        """See Runs.save."""
        return self.runs.save(name, files)

    def current(self, name: str) -> RunReader:
        """See Runs.current."""
        return self.runs.current(name)

    # Opening, copying, closing

    def backup_ledger(self, dest: Path) -> None:
        """Copies the ledger as it is now, also while somebody writes to it."""
        self._ledger.backup(dest)

    def close(self) -> None:
        """Pins the head (when writing), closes the ledger, lets the next writer in."""
        try:
            if self._lock is not None:
                pins.write(self._ledger, lasting=True)
                self.tree.keep()
        finally:
            self._ledger.close()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _append(self, facts: list[Fact]) -> tuple[Appended, ...]:
        self._check_writable()
        placed = self._ledger.append(facts)
        pins.write(self._ledger)
        return placed

    def _key_of(self, entry: Entry) -> str | None:
        """The key of a report whose fields went with its bytes, as its tombstone has it. Raises Tampered (E501)."""
        if not entry.withheld:
            return None
        stone = self.shredded().get(entry.fields["sha256"])
        keys = keys_of_shredded(stone.fields) if stone else {}
        if entry.position not in keys:
            what = f"no tombstone says why fields of entry {entry.position} are withheld"
            raise Tampered("E501", what, where=str(self.path), todo="restore a copy")
        return str(keys[entry.position])

    def _complaint(self, key: str) -> Complaint:
        for complaint in self.complaints():
            if complaint.key == key:
                return complaint
        raise BadRequest("E481", f"there is no complaint {key!r}", todo="`holdfire complaint list CASE` lists them")

    def _recorded(self, as_of: int | None) -> dict[str, str]:
        files: dict[str, str] = {}
        for entry in self.entries("inputs", as_of):
            files = entry.fields["files"]
        return files

    def _check_writable(self) -> None:
        if self._lock is None:
            raise Broken("E913", "the case is open for reading only", where=str(self.path))


def create(
    path: Path,
    *,
    toml: str,
    agreements: Mapping[str, bytes],
    extra: Mapping[str, bytes] | None = None,
    who: str,
    at: datetime,
) -> Case:
    """A new case, open for writing, its hand-written files recorded.

    `agreements` are files below CASE/agreements, `extra` others below CASE that `toml` names. Raises BadCase: E302
    when `toml` has faults, E306 on a network filesystem, E307 when a case is there already.
    """
    settings = config.read(toml)
    there = [name for name in (config.FILE, LEDGER, VAULT) if (path / name).exists()]
    if there:
        raise BadCase(
            "E307",
            f"there is a case already, or what is left of one: {', '.join(there)}",
            where=str(path),
            todo="choose another folder",
        )
    refuse_network(path)
    durable.make_folder(path.absolute())
    files = {f"{AGREEMENTS}/{name}": data for name, data in agreements.items()} | dict(extra or {})
    with ExitStack() as undo:
        lock = WriteLock(path, person=who)
        undo.callback(lock.release)
        durable.make_folder(path / VAULT)
        own = keys.create(path) if settings.encrypted else None
        for name in sorted(files):
            durable.make_folder((path / name).parent)
            durable.write(path / name, files[name], mode=0o644)
        opened = Fact(kind="opened", fields=checked("opened", {"name": settings.name}), who=who, at=at)
        Ledger.create(path / LEDGER, opened).close()
        ledger = Ledger(path / LEDGER, write=True, keys=own)
        undo.callback(ledger.close)
        # Last, so that a folder with a case.toml is a whole case.
        durable.write(path / config.FILE, toml.encode(), mode=0o644)
        case = Case(path, ledger, lock, own)
        case.record_inputs(who=who, at=at)
        undo.pop_all()
    return case


def open_case(path: Path, *, write: bool = False, who: str = "") -> Case:
    """Opens a case; a reader keeps the ledger as it is now, a writer holds the lock (naming `who`) until closed.

    Raises BadCase (E301 to E309, one line each), Tampered (E505) when the ledger is behind or beside what this user
    saw before.
    """
    settings = read_config(path)
    refuse_network(path)
    own = keys.load(path) if settings.encrypted else None
    if not (path / LEDGER).is_file():
        raise Tampered("E506", "the ledger is missing", where=str(path / LEDGER), todo="restore a copy")
    with ExitStack() as undo:
        lock = WriteLock(path, person=who) if write else None
        if lock is not None:
            undo.callback(lock.release)
        # The pin before the ledger: a writer may append in between.
        pin = pins.read(case_id(path / LEDGER))
        ledger = Ledger(path / LEDGER, write=write, keys=own)
        undo.callback(ledger.close)
        case = Case(path, ledger, lock, own)
        pins.compare(case.id, pin, size=ledger.size(), extends=case.extends)
        if write:
            case.vault.sweep()
            ledger.settle()
            case.finish_shredding()
            pins.write(ledger)
        undo.pop_all()
    return case
