"""Law: periods of days and longer go from local midnight to local midnight, in every zone, on both sides of a clock change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from holdfire.agreement.dates import midnight, step

ZONES = st.sampled_from(["Asia/Damascus", "Europe/Kyiv", "Africa/Juba", "Asia/Baku", "Asia/Beirut", "America/Havana", "UTC"])
INSTANTS = st.datetimes(datetime(2014, 1, 1), datetime(2025, 1, 1)).map(lambda t: t.replace(tzinfo=UTC))  # noqa: DTZ001


@given(INSTANTS, ZONES, st.integers(-400, 400))
def test_days_are_counted_on_the_calendar(at: datetime, zone: str, count: int) -> None:
    local = ZoneInfo(zone)
    moved = step(at, count, "day", local)
    assert moved == midnight(at.astimezone(local).date() + timedelta(days=count), local)
    assert step(at, count, "week", local) == step(at, 7 * count, "day", local)


@given(st.dates(date(2014, 1, 1), date(2025, 1, 1)), ZONES)
def test_a_midnight_is_the_first_instant_of_its_day(day: date, zone: str) -> None:
    local = ZoneInfo(zone)
    first = midnight(day, local)
    assert first.astimezone(local).date() == day
    assert (first - timedelta(seconds=1)).astimezone(local).date() < day


@given(INSTANTS, ZONES, st.integers(0, 60))
def test_months_never_leave_their_month_and_never_go_back(at: datetime, zone: str, count: int) -> None:
    local = ZoneInfo(zone)
    day, moved = at.astimezone(local).date(), step(at, count, "month", local).astimezone(local).date()
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day <= day.day
    assert step(at, count, "month", local) <= step(at, count + 1, "month", local)
