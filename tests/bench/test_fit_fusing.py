"""Fitting gives back the log odds that cases were made by, leaves what is held, and counts groups as the bench does."""

from __future__ import annotations

from math import exp

import pytest
from bench.fit_fusing import Case, Year, counted, f, fitted


def cases(alike: float, held: float) -> list[Case]:
    """Ten thousand pairs: the odds of one event are e ** (-1 + alike + held) where both are there."""
    made = []
    for told, odds in (
        ({"base": 1.0, "old": 1.0}, -1 + held),
        ({"base": 1.0, "alike": 1.0, "old": 1.0}, -1 + alike + held),
    ):
        ones = round(5000 / (1 + exp(-odds)))
        made += [Case((0, 1), dict(told), n < ones) for n in range(5000)]
    return made


def test_weights_are_log_odds_beside_what_is_held() -> None:
    found = fitted(cases(alike=2.0, held=-0.5), ["base", "alike"], {"old": -50})
    assert found == {"base": pytest.approx(-100, abs=2), "alike": pytest.approx(200, abs=3)}


def test_groups_are_counted() -> None:
    of_row = {"a": 1, "b": 1, "c": 2}
    year = Year([Case((0, 1), {"base": 1.0}, True), Case((1, 2), {"base": 0.5}, False)], ["a", "b", "c"], of_row)
    assert counted(year, {"base": 100}) == (1, 0, 0)
    assert counted(year, {"base": -100}) == (0, 0, 1)
    assert f([(1, 0, 0), (0, 0, 1)]) == pytest.approx(2 / 3)
