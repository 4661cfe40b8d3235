"""How late and how fine: the delay to the minute, across a change of clocks; coverage by week."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from holdfire.disclosure import Gazetteer, apply_policy, assert_due, coverage_for, policy_for, publish_from
from holdfire.errors import BadRequest
from holdfire.records import Audience, Coverage, Incident, Place, Policy


def test_the_delay_runs_from_the_end_of_the_last_day_in_the_cases_zone() -> None:
    due = publish_from(date(2017, 5, 21), "Asia/Damascus", Policy())
    assert due.astimezone(UTC) == datetime(2017, 5, 23, 21, 0, tzinfo=UTC)


def test_one_second_early_is_refused_and_on_time_is_not() -> None:
    due = publish_from(date(2017, 5, 21), "Asia/Damascus", Policy())
    with pytest.raises(BadRequest, match=r"E441.*2017-05-24 00:00"):
        assert_due(date(2017, 5, 21), "Asia/Damascus", Policy(), due - timedelta(seconds=1))
    assert_due(date(2017, 5, 21), "Asia/Damascus", Policy(), due)


def test_an_audience_without_a_policy_gets_the_safe_one() -> None:
    own = Policy(delay_hours=0, why="archive")
    assert policy_for((Audience(id="parties", policy=own),), "parties") == own
    assert policy_for((), "public") == Policy()
    with pytest.raises(BadRequest, match="E442"):
        policy_for((), "everybody")


def coverage(day: int, who: str, **more: object) -> Coverage:
    return Coverage(
        key=f"coverage:{day}{who}",
        zone="z",
        period_start=date(2017, 5, day),
        period_end=date(2017, 5, day),
        who=who,
        how="patrol",
        **more,  # type: ignore[arg-type]
    )


def test_days_of_one_week_and_zone_become_one_line() -> None:
    rows = coverage_for(
        (coverage(16, "b", reports=1, by_affiliation={"x": 1}), coverage(18, "a", reports=2, by_affiliation={"x": 1, "y": 1}), coverage(22, "a")),
        Policy(),
    )  # fmt: skip
    assert [(r.period_start.day, r.period_end.day, r.who, r.reports) for r in rows] == [
        (15, 21, "a; b", 3),
        (22, 28, "a", 0),
    ]
    assert rows[0].by_affiliation == {"x": 2, "y": 1}


def test_coverage_is_never_finer_than_a_week_whatever_the_order() -> None:
    rows = tuple(coverage(day, who) for day in (16, 17, 18) for who in "ab")
    assert coverage_for(rows, Policy()) == coverage_for(rows[::-1], Policy())


def test_apply_policy_coarsens_every_place() -> None:
    clinic = Place(name="Clinic", lat=34.7301, lon=36.7099, radius_m=10, kind="hospital")
    incidents, _ = apply_policy(
        (Incident(key="incident:1", accounts=(), act="a", place=clinic),), (), Policy(), Gazetteer()
    )
    assert incidents[0].place is None
