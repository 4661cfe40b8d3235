"""Bytes to a file that is either wholly there after a power cut or not there at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from holdfire.errors import BadCase

TEMPORARY = ".tmp-"
"""How unfinished files are called; whoever holds the lock may delete them."""


@contextmanager
def asked_of_disk(path: Path) -> Iterator[None]:
    """Turns a full or failing disk into BadCase (E320): one line, and nothing that it concerns is acknowledged."""
    try:
        yield
    except OSError as error:
        raise BadCase(
            "E320",
            f"the disk did not take it: {error.strerror or error}",
            where=str(path),
            todo="look at its free space, its health and the folder's permissions, then run the command again",
        ) from error


def write(path: Path, data: bytes, *, durable: bool = True, mode: int = 0o600) -> None:
    """Writes to a temporary file beside `path` and renames it there. `durable`: file and folder are synced as well.

    A reader sees the old bytes or the new, never a mixture; on any interruption the temporary file is removed.
    """
    with asked_of_disk(path):
        temporary = path.with_name(f"{TEMPORARY}{secrets.token_hex(8)}")
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:  # Ctrl-C as well: nothing unfinished is left
            temporary.unlink(missing_ok=True)
            raise
        if durable:
            sync_folder(path.parent)


def overwrite(path: Path, data: bytes, *, sync: bool) -> None:
    """Writes over a small file in place, so that no folder changes; a power cut may tear it, which its reader tells."""
    with asked_of_disk(path):
        new = not path.exists()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.truncate()
            file.flush()
            if sync:
                os.fsync(file.fileno())
        if new:
            sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Makes a folder (and those above it) that survives a power cut; only its owner may look in."""
    if path.is_dir():
        return
    make_folder(path.parent)
    with asked_of_disk(path):
        path.mkdir(mode=0o700, exist_ok=True)
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Makes the bytes of a file durable that somebody else wrote."""
    with asked_of_disk(path):
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Makes the names in a folder durable: without it a renamed file can be gone after a power cut."""
    sync_file(path)


def sweep(folder: Path) -> None:
    """Deletes what an interrupted writer left in a folder. Only under the case's lock."""
    for leftover in folder.glob(f"{TEMPORARY}*"):
        leftover.unlink(missing_ok=True)
