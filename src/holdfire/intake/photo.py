"""A photo's bytes to what its file says: media type by content, size, camera, times, position; read in the box."""

from __future__ import annotations

import msgspec

from holdfire.errors import BadInput
from holdfire.intake import box
from holdfire.intake.taken import Taken
from holdfire.records import Report

EXTRACTOR = "photo/1"
MEDIA_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff"}


class PhotoFacts(msgspec.Struct, frozen=True):
    """What a photo's file says of itself; whoever wrote the file wrote this."""

    media_type: str
    width: int
    height: int
    broken: bool
    """Its pixels do not all decode: cut off or damaged."""
    tags: dict[str, str]
    """Tag name ("EXIF DateTimeOriginal", "GPS GPSLatitude") -> value as printed."""


def read(report: Report, data: bytes) -> Taken:
    """Only that it is a photo which can be read: the evidence room, above this one, makes its Exhibit."""
    facts(data, filename=report.filename)
    return Taken(photo=True)


def facts(data: bytes, *, filename: str) -> PhotoFacts:
    """What the file says. Raises BadInput E111 (damaged, or a bomb of pixels), E106 (stopped at the box's limits)."""
    try:
        found = box.ask("photo", data, filename=filename)
    except box.Refusal as refusal:
        damaged = refusal.reason == "damaged"
        what = "the photo is damaged: its head cannot be read" if damaged else f"the photo has {refusal.reason}"
        todo = "fetch the original again" if damaged else "check where it is from"
        raise BadInput("E111", what, where=filename, todo=todo) from refusal
    return PhotoFacts(
        media_type=MEDIA_TYPES[found["format"]],
        width=found["width"],
        height=found["height"],
        broken=bool(found["broken"]),
        tags=dict(sorted(found["tags"].items())),
    )
