"""A file's type is told by what is in it, whatever it is called."""

from __future__ import annotations

import pytest

from holdfire.intake import media_type, medium_of

KINDS = [
    (b"\xff\xd8\xff\xe0", "image/jpeg", "photo"),
    (b"\0\0\0\x18ftypheic", "image/heic", "photo"),
    (b"\0\0\0\x18ftypisom", "video/mp4", "video"),
    (b"\0\0\0\x14ftypqt  ", "video/quicktime", "video"),
    (b"\0\0\0\x18ftypM4A ", "audio/mp4", "recording"),
    (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav", "recording"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp", "photo"),
    (b"%PDF-1.7\n", "application/pdf", "document"),
    (b"PK\x03\x04", "application/zip", "document"),
    (b"Ein Wort.\n", "text/plain", "document"),
    (b"\0\1\2\3" * 30, "application/octet-stream", "other"),
    (b"", "application/octet-stream", "other"),
]


@pytest.mark.parametrize(("data", "kind", "medium"), KINDS)
def test_type_and_medium(data: bytes, kind: str, medium: str) -> None:
    assert media_type(data) == kind
    assert medium_of(kind) == medium
