"""Material -> findings, incidents or claims as CSV, GeoJSON, JSON lines: no finer than the bulletin, no more named."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from holdfire.bulletin.book import Book
from holdfire.bulletin.evidence_lines import claim_line
from holdfire.bulletin.material import Material
from holdfire.bulletin.words import Words
from holdfire.disclosure import assert_cleared, assert_due
from holdfire.errors import BadRequest
from holdfire.records import Blame, Claim, Finding, Incident

Row = dict[str, Any]
"""Column -> text, number or None; `geometry` and `radius_m` of those that have a place."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that begins so; such a text gets an apostrophe before it."""
LIST = "; "


def export(material: Material, what: str, form: str) -> str:
    """`what`: findings | incidents | claims; `form`: csv | geojson | jsonl. Rows in order of their keys.

    Places are as coarse as the policy asks, names of private persons are covered, and a place that is never published
    is null. Raises BadRequest E441 (too early) and E443 (no such export).
    """
    if what not in ROWS or form not in FORMS:
        raise BadRequest(
            "E443", f"there is no export of {what} as {form}",
            todo=f"choose one of {', '.join(ROWS)}, as one of {', '.join(FORMS)}",
        )  # fmt: skip
    assert_due(material.period.last, material.zone, material.policy, material.now, material.cutoff)
    assert_cleared(material, material.view)
    book = Book(material, Words(material.zone))
    rows: list[Row] = book.veil.over_all([msgspec.to_builtins(row) for row in ROWS[what](book)])
    return FORMS[form](sorted(rows, key=lambda row: str(row["key"])))


def _incidents(book: Book) -> Iterable[Row]:
    for incident in book.material.incidents:
        yield {
            "key": incident.key, "number": book.material.numbers.get(incident.key), **_when(incident),
            "act": incident.act, "weapon": incident.weapon,
            "present": [book.who(a) for a in sorted(incident.participants)], "target": book.target(incident.target),
            "stated_by_sources": [b for blame in incident.attributed_to for b in _stated(blame, book)],
            "denied_by": [book.who(a) for a in sorted(incident.denied_by)],
            "casualties": [book.words.toll(t) for t in sorted(incident.casualties, key=repr)],
            "support": incident.support, "attribution": incident.attribution,
            "voices": sorted({book.voice(v) for v in incident.voices}), **_where(incident, book),
        }  # fmt: skip


def _findings(book: Book) -> Iterable[Row]:
    for finding in book.material.findings:
        incident = book.incidents.get(finding.incident)
        yield {
            "key": finding.key, "incident": finding.incident, "instrument": finding.instrument, "term": finding.term,
            "zone": finding.zone, "reading": [f"{c}={o}" for c, o in sorted(finding.reading.items())],
            "verdict": finding.verdict, "because": sorted(finding.because), **_judged(finding, book),
            **(_when(incident) if incident else {}), **(_where(incident, book) if incident else {}),
        }  # fmt: skip


def _claims(book: Book) -> Iterable[Row]:
    for claim in book.material.claims:
        line = claim_line(claim, book)
        quoted = "".join(piece.text for piece in line.quotation.pieces) if line.quotation else ""
        yield {
            "key": claim.key, "speaker": line.speaker, "act": claim.act, "kind": claim.kind, "polarity": claim.polarity,
            "about": [book.who(a) for a in claim.about], "certainty": list(claim.certainty), "sentence": quoted,
            **_offsets(claim), "publisher": line.origin.publisher if line.origin else "",
            "url": line.origin.url if line.origin else "", "reader": claim.reader,
        }  # fmt: skip


def _offsets(claim: Claim) -> Row:
    spans = {"source": claim.source, "cue": claim.cue, "content": claim.content}
    return {"text_sha256": claim.text, **{name: [f"{s}-{e}" for s, e in of] for name, of in spans.items()}}


def _judged(finding: Finding, book: Book) -> Row:
    return {
        "author_established": finding.author_established, "status": finding.status, "support": finding.support,
        "attribution": finding.attribution, "undertakings_engaged": [u.id for u in finding.undertakings],
        "checks": [f"{check.name}={check.result}" for check in finding.checks],
        "sentence": book.told(finding.incident, finding.sentence),
        "computed_by": f"holdfire {book.material.code_version}",
    }  # fmt: skip


def _when(incident: Incident) -> Row:
    time = incident.time
    return {
        "start": time.start.isoformat() if time else None, "end": time.end.isoformat() if time else None,
        "time_precision": time.precision if time else None,
    }  # fmt: skip


def _where(incident: Incident, book: Book) -> Row:
    """The place as published: a disc's middle with its radius, or an area's id; all null where it is withheld."""
    place = book.place(incident)
    if place is None:
        why = book.words.say("place_withheld" if book.hidden(incident) else "place_unknown")
        return {"place": why, "area": None, "lat": None, "lon": None, "radius_m": None, "place_provenance": None}
    return {
        "place": place.name, "area": place.area, "lat": place.lat, "lon": place.lon, "radius_m": place.radius_m or None,
        "place_provenance": place.provenance,
    }  # fmt: skip


def _stated(blame: Blame, book: Book) -> Iterable[str]:
    said = book.blamers(blame)
    yield f"{book.blamed(blame)}, stated by {' and '.join(said) or 'a source of the dataset'}"


def _csv(rows: list[Row]) -> str:
    out = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    text = LIST.join(value) if isinstance(value, list) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA) else text


def _geojson(rows: list[Row]) -> str:
    """RFC 7946. Where only the area is known the geometry is null and the area's id is given: never a made-up point."""
    features = [
        {
            "type": "Feature", "id": row["key"], "geometry": _point(row),
            "properties": {name: value for name, value in row.items() if name not in {"key", "lat", "lon"}},
        }
        for row in rows
    ]  # fmt: skip
    note = "Each point is the middle of a disc of radius_m metres in which the place lies; it is no exact position."
    return _json({"type": "FeatureCollection", "note": note, "features": features}) + "\n"


def _point(row: Row) -> Row | None:
    if row.get("lat") is None or row.get("lon") is None:
        return None
    return {"type": "Point", "coordinates": [row["lon"], row["lat"]]}


def _jsonl(rows: list[Row]) -> str:
    return "".join(_json(row) + "\n" for row in rows)


def _json(value: Any) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


ROWS: Mapping[str, Callable[[Book], Iterable[Row]]] = {
    "claims": _claims,
    "findings": _findings,
    "incidents": _incidents,
}
FORMS: Mapping[str, Callable[[list[Row]], str]] = {"csv": _csv, "geojson": _geojson, "jsonl": _jsonl}
