"""A file's bytes to its media type and medium, by what is in it; its name says nothing."""

from __future__ import annotations

from functools import cache

from holdfire import data
from holdfire.intake import decode

UNKNOWN = "application/octet-stream"
PHOTO_TYPES = frozenset(("image/jpeg", "image/png", "image/tiff"))
"""Those that `holdfire add` takes as photos."""
HEAD = 64
"""Bytes that a mark may stand in."""


def media_type(content: bytes) -> str:
    """The registered type of the bytes; text/plain for any text, application/octet-stream for what is not known."""
    head = content[:HEAD]
    for kind, at, mark in _signatures():
        if head[at : at + len(mark)] == mark:
            return kind
    return "text/plain" if content and decode.is_text(content) else UNKNOWN


def medium_of(kind: str) -> str:
    """photo | video | recording | document | other"""
    media: dict[str, str] = data.load("intake/media.yaml")["media"]
    return next((medium for begin, medium in media.items() if kind.startswith(begin)), "other")


@cache
def _signatures() -> tuple[tuple[str, int, bytes], ...]:
    return tuple(
        (line["type"], line["at"], _bytes(line["mark"])) for line in data.load("intake/media.yaml")["signatures"]
    )


def _bytes(mark: str) -> bytes:
    return bytes.fromhex(mark[2:]) if mark.startswith("x:") else mark.encode("latin-1")
