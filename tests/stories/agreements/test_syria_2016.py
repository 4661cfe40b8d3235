"""Syria, February 2016: who asked to be in by noon of the 26th is protected and bound; who asked later is neither."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace
from tests.stories.agreements.told import LatLon, held, incident, instruments, law_of, of, said

from holdfire.findings import Law
from holdfire.records import Incident, Instrument, Membership

ASTANA = "astana-2017/agreements"
CESSATION = "sy-2016-02-27-cessation"
HOMS: LatLon = (34.84, 36.73)
NOON = datetime(2016, 2, 26, 10, tzinfo=UTC)  # 12:00 in Damascus


def opted_in(actor: str, at: datetime) -> Instrument:
    """The packaged instrument with one group's declaration to a co-chair; no list of names was ever published."""
    instrument = instruments(ASTANA)[CESSATION]
    member = Membership(actor=actor, how="opt_in", since=at, source="hnc")
    parties = tuple(replace(p, actors=(*p.actors, member)) if p.id == "groups" else p for p in instrument.parties)
    return replace(instrument, parties=parties)


def under(actor: str, at: datetime) -> Law:
    return law_of((opted_in(actor, at),))


def shelling(by: str, against: str, when: str = "2016-03-05") -> Incident:
    return incident("shelling", when, HOMS, by, against, zone="Asia/Damascus")


def cessation(told: Incident, law: Law) -> str:
    (found,) = {said(f) for f in held(law, told) if f.term == "cessation"}
    return found


def test_a_group_that_asked_at_noon_is_bound() -> None:
    assert cessation(shelling("jaysh-al-islam", "sy-army"), under("jaysh-al-islam", NOON)) == "contrary"


def test_a_group_that_asked_a_minute_later_is_not() -> None:
    late = under("jaysh-al-islam", NOON.replace(minute=1))
    assert cessation(shelling("jaysh-al-islam", "sy-army"), late) == "not_covered: actor"
    told = next(f for f in held(late, shelling("jaysh-al-islam", "sy-army")) if f.term == "cessation")
    actor = next(c for c in told.checks if c.name == "actor")
    assert "opted in on 26 February 2016, 12:01 Asia/Damascus, after the deadline" in actor.basis


def test_fire_on_a_group_that_came_too_late_is_not_covered_either() -> None:
    late = under("jaysh-al-islam", NOON.replace(day=28))
    assert cessation(shelling("sy-army", "jaysh-al-islam"), late) == "not_covered: actor"
    assert cessation(shelling("sy-army", "jaysh-al-islam"), under("jaysh-al-islam", NOON)) == "contrary"


def test_a_group_of_which_nobody_knows_whether_it_asked_is_unknown() -> None:
    assert of(ASTANA, f"{CESSATION}/cessation", shelling("jaysh-al-islam", "sy-army")) == {"": "undetermined: actor"}


def test_fire_on_a_listed_group_is_outside() -> None:
    assert of(ASTANA, f"{CESSATION}/cessation", shelling("sy-army", "nusra")) == {"": "not_covered: actor"}


def test_before_midnight_nothing_obliged() -> None:
    early = shelling("sy-army", "jaysh-al-islam", "2016-02-26T23:00")
    assert cessation(early, under("jaysh-al-islam", NOON)) == "not_covered: time"


def test_the_clause_on_territory_asks_the_same_of_a_late_comer() -> None:
    taken = incident("seizure_of_territory", "2016-03-05", HOMS, "jaysh-al-islam", zone="Asia/Damascus")
    late = under("jaysh-al-islam", NOON.replace(day=27))
    assert {said(f) for f in held(late, taken) if f.term == "no-gains"} == {"not_covered: actor"}
