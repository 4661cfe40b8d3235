"""What was asked of a disk to every state in which a power cut may leave it, as files systems are allowed to.

Two kinds of disk: `strict` keeps only what POSIX promises, each file and each folder by its own fsync, everything else
in any combination, writes torn at sectors (ext2 is one such); `journal` keeps names in their order and all of them at
any sync, but no bytes that were not synced themselves (ext4 with delayed allocation).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from bench.torture.recorded import Op

SECTOR = 512


class Node:
    """A file or folder, with what was asked of it: (when, what). `synced`: everything before that is on the disk."""

    def __init__(self, *, folder: bool) -> None:
        self.folder = folder
        self.synced = 0
        self.asked: list[tuple[int, tuple[str, object, object]]] = []


class Disk:
    """Applies calls one by one; at any moment `states` tells what a power cut could leave."""

    def __init__(self, below: str) -> None:
        self.below = below
        self.root = Node(folder=True)
        self.names: dict[str, Node] = {below: self.root}
        self.now = 0
        self.journalled = 0

    def apply(self, op: Op) -> None:
        """One call that succeeded."""
        self.now += 1
        getattr(self, f"_{op.kind}")(op)

    def _say(self, op: Op) -> None:
        """Nothing that a disk would know of."""

    def _make(self, op: Op) -> None:
        if op.path not in self.names:
            self._link(op.path, Node(folder=False))
        elif op.at:
            self.names[op.path].asked.append((self.now, ("cut", 0, None)))

    def _folder(self, op: Op) -> None:
        self._link(op.path, Node(folder=True))

    def _write(self, op: Op) -> None:
        if op.path in self.names:  # else it was deleted while open
            self.names[op.path].asked.append((self.now, ("write", op.at, op.data)))

    def _cut(self, op: Op) -> None:
        if op.path in self.names:
            self.names[op.path].asked.append((self.now, ("cut", op.at, None)))

    def _sync(self, op: Op) -> None:
        self.journalled = self.now
        if op.path in self.names:
            self.names[op.path].synced = self.now

    def _rename(self, op: Op) -> None:
        node = self.names.pop(op.path)
        self.names[op.to] = node
        old, new = PurePosixPath(op.path), PurePosixPath(op.to)
        if old.parent == new.parent:
            self._parent(op.to).asked.append((self.now, ("move", (old.name, new.name), node)))
        else:
            self._parent(op.to).asked.append((self.now, ("link", new.name, node)))
            self._parent(op.path).asked.append((self.now, ("unlink", old.name, None)))

    def _unlink(self, op: Op) -> None:
        if self.names.pop(op.path, None):
            self._parent(op.path).asked.append((self.now, ("unlink", PurePosixPath(op.path).name, None)))

    def _link(self, path: str, node: Node) -> None:
        self.names[path] = node
        self._parent(path).asked.append((self.now, ("link", PurePosixPath(path).name, node)))

    def _parent(self, path: str) -> Node:
        return self.names[str(PurePosixPath(path).parent)]

    def states(self, dice: random.Random, more: int) -> Iterator[dict[str, bytes | None]]:
        """Path -> bytes (None: a folder), for the states at the extremes and `more` between them."""
        for names, data in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
            yield self._tree(_Keep(dice, names, data))
        yield self._tree(_Keep(dice, 1.0, 0.0, upto=self.journalled))
        for number in range(more):
            upto = dice.randint(self.journalled, self.now) if number % 2 else None
            yield self._tree(_Keep(dice, 1.0 if upto is not None else dice.random(), dice.random(), upto=upto))

    def _tree(self, keep: _Keep) -> dict[str, bytes | None]:
        found: dict[str, bytes | None] = {}
        todo = [("", self.root)]
        while todo:
            path, node = todo.pop()
            if not node.folder:
                found[path] = keep.content(node)
                continue
            found[path] = None
            todo += [(f"{path}/{name}", child) for name, child in keep.names(node).items()]
        return found


class _Keep:
    """Which of the calls that were not synced survive: names and data each with a likelihood, or names up to a call."""

    def __init__(self, dice: random.Random, names: float, data: float, upto: int | None = None) -> None:
        self._dice, self._names, self._data, self._upto = dice, names, data, upto

    def names(self, folder: Node) -> dict[str, Node]:
        listed: dict[str, Node] = {}
        for when, (kind, name, node) in folder.asked:
            if not self._survives(when, folder):
                continue
            if kind == "move":
                old, new = name  # type: ignore[misc]
                listed.pop(old, None)
                listed[new] = node  # type: ignore[assignment]
            elif kind == "link":
                listed[str(name)] = node  # type: ignore[assignment]
            else:
                listed.pop(str(name), None)
        return listed

    def _survives(self, when: int, folder: Node) -> bool:
        if self._upto is not None:
            return when <= self._upto
        return when <= folder.synced or self._dice.random() < self._names

    def content(self, file: Node) -> bytes:
        data = bytearray()
        for when, (kind, at, written) in file.asked:
            sure = when <= file.synced
            if not sure and self._dice.random() >= self._data:
                continue
            if kind == "cut":
                data = data[: int(at)].ljust(int(at), b"\0")  # type: ignore[call-overload]
                continue
            piece = bytes(written)  # type: ignore[call-overload]
            if not sure and self._data < 1 and self._dice.random() < 0.3:
                piece = piece[: self._dice.randrange(len(piece) + 1) // SECTOR * SECTOR]
            start = int(at)  # type: ignore[call-overload]
            data.extend(b"\0" * (start - len(data)))
            data[start : start + len(piece)] = piece
        return bytes(data)


def lay(state: dict[str, bytes | None], folder: Path) -> None:
    """Writes a state out as files below a folder."""
    for path in sorted(state):
        there = folder / path.lstrip("/")
        content = state[path]
        if content is None:
            there.mkdir(exist_ok=True, parents=True)
        else:
            there.write_bytes(content)
