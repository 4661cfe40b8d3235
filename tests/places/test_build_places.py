"""The build script makes the shipped gazetteer again, byte for byte, from the corpora it names."""

from __future__ import annotations

import gzip
import runpy

import pytest
from tests.corpora import ROOT, shared

from holdfire import data


@pytest.mark.corpora
def test_shipped_files_are_what_the_script_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFIRE_SHARED", str(shared("gazetteer_geonames500").parent.parent))
    built = runpy.run_path(str(ROOT / "scripts/build_places.py"))["built"]()
    assert sorted(built) == ["admin1.geojson.gz", "settlements.csv.gz"]
    for name, content in built.items():
        assert gzip.decompress(data.read(f"places/{name}")) == content, name
