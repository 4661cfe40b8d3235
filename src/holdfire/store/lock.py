"""One writer per case: a lock on a file, whose text names who holds it."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from holdfire.errors import BadCase
from holdfire.store.durable import asked_of_disk

NAME = ".lock"


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who writes to a case now."""

    pid: int
    host: str
    person: str = ""


class WriteLock:
    """Held from construction to `release`; the system frees it when the process dies, however it dies."""

    def __init__(self, case: Path, *, person: str = "") -> None:
        """Raises BadCase (E305), naming the holder, when somebody else writes."""
        self._path = case / NAME
        with asked_of_disk(self._path):
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._descriptor)
            raise BadCase(
                "E305",
                f"the case is being written to by {_holder(self._path)}",
                where=str(case),
                todo="wait until they have finished",
            ) from error
        holder = Holder(pid=os.getpid(), host=os.uname().nodename, person=person)
        try:
            with asked_of_disk(self._path):
                os.ftruncate(self._descriptor, 0)
                os.pwrite(self._descriptor, msgspec.json.encode(holder), 0)
        except BadCase:
            os.close(self._descriptor)
            raise

    def release(self) -> None:
        """Lets the next writer in. The file stays: deleting it would let two writers lock two files."""
        try:
            with asked_of_disk(self._path):
                os.ftruncate(self._descriptor, 0)
        finally:
            os.close(self._descriptor)


def _holder(path: Path) -> str:
    try:
        holder = msgspec.json.decode(path.read_bytes(), type=Holder)
    except ValueError:
        return "another process that is just starting or ending"
    since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    who = holder.person or "somebody"
    return f"{who} (process {holder.pid} on {holder.host}, since {since:%Y-%m-%d %H:%M} UTC)"
