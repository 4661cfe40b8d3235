"""Status: who stands behind a finding, and what does not carry over."""

from datetime import UTC, datetime

from tests.findings.world import findings_of, held, incident

from holdfire import seals
from holdfire.findings import reviewed, with_status
from holdfire.records import Mandate, Review, Status

BODY = Mandate(body="A commission", standard="reasonable grounds")


def decide(decision, target, rev="", position=1):
    return Review(key=f"review:{position}", decision=decision, target=target, target_rev=rev, who="R", why="w",
                  when=datetime(2030, 1, 1, tzinfo=UTC), position=position)  # fmt: skip


def status_of(finding, *reviews, mandate=None):
    (told,), doubts = with_status([finding], reviews, mandate)
    return told.status, [d.code for d in doubts]


FINDING = findings_of(incident())[0]
REV = seals.rev(FINDING)


def test_nobody_has_looked():
    assert status_of(FINDING) == (Status.COMPUTED, [])


def test_a_person_has_assessed_it():
    assert status_of(FINDING, decide("assess", FINDING.key, REV)) == (Status.ASSESSED, [])


def test_the_furthest_step_stands_whatever_the_order():
    steps = [decide("put_to_parties", FINDING.key, REV), decide("assess", FINDING.key, REV)]
    assert status_of(FINDING, *steps)[0] is Status.PUT_TO_PARTIES


def test_only_a_mandated_body_rules():
    ruling = decide("rule", FINDING.key, REV)
    assert status_of(FINDING, ruling) == (Status.COMPUTED, ["ruling-without-mandate"])
    assert status_of(FINDING, ruling, mandate=BODY) == (Status.RULED, [])


def test_a_decision_on_what_has_changed_does_not_carry_over():
    assert status_of(FINDING, decide("assess", FINDING.key, "0" * 16)) == (Status.COMPUTED, ["review-stale"])


def test_only_findings_that_a_decision_names_are_made_into_records():
    table = held(incident("incident:1"), incident("incident:2"))
    assert reviewed(table, []) == []
    assert [f.key for f in reviewed(table, [decide("assess", FINDING.key)])] == [FINDING.key]
