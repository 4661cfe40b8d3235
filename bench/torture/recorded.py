"""A writer run under strace to the list of what it asked of the disk, SQLite's own calls included, in order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec

CALLS = (
    "openat,open,creat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat"
)
ROOT = Path(__file__).resolve().parents[2]
"""Where `python -m bench...` can be run."""
SYNCS = ("fsync", "fdatasync")
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+|\?)(?:<([^>]*)>)?(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)>")


class Op(msgspec.Struct, frozen=True):
    """One call that succeeded."""

    kind: str
    """make | folder | write | cut | sync | rename | unlink | say"""
    path: str
    data: bytes = b""
    """write, say: the bytes."""
    at: int = 0
    """write: offset; cut: the new length."""
    to: str = ""
    """rename: where to."""
    call: str = ""
    """The system call."""
    nth: int = 0
    """Which of the process's calls of that name, from 1: what strace's `when=` counts."""


def strace() -> str | None:
    """Where strace is, if it is."""
    return shutil.which("strace")


def run(command: list[str], config: Path, inject: str = "", trace: Path | None = None) -> tuple[int, str, str]:
    """(exit status, what it printed, its complaints) of our writer under strace, with calls injected when asked."""
    asked = ["-e", f"inject={inject}"] if inject else []
    where = str(trace) if trace else os.devnull
    full = ["strace", "-f", "-y", "-xx", "-s", "10000000", "-e", f"trace={CALLS}", *asked, "-o", where]
    environment = {**os.environ, "HOLDFIRE_CONFIG": str(config), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*full, sys.executable, "-m", "bench.torture.writer", *command],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def record(below: Path, command: list[str], trace: Path, *, inject: str = "") -> list[Op]:
    """What the writer asked of the disk below a folder; a sync whose success was injected was none."""
    run(command, below / "config", inject, trace)
    return read(trace.read_text(), str(below))


def read(text: str, below: str) -> list[Op]:
    """The calls on files below a folder, and what was said on standard output."""
    ops: list[Op] = []
    ends: dict[str, int] = {}
    counts: dict[str, int] = {}
    for line in text.splitlines():
        found = _LINE.match(line)
        if not found:
            continue
        call, arguments, result, _, injected = found.groups()
        counts[call] = counts.get(call, 0) + 1
        if result == "?" or int(result) < 0:
            continue
        op = _op(call, arguments, int(result), ends)
        if (
            op
            and (op.kind == "say" or op.path.startswith(below))
            and not (op.kind == "sync" and "INJECTED" in injected)
        ):
            ops.append(msgspec.structs.replace(op, call=call, nth=counts[call]))
    return ops


def _op(call: str, arguments: str, result: int, ends: dict[str, int]) -> Op | None:
    texts = [_bytes(text) for text in _TEXT.findall(arguments)]
    names = [text.decode("utf-8", "surrogateescape") for text in texts]
    if call in ("openat", "open", "creat"):
        return _opened(names[0], arguments, ends)
    if call.startswith("rename"):
        ends[names[1]] = ends.pop(names[0], 0)
        return Op("rename", names[0], to=names[1])
    if call.startswith("unlink"):
        return Op("unlink", names[0])
    if call.startswith("mkdir"):
        return Op("folder", names[0])
    number, path = _FD.match(arguments).groups()  # type: ignore[union-attr]
    name = _bytes(path).decode("utf-8", "surrogateescape")
    last = arguments.rpartition(", ")[2]
    if call == "write":
        if number == "1":
            return Op("say", "", texts[0])
        at = ends.get(name, 0)
        ends[name] = at + result
        return Op("write", name, texts[0][:result], at)
    if call == "pwrite64":
        return Op("write", name, texts[0][:result], int(last))
    return Op("sync", name) if call in SYNCS else Op("cut", name, at=int(last))


def _opened(name: str, arguments: str, ends: dict[str, int]) -> Op | None:
    ends[name] = 0
    return Op("make", name, at=int("O_TRUNC" in arguments)) if "O_CREAT" in arguments else None


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))
