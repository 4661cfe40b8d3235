"""A file's bytes to its Exhibit: what the file says of itself, each time kept apart, and what is odd about them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from holdfire import intake, seals
from holdfire.evidence.credentials import credentials
from holdfire.evidence.position import Impossible, position
from holdfire.records import Credentials, Doubt, Exhibit, ExhibitTimes, Place, Report

KEPT = {
    "Image Make": "camera_make",
    "Image Model": "camera_model",
    "Image Software": "software",
    "Image Orientation": "orientation",
    "Image DateTime": "file_changed",
    "EXIF DateTimeOriginal": "taken",
    "EXIF OffsetTimeOriginal": "taken_offset",
    "EXIF DateTimeDigitized": "digitised",
    "GPS GPSDate": "gps_date",
    "GPS GPSTimeStamp": "gps_time",
    "Video Created": "video_created",
    "Video Duration": "duration",
    "Document Created": "document_created",
    "Document Producer": "producer",
}
"""Tag -> name in `metadata`. Others are left in the original: owner names and serial numbers may unmask a witness."""
TAKEN = (
    ("EXIF DateTimeOriginal", "EXIF OffsetTimeOriginal"),
    ("EXIF DateTimeDigitized", "EXIF OffsetTimeDigitized"),
    ("Video Created", ""),
    ("Document Created", ""),
)
"""When it was taken, best first. `Image DateTime` is when a program last wrote the file: never the time of a photo."""
_OFFSET = re.compile(r"(?:[+-]\d\d:\d\d|Z)$")
SLACK = timedelta(days=1)
"""A camera's clock is of whatever zone: less than a day's difference says nothing."""


def exhibit(report: Report, data: bytes, *, zone: str, logged: datetime | None = None) -> Exhibit:
    """The Exhibit of a file; a clock without an offset is compared as if it stood in `zone`, and kept as written.

    `logged` is the time of its ledger entry, which only the ledger knows. Doubts: `exhibit-time-missing`,
    `exhibit-time-impossible`, `exhibit-position-impossible`, `exhibit-damaged`, `exhibit-unread`,
    `exhibit-credentials`. An exhibit is kept whatever is in it: what cannot be read of it is a doubt.
    """
    facts = intake.examine(data, filename=report.filename)
    digest = seals.sha256(data)
    ref = f"exhibit:{digest}"
    embedded, offset = _taken(facts.tags)
    place, odd_place = _place(facts.tags, ref)
    signed = credentials(facts.credentials) if facts.credentials is not None else None
    return Exhibit(
        key=ref,
        rests_on=(report.key,),
        doubts=(
            *_time_doubts(report, embedded, offset, zone, ref), *odd_place, *_file_doubts(facts, ref),
            *_credential_doubts(signed, ref),
        ),
        report=report.key,
        sha256=digest,
        media_type=facts.media_type,
        times=ExhibitTimes(
            claimed=report.published_words or (report.published.isoformat() if report.published else ""),
            embedded=" ".join(filter(None, (embedded, offset))),
            collected=report.collected,
            logged=logged,
        ),
        place=place,
        place_origin="embedded" if place else "",
        caption=report.title,
        metadata={
            **({"width": str(facts.width), "height": str(facts.height)} if facts.width else {}),
            **{name: facts.tags[tag] for tag, name in KEPT.items() if facts.tags.get(tag)},
        },
        metadata_reader=facts.reader,
        medium=facts.medium,
        credentials=signed,
        prints=facts.prints,
    )  # fmt: skip


def _file_doubts(facts: intake.Examined, ref: str) -> tuple[Doubt, ...]:
    doubts = [Doubt(code="exhibit-unread", where=ref, why=why, settle="the original file") for why in facts.unread]
    if facts.broken:
        why = "its pixels do not all decode"
        doubts.append(Doubt(code="exhibit-damaged", where=ref, why=why, settle="the original file"))
    return tuple(doubts)


def _credential_doubts(signed: Credentials | None, ref: str) -> tuple[Doubt, ...]:
    """What speaks against content credentials. That they hold is no doubt, and no proof of what the picture shows."""
    if signed is None:
        return ()
    why = {
        "changed": "it was changed after it was signed",
        "elsewhere": "its content credentials lie at an address, which is never asked",
        "unreadable": "its content credentials cannot be read",
    }.get(signed.integrity, "")
    told = [f"{why} ({', '.join(signed.faults)})"] if why else []
    told += ["whoever signed it had no valid certificate"] if signed.signer_trust == "untrusted" else []
    odd = [i for i in signed.ingredients if i.faults]
    told += [f'what went into it does not hold ("{i.title}": {", ".join(i.faults)})' for i in odd]
    settle = "the original file, and whoever signed it"
    return tuple(Doubt(code="exhibit-credentials", where=ref, why=reason, settle=settle) for reason in told)


def _taken(tags: dict[str, str]) -> tuple[str, str]:
    """When the camera says it was taken, as written, and the offset it states."""
    for time, offset in TAKEN:
        if tags.get(time, "").strip(" :0"):
            return tags[time].strip(), tags.get(offset, "").strip()
    return "", ""


def _place(tags: dict[str, str], ref: str) -> tuple[Place | None, tuple[Doubt, ...]]:
    try:
        return position(tags, provenance=ref), ()
    except Impossible as fault:
        return None, (Doubt(code="exhibit-position-impossible", where=ref, why=str(fault)),)


def _time_doubts(report: Report, embedded: str, offset: str, zone: str, ref: str) -> tuple[Doubt, ...]:
    if not embedded:
        why = "the file states no time at which it was taken"
        return (Doubt(code="exhibit-time-missing", where=ref, why=why, settle="whoever took it, or the original file"),)
    taken = _instant(embedded, offset, zone)
    if taken is None:
        why = f'"{embedded} {offset}" is no time'
        return (Doubt(code="exhibit-time-impossible", where=ref, why=why, settle="the original file"),)
    doubts = []
    for name, known in (("published", report.published), ("collected", report.collected)):
        if known is not None and taken > known + SLACK:
            why = f"it says it was taken on {embedded}, after it was {name} ({known.isoformat()})"
            doubts.append(Doubt(code="exhibit-time-impossible", where=ref, why=why, settle="the camera's clock"))
    return tuple(doubts)


def _instant(embedded: str, offset: str, zone: str) -> datetime | None:
    try:
        if own := _OFFSET.search(embedded):
            embedded, offset = embedded[: own.start()], own[0]
        if offset:
            return datetime.strptime(f"{embedded} {offset}", "%Y:%m:%d %H:%M:%S %z").astimezone(UTC)
        local = datetime.strptime(embedded, "%Y:%m:%d %H:%M:%S").replace(tzinfo=ZoneInfo(zone))
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
