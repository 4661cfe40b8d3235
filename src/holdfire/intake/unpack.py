"""Compressed bytes to plain ones, never more than a limit: a bomb ends here in one line."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from holdfire.errors import BadInput

MAX_UNPACKED = 2**30
"""1 GiB: a table of a million rows with every column is below it."""
ANY, TIMES = 200_000_000, 40
"""Up to the first, as much as a file may have that is not packed (`detect.MAX_BYTES`), it may grow at will; beyond, so
many times: tables grow five to ten times, and what grows a hundred times is a bomb."""
USUAL = 12
"""Up to so many times what it gives is kept as it comes, beyond it is counted first."""
GZIP = b"\x1f\x8b"
PIECE = 1 << 20
FED = 1 << 14
MEMBERS = 100_000
"""Members that one file may have: those who pack in blocks make one for every 64 kB."""


def gunzip(data: bytes, *, filename: str, limit: int | None = None) -> bytes:
    """The bytes inside a gzip file, all its members. Raises BadInput E109 (too much) or E105 (cut off, damaged).

    This needs no box: zlib is asked for a mebibyte at a time. Beyond ANY and USUAL times what it gives is only
    counted, and unpacked once more when all has been counted: so a bomb costs seconds and little memory, and a table,
    which grows five to ten times, is unpacked once.
    """
    limit = limit or min(MAX_UNPACKED, max(ANY, TIMES * len(data)))
    keep = max(ANY, USUAL * len(data))
    kept: list[bytes] = []
    size = 0
    for piece in _pieces(data, filename):
        size += len(piece)
        if size > limit:
            raise _too_much(f"more than {limit // 10**6} MB", filename)
        if size <= keep:
            kept.append(piece)
        else:
            kept.clear()
    return b"".join(kept if size <= keep else _pieces(data, filename))


def _pieces(data: bytes, filename: str) -> Iterator[bytes]:
    member, members = zlib.decompressobj(wbits=31), 1
    for at in range(0, len(data), FED):
        fed = data[at : at + FED]
        while fed:
            if member.eof:
                fed = fed.lstrip(b"\0")  # padding after a member is allowed
                member, members = (zlib.decompressobj(wbits=31), members + 1) if fed else (member, members)
                if members > MEMBERS:
                    raise _too_much(f"more than {MEMBERS:,} parts", filename)
                continue
            try:
                yield member.decompress(fed, PIECE)
            except zlib.error as error:
                raise _damaged(filename) from error
            fed = member.unused_data if member.eof else member.unconsumed_tail
    if not member.eof:
        raise _damaged(filename)


def _too_much(what: str, filename: str) -> BadInput:
    todo = "check where it is from; split it if it is genuine"
    return BadInput("E109", f"it unpacks to {what}", where=filename, todo=todo)


def _damaged(filename: str) -> BadInput:
    return BadInput("E105", "the gzip file is cut off or damaged", where=filename, todo="fetch it again")
