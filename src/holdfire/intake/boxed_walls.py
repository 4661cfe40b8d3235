"""The process that parses hostile files to one that sees no network and no files but Python's own, where that can be.

Loaded by `boxed` before it reads a single job; imports nothing of holdfire. Linux only: elsewhere every wall is "open".
What could not be put up is said, never passed over: `box.walls()`.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
import sysconfig
from pathlib import Path

NEW_USER, NEW_NET = 0x10000000, 0x40000000
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2

LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
RIGHTS_OF = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""Landlock's version -> how many rights on files it knows; later ones know as many as 5."""
NET_SINCE, SCOPE_SINCE = 4, 6
CONNECT_AND_BIND, ABSTRACT_AND_SIGNAL = 3, 3

MACHINES = {
    # machine: (audit arch, system calls refused): sockets, other processes' memory, and the ring that does both
    "x86_64": (0xC000003E, (41, 101, 310, 311, 425)),
    "aarch64": (0xC00000B7, (198, 117, 270, 271, 425)),
}
REFUSED = 0x00050000 | 1
ALLOWED = 0x7FFF0000
X32 = 0x40000000
"""System calls of the other numbering of x86_64 begin here."""


def readable() -> tuple[str, ...]:
    """The folders that a parser may read: Python with its libraries, the system's libraries, this folder."""
    named = [sys.prefix, sys.base_prefix, *filter(None, sysconfig.get_paths().values()), str(Path(__file__).parent)]
    system = ["/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/perl"]
    return tuple(dict.fromkeys(path for path in (*named, *system) if os.path.exists(path)))  # noqa: PTH110  no pathlib in loops of a start


def build() -> dict[str, str]:
    """Put up every wall that the system allows, for good; what holds now, by kind."""
    if not sys.platform.startswith("linux"):
        return {"network": "open", "files": "open"}
    libc = ctypes.CDLL(None, use_errno=True)
    apart = libc.unshare(NEW_USER | NEW_NET) == 0
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    version = libc.syscall(LANDLOCK_CREATE, None, 0, 1)
    closed = version > 0 and _landlock(libc, version)
    refused = _seccomp(libc)
    network = ["namespace"] * apart + ["seccomp"] * refused + ["landlock"] * (closed and version >= NET_SINCE)
    return {"network": "+".join(network) or "open", "files": "landlock" if closed else "open"}


def _landlock(libc: ctypes.CDLL, version: int) -> bool:
    """Only what is `readable` can be read from here on, nothing written, nothing reached over TCP, nobody signalled."""
    rights = (1 << RIGHTS_OF.get(version, RIGHTS_OF[5])) - 1
    ruled = struct.pack("QQQ", rights, CONNECT_AND_BIND, ABSTRACT_AND_SIGNAL)
    size = 24 if version >= SCOPE_SINCE else 16 if version >= NET_SINCE else 8
    rules = libc.syscall(LANDLOCK_CREATE, ctypes.create_string_buffer(ruled, 24), size, 0)
    if rules < 0:
        return False
    read = EXECUTE | READ_FILE | READ_DIR
    granted = [_grant(libc, rules, path, read) for path in readable()]
    granted += [_grant(libc, rules, device, READ_FILE | WRITE_FILE) for device in ("/dev/null", "/dev/urandom")]
    closed = bool(libc.syscall(LANDLOCK_RESTRICT, rules, 0) == 0)
    os.close(rules)
    return closed and any(granted)


def _grant(libc: ctypes.CDLL, rules: int, path: str, rights: int) -> bool:
    try:
        at = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return False
    if not os.path.isdir(path):  # noqa: PTH112
        rights &= ~READ_DIR
    beneath = struct.pack("=Qi", rights, at)
    done = libc.syscall(LANDLOCK_ADD, rules, 1, ctypes.create_string_buffer(beneath, len(beneath)), 0)
    os.close(at)
    return bool(done == 0)


def _seccomp(libc: ctypes.CDLL) -> bool:
    """A filter that lets every system call through but those that open a way out."""
    if platform.machine() not in MACHINES:
        return False
    arch, refused = MACHINES[platform.machine()]
    load, equal, greater, answer = 0x20, 0x15, 0x35, 0x06
    lines = [(load, 0, 0, 4), (equal, 1, 0, arch), (answer, 0, 0, REFUSED), (load, 0, 0, 0)]
    lines += [(greater, 0, 1, X32), (answer, 0, 0, REFUSED)]
    for call in refused:
        lines += [(equal, 0, 1, call), (answer, 0, 0, REFUSED)]
    lines.append((answer, 0, 0, ALLOWED))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = struct.pack("HxxxxxxP", len(lines), ctypes.addressof(code))
    return bool(libc.prctl(SECCOMP, FILTER, ctypes.create_string_buffer(program, len(program)), 0, 0) == 0)
