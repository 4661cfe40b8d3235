"""A PDF to the text of its pages, read in the box: a PDF may abort its parser, and must not take us along."""

from __future__ import annotations

import re

from holdfire.errors import BadInput
from holdfire.intake import box
from holdfire.intake.taken import Taken
from holdfire.intake.text import text_record
from holdfire.records import Doubt, Report

EXTRACTOR = "pdf-pdfium/1"
PAGE_BREAK = "\n\n"
_MADE = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})")
_BROKEN_WORD = "\ufffe"
"""What pdfium prints where a hyphen ended a line inside a word."""


def read(report: Report, data: bytes) -> Taken:
    """The text of all pages, joined by an empty line.

    Doubts: `text-empty` (a scan without a text layer), `pdf-page-unreadable`. Raises BadInput E105 (damaged), E110
    (locked by a password), E106 (stopped at the box's limits, or crashed).
    """
    try:
        found = box.ask("pdf", data, filename=report.filename)
    except box.Refusal as refusal:
        raise _refused(refusal.reason, report.filename) from refusal
    doubts = tuple(
        Doubt(code="pdf-page-unreadable", where=report.key, why=f"page {page} could not be read")
        for page in found["unread"]
    )
    made = _MADE.match(found["date"])
    stated = {"stated_title": found["title"], "stated_date": "-".join(made.groups()) if made else ""}
    content = PAGE_BREAK.join(_lines(page) for page in found["pages"])
    if not content.strip():
        why, settle = "the PDF holds no text: its pages are pictures", "its words, typed, as a file beside it"
        empty = Doubt(code="text-empty", where=report.key, why=why, settle=settle)
        return Taken(doubts=(*doubts, empty), **stated)
    return Taken(texts=(text_record(report, content, extractor=EXTRACTOR, doubts=doubts),), **stated)


def fault(data: bytes, *, filename: str) -> str:
    """The line that `read` would refuse the bytes with; "" when they can be read.

    It is kept either way: damaged inside, a document is evidence still.
    """
    try:
        box.ask("pdf", data, filename=filename)
    except box.Refusal as refusal:
        return _refused(refusal.reason, filename).line()
    except BadInput as error:
        return error.line()
    return ""


def _lines(page: str) -> str:
    joined = page.replace(_BROKEN_WORD + "\r\n", "").replace(_BROKEN_WORD, "")
    return joined.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _refused(reason: str, filename: str) -> BadInput:
    if reason == "locked":
        return BadInput("E110", "the PDF is locked by a password", where=filename, todo="save a copy without it")
    if reason == "damaged":
        return BadInput("E105", "the PDF is damaged", where=filename, todo="fetch it again; the whole file is needed")
    return BadInput("E106", f"the PDF has {reason}", where=filename, todo="split it")
