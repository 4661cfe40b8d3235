"""Which lists told of which incidents, to how many none of them told of: log-linear capture-recapture, or a refusal.

For research only: an estimate rests on assumptions that nobody can check in a war, so none enters a bulletin, and the
room exports none of this. Sources: S. E. Fienberg, Biometrika 59 (1972), for the models; R. M. Cormack, Biometrics 48
(1992), for profile likelihood intervals; D. Fletcher and D. Turek, JABES 17 (2012), for averaging them over models.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, product
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
History = tuple[int, ...]
"""One number per list, in order: 1 the list told of the incident, 0 it did not."""
Pair = tuple[int, int]

LISTS = (3, 4)
"""Two lists cannot tell dependence from incompleteness; five have models without number and cells without counts."""
LEAST_SEEN = 50
LEAST_AGAIN = 15
"""Incidents told of at all, and by two lists or more; `python -m bench.unreported` shows what intervals do."""
FIT = 0.01
"""A model is kept while its deviance is no stranger than this."""
LIGHT = 0.001
"""Models of less weight change no digit that is printed."""
RANGE = (0.01, 1e7)
"""Numbers of unseen incidents that are looked at."""
FAR = 5.0
"""Roots beyond which nothing matters."""
STEPS, SETTLED, TINY = 60, 1e-8, 1e-9
"""Of the fit: at most so many steps, until no cell moves; and what keeps an empty cell solvable."""
ASSUMPTIONS = (
    "every incident of the zone and days had a chance to be told of by every list",
    "the chance was alike for all incidents, or differed in ways that the lists do not share",
    "no incident was added or lost: the days are closed",
    "an incident that two lists tell of was fused into one, and no two incidents were fused",
    "lists depend on each other at most in pairs; that all of them do at once cannot be seen in the counts",
)


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """One log-linear model: which pairs of lists depend on each other, and what follows."""

    pairs: tuple[str, ...]
    """`a*b`; empty: all lists are independent."""
    estimate: float
    """Of all incidents, told of or not."""
    deviance: float
    df: int
    p: float | None
    """Of the deviance under chi-squared; None: nothing is left to test (df 0)."""
    aic: float
    weight: float


class Unreported(msgspec.Struct, frozen=True, kw_only=True):
    """How many incidents no list told of: estimate and 95% interval, with what they rest on; or why there is none."""

    lists: tuple[str, ...]
    histories: dict[str, int]
    """`101`: told of by the first and third list -> incidents."""
    seen: int
    refused: str = ""
    """Why no estimate is given, or ""."""
    estimate: float | None = None
    """Of what no list told of: the median of the averaged confidence distribution."""
    low: float | None = None
    high: float | None = None
    models: tuple[Model, ...] = ()
    left_out: tuple[str, ...] = ()
    """Models that the counts cannot tell, or that do not fit, with why."""
    method: str = ""
    assumptions: tuple[str, ...] = ASSUMPTIONS


def histories(captured: Mapping[str, Sequence[bool]]) -> dict[History, int]:
    """Incident -> which lists told of it, counted by history. What no list told of is no history here."""
    counts: dict[History, int] = {}
    for told in captured.values():
        history = tuple(int(t) for t in told)
        if any(history):
            counts[history] = counts.get(history, 0) + 1
    return dict(sorted(counts.items(), reverse=True))


def unreported(lists: Sequence[str], counts: Mapping[History, int], *, depend: str = "") -> Unreported:
    """An estimate of what none of three or four lists told of, averaged over all models with dependence in pairs.

    Each model gives a profile likelihood for the number of all incidents; models are weighted by AIC, and the interval
    leaves 2.5% of the averaged confidence distribution on either side. `refused` says why, where none can be given;
    `depend` is what is known of one list's copying from another.
    """
    told = Unreported(
        lists=tuple(lists),
        histories={"".join(map(str, h)): n for h, n in sorted(counts.items(), reverse=True)},
        seen=sum(counts.values()),
    )
    why = _too_little(lists, counts) or depend
    if why:
        return msgspec.structs.replace(told, refused=why)
    fits, left_out = _fitted(lists, counts)
    why = _unfitting(fits)
    if why:
        return msgspec.structs.replace(told, refused=why, left_out=left_out)
    weights = _weights([f.aic for f in fits])
    low, middle, high = (_quantile(fits, weights, share) for share in (0.025, 0.5, 0.975))
    if math.isinf(high):
        return msgspec.structs.replace(told, refused="the counts set no upper limit to what went unreported")
    return msgspec.structs.replace(
        told, estimate=round(middle, 1), low=round(low, 1), high=round(high, 1), left_out=left_out,
        models=tuple(sorted((_model(f, w, lists, told.seen) for f, w in zip(fits, weights, strict=True)), key=_rank)),
        method=(
            "Poisson log-linear models with every set of pairwise dependence, fitted by statsmodels; profile "
            f"likelihood of the number of all incidents, averaged over {len(fits)} models by AIC weight; 95% interval"
        ),
    )  # fmt: skip


def _too_little(lists: Sequence[str], counts: Mapping[History, int]) -> str:
    if len(lists) < LISTS[0]:
        return f"{len(lists)} lists cannot tell dependence from incompleteness: at least {LISTS[0]} are needed"
    if len(lists) > LISTS[1]:
        return f"{len(lists)} lists are more than the counts can carry: at most {LISTS[1]}; join some with +"
    seen, again = sum(counts.values()), sum(n for h, n in counts.items() if sum(h) > 1)
    if seen < LEAST_SEEN:
        return f"the lists tell of {seen} incidents together; under {LEAST_SEEN} no interval is worth its name"
    if again < LEAST_AGAIN:
        return f"{again} incidents are told of by more than one list; under {LEAST_AGAIN} no interval is worth its name"
    for at, name in enumerate(lists):
        if not any(h[at] and sum(h) > 1 for h, n in counts.items() if n):
            return f"{name} shares no incident with another list"
    return ""


@dataclass(frozen=True, eq=False)
class _Fit:
    pairs: tuple[Pair, ...]
    seen: Floats
    design: Floats
    missing: float
    deviance: float
    df: int
    p: float | None
    aic: float

    @cached_property
    def roots(self) -> tuple[Floats, Floats]:
        """Logarithms of numbers of unseen incidents -> signed roots of the profile deviance, standard normal at the
        true number; as far out as they matter."""
        return _roots(self.seen, self.design)


def _fitted(lists: Sequence[str], counts: Mapping[History, int]) -> tuple[list[_Fit], tuple[str, ...]]:
    """Every model that the counts can tell and that fits, and the others with why not."""
    fits, left_out = [], []
    all_pairs = list(combinations(range(len(lists)), 2))
    for pairs in chain.from_iterable(combinations(all_pairs, size) for size in range(len(all_pairs) + 1)):
        name = _name(pairs, lists)
        if any(not any(n and h[a] and h[b] for h, n in counts.items()) for a, b in pairs):
            left_out.append(f"{name}: two of its lists share no incident, so their dependence cannot be told")
            continue
        fit = _fit(pairs, len(lists), counts)
        if fit.p is not None and fit.p < FIT:
            left_out.append(f"{name}: does not fit (deviance {fit.deviance:.1f} on {fit.df}, p {fit.p:.2g})")
            continue
        fits.append(fit)
    return fits, tuple(left_out)


def _unfitting(fits: Sequence[_Fit]) -> str:
    if any(f.p is not None for f in fits):
        return ""
    return (
        "the lists depend on each other: every model with anything left to test it fails, and one that fits whatever "
        "was counted is no evidence"
    )


def _cells(size: int) -> list[History]:
    """Every history that leaves a trace, then that of the incidents which leave none."""
    return [*(h for h in product((1, 0), repeat=size) if any(h)), (0,) * size]


def _design(pairs: Sequence[Pair], size: int) -> Floats:
    rows = [[1, *h, *(h[a] * h[b] for a, b in pairs)] for h in _cells(size)]
    return np.array(rows, dtype=float)


def _fit(pairs: tuple[Pair, ...], size: int, counts: Mapping[History, int]) -> _Fit:
    from scipy.special import chdtrc

    design = _design(pairs, size)
    seen = np.array([counts.get(h, 0) for h in _cells(size)[:-1]], dtype=float)
    glm = _poisson(seen, design[:-1])
    df = len(seen) - design.shape[1]
    missing = float(np.exp(glm.params[0]))  # the cell of zeros, which nobody counted, is the intercept
    return _Fit(
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
        beta = np.linalg.solve(normal, ((mean * working) @ design)[:, :, None])[:, :, 0]
        moved, linear = linear, np.maximum(beta @ design.T, -30.0)
        mean = np.exp(linear)
        if np.abs(linear - moved).max() < SETTLED:
            break
    share = linear - np.log(mean.sum(axis=1, keepdims=True))
    ways = gammaln(seen.sum() + unseen + 1) - gammaln(unseen + 1)
    likely: Floats = ways + (counted * share).sum(axis=1)
    return likely


def _weights(aic: Sequence[float]) -> list[float]:
    least = min(aic)
    raw = [math.exp((least - a) / 2) for a in aic]
    return [r / sum(raw) for r in raw]


def _quantile(fits: Sequence[_Fit], weights: Sequence[float], share: float) -> float:
    """The number of unseen incidents below which `share` of the averaged confidence distribution lies."""
    from scipy.optimize import brentq
    from scipy.special import ndtr

    heavy = [(f.roots, w) for f, w in zip(fits, weights, strict=True) if w >= LIGHT]
    whole = sum(w for _, w in heavy)

    def above(log: float) -> float:
        roots = np.array([np.interp(log, *table, left=FAR, right=-FAR) for table, _ in heavy])
        return float(np.dot(ndtr(-roots), [w / whole for _, w in heavy])) - share

    low, high = (math.log(edge) for edge in RANGE)
    if above(low) >= 0:
        return 0.0
    return math.inf if above(high) < 0 else math.exp(float(brentq(above, low, high, xtol=1e-4)))


def _model(fit: _Fit, weight: float, lists: Sequence[str], seen: int) -> Model:
    return Model(
        pairs=tuple(f"{lists[a]}*{lists[b]}" for a, b in fit.pairs), estimate=round(seen + fit.missing, 1),
        deviance=round(fit.deviance, 2), df=fit.df, p=None if fit.p is None else round(fit.p, 4),
        aic=round(fit.aic, 2), weight=round(weight, 4),
    )  # fmt: skip


def _rank(model: Model) -> tuple[float, tuple[str, ...]]:
    return -model.weight, model.pairs


def _name(pairs: Sequence[Pair], lists: Sequence[str]) -> str:
    return ", ".join(f"{lists[a]}*{lists[b]}" for a, b in pairs) or "independent"
