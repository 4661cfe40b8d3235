"""A PDF becomes the text of its pages; a bad one becomes one line and harms nothing."""

from __future__ import annotations

import time

import pytest
from scripts.plain_pdf import pdf
from tests.corpora import shared
from tests.intake.given import refused, taken

from holdfire.errors import BadInput

LINES = ["The truce held on Monday, two officials said.", "A third denied it (twice)."]


def test_the_text_of_a_page_is_read() -> None:
    found = taken(pdf("Truce holds", LINES), filename="a.pdf")
    assert found.texts[0].content.split("\n")[-2:] == LINES
    assert found.stated_title == "Truce holds"
    assert found.texts[0].extractor == "pdf-pdfium/1"


def test_pages_are_joined_by_an_empty_line() -> None:
    found = taken(pdf("A", ["One."]).replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 3 0 R] /Count 2"))
    assert found.texts[0].content == "A\nOne.\n\nA\nOne."


def test_a_scan_is_kept_with_a_doubt() -> None:
    found = taken(pdf("A", []).replace(b"(A) Tj", b"      "))
    assert found.texts == ()
    assert [d.code for d in found.doubts] == ["text-empty"]


def test_a_damaged_pdf_is_one_line() -> None:
    with pytest.raises(BadInput, match="E105 the PDF is damaged") as caught:
        taken(b"%PDF-1.4\n" + b"nothing here\n" * 9 + b"%%EOF")
    assert "\n" not in caught.value.line()


@pytest.mark.corpora
def test_no_bad_pdf_harms_anything() -> None:
    results = []
    for path in sorted(p for p in shared("custody/pdf-bad").rglob("*") if p.is_file()):
        start = time.monotonic()
        results.append(refused(path.read_bytes(), kind="pdf"))
        assert time.monotonic() - start < 6
    assert len(results) > 150
    assert sum(results) > 50
