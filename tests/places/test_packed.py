"""What the writer packs, the reader reads: keys, spellings, areas; the same bytes in any order of rows."""

from __future__ import annotations

import pytest
from scripts.places_packing import Row, packed

from holdfire.places.packed import FOLDED, PRIMARY, SPELLED, Packed

ROWS = [
    Row("geonames", 1, "Norland", 10, 20, "NL", "country", code="NL", population=900, radius_m=500_000),
    Row("geonames", 2, "Upper Nor", 11, 20, "NL", "province", code="NL-UN", population=500, radius_m=90_000),
    Row("geonames", 3, "Atareb", 11.5, 20.25, "NL", "settlement", names=["الأتارب", "Saint-Nor"], parents=("NL-UN", ""),
        population=99, radius_m=1500),
    Row("ucdp-ged", 0, "Al Nor farm", -11.5, -20.25, "NL", "village", events=3, radius_m=1000),
    Row("airports", int.from_bytes(b"NOR", "big"), "Nor Airport", 1, 2, "ZZ", "facility", radius_m=2500),
]  # fmt: skip


@pytest.fixture(scope="module")
def small() -> Packed:
    return Packed(memoryview(packed(ROWS, frozenset({"NL"}))))


def test_rows_come_back(small: Packed) -> None:
    assert len(small) == 5
    (hit,) = small.called("ATAREB")
    assert hit.flags & SPELLED
    assert hit.flags & PRIMARY
    town = small.place(hit.row)
    assert (town.id, town.name, town.lat, town.lon, town.radius_m) == ("geonames:3", "Atareb", 11.5, 20.25, 1500)
    assert (town.country, town.admin1, town.kind, town.code) == ("NL", "NL-UN", "settlement", "")
    assert town.prominence == pytest.approx(2)


def test_spellings_near_spellings_and_articles(small: Packed) -> None:
    assert {small.place(h.row).name for n in ("St. Nor", "الأتارب", "أتارب", "Al-Atarib", "Attarib") for h in small.called(n)} == {"Atareb"}
    assert small.called("Al-Atarib")[0].flags & FOLDED
    assert [small.place(h.row).name for h in small.called("Nor Farm")] == ["Al Nor farm"]
    assert small.called("Elsewhere") == []


def test_areas_by_code_and_ids_by_source(small: Packed) -> None:
    area = small.area("NL-UN")
    assert area is not None
    assert area.is_area
    assert small.area("NL-XX") is None
    assert [row.id for row in small.of_country("NL")] == ["geonames:1", "geonames:2", "geonames:3", "ucdp-ged:nur-farm:-11.500,-20.250"]
    assert [row.id for row in small.of_country("ZZ")] == ["airports:NOR"]
    assert list(small.of_country("QQ")) == []


def test_same_bytes_in_any_order() -> None:
    assert packed(reversed(ROWS), frozenset()) == packed(ROWS, frozenset())


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="not a packed gazetteer"):
        Packed(memoryview(b"something else entirely"))
