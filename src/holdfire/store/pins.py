"""The head of a case as this user last saw it, kept outside the case: what a rollback or a fork cannot reach."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from holdfire.errors import BadCase, Tampered
from holdfire.store import durable
from holdfire.store.ledger import Ledger


class Pin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A head once seen."""

    size: int
    root: str
    """Hex."""


def folder() -> Path:
    """HOLDFIRE_CONFIG, or holdfire/ in the user's configuration folder."""
    configured = os.environ.get("HOLDFIRE_CONFIG")
    if configured:
        return Path(configured)
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "holdfire"


def path_of(case: str) -> Path:
    """The pin of one case: a file each, so that writers of two cases do not meet."""
    return folder() / "pins" / f"{case}.json"


def read(case: str) -> Pin | None:
    """What was last seen of a case; None when this user has never seen it. Raises Tampered (E509) when unreadable."""
    path = path_of(case)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Pin)
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise Tampered(
            "E509",
            "the pinned head of this case cannot be read",
            where=str(path),
            todo="compare the case with another copy, then delete the pin",
        ) from error


def write(ledger: Ledger, *, lasting: bool = False) -> None:
    """Pins the ledger's head. Raises BadCase (E308) when the configuration folder cannot be written."""
    head, path = ledger.head(), path_of(ledger.case)
    pin = msgspec.json.encode(Pin(size=head.size, root=head.root.hex()))
    try:
        durable.make_folder(path.parent)
        # An older pin after a power cut is still a true one, so that only the last of a session is synced.
        durable.write(path, pin, durable=lasting)
    except OSError as error:
        raise BadCase(
            "E308",
            f"the head of the case cannot be pinned: {error.strerror}",
            where=str(path),
            todo="set HOLDFIRE_CONFIG to a folder you can write to; what was acknowledged is stored",
        ) from error


def compare(case: str, pin: Pin | None, *, size: int, root_at: Callable[[int], bytes]) -> None:
    """Raises Tampered (E505) when the ledger is not the pinned one with something appended.

    Read the pin before opening the ledger: a writer may append in between, never take away.
    """
    if pin is None:
        return
    if size < pin.size:
        what = f"the ledger was rolled back: it has {size} entries, {pin.size} were seen here before"
    elif root_at(pin.size).hex() != pin.root:
        what = f"the ledger was forked: its first {pin.size} entries are not those seen here before"
    else:
        return
    raise Tampered(
        "E505",
        what,
        where=str(path_of(case)),
        todo="use the later copy; if an older backup was restored on purpose, delete this pin",
    )
