"""The content decides what a file is; each file that cannot be taken in gets one clear line."""

from __future__ import annotations

import gzip
import io

import pytest
from tests.intake.given import ACLED, FORM, GED, TALLY, table

from holdfire import intake
from holdfire.errors import BadInput

PDF = b"%PDF-1.4\n" + b"x" * 100 + b"\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.mark.parametrize(
    ("filename", "data", "kind"),
    [
        ("a.txt", b"The truce held.\n", "text"),
        ("a", "Перемирие".encode(), "text"),
        ("a.csv.txt", b"one, two, three\nfour, five, six\n", "text"),
        ("page", b"<!-- c --><!DOCTYPE html><html><p>a</p></html>", "html"),
        ("a.html", b"<p>a</p><div>b</div>", "html"),
        ("a.txt", b"<p> is the tag of a paragraph", "text"),
        ("a.txt", PDF, "pdf"),
        ("a.txt", PNG, "photo"),
        ("a.txt", table([GED]), "ged"),
        ("a.csv", table([GED], delimiter=";"), "ged"),
        ("a.csv.gz", gzip.compress(table([GED]), mtime=0), "ged"),
        ("a.csv", b"\xef\xbb\xbf" + table([ACLED]), "acled"),
        ("a.csv", table([TALLY]), "tally"),
        ("a.csv", table([FORM]), "observation_form"),
    ],
)
def test_content_decides(filename: str, data: bytes, kind: str) -> None:
    assert intake.detect(filename, data) == kind


def test_parquet_is_a_table_by_its_columns() -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({name: [value] for name, value in GED.items()}), out)
    assert intake.detect("a.bin", out.getvalue()) == "ged"


@pytest.mark.parametrize(
    ("filename", "data", "code", "words"),
    [
        ("a.txt", b"", "E101", "empty"),
        ("a.txt", b" \r\n\t", "E101", "blanks"),
        ("a.txt", bytes(range(256)) * 9, "E103", "no text, whatever its name .txt says"),
        ("a.txt", b"PK\x03\x04" + bytes(99), "E103", "zip"),
        ("a.jpg", b"\0\0\0\x18ftypheic" + bytes(99), "E103", "HEIC"),
        ("a.txt", b"{\\rtf1 hello}", "E103", "rich text"),
        ("feed", b"<?xml version='1.0'?><rss><item/></rss>", "E103", "feed"),
        ("a.pdf", PDF[:60], "E105", "cut off"),
        ("a.csv", b"a,b,c\n1,2,3\n", "E104", "none of the known layouts"),
        ("a.csv.gz", gzip.compress(b"just words\n", mtime=0), "E104", "layout"),
        ("a.csv.gz", gzip.compress(table([GED]), mtime=0)[:-9], "E105", "cut off"),
        ("a.parquet", b"PAR1" + bytes(50), "E105", "Parquet"),
    ],
)
def test_what_cannot_be_taken_in_gets_one_line(filename: str, data: bytes, code: str, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        intake.detect(filename, data)
    line = caught.value.line()
    assert caught.value.code == code
    assert words in line
    assert filename in line
    assert caught.value.todo
    assert "\n" not in line


def test_a_wrong_table_is_told_which_columns_are_missing() -> None:
    rows = [{k: v for k, v in GED.items() if k not in ("where_prec", "best")}]
    with pytest.raises(BadInput, match="a ged table without the columns where_prec, best"):
        intake.detect("a.csv", table(rows))


def test_a_column_that_stands_twice_is_refused() -> None:
    header, row = table([TALLY]).decode().splitlines()
    with pytest.raises(BadInput, match='"count" stands twice'):
        intake.detect("a.csv", f"{header},count\n{row},9\n".encode())


def test_two_gigabytes_are_refused_unread() -> None:
    with pytest.raises(BadInput, match="2,000 MB, more than 200 MB"):
        intake.check_size("big.csv", 2_000_000_000)
    intake.check_size("fits.csv", intake.MAX_BYTES)


def test_a_thousand_comments_cost_one_pass() -> None:
    assert intake.detect("a.txt", b"<!---->" * 9000 + b"<p") == "text"
