"""Reports, tables and reference knowledge as the tests of intake hand them in; every name in them is made up."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime

from holdfire import intake, seals
from holdfire.errors import BadInput
from holdfire.records import Report

ZONE = "Asia/Damascus"


class NoActors:
    """Knows the two sides of the made-up tallies and nobody else."""

    KNOWN = {"North": "north", "South": "south"}

    def from_code(self, dataset: str, name: str) -> str | None:
        return self.KNOWN.get(name) if dataset == "tally" else None

    def by_name(self, name: str) -> str | None:
        return self.KNOWN.get(name)


class NoPlaces:
    """Knows one province."""

    def area_id(self, name: str, country: str = "") -> str | None:
        return "XX-HP" if name == "Hill Province" else None


def report(data: bytes, kind: str, *, filename: str = "a.txt", language: str | None = None, title: str = "",
           published: datetime | None = None, collected: datetime | None = None) -> Report:
    return Report(
        key="report:1", source="s", format=kind, filename=filename, sha256=seals.sha256(data), size=len(data), position=1,
        language=language, title=title, published=published, collected=collected,
    )


def taken(data: bytes, *, filename: str = "a.txt", kind: str = "", language: str | None = None, title: str = "",
          published: datetime | None = None) -> intake.Taken:
    """What detect and read make of the bytes."""
    found = kind or intake.detect(filename, data)
    given = report(data, found, filename=filename, language=language, title=title, published=published)
    return intake.read(given, data, zone=ZONE, actors=NoActors(), places=NoPlaces())


def refused(data: bytes, *, filename: str = "a.txt", kind: str = "") -> bool:
    """Whether the bytes are refused, and then in one line with a code and a way out."""
    try:
        taken(data, filename=filename, kind=kind)
    except BadInput as refusal:
        line = refusal.line()
        if not line.startswith("E1") or "\n" in line or not refusal.todo:
            raise AssertionError(line) from refusal
        return True
    return False


def table(rows: Iterable[Mapping[str, object]], *, delimiter: str = ",") -> bytes:
    """Rows as CSV; the first row's keys are the header."""
    listed = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(listed[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue().encode()


GED = {
    "id": "1", "year": "2017", "type_of_violence": "1", "side_a": "Government of Upland", "side_b": "Hill Front",
    "where_prec": "1", "where_coordinates": "Long Meadow  town", "adm_1": "Hill Province governorate", "adm_2": "",
    "latitude": "34.8", "longitude": "36.7", "country": "Syria", "date_prec": "1", "date_start": "2017-05-06",
    "date_end": "2017-05-06", "deaths_a": "1", "deaths_b": "2", "deaths_civilians": "0", "deaths_unknown": "0", "low": "3",
    "best": "3", "high": "4", "source_original": "", "source_office": "Watch;Watch;watch ;Herald", "source_date": "2017-05-07",
}
"""One row in the GED layout. Only the country is real, so that its bounds are known."""

ACLED = {
    "event_id_cnty": "UPL1", "event_date": "2017-05-10", "year": "2017", "time_precision": "1", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Army of Upland", "actor2": "Hill Front", "civilian_targeting": "",
    "country": "Syria", "admin1": "Hill Province", "admin2": "", "location": "Long Meadow", "latitude": "34.8",
    "longitude": "36.7", "geo_precision": "1", "source": "Herald; Watch", "fatalities": "4", "timestamp": "1500000000",
    "notes": "Other people's words.",
}

FORM = {
    "number": "1", "patrol": "Team 7", "date": "2017-05-16", "start": "06:10", "end": "06:25", "position": "Roof", "lat": "34.8",
    "lon": "36.7", "radius_m": "300", "means": "heard", "act": "shelling", "weapon": "", "count": "4", "unit": "detonation",
    "bearing_deg": "70", "bearing_tolerance_deg": "15", "range_m": "3000", "range_tolerance_m": "1000",
    "direction_of_fire": "", "direction_assessed_by": "", "control": "", "restriction": "", "exhibits": "", "notes": "",
}

TALLY = {
    "bulletin_date": "2017-05-16", "recorded_by": "North", "governorate": "Hill Province", "count": "2", "total_stated": "5",
    "publisher": "Herald", "url": "https://herald.example/a", "note": "", "date_basis": "stated in text", "period": "P1D",
}
