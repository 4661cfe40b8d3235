"""Counts of incidents by who told of them, to one log-linear model: its estimate of the unseen, its fit, its limits."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
History = tuple[int, ...]
"""One number per list, in order: 1 the list told of the incident, 0 it did not."""
Pair = tuple[int, int]
"""Two lists by position, the lower first."""

Z = 1.959964
"""Of the standard normal distribution, two-sided 95%."""
RANGE = (0.01, 1e7)
"""Numbers of unseen incidents that are looked at."""
FAR = 5.0
"""Roots beyond which nothing matters."""
STEPS, SETTLED, TINY = 60, 1e-8, 1e-9
"""Of the fit: at most so many steps, until no cell moves; and what keeps an empty cell solvable."""

@dataclass(frozen=True, eq=False)
class Fit:
    """A model fitted: which pairs of lists it lets depend on each other, and what follows from the counts."""

    pairs: tuple[Pair, ...]
    seen: Floats
    design: Floats
    missing: float
    """Incidents that no list told of."""
    deviance: float
    df: int
    p: float | None
    """Of the deviance under chi-squared; None: nothing is left to test."""
    aic: float

    @cached_property
    def limits(self) -> tuple[float, float]:
        """The 95% interval of unseen incidents by profile likelihood: 0 and infinity where the counts set no limit."""
        logs, roots = _roots(self.seen, self.design)
        low = math.exp(np.interp(-Z, -roots, logs)) if roots[0] > Z else 0.0
        high = math.exp(np.interp(Z, -roots, logs)) if roots[-1] < -Z else math.inf
        return low, high


def _cells(size: int) -> list[History]:
    """Every history that leaves a trace, then that of the incidents which leave none."""
    return [*(h for h in product((1, 0), repeat=size) if any(h)), (0,) * size]


def _design(pairs: Sequence[Pair], size: int) -> Floats:
    rows = [[1, *h, *(h[a] * h[b] for a, b in pairs)] for h in _cells(size)]
    return np.array(rows, dtype=float)


def fit(pairs: tuple[Pair, ...], size: int, counts: Mapping[History, int]) -> Fit:
    """The model in which these pairs of `size` lists depend on each other and nothing else does."""
    from scipy.special import chdtrc

    design = _design(pairs, size)
    seen = np.array([counts.get(h, 0) for h in _cells(size)[:-1]], dtype=float)
    glm = _poisson(seen, design[:-1])
    df = len(seen) - design.shape[1]
    missing = float(np.exp(glm.params[0]))  # the cell of zeros, which nobody counted, is the intercept
    return Fit(
        pairs=pairs,
        seen=seen,
        design=design,
        missing=missing,
        deviance=float(glm.deviance),
        df=df,
        p=float(chdtrc(df, glm.deviance)) if df else None,
        aic=float(-2 * glm.llf + 2 * design.shape[1]),
    )


def _poisson(counted: Floats, design: Floats) -> Any:
    """The generalised linear model of statsmodels, fitted."""
    from statsmodels.genmod import families
    from statsmodels.genmod.generalized_linear_model import GLM

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a model with a parameter per cell predicts perfectly: that is no fault here
        return GLM(counted, design, family=families.Poisson()).fit(maxiter=200, tol=1e-10)


def _roots(seen: Floats, design: Floats) -> tuple[Floats, Floats]:
    """Logarithms of numbers of unseen incidents, and the signed root deviance of each: from high to low, and standard
    normal at the true number."""
    coarse = np.geomspace(*RANGE, 60)
    likely = _profile(seen, design, coarse)
    near = np.flatnonzero(2 * (likely.max() - likely) < FAR**2)
    ends = coarse[max(near[0] - 1, 0)], coarse[min(near[-1] + 1, len(coarse) - 1)]
    fine = np.geomspace(*ends, 200)
    likely = _profile(seen, design, fine)
    best = int(likely.argmax())
    signs = np.where(np.arange(len(fine)) < best, 1.0, -1.0)
    return np.log(fine), signs * np.sqrt(2 * (likely[best] - likely))


def _profile(seen: Floats, design: Floats, unseen: Floats) -> Floats:
    """Multinomial log-likelihood of each number of unseen incidents, highest over the model's parameters.

    The model is fitted to all numbers at once by the least squares, iteratively reweighted, that statsmodels runs for
    one at a time; a test holds the two to each other.
    """
    from scipy.special import gammaln

    counted = np.column_stack([np.tile(seen, (len(unseen), 1)), unseen])
    mean = (counted + counted.mean(axis=1, keepdims=True)) / 2
    linear = np.log(mean)
    squares = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    ridge = TINY * np.eye(design.shape[1])
    for _ in range(STEPS):
        working = linear + (counted - mean) / mean
        normal = (mean @ squares).reshape(len(unseen), *ridge.shape) + ridge
        slopes = np.linalg.solve(normal, ((mean * working) @ design)[:, :, None])[:, :, 0]
        moved, linear = linear, np.maximum(slopes @ design.T, -30.0)
        mean = np.exp(linear)
        if np.abs(linear - moved).max() < SETTLED:
            break
    share = linear - np.log(mean.sum(axis=1, keepdims=True))
    ways = gammaln(seen.sum() + unseen + 1) - gammaln(unseen + 1)
    likely: Floats = ways + (counted * share).sum(axis=1)
    return likely
