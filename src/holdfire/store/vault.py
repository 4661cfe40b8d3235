"""Original bytes to files named by their own hash, durable before anyone is told that they are stored.

In an encrypted case the names are keyed and each file has a key of its own (see keys.py).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from holdfire.errors import BadRequest, Tampered
from holdfire.seals import sha256
from holdfire.store import durable
from holdfire.store.keys import Keys

_CHUNK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")


class Vault:
    """CASE/vault/ab/abcd...: the first two digits make the folder. Nothing in it is ever changed."""

    def __init__(self, folder: Path, keys: Keys | None = None) -> None:
        self.folder, self._keys = folder, keys

    def path(self, sha: str) -> Path:
        """Where the bytes of this hash lie, or would lie. Raises BadRequest (E480) when it is no hash."""
        if not _NAME.fullmatch(sha):
            raise BadRequest("E480", f"{sha[:80]!r} is not a sha256", todo="give 64 hex digits")
        name = self._keys.name(sha) if self._keys else sha
        return self.folder / name[:2] / name

    def put(self, data: bytes) -> str:
        """Stores bytes once and returns their sha256. Raises Tampered (E502) when a file of that name holds others."""
        sha = sha256(data)
        path = self.path(sha)
        durable.make_folder(path.parent)
        if path.exists():
            if self.get(sha) != data:
                raise _changed(path)
            # Whoever wrote it may have died between the rename and the sync of the folder.
            durable.sync_folder(path.parent)
        else:
            durable.write(path, self._keys.seal(sha, data) if self._keys else data, mode=0o400)
        return sha

    def get(self, sha: str) -> bytes:
        """The bytes, checked against their name. Raises Tampered: E502 changed, E503 missing."""
        path = self.path(sha)
        try:
            stored = path.read_bytes()
        except FileNotFoundError as error:
            raise Tampered(
                "E503", "a file is missing from the vault", where=str(path), todo="restore a copy"
            ) from error
        data = self._keys.open(sha, stored) if self._keys else stored
        if sha256(data) != sha:
            raise _changed(path)
        return data

    @property
    def encrypted(self) -> bool:
        """Whether its files can be read with keys only."""
        return self._keys is not None

    def holds(self, sha: str | None, path: Path) -> bool:
        """Whether a file holds the bytes of this hash; None: of the hash that is its name."""
        if self._keys is None:
            name = f"{path.name[:2]}/{path.name}"
            return path.relative_to(self.folder).as_posix() == name and hash_of(path) == path.name
        try:
            return sha is not None and sha256(self._keys.open(sha, path.read_bytes())) == sha
        except Tampered:
            return False

    def destroy(self, sha: str) -> None:
        """Deletes a file, and before it its key where it has one; durable on return. Twice is once."""
        if self._keys:
            self._keys.destroy(sha)
        path = self.path(sha)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            durable.sync_folder(path.parent)

    def has_any(self, sha: str) -> bool:
        """Whether a file or a key of it is there."""
        return sha in self or (self._keys is not None and self._keys.path(sha).exists())

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


def hash_of(path: Path) -> str:
    """sha256 of a file, hex, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _changed(path: Path) -> Tampered:
    return Tampered(
        "E502", "the bytes of a vault file are not those that its name says", where=str(path), todo="restore a copy"
    )
