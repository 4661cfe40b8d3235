"""Complaints: every state is reached, every change is allowed or refused with a reason, and none is a dead end."""

import pytest

from holdfire.data import load
from holdfire.records import ComplaintState
from holdfire.reviews import move_of, states_after

S = ComplaintState


def test_every_state_has_its_rules_and_can_be_reached():
    assert set(load("reviews/complaints.yaml")["after"]) == {s.value for s in S}
    assert {t for s in S for t in states_after(s)} == set(S) - {S.RECEIVED}


def test_every_complaint_can_come_before_the_body_again():
    assert all(S.UNDER_INQUIRY in states_after(s) for s in S if s is not S.UNDER_INQUIRY)


@pytest.mark.parametrize("now", list(S))
@pytest.mark.parametrize("then", list(S))
def test_a_change_is_allowed_or_says_why_not(now, then):
    move = move_of(now, then)
    assert move.allowed == (then in states_after(now))
    assert move.allowed != bool(move.why)


def test_nobody_rules_without_an_inquiry_or_a_mandate():
    for ruling in (S.RULED_VIOLATION, S.RULED_NO_VIOLATION):
        assert [s for s in S if move_of(s, ruling).allowed] == [S.UNDER_INQUIRY]
        assert move_of(S.UNDER_INQUIRY, ruling).mandated
        assert move_of(ruling, S.UNDER_INQUIRY).mandated


def test_merging_and_referring_need_another():
    assert move_of(S.RECEIVED, S.MERGED).needs == "into"
    assert move_of(S.RECEIVED, S.REFERRED).needs == "to"
    assert move_of(S.RECEIVED, S.WITHDRAWN).needs == ""
