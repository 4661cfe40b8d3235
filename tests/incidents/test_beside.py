"""Heat beside an incident: consistent with it as often as chance allows, and never more than that."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire import intake
from holdfire.incidents import beside, in_words
from holdfire.records import Incident, Interval, Place

DAY = date(2017, 5, 15)
AT = (34.8, 36.7)


def incident(**changes: Any) -> Incident:
    start = datetime(2017, 5, 15, tzinfo=UTC)
    time = Interval(start=start, end=start + timedelta(days=1), zone="UTC", precision="day")
    place = Place(name="Long Meadow", lat=AT[0], lon=AT[1], radius_m=3000, kind="settlement", provenance="made")
    plain = Incident(key="incident:1", accounts=("account:1",), act="shelling", place=place, time=time)
    fields = {name: getattr(plain, name) for name in Incident.__struct_fields__} | changes
    return Incident(**fields)


def lead(day: date, at: tuple[float, float] = AT, **changes: Any) -> dict[str, Any]:
    row = dict.fromkeys(intake.LEAD_SCHEMA.names, "") | {
        "upstream_id": f"{day} {at}", "dataset": "firms", "kind": "thermal", "day": day, "clock": None, "lat": at[0], "lon": at[1],
        "radius_m": 600, "power_mw": None, "standing": False, "known_from": None,
    }  # fmt: skip
    return row | changes


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=intake.LEAD_SCHEMA)


ELSEWHERE = [lead(DAY + timedelta(days=n), (50.0, 30.0)) for n in range(-200, 200)]
"""Shows that the satellite looked on these days."""


def test_heat_there_then_is_consistent_and_told_with_its_chance() -> None:
    burning = [lead(DAY - timedelta(days=n)) for n in range(10, 29, 2)]  # ten of the season's other days
    (found,) = beside([incident()], table(*ELSEWHERE, *burning, lead(DAY), lead(DAY, (34.9, 36.7))))
    assert (found.seen, found.leads) == (1, (f"{DAY} {AT}",))
    # Days -45 to -8 and +8 to +45 were looked at: the guard of seven days on either side is no baseline.
    assert found.windows == 76
    assert (found.expected, found.false_alarm) == (round(10 / 76, 4), round(11 / 77, 4))
    assert "consistent with 1 detection;" in in_words(found)
    assert "14%" in in_words(found)


def test_nothing_seen_says_nothing() -> None:
    (found,) = beside([incident()], table(*ELSEWHERE))
    assert (found.seen, found.leads, found.expected) == (0, (), 0.0)
    assert "says nothing against it" in in_words(found)


def test_a_short_table_gives_no_rate() -> None:
    (found,) = beside([incident()], table(lead(DAY), *ELSEWHERE[190:220]))
    assert (found.seen, found.false_alarm, [d.code for d in found.doubts]) == (1, None, ["baseline-short"])


def test_lasting_heat_and_days_beyond_the_table_are_left_out() -> None:
    assert beside([incident()], table(lead(date(2016, 1, 1)))) == ()
    (found,) = beside([incident()], table(*ELSEWHERE, lead(DAY, standing=True)))
    assert found.seen == 0


@pytest.mark.parametrize(
    "changes",
    [{"place": None}, {"time": None}, {"act": "detention"},
     {"place": Place(name="Hill Province", area="XX-HP", kind="area", provenance="made")},
     {"place": Place(name="x", lat=AT[0], lon=AT[1], radius_m=40000, kind="region", provenance="made")}],
)  # fmt: skip
def test_what_is_placed_vaguely_or_does_not_burn_has_nothing_beside_it(changes: dict[str, Any]) -> None:
    assert beside([incident(**changes)], table(*ELSEWHERE, lead(DAY))) == ()


def test_machine_coded_news_has_no_rate() -> None:
    (found,) = beside([incident()], table(lead(DAY, dataset="gdelt", kind="news", radius_m=25000)))
    assert (found.seen, found.false_alarm) == (1, None)
    assert "leads, not reports" in in_words(found)


def test_rows_of_one_article_are_told_as_one_article() -> None:
    news = {"dataset": "gdelt", "kind": "news", "radius_m": 25000}
    rows = [lead(DAY, (34.8 + n / 1000, 36.7), told_by=f"https://herald.example/{n // 3}", **news) for n in range(5)]
    (found,) = beside([incident()], table(*rows))
    assert (found.seen, found.articles) == (5, 2)
    assert in_words(found) == "5 machine-coded rows of gdelt, from 2 articles, agree in place and day; leads, not reports"


@given(st.permutations(range(12)))
def test_the_order_of_leads_changes_nothing(order: list[int]) -> None:
    rows = [lead(DAY, (34.8 + n / 1000, 36.7)) for n in range(12)]
    assert beside([incident()], table(*(rows[n] for n in order))) == beside([incident()], table(*rows))
