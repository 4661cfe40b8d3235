"""Turns the SOURCES entries of all shipped data files into NOTICE and a lock of their hashes.

    python -m scripts.notice            writes NOTICE and src/holdfire/data/SOURCES/lock.json

An entry is one YAML file below src/holdfire/data/SOURCES: {file, source, licence, how_made, note}. `file` is a path
below src/holdfire/data, or below the repository when it begins with `src/` or `examples/`; it may hold `*`. Every data
file has exactly one entry, and every entry a file.
"""

from __future__ import annotations

import hashlib
import json
import sys
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path

import msgspec
import yaml

ROOT = Path(__file__).resolve().parent.parent
DATA = "src/holdfire/data"
SOURCES = f"{DATA}/SOURCES"
LOCK = f"{SOURCES}/lock.json"

HEAD = """\
holdfire
Copyright 2026 The holdfire authors
Licensed under the Apache License, Version 2.0.

Data files that ship with holdfire, by licence and source. Made by `make notice` from src/holdfire/data/SOURCES.
"""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where one data file (or all that match a pattern) comes from."""

    file: str
    source: str
    licence: str
    how_made: str
    note: str = ""

    def covers(self, path: str) -> bool:
        """Whether this entry speaks of `path`, given from the repository's root."""
        pattern = self.file if self.file.startswith(("src/", "examples/")) else f"{DATA}/{self.file}"
        return fnmatchcase(path, pattern)


def main() -> int:
    """Writes both files; returns 1 and says why when a data file has no entry, or an entry no file."""
    paths, entries = data_files(ROOT), read_entries(ROOT)
    wrong = faults(paths, entries)
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        return 1
    (ROOT / "NOTICE").write_text(notice(paths, entries), encoding="utf-8")
    (ROOT / LOCK).write_text(lock(ROOT, paths), encoding="utf-8")
    return 0


def data_files(root: Path) -> list[str]:
    """Paths, from the root, of all data that ships: below data/ and examples/, neither code nor an entry."""
    found = [path for top in (DATA, "examples") for path in (root / top).rglob("*") if path.is_file()]
    names = sorted(path.relative_to(root).as_posix() for path in found)
    return [name for name in names if not name.endswith((".py", ".pyc")) and not name.startswith(f"{SOURCES}/")]


def read_entries(root: Path) -> list[Entry]:
    """All entries, sorted by what they are about. Raises msgspec.ValidationError naming the file that does not fit."""
    entries = []
    for path in sorted((root / SOURCES).glob("*.yml")):
        try:
            entries.append(msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Entry))
        except msgspec.ValidationError as error:
            raise msgspec.ValidationError(f"{path.relative_to(root)}: {error}") from error
    return sorted(entries, key=lambda entry: entry.file)


def faults(paths: list[str], entries: list[Entry]) -> list[str]:
    """One line for each data file without an entry or with two, and for each entry without a file."""
    lines = []
    for path in paths:
        count = sum(entry.covers(path) for entry in entries)
        if count != 1:
            lines.append(f"{path}: {count} entries in {SOURCES}, expected one (file, source, licence, how_made, note)")
    unused = [entry.file for entry in entries if not any(entry.covers(path) for path in paths)]
    return lines + [f"{file}: an entry in {SOURCES} speaks of it, but there is no such file" for file in unused]


def notice(paths: list[str], entries: list[Entry]) -> str:
    """NOTICE: each licence, under it each source with the files that come from it."""

    def origin(entry: Entry) -> tuple[str, str]:
        return entry.licence.strip(), entry.source.strip()

    text = HEAD
    for licence, of_licence in groupby(sorted(entries, key=origin), key=lambda entry: entry.licence.strip()):
        text += f"\n\n{licence}\n{'-' * min(len(licence), 100)}\n"
        for (_, source), of_source in groupby(of_licence, key=origin):
            text += f"\n{source}\n"
            group = list(of_source)
            text += "".join(f"  {path}\n" for path in paths if any(entry.covers(path) for entry in group))
    return text


def lock(root: Path, paths: list[str]) -> str:
    """The lock's JSON: path -> sha256 of the file's bytes."""
    hashes = {path: hashlib.sha256((root / path).read_bytes()).hexdigest() for path in paths}
    return json.dumps(hashes, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(main())
