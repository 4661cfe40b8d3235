"""A form becomes observations, or the list of its faults with row and field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.intake.given import FORM, table, taken

from holdfire import intake
from holdfire.errors import BadInput

HASH = "ab" * 32


def test_one_line() -> None:
    seen = taken(table([{**FORM, "control": "North", "exhibits": f"{HASH}; exhibit:{HASH}"}])).observations[0]
    assert (seen.patrol, seen.means, seen.act, seen.weapon, seen.count, seen.unit) == (
        "Team 7", "heard", "shelling", None, 4, "detonation",
    )
    assert (seen.position.lat, seen.position.lon, seen.position.radius_m) == (34.8, 36.7, 300)
    # Summer time in the zone of the case; the last minute named belongs to it.
    assert (seen.time.start, seen.time.end) == (
        datetime(2017, 5, 16, 3, 10, tzinfo=UTC), datetime(2017, 5, 16, 3, 26, tzinfo=UTC),
    )
    assert (seen.bearing_deg, seen.range_m, seen.control) == (70.0, 3000, "north")
    assert seen.exhibits == (f"exhibit:{HASH}", f"exhibit:{HASH}")
    assert seen.doubts == ()


def test_an_empty_end_is_the_start() -> None:
    seen = taken(table([{**FORM, "end": ""}])).observations[0]
    assert (seen.time.end - seen.time.start).total_seconds() == 60


def test_what_is_odd_stands_on_the_observation() -> None:
    seen = taken(table([{**FORM, "control": "East", "direction_of_fire": "from the north"}])).observations[0]
    assert seen.control is None
    assert [d.code for d in seen.doubts] == ["observation-control-unknown", "observation-direction-unsigned"]


def test_the_key_is_of_form_and_number_only() -> None:
    rows = [FORM, {**FORM, "number": "2"}]
    keys = [seen.key for seen in taken(table(rows)).observations]
    assert len(set(keys)) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": ""}, "row 2, number: is empty"),
        ({"patrol": ""}, "row 2, patrol: is empty"),
        ({"date": "16.5.2017"}, 'row 2, start: "16.5.2017" and "06:10" are no day and time'),
        ({"start": "25:00"}, '"25:00" are no day and time'),
        ({"end": "05:00"}, "row 2, end: is before the start"),
        ({"position": ""}, "row 2, position: is empty"),
        ({"lat": "99"}, "row 2, position: 99 is not between -90 and 90"),
        ({"lon": ""}, "row 2, position: lon is empty"),
        ({"lat": "nan"}, "nan is not between"),
        ({"radius_m": "0"}, "row 2, position: 0 is not between 1 and 100000"),
        ({"means": "felt"}, 'row 2, means: "felt" is none of seen, heard, camera, crater_analysis'),
        ({"act": "Shelling!"}, 'row 2, act: "Shelling!" is no code'),
        ({"count": "four"}, 'row 2, count: "four" is no whole number'),
        ({"unit": ""}, "row 2, unit: is empty"),
        ({"unit": "bang"}, 'row 2, unit: "bang" is none of'),
        ({"bearing_deg": "361"}, "row 2, bearing_deg: 361 is not between 0 and 360"),
        ({"exhibits": "photo.jpg"}, 'row 2, exhibits: "photo.jpg" is no sha256'),
        ({"mood": "grim"}, 'the column "mood" is not known'),
    ],
)
def test_a_fault_names_row_and_field(change: dict[str, str], words: str) -> None:
    with pytest.raises(BadInput) as caught:
        intake.detect("form.csv", table([{**FORM, **change}]))
    assert caught.value.code == "E107"
    assert "has 1 fault (form.csv)" in caught.value.line()
    assert words in caught.value.line().splitlines()[1]


def test_all_faults_are_listed_at_once() -> None:
    rows = [{**FORM, "lat": "99", "means": "felt"}, FORM, {**FORM, "number": "1"}]
    with pytest.raises(BadInput, match="has 4 faults") as caught:
        taken(table(rows) + b"4,Team 7\n")
    assert [line.split(":")[0].strip() for line in caught.value.line().splitlines()[1:]] == [
        "row 2, position", "row 2, means", "row 4, number", "row 5",
    ]
