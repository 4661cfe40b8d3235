"""Holding: one incident after another against a small truce, each with the verdict a lawyer would give and why."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.findings.world import (
    END,
    LATER,
    START,
    blamed,
    choice,
    findings_of,
    held,
    incident,
    instrument,
    term,
    zone,
)

from holdfire.records import (
    Because,
    Blame,
    DateEntry,
    Effect,
    ExceptionClause,
    Interval,
    Modality,
    Place,
    Result,
    Verdict,
)


def only(*incidents, agreement=None):
    found = findings_of(*incidents, agreement=agreement)
    assert len(found) == 1, [(f.reading, f.verdict) for f in found]
    return found[0]


def check(finding, name):
    return next(c for c in finding.checks if c.name == name)


def test_between_two_bound_sides_the_author_is_not_established():
    finding = only(incident())
    assert (finding.verdict, finding.because) == (Verdict.CONTRARY, (Because.AUTHOR,))
    assert not finding.author_established
    assert finding.candidates == ("north", "south")
    assert "author not established" in finding.sentence
    assert finding.undertakings[0].basis == "clause 5"


def test_a_stated_author_who_is_bound():
    finding = only(incident(attributed_to=blamed("north")))
    assert (finding.verdict, finding.because, finding.author_established) == (Verdict.CONTRARY, (), True)


def test_an_organ_is_bound_as_its_parent():
    finding = only(incident(attributed_to=blamed("north-army")))
    assert finding.verdict is Verdict.CONTRARY
    assert "organ of North" in check(finding, "actor").basis


def test_one_candidate_who_is_not_bound_leaves_the_author_undetermined():
    finding = only(incident(attributed_to=blamed("north", "stranger")))
    assert (finding.verdict, finding.because) == (Verdict.UNDETERMINED, (Because.ACTOR,))


def test_nobody_named_is_undetermined():
    finding = only(incident(participants=()))
    assert (finding.verdict, finding.because) == (Verdict.UNDETERMINED, (Because.ACTOR,))


def test_a_lumped_participant_leaves_author_and_target_unknown():
    finding = only(incident(participants=("north", "rebels")))
    assert (finding.verdict, finding.because) == (Verdict.UNDETERMINED, (Because.ACTOR,))
    assert check(finding, "actor").result is Result.UNKNOWN
    assert check(finding, "target").result is Result.UNKNOWN


def test_fire_on_a_listed_group_is_not_covered():
    finding = only(incident(participants=("listed", "north")))
    assert (finding.verdict, finding.because) == (Verdict.NOT_COVERED, (Because.ACTOR,))
    assert "That says nothing on whether it happened" in finding.sentence


def test_an_author_who_is_no_party_is_not_covered():
    finding = only(incident(attributed_to=blamed("stranger")))
    assert (finding.verdict, finding.because) == (Verdict.NOT_COVERED, (Because.ACTOR,))


def test_outside_the_zone_and_another_act_are_both_said():
    finding = only(incident(letter="a", act="detention"))
    assert (finding.verdict, finding.because) == (Verdict.NOT_COVERED, (Because.PLACE, Because.ACT))


def test_an_act_told_too_generally_is_undetermined():
    finding = only(incident(act="force"), agreement=instrument(terms=(term(acts=("force/strike",)),)))
    assert (finding.verdict, finding.because) == (Verdict.UNDETERMINED, (Because.ACT,))


def test_a_province_half_inside_is_undetermined_with_its_share():
    finding = only(incident(place=Place(name="Half", area="X-half", kind="area")))
    assert (finding.verdict, finding.because) == (Verdict.UNDETERMINED, (Because.PLACE,))
    assert check(finding, "place").share == pytest.approx(0.5, abs=0.02)


def test_the_agreements_own_threshold_decides_a_share():
    agreement = instrument(terms=(term(place_share=0.4),))
    assert only(incident(place=Place(name="Half", area="X-half")), agreement=agreement).verdict is Verdict.CONTRARY


def test_no_place_and_no_time_are_undetermined():
    finding = only(incident(place=None, at=None))
    assert finding.because == (Because.TIME, Because.PLACE)


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        (START - timedelta(days=1), Verdict.NOT_COVERED),
        (START - timedelta(hours=12), Verdict.UNDETERMINED),
        (START, Verdict.CONTRARY),
        (END - timedelta(days=1), Verdict.CONTRARY),
        (END, Verdict.NOT_COVERED),
    ],
)
def test_the_window_is_half_open(at, verdict):
    assert only(incident(at=at)).verdict is verdict


def test_an_instant_at_the_end_is_outside():
    moment = Interval(start=END, end=END, zone="UTC", precision="minute")
    assert only(replace(incident(), time=moment)).verdict is Verdict.NOT_COVERED


def test_an_exception_counts_only_when_invoked():
    agreement = instrument(terms=(term(exceptions=(ExceptionClause(id="e", kind="self_defence", words="..."),)),))
    assert only(incident(), agreement=agreement).verdict is Verdict.CONTRARY
    finding = only(incident(invokes=(("self_defence", "north", "claim:9"),)), agreement=agreement)
    assert finding.verdict is Verdict.CONTRARY_UNLESS_EXCEPTION
    assert finding.exceptions[0].by == "north"
    assert check(finding, "exception").rests_on == ("claim:9",)


def test_an_obligation_kept_and_an_obligation_broken():
    duty = term(modality=Modality.OBLIGE, acts=("aid",), contrary_acts=("obstruction",))
    agreement = instrument(terms=(duty,))
    assert only(incident(act="aid/convoy", attributed_to=blamed("north")), agreement=agreement).verdict is Verdict.CONSISTENT
    assert only(incident(act="obstruction", attributed_to=blamed("north")), agreement=agreement).verdict is Verdict.CONTRARY
    assert only(incident(attributed_to=blamed("north")), agreement=agreement).because == (Because.ACT,)


def test_a_weapon_that_the_term_does_not_name():
    agreement = instrument(terms=(term(weapons=("artillery",)),))
    assert only(incident(weapon="artillery/howitzer"), agreement=agreement).verdict is Verdict.CONTRARY
    assert only(incident(weapon="rifle"), agreement=agreement).because == (Because.ACT,)
    assert only(incident(), agreement=agreement).verdict is Verdict.UNDETERMINED


def force(dates=("2030-05-05", "2030-05-06")):
    effects = [
        (Effect(kind="date", instrument="i", name="operative", at=datetime.fromisoformat(d).replace(tzinfo=UTC)),)
        for d in dates
    ]
    return choice("force", *effects, options=("fifth", "sixth"))


def turning():
    dates = (DateEntry(name="operative", choice="force", zone="UTC"), DateEntry(name="end", at=END, zone="UTC"))
    return instrument(dates=dates, choices=(force(),))


def test_a_day_between_two_readings_flips():
    found = findings_of(incident(at=START), agreement=turning())
    assert {f.reading["force"]: f.verdict for f in found} == {
        "fifth": Verdict.CONTRARY, "sixth": Verdict.NOT_COVERED,
    }  # fmt: skip
    assert len({f.key for f in found}) == 2


def test_a_day_after_both_readings_asks_neither():
    finding = only(incident(), agreement=turning())
    assert finding.reading == {}


def test_what_fails_under_every_reading_asks_none():
    finding = only(incident(at=START, letter="a"), agreement=turning())
    assert (finding.reading, finding.because) == ({}, (Because.PLACE,))
    assert check(finding, "time").code == "depends-on-reading"


def test_a_reading_of_who_is_bound():
    bound = choice("damascus", (Effect(kind="bound", instrument="i", actor="north", result="pass"),),
                   (Effect(kind="bound", instrument="i", actor="north", result="fail"),))  # fmt: skip
    found = findings_of(incident(attributed_to=blamed("north-army")), agreement=instrument(choices=(bound,)))
    assert {f.reading["damascus"]: f.verdict for f in found} == {"yes": Verdict.CONTRARY, "no": Verdict.NOT_COVERED}
    untouched = only(incident(attributed_to=blamed("south")), agreement=instrument(choices=(bound,)))
    assert untouched.reading == {}


def test_judged_as_another_asks_that_others_choice_too():
    bound = choice("damascus", (Effect(kind="bound", instrument="i", actor="north", result="pass"),),
                   (Effect(kind="bound", instrument="i", actor="north", result="fail"),))  # fmt: skip
    patron = choice("patron", (Effect(kind="bound", instrument="i", actor="patron", result="as:north"),),
                    (Effect(kind="bound", instrument="i", actor="patron", result="fail"),))  # fmt: skip
    found = findings_of(incident(attributed_to=blamed("patron")), agreement=instrument(choices=(bound, patron)))
    told = {tuple(sorted(f.reading.items())): f.verdict for f in found}
    assert told[("damascus", "yes"), ("patron", "yes")] is Verdict.CONTRARY
    assert Verdict.CONTRARY not in [v for r, v in told.items() if ("patron", "no") in r or ("damascus", "no") in r]


def test_a_zone_version_that_holds_under_one_option():
    choices = (choice("suburb", (), (), options=("in", "out")),)
    zones = (zone(), zone(version="wide", choice="suburb", options=("in",), geometry=zone_around_b()))
    found = findings_of(incident(letter="b"), agreement=instrument(zones=zones, choices=choices))
    assert {f.reading["suburb"]: f.verdict for f in found} == {"in": Verdict.CONTRARY, "out": Verdict.NOT_COVERED}


def zone_around_b():
    import shapely
    from tests.findings.world import LETTERS

    x, y = LETTERS["b"]
    return shapely.geometry.mapping(shapely.box(x - 0.1, y - 0.1, x + 0.1, y + 0.1))


def test_a_zone_that_did_not_exist_yet_holds_nothing():
    agreement = instrument(zones=(zone(valid_from=LATER + timedelta(days=30)),))
    assert only(incident(), agreement=agreement).because == (Because.PLACE,)
    assert only(incident(at=LATER + timedelta(days=40)), agreement=agreement).verdict is Verdict.CONTRARY


def test_a_term_without_a_zone_runs_in_the_whole_country():
    agreement = instrument(terms=(term(zones=()),))
    assert only(incident(letter="a"), agreement=agreement).verdict is Verdict.CONTRARY
    abroad = Place(name="abroad", lat=10.0, lon=10.0, radius_m=100)
    assert only(replace(incident(), place=abroad), agreement=agreement).because == (Because.PLACE,)


def test_a_narrow_reading_of_the_target():
    narrow = choice("target", (Effect(kind="target", instrument="i", name="t1", mode="any"),),
                    (Effect(kind="target", instrument="i", name="t1", mode="parties_only"),),
                    options=("any", "between"))  # fmt: skip
    strike = incident(attributed_to=blamed("north"), target="civilians")
    found = findings_of(strike, agreement=instrument(choices=(narrow,)))
    assert {f.reading["target"]: f.verdict for f in found} == {
        "any": Verdict.CONTRARY, "between": Verdict.UNDETERMINED,
    }  # fmt: skip


def test_order_of_input_changes_nothing():
    some = [incident(f"incident:{i}", letter="AabA"[i % 4]) for i in range(12)]
    assert findings_of(*some) == findings_of(*reversed(some))


def test_no_incidents_no_findings():
    assert len(held()) == 0


def test_a_body_that_no_file_has_is_bound_by_nothing_that_is_known() -> None:
    by_name = Blame(actor="name:dala brigada", by=("claim:1",), name="Dale Brigade")
    found = findings_of(incident(attributed_to=(by_name,)))
    assert found
    for one in found:
        (actor,) = (c for c in one.checks if c.name == "actor")
        assert (one.verdict, actor.result) == (Verdict.UNDETERMINED, Result.UNKNOWN)
        assert "Dale" not in actor.basis
        assert "dala" not in actor.basis
