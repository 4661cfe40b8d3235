"""Weights of incidents/fusing.yaml, fitted on the article lists of two years: `python -m bench.fit_fusing [YEAR ...]`.

Every pair of accounts that could be of one event is a case: one row, or two. Logistic regression gives each kind of
evidence its weight in hundredths of log odds; those held by judgement stay as they are in the file. The pairs of a
group lean on one another, so `base` is then moved to where the groups, not the pairs, come out best, on the same years.
Prints the weights, and what they give on the years fitted; `python -m bench fusion` measures a year that was not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bench.fusion import accounts, pairs, rows_of
from holdfire.incidents.blocks import pairs as near_pairs
from holdfire.incidents.fuse import matcher
from holdfire.incidents.matching import Matcher
from holdfire.incidents.partition import partition
from holdfire.incidents.sights import Sight
from holdfire.incidents.weighing import crowds

YEARS, SEED, RIDGE = (2016, 2017), 1, 1.0
MOVES = range(-60, 181, 20)
EQUAL = 0.003
"""Of moves that come out as well but for this much the least is taken: two events in one hide one of them."""
Numbers = npt.NDArray[np.float64]


class Case(NamedTuple):
    """Two accounts that could be of one event."""

    pair: tuple[int, int]
    told: dict[str, float]
    one: bool


class Year(NamedTuple):
    """All cases of a year, what cannot be one, and which row each account is of."""

    cases: list[Case]
    keys: list[str]
    of_row: dict[str, int]


def year(number: int, matching: Matcher) -> Year:
    """The cases of one year."""
    made, of_row = accounts(rows_of(number), SEED)
    sights = [Sight.of(account) for account in made]
    keys = [account.key for account in made]
    near = [
        (i, j) for i, j in sorted(near_pairs(sights, matching.limits)) if not matching.conflict(sights[i], sights[j])
    ]
    crowd = crowds(sights, near, large_toll=matching.limits.large_toll)
    cases = []
    for i, j in near:
        around = max(crowd[i], crowd[j])
        one = of_row[keys[i]] == of_row[keys[j]]
        if matching.score(sights[i], sights[j], around) is not None:
            cases.append(Case((i, j), dict(matching.evidence(sights[i], sights[j], around)), one))
        else:
            cases.append(Case((i, j), {}, one))
    return Year(cases, keys, of_row)


def fitted(cases: Sequence[Case], names: Sequence[str], held: dict[str, int]) -> dict[str, int]:
    """Name -> weight in hundredths of log odds, by Newton's method; all but `base` drawn to 0 a little."""
    told = np.array([[case.told.get(name, 0.0) for name in names] for case in cases])
    given = np.array([sum(w / 100 * case.told.get(name, 0.0) for name, w in held.items()) for case in cases])
    one = np.array([case.one for case in cases], float)
    weights, drawn = np.zeros(len(names)), np.array([0.0 if name == "base" else RIDGE for name in names])
    for step in _steps(told, given, one, weights, drawn):
        if float(np.abs(step).max()) < 1e-6:
            break
    return {name: round(float(weight) * 100) for name, weight in zip(names, weights, strict=True)}


def _steps(told: Numbers, given: Numbers, one: Numbers, weights: Numbers, drawn: Numbers) -> Iterator[Numbers]:
    for _ in range(50):
        likely = 1 / (1 + np.exp(-(told @ weights + given)))
        bend = (told * (likely * (1 - likely))[:, None]).T @ told + np.diag(drawn)
        step = np.asarray(np.linalg.solve(bend, told.T @ (one - likely) - drawn * weights), np.float64)
        weights += step
        yield step


def counted(of: Year, weights: dict[str, int]) -> tuple[int, int, int]:
    """(right, wrong, missed) pairs of the groups that come of some weights."""
    worth = {c.pair: round(sum(weights[name] * much for name, much in c.told.items())) for c in of.cases}
    groups = partition(range(len(of.keys)), worth, lambda a, b: (a, b) not in worth)
    return pairs([[of.keys[i] for i in group] for group in groups], of.of_row)


def f(counts: Sequence[tuple[int, int, int]]) -> float:
    """Pairwise F over several years together."""
    right, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
    return float(2 * right / max(1, 2 * right + wrong + missed))


def main(numbers: Sequence[int]) -> None:
    """Fits, moves the base, prints."""
    matching = matcher()
    years = [year(number, matching) for number in numbers]
    cases = [case for of in years for case in of.cases if case.told]
    held = matching.limits.judged
    weights = fitted(cases, list(matching.limits.weights), held)
    print(f"{len(cases)} pairs, {sum(case.one for case in cases)} of one row; fitted:", weights)
    free = fitted(cases, [*weights, *held], {})
    print("what those held by judgement would be:", {name: free[name] for name in held})
    moved = {m: f([counted(of, {**weights, **held, "base": weights["base"] + m}) for of in years]) for m in MOVES}
    best = min((m for m in MOVES if moved[m] >= max(moved.values()) - EQUAL), key=lambda m: (abs(m), m))
    print("base moved by:", {m: round(value, 4) for m, value in moved.items()})
    for name, weight in (weights | {"base": weights["base"] + best}).items():
        print(f"  {name}: {weight}")
    print(f"pairwise F on {', '.join(map(str, numbers))} together: {moved[best]:.3f}")


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or YEARS)
