"""A photo is read in the box: its facts, or one line; never a bomb's pixels."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from tests.corpora import shared
from tests.intake.given import refused, taken

from holdfire import intake
from holdfire.errors import BadInput
from holdfire.intake.photo import facts as photo_facts


def photo(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    Image.effect_noise(size, 90).save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "media"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("TIFF", "image/tiff")])
def test_facts(kind: str, media: str) -> None:
    data = photo(kind)
    assert intake.detect("a.txt", data) == "photo"
    facts = photo_facts(data, filename="a.jpg")
    assert (facts.media_type, facts.width, facts.height, facts.broken) == (media, 40, 30, False)
    assert facts.tags["Image Make"] == "A camera"
    assert taken(data).photo


def test_a_camera_that_stores_its_preview_as_a_second_picture_takes_a_jpeg() -> None:
    first, second = (Image.effect_noise((40, 30), sigma) for sigma in (90, 20))
    out = io.BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second])
    assert photo_facts(out.getvalue(), filename="a.jpg").media_type == "image/jpeg"


def test_a_photo_that_is_cut_off_is_still_evidence() -> None:
    data = photo("JPEG", (400, 300))
    facts = photo_facts(data[: len(data) // 2], filename="a.jpg")
    assert facts.broken
    assert facts.tags["Image Make"] == "A camera"


def test_a_head_that_cannot_be_read_is_one_line() -> None:
    with pytest.raises(BadInput, match="E111 the photo is damaged"):
        taken(b"\xff\xd8\xff" + bytes(50))


def test_a_bomb_of_pixels_is_refused_by_its_head() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10**6))) + chunk(b"IEND", b"")
    with pytest.raises(BadInput, match="E111 the photo has 50000 x 50000 pixels"):
        taken(bomb)


@pytest.mark.corpora
def test_no_hostile_image_harms_anything() -> None:
    files = sorted(p for p in shared("custody/image-crash").rglob("*") if p.is_file())
    results = [refused(path.read_bytes(), filename=path.name) for path in files]
    assert sum(results) > 40
    assert results.count(False) > 5
