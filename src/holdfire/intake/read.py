"""One report's bytes to everything they hold: the page that says which reader has which format."""

from __future__ import annotations

from holdfire.errors import BadInput
from holdfire.intake import acled, coded_news, ged, heat, html, monthly, observation, pdf, photo, posts, tally, text
from holdfire.intake.candidates import Scope
from holdfire.intake.taken import Actors, Places, Taken
from holdfire.intake.unpack import GZIP, gunzip
from holdfire.records import Report

EXTRACTORS = {
    "text": text.EXTRACTOR,
    "html": html.EXTRACTOR,
    "pdf": pdf.EXTRACTOR,
    "ged": ged.EXTRACTOR,
    "acled": acled.EXTRACTOR,
    "firms": heat.EXTRACTOR,
    "gdelt1": coded_news.EXTRACTOR,
    "gdelt2": coded_news.EXTRACTOR,
    "viina": posts.EXTRACTOR,
    "tally": tally.EXTRACTOR,
    "monthly_counts": monthly.EXTRACTOR,
    "observation_form": observation.EXTRACTOR,
    "photo": photo.EXTRACTOR,
    "exhibit": "exhibit/1",
}
"""Format -> name/version of what reads it. The version goes up when the same bytes may read differently."""

_READERS = {
    "text": text.read,
    "html": html.read,
    "pdf": pdf.read,
    "firms": heat.read,
    "gdelt1": coded_news.read,
    "gdelt2": coded_news.read,
    "viina": posts.read,
    "photo": photo.read,
}

EVENTS = {"ged": ged.read, "acled": acled.read}
"""Tables of events, whose rows become accounts."""


def read(report: Report, data: bytes, *, zone: str, actors: Actors, places: Places, country: str = "") -> Taken:
    """Everything in one report's bytes; the same bytes always read the same.

    `zone` is the case's IANA zone, in which a form's times stand; `country` its ISO code, in which a tally's areas lie:
    without it an area whose name several countries have is unknown. Doubts about a record stand on it, those about the
    file or its rows in `Taken.doubts`. An `unreadable` report yields nothing and is kept.

    Raises BadInput (E103 to E112) on bytes that cannot be read as what they are: keep the original, list the line.
    """
    if report.format in EVENTS:
        return read_events(report, data)
    if data.startswith(GZIP):
        data = gunzip(data, filename=report.filename)
    reader = _READERS.get(report.format)
    if reader is not None:
        return reader(report, data)
    if report.format == "tally":
        return tally.read(report, data, actors=actors, places=places, country=country)
    if report.format == "monthly_counts":
        return monthly.read(report, data, places=places, country=country)
    if report.format == "observation_form":
        return observation.read(report, data, zone=zone, actors=actors)
    if report.format == "unreadable":
        return Taken()
    if report.format == "exhibit":
        return Taken(photo=True)
    todo = "this report was added by another version of holdfire"
    raise BadInput("E103", f'no reader has the format "{report.format}"', where=report.filename, todo=todo)


def read_events(report: Report, data: bytes, scope: Scope | None = None) -> Taken:
    """The rows of an event table; those outside a scope stay in their columns and are counted. Raises as `read`."""
    if data.startswith(GZIP):
        data = gunzip(data, filename=report.filename)
    return EVENTS[report.format](report, data, scope)
