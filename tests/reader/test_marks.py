"""What one pass over a text sees: paragraphs, sentences, quotations, cues, hedges, and languages it cannot read."""

from __future__ import annotations

import pytest
from tests.claims.book import text_of

from holdfire.reader import Marks, covers, read


def marks_of(content: str) -> Marks:
    return read(text_of(content))


def parts(content: str, spans: object) -> list[str]:
    return [content[a:b] for a, b in spans]  # type: ignore[attr-defined]


def quoted(content: str) -> list[str]:
    return [content[q.start : q.end] for q in marks_of(content).quotations]


@pytest.mark.parametrize(
    ("language", "covered"), [("en", True), ("en-GB", True), ("ru", False), ("ar", False), ("und", False)]
)
def test_covered_languages(language: str, covered: bool) -> None:
    assert covers(language) is covered


def test_an_uncovered_language_is_doubted_and_not_read() -> None:
    marks = read(text_of("L’armée a annoncé que le feu avait cessé.", "fr"))
    assert (marks.sentences, marks.cues, [d.code for d in marks.doubts]) == ((), (), ["no-reader-for-language"])


@pytest.mark.parametrize(
    "quote",
    [
        "“It fell.”",
        '"It fell."',
        "«It fell.»",
        "„It fell.“",
        "''It fell.''",
        "‘It fell at dawn.’",
        "``It fell.''",
        "'It fell at dawn.'",
    ],
)
def test_quote_styles(quote: str) -> None:
    assert quoted(f"Voss said: {quote} Then he left.") == [quote]


def test_apostrophes_are_no_quotations() -> None:
    assert quoted("The soldiers' guns weren't Arland’s, and the '90s are over. It's Voss' day.") == []


def test_a_quotation_inside_a_quotation_stays_inside() -> None:
    content = "“He said ‘never again’ to us,” Voss said."
    assert quoted(content) == ["“He said ‘never again’ to us,”"]


def test_an_unclosed_quotation_goes_on_in_the_next_paragraph() -> None:
    first, second = marks_of("Voss said: “We waited.\n\n“Nobody came.”").quotations
    assert (first.closed, second.closed, second.continues) == (False, True, True)


def test_sentences_keep_quotations_whole_and_abbreviations_open() -> None:
    content = "Gen. Voss of the U.S. mission said: “We go. We stay.” He left. “Will it hold?” he asked. It cost $3.5 million."
    assert parts(content, marks_of(content).sentences) == [
        "Gen. Voss of the U.S. mission said: “We go. We stay.”",
        "He left.",
        "“Will it hold?” he asked.",
        "It cost $3.5 million.",
    ]


def test_paragraphs_by_blank_lines_or_by_lines_where_lines_are_long() -> None:
    wrapped = "A first line\nof one paragraph.\n\nA second."
    assert parts(wrapped, marks_of(wrapped).paragraphs) == ["A first line\nof one paragraph.", "A second."]
    long = "word " * 30 + "end.\r\nNext line."
    assert parts(long, marks_of(long).paragraphs)[1] == "Next line."


def test_cues_and_hedges_have_their_offsets() -> None:
    content = "Voss claimed it was probably a rocket."
    marks = marks_of(content)
    assert [(content[c.start : c.end], c.verb, c.form) for c in marks.cues] == [("claimed", "claim", "ed")]
    assert [content[h.start : h.end] for h in marks.hedges] == ["probably"]
