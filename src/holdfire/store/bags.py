"""Entries of a case to a BagIt bag with a proof for each, a checkpoint and a verifier; and such a bag checked.

The bag's manifests tell an accident, its proofs a forger. Sealed releases with fields left out will be of this shape:
the standalone verifier already takes an entry that names bare commitments in place of fields.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from holdfire import __version__
from holdfire.errors import BadCase, Tampered
from holdfire.seals import verify_inclusion
from holdfire.seals.note import Checkpoint, is_signed, read, read_key
from holdfire.store import bagit, checkpoints, durable, kinds, signing, timestamps
from holdfire.store.case import VAULT, Case
from holdfire.store.entries import Entry, loose
from holdfire.store.vault import Vault
from holdfire.store.verify import Problem, vault_problems

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
CHECKPOINT, KEY, PROOFS, VERIFIER = "checkpoint", "key", "proofs.jsonl", "verify.py"
ENTRIES = "data/entries.jsonl"


class _Proof(msgspec.Struct, frozen=True, kw_only=True):
    position: int
    path: tuple[str, ...]


def is_bag(path: Path) -> bool:
    """Whether a folder says that it is a bag."""
    return (path / "bagit.txt").is_file()


def write(case: Case, dest: Path, positions: Sequence[int] = (), *, who: str, at: datetime) -> checkpoints.Pushed:
    """Makes a bag of entries (all when none is given) and of what they refer to; the case is open for writing.

    That a checkpoint leaves with it is in the ledger first. Raises BadCase (E307) when something is at `dest`.
    """
    if dest.exists() and any(dest.iterdir()):
        raise BadCase("E307", "there is something at the destination", where=str(dest), todo="choose a new folder")
    durable.make_folder(dest.absolute())
    pushed = checkpoints.push(case, dest / CHECKPOINT, who=who, at=at)
    size = pushed.checkpoint.size
    wanted = sorted(set(positions)) or list(range(size))
    gone = {sha: stone.position for sha, stone in case.shredded().items()}
    for position in tuple(wanted):  # of what was shredded, the tombstone goes with it
        entry = case.entry(position)
        wanted += [gone[sha] for _, sha in kinds.blobs(entry.kind, entry.fields) if sha in gone]
    wanted = sorted(set(wanted))
    proofs = [case.tree.inclusion(position, size) for position in wanted]
    vault = Vault(dest / "data" / VAULT)
    durable.make_folder(vault.folder)
    for position in wanted:
        entry = case.entry(position)
        for _, sha in kinds.blobs(entry.kind, entry.fields):
            if sha not in gone:
                vault.put(case.get(sha))
    _text(dest / ENTRIES, b"".join(body + b"\n" for body in case.bodies(wanted)))
    lines = (msgspec.json.encode({"position": proof.position, "path": proof.path}) + b"\n" for proof in proofs)
    _text(dest / PROOFS, b"".join(lines))
    _text(dest / KEY, signing.own_key().text().encode() + b"\n")
    _text(dest / VERIFIER, verifier())
    _envelope(dest, case.config.name, at)
    return pushed


def verifier() -> bytes:
    """The standalone verifier, as it ships with copies and bags."""
    return Path(__file__).with_name("standalone.py").read_bytes()


def verify(bag: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with a bag, sorted. Empty: its entries are in the tree of the checkpoint beside them.

    That checkpoint is signed with the key in the bag: compare it with one that reached you by another way.
    """
    found = [Problem(code="E514", where=file, what=what) for file, what in bagit.faults(bag)]
    try:
        checkpoint = _checked(bag, found)
        entries = list(_entries(bag, checkpoint, found))
        found += vault_problems(Vault(bag / "data" / VAULT), {entry.position: entry for entry in entries})
    except (OSError, ValueError) as error:
        found.append(Problem(code="E514", where=str(bag), what=f"it cannot be read: {error}"))
    return tuple(sorted(set(found)))


def _checked(bag: Path, found: list[Problem]) -> Checkpoint:
    note = (bag / CHECKPOINT).read_bytes()
    checkpoint, key = read(note.decode()), read_key((bag / KEY).read_text(encoding="utf-8"))
    if checkpoint is None:
        raise ValueError("its checkpoint is none")
    if key is None or not is_signed(note.decode(), key):
        found.append(Problem(code="E511", where=CHECKPOINT, what="it is not signed with the key in the bag"))
    for reply in sorted(bag.glob(f"{CHECKPOINT}.*.tsr")):
        stamp = timestamps.verify(reply.read_bytes(), note, reply.with_suffix(".pem").read_bytes())
        if stamp.when is None:
            found.append(Problem(code="E513", where=reply.name, what=f"no timestamp of this checkpoint: {stamp.why}"))
    return checkpoint


def _entries(bag: Path, checkpoint: Checkpoint, found: list[Problem]) -> Iterable[Entry]:
    decoder = msgspec.json.Decoder(_Proof)
    proofs = {one.position: one.path for one in map(decoder.decode, (bag / PROOFS).read_bytes().splitlines())}
    root = bytes.fromhex(checkpoint.root)
    for number, line in enumerate((bag / ENTRIES).read_bytes().split(b"\n")[:-1]):
        try:
            entry = loose(line)
        except Tampered as error:
            found.append(Problem(code="E515", where=f"{ENTRIES}, line {number + 1}", what=error.what))
            continue
        path = [bytes.fromhex(part) for part in proofs.get(entry.position, ())]
        leaf = bytes.fromhex(entry.leaf)
        if entry.case != checkpoint.case or not verify_inclusion(leaf, entry.position, checkpoint.size, path, root):
            what = "it is not in the tree of the checkpoint"
            found.append(Problem(code="E515", where=f"{ENTRIES}, entry {entry.position}", what=what))
        yield entry


def _envelope(dest: Path, name: str, at: datetime) -> None:
    payload = _listed(dest, (dest / "data").rglob("*"))
    _text(dest / MANIFEST, payload)
    files = [path for path in (dest / "data").rglob("*") if path.is_file()]
    oxum = f"{sum(path.stat().st_size for path in files)}.{len(files)}"
    info = {"External-Description": name.replace("\n", " "), "Bagging-Date": f"{at:%Y-%m-%d}", "Payload-Oxum": oxum,
            "Bag-Software-Agent": f"holdfire {__version__}"}  # fmt: skip
    _text(dest / "bagit.txt", DECLARATION.encode())
    _text(dest / "bag-info.txt", "".join(f"{label}: {value}\n" for label, value in info.items()).encode())
    _text(dest / TAGS, _listed(dest, dest.iterdir()))


def _listed(dest: Path, paths: Iterable[Path]) -> bytes:
    files = sorted(path for path in paths if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(dest).as_posix()}\n" for path in files
    ]
    return "".join(lines).encode()


def _text(path: Path, data: bytes) -> None:
    durable.write(path, data, mode=0o644)
