"""Words of time to intervals, reckoned from a Tuesday in Damascus; what may be read two ways is a doubt."""

from __future__ import annotations

from datetime import UTC, date, datetime
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
        ("On 6 May it fell. The following day it stopped.", "The following day", "2017-05-07"),
        ("On 6 May it fell. Three days later they met.", "Three days later", "2017-05-09"),
        ("It fell on 6 May; that night it rained.", "that night", "2017-05-06TNI"),
        ("on May 4 and 5 it was quiet", "5", "2017-05-05"),
        ("last Oct. 23 it was quiet", "last Oct. 23", "2016-10-23"),
        ("in June last year", "June last year", "2016-06"),
        ("the week of 8 May was quiet", "the week of 8 May", "2017-W19"),
        ("must leave by 14 January", "14 January", "2018-01-14"),
        ("for the year ended 30 September", "30 September", "2016-09-30"),
        ("the first quarter of 2017", "first quarter of 2017", "2017-Q1"),
        ("In the first quarter 29 died, up from 3 a year earlier.", "a year earlier", "2016-Q1"),
        ("worse than a year ago", "a year ago", "2016"),
        ("last winter", "last winter", "2016-WI"),
        ("in nineteen ninety-six", "nineteen ninety-six", "1996"),
        ("the 20th century", "the 20th century", "19"),
        ("for weeks now", "weeks", "PXW"),
        ("for 5 1/2 hours", "5 1/2 hours", "PT5H30M"),
        ("every Friday they met", "every Friday", "XXXX-WXX-5"),
        ("at Christmas Eve", "Christmas Eve", "2016-12-24"),
        ("by Easter 2018", "Easter 2018", "2018-04-01"),
        ("in the past it was worse", "in the past", "PAST_REF"),
        ("قصفت مساء أمس", "مساء أمس", "2017-05-15TEV"),
        ("يوم ١٥ أيار/مايو ٢٠١٧", "١٥ أيار/مايو ٢٠١٧", "2017-05-15"),
        ("الأسبوع الماضي", "الأسبوع الماضي", "2017-W19"),
        ("в мае прошлого", "мае", "2017-05"),
        ("вчера вечером", "вчера вечером", "2017-05-15TEV"),
        ("на прошлой неделе", "на прошлой неделе", "2017-W19"),
        ("في 13 نوفمبر 2017 سقطت", "13 نوفمبر 2017", "2017-11-13"),
        ("объявили 15 мая 2017 года", "15 мая 2017", "2017-05-15"),
        ("قبل ثلاثة أيام", "قبل ثلاثة أيام", "2017-05-13"),
        ("قبل يومين", "قبل يومين", "2017-05-14"),
        ("неделю назад", "неделю назад", "2017-W19"),
        ("On Thursday the council will meet.", "Thursday", "2017-05-18"),
        ("Until Thursday, they had not met.", "Thursday", "2017-05-11"),
        ("The talks planned for Friday were called off.", "Friday", "2017-05-12"),
        ("It lasted until Friday.", "Friday", "2017-05-12"),
        ("It was put off until Friday.", "Friday", "2017-05-19"),
        ("The calm held until 6 May.", "6 May", "2017-05-06"),
        ("valid until 4 November", "4 November", "2017-11-04"),
        ("On 11 May they met. The following Saturday it fell.", "The following Saturday", "2017-05-13"),
        ("It fell in March 2016. On the 4th, snow came.", "the 4th", "2016-03-04"),
        ("on 8, 9 and 10 May", "8", "2017-05-08"),
        ("the fifteenth of May", "the fifteenth of May", "2017-05-15"),
        ("at the end of the month", "the end of the month", "2017-05"),
        ("in the spring of 2016; that summer it fell", "that summer", "2016-SU"),
        ("the late '80s", "the late '80s", "198"),
        ("two and a half years", "two and a half years", "P2.5Y"),
        ("half a year", "half a year", "P6M"),
        ("a fortnight ago", "a fortnight ago", "2017-W18"),
        ("on 3-May-2017", "3-May-2017", "2017-05-03"),
        ("in 2012-2015", "2015", "2015"),
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
        ("in the night of 14 to 15 May", "05-14 19:00", "05-15 06:00"),
        ("on the night of May 14-15", "05-14 19:00", "05-15 06:00"),
        ("the night between 14 and 15 May", "05-14 19:00", "05-15 06:00"),
        ("в ночь с 14 на 15 мая", "05-14 19:00", "05-15 06:00"),
        ("في ليلة 14 إلى 15 أيار", "05-14 19:00", "05-15 06:00"),
        ("at 00:00 on 6 May", "05-06 00:00", "05-06 00:01"),
        ("on 6 May at 2:30 p.m.", "05-06 14:30", "05-06 14:31"),
        ("at 2 p.m. on Monday", "05-15 14:00", "05-15 15:00"),
        ("from 3 to 5 May", "05-03 00:00", "05-06 00:00"),
        ("May 4-6", "05-04 00:00", "05-07 00:00"),
        ("on 16 May at 1200 GMT", "05-16 15:00", "05-16 15:01"),
        ("on 16 May at 18:00 UTC+3", "05-16 18:00", "05-16 18:01"),
        ("2 May at 4.30 in the afternoon", "05-02 16:30", "05-02 16:31"),
        ("early on Saturday morning", "05-13 04:00", "05-13 09:00"),
        ("at dawn Tuesday", "05-16 04:00", "05-16 07:00"),
        ("overnight Sunday to Monday", "05-14 19:00", "05-15 06:00"),
        ("the first week of May", "05-01 00:00", "05-08 00:00"),
        ("the second half of April", "04-16 00:00", "05-01 00:00"),
        ("over the last 48 hours", "05-14 00:00", "05-17 00:00"),
        ("Monday last week", "05-08 00:00", "05-09 00:00"),
        ("earlier this week", "05-15 00:00", "05-17 00:00"),
        ("last week", "05-08 00:00", "05-15 00:00"),
        ("overnight into Tuesday", "05-15 19:00", "05-16 06:00"),
        ("в ночь на 15 мая", "05-14 19:00", "05-15 06:00"),
        ("فجر الثلاثاء 16 أيار", "05-16 04:00", "05-16 07:00"),
        ("on the night of 4 May", "05-04 19:00", "05-05 06:00"),
        ("14:00 (1100 GMT) on Monday", "05-15 14:00", "05-15 14:01"),
        ("Ramadan", "05-26 00:00", "06-27 00:00"),
    ],
)
def test_interval(text: str, start: str, end: str) -> None:
    assert local(only(text)) == (start, end)


def test_a_clock_time_is_of_the_day_named_before_it() -> None:
    text = "On 13 November 2017 aircraft came. The first bomb fell at 14:07."
    day, clock = times.find(text, datetime(2017, 11, 20, tzinfo=UTC), ZONE)
    assert day.value == "2017-11-13"
    assert clock.value == "2017-11-13T14:07"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("from 30 April to 3 May", "04-30 00:00", "05-04 00:00"),
        ("between 30 April and 3 May", "04-30 00:00", "05-04 00:00"),
        ("Monday to Wednesday", "05-08 00:00", "05-11 00:00"),
        ("from January through April", "01-01 00:00", "05-01 00:00"),
        ("from 10:00 to 12:30 on 6 May", "05-06 10:00", "05-06 12:30"),
        ("from 22:00 until 02:00 on 6 May", "05-06 22:00", "05-07 02:00"),
        ("on 6 May between 10 and 11 a.m.", "05-06 10:00", "05-06 11:00"),
    ],
)
def test_both_ends_of_a_range_have_its_interval(text: str, start: str, end: str) -> None:
    one, other = times.find(text, PUBLISHED, ZONE)[-2:]
    assert local(one) == local(other) == (start, end)
    assert one.sense == other.sense == ""


@pytest.mark.parametrize("text", ["on 3 May and 5 May", "since 3 May", "between 5 and 3 May"])
def test_what_is_no_range(text: str) -> None:
    for mention in times.find(text, PUBLISHED, ZONE):
        assert mention.interval is not None
        assert (mention.interval.end - mention.interval.start).days == 1


def test_the_year_of_one_end_is_that_of_the_other() -> None:
    one, other = times.find("between November and January 2016", PUBLISHED, ZONE)
    assert one.interval == other.interval
    assert one.value == "2015-11"


@pytest.mark.parametrize(
    ("text", "value", "codes"),
    [
        ("At 12:08 the first shell landed, on 11 May.", "2017-05-11T12:08", []),
        ("Overnight they came. At 02:00 the post fell.", "2017-05-16T02:00", []),
        ("Aircraft came on 11 May, the ministry said on Monday. At 12:08 a bomb fell.", "2017-05-11T12:08", []),
        ("Aircraft came on 11 May." + " It went on and on." * 40 + " At 12:08 a bomb fell.", "2017-05-11T12:08",
         ["time-day-assumed"]),
        ("---\ntitle: Raid\ndate: 2017-05-16\n---\nAircraft came on 11 May." + " It went on." * 60 + " At 12:08 a bomb fell.",
         "2017-05-11T12:08", ["time-day-assumed"]),
        ("The town, 16 May (Agency) — At 12:08 a bomb fell.", "XXXX-XX-XXT12:08", ["time-day-unsaid"]),
        ("A bomb fell at 12:08.", "XXXX-XX-XXT12:08", ["time-day-unsaid"]),
    ],
)  # fmt: skip
def test_an_hour_is_of_the_day_its_passage_tells_of(text: str, value: str, codes: list[str]) -> None:
    (mention,) = (m for m in times.find(text, PUBLISHED, ZONE) if "T" in m.value and ":" in m.value)
    assert mention.value == value
    assert [d.code for d in mention.doubts] == codes
    assert (mention.interval is None) == value.startswith("X")


def test_a_date_that_may_be_read_two_ways_is_a_doubt_and_no_interval() -> None:
    mention = only("on 5/6/2011")
    assert mention.interval is None
    assert [d.code for d in mention.doubts] == ["time-ambiguous"]
    near = only("on 5/6/2017", datetime(2017, 5, 8, tzinfo=UTC))
    assert near.value == "2017-05-06"


def test_midnight_says_that_it_may_be_either_end() -> None:
    mention = only("at midnight on 3 November")
    assert [d.code for d in mention.doubts] == ["time-midnight"]


def test_a_weekday_that_is_not_the_dates_is_a_doubt() -> None:
    assert [d.code for d in only("on Monday, 16 May 2017").doubts] == ["time-weekday"]
    assert only("on Tuesday, 16 May 2017").doubts == ()


def test_a_weekday_helps_to_tell_the_year() -> None:
    assert only("on Monday, 16 May").value == "2016-05-16"


def test_two_clocks_that_differ_are_a_doubt() -> None:
    assert [d.code for d in only("at 14:00 (1300 GMT)").doubts] == ["time-clocks"]
    assert only("on 6 May at 01:30 (2230 GMT)").doubts == ()  # the evening before, there


def test_the_moon_is_a_doubt_and_a_wider_interval() -> None:
    first = only("on the first day of Ramadan")
    assert (first.value, [d.code for d in first.doubts]) == ("2017-05-27", ["time-sighted"])
    assert local(first) == ("05-26 00:00", "05-29 00:00")
    assert only("last Ramadan").interval != only("Ramadan").interval


@pytest.mark.parametrize("said", ["since the ceasefire took effect", "since the start of the truce"])
def test_a_ceasefire_took_effect_when_the_agreement_says(said: str) -> None:
    assert only(said).value == "PAST_REF"
    days = [(date(2016, 12, 30), date(2016, 12, 30)), (date(2017, 5, 4), date(2017, 5, 6)), (date(2018, 1, 1),) * 2]
    (mention,) = times.find(said, PUBLISHED, ZONE, days)
    assert (local(mention), mention.sense) == (("05-04 00:00", "05-07 00:00"), "since")
    assert [d.code for d in mention.doubts] == ["time-effect"]
    (plain,) = times.find(said, datetime(2017, 1, 3, tzinfo=UTC), ZONE, days)
    assert (plain.value, plain.doubts) == ("2016-12-30", ())


def test_a_day_of_the_truce_is_counted_from_its_first() -> None:
    said = "on the third day of the truce"
    assert times.find(said, PUBLISHED, ZONE) == ()
    (sure,) = times.find(said, PUBLISHED, ZONE, [(date(2017, 5, 6), date(2017, 5, 6))])
    assert (sure.value, sure.doubts) == ("2017-05-08", ())
    (open_,) = times.find(said, PUBLISHED, ZONE, [(date(2017, 5, 4), date(2017, 5, 6))])
    assert (local(open_), [d.code for d in open_.doubts]) == (("05-06 00:00", "05-09 00:00"), ["time-effect"])


def test_what_points_at_nothing_named_is_no_date() -> None:
    assert times.find("That night it rained.", PUBLISHED, ZONE) == ()
    assert only("two days later it rained").interval is None


def test_year_is_the_nearest_with_the_past_a_little_nearer() -> None:
    new_year = datetime(2017, 1, 3, tzinfo=UTC)
    assert only("on 30 December", new_year).value == "2016-12-30"
    assert only("lapses on 5 November, then").value == "2016-11-05"
    assert only("it will lapse on 5 November").value == "2017-11-05"


@pytest.mark.parametrize(("text", "sense"), [("since 4 May", "since"), ("until 4 May", "until"), ("on 4 May", "")])
def test_sense(text: str, sense: str) -> None:
    assert only(text).sense == sense


@pytest.mark.parametrize("text", ["He may go.", "a 35-year-old man", "They march on.", "31 June", "ratio 3:99", "12:60", "",
    "the fall of the city", "killed six in the camp"])
def test_what_is_no_time(text: str) -> None:
    assert times.find(text, PUBLISHED, ZONE) == ()


def test_days_are_local() -> None:
    late = datetime(2017, 5, 16, 22, tzinfo=UTC)  # already the 17th in Damascus
    assert only("yesterday", late).value == "2017-05-16"


def test_a_day_with_a_clock_change_has_its_own_length() -> None:
    mention = only("on 31 March 2017")
    assert mention.interval is not None
    assert (mention.interval.end - mention.interval.start).total_seconds() == 23 * 3600
