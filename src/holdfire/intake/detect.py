"""A file's bytes to the format it is of, or one line that says why it cannot be taken in. The name only hints."""

from __future__ import annotations

import re

from holdfire.errors import BadInput
from holdfire.intake import box, decode, layout, observation
from holdfire.intake.unpack import GZIP, gunzip

MAX_BYTES = 200_000_000
"""Larger files are refused unread: 200 MB holds a million table rows."""

MAX_TEXT = 20_000_000
"""Of a text, a form or a tally: 20 MB are forty long books. As characters they need four times that at most, so
that a text needs no box: whatever stands in it, Python's own decoder and CSV reader stay within memory and seconds."""

_PROLOG = r"(?>\ufeff|\s+|<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->)*+"
"""What may stand before a page's first tag. Atomic and possessive: a thousand comments cost one pass."""
_HTML = re.compile(_PROLOG + r"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(_PROLOG + r"<(rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<(html|head|body|title|meta|article|div|p|h1)\b[^<>]{0,500}>", re.IGNORECASE)

_PHOTOS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")
"""JPEG, PNG, TIFF (either byte order)."""
_OTHERS = (
    (b"PK\x03\x04", 0, "a zip archive or an office document", "unpack it, or save the document as PDF or plain text"),
    (b"\xd0\xcf\x11\xe0", 0, "an old office document", "save it as PDF or plain text"),
    (b"{\\rtf", 0, "a rich text document", "save it as PDF or plain text"),
    (b"GIF8", 0, "a GIF image", "add the original photo (JPEG, PNG or TIFF)"),
    (b"ftyp", 4, "a video or HEIC photo", "add a JPEG, PNG or TIFF made from it, and keep the original"),
    (b"\x1aE\xdf\xa3", 0, "a video", "keep the original; videos are not read yet"),
    (b"RIFF", 0, "a sound, video or WebP file", "add a JPEG, PNG or TIFF of it, and keep the original"),
    (b"SQLite format 3\0", 0, "a database", "export the table as CSV"),
    (b"BZh", 0, "a bzip2 archive", "unpack it"),
    (b"\xfd7zXZ\0", 0, "an xz archive", "unpack it"),
    (b"\x7fELF", 0, "a program", "check that it is the file you mean"),
    (b"MZ", 0, "a program", "check that it is the file you mean"),
)
"""(first bytes, at which offset, what it is, what to do): so that the refusal helps. Not a list of formats read."""


def check_size(filename: str, size: int) -> None:
    """Refuse by size alone, before a byte is read. Raises BadInput E101 (empty) or E102 (more than MAX_BYTES)."""
    if size == 0:
        raise BadInput("E101", "the file is empty", where=filename, todo="fetch or save it again")
    if size > MAX_BYTES:
        what = f"the file has {size / 1e6:,.0f} MB, more than {MAX_BYTES / 1e6:,.0f} MB"
        raise BadInput("E102", what, where=filename, todo="split it, or cut out the rows and days you need")


def detect(filename: str, data: bytes) -> str:
    """The `Report.format` of a file: text, html, pdf, ged, acled, firms, viina, gdelt1, gdelt2, tally,
    monthly_counts, observation_form or photo.

    Raises BadInput: E101 empty, E102 too big, E103 no format that is read, E104 wrong table, E105 cut off,
    E107 an observation form with faults, E109 a gzip bomb.
    """
    check_size(filename, len(data))
    if b"%PDF-" in data[:1024]:
        _check_whole_pdf(filename, data)
        return "pdf"
    if data.startswith(_PHOTOS):
        return "photo"
    if data.startswith(b"PAR1"):
        return _table(parquet_columns(data, filename=filename), filename)
    packed = data.startswith(GZIP)
    plain = gunzip(data, filename=filename) if packed else data
    if not decode.is_text(plain) or plain.startswith(b"{\\rtf"):
        raise _unreadable(filename, plain)
    return _of_text(filename, plain, packed=packed)


def parquet_columns(data: bytes, *, filename: str) -> tuple[str, ...]:
    """Column names of a Parquet file. Raises BadInput E105 when its footer cannot be read."""
    try:
        return tuple(box.ask("columns", data, filename=filename)["columns"])
    except box.Refusal as error:
        todo = "fetch it again"
        raise BadInput("E105", "the Parquet file is cut off or damaged", where=filename, todo=todo) from error


def _of_text(filename: str, data: bytes, *, packed: bool) -> str:
    head = decode.decode(data[: 1 << 16], where=filename, html=True)[0]
    _, columns = layout.header(head)
    kind = layout.kind_of(columns, filename=filename)
    if kind in ("observation_form", "tally", "monthly_counts"):
        _check_text_size(filename, len(data))
    if kind == "observation_form":
        observation.check(data, filename=filename)
    if kind is not None:
        return kind
    name = filename.lower().removesuffix(".gz")
    if packed or name.endswith((".csv", ".tsv")):
        raise layout.wrong_table(columns, filename=filename)
    if _FEED.match(head):
        raise BadInput("E103", "this is a news feed", where=filename, todo="save the articles it lists and add those")
    if _HTML.match(head) or (name.endswith((".html", ".htm", ".xhtml")) and _TAGS.search(head)):
        return "html"
    if not head.strip("\ufeff \t\r\n\0"):
        raise BadInput("E101", "the file holds only blanks", where=filename, todo="fetch or save it again")
    _check_text_size(filename, len(data))
    return "text"


def _check_text_size(filename: str, size: int) -> None:
    if size > MAX_TEXT:
        what = f"a text of {size / 1e6:,.0f} MB, more than {MAX_TEXT / 1e6:,.0f} MB"
        raise BadInput("E102", what, where=filename, todo="split it, or cut out the pages you need")


def _table(columns: tuple[str, ...], filename: str) -> str:
    kind = layout.kind_of(columns, filename=filename)
    if kind not in ("ged", "acled", "firms", "viina"):
        raise layout.wrong_table(columns, filename=filename)
    return kind


def _check_whole_pdf(filename: str, data: bytes) -> None:
    """A PDF ends with its end mark; the kilobytes behind it allow for what mail and web servers append."""
    if b"%%EOF" not in data[-4096:]:
        what, todo = "the PDF is cut off: its end is missing", "fetch it again; the whole file is needed"
        raise BadInput("E105", what, where=filename, todo=todo)


def _unreadable(filename: str, data: bytes) -> BadInput:
    for mark, at, what, todo in _OTHERS:
        if data[at : at + len(mark)] == mark:
            return BadInput("E103", f"this is {what}, not a format that is read", where=filename, todo=todo)
    ending = filename.rpartition(".")[2]
    named = f", whatever its name .{ending} says" if "." in filename else ""
    todo = "check that it is the file you mean; formats are listed in docs/formats.md"
    return BadInput("E103", f"these bytes are no text{named}", where=filename, todo=todo)
