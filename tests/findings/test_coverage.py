"""Coverage: who looked where in which week, who could, and what was kept without being read."""

from datetime import UTC, date, datetime, timedelta

from tests.findings.world import LETTERS, Areas, Book, Tree, instrument

from holdfire.findings import Access, Received, coverage, effort, law
from holdfire.findings.coverage import KEPT, NO_TIE, OBSERVED, READ, TABLE
from holdfire.records import Account, Affiliation, Interval, Observation, Place, Report, Source, Text, Voice

WEDNESDAY = datetime(2030, 5, 15, tzinfo=UTC)
LAW = law([instrument()], Book(), Tree(), Tree(), Areas())


class Sources:
    """One paper, tied to the north until a day."""

    def get(self, source):
        tie = Affiliation(to="north", until=date(2030, 5, 20), why="owned by it")
        return Source(key="source:paper", id="paper", name="The Paper", kind="outlet", affiliations=(tie,)) if source == "paper" else None


def report(name="report:1", form="text", language="en", source="paper", published=WEDNESDAY):
    return Report(key=name, source=source, format=form, filename="f", sha256="a", size=1, position=1,
                  language=language, published=published)  # fmt: skip


def account(key="account:1", letter="A", at=WEDNESDAY, **fields):
    lon, lat = LETTERS[letter]
    base = {
        "key": key, "report": "report:1", "source": "paper", "act": "force",
        "voices": (Voice(id="paper", name="The Paper", affiliated_to=("north",)),),
        "place": Place(name=letter, lat=lat, lon=lon, radius_m=100),
        "time": Interval(start=at, end=at + timedelta(days=1), zone="UTC", precision="day"),
    }  # fmt: skip
    return Account(**{**base, **fields})


def observation(letter="A", restriction="road closed"):
    lon, lat = LETTERS[letter]
    return Observation(
        key="observation:1", report="report:1", patrol="p", act="force", means="seen", restriction=restriction,
        position=Place(name="p", lat=lat, lon=lon), time=account().time,
    )  # fmt: skip


def text(of="report:1"):
    return Text(key="text:a", report=of, doc="f", content="x", sha256="a", extractor="t/1", language="en")


def told(*accounts, **fields):
    received = Received(**{"accounts": accounts, "reports": [report()], "texts": [text()], **fields})
    return {(c.zone, c.how): c for c in coverage(received, LAW, Sources(), "UTC")}


def test_by_zone_and_week_with_the_voices_ties():
    lines = told(account(), account("account:2", "a"))
    inside = lines["z", READ]
    assert (inside.period_start, inside.period_end) == (date(2030, 5, 13), date(2030, 5, 19))
    assert inside.by_affiliation == {"north": 1}
    assert inside.by_language == {"en": 1}
    assert lines["", READ].reports == 1


def test_a_voice_counts_once_a_week():
    two = told(account(), account("account:2"))["z", READ]
    assert (two.reports, two.by_affiliation) == (1, {"north": 1})


def test_rows_and_own_observers_are_ways_of_their_own():
    voice = (Voice(id="someone", name="Someone"),)
    lines = told(account(row="row:a#1", voices=voice), account("account:2", observed=True))
    assert lines["z", TABLE].by_affiliation == {NO_TIE: 1}
    assert lines["z", OBSERVED].reports == 1


def test_a_restriction_that_observers_met_stands_where_they_stood():
    heard_afar = account("account:2", "a", observed=True, rests_on=("observation:1",))
    lines = told(heard_afar, observations=[observation("A")])
    assert lines["z", OBSERVED].restrictions == ("road closed",)
    assert ("", OBSERVED) not in lines


def test_a_restriction_stays_with_its_own_zone():
    elsewhere = account("account:1", "A", observed=True)
    met = account("account:2", "a", observed=True, rests_on=("observation:1",))
    lines = told(elsewhere, met, observations=[observation("a")])
    assert lines["z", OBSERVED].restrictions == ()
    assert lines["", OBSERVED].restrictions == ("road closed",)


def test_what_no_reader_covers_is_counted_by_language_and_by_the_publishers_ties_on_the_day():
    later = report("report:2", language="ru", published=WEDNESDAY + timedelta(days=7))
    unknown = report("report:3", language="ar", source="stranger")
    kept = [report(language="ar"), later, unknown, report("report:4", "photo")]
    received = Received(reports=kept, unread={"report:1", "report:2", "report:3"})
    first, second = coverage(received, LAW, Sources(), "UTC")
    assert (first.zone, first.how, first.not_machine_read) == ("", KEPT, 2)
    assert first.by_language == {"ar": 2}
    assert first.by_affiliation == {NO_TIE: 1, "north": 1}
    assert second.by_affiliation == {NO_TIE: 1}, "a tie that has ended counts no more"


def test_a_copy_whose_text_was_read_elsewhere_is_not_called_unread():
    assert told(reports=[report(), report("report:2")], unread=()) == {}


def test_no_place_is_outside_every_zone():
    assert list(told(account(place=None))) == [("", READ)]


def could(**fields):
    base = {"zone": "z", "first": date(2030, 5, 10), "last": date(2030, 5, 14), "who": "The mission", "how": "on foot",
            "access": "partial", "restrictions": ("by day only",), "source": "its report"}  # fmt: skip
    return Access(**{**base, **fields})


def test_access_is_told_week_by_week_on_its_own_days():
    first, second = coverage(Received(access=[could()]), LAW, Sources(), "UTC")
    assert (first.period_start, first.period_end) == (date(2030, 5, 10), date(2030, 5, 12))
    assert (second.period_start, second.period_end) == (date(2030, 5, 13), date(2030, 5, 14))
    assert (first.how, first.access, first.who) == ("could look in part: on foot", "partial", "The mission")
    assert (first.restrictions, first.source, first.reports) == (("by day only",), "its report", 0)


def test_access_without_an_end_holds_as_long_as_anything_was_received():
    lines = coverage(
        Received(accounts=[account()], reports=[report()], access=[could(last=None)]), LAW, Sources(), "UTC"
    )
    assert max(c.period_end for c in lines if c.access) == date(2030, 5, 19)


def test_two_who_could_look_in_one_way_are_two_lines():
    lines = coverage(Received(access=[could(), could(who="Another")]), LAW, Sources(), "UTC")
    assert len({c.key for c in lines}) == len(lines) == 4


def test_effort_is_shown_against_the_zones_own_average_silent_weeks_included():
    later = account("account:3", at=WEDNESDAY + timedelta(days=21), report="report:2")
    two = account("account:2", row="row:a#1", voices=(Voice(id="other", name="Other"),))
    received = Received(accounts=[account(), two, later], reports=[report(), report("report:2")])
    weeks = [e for e in effort(received, LAW, "UTC") if e.zone == "z"]
    assert [(e.reports, e.rows, e.voices) for e in weeks] == [(1, 1, 2), (0, 0, 0), (0, 0, 0), (1, 0, 1)]
    assert {(e.usual_reports, e.usual_rows, e.usual_voices, e.weeks) for e in weeks} == {(0.5, 0.2, 0.8, 4)}


def test_without_accounts_there_is_no_effort_to_show():
    assert effort(Received(), LAW, "UTC") == ()


def test_the_order_of_what_was_received_does_not_matter():
    accounts = [account(), account("account:2", "a"), account("account:3", row="row:a#1")]
    given = Received(accounts=accounts, reports=[report()], texts=[text()], access=[could(), could(who="B")])
    turned = Received(accounts=accounts[::-1], reports=[report()], texts=[text()], access=[could(who="B"), could()])
    assert coverage(given, LAW, Sources(), "UTC") == coverage(turned, LAW, Sources(), "UTC")
    assert effort(given, LAW, "UTC") == effort(turned, LAW, "UTC")
