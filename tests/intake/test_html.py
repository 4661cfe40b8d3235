"""A page becomes its main text; what it states of itself is compared, and nothing is fetched."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from tests.corpora import shared
from tests.intake.given import taken

from holdfire.errors import BadInput
from holdfire.intake import html

SENTENCE = "The truce held in the hill country on Monday, two officials of the joint commission said. "
PAGE = (
    '<!DOCTYPE html><html><head><title>Truce holds in the hills | The Herald</title><meta charset="utf-8">'
    '<meta property="article:published_time" content="2017-05-15T10:00:00Z"></head>'
    '<body><nav><a href="/">Home</a><a href="/n">News</a></nav><article><h1>Truce holds in the hills</h1>'
    f"<p>{SENTENCE * 4}</p><p>A second paragraph — with “marks”.</p></article>"
    '<script src="http://127.0.0.1:9/x.js"></script><footer>All rights reserved</footer></body></html>'
).encode()


def test_the_main_text_is_read() -> None:
    found = taken(PAGE, filename="a.html")
    content = found.texts[0].content
    assert SENTENCE.strip() in content
    assert "A second paragraph — with “marks”." in content
    assert "rights reserved" not in content
    assert found.texts[0].language == "en"


def test_what_the_page_states_is_metadata_and_a_doubt() -> None:
    found = taken(PAGE)
    assert found.stated_date == "2017-05-15"
    assert found.stated_title.startswith("Truce holds in the hills")
    assert [d.code for d in found.doubts] == ["stated-date-unconfirmed"]


def test_agreement_leaves_no_doubt_and_disagreement_does() -> None:
    near = datetime(2017, 5, 14, 22, tzinfo=UTC)
    assert taken(PAGE, title="Truce holds in the hills", published=near).doubts == ()
    other = taken(PAGE, title="Fighting in the plain", published=datetime(2017, 6, 1, tzinfo=UTC)).doubts
    assert [d.code for d in other] == ["stated-date-disagrees", "stated-title-disagrees"]


def test_a_page_without_words_is_kept_with_a_doubt() -> None:
    found = taken(b"<html><body><img src=x></body></html>")
    assert found.texts == ()
    assert [d.code for d in found.doubts] == ["text-empty"]


def test_a_page_longer_than_any_article_is_refused() -> None:
    with pytest.raises(BadInput, match="too long"):
        taken(b"<html>" + b"x" * html.MAX_CHARACTERS)


def test_reading_twice_gives_the_same() -> None:
    assert taken(PAGE) == taken(PAGE)


@pytest.mark.corpora
def test_the_markup_of_a_parser_suite_harms_nothing() -> None:
    pages = []
    for path in sorted(shared("custody/html5lib-tests").rglob("*.test")):
        tests = json.loads(path.read_text(encoding="utf-8")).get("tests", [])
        pages += [f"<html>{test['input']}" for test in tests[:3] if isinstance(test.get("input"), str)]
    assert len(pages) > 25
    for page in pages:
        taken(page.encode("utf-8", "replace"), kind="html")
