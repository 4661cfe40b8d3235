"""Makes what the packaged case cannot be written by hand for: its two tables, its photo and its PDF, byte for byte.

    python -m scripts.build_example            writes them under examples/astana-2017
    python -m scripts.build_example --check    compares instead, exits 1 where they differ

The tables are cut from the shared corpora (HOLDFIRE_SHARED, default ../shared); without those only the photo and the
PDF are made. Gzip bytes depend on the zlib at hand, so `--check` compares what is inside.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.drawn_photo import photo
from scripts.plain_pdf import pdf

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "examples" / "astana-2017"
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared")) / "data"

GED = "ucdp_ged_syria/ged_syria_2017.csv.gz"
GED_FROM = "2017-04-01"
GED_WITHOUT = ("source_article", "source_headline")
"""Headlines are the outlets' words; GED's licence covers the coding, not them."""

TALLIES = "guarantor_bulletins/guarantor_counts.csv"
SAID_PLAINLY = {
    'Damascus printed as "Damascus and Damascus countryside"': "Damascus printed together with its countryside",
    "day of the seed briefing": "day of the US announcement on Sednaya",
    "total is my sum": "total summed by the compiler",
}
QUOTED = re.compile(r'"[^"]*"')

PDF_TITLE = "One memorandum, three dates"
PDF_LINES = """\
Truce Notes (invented), 12 May 2017

The memorandum on de-escalation areas in Syria was signed in Astana on 4 May 2017.
When did it take effect? Accounts differ.

A Russian agency wrote that the memorandum took effect on 4 May, the day of signature.
Another Russian agency, which quoted the text, reported that it enters into force on
the day after signing, which is 5 May. The Russian Defence Ministry said that
hostilities stop at 00:00 on 6 May.

The accounts of the deadlines differ as well. One agency says that the joint working
group is due within ten days; the quoted text says two weeks. A draft that circulated
in Astana said five days. The same agency expects maps by 27 May; the quoted text
says 4 June. The draft had 22 May.

Until a signed copy is public, every date printed here rests on the word of others.
""".splitlines()


def main(arguments: list[str]) -> int:
    """Writes or checks every file; returns the exit status."""
    check = "--check" in arguments
    different = [path for path, content in made() if not _same_or_written(CASE / path, content, check=check)]
    for path in different:
        print(f"differs from what the script makes: examples/astana-2017/{path}")
    return 1 if different else 0


def made() -> Iterator[tuple[str, bytes]]:
    """(path below the case, bytes) of each file that can be made here."""
    yield "photos/calibration-card.jpg", photo()
    yield "reports/2017-05-12-three-dates.pdf", pdf(PDF_TITLE, PDF_LINES)
    if (SHARED / GED).exists():
        yield "tables/ged_syria_2017_04_12.csv.gz", gzip.compress(ged(SHARED / GED), compresslevel=9, mtime=0)
        yield "tables/guarantor_tallies.csv", tallies(SHARED / TALLIES)


def ged(path: Path) -> bytes:
    """GED's events that reach into April-December 2017, every column but the outlets' words."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["date_end"] >= GED_FROM]
    return _csv([name for name in rows[0] if name not in GED_WITHOUT], rows)


def tallies(path: Path) -> bytes:
    """The guarantors' counts, all rows and columns; words quoted from pages are left out of the remarks."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["note"], row["date_basis"] = plainly(row["note"]), plainly(row["date_basis"])
    return _csv(list(rows[0]), rows)


def plainly(remark: str) -> str:
    """A remark without words quoted from a page."""
    for said, instead in SAID_PLAINLY.items():
        remark = remark.replace(said, instead)
    return QUOTED.sub("[words left out]", remark)


def _csv(names: list[str], rows: Iterable[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _same_or_written(path: Path, content: bytes, *, check: bool) -> bool:
    if check:
        return path.exists() and _unpacked(path.read_bytes()) == _unpacked(content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _unpacked(content: bytes) -> bytes:
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
