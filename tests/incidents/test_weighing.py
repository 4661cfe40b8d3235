"""What two accounts have for and against one event, measure by measure, and how many events are told of around them."""

from __future__ import annotations

from math import log

import pytest
from msgspec.structs import replace
from tests.incidents.made import account, day, killed

from holdfire.incidents.sights import Limits, Sight
from holdfire.incidents.weighing import crowds, evidence
from holdfire.records import Account, Doubt, Place


def told(one: Account, other: Account, crowd: int = 0) -> dict[str, float]:
    found = list(evidence(Sight.of(one), Sight.of(other), crowd, large_toll=10))
    assert sorted(found) == sorted(evidence(Sight.of(other), Sight.of(one), crowd, large_toll=10))
    assert len(dict(found)) == len(found)
    return dict(found)


def test_what_is_alike_and_what_is_not() -> None:
    one = account("a", casualties=(killed(4, 4),), participants=("red", "blue"))
    other = account("b", source="south", casualties=(killed(4, None),), participants=("red", "green"))
    found = told(one, other, crowd=2)
    assert found == pytest.approx(
        {"base": 1, "crowd": log(3), "same_act": 1, "other_sides": 1, "told_together": 1, "same_toll": 1,
         "same_toll_log": log(4)}
    )  # fmt: skip


def test_days_and_the_day_of_telling() -> None:
    one = account("a", source="south")
    assert "told_before" in told(one, account("b", time=day(14), knowable_from="2017-11-14"))
    assert "told_before" not in told(one, account("b", knowable_from="2017-11-14"))
    assert told(one, account("b", time=day(14))).keys() >= {"no_shared_time", "told_before"}
    assert told(one, account("b", time=day(13, hours=48))).keys() >= {"period", "uneven"}


def test_distance_says_nothing_within_two_kilometres() -> None:
    def at(km: float) -> Account:
        return account("b", place=Place(name="there", lat=36.14 + km / 111.2, lon=36.82, radius_m=3000))

    assert "km" not in told(account("a"), at(1.9))
    assert told(account("a"), at(5))["km"] == pytest.approx(3, abs=0.05)
    assert told(account("a"), at(5))["km_outside"] == pytest.approx(2, abs=0.05)


def test_tolls_that_rise_and_tolls_that_differ() -> None:
    def pair(low: int, high: int) -> dict[str, float]:
        return told(account("a", casualties=(killed(low, low),)), account("b", casualties=(killed(high, high),)))

    assert pair(29, 58)["rising_ratio"] == pytest.approx(log(2))
    assert pair(2, 4)["toll_ratio"] == pytest.approx(log(2))
    assert "no_toll" in told(account("a"), account("b"))
    assert "one_toll" in told(account("a"), account("b", casualties=(killed(3, 3),)))


def test_a_crowd_is_different_small_tolls_not_many_accounts() -> None:
    tolls = [2, 2, 2, 3, 40]
    sights = [Sight.of(account(f"a{n}", casualties=(killed(toll, toll),))) for n, toll in enumerate(tolls)]
    every = [(i, j) for i in range(5) for j in range(i + 1, 5)]
    assert crowds(sights, every, large_toll=10) == [2, 2, 2, 1, 2]
    assert crowds(sights, [(0, 1), (1, 2)], large_toll=10) == [1, 1, 1, 0, 0]


def test_each_piece_of_evidence_has_one_weight() -> None:
    limits = Limits.packaged()
    assert not limits.weights.keys() & limits.judged.keys()
    names = {"base", "crowd", "km", "km_outside", "area", "no_shared_time", "period", "uneven", "told_together",
             "told_before", "same_act", "other_act", "no_toll", "one_toll", "same_toll", "same_toll_log", "rising_toll",
             "rising_ratio", "toll_ratio", "same_source", "same_text", "other_sides"}  # fmt: skip
    assert limits.weights.keys() | limits.judged.keys() == names


def test_a_text_of_one_place_and_day_may_tell_one_event_twice() -> None:
    one, other = (account(name, report="report:r", text="t", span=(at, at + 9)) for name, at in (("a", 0), ("b", 5000)))
    assert "same_text" in told(one, other)
    by_the_whole = replace(other, doubts=(Doubt(code="time-from-text", where="x", why="y", settle="z"),))
    assert "same_text" not in told(one, by_the_whole)
