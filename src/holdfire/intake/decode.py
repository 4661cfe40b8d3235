"""Bytes to characters: UTF-8 as it stands, anything else decoded with a doubt that says what was assumed."""

from __future__ import annotations

import codecs
import re

from holdfire.errors import BadInput
from holdfire.records import Doubt

_BOMS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
"""UTF-32 first: its mark begins with that of UTF-16."""
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_FEW = 1000
"""One broken byte in this many is damage to a UTF-8 file, not another encoding."""


def is_text(data: bytes) -> bool:
    """Whether bytes are characters at all: no control characters that no text holds, or a mark of UTF-16/32."""
    if data.startswith(tuple(mark for mark, _ in _BOMS)):
        return True
    head = data[: 1 << 16]
    return len(head.translate(None, _CONTROLS)) >= len(head) * 0.999 and b"\0" not in head


def decode(data: bytes, *, where: str, html: bool = False) -> tuple[str, tuple[Doubt, ...]]:
    """The characters of a text file, and doubts `text-bom`, `text-encoding-assumed`, `text-bytes-unreadable`.

    UTF-8 comes back exactly, line ends and byte order mark included, so that offsets are those of the file.
    Raises BadInput E112 when no encoding fits.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _with(data, name, where, "its byte order mark says so")
    try:
        return _exactly(data, where)
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:4096]) if html else None
    if declared and _known(name := declared[1].decode("ascii")):
        return _with(data, name, where, "the page declares it")
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") * _FEW <= len(broken):
        why = f"{broken.count(chr(0xFFFD))} places hold bytes that are no UTF-8; each shows as U+FFFD"
        return broken, (Doubt(code="text-bytes-unreadable", where=where, why=why, settle="the undamaged file"),)
    return _with(data, _guess(data, where), where, "its bytes look like it")


def _exactly(data: bytes, where: str) -> tuple[str, tuple[Doubt, ...]]:
    content = data.decode("utf-8")
    if not content.startswith("\ufeff"):
        return content, ()
    why = "the file opens with a byte order mark; it is kept and is character 0"
    return content, (Doubt(code="text-bom", where=where, why=why),)


def _with(data: bytes, name: str, where: str, why: str) -> tuple[str, tuple[Doubt, ...]]:
    content = data.decode(name, "replace")
    said = Doubt(
        code="text-encoding-assumed",
        where=where,
        why=f"read as {codecs.lookup(name).name}: {why}; offsets are into the decoded text",
        settle="the file saved as UTF-8 by whoever wrote it",
    )
    return content, (said,)


def _guess(data: bytes, where: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 1 << 20]).best()
    if best is None:
        raise BadInput("E112", "no encoding fits this text", where=where, todo="save it as UTF-8 and add it again")
    return best.encoding


def _known(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding  # noqa: SLF001  keeps out rot13 and base64
    except LookupError:
        return False
