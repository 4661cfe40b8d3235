"""Bytes to a file that is either wholly there after a power cut or not there at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

TEMPORARY = ".tmp-"
"""How unfinished files are called; whoever holds the lock may delete them."""


def write(path: Path, data: bytes, *, durable: bool = True, mode: int = 0o600) -> None:
    """Writes to a temporary file beside `path` and renames it there. `durable`: file and folder are synced as well.

    A reader sees the old bytes or the new, never a mixture; on any interruption the temporary file is removed.
    """
    temporary = path.with_name(f"{TEMPORARY}{secrets.token_hex(8)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    if durable:
        sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Makes a folder (and those above it) that survives a power cut; only its owner may look in."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Makes the names in a folder durable: without it a renamed file can be gone after a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Deletes what an interrupted writer left in a folder. Only under the case's lock."""
    for leftover in folder.glob(f"{TEMPORARY}*"):
        leftover.unlink(missing_ok=True)
