"""Words of time to intervals, reckoned from a Tuesday in Damascus; what may be read two ways is a doubt."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from holdfire import times
from holdfire.times import TimeMention

ZONE = "Asia/Damascus"
PUBLISHED = datetime(2017, 5, 16, 12, tzinfo=UTC)


def only(text: str, published: datetime = PUBLISHED) -> TimeMention:
    found = times.find(text, published, ZONE)
    assert len(found) == 1, [text[m.start : m.end] for m in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It began on 15 May 2017.", "15 May 2017", "2017-05-15"),
        ("It began on May 15, 2017, at last.", "May 15, 2017", "2017-05-15"),
        ("signed on May 4 a memorandum", "May 4", "2017-05-04"),
        ("the 4th of May was quiet", "4th of May", "2017-05-04"),
        ("Monday, 15 May, was quiet", "Monday, 15 May", "2017-05-15"),
        ("on 2017-05-06 it stopped", "2017-05-06", "2017-05-06"),
        ("on 06.05.2017 it stopped", "06.05.2017", "2017-05-06"),
        ("on 5/15/2017 it stopped", "5/15/2017", "2017-05-15"),
        ("in June 2016 and after", "June 2016", "2016-06"),
        ("it fell in May", "May", "2017-05"),
        ("since 2011 the war", "2011", "2011"),
        ("the war of the 1990s", "the 1990s", "199"),
        ("He spoke yesterday.", "yesterday", "2017-05-15"),
        ("He spoke on Monday.", "Monday", "2017-05-15"),
        ("He spoke on Tuesday.", "Tuesday", "2017-05-16"),
        ("He spoke on Wednesday.", "Wednesday", "2017-05-10"),
        ("He spoke last Tuesday.", "last Tuesday", "2017-05-09"),
        ("He will speak on Thursday.", "Thursday", "2017-05-18"),
        ("They meet next Friday.", "next Friday", "2017-05-19"),
        ("three days ago it stopped", "three days ago", "2017-05-13"),
        ("discussed earlier this week", "earlier this week", "2017-W20"),
        ("Last month was worse", "Last month", "2017-04"),
        ("for six months now that", "six months", "P6M"),
        ("a 48-hour truce", "48-hour", "PT48H"),
        ("every day the same", "every day", "P1D"),
        ("في 13 نوفمبر 2017 سقطت", "13 نوفمبر 2017", "2017-11-13"),
        ("объявили 15 мая 2017 года", "15 мая 2017", "2017-05-15"),
    ],
)
def test_value(text: str, words: str, value: str) -> None:
    mention = next(m for m in times.find(text, PUBLISHED, ZONE) if text[m.start : m.end] == words)
    assert mention.value == value


def local(mention: TimeMention) -> tuple[str, str]:
    assert mention.interval is not None
    zone = ZoneInfo(ZONE)
    ends = (mention.interval.start, mention.interval.end)
    start, end = (moment.astimezone(zone).strftime("%m-%d %H:%M") for moment in ends)
    return start, end


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 6 May", "05-06 00:00", "05-07 00:00"),
        ("overnight", "05-15 19:00", "05-16 06:00"),
        ("in the early hours of Tuesday", "05-16 00:00", "05-16 06:00"),
        ("on Monday night", "05-15 19:00", "05-16 06:00"),
        ("at 00:00 on 6 May", "05-06 00:00", "05-06 00:01"),
        ("on 6 May at 2:30 p.m.", "05-06 14:30", "05-06 14:31"),
        ("at 2 p.m. on Monday", "05-15 14:00", "05-15 15:00"),
        ("from 3 to 5 May", "05-03 00:00", "05-06 00:00"),
        ("May 4-6", "05-04 00:00", "05-07 00:00"),
        ("at 1200 GMT", "05-16 15:00", "05-16 15:01"),
        ("earlier this week", "05-15 00:00", "05-17 00:00"),
        ("last week", "05-08 00:00", "05-15 00:00"),
    ],
)
def test_interval(text: str, start: str, end: str) -> None:
    assert local(only(text)) == (start, end)


def test_a_clock_time_is_of_the_day_named_before_it() -> None:
    text = "On 13 November 2017 aircraft came. The first bomb fell at 14:07."
    day, clock = times.find(text, datetime(2017, 11, 20, tzinfo=UTC), ZONE)
    assert day.value == "2017-11-13"
    assert clock.value == "2017-11-13T14:07"


def test_a_date_that_may_be_read_two_ways_is_a_doubt_and_no_interval() -> None:
    mention = only("on 5/6/2011")
    assert mention.interval is None
    assert [d.code for d in mention.doubts] == ["time-ambiguous"]
    near = only("on 5/6/2017", datetime(2017, 5, 8, tzinfo=UTC))
    assert near.value == "2017-05-06"


def test_midnight_says_that_it_may_be_either_end() -> None:
    mention = only("at midnight on 3 November")
    assert [d.code for d in mention.doubts] == ["time-midnight"]


def test_year_is_the_nearest_with_the_past_a_little_nearer() -> None:
    new_year = datetime(2017, 1, 3, tzinfo=UTC)
    assert only("on 30 December", new_year).value == "2016-12-30"
    assert only("lapses on 5 November, then").value == "2016-11-05"
    assert only("it will lapse on 5 November").value == "2017-11-05"


@pytest.mark.parametrize(("text", "sense"), [("since 4 May", "since"), ("until 4 May", "until"), ("on 4 May", "")])
def test_sense(text: str, sense: str) -> None:
    assert only(text).sense == sense


@pytest.mark.parametrize("text", ["He may go.", "a 35-year-old man", "They march on.", "31 June", "ratio 3:99", "12:60", ""])
def test_what_is_no_time(text: str) -> None:
    assert times.find(text, PUBLISHED, ZONE) == ()


def test_days_are_local() -> None:
    late = datetime(2017, 5, 16, 22, tzinfo=UTC)  # already the 17th in Damascus
    assert only("yesterday", late).value == "2017-05-16"


def test_a_day_with_a_clock_change_has_its_own_length() -> None:
    mention = only("on 31 March 2017")
    assert mention.interval is not None
    assert (mention.interval.end - mention.interval.start).total_seconds() == 23 * 3600
