"""Hostile bytes to plain JSON, inside a process that may die: the server that `box` starts, forking once per file.

It runs as a script and imports nothing of holdfire, so that starting it is cheap. Each job runs in a fork with limits
on time, memory, file size and open files; whatever happens there, the server lives and answers with one status.
"""

from __future__ import annotations

import importlib.util
import io
import json
import math
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

MAX_REPLY = 64 * 2**20
"""A reply longer than this (64 MiB) is a bomb that unpacked."""
MAX_PAGES = 5_000
MAX_ROWS = 5_000_000
MAX_UNPACKED = 2**30
BLOCK = 4 * 2**20
"""As in `columns`."""

Answer = dict[str, Any]


def _beside(name: str) -> Any:
    """A file of this folder as a module, whether this one is run as a script or imported: no folder of ours is on the
    path, where `html` and `text` would stand before the library's own."""
    found = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


_media = _beside("boxed_media")
_walls = _beside("boxed_walls")


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


def read_columns(data: bytes) -> Answer:
    """A Parquet file to {columns}: the names in its footer."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return {"columns": pq.read_schema(io.BytesIO(data)).names}
    except (pa.ArrowException, OSError) as error:
        raise Refused("damaged") from error


def read_walls(_: bytes) -> Answer:
    """What this process is kept from, by kind: {network, files}."""
    return dict(WALLS)


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
    except MemoryError:  # one of Arrow's own errors is one
        raise
    except (pa.ArrowException, OSError) as error:
        raise Refused("damaged") from error
    return {"rows": file.metadata.num_rows}


def read_lines(data: bytes) -> Answer:
    """A line of JSON {delimiter, columns, wanted, header_lines}, then a CSV, to {rows}: cut and read whole here first,
    so that reading it again outside is safe. Lines of another number of fields are left to that reading."""
    import pyarrow as pa
    from pyarrow import csv

    head, _, table = data.partition(b"\n")
    grid = json.loads(head)
    try:
        read = csv.read_csv(
            io.BytesIO(table),
            read_options=csv.ReadOptions(
                use_threads=False, block_size=BLOCK, column_names=grid["columns"], skip_rows=grid["header_lines"]
            ),
            parse_options=csv.ParseOptions(
                delimiter=grid["delimiter"], newlines_in_values=True, invalid_row_handler=lambda _: "skip"
            ),
            convert_options=csv.ConvertOptions(
                include_columns=grid["wanted"], column_types=dict.fromkeys(grid["wanted"], pa.string())
            ),
        )
    except MemoryError:  # one of Arrow's own errors is one
        raise
    except (pa.ArrowException, OSError) as error:
        raise Refused("damaged") from error
    return {"rows": read.num_rows}


JOBS: dict[str, Callable[[bytes], Answer]] = {
    "html": read_html,
    "pdf": read_pdf,
    "parquet": read_parquet,
    "lines": read_lines,
    "columns": read_columns,
    "walls": read_walls,
    **_media.JOBS,
}
PARSERS = {
    "html": ("trafilatura",),
    "pdf": ("pypdfium2",),
    "parquet": ("pyarrow.parquet",),
    "lines": ("pyarrow.csv",),
    "columns": ("pyarrow.parquet",),
    "walls": (),
    **_media.PARSERS,
}
"""Imported once in the server, so that each fork starts with them."""
BLANK_PAGE = b"<html><body><p>Nothing.</p></body></html>"
"""Read once in the server: the word lists that this loads take 0.3 s, which each fork would spend again."""


PATIENCE = 12
"""Seconds by the clock for each second of processor time allowed: on a busy machine a file must read as on an idle one,
so only a parser that waits for something that never comes is stopped by the clock."""
WALLS: dict[str, str] = {}
"""What `main` could put up."""


def main() -> None:
    """Serve jobs from stdin until it closes: a JSON line {job, size, seconds, memory}, then `size` bytes."""
    WALLS.update(_walls.build())
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
    reply, late = _collect(reader, order["seconds"] * PATIENCE)
    os.close(reader)
    if late or len(reply) > MAX_REPLY:
        os.kill(child, signal.SIGKILL)
    _, how = os.waitpid(child, 0)
    return _verdict(how, reply, late=late)


@cache
def _warm(job: str) -> None:
    for parser in PARSERS[job]:
        if importlib.util.find_spec(parser.partition(".")[0]) is not None:  # an extra that is not installed
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
            except (Refused, _media.Refused) as refusal:
                out.write(str(refusal).encode("utf-8", "replace"))
                code = 1
    except (MemoryError, RecursionError):
        code = 2
    finally:
        os._exit(code)  # also on any other error: the box says "crash", which is what it is


def _limit(seconds: float, memory: int) -> None:
    cpu = math.ceil(seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))  # the first is a signal that says so, the second kills
    for what, limit in (
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
