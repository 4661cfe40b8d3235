"""What changed between two runs, and why: each kind of change made on purpose, with the check and record it is due to."""

from datetime import timedelta

from msgspec.structs import replace
from tests.findings.test_hold import turning
from tests.findings.world import START, Areas, Book, Tree, blamed, incident, instrument, term, zone

from holdfire.findings import diff, hold, law
from holdfire.records import DateEntry, Verdict

TOLD = [incident("incident:1"), incident("incident:2", letter="b")]


def run(agreement=None, told=TOLD):
    return hold(told, law([agreement or instrument()], Book(), Tree(), Tree(), Areas()))


def only(before, after):
    (change,) = diff(before, after)
    return change


def test_nothing_changed():
    assert diff(run(), run()) == []


def test_a_corrected_place():
    there = replace(TOLD[1], place=TOLD[0].place)
    change = only(run(), run(told=[TOLD[0], there]))
    assert (change.kind, change.before, change.after) == ("changed", Verdict.NOT_COVERED, Verdict.CONTRARY)
    (check,) = change.checks
    assert (check.name, check.before, check.after) == ("place", ("fail", "place-outside"), ("pass", "place-inside"))
    assert change.why == ("incident:2 place",)


def test_an_author_named_changes_the_reason_only():
    change = only(run(), run(told=[replace(TOLD[0], attributed_to=blamed("north")), TOLD[1]]))
    assert (change.before, change.after) == (Verdict.CONTRARY, Verdict.CONTRARY)
    assert (change.because_before, change.because_after) == (("author",), ())


def test_a_new_incident_and_one_that_is_gone():
    new = only(run(told=TOLD[:1]), run())
    assert (new.kind, new.before, new.after, new.why) == ("appeared", None, Verdict.NOT_COVERED, ("incident:2 is new",))
    gone = only(run(), run(told=TOLD[:1]))
    assert (gone.kind, gone.after, gone.why) == ("vanished", None, ("incident:2 is gone",))


def test_an_amended_clause_a_wider_zone_and_an_earlier_end():
    first = TOLD[:1]
    amended = only(run(told=first), run(instrument(terms=(term(acts=("aid",)),)), first))
    assert (amended.checks[0].after, amended.why) == (("fail", "act-not-named"), ("term:i/t1 acts",))
    wide = only(run(told=first), run(instrument(zones=(zone(uncertainty_m=90_000),)), first))
    assert (wide.after, wide.why) == (Verdict.UNDETERMINED, ("zone:i/z@1 uncertainty m",))
    dates = (instrument().dates[0], DateEntry(name="end", at=START + timedelta(days=1), zone="UTC"))
    ended = only(run(told=first), run(instrument(dates=dates), first))
    assert (ended.checks[0].name, ended.why) == ("time", ("date:i/end at",))


def test_a_new_question_of_reading_splits_a_finding():
    at_start = [incident(at=START)]
    found = diff(run(told=at_start), run(turning(), at_start))
    assert [(c.kind, c.reading, c.after) for c in found] == [
        ("vanished", {}, None),
        ("appeared", {"force": "fifth"}, Verdict.CONTRARY),
        ("appeared", {"force": "sixth"}, Verdict.NOT_COVERED),
    ]
    assert [c.name for c in found[2].checks] == ["time"]
    assert all("choice:force is new" in c.why for c in found)


def test_a_new_term():
    two = instrument(terms=(term(), term(id="t2", clause="2")))
    found = diff(run(), run(two))
    assert {(c.kind, c.term, c.why) for c in found} == {("appeared", "t2", ("term:i/t2 is new",))}
