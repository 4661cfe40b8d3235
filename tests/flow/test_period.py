"""Reporting days: at midnight, or at the hour at which a case closes its day; and whose forms are its own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.demo_case import copied
from tests.flow_cases import PUBLIC, TOML, add, small_case

from holdfire.bulletin import Period
from holdfire.disclosure import publish_from
from holdfire.flow.derive import derive
from holdfire.flow.period import Reporting, holds, incidents_in, reporting
from holdfire.records import Policy, View
from holdfire.store import open_case

DAMASCUS = "Asia/Damascus"  # two hours ahead in winter


@pytest.mark.parametrize(
    ("cutoff", "hour", "day"),
    [("00:00", 0, 14), ("00:00", 23, 14), ("18:00", 17, 14), ("18:00", 18, 15), ("06:00", 5, 14), ("06:00", 6, 15)],
)
def test_a_day_closes_at_its_cutoff(cutoff, hour, day):
    when = datetime(2017, 11, 14, hour - 2 if hour >= 2 else hour + 22, tzinfo=UTC)
    when = when if hour >= 2 else when.replace(day=13)
    assert Reporting(DAMASCUS, cutoff).day(when) == date(2017, 11, day)


def test_the_delay_runs_from_the_hour_at_which_the_day_closed():
    at = publish_from(date(2017, 11, 14), DAMASCUS, Policy(), "18:00")
    assert at.astimezone(UTC) == datetime(2017, 11, 16, 16, tzinfo=UTC)


def test_an_incident_of_the_evening_belongs_to_the_next_days_bulletin(tmp_path):
    with small_case(tmp_path / "case") as case:
        add(case, "Air strikes hit Atarib at 20:00 on Monday, the Syrian Observatory for Human Rights said.\n")
        outcome = derive(case, PUBLIC)
    (found,) = outcome.derived.incidents
    assert found.time is not None
    assert found.time.start == datetime(2017, 11, 13, 18, tzinfo=UTC)
    monday, tuesday = (Period(first=date(2017, 11, d), last=date(2017, 11, d)) for d in (13, 14))
    for cutoff, of in (("00:00", monday), ("18:00", tuesday)):
        days = Reporting(DAMASCUS, cutoff)
        assert [p for p in (monday, tuesday) if incidents_in(outcome.derived, p, days)] == [of]
        assert holds(of, found.time.start, days)


@pytest.mark.parametrize(("named", "observed"), [("case-patrol-cedar", 4), ("another-team", 0)])
def test_only_the_forms_of_the_observers_named_are_the_cases_own(tmp_path, named, observed):
    folder = copied(tmp_path)
    settings = folder / "case.toml"
    settings.write_text(settings.read_text().replace('observers = ["case-patrol-cedar"]', f'observers = ["{named}"]'))
    with open_case(folder) as case:
        derived = derive(case, View(audience="mechanism")).derived
    assert sum(a.observed for a in derived.accounts) == observed
    assert sum(i.support.value == "observed" for i in derived.incidents) == observed


def test_a_case_says_when_its_day_closes(tmp_path):
    with small_case(tmp_path / "case") as case:
        assert reporting(case.config) == Reporting(DAMASCUS, "00:00")
    (tmp_path / "case" / "case.toml").write_text('cutoff = "18:00"\n' + TOML)
    with open_case(tmp_path / "case") as case:
        assert reporting(case.config) == Reporting(DAMASCUS, "18:00")
