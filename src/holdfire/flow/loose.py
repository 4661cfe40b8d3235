"""Files without a case to what can be read out of each by itself: texts, claims, incidents, places, times, copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from holdfire import actors, corroboration, incidents, intake, places, reader, seals, sources, times
from holdfire.errors import BadInput, BadRequest
from holdfire.flow.extract import Extracted, read_report
from holdfire.flow.knowledge import Knowledge
from holdfire.records import Account, Claim, Copy, Doubt, Incident, Place, Report, Text
from holdfire.store import CaseConfig


@dataclass(frozen=True)
class Loose:
    """One file, read by itself with the packaged knowledge."""

    path: Path
    report: Report
    extracted: Extracted
    reader: str
    """name/version of who reads texts."""

    @property
    def text(self) -> Text | None:
        """The text that offsets refer to; None when the file holds rows or a photo."""
        return self.extracted.texts[0] if self.extracted.texts else None

    def head(self) -> dict[str, Any]:
        """What every object printed of it carries."""
        text = self.text
        return {
            "doc": self.path.stem,
            "path": str(self.path),
            "text_sha256": text.sha256 if text else None,
            "reader": self.reader,
        }


def read_loose(path: Path, published: datetime | None, zone: str, reader: str = "") -> Loose:
    """Read one file with the named reader. Raises BadInput where it cannot be taken in, BadRequest E445."""
    intake.check_size(str(path), path.stat().st_size)
    data = path.read_bytes()
    sha = seals.sha256(data)
    report = Report(
        key=seals.key("report", "unknown", str(path), sha),  # two files with the same bytes are two printings
        source="unknown", format=intake.detect(str(path), data),
        filename=path.name, published=published, sha256=sha, size=len(data), position=0,
    )  # fmt: skip
    know = _know(zone, reader)
    return Loose(path, report, read_report(report, data, know), know.reader_version)


def incidents_of(loose: Loose, zone: str) -> tuple[tuple[Incident, ...], tuple[Account, ...], tuple[Doubt, ...]]:
    """The incidents that one file speaks of, with their accounts."""
    know = _know(zone)
    accounts, doubts = list(loose.extracted.accounts), list(loose.extracted.doubts)
    for text in loose.extracted.texts if loose.extracted.read else ():
        mine = tuple(c for c in loose.extracted.claims if c.text == text.sha256)
        made, odd = incidents.accounts_from_claims(text, mine, loose.report, know.book)
        accounts += made
        doubts += odd
    fused = incidents.fuse(accounts, one_body=know.ties.in_line)
    doubts += incidents.unmatched_denials(accounts, fused)
    return fused, tuple(accounts), tuple(sorted(set(doubts)))


def acts_of(
    loose: Loose, lines: bool = False, named: str = ""
) -> tuple[tuple[tuple[int, int], incidents.Decided], ...]:
    """What a file's text tells of as a whole, with where it stands in the text; or each of its lines by itself.

    `named` is the reader: with `rules` no network is asked. Raises BadRequest E445 for a name that is no reader.
    """
    means = reader.note_means(named)
    content = loose.text.content if loose.text else ""
    parts, at = [], 0
    for line in content.splitlines(keepends=True) if lines else [content]:
        stripped = line.strip()
        start = at + line.index(stripped)
        parts += [(start, start + len(stripped))] if stripped else []
        at += len(line)
    book = _know("UTC").book
    return tuple((part, incidents.decide(content[slice(*part)], book, means)) for part in parts)


def acts_reader(named: str = "") -> str:
    """Name/version of the network that weighs notes, "" where none does. Raises BadRequest E445."""
    means = reader.note_means(named)
    return means.version if means else ""


def copies_of(files: list[Loose]) -> tuple[Copy, ...]:
    """The pairs among files that have a common origin; `a` and `b` are report keys."""
    return corroboration.copies([t for f in files for t in f.extracted.texts], [f.report for f in files])


def places_of(loose: Loose, given: Sequence[tuple[int, int]] = ()) -> tuple[places.PlaceMention, ...]:
    """The places that a file's text names, with its peoples and speakers. `given` spans are names for certain.

    Raises BadRequest (E491) where one of them lies outside the text.
    """
    content = loose.text.content if loose.text else ""
    for start, end in given:
        if not 0 <= start < end <= len(content):
            what = f"span [{start}, {end}) lies outside a text of {len(content)} code points"
            todo = "count the offsets in what `holdfire text` prints"
            raise BadRequest("E491", what, where=str(loose.path), todo=todo)
    return places.packaged().mentions(content, given=given)


def spans_of(path: Path) -> dict[str, list[tuple[int, int]]]:
    """Document -> spans of names, from JSON lines {"doc", "spans": [[start, end], ...]}. Raises BadInput (E191)."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            entry = msgspec.json.decode(line, type=_Spans) if line.strip() else None
        except msgspec.DecodeError as e:
            todo = 'write one object a line: {"doc": "article", "spans": [[0, 5]]}'
            raise BadInput("E191", f"no spans of a document: {e}", where=f"{path}:{number}", todo=todo) from e
        if entry is not None:
            found.setdefault(entry.doc, []).extend(entry.spans)
    return found


class _Spans(msgspec.Struct):
    doc: str
    spans: list[tuple[int, int]]


def middle_of(place: Place) -> tuple[float, float, int] | None:
    """(lat, lon, radius in metres) of a disc over a place, area or not; for lists, never for where something was."""
    return places.packaged().middle(place)


def times_of(
    loose: Loose, published: datetime, zone: str, in_force: Sequence[tuple[date, date]] = ()
) -> tuple[times.TimeMention, ...]:
    """The times that a file's text names, reckoned from the day it was published and those on which a truce began."""
    return times.find(loose.text.content, published, zone, in_force) if loose.text else ()


def claims_of(loose: Loose) -> tuple[Claim, ...]:
    """The claims of a file, in the order of its text."""
    return tuple(sorted(loose.extracted.claims, key=lambda c: (c.content or c.cue or c.source, c.key)))


@cache
def _know(zone: str, reader: str = "") -> Knowledge:
    config = CaseConfig(format=1, name="", zone=zone, country="")
    return Knowledge(
        config=config, actors=actors.packaged(), sources=sources.packaged(), places=places.packaged(), instruments=(),
        actor_files="", source_files="", reader_name=reader,
    )  # fmt: skip
