"""Paragraphs: what a dateline names says nothing of what follows, so it stands by itself."""

import pytest

from holdfire.reader.layout import paragraphs


@pytest.mark.parametrize(
    "line",
    ["MOSCOW, 29 September 2017 - ", "BEIRUT (Agency) — ", "WASHINGTON, May 15, 2017 -- ", "IDLIB, Syria, 13 November 2017 - "],
)
def test_a_dateline_is_a_paragraph_of_its_own(line):
    text = f"{line}The ministry said that the truce held."
    (dateline, rest) = paragraphs(text)
    assert text[slice(*dateline)] == line.rstrip()
    assert text[slice(*rest)].startswith("The ministry")


@pytest.mark.parametrize("text", ["NATO said - and meant it - that the truce held.", "The UN envoy - he left - said so.", "ABC"])
def test_a_dash_in_a_sentence_is_no_dateline(text):
    assert paragraphs(text) == ((0, len(text)),)


def test_blank_lines_part_paragraphs_whatever_the_line_ends():
    text = "One.\r\n\r\nTwo.\r\n"
    assert [text[s:e] for s, e in paragraphs(text)] == ["One.", "Two."]
