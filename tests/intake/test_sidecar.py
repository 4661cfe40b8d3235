"""What people know of files is read with its faults named by line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.corpora import ROOT

from holdfire import intake
from holdfire.errors import BadInput

GOOD = """\
reports:
  - file: a.txt
    source: the-herald
    url: https://herald.example/a
    title: "Officials: truce holds"
    language: EN
    published: 2017-05-15T18:30:00+03:00
    received: 2017-05-16T00:00:00Z
    replaces: old.txt
    clearance: mechanism
    after: [https://one.example, https://two.example]
  - file: b.html
    published: 2017-05-15
    collected:
"""


def test_what_is_known() -> None:
    known = intake.sidecar(GOOD.encode())
    assert list(known) == ["a.txt", "b.html"]
    a = known["a.txt"]
    assert (a.source, a.language, a.title, a.clearance) == ("the-herald", "en", "Officials: truce holds", "mechanism")
    assert a.published == datetime(2017, 5, 15, 15, 30, tzinfo=UTC)
    assert (a.published_words, a.collected, a.doubts) == ("", None, ())
    assert a.after == ("https://one.example", "https://two.example")


def test_a_bare_day_keeps_its_words_and_a_doubt() -> None:
    b = intake.sidecar(GOOD.encode(), zone="Asia/Damascus")["b.html"]
    assert b.published == datetime(2017, 5, 14, 21, tzinfo=UTC)
    assert b.published_words == "2017-05-15"
    assert [(d.code, d.where) for d in b.doubts] == [("time-day-only", "b.html")]


def test_every_fault_is_listed_with_its_line() -> None:
    bad = """\
reports:
  - file: a.txt
    publishd: 2017-05-15
    published: 2017-05-15T18:30:00
    clearance: everybody
  - source: x
  - just words
  - file: a.txt
    language: english
    received: yesterday
    title: [a, b]
also: this
"""
    with pytest.raises(BadInput) as caught:
        intake.sidecar(bad.encode())
    line = caught.value.line()
    assert "E108 the sidecar has 10 faults (reports.yml)" in line
    for expected in (
        'line 3: "publishd" is not known', 'line 4: published: "2017-05-15T18:30:00" has no zone', "line 5: clearance:",
        "line 6: an entry without `file:`", "line 7: an entry is a mapping", 'line 8: "a.txt" stands twice',
        "line 9: language:", 'line 10: received: "yesterday" is no time', "line 11: title: is a list", 'line 12: "also"',
    ):
        assert expected in line


@pytest.mark.parametrize("data", [b"a: [", b"\xff\xfe\0", b"reports: &a\n  - *b\n", b"[" * 5000, b"", b"just words", b"a:\tb: c"])
def test_what_is_no_sidecar_is_one_refusal(data: bytes) -> None:
    with pytest.raises(BadInput, match="E108"):
        intake.sidecar(data)


def test_a_sidecar_of_gigabytes_is_refused() -> None:
    with pytest.raises(BadInput, match="E102"):
        intake.sidecar(b"#" * 4_000_001)


def test_the_packaged_sidecars_are_sound() -> None:
    found = sorted((ROOT / "examples").rglob("reports.yml"))
    assert found
    for path in found:
        assert intake.sidecar(path.read_bytes())
