"""Hostile bytes to plain JSON, inside a process that may die: the server that `box` starts, forking once per file.

It runs as a script and imports nothing of holdfire, so that starting it is cheap. Each job runs in a fork with limits
on time, memory, file size and open files; whatever happens there, the server lives and answers with one status.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import Any

MAX_REPLY = 64 * 2**20
"""A reply longer than this (64 MiB) is a bomb that unpacked."""
MAX_PAGES = 5_000
MAX_ROWS = 5_000_000
MAX_UNPACKED = 2**30
MAX_PIXELS = 120_000_000
"""Above any camera in use; at three bytes a pixel it still fits in the memory limit."""

Answer = dict[str, Any]


class Refused(Exception):
    """The parser looked at the file and says why it cannot be read; the words are shown to the person."""


def read_html(data: bytes) -> Answer:
    """UTF-8 HTML to {text, title, date}: the main text as trafilatura reads it, recall favoured."""
    import trafilatura

    page = data.decode("utf-8")
    # Without these, the library's idea of a plausible date depends on today.
    dates = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    found: Any = trafilatura.bare_extraction(page, favor_recall=True, include_comments=False, include_tables=True)
    text = (found.text or "") if found is not None else ""
    if not text.strip():
        text = str(trafilatura.html2txt(page))
    stated = trafilatura.extract_metadata(page, date_config=dates, extensive=False)
    return {"text": text, "title": stated.title or "", "date": stated.date or ""}


def read_pdf(data: bytes) -> Answer:
    """A PDF to {pages: [text], title, date}; raises Refused on a password or a file that is not a PDF inside."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Refused("locked" if locked else "damaged") from error
    if len(document) > MAX_PAGES:
        raise Refused(f"{len(document)} pages, more than {MAX_PAGES}")
    pages, unread = [], []
    for number in range(len(document)):
        try:
            pages.append(document[number].get_textpage().get_text_bounded())
        except pypdfium2.PdfiumError:
            pages.append("")
            unread.append(number + 1)
    info = document.get_metadata_dict()
    return {"pages": pages, "unread": unread, "title": info.get("Title", ""), "date": info.get("CreationDate", "")}


def read_photo(data: bytes) -> Answer:
    """A JPEG, PNG or TIFF to {format, width, height, broken, tags}; tags as exifread prints them."""
    import warnings

    from PIL import Image, UnidentifiedImageError

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # our own limit below: refuse before a pixel is unpacked
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, KeyError) as error:
        raise Refused("damaged") from error
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise Refused(f"{width} x {height} pixels, more than {MAX_PIXELS:,}")
    broken = ""
    try:
        image.load()
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError) as error:
        broken = type(error).__name__
    return {"format": image.format, "width": width, "height": height, "broken": broken, "tags": _tags(data)}


def _tags(data: bytes) -> dict[str, str]:
    import logging

    import exifread

    logging.disable(logging.CRITICAL)
    found = exifread.process_file(io.BytesIO(data), details=False)
    tags = {}
    for name, value in found.items():
        if name.startswith(("GPS ", "EXIF ", "Image ")):
            tags[name] = str(getattr(value, "values", value)) if name.startswith("GPS ") else str(value)
    return tags


def read_parquet(data: bytes) -> Answer:
    """A Parquet file to {rows}: read whole and validated here, so that reading it again outside is safe."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        file = ParquetFile(io.BytesIO(data))
        groups = [file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups)]
        if file.metadata.num_rows > MAX_ROWS or sum(groups) > MAX_UNPACKED:
            raise Refused(f"it unpacks to {file.metadata.num_rows:,} rows and {sum(groups) // 2**20:,} MB")
        file.read().validate(full=True)
    except (pa.ArrowException, OSError) as error:
        raise Refused("damaged") from error
    return {"rows": file.metadata.num_rows}


JOBS: dict[str, Callable[[bytes], Answer]] = {
    "html": read_html,
    "pdf": read_pdf,
    "photo": read_photo,
    "parquet": read_parquet,
}
PARSERS = {
    "html": ("trafilatura",),
    "pdf": ("pypdfium2",),
    "photo": ("exifread", "PIL.Image"),
    "parquet": ("pyarrow.parquet",),
}
"""Imported once in the server, so that each fork starts with them."""
BLANK_PAGE = b"<html><body><p>Nothing.</p></body></html>"
"""Read once in the server: the word lists that this loads take 0.3 s, which each fork would spend again."""


def main() -> None:
    """Serve jobs from stdin until it closes: a JSON line {job, size, seconds, memory}, then `size` bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    jobs, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not become an answer
    while line := jobs.readline():
        order = json.loads(line)
        status, reply = _run(order, jobs.read(order["size"]))
        replies.write(json.dumps({"status": status, "size": len(reply)}).encode() + b"\n" + reply)
        replies.flush()


def _run(order: dict[str, Any], data: bytes) -> tuple[str, bytes]:
    """One job in one fork: (status, reply), status being ok, refused, time, memory, size or crash."""
    _warm(order["job"])
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _serve_one(order, data, writer)
    os.close(writer)
    reply, late = _collect(reader, order["seconds"])
    os.close(reader)
    if late or len(reply) > MAX_REPLY:
        os.kill(child, signal.SIGKILL)
    _, how = os.waitpid(child, 0)
    return _verdict(how, reply, late=late)


@cache
def _warm(job: str) -> None:
    for parser in PARSERS[job]:
        importlib.import_module(parser)
    if job == "html":
        read_html(BLANK_PAGE)


def _serve_one(order: dict[str, Any], data: bytes, writer: int) -> None:
    """In the fork: limits first, then the parser, then leave without running anybody's exit handlers."""
    code = 3
    try:
        _limit(order["seconds"], order["memory"])
        with os.fdopen(writer, "wb") as out:
            try:
                answer = JOBS[order["job"]](data)
                # "replace": half a surrogate pair, which some PDFs hold, has no UTF-8.
                out.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))
                code = 0
            except Refused as refusal:
                out.write(str(refusal).encode("utf-8", "replace"))
                code = 1
    except (MemoryError, RecursionError):
        code = 2
    finally:
        os._exit(code)  # also on any other error: the box says "crash", which is what it is


def _limit(seconds: float, memory: int) -> None:
    cpu = int(seconds) + 1
    for what, limit in (
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def _collect(reader: int, seconds: float) -> tuple[bytes, bool]:
    """Everything the fork writes until it closes, and whether the clock ran out first."""
    end, parts, size = time.monotonic() + seconds, list[bytes](), 0
    while size <= MAX_REPLY:
        left = end - time.monotonic()
        ready, _, _ = select.select([reader], [], [], max(left, 0))
        if not ready:
            return b"".join(parts), True
        part = os.read(reader, 1 << 16)
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts), False


def _verdict(how: int, reply: bytes, *, late: bool) -> tuple[str, bytes]:
    if late:
        return "time", b""
    if len(reply) > MAX_REPLY:
        return "size", b""
    if os.WIFSIGNALED(how):
        return ("time" if os.WTERMSIG(how) == signal.SIGXCPU else "crash"), b""
    status = {0: "ok", 1: "refused", 2: "memory"}.get(os.WEXITSTATUS(how), "crash")
    return status, reply if status in ("ok", "refused") else b""


if __name__ == "__main__":
    main()
