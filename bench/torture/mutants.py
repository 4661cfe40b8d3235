"""Names to ways of weakening the store, each of which the trial that it belongs to must catch."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from holdfire.errors import HoldfireError
from holdfire.store import durable, ledger, pins, vault


def weaken(name: str) -> None:
    """Weakens the store in this process. "" leaves it as it is; `eatmydata` is done from outside, by strace."""
    if name:
        MUTANTS[name]()


def _normal() -> None:
    sound = ledger.connect

    def connect(*given: Any, **named: Any) -> sqlite3.Connection:
        db = sound(*given, **named)
        db.execute("PRAGMA synchronous = NORMAL")
        return db

    ledger.connect = connect


def _unsynced(skipped: Callable[[int], bool]) -> Callable[[], None]:
    def weakened() -> None:
        sound = os.fsync
        os.fsync = lambda descriptor: None if skipped(os.fstat(descriptor).st_mode) else sound(descriptor)

    return weakened


def _swallowed() -> None:
    sound = durable.write

    def write(path: Path, data: bytes, **named: Any) -> None:
        try:
            sound(path, data, **named)
        except HoldfireError:
            return

    durable.write = write


def _unpinned() -> None:
    pins.compare = lambda *_, **__: None
    pins.read = lambda *_: None


def _unhashed() -> None:
    vault.hash_of = lambda path: path.name
    vault.sha256 = lambda _: ""


MUTANTS: dict[str, Callable[[], None]] = {
    "synchronous NORMAL": _normal,
    "no file fsync": _unsynced(stat.S_ISREG),
    "no directory fsync": _unsynced(stat.S_ISDIR),
    "eatmydata": lambda: None,
    "encrypted": lambda: None,  # no mutant: the writer makes an encrypted case
    "acknowledged too early": lambda: None,  # the writer itself does that
    "errors swallowed": _swallowed,
    "no pin": _unpinned,
    "vault not hashed": _unhashed,
}
