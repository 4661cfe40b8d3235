"""Names to places: spellings levelled, areas as areas, no guess between equals; areas by name and by point."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from holdfire import places
from holdfire.errors import BadAgreement
from holdfire.places.gazetteer import Gazetteer
from holdfire.places.listed import facilities
from holdfire.records import Doubt, Place

OWN = b"""
facilities:
- {id: mill, name: Old Mill, names: [The Mill], lat: 35.0, lon: 36.0, radius_m: 300, kind: facility, country: SY, source: mine}
- {id: twin-1, name: Twinford, lat: 35.0, lon: 36.0, radius_m: 900, kind: village, country: SY, source: mine}
- {id: twin-2, name: Twinford, lat: 36.0, lon: 37.0, radius_m: 900, kind: village, country: SY, source: mine}
- {id: twin-3, name: Twinford, lat: 50.0, lon: 37.0, radius_m: 900, kind: village, country: UA, source: mine}
"""


def place(name: str, **more: str) -> Place:
    answer = places.packaged().resolve(name, **more)
    assert isinstance(answer, Place), answer
    return answer


@pytest.fixture(scope="module")
def own() -> Gazetteer:
    return places.packaged().extended(OWN, "mine.yml")


@pytest.mark.parametrize("name", ["Atarib", "Atareb", "Al-Atareb", "al Atarib", "ATAREB", "الأتارب", "أتارب"])
def test_spellings_of_one_town_meet(name: str) -> None:
    found = place(name)
    assert (found.lat, found.lon) == pytest.approx((36.139, 36.825), abs=0.01)
    assert found.radius_m >= 1000
    assert found.geonames_id == 174030


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Khan Sheikhoun", 35.442, 36.651), ("Khan Shaykhun", 35.442, 36.651), ("Douma", 33.572, 36.402),
        ("Talbiseh", 34.841, 36.731), ("Deir Ezzor", 35.336, 40.141), ("Maarat al-Numan", 35.643, 36.668),
        ("Sednaya", 33.695, 36.371), ("Sednaya prison", 33.665, 36.329), ("Homs", 34.727, 36.723),
    ],
)  # fmt: skip
def test_coordinates(name: str, lat: float, lon: float) -> None:
    found = place(name)
    assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=0.02)


def test_a_province_is_an_area_not_a_disc() -> None:
    for name in ("Idlib province", "Idlib Governorate", "محافظة إدلب"):
        found = place(name)
        assert (found.area, found.kind, found.radius_m, found.lat) == ("SY-ID", "area", 0, None)
    assert place("Idlib").area is None
    assert place("Syria").area == "SY"


def test_what_nobody_lists_is_a_doubt() -> None:
    answer = places.packaged().resolve("Nosuchville")
    assert isinstance(answer, Doubt)
    assert answer.code == "place-unknown"


def test_no_guess_between_equals_far_apart(own: Gazetteer) -> None:
    answer = own.resolve("Twinford", country="SY")
    assert isinstance(answer, Doubt)
    assert answer.code == "place-ambiguous"
    assert "2 places" in answer.why


def test_country_and_nearness_settle_it(own: Gazetteer) -> None:
    ukraine = own.resolve("Twinford", country="UA")
    near = own.resolve("Twinford", near=Place(name="x", lat=35.1, lon=36.1, radius_m=1))
    assert isinstance(ukraine, Place)
    assert isinstance(near, Place)
    assert (ukraine.lat, near.lat) == (50.0, 35.0)


def test_area_ids_names_and_geometry() -> None:
    book = places.packaged()
    tally = ["al-Quneitra", "al-Suwayda", "Latakia", "Damascus", "Aleppo", "Hama", "Daraa", "Idlib", "Homs"]
    ids = [book.area_id(name, "SY") for name in tally]
    assert ids == ["SY-QU", "SY-SU", "SY-LA", "SY-DI", "SY-HL", "SY-HM", "SY-DR", "SY-ID", "SY-HI"]
    assert book.area_id("Deir ez Zor Governorate", "SY") == "SY-DY"
    assert book.area_id("countryside of Damascus") == book.area_id("Rif Dimashq Governorate") == "SY-RD"
    assert book.area_id("Nosuchland") is None
    assert book.area_name("SY-HI") == "Homs"
    geometry = book.area_geometry("SY-ID")
    assert geometry is not None
    assert geometry["type"] in ("Polygon", "MultiPolygon")
    assert book.area_geometry("XX-YY") is None


def test_a_country_is_the_union_of_its_areas() -> None:
    book = places.packaged()
    assert len(book.areas_of("SY")) == 15
    assert book.area_geometry("SY") is not None
    assert book.area_geometry("AZ") is not None
    assert book.areas_of("AZ") == ()


def test_area_of_a_point() -> None:
    book = places.packaged()
    assert book.admin1_of(35.93, 36.63) == "SY-ID"
    assert book.admin1_of(33.665, 36.329) == "SY-RD"
    assert book.admin1_of(0.0, 0.0) is None


def test_a_case_adds_its_own_places() -> None:
    more = places.packaged().extended(OWN, "mine.yml")
    assert isinstance(more.resolve("The Mill"), Place)
    assert isinstance(more.resolve("Atarib"), Place)


def test_faults_of_a_places_file_are_all_named() -> None:
    bad = b"""
facilities:
- {id: a, name: A, lat: 95, lon: 36, radius_m: 300, kind: facility, country: SY, source: s}
- {id: b, name: B, lat: 35, lon: 36, radius_m: 300, kind: castle, country: SY, source: s}
"""
    with pytest.raises(BadAgreement) as caught:
        list(facilities(bad, "mine.yml"))
    assert "facilities[0]" in caught.value.line()
    assert "facilities[1].kind" in caught.value.line()


def test_the_world_is_known_with_its_areas() -> None:
    assert place("Texas").area == "US-TX"
    assert place("Rapides Parish").area == "US.LA.079"
    assert place("Ontario").kind == "area"
    assert place("Paris").lat == pytest.approx(48.85, abs=0.1)
    assert place("Харьков").geonames_id == place("Kharkiv").geonames_id
    assert place("Red Sea").kind == "water"
    assert place("Normandy").kind == "region"


def test_equal_namesakes_of_the_world_are_a_doubt() -> None:
    for name in ("Springfield", "Boone County"):
        answer = places.packaged().resolve(name)
        assert isinstance(answer, Doubt)
        assert answer.code == "place-ambiguous"


def test_an_area_has_a_middle_for_lists_and_a_town_its_own() -> None:
    book = places.packaged()
    middle = book.middle(place("Texas"))
    assert middle is not None
    assert middle[:2] == pytest.approx((31, -99), abs=1)
    assert middle[2] > 500_000
    town = place("Atarib")
    assert book.middle(town) == (town.lat, town.lon, town.radius_m)


def test_every_row_is_whole_and_states_its_source() -> None:
    world = places.packaged().world
    assert len(world) > 250_000
    listed = list(world.of_country("SY"))
    assert len({row.id for row in listed}) == len(listed) > 1000
    assert {row.id.split(":")[0] for row in listed} == {"geonames", "ucdp-ged", "airports"}
    for row in listed:
        assert -90 <= row.lat <= 90, row.id
        assert row.radius_m > 0, row.id
        assert row in [world.place(hit.row) for hit in world.called(row.name)], row.id


def test_opens_in_time() -> None:
    """A first answer, imports included, in processor time: well under the two seconds allowed here (0.2 s idle)."""
    code = (
        "import time; t = time.process_time(); from holdfire import places;"
        "places.packaged().resolve('Atarib'); print(time.process_time() - t)"
    )
    spent = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert float(spent.stdout) < 2


def test_answers_fast_enough() -> None:
    world = places.packaged().world
    names = [world.place(row).name for row in range(0, len(world), 30)]
    started = time.process_time()
    for name in names:
        assert world.called(name), name
    assert len(names) / (time.process_time() - started) > 5_000  # 20,000 and more on an idle machine


@pytest.mark.parametrize(
    ("name", "kind", "lat", "lon"),
    [
        ("Gulf of Tehuantepec", "water", 15.5, -95), ("River Trent", "water", 53.7, -0.7), ("Lake Peipus", "water", 58.7, 27.5),
        ("Hamrin Mountains", "region", 34.8, 44), ("Orcas Island", "region", 48.65, -122.94), ("Kuzbass", "region", 54.8, 87.2),
        ("Tower Hamlets", "suburb", 51.5, 0), ("Hammam al-Alil", "settlement", 36.16, 43.26),
    ],
)  # fmt: skip
def test_features(name: str, kind: str, lat: float, lon: float) -> None:
    near = [p for p in places.packaged().candidates(name) if abs(p.lat - lat) < 1 and abs(p.lon - lon) < 1]
    assert [p.kind for p in near] == [kind]


def test_area_words_and_by_rivers() -> None:
    book = places.packaged()
    assert {p.code for p in book.candidates("Chittagong Division")} >= {"BD-B"}
    assert book.candidates("Co Cork")[0].country == "IE"
    assert "Stratford-upon-Avon" in [p.name for p in book.candidates("Stratford")]


@pytest.mark.parametrize("name", ["Atareb", "Al-Atareb", "Atarib", "الأتارب", "للأتارب", "Атариба"])
def test_spellings_and_forms_of_one_town(name: str) -> None:
    if name == "Атариба":
        assert places.packaged().resolve(name).code == "place-unknown"  # no table lists it in Cyrillic: not guessed
    else:
        assert places.packaged().resolve(name).name == "Al Atarib"
