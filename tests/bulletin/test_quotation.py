"""The sentence around a claim: its bounds, its marks, and what is covered."""

from __future__ import annotations

from msgspec.structs import replace
from tests.bulletin.material import material
from tests.bulletin.world import TZ

from holdfire.bulletin.book import Book
from holdfire.bulletin.quotation import LONGEST, quotation, sentence
from holdfire.bulletin.words import Words


def test_the_sentence_ends_at_its_stop_and_its_closing_quote() -> None:
    text = "One went. “Two stayed,” he said. Three came.\nFour."
    start = text.index("Two")
    assert text[slice(*sentence(text, (start, start + 3)))] == "“Two stayed,” he said."
    assert text[slice(*sentence(text, (text.index("Four"), len(text))))] == "Four."


def test_a_span_that_ends_with_the_stop_does_not_run_on() -> None:
    text = "He denied it. Then he left."
    assert text[slice(*sentence(text, (0, 13)))] == "He denied it."


def test_an_article_without_a_stop_is_cut() -> None:
    text = "word " * 1000
    start, end = sentence(text, (2000, 2004))
    assert start <= 2000
    assert end >= 2004
    assert end - start <= LONGEST


def test_offsets_and_marks_rebuild_the_sentence() -> None:
    whole = material()
    book = Book(whole, Words(TZ))
    claim = whole.claims[0]
    found = quotation(claim, book)
    assert found is not None
    text = book.texts[claim.text].content
    assert "".join(p.text for p in found.pieces) == text[found.start : found.end]
    assert [p.text for p in found.pieces if p.mark == "source"] == [text[slice(*claim.source[0])]]


def test_the_source_of_a_private_speaker_is_covered_with_its_description() -> None:
    whole = material()
    found = quotation(whole.claims[2], Book(whole, Words(TZ)))
    assert found is not None
    assert [p.text for p in found.pieces if p.mark == "withheld"] == ["[withheld]"]
    assert "vendor" not in "".join(p.text for p in found.pieces)


def test_a_claim_without_its_text_has_no_quotation() -> None:
    whole = replace(material(), texts=())
    assert quotation(whole.claims[0], Book(whole, Words(TZ))) is None
