"""A web page to its main text, and the title and date that the page itself states."""

from __future__ import annotations

from datetime import date

from holdfire.errors import BadInput
from holdfire.intake import box
from holdfire.intake.decode import decode
from holdfire.intake.taken import Taken
from holdfire.intake.text import text_record
from holdfire.records import Doubt, Report

EXTRACTOR = "html-trafilatura/1"
MAX_CHARACTERS = 20_000_000
"""A page of more is no article."""


def read(report: Report, data: bytes) -> Taken:
    """The main text of a page (recall favoured, comments left out); nothing is fetched.

    Doubts: `text-empty`, `stated-date-unconfirmed`, `stated-date-disagrees`, `stated-title-disagrees`. Raises BadInput
    E106 when the page cannot be read within the box's limits.
    """
    page, doubts = decode(data, where=report.key, html=True)
    if len(page) > MAX_CHARACTERS:
        todo = "save the article's text as plain text"
        raise BadInput("E106", "this page is too long for an article", where=report.filename, todo=todo)
    found = box.ask("html", page.encode("utf-8"), filename=report.filename)
    content = found["text"]
    if not content.strip():
        doubts += (Doubt(code="text-empty", where=report.key, why="no text was found in the page"),)
        return Taken(stated_title=found["title"], stated_date=found["date"], doubts=doubts)
    text = text_record(report, content, extractor=EXTRACTOR, doubts=doubts)
    stated = (*_date_doubts(report, found["date"]), *_title_doubts(report, found["title"]))
    return Taken(texts=(text,), stated_title=found["title"], stated_date=found["date"], doubts=stated)


def _date_doubts(report: Report, stated: str) -> tuple[Doubt, ...]:
    if not stated:
        return ()
    settle = "the publication time as the publisher states it"
    if report.published is None:
        why = f"the page states {stated} as its day; nobody has given a publication time"
        return (Doubt(code="stated-date-unconfirmed", where=report.key, why=why, settle=settle),)
    # A day apart is a time zone, more is another day.
    if abs((date.fromisoformat(stated[:10]) - report.published.date()).days) <= 1:
        return ()
    why = f"the page states {stated}, the report was given {report.published.date()}"
    return (Doubt(code="stated-date-disagrees", where=report.key, why=why, settle=settle),)


def _title_doubts(report: Report, stated: str) -> tuple[Doubt, ...]:
    given, found = _words(report.title), _words(stated)
    # A page's title often carries the outlet's name as well: one inside the other is agreement.
    if not given or not found or given in found or found in given:
        return ()
    why = f'the page is titled "{stated}", the report was given "{report.title}"'
    return (Doubt(code="stated-title-disagrees", where=report.key, why=why),)


def _words(title: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in title.casefold()).split())
