"""Any file's bytes to what it says of itself: type by content, size, tags, perceptual hashes, content credentials.

Each is read in the box by itself: what one parser dies of leaves the others' answers standing, and is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from holdfire import data
from holdfire.errors import BadInput
from holdfire.intake import box
from holdfire.intake.media import media_type, medium_of
from holdfire.intake.photo import MEDIA_TYPES

PICTURES = "image/"


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of itself, and what could not be read of it. Nothing in it is judged."""

    media_type: str
    medium: str
    width: int = 0
    height: int = 0
    broken: bool = False
    """Its pixels do not all decode."""
    tags: dict[str, str] = {}
    """Tag name as exifread has it ("EXIF DateTimeOriginal") -> value as printed."""
    reader: str = ""
    """name/version of what read the tags."""
    prints: tuple[str, ...] = ()
    credentials: dict[str, Any] | None = None
    """The answer of the box's job of that name; None: the file has none, or no reader for them is installed."""
    unread: tuple[str, ...] = ()
    """What could not be read, in one line each."""


def examine(content: bytes, *, filename: str) -> Examined:
    """Everything that parsers in the box say of a file. Never raises for what is in it."""
    kind = media_type(content)
    told, unread = {}, []
    for job in ("picture", "metadata", "credentials"):
        if job == "picture" and not kind.startswith(PICTURES):
            continue
        try:
            told[job] = box.ask(job, content, filename=filename)
        except box.Refusal as refusal:
            unread.append(f"{job}: {refusal.reason}")
        except BadInput as error:
            unread.append(f"{job}: {error.what}")
    picture, metadata, credentials = (told.get(job, {}) for job in ("picture", "metadata", "credentials"))
    return Examined(
        media_type=MEDIA_TYPES.get(picture.get("format", ""), kind),
        medium=medium_of(kind),
        width=picture.get("width", 0),
        height=picture.get("height", 0),
        broken=bool(picture.get("broken")) or (kind.startswith(PICTURES) and not picture),
        tags=levelled(metadata.get("tags", {}), metadata.get("reader", "")),
        reader=metadata.get("reader", ""),
        prints=tuple(picture.get("prints", ())),
        credentials=credentials if credentials.get("found") else None,
        unread=tuple(unread),
    )


def levelled(tags: Mapping[str, str], reader: str) -> dict[str, str]:
    """The tags under exifread's names, whichever reader read them; of ExifTool's only those that are wanted."""
    if not reader.startswith("exiftool/"):
        return dict(sorted(tags.items()))
    names: dict[str, list[str]] = data.load("intake/exiftool.yaml")["tags"]
    found = {
        name: next((tags[theirs].strip() for theirs in listed if tags.get(theirs, "").strip()), "")
        for name, listed in names.items()
    }
    return {name: _fraction(value) if name in _ANGLES else value for name, value in sorted(found.items()) if value}


_ANGLES = ("GPS GPSLatitude", "GPS GPSLongitude")


def _fraction(angle: str) -> str:
    """`+36.16350000` to the fraction that `position` reads; anything else as it is, for it to refuse."""
    number = angle.split(maxsplit=1)[0].lstrip("+") if angle.split() else ""
    whole, _, decimals = number.partition(".")
    if not (whole + decimals).isdigit():
        return angle
    return f"[{int(whole + decimals)}/{10 ** len(decimals)}]"


def tools() -> str:
    """What decides how files are read on this machine beside holdfire itself: for cache keys, never for records."""
    return str(box.ask("tools", b"", filename="").get("tools", ""))
