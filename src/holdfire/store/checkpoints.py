"""The head of a case to a signed checkpoint outside it, with trusted timestamps, and back: what no rollback reaches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from holdfire.errors import BadCase, BadRequest, Tampered
from holdfire.seals.note import Checkpoint, Key, is_signed, read, read_key, signers
from holdfire.store import durable, signing, timestamps
from holdfire.store.case import Case
from holdfire.store.kinds import CheckpointFacts

KIND = "checkpoint"


class Pushed(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint that was written outside the case."""

    checkpoint: Checkpoint
    since: int | None
    """Entries of the checkpoint that the file held before; None: it held none."""
    stamps: dict[str, timestamps.Stamp]
    """By authority; one that gave no reply is refused, with the reason."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What a checkpoint says, against the case as it is now."""

    checkpoint: Checkpoint
    signers: tuple[str, ...]
    signed: bool | None
    """Whether the key that was given made a signature; None: none was given."""
    entries: int
    """Entries of the case now."""
    stamps: dict[str, timestamps.Stamp]


class Covering(msgspec.Struct, frozen=True, kw_only=True):
    """A good timestamp, and what it covers."""

    authority: str
    stamp: timestamps.Stamp
    position: int
    """Of the checkpoint's entry."""
    size: int
    """It covers that many entries, from the first."""


def push(case: Case, file: Path, *, who: str, at: datetime) -> Pushed:
    """Signs the head, has it timestamped, records both in the ledger, and only then writes them to `file`.

    An older checkpoint in that file must be one of this case, and is replaced. Raises Tampered (E510) when the case is
    not that one with something appended, BadRequest (E482) when the file holds something else.
    """
    since = _older(case, file)
    size, root = case.head()
    checkpoint = Checkpoint(case=case.id, size=size, root=root)
    note = signing.signed(checkpoint).encode()
    stamps, replies, certificates = _stamped(note)
    facts = {
        "size": size,
        "root": root,
        "note": case.put(note),
        "signed_with": signing.own_key().text(),
        "replies": {name: case.put(reply) for name, reply in replies.items()},
        "certificates": {name: case.put(certificates[name]) for name in replies},
        "pushed_to": str(file),
    }
    case.append(KIND, facts, who=who, at=at)
    for name, reply in replies.items():
        durable.write(_beside(file, name, "tsr"), reply, mode=0o644)
        durable.write(_beside(file, name, "pem"), certificates[name], mode=0o644)
    durable.write(file, note, mode=0o644)
    return Pushed(checkpoint=checkpoint, since=since, stamps=stamps)


def check(case: Case, file: Path, key: Key | None = None) -> Held:
    """A checkpoint in a file, and the timestamps beside it, against the case.

    Raises Tampered: E510 when the case does not hold what the checkpoint says, E511 when the key did not sign it.
    """
    note = _note(case, file)
    stamps = {}
    for reply in sorted(file.parent.glob(f"{file.name}.*.tsr")):
        pem = reply.with_suffix(".pem")
        name = reply.name.removeprefix(f"{file.name}.").removesuffix(".tsr")
        stamps[name] = timestamps.verify(reply.read_bytes(), note, pem.read_bytes() if pem.exists() else b"")
    return _held(case, note, str(file), key, stamps)


def kept(case: Case) -> Iterator[Held]:
    """Each checkpoint that the ledger records, checked again like those in files."""
    for entry in case.entries(KIND):
        facts = msgspec.convert(entry.fields, CheckpointFacts)
        note = case.get(facts.note)
        stamps = {
            name: timestamps.verify(case.get(reply), note, case.get(facts.certificates[name]))
            for name, reply in facts.replies.items()
        }
        yield _held(case, note, f"entry {entry.position}", read_key(facts.signed_with), stamps)


def covering(case: Case, position: int, as_of: int | None = None) -> Iterator[Covering]:
    """The timestamps that two verifiers or one accept, of checkpoints in the ledger's order; of each authority those
    up to the first that covers the entry at `position`. Raises Tampered (E510) when a checkpoint is not of this case.
    """
    reached: dict[str, int] = {}
    for entry in case.entries(KIND, as_of):
        facts = msgspec.convert(entry.fields, CheckpointFacts)
        wanted = [name for name in sorted(facts.replies) if reached.get(name, 0) <= position]
        if not wanted:
            continue
        note = case.get(facts.note)
        _held(case, note, f"entry {entry.position}", None, {})
        for name in wanted:
            stamp = timestamps.verify(case.get(facts.replies[name]), note, case.get(facts.certificates[name]))
            if stamp.when is not None:
                reached[name] = facts.size
                yield Covering(authority=name, stamp=stamp, position=entry.position, size=facts.size)


def _held(case: Case, note: bytes, where: str, key: Key | None, stamps: dict[str, timestamps.Stamp]) -> Held:
    text = note.decode()
    checkpoint = read(text)
    if checkpoint is None:
        raise _no_checkpoint(Path(where))
    _extends(case, checkpoint, where)
    signed = None if key is None else is_signed(text, key)
    if signed is False:
        what = f"it is not signed with the key {key.name if key else ''}"
        raise Tampered("E511", what, where=where, todo="ask its sender for the key, by another way")
    return Held(checkpoint=checkpoint, signers=signers(text), signed=signed, entries=case.head()[0], stamps=stamps)


def _older(case: Case, file: Path) -> int | None:
    if not file.exists():
        return None
    checkpoint = read(_note(case, file).decode())
    if checkpoint is None:
        raise _no_checkpoint(file)
    _extends(case, checkpoint, str(file))
    return checkpoint.size


def _note(case: Case, file: Path) -> bytes:
    try:
        note = file.read_bytes()
        said = read(note.decode())
    except FileNotFoundError as error:
        raise BadRequest(
            "E482", "there is no such file", where=str(file), todo="give the file with a checkpoint"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise _no_checkpoint(file) from error
    if said is None or said.case != case.id:
        raise _no_checkpoint(file)
    return note


def _extends(case: Case, seen: Checkpoint, where: str) -> None:
    if seen.size > case.head()[0]:
        what = f"the case has {case.head()[0]} entries, the checkpoint {seen.size}: it was rolled back"
    elif seen.size and case.tree.consistency(seen.size).old_root != seen.root:
        what = f"the first {seen.size} entries are not those of the checkpoint: the case was forked"
    else:
        return
    raise Tampered("E510", what, where=where, todo="keep both; compare with other copies of the case")


def _stamped(note: bytes) -> tuple[dict[str, timestamps.Stamp], dict[str, bytes], dict[str, bytes]]:
    stamps: dict[str, timestamps.Stamp] = {}
    replies: dict[str, bytes] = {}
    certificates: dict[str, bytes] = {}
    for authority in timestamps.authorities():
        try:
            pem = timestamps.certificates(authority)
            reply = timestamps.ask(authority, timestamps.request(note))
        except BadCase as error:
            stamps[authority.name] = timestamps.Stamp(why=error.what)
            continue
        # Kept as it came, also when no verifier accepts it: it may be read by another one day.
        replies[authority.name], certificates[authority.name] = reply, pem
        stamps[authority.name] = timestamps.verify(reply, note, pem)
    return stamps, replies, certificates


def _beside(file: Path, name: str, end: str) -> Path:
    return file.with_name(f"{file.name}.{name}.{end}")


def _no_checkpoint(file: Path) -> BadRequest:
    return BadRequest("E482", "it holds no checkpoint of this case", where=str(file), todo="choose another file")
