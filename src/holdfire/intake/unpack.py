"""Compressed bytes to plain ones, never more than a limit: a bomb ends here in one line."""

from __future__ import annotations

import zlib

from holdfire.errors import BadInput

MAX_UNPACKED = 2**30
"""1 GiB: a table of a million rows with every column is below it."""
GZIP = b"\x1f\x8b"


def gunzip(data: bytes, *, filename: str, limit: int = MAX_UNPACKED) -> bytes:
    """The bytes inside a gzip file, all its members. Raises BadInput E109 (too much) or E105 (cut off, damaged)."""
    parts, size = [], 0
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(data, limit - size + 1)
        except zlib.error as error:
            raise _damaged(filename) from error
        size += len(part)
        if size > limit:
            todo = "check where it is from; split it if it is genuine"
            raise BadInput("E109", f"it unpacks to more than {limit // 2**20} MB", where=filename, todo=todo)
        if not member.eof:
            raise _damaged(filename)
        parts.append(part)
        data = member.unused_data.lstrip(b"\0")  # padding after the last member is allowed
    return b"".join(parts)


def _damaged(filename: str) -> BadInput:
    return BadInput("E105", "the gzip file is cut off or damaged", where=filename, todo="fetch it again")
