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
    assert [m.name for m in find("Mr Saraqeb of Ohio")] == ["Ohio"]
    assert "Saraqeb" in [m.name for m in find("Jets hit Saraqeb, Idlib and Ariha.")]


def test_only_countries_asked_for() -> None:
    text = "From Kyiv to Homs"
    assert [m.name for m in find(text, "SY")] == ["Homs"]


def test_arabic_text() -> None:
    assert [m.name for m in find("قصف سوق مدينة الأتارب غرب حلب")] == ["الأتارب", "حلب"]


def test_fast_enough() -> None:
    text = "The talks in Astana went on while shells fell near Harasta, said a doctor there. " * 300
    find(text[:200])
    start = time.process_time()
    find(text)
    assert len(text.split()) / (time.process_time() - start) > 10_000  # 30,000 and more on an idle machine


def one(text: str, name: str) -> PlaceMention:
    (found,) = [m for m in places.packaged().mentions(text) if m.name == name]
    return found


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("A fire broke out in Paris, Texas, on Monday.", "Paris", 33.66, -95.56),
        ("A fire broke out in Paris on Monday, the French said.", "Paris", 48.85, 2.35),
        ("The plant in Springfield, Mo., closed.", "Springfield", 37.2, -93.3),
        ("Dublin, Ohio, lies near Columbus and Delaware County.", "Dublin", 40.1, -83.1),
        ("Shells fell on Tripoli as fighters neared Misrata and Sirte.", "Tripoli", 32.9, 13.2),
        ("The army of Lebanon moved from Sidon and Beirut to Tripoli.", "Tripoli", 34.4, 35.8),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_tells_which_is_meant(text: str, name: str, lat: float, lon: float) -> None:
    found = one(text, name).place
    assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=0.2)


def test_a_capital_that_speaks_is_no_place() -> None:
    text = "Moscow said on Monday that shells had fallen in Damascus."
    assert one(text, "Moscow").use == "speaker"
    assert one(text, "Damascus").use == "place"
    assert [m.name for m in find(text)] == ["Damascus"]


def test_where_something_was_signed_nothing_else_happened() -> None:
    text = "The strike on Idlib broke the agreement signed in Astana on 15 September."
    assert one(text, "Astana").use == "venue"
    assert [m.name for m in find(text)] == ["Idlib"]


def test_a_people_is_its_country_only_in_that_use() -> None:
    text = "Syrian troops and two Russians entered Homs."
    assert (one(text, "Syrian").use, one(text, "Syrian").place.area) == ("people", "SY")
    assert (one(text, "Russians").use, one(text, "Russians").place.area) == ("people", "RU")
    assert [m.name for m in find(text)] == ["Homs"]


@pytest.mark.parametrize("text", ["Paris Hilton sang.", "Mr Jordan left.", "Then Chelsea Clinton spoke.", "Reading a map is hard."])
def test_people_and_words_are_no_places(text: str) -> None:
    assert [m for m in find(text) if m.confidence >= 0.5] == []


def test_a_hamlet_called_as_a_word_of_the_text_is_no_place() -> None:
    text = "Raids kill nine in north Syria town Monitor. Raids hit a town in Syria, a monitor said."
    assert "Monitor" not in [m.name for m in find(text)]


def test_abbreviations_count_by_their_letters() -> None:
    assert one("The U.S. and the UK agreed.", "U.S.").place.area == "US"
    assert one("A man of Lexington, Ky., was held.", "Ky.").place.area == "US-KY"
    assert find("He told us so.") == []
    assert one("Fire crews in L.A. were called.", "L.A.").place.lat == pytest.approx(34.05, abs=0.1)


def test_a_county_is_an_area() -> None:
    found = one("Deputies of Rapides Parish came from Alexandria.", "Rapides Parish")
    assert (found.place.area, found.place.lat, found.place.radius_m) == ("US.LA.079", None, 0)


def test_a_bearing_makes_a_sector() -> None:
    found = one("Jets bombed a village 15 km east of Aleppo in Syria.", "Aleppo")
    assert found.sector is not None
    assert (found.sector.lat, found.sector.lon) == pytest.approx((36.2, 37.33), abs=0.02)
    assert found.sector.radius_m > 9000
    assert found.sector.provenance == "15000 m east of geonames:170063"
    assert one("Jets bombed Aleppo in Syria.", "Aleppo").sector is None


def test_given_spans_are_names_for_certain() -> None:
    text = "Reading and Orange lost."
    found = places.packaged().mentions(text, given=[(0, 7), (12, 18)])
    assert [m.name for m in found] == ["Reading", "Orange"]
    assert places.packaged().mentions("Xyzzyx fell.", given=[(0, 6)]) == ()


def test_equals_far_apart_are_not_sure() -> None:
    assert one("He was born in Springfield.", "Springfield").confidence == 0.4


def test_a_name_that_is_given_is_answered_by_the_part_that_is_listed() -> None:
    text = "The Aleppo Agreement was kept, said the Syria-led mission."
    spans = [(4, 20), (40, 49)]
    found = places.packaged().mentions(text, given=spans)
    assert [(m.start, m.end) for m in found] == spans
    assert all(m.confidence < 0.5 for m in found), "a part of a name is never sure"
    assert "SY" in (found[1].place.area or "")


def test_a_people_of_a_city_or_a_region_has_a_point() -> None:
    text = "Chechen fighters and a Parisian lawyer met Texans."
    assert [m.use for m in places.packaged().mentions(text)] == ["people", "people", "people"]


def test_a_surname_is_no_place_where_somebody_bears_it() -> None:
    text = "Stuart Jones spoke in Aleppo. Jones denied it. Denver was shelled, according to Stuart."
    assert [m.name for m in find(text)] == ["Aleppo", "Denver"]


def test_a_newspaper_is_no_place() -> None:
    assert [m.name for m in find("The Baltimore Sun wrote of strikes on Aleppo.")] == ["Aleppo"]


def test_a_list_names_places_of_one_kind() -> None:
    text = "It was seen in Michigan, Oregon, New Mexico and Washington."
    assert {m.place.area for m in find(text)} == {"US-MI", "US-OR", "US-NM", "US-WA"}


def test_namesakes_far_apart_and_equal_are_refused() -> None:
    text = "A shell fell in Springfield."
    assert all(m.confidence < 0.5 for m in find(text))


def meant(text: str) -> list[tuple[str, str]]:
    """(words, country or area or first letters of the provenance) of each mention."""
    return [(m.name, m.place.area or m.place.name) for m in places.packaged().mentions(text)]


def test_what_a_sentence_does_to_a_russian_name_is_undone() -> None:
    text = "В Алеппо, под Идлибом, у Авдеевки и близ Купянска; в Мариуполе и в Донецкой области."
    assert meant(text) == [
        ("Алеппо", "Aleppo"), ("Идлибом", "Idlib"), ("Авдеевки", "Avdiyivka"), ("Купянска", "Kupyansk"),
        ("Мариуполе", "Mariupol"), ("Донецкой области", "UA-14"),
    ]  # fmt: skip


def test_ukrainian_cases() -> None:
    assert meant("Біля Полтави, у Бахмуті та в Авдіївці.") == [
        ("Полтави", "Poltava"), ("Бахмуті", "Bakhmut"), ("Авдіївці", "Avdiyivka"),
    ]  # fmt: skip


def test_letters_that_arabic_joins_to_a_name_are_taken_off() -> None:
    text = "مقتل مدنيين في صنعاء والحديدة وتعز وبمدينة إدلب وللرقة ودير الزور"
    found = places.packaged().mentions(text)
    assert [m.place.name for m in found] == ["Sanaa", "Al Hudaydah", "Taiz", "Idlib", "Ar Raqqah", "Deir ez-Zor"]
    assert [m.name for m in found] == [text[m.start : m.end] for m in found]


def test_a_letter_that_is_a_word_is_no_initial() -> None:
    assert [m.confidence for m in places.packaged().mentions("A Paris court met.")] == [0.9]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("в 15 км к востоку от Пальмиры", "15 км к востоку от Tadmur"),
        ("удар в 20 километрах северо-западнее города Алеппо", "20 километрах северо-западнее города Aleppo"),
        ("على بعد 15 كم شرق تدمر", "15 كم شرق Tadmur"),
        ("قرية على بعد 20 كيلومترا شمال غربي مدينة حلب", "20 كيلومترا شمال غربي مدينة Aleppo"),
        ("за 10 км на схід від Бахмута", "10 км на схід від Bakhmut"),
    ],
)
def test_sectors_in_other_languages(text: str, way: str) -> None:
    assert [m.sector.name for m in places.packaged().mentions(text) if m.sector] == [way]


def test_a_team_is_named_for_a_place_and_nothing_happens_at_it() -> None:
    assert [m.use for m in places.packaged().mentions("Leeds United beat a side in Leeds.")] == ["people", "place"]


def test_a_country_and_a_province_of_one_name() -> None:
    assert meant("The governor of Georgia spoke in Atlanta.")[0] == ("Georgia", "US-GA")
    assert meant("Georgia accused Russia of shelling a village.")[0] == ("Georgia", "GE")
    assert meant("Abkhazia broke away from Georgia.")[1] == ("Georgia", "GE")
