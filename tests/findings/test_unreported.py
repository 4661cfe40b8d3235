"""Capture-recapture: textbook numbers by hand, real counts from the literature, refusals, and intervals that hold."""

import ast
import math
from fractions import Fraction

import numpy as np
import pytest
from bench.unreported import WORLDS, draw, held, one
from tests.shape.code import SRC

from holdfire.findings.loglinear import _cells, _design, _poisson, _profile, fit
from holdfire.findings.unreported import histories, unreported

# Hepatitis A at a college in northern Taiwan, 1995: P serum tests (135 cases), Q hospital records (122), E an
# epidemiological inquiry (126), 271 in all. A. Chao and others, Statistics in Medicine 20 (2001), 3123-3157, Table II.
HEPATITIS = {(1, 1, 1): 28, (1, 1, 0): 21, (1, 0, 1): 17, (1, 0, 0): 69, (0, 1, 1): 18, (0, 1, 0): 55, (0, 0, 1): 63}

# Known diabetes in a town in Italy, four lists (1754, 452, 1135 and 173 cases, 2069 in all). G. Bruno and others,
# Diabetes Care 17 (1994), 548; in the order 1111, 1110, ..., 0001.
DIABETES = dict(
    zip(
        [tuple(int(b) for b in f"{n:04b}") for n in range(15, 0, -1)],
        (58, 157, 18, 104, 46, 650, 12, 709, 14, 20, 7, 74, 8, 182, 10),
        strict=True,
    )
)
INDEPENDENT = {(1, 1, 1): 60, (1, 1, 0): 60, (1, 0, 1): 55, (1, 0, 0): 62, (0, 1, 1): 61, (0, 1, 0): 58, (0, 0, 1): 63}
NAMES = ("P", "Q", "E")
RESEARCH = {f"holdfire.findings.{name}" for name in ("unreported", "lists", "loglinear")}


def missing(pairs, counts=HEPATITIS):
    return fit(pairs, len(next(iter(counts))), counts).missing


def test_the_counts_from_the_literature_are_those_printed():
    assert [sum(n for h, n in HEPATITIS.items() if h[at]) for at in range(3)] == [135, 122, 126]
    assert [sum(n for h, n in DIABETES.items() if h[at]) for at in range(4)] == [1754, 452, 1135, 173]
    assert (sum(HEPATITIS.values()), sum(DIABETES.values())) == (271, 2069)


def test_dependence_in_every_pair_has_a_closed_form():
    by_hand = Fraction(28 * 69 * 55 * 63, 21 * 17 * 18)  # Fienberg 1972: no interaction of all three
    assert missing(((0, 1), (0, 2), (1, 2))) == pytest.approx(float(by_hand), rel=1e-6)


def test_two_dependent_pairs_leave_two_lists_independent_outside_the_third():
    """Lincoln-Petersen among what the third list did not tell of: n10 * n01 / n11."""
    assert missing(((0, 2), (1, 2))) == pytest.approx(69 * 55 / 21, rel=1e-6)
    assert missing(((0, 1), (1, 2))) == pytest.approx(69 * 63 / 17, rel=1e-6)
    assert missing(((0, 1), (0, 2))) == pytest.approx(55 * 63 / 18, rel=1e-6)


def test_one_dependent_pair_is_lincoln_petersen_of_the_pair_joined_against_the_third():
    """P and Q joined tell of 208, E of 126, both of 63: 208 * 126 / 63 = 416 in all."""
    assert missing(((0, 1),)) + 271 == pytest.approx(208 * 126 / 63, rel=1e-6)


def test_independent_lists_solve_the_equation_of_their_totals():
    """N with (1 - 135/N)(1 - 122/N)(1 - 126/N) = 1 - 271/N (Darroch 1958): 388, as the literature has it."""
    whole = missing(()) + 271
    assert (1 - 135 / whole) * (1 - 122 / whole) * (1 - 126 / whole) == pytest.approx(1 - 271 / whole, rel=1e-6)
    assert round(whole) == 388


def test_chapman_on_two_lists_agrees_with_the_third_as_a_check():
    """CARE1's documentation prints Petersen 2353 and Chapman 2351 for the first two lists of the diabetes counts."""
    first, second, both = 1754, 452, sum(n for h, n in DIABETES.items() if h[0] and h[1])
    assert round(first * second / both) == 2353
    assert round((first + 1) * (second + 1) / (both + 1) - 1) == 2351


def test_lists_that_depend_on_each_other_in_every_way_are_refused():
    """Every model but the one that fits anything fails here; that one says 1313, against some 500 by other means."""
    told = unreported(NAMES, HEPATITIS)
    assert told.estimate is told.low is None
    assert "depend on each other" in told.refused
    assert len(told.left_out) == 7


def test_four_lists_with_strong_dependence_keep_only_models_thatfit():
    told = unreported(("clinic", "hospital", "prescriptions", "strips"), DIABETES)
    assert told.models[0].pairs == (
        "clinic*hospital", "clinic*prescriptions", "hospital*prescriptions", "hospital*strips", "prescriptions*strips",
    )  # fmt: skip
    assert (told.models[0].estimate, told.models[0].deviance, told.models[0].df) == (2771.2, 7.62, 5)
    assert told.low < told.estimate < told.high
    assert all(m.p is None or m.p >= 0.01 for m in told.models)


def test_an_estimate_states_what_it_rests_on():
    told = unreported(NAMES, INDEPENDENT)
    assert told.seen == 419
    assert told.low < told.estimate < told.high
    assert told.models[0].pairs == ()
    assert sum(m.weight for m in told.models) == pytest.approx(1, abs=0.001)
    assert "averaged over 8 models" in told.method
    assert len(told.assumptions) == 5


def test_the_order_of_lists_does_not_matter():
    turned = {(h[2], h[0], h[1]): n for h, n in INDEPENDENT.items()}
    one_way, other = unreported(NAMES, INDEPENDENT), unreported(("E", "P", "Q"), turned)
    assert (one_way.low, one_way.high) == pytest.approx((other.low, other.high), abs=0.2)


@pytest.mark.parametrize(
    ("lists", "counts", "why"),
    [
        (("a", "b"), {(1, 1): 100, (1, 0): 100, (0, 1): 100}, "at least 3"),
        (tuple("abcde"), {(1, 1, 1, 1, 1): 100}, "at most 4"),
        (NAMES, {h: n // 10 for h, n in INDEPENDENT.items()}, "under 50"),
        (NAMES, {(1, 1, 1): 2, (1, 0, 0): 50, (0, 1, 0): 50, (0, 0, 1): 50}, "under 15"),
        (NAMES, {(1, 1, 0): 40, (1, 0, 0): 50, (0, 1, 0): 50, (0, 0, 1): 50}, "E shares no incident"),
    ],
)
def test_too_little_is_refused_in_one_line(lists, counts, why):
    told = unreported(lists, counts)
    assert why in told.refused
    assert "\n" not in told.refused
    assert told.estimate is None


def test_known_copying_is_refused():
    assert unreported(NAMES, INDEPENDENT, depend="P copies Q").refused == "P copies Q"


def test_a_pair_that_shares_nothing_cannot_be_told_to_depend():
    counts = {(1, 1, 0): 40, (1, 0, 0): 50, (0, 1, 1): 30, (0, 1, 0): 50, (0, 0, 1): 50}
    told = unreported(NAMES, counts)
    assert any("P*E: two of its lists share no incident" in line for line in told.left_out)


def test_histories_count_only_what_some_list_told_of():
    captured = {"incident:1": (True, False, True), "incident:2": (False, False, False), "incident:3": (True, False, True)}
    assert histories(captured) == {(1, 0, 1): 2}


def test_the_profile_is_the_librarys_likelihood_of_the_whole_table():
    """As statsmodels fits one number at a time; the profile is highest near the fitted number."""
    seen = np.array([HEPATITIS[h] for h in _cells(3)[:-1]], dtype=float)
    for pairs in ((), ((0, 1),), ((0, 1), (1, 2)), ((0, 1), (0, 2), (1, 2))):
        design = _design(pairs, 3)
        numbers = np.array([1.0, 50.0, 150.0, 3000.0])
        fitted = [_poisson(np.append(seen, n), design).fittedvalues for n in numbers]
        by_library = [
            math.lgamma(272 + n) - math.lgamma(n + 1) + float((np.append(seen, n) * np.log(f / f.sum())).sum())
            for n, f in zip(numbers, fitted, strict=True)
        ]
        assert _profile(seen, design, numbers) == pytest.approx(by_library, abs=1e-6)


def test_the_interval_of_one_model_is_its_profile_likelihood():
    """Rcapture and others call it so: where twice the fall of the log-likelihood is the 95% point of chi-squared."""
    alone = fit((), 3, INDEPENDENT)
    seen = np.array([INDEPENDENT[h] for h in _cells(3)[:-1]], dtype=float)
    ends = np.array([*alone.limits, *np.linspace(alone.missing - 2, alone.missing + 1, 301)])
    low, high, *near = _profile(seen, _design((), 3), ends)
    assert 2 * (max(near) - low) == pytest.approx(3.841, abs=0.01)
    assert 2 * (max(near) - high) == pytest.approx(3.841, abs=0.01)
    assert alone.limits[0] < alone.missing < alone.limits[1]


@pytest.mark.parametrize("world", [WORLDS[1], WORLDS[2]], ids=lambda w: w.name)
def test_intervals_hold_the_truth_about_as_often_as_they_say(world):
    """A hundred seeded populations; the bench has five hundred of every kind. 95 of 100 are meant, 88 would be odd."""
    results = [one(world, seed) for seed in range(100)]
    within = held(results)
    assert len(within) >= 95
    assert sum(within) / len(within) >= 0.89


def test_the_bench_draws_what_its_worlds_say():
    dice = np.random.default_rng(1)
    for world in WORLDS:
        counts, unseen = draw(world, dice)
        assert sum(counts.values()) + unseen == world.incidents
        assert all(len(h) == len(world.chances) and any(h) for h in counts)


def test_no_bulletin_and_no_room_but_research_knows_of_it():
    users = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in RESEARCH:
                users.add(path.relative_to(SRC).as_posix())
    assert users == {"cli/research.py", "flow/research.py", "findings/unreported.py"}
