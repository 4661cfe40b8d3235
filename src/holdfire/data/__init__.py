"""Packaged knowledge: YAML and CSV files that an analyst can correct. Here they are only found and read."""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml


def read(name: str) -> bytes:
    """The bytes of one packaged data file, named by its path below data/ (`acts.yaml`, `places/syria.csv`)."""
    return resources.files(__name__).joinpath(name).read_bytes()


def mapped(name: str) -> memoryview:
    """One packaged data file, mapped into memory: pages are read when they are looked at. Read-only."""
    with resources.as_file(resources.files(__name__).joinpath(name)) as path, path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def exists(name: str) -> bool:
    """Whether a packaged data file is there; weights may be left out of a build."""
    return resources.files(__name__).joinpath(name).is_file()


@cache
def load(name: str) -> Any:
    """One packaged YAML file, parsed once. Callers turn it into their own records and never change it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times faster where libyaml is
    return yaml.load(read(name), Loader=loader)  # noqa: S506  a safe loader either way


def names(folder: str, suffix: str = ".yaml") -> tuple[str, ...]:
    """The packaged files of one folder below data/, sorted: `actors/syria.yaml`, ..."""
    found = resources.files(__name__).joinpath(folder).iterdir()
    return tuple(sorted(f"{folder}/{entry.name}" for entry in found if entry.name.endswith(suffix)))


@cache
def fingerprint(*rooms: str) -> str:
    """Hash of every code and data file of the named rooms (`claims`, `data/actors`): 16 hex digits.

    Weights are left out: the card beside them states their hash, and hashing 23 MB at each start would be slow.
    Part of cache keys, so that a stage is computed again when anything it is made of changes. Never part of a record.
    """
    digest = hashlib.sha256()
    for room in sorted(rooms):
        top = resources.files("holdfire").joinpath(room)
        for name, data in _files(top, room):
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:16]


def _files(node: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if node.is_file():
        if not name.endswith((".pyc", ".pyo", ".onnx")):
            yield name, node.read_bytes()
        return
    for child in sorted(node.iterdir(), key=lambda c: c.name):
        if child.name != "__pycache__":
            yield from _files(child, f"{name}/{child.name}")
