"""A photo becomes an exhibit whose times stay apart and whose own word is checked against what is known."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from tests.corpora import ROOT, shared
from tests.intake.given import ZONE, report

from holdfire import evidence, seals
from holdfire.records import Exhibit

TAKEN, OFFSET, CHANGED, MAKE, OWNER = 0x9003, 0x9011, 0x0132, 0x010F, 0xA430


def photo(taken: str = "2017:11:13 14:30:00", offset: str = "", gps: dict[int, object] | None = None) -> bytes:
    exif = Image.Exif()
    exif[MAKE], exif[CHANGED] = "A camera", "2017:12:24 00:00:00"
    inside = exif.get_ifd(0x8769)
    inside[OWNER] = "CANARY"
    if taken:
        inside[TAKEN] = taken
    if offset:
        inside[OFFSET] = offset
    if gps:
        exif.get_ifd(0x8825).update(gps)
    out = io.BytesIO()
    Image.effect_noise((40, 30), 90).save(out, "JPEG", exif=exif)
    return out.getvalue()


def exhibit(data: bytes, *, published: datetime | None = None, collected: datetime | None = None) -> Exhibit:
    given = report(data, "photo", filename="a.jpg", title="Market", published=published, collected=collected)
    return evidence.exhibit(given, data, zone=ZONE)


def codes(made: Exhibit) -> list[str]:
    return [doubt.code for doubt in made.doubts]


def test_what_the_file_says_of_itself() -> None:
    data = photo(offset="+02:00", gps={1: "N", 2: (36.0, 9.0, 0.0), 3: "E", 4: (36.0, 47.0, 0.0)})
    collected = datetime(2017, 11, 14, tzinfo=UTC)
    made = exhibit(data, published=datetime(2017, 11, 13, 18, tzinfo=UTC), collected=collected)
    assert made.key == f"exhibit:{seals.sha256(data)}"
    assert (made.media_type, made.caption) == ("image/jpeg", "Market")
    assert made.times.embedded == "2017:11:13 14:30:00 +02:00"
    assert (made.times.claimed, made.times.collected) == ("2017-11-13T18:00:00+00:00", collected)
    assert (made.times.logged, made.times.trusted) == (None, None)
    assert made.place is not None
    assert (made.place.lat, made.place.radius_m, made.place_origin) == (36.15, 100, "embedded")
    assert made.metadata["camera_make"] == "A camera"
    assert made.metadata["file_changed"] == "2017:12:24 00:00:00"
    assert "CANARY" not in str(made)
    assert codes(made) == []


def test_when_a_program_wrote_the_file_is_not_when_it_was_taken() -> None:
    made = exhibit(photo(taken=""))
    assert made.times.embedded == ""
    assert codes(made) == ["exhibit-time-missing"]


@pytest.mark.parametrize(
    ("taken", "odd"),
    [("2017:11:13 14:30:00", False), ("2017:11:14 12:00:00", False), ("2017:11:16 00:00:00", True), ("not a time", True)],
)
def test_a_photo_cannot_be_taken_after_it_was_published(taken: str, odd: bool) -> None:
    made = exhibit(photo(taken), published=datetime(2017, 11, 13, 18, tzinfo=UTC))
    assert codes(made) == (["exhibit-time-impossible"] if odd else [])


def test_nowhere_is_no_place() -> None:
    made = exhibit(photo(gps={1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}))
    assert (made.place, made.place_origin) == (None, "")
    assert codes(made) == ["exhibit-position-impossible"]


def test_a_photo_that_is_cut_off_says_so() -> None:
    data = photo()
    assert "exhibit-damaged" in codes(exhibit(data[: len(data) * 2 // 3]))


def test_what_cannot_be_read_is_kept_and_says_so() -> None:
    made = exhibit(b"\xff\xd8\xff no photo")
    assert {"exhibit-unread", "exhibit-damaged"} <= set(codes(made))
    assert made.medium == "photo"


def test_a_time_with_its_own_offset_is_compared_as_it_is_meant() -> None:
    made = exhibit(photo("2017:11:15 12:00:00", offset="+14:00"), published=datetime(2017, 11, 13, 23, tzinfo=UTC))
    assert codes(made) == []


def test_any_file_is_an_exhibit_by_what_is_in_it() -> None:
    video = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(100)
    given = report(video, "exhibit", filename="a.txt", title="")
    made = evidence.exhibit(given, video, zone=ZONE)
    assert (made.media_type, made.medium, made.prints) == ("video/mp4", "video", ())


def test_the_packaged_photo() -> None:
    path = ROOT / "examples/astana-2017/photos/calibration-card.jpg"
    made = exhibit(path.read_bytes())
    assert made.place is not None
    assert made.times.embedded.startswith("2017:11:15")


@pytest.mark.corpora
def test_samples_of_many_cameras() -> None:
    photos = sorted(p for p in shared("custody/exif").rglob("*") if p.suffix.lower() in (".jpg", ".jpeg", ".tiff"))
    made = [exhibit(path.read_bytes()) for path in photos[::2]]
    assert len(made) > 15
    assert sum(e.place is not None for e in made) > 3
    assert sum(bool(e.times.embedded) for e in made) > 6
