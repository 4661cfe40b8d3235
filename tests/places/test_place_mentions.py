"""Place names in running text: offsets, provinces by the word beside them, namesakes and words that are no places."""

from __future__ import annotations

import time

import pytest

from holdfire import places
from holdfire.places import PlaceMention


def find(text: str, *countries: str) -> list[PlaceMention]:
    return list(places.packaged().find(text, tuple(countries)))


def named(text: str) -> list[tuple[str, str | None]]:
    return [(m.name, m.place.area or m.place.provenance) for m in find(text)]


def test_offsets_point_at_the_words() -> None:
    text = "Shells fell on Khan Sheikhoun and on Al-Atareb, west of Aleppo; Sednaya prison was quiet."
    found = find(text)
    assert [text[m.start : m.end] for m in found] == [m.name for m in found]
    assert [m.name for m in found] == ["Khan Sheikhoun", "Al-Atareb", "Aleppo", "Sednaya prison"]
    assert all(m.confidence >= 0.7 for m in found)


def test_the_word_beside_it_makes_a_province() -> None:
    assert named("in Idlib province") == [("Idlib", "SY-ID")]
    assert named("in the province of Idlib") == [("Idlib", "SY-ID")]
    assert named("in the city of Idlib")[0][1] == "geonames:169389"
    assert named("in Rif Dimashq") == [("Rif Dimashq", "SY-RD")]
    assert named("across Syria") == [("Syria", "SY")]


def test_english_words_before_a_name_are_not_its_article() -> None:
    assert [m.name for m in find("at Aleppo as well as Homs an hour later")] == ["Aleppo", "Homs"]


@pytest.mark.parametrize(
    "text",
    ["Many said so. Some read it.", "The State Duma met.", "SANA reported.", "Vladimir spoke.", "He may go on.", ""],
)
def test_what_is_no_place(text: str) -> None:
    assert find(text) == []


def test_a_spelling_not_listed_needs_neighbours() -> None:
    assert find("Mr Saraqeb of Ohio") == []
    assert "Saraqeb" in [m.name for m in find("Jets hit Saraqeb, Idlib and Ariha.")]


def test_only_countries_asked_for() -> None:
    text = "From Kyiv to Homs"
    assert [m.name for m in find(text, "SY")] == ["Homs"]


def test_arabic_text() -> None:
    assert [m.name for m in find("قصف سوق مدينة الأتارب غرب حلب")] == ["الأتارب", "حلب"]


def test_fast_enough() -> None:
    text = "The talks in Astana went on while shells fell near Harasta, said a doctor there. " * 300
    find(text[:200])
    start = time.perf_counter()
    find(text)
    assert len(text.split()) / (time.perf_counter() - start) > 20_000
