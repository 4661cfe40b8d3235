"""Dates reckoned by hand, in zones whose clocks skip and repeat midnight, under readings and variations."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.agreement.made import SMALL, astana, load, small, swapped

from holdfire.agreement import Reckoned, deciding, effects, reckon, state_on, took_effect, window
from holdfire.agreement.dates import midnight, say, step

DAMASCUS = ZoneInfo("Asia/Damascus")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DAMASCUS).astimezone(UTC)


def test_a_bare_date_is_the_local_midnight_at_its_start() -> None:
    assert reckon(small(), "signed", {}) == Reckoned(at=datetime(2017, 5, 3, 21, tzinfo=UTC), how="4 May 2017 (signed)")


def test_a_date_may_be_written_in_another_zone() -> None:
    moscow = small(("at: 2017-05-04,", "at: 2017-05-03T00:00, zone: Europe/Moscow,"))
    assert reckon(moscow, "signed", {}).at == datetime(2017, 5, 2, 21, tzinfo=UTC)


def test_the_day_after_is_the_next_local_midnight_whatever_the_hour() -> None:
    for written in ("2017-05-04", "2017-05-04T14:30", "2017-05-04T23:59"):
        made = small(("at: 2017-05-04,", f"at: {written},"), ("valid_from: 2017-05-04", "valid_from: 2017-05-05"))
        found = reckon(made, "operative", {})
        assert found.at == local("2017-05-05T00:00")
    assert found.how == "5 May 2017: 1 day after signed (4 May 2017, 23:59 Asia/Damascus)"


def test_hours_are_elapsed_time() -> None:
    made = small(("rule: signed + 1 day", "rule: signed + 12 hours"))
    assert reckon(made, "operative", {}).at == local("2017-05-04T12:00")


@pytest.mark.parametrize(("start", "count", "unit", "wanted"), [
    (date(2017, 8, 31), 6, "month", date(2018, 2, 28)),
    (date(2015, 8, 31), 6, "month", date(2016, 2, 29)),
    (date(2016, 2, 29), 1, "year", date(2017, 2, 28)),
    (date(2017, 12, 31), 1, "day", date(2018, 1, 1)),
    (date(2017, 5, 4), 2, "week", date(2017, 5, 18)),
    (date(2017, 1, 31), -2, "month", date(2016, 11, 30)),
    (date(2017, 12, 15), 1, "month", date(2018, 1, 15)),
])  # fmt: skip
def test_periods_by_the_calendar(start: date, count: int, unit: str, wanted: date) -> None:
    assert step(midnight(start, DAMASCUS), count, unit, DAMASCUS) == midnight(wanted, DAMASCUS)


def test_a_midnight_that_the_clock_skips_is_the_first_instant_of_its_day() -> None:
    # Damascus went from 00:00 to 01:00 on 31 March 2017.
    skipped = midnight(date(2017, 3, 31), DAMASCUS)
    assert skipped == datetime(2017, 3, 30, 22, tzinfo=UTC)
    assert skipped.astimezone(DAMASCUS).isoformat() == "2017-03-31T01:00:00+03:00"
    assert say(skipped, "Asia/Damascus") == "31 March 2017"
    assert step(datetime(2017, 3, 29, 22, tzinfo=UTC), 1, "day", DAMASCUS) == skipped
    assert step(skipped, 1, "day", DAMASCUS) == datetime(2017, 3, 31, 21, tzinfo=UTC)


def test_a_midnight_that_the_clock_repeats_is_the_first_of_the_two() -> None:
    # Havana went from 01:00 back to 00:00 on 5 November 2017.
    havana = ZoneInfo("America/Havana")
    assert midnight(date(2017, 11, 5), havana) == datetime(2017, 11, 5, 4, tzinfo=UTC)


def test_a_choice_decides_and_says_so() -> None:
    memorandum = astana()[0]["sy-2017-05-04-astana"]
    text, mod = (reckon(memorandum, "operative", {"force": option}) for option in ("text", "mod"))
    assert (text.at, mod.at) == (local("2017-05-05T00:00"), local("2017-05-06T00:00"))
    assert text.depends_on == mod.depends_on == ("force",)
    assert "(force=text)" in text.how
    left_open = reckon(memorandum, "operative", {"basis": "tacit"})
    assert (left_open.at, left_open.decided, left_open.depends_on) == (None, False, ("force",))


def test_the_end_of_the_memorandum_under_its_three_readings() -> None:
    memorandum = astana()[0]["sy-2017-05-04-astana"]
    ends = {option: reckon(memorandum, "end", {"basis": option}) for option in ("tacit", "statement", "lapsed")}
    assert (ends["tacit"].at, ends["tacit"].decided) == (None, True)
    assert ends["statement"].at == local("2018-03-15T00:00")
    assert ends["lapsed"].at == local("2017-11-05T00:00")
    assert {c.id for c in deciding(memorandum, "date")} == {"force", "basis"}


def test_a_window_says_from_when_until_when_and_why() -> None:
    memorandum = astana()[0]["sy-2017-05-04-astana"]
    cessation = next(t for t in memorandum.terms if t.id == "cessation")
    ran = window(memorandum, cessation, {"force": "mod", "basis": "lapsed"})
    assert (ran.start, ran.end, ran.decided) == (local("2017-05-06T00:00"), local("2017-11-05T00:00"), True)
    assert ran.depends_on == ("basis", "force")
    assert ran.how.startswith("from 6 May 2017: from 00:00 on 6 May 2017 (force=mod); until 5 November 2017: 6 months after")
    assert not window(memorandum, cessation, {"force": "mod"}).decided
    open_end = window(memorandum, cessation, {"force": "mod", "basis": "tacit"})
    assert (open_end.end, open_end.decided) == (None, True)


def test_without_an_end_date_the_end_is_open() -> None:
    made = small(("  - {name: end, rule: operative + 6 months, source: paper}\n", ""))
    ran = window(made, made.terms[0], {})
    assert (ran.end, ran.decided) == (None, True)
    assert ran.how.endswith("until no end is set")


def test_a_variation_goes_before_what_is_written() -> None:
    made = small(("choices:", "variations:\n  - {of: end, to: 2018-01-01, granted_by: sy, source: paper}\nchoices:"))
    found = reckon(made, "end", {})
    assert found.at == local("2018-01-01T00:00")
    assert found.how == "varied until 1 January 2018 by sy (5 November 2017: 6 months after operative (5 May 2017))"


def test_a_cycle_and_a_missing_date_are_not_known_rather_than_endless() -> None:
    made = small()
    assert not reckon(made, "midsummer", {}).decided
    looped = load(swapped("rule: signed + 1 day", "rule: end - 1 day"))[1]
    assert "E252" in {f.code for f in looped}


def test_the_state_on_a_day() -> None:
    states = "states:\n  - {on: 2017-06-10, state: suspended, by: sy, source: paper}\nchoices:"
    dates = ("rule: signed + 1 day, source: paper}", "rule: signed + 1 day, source: paper}\n  - {name: in_force, rule: operative}")
    made = small(("choices:", states), dates)
    found = {day: state_on(made, local(day), {})[0] for day in ("2017-05-04", "2017-05-05", "2017-06-11")}
    assert found == {"2017-05-04": "not_yet", "2017-05-05": "in_force", "2017-06-11": "suspended"}
    assert state_on(made, local("2017-06-11"), {})[1] == "sy, 10 June 2017"
    plain = small(dates)
    assert state_on(plain, local("2017-11-05"), {})[0] == "lapsed"
    memorandum = astana()[0]["sy-2017-05-04-astana"]
    assert state_on(memorandum, local("2017-12-01"), {})[0] == "unknown"


def test_effects_of_a_reading() -> None:
    made = small()
    assert [e.result for _, _, e in effects(made, {"suburb": "in"}, "bound")] == ["as:sy"]
    assert effects(made, {}, "bound") == ()


def test_a_loaded_effect_names_its_instrument_and_reaches_the_other() -> None:
    other = SMALL.replace("id: truce", "id: other").replace("  - id: suburb", "  - id: suburb2")
    there = swapped("actor: hezbollah, result: fail}", "actor: hezbollah, result: fail, instrument: truce}", other)
    instruments, faults = load(SMALL, there)
    assert faults == ()
    by_id = {i.id: i for i in instruments}
    assert [c.id for c in by_id["truce"].choices] == ["suburb", "suburb2"]
    assert [c.id for c in by_id["other"].choices] == ["suburb2"]
    assert [e.result for _, _, e in effects(by_id["truce"], {"suburb2": "out"}, "bound")] == ["fail"]
    assert effects(by_id["other"], {"suburb2": "out"}, "bound") == ()


DECLARED = """\
states:
  - {id: pause, on: 2017-06-10, state: suspended, by: sy, source: paper}
  - {on: 2017-07-01, state: in_force, by: sy, source: paper}
choices:
  - id: pausing
    question: Did the suspension end the obligation?
    options:
      - {id: ended, words: it did, holders: [sy], effects: [{kind: state, name: pause, result: fail}]}
      - {id: went_on, words: it did not, holders: [paper], effects: [{kind: state, name: pause, result: pass}]}"""


def test_a_declared_suspension_is_worth_what_a_reading_says() -> None:
    made = small(("choices:", DECLARED))
    term = made.terms[0]

    def told(reading: dict[str, str]) -> list[tuple[str, str, str]]:
        found = window(made, term, reading)
        assert found.depends_on == ("pausing",)
        return [(str(s.start.date()), str(s.end.date()) if s.end else "", s.result.value) for s in found.breaks]

    # Damascus is three hours ahead in June: a local day begins on the UTC day before.
    day, again = ("2017-06-09", "2017-06-10", "unknown"), ("2017-06-30", "2017-07-01", "unknown")
    assert told({}) == [day, ("2017-06-10", "2017-06-30", "unknown")]
    assert told({"pausing": "ended"}) == [day, ("2017-06-10", "2017-06-30", "fail"), again]
    assert told({"pausing": "went_on"}) == []


def test_it_took_effect_on_every_day_that_a_reading_gives() -> None:
    assert took_effect(astana()[0]["sy-2017-05-04-astana"]) == (date(2017, 5, 5), date(2017, 5, 6))
