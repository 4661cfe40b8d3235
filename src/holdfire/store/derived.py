"""What can be computed again: runs behind an atomic pointer, and the stages' cache. None of it is evidence."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import msgspec

from holdfire.errors import BadCase, Broken, Tampered
from holdfire.seals import canonical, sha256
from holdfire.store import durable
from holdfire.store.keys import Keys

MANIFEST = "manifest.json"
KEEP = 3
"""Runs kept beside those that a name points at."""
_DIGEST_HEX = 64
_NAME = re.compile(r"[a-z0-9][a-z0-9@._-]*")


class Cache:
    """Results by what they were made from: derived/cache/STAGE/ab/abcd... Safe to share between processes."""

    def __init__(self, folder: Path, keys: Keys | None = None) -> None:
        self.folder, self._keys = folder, keys

    def memo(self, stage: str, parts: Sequence[Any], compute: Callable[[], bytes]) -> bytes:
        """The result kept under (stage, parts), or what `compute` returns, which is then kept.

        `parts` is all that the result depends on: stage version, data files, inputs. A torn or changed file is
        computed again; an interrupted `compute` leaves nothing.
        """
        key = sha256(canonical([stage, *parts]))
        path = self.folder / stage / key[:2] / key
        kept = _intact(path, key)
        if kept is not None:
            return self._keys.unshut(kept, key) if self._keys else kept
        result = compute()
        stored = self._keys.shut(result, key) if self._keys else result
        with durable.asked_of_disk(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
        # Not synced: what a power cut tears is told by its hash and computed again.
        durable.write(path, _seal(key, stored).encode() + stored, durable=False)
        return result


class RunReader:
    """One run as it was when opened, whatever is saved or pruned meanwhile. Close it, or use it in `with`."""

    def __init__(self, folder: Path, keys: Keys | None = None) -> None:
        self.folder, self.id, self._keys = folder, folder.name, keys
        self._descriptor = _share(folder)
        manifest = folder / MANIFEST
        try:
            data = self._plain(manifest)
            self.files: dict[str, str] = msgspec.json.decode(data, type=dict[str, str])
        except (FileNotFoundError, Tampered, ValueError) as error:
            self.close()
            raise _damaged(manifest) from error
        if _run_id(data) != self.id:
            self.close()
            raise _damaged(manifest)

    def read(self, name: str) -> bytes:
        """The bytes of one file. Raises BadCase (E310) when it is damaged, Broken (E911) when never saved."""
        if name not in self.files:
            raise Broken("E911", f"the run has no file {name!r}", where=str(self.folder))
        path = self.folder / name
        try:
            data = self._plain(path)
        except (FileNotFoundError, Tampered) as error:
            raise _damaged(path) from error
        if sha256(data) != self.files[name]:
            raise _damaged(path)
        return data

    def _plain(self, path: Path) -> bytes:
        data = path.read_bytes()
        return self._keys.unshut(data, path.name) if self._keys else data

    def close(self) -> None:
        """Lets the run be pruned."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


class Runs:
    """CASE/derived/RUN/ folders, and CASE/derived/current/NAME, a link to one of them for each name (an audience)."""

    def __init__(self, folder: Path, keys: Keys | None = None) -> None:
        self.folder, self._keys = folder, keys

    def save(self, name: str, files: Mapping[str, bytes]) -> str:
        """Saves a run and makes `name` point at it, both at once for every reader. Returns its id: a hash of its files.

        The same files give the same run. File names may hold `/`.
        """
        if not _NAME.fullmatch(name):
            raise Broken("E911", f"{name!r} cannot name a run")
        manifest = canonical({path: sha256(files[path]) for path in files})
        run = _run_id(manifest)
        intact = self._intact(run)
        with durable.asked_of_disk(self.folder):
            if not intact:
                self._write(run, {**files, MANIFEST: manifest})
            os.utime(self.folder / run)
            self._point(name, run)
            self._prune()
        return run

    def current(self, name: str) -> RunReader:
        """The run that `name` points at. Raises BadCase: E311 when there is none, E310 when it is damaged."""
        link = self.folder / "current" / name
        while link.is_symlink():
            target = link.resolve()
            try:
                return RunReader(target, self._keys)
            except (FileNotFoundError, BadCase):
                if link.resolve() == target:  # else it was replaced and pruned between our two looks
                    raise _damaged(target) from None
        raise BadCase(
            "E311", f"nothing is derived for {name} yet", where=str(self.folder), todo="run `holdfire run CASE`"
        )

    def names(self) -> tuple[str, ...]:
        """The names that point at a run, sorted."""
        return tuple(sorted(p.name for p in (self.folder / "current").glob("*") if not p.name.startswith(".")))

    def _intact(self, run: str) -> bool:
        if not (self.folder / run).is_dir():
            return False
        try:
            with RunReader(self.folder / run, self._keys) as reader:
                return all(reader.read(name) is not None for name in reader.files)
        except BadCase:
            return False

    def _write(self, run: str, files: Mapping[str, bytes]) -> None:
        temporary = self.folder / f"{durable.TEMPORARY}{secrets.token_hex(8)}"
        temporary.mkdir(parents=True)
        held = _share(temporary)
        try:
            for name in sorted(files):
                path = temporary / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self._keys.shut(files[name], path.name) if self._keys else files[name])
            if (self.folder / run).is_dir():  # it is there, and damaged
                (self.folder / run).rename(temporary.with_name(temporary.name + "-damaged"))
            temporary.rename(self.folder / run)
        finally:
            os.close(held)
            for leftover in self.folder.glob(f"{temporary.name}*"):
                shutil.rmtree(leftover)

    def _point(self, name: str, run: str) -> None:
        link = self.folder / "current" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        temporary = link.with_name(f"{durable.TEMPORARY}{secrets.token_hex(8)}")
        try:
            temporary.symlink_to(Path("..") / run)
            temporary.replace(link)
        finally:
            temporary.unlink(missing_ok=True)

    def _prune(self) -> None:
        pointed = {(self.folder / "current" / name).resolve().name for name in self.names()}
        runs = [p for p in self.folder.iterdir() if p.is_dir() and (p / MANIFEST).is_file()]
        spare = sorted((p for p in runs if p.name not in pointed), key=lambda p: (p.stat().st_mtime_ns, p.name))
        # A process that was killed in the middle of a save left its folder.
        for old in (*spare[:-KEEP], *self.folder.glob(f"{durable.TEMPORARY}*")):
            _remove_unread(old)


def _share(folder: Path) -> int:
    """Holds a folder against pruning until the descriptor is closed."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def _remove_unread(run: Path) -> None:
    descriptor = os.open(run, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(run)
    except BlockingIOError:
        return  # somebody reads it: the next save looks again
    finally:
        os.close(descriptor)


def _run_id(manifest: bytes) -> str:
    return sha256(manifest)[:20]


def _seal(key: str, result: bytes) -> str:
    """The key is part of it: a file that lies under another's name is not taken for it."""
    return sha256(key.encode() + result)


def _intact(path: Path, key: str) -> bytes | None:
    if not path.is_file():
        return None
    data = path.read_bytes()
    result = data[_DIGEST_HEX:]
    return result if data[:_DIGEST_HEX] == _seal(key, result).encode() else None


def _damaged(path: Path) -> BadCase:
    return BadCase(
        "E310",
        "something derived is damaged; it is no evidence and can be computed again",
        where=str(path),
        todo="run `holdfire run CASE`",
    )
