"""Laws of times: offsets point at what was read, mentions never overlap, any text is survived, spaces change nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from holdfire import times

PUBLISHED = datetime(2017, 5, 16, 12, tzinfo=UTC)
SAID = "May|4|2017|Monday|last|next|at|14:00|p.m.|on|the|of|three|days|ago|until|yesterday|,|.|5/6/2017|-|century|a|year|earlier|same|night|following|quarter|Ramadan|GMT|(|)|and|مايو|اليوم"
WORDS = st.sampled_from(sorted({*SAID.replace("|", "\n").splitlines()}))


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)))
def test_mentions_are_ordered_inside_and_apart(text: str) -> None:
    end = 0
    for mention in times.find(text, PUBLISHED, "Asia/Damascus"):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.value
        assert mention.interval is None or mention.interval.start < mention.interval.end
        end = mention.end


@given(st.dates(date(1900, 1, 1), date(2099, 12, 30)))
def test_a_full_date_is_that_day_whoever_published_when(day: date) -> None:
    (mention,) = times.find(f"on {day.day} {day:%B} {day.year}", PUBLISHED, "UTC")
    assert mention.value == day.isoformat()
    assert mention.interval is not None
    assert mention.interval.start.date() == day
    assert mention.interval.end - mention.interval.start == timedelta(days=1)
