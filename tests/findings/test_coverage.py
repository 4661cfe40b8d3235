"""Coverage: who looked where in which week, and what was kept without being read."""

from datetime import UTC, date, datetime, timedelta

from tests.findings.world import LETTERS, Areas, Book, Tree, instrument

from holdfire.findings import coverage, law
from holdfire.findings.coverage import KEPT, NO_TIE, OBSERVED, READ, TABLE
from holdfire.records import Account, Interval, Observation, Place, Report, Text, Voice

WEDNESDAY = datetime(2030, 5, 15, tzinfo=UTC)
LAW = law([instrument()], Book(), Tree(), Tree(), Areas())


def report(name="report:1", form="text", language="en"):
    return Report(key=name, source="paper", format=form, filename="f", sha256="a", size=1, position=1,
                  language=language, published=WEDNESDAY)  # fmt: skip


def account(key="account:1", letter="A", at=WEDNESDAY, **fields):
    lon, lat = LETTERS[letter]
    base = {
        "key": key, "report": "report:1", "source": "paper", "act": "force",
        "voices": (Voice(id="paper", name="The Paper", affiliated_to=("north",)),),
        "place": Place(name=letter, lat=lat, lon=lon, radius_m=100),
        "time": Interval(start=at, end=at + timedelta(days=1), zone="UTC", precision="day"),
    }  # fmt: skip
    return Account(**{**base, **fields})


def text(of="report:1"):
    return Text(key="text:a", report=of, doc="f", content="x", sha256="a", extractor="t/1", language="en")


def lines(accounts, observations=(), reports=None, texts=None):
    reports = [report()] if reports is None else reports
    found = coverage(accounts, observations, reports, [text()] if texts is None else texts, LAW, "UTC")
    return {(c.zone, c.how): c for c in found}


def test_by_zone_and_week_with_the_voices_ties():
    told = lines([account(), account("account:2", "a")])
    inside = told["z", READ]
    assert (inside.period_start, inside.period_end) == (date(2030, 5, 13), date(2030, 5, 19))
    assert inside.by_affiliation == {"north": 1}
    assert inside.by_language == {"en": 1}
    assert told["", READ].reports == 1


def test_a_voice_counts_once_a_week():
    two = lines([account(), account("account:2")])["z", READ]
    assert (two.reports, two.by_affiliation) == (1, {"north": 1})


def test_rows_and_own_observers_are_ways_of_their_own():
    voice = (Voice(id="someone", name="Someone"),)
    told = lines([account(row="row:a#1", voices=voice), account("account:2", observed=True)])
    assert told["z", TABLE].by_affiliation == {NO_TIE: 1}
    assert told["z", OBSERVED].reports == 1


def test_a_restriction_that_observers_met_stands_beside():
    seen = Observation(
        key="observation:1", report="report:1", patrol="p", act="force", means="seen", restriction="road closed",
        position=Place(name="p", lat=34.0, lon=35.0), time=account().time,
    )  # fmt: skip
    assert lines([account(observed=True)], [seen])["z", OBSERVED].restrictions == ("road closed",)


def test_what_no_reader_covers_is_counted_and_nothing_is_said_of_where():
    told = lines([], reports=(report(language="ar"), report("report:2", "photo")), texts=())
    assert list(told) == [("", KEPT)]
    assert (told["", KEPT].not_machine_read, told["", KEPT].by_language) == (1, {"ar": 1})


def test_no_place_is_outside_every_zone():
    assert list(lines([account(place=None)])) == [("", READ)]
