"""Original bytes to files named by their own hash, durable before anyone is told that they are stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from holdfire.errors import BadRequest, Tampered
from holdfire.seals import sha256
from holdfire.store import durable

_NAME = re.compile(r"[0-9a-f]{64}")


class Vault:
    """CASE/vault/ab/abcd...: the first two digits make the folder. Nothing in it is ever changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha: str) -> Path:
        """Where the bytes of this hash lie, or would lie. Raises BadRequest (E480) when it is no hash."""
        if not _NAME.fullmatch(sha):
            raise BadRequest("E480", f"{sha[:80]!r} is not a sha256", todo="give 64 hex digits")
        return self.folder / sha[:2] / sha

    def put(self, data: bytes) -> str:
        """Stores bytes once and returns their sha256. Raises Tampered (E502) when a file of that name holds others."""
        sha = sha256(data)
        path = self.path(sha)
        durable.make_folder(path.parent)
        if path.exists():
            self._same(path, data)
            # Whoever wrote it may have died between the rename and the sync of the folder.
            durable.sync_folder(path.parent)
        else:
            durable.write(path, data, mode=0o400)
        return sha

    def get(self, sha: str) -> bytes:
        """The bytes, checked against their name. Raises Tampered: E502 changed, E503 missing."""
        path = self.path(sha)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise Tampered(
                "E503", "a file is missing from the vault", where=str(path), todo="restore a copy"
            ) from error
        if sha256(data) != sha:
            raise _changed(path)
        return data

    def __contains__(self, sha: str) -> bool:
        return self.path(sha).is_file()

    def files(self) -> Iterator[Path]:
        """Every finished file in the vault, sorted."""
        return (p for p in sorted(self.folder.rglob("*")) if p.is_file() and not p.name.startswith(durable.TEMPORARY))

    def sweep(self) -> None:
        """Deletes what interrupted writers left, and makes their folders durable. Only under the case's lock."""
        durable.sync_folder(self.folder)
        for folder in self.folder.glob("??"):
            durable.sweep(folder)

    @staticmethod
    def _same(path: Path, data: bytes) -> None:
        if path.read_bytes() != data:
            raise _changed(path)


def _changed(path: Path) -> Tampered:
    return Tampered(
        "E502", "the bytes of a vault file are not those that its name says", where=str(path), todo="restore a copy"
    )
