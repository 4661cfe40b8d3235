"""Conditions: by whose word a term obliged on a day, and that nobody's word is never taken for a yes or a no."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.findings.world import LATER, blamed, findings_of, incident, instrument, term, zone

from holdfire.records import Because, Deadline, DutyState, Membership, Modality, Party, Result, StateFact, Verdict


def fact(day: int, state: DutyState, by: str = "north") -> StateFact:
    return StateFact(on=date(2030, 5, day), state=state, by=by, words=f"so says {by}")


def only(agreement, **fields):
    (found,) = findings_of(incident(attributed_to=blamed("north"), **fields), agreement=agreement)
    return found


def conditional(*facts: StateFact, **fields):
    return instrument(terms=(term(conditions=("the south does likewise",), condition_facts=facts, **fields),))


@pytest.mark.parametrize(("facts", "verdict", "because"), [
    ((), Verdict.UNDETERMINED, (Because.FACT,)),
    ((fact(6, DutyState.MET),), Verdict.CONTRARY, ()),
    ((fact(6, DutyState.PENDING),), Verdict.NOT_COVERED, (Because.FACT,)),
    ((fact(6, DutyState.LATE),), Verdict.NOT_COVERED, (Because.FACT,)),
    ((fact(6, DutyState.PARTLY_MET),), Verdict.UNDETERMINED, (Because.FACT,)),
    ((fact(6, DutyState.PENDING), fact(8, DutyState.MET)), Verdict.CONTRARY, ()),
    ((fact(8, DutyState.PENDING), fact(8, DutyState.MET, "south")), Verdict.UNDETERMINED, (Because.FACT,)),
    ((fact(20, DutyState.MET),), Verdict.UNDETERMINED, (Because.FACT,)),
])  # fmt: skip
def test_by_whose_word_on_the_ninth_of_may(facts, verdict, because):
    found = only(conditional(*facts))
    assert (found.verdict, found.because) == (verdict, because)
    assert next(c for c in found.checks if c.name == "condition").basis


def test_a_condition_that_came_to_hold_within_the_time_is_unknown():
    facts = (fact(6, DutyState.PENDING), fact(9, DutyState.MET))
    long = replace(incident(attributed_to=blamed("north")).time, start=LATER + timedelta(days=1))
    assert only(conditional(*facts)).verdict is Verdict.CONTRARY
    (found,) = findings_of(replace(incident(attributed_to=blamed("north")), time=long), agreement=conditional(*facts))
    assert found.because == (Because.FACT,)


def test_an_unknown_time_leaves_a_condition_unknown():
    assert Because.FACT in only(conditional(fact(6, DutyState.MET)), at=None).because


def test_concurrence_asks_how_the_other_term_stands():
    other = term(id="t2", clause="2", acts=(), modality=Modality.OBLIGE,
                 deadline=Deadline(at=datetime(2030, 6, 1, tzinfo=UTC), state_facts=(fact(6, DutyState.PENDING),)))  # fmt: skip
    found = only(instrument(terms=(term(concurrent_with="t2"), other)))
    assert (found.verdict, found.because) == (Verdict.NOT_COVERED, (Because.FACT,))
    assert next(c for c in found.checks if c.name == "condition").code == "concurrent-not-met"


def test_performing_an_obligation_asks_no_condition():
    agreement = conditional(modality=Modality.OBLIGE, acts=("aid",), contrary_acts=("force",))
    found = only(agreement, act="aid/convoy")
    assert found.verdict is Verdict.CONSISTENT
    assert next(c for c in found.checks if c.name == "condition").code == "condition-not-asked"
    assert only(agreement).verdict is Verdict.UNDETERMINED


def test_a_permission_asks_its_condition():
    assert only(conditional(modality=Modality.PERMIT)).because == (Because.FACT,)


def preventing():
    third = Party(id="others", name="The others", role="third_party", actors=(Membership(actor="stranger", how="named"),))
    base = instrument()
    duty = term(modality=Modality.OBLIGE, acts=(), contrary_acts=("force",), by=("sides",), duty_to_prevent=("others",))
    return instrument(parties=(*base.parties, third), terms=(duty, term(id="t2", clause="2")))


def test_a_strangers_act_engages_the_duty_to_prevent_and_is_not_the_partys():
    found = {f.term: f for f in findings_of(incident(attributed_to=blamed("stranger")), agreement=preventing())}
    assert (found["t1"].verdict, found["t1"].because) == (Verdict.UNDETERMINED, (Because.FACT,))
    assert [(u.who, u.verb, u.basis) for u in found["t1"].undertakings] == [(("sides",), "prevent", "clause 1")]
    assert found["t1"].candidates == ("stranger",)
    assert (found["t2"].verdict, found["t2"].because) == (Verdict.NOT_COVERED, (Because.ACTOR,))


def test_the_partys_own_act_engages_no_duty_to_prevent():
    found = {f.term: f for f in findings_of(incident(attributed_to=blamed("north")), agreement=preventing())}
    assert (found["t1"].verdict, found["t1"].undertakings) == (Verdict.NOT_COVERED, ())
    assert found["t2"].verdict is Verdict.CONTRARY


def test_beyond_a_zone_is_the_rest_of_the_country():
    agreement = instrument(zones=(zone(beyond=True, uncertainty_m=0),))
    inside, outside = (findings_of(incident(letter=x, attributed_to=blamed("north")), agreement=agreement) for x in "Aa")
    assert [f.because for f in inside] == [(Because.PLACE,)]
    assert [f.verdict for f in outside] == [Verdict.CONTRARY]


def test_positions_that_nobody_published_are_anywhere_in_the_country():
    agreement = instrument(zones=(zone(kind="positions", geometry=None, uncertainty_m=0),))
    found = only(agreement, letter="a")
    assert next(c for c in found.checks if c.name == "place").result is Result.PASS
