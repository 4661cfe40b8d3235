"""South Sudan: no line at all; a movement nobody verified is contrary, and so is keeping the monitors out."""

from __future__ import annotations

import pytest
from tests.stories.agreements.told import LatLon, incident, instruments, of, one

from holdfire.records import Incident, Result

SUDAN = "agreements/south-sudan-2017"
YEI: LatLon = (4.09444, 30.67639)


def event(act: str, when: str, by: str, **more: str) -> Incident:
    return incident(act, when, YEI, by, zone="Africa/Juba", **more)


def test_refusing_the_monitors_access_is_itself_contrary() -> None:
    assert of(SUDAN, "access-for-monitors", event("access_denied_to_monitors", "2018-02-01", "ss-sspdf")) == {
        "": "contrary"
    }
    assert of(SUDAN, "access-for-monitors", event("access_granted", "2018-02-01", "ss-splm-io")) == {"": "consistent"}
    mechanism = instruments(SUDAN)["ss-2017-12-21-cessation"].mechanism
    assert mechanism is not None
    assert mechanism.duty_of_access == "access-for-monitors"


def test_a_movement_freezes_nowhere_and_everywhere() -> None:
    assert of(SUDAN, "freeze", event("movement_of_forces", "2018-04-10", "ss-sspdf")) == {"": "contrary"}
    abroad = incident("movement_of_forces", "2018-04-10", (0.3, 32.6), "ss-sspdf", zone="Africa/Juba")
    assert of(SUDAN, "freeze", abroad) == {"": "not_covered: place"}


def test_a_movement_said_to_be_notified_waits_for_a_ruling() -> None:
    moved = event("reinforcement", "2018-04-10", "ss-splm-io", invokes="notified_movement")
    assert of(SUDAN, "freeze", moved) == {"": "contrary_unless_exception"}


@pytest.mark.parametrize(("when", "verdict"), [
    ("2017-12-24T00:00", "not_covered: time"), ("2017-12-24T00:01", "contrary"), ("2017-12-24", "undetermined: time"),
])  # fmt: skip
def test_it_begins_one_minute_after_midnight(when: str, verdict: str) -> None:
    assert of(SUDAN, "cessation", event("ground_clash", when, "ss-sspdf")) == {"": verdict}


def test_a_movement_that_acceded_in_may_is_bound_from_then_on_and_unknown_before() -> None:
    assert of(SUDAN, "cessation", event("ambush", "2018-02-01", "ss-ssum")) == {"": "undetermined: actor"}
    assert of(SUDAN, "cessation", event("ambush", "2018-05-22", "ss-ssum")) == {"": "contrary"}
    actor = next(
        c for c in one(SUDAN, "cessation", event("ambush", "2018-06-01", "ss-ssum")).checks if c.name == "actor"
    )
    assert (actor.result, "accession" in actor.basis) == (Result.PASS, True)


def test_between_two_that_signed_the_author_may_stay_open() -> None:
    fight = incident("ground_clash", "2018-02-12", YEI, between=("ss-sspdf", "ss-splm-io"), zone="Africa/Juba")
    found = one(SUDAN, "cessation", fight)
    assert (found.verdict.value, found.author_established) == ("contrary", False)
    assert [u.id for u in found.undertakings] == ["guarantors"]


def test_somebody_who_never_signed_is_not_covered() -> None:
    assert of(SUDAN, "cessation", event("ambush", "2018-02-01", "unmiss")) == {"": "not_covered: actor"}


def test_nothing_is_held_against_an_addendum_whose_terms_nobody_saw() -> None:
    assert instruments(SUDAN)["ss-2018-05-22-addendum"].terms == ()
