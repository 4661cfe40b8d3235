"""A picture is found again when it was recompressed, made smaller, mirrored or cut; and no other is taken for it."""

from __future__ import annotations

import io
import math

import pytest
from msgspec.structs import replace
from PIL import Image, ImageOps
from tests.corpora import ROOT, shared
from tests.intake.given import ZONE, report

from holdfire import evidence
from holdfire.intake import boxed
from holdfire.records import Exhibit

SIZE = (640, 440)


def scene(seed: int) -> Image.Image:
    """A drawn scene of blots and bands, another for each seed."""
    image = Image.new("L", SIZE)
    waves = [(math.sin(seed * 12.9 + k * 78.2) * 9, math.cos(seed * 3.7 + k * 41.1) * 9, seed * k) for k in range(1, 9)]
    pixels = [
        int(128 + 14 * sum(math.sin((x * a + y * b) / 160 + c) for a, b, c in waves))
        for y in range(SIZE[1]) for x in range(SIZE[0])
    ]  # fmt: skip
    image.putdata([max(0, min(255, p)) for p in pixels])
    return image


def saved(image: Image.Image, quality: int = 90) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def exhibit(image: Image.Image, quality: int = 90) -> Exhibit:
    data = saved(image, quality)
    return evidence.exhibit(report(data, "photo", filename="a.jpg"), data, zone=ZONE)


def cut(image: Image.Image, kept: float, x: float, y: float) -> Image.Image:
    wide, high = image.size
    left, top = int(wide * (1 - kept) * x), int(high * (1 - kept) * y)
    return image.crop((left, top, left + int(wide * kept), top + int(high * kept)))


@pytest.fixture(scope="module")
def original() -> Exhibit:
    return exhibit(scene(1))


CHANGES = {
    "smaller and recompressed": (lambda i: i.resize((SIZE[0] // 2, SIZE[1] // 2)), 40, "same"),
    "mirrored": (ImageOps.mirror, 90, "mirrored"),
    "cut by 12% somewhere": (lambda i: cut(i, 0.88, 0.3, 0.7), 70, "cut"),
    "cut and mirrored": (lambda i: ImageOps.mirror(cut(i, 0.88, 0.3, 0.7)), 70, "cut, mirrored"),
    "cut at one side": (lambda i: i.crop((0, 0, int(SIZE[0] * 0.88), SIZE[1])), 70, "cut"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_it_is_found_again(name: str, original: Exhibit) -> None:
    change, quality, how = CHANGES[name]
    (found,) = evidence.replays([original, exhibit(change(scene(1)), quality)])
    assert found.how.startswith(how.partition(",")[0])
    assert found.distance <= 60
    doubts = evidence.doubts_of([found])
    assert {d.where for d in doubts} == {found.a, found.b}
    assert {d.code for d in doubts} == {"exhibit-replayed"}


def test_another_picture_is_another(original: Exhibit) -> None:
    assert evidence.replays([original, *(exhibit(scene(seed)) for seed in (2, 3, 4))]) == ()


def test_what_the_case_made_itself_is_no_replay(original: Exhibit) -> None:
    copy = exhibit(scene(1), 50)
    assert evidence.replays([original, replace(copy, derived_from=original.key)]) == ()
    assert len(evidence.replays([original, copy])) == 1


def test_a_wall_has_no_prints() -> None:
    assert exhibit(Image.new("L", SIZE, 90)).prints == ()


def test_our_hash_is_that_of_the_reference_implementation() -> None:
    """Of the packaged photo, by the authors' own program (pdqhash 0.2.8, run once, outside this project)."""
    image = Image.open(ROOT / "examples/astana-2017/photos/calibration-card.jpg").convert("L")
    assert bits(boxed._media.pdq(image), REFERENCE) <= 4


REFERENCE = "1d6dc28fc69318763d79c78b492c9659b4716934969b386dc386e5391e6293c6"


def bits(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


@pytest.mark.corpora
def test_photos_of_many_cameras_are_told_apart_and_found_again() -> None:
    paths = sorted(p for p in shared("custody/exif/jpg").rglob("*.jpg"))[::5]
    made = [exhibit(Image.open(p).convert("RGB")) for p in paths]
    printed = [e for e in made if e.prints]
    assert len(printed) >= 4
    assert evidence.replays(printed) == ()
