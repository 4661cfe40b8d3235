"""The map: discs and areas instead of points, the band, dashed disputed lines, and the table that says the same."""

from __future__ import annotations

import re

from msgspec.structs import replace
from shapely.geometry import box
from tests.bulletin.material import material
from tests.bulletin.world import square

from holdfire.bulletin import Outline, compose
from holdfire.bulletin.map_labels import Labels, Line
from holdfire.bulletin.mapdata import background
from holdfire.bulletin.projection import Projection, path


def test_every_zone_is_drawn_with_its_band_and_says_that_it_is_a_reconstruction() -> None:
    svg = compose(material()).map.svg
    assert svg.count('class="zone"') == svg.count('class="band"') == 4
    assert svg.count(">reconstruction, not official</text>") == 4
    assert any("none here is official" in note for note in compose(material()).map.notes)


def test_an_area_is_drawn_whole_and_never_as_a_disc() -> None:
    made = compose(material())
    number = next(e.number for e in made.entries if e.key == "incident:i5")
    assert made.map.svg.count('class="area"') == 1
    assert f'#i{number}"><circle' not in made.map.svg


def test_discs_are_true_to_scale_when_large_enough() -> None:
    whole = material()
    wide = tuple(
        replace(i, place=replace(i.place, radius_m=20_000)) if i.key == "incident:i1" else i for i in whole.incidents
    )
    svg = compose(replace(whole, incidents=wide)).map.svg
    radius = max(float(r) for r in re.findall(r' r="([\d.]+)"', svg))
    km, length = re.search(r'class="scale" d="M18 \d+V\d+H(\d+)V\d+"/><text[^>]*>(\d+) km', svg).groups()[::-1]
    assert abs(radius - 20 * (int(length) - 18) / int(km)) < 0.5


def test_the_table_lists_every_entry_and_how_it_is_shown() -> None:
    made = compose(material(many=5))
    assert [row.number for row in made.map.rows] == [entry.number for entry in made.entries]
    assert {row.shown.split(" (")[0].split(",")[0] for row in made.map.rows} == {
        "disc of uncertainty",
        "whole area",
        "not drawn",
    }


def test_a_disputed_line_is_dashed_and_drawn_by_no_border() -> None:
    disputed = Outline(name="strip", kind="disputed", geometry=square(36.4, 34.0, 36.9, 34.4))
    drawn = dict(background(box(36.0, 33.5, 37.5, 35.0), (disputed,)))
    assert not drawn["disputed"].is_empty
    assert drawn["border"].intersection(box(36.4, 34.0, 36.9, 34.4)).is_empty


def test_a_view_without_anything_disputed_is_drawn() -> None:
    drawn = dict(background(box(36.35, 33.5, 36.45, 33.6), ()))
    assert "land" in drawn
    assert "disputed" not in drawn


def test_outlines_of_the_packaged_file_cover_the_map() -> None:
    drawn = dict(background(box(35.0, 32.0, 39.0, 37.0), ()))
    assert drawn["land"].area > 15
    assert not drawn["border"].is_empty
    assert not drawn["disputed"].is_empty


def test_without_geometry_there_is_only_the_table() -> None:
    whole = material()
    bare = replace(
        whole,
        instruments=tuple(replace(i, zones=()) for i in whole.instruments),
        incidents=whole.incidents[3:4],
        findings=whole.findings[5:6],
    )
    made = compose(bare).map
    assert made.svg == ""
    assert len(made.rows) == 1


def test_the_projection_keeps_shape_at_its_middle() -> None:
    projection = Projection.over((36.0, 33.0, 38.0, 35.0), 960)
    x, y = projection.at(37.0, 34.0)
    assert (round(x), round(y)) == (480, projection.height // 2)
    assert round(projection.metres(111_195) / projection.ky, 6) == 1
    assert path(box(36.0, 33.0, 38.0, 35.0), projection).endswith("Z")


def test_no_two_names_lie_on_each_other() -> None:
    labels = Labels(Projection.over((36.0, 33.0, 38.0, 35.0), 960), 960)
    name = (Line("Some Town", "town", 11),)
    first = list(labels.put(name, [(480, 480)]))
    moved = list(labels.put(name, [(490, 482), (480, 520)]))
    assert 'y="480"' in first[0]
    assert 'y="520"' in moved[0]
    assert list(labels.put(name, [(480, 479), (2, 200)])) == []  # no room left, and half of it beyond the edge


def test_the_map_names_zones_areas_and_what_stands_out_once() -> None:
    whole = material(many=30)
    outlines = (Outline(name="Far Province", kind="area", geometry=square(35.6, 33.9, 36.4, 34.6)),)
    made = compose(replace(whole, outlines=outlines)).map
    for name in ("Idlib", "Far Province", "Rastan"):
        assert made.svg.count(f">{name}</text>") == 1, name
    assert dict(made.legend)["w-reconstruction"] == "reconstruction, not official"
    assert len(re.findall('class="town"', made.svg)) <= 9
