"""The head of a case as this user last saw it, kept outside the case: what a rollback or a fork cannot reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from holdfire.errors import BadCase, Tampered
from holdfire.seals import sha256
from holdfire.store import durable, home
from holdfire.store.ledger import Ledger


class Pin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A head once seen."""

    size: int
    root: str
    """Hex."""
    check: str = ""
    """Hash of both: tells a pin that a power cut has torn."""


def path_of(case: str) -> Path:
    """The pin of one case: a file each, so that writers of two cases do not meet."""
    return home.folder() / "pins" / f"{case}.json"


def read(case: str) -> Pin | None:
    """What was last seen of a case; None when this user has never seen it. Raises Tampered (E509) when unreadable.

    There are two: one synced when a session ends, one written at every addition, which a power cut may tear.
    """
    lasting = path_of(case)
    latest = _latest(lasting)
    found = [pin for pin in (_whole(lasting), _whole(latest)) if pin]
    if not found and lasting.exists():
        raise Tampered(
            "E509",
            "the pinned head of this case cannot be read",
            where=str(lasting),
            todo="compare the case with another copy, then delete the pin",
        )
    return max(found, key=lambda pin: pin.size, default=None)


def write(ledger: Ledger, *, lasting: bool = False) -> None:
    """Pins the ledger's head. Raises BadCase (E308) when the configuration folder cannot be written."""
    head, path = ledger.head(), path_of(ledger.case)
    root = head.root.hex()
    pin = msgspec.json.encode(Pin(size=head.size, root=root, check=_check(head.size, root)))
    try:
        durable.make_folder(path.parent)
        # In place and by turns: a file put over another can take both with it on a disk without a journal.
        durable.overwrite(_latest(path), pin, sync=lasting)
        if lasting:
            durable.overwrite(path, pin, sync=True)
    except BadCase as error:
        raise BadCase(
            "E308",
            f"the head of the case cannot be pinned: {error.what}",
            where=str(path),
            todo="set HOLDFIRE_CONFIG to a folder you can write to; what was acknowledged is stored",
        ) from error


def _latest(lasting: Path) -> Path:
    return lasting.with_suffix(".latest.json")


def _whole(path: Path) -> Pin | None:
    try:
        pin = msgspec.json.decode(path.read_bytes(), type=Pin)
    except (FileNotFoundError, ValueError):
        return None
    return pin if pin.check == _check(pin.size, pin.root) else None


def _check(size: int, root: str) -> str:
    return sha256(f"{size} {root}".encode())[:16]


def compare(case: str, pin: Pin | None, *, size: int, extends: Callable[[Pin], bool]) -> None:
    """Raises Tampered (E505) when the ledger is not the pinned one with something appended.

    `extends`: whether a consistency proof leads from the pinned root to the present one. Read the pin before opening
    the ledger: a writer may append in between, never take away.
    """
    if pin is None:
        return
    if size < pin.size:
        what = f"the ledger was rolled back: it has {size} entries, {pin.size} were seen here before"
    elif not extends(pin):
        what = f"the ledger was forked: its first {pin.size} entries are not those seen here before"
    else:
        return
    raise Tampered(
        "E505",
        what,
        where=str(path_of(case).with_suffix(".*")),
        todo="use the later copy; if an older backup was restored on purpose, delete these pins",
    )
