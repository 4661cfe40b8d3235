"""Which lists told of which incidents, to how many none of them told of: log-linear capture-recapture, or a refusal.

For research only: an estimate rests on assumptions that nobody can check in a war, so none enters a bulletin, and the
room exports none of this. Sources: S. E. Fienberg, Biometrika 59 (1972), for the models; R. M. Cormack, Biometrics 48
(1992), for profile likelihood intervals; S. T. Buckland and others, Biometrics 53 (1997), for averaging over models.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain, combinations

import msgspec

from holdfire.findings.loglinear import Fit, History, Pair, fit

LISTS = (3, 4)
"""Two lists cannot tell dependence from incompleteness; five have models without number and cells without counts."""
LEAST_SEEN = 50
LEAST_AGAIN = 15
"""Incidents told of at all, and by two lists or more; `python -m bench.unreported` shows what intervals do."""
FIT = 0.01
"""A model is kept while its deviance is no stranger than this."""
LIGHT = 0.05
"""A model without an upper limit is passed over when its weight is less than this; else there is no estimate."""
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
    """Of what no list told of."""
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

    Each model gives an estimate and the limits of its profile likelihood; both are averaged by AIC weight on a log
    scale. Choosing the best model instead makes intervals too short, averaging tail areas too long (measured by
    `python -m bench.unreported`). `refused` says why, where no estimate can be given; `depend` is what is known of one
    list's copying from another.
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
    fits, why = _bounded(fits, lists)
    if why:
        return msgspec.structs.replace(told, refused=why, left_out=left_out)
    weights = _weights(fits)
    middle, low, high = (
        _mean(values, weights) for values in zip(*((f.missing, *f.limits) for f in fits), strict=True)
    )
    return msgspec.structs.replace(
        told, estimate=round(middle, 1), low=round(low, 1), high=round(high, 1), left_out=left_out,
        models=tuple(sorted((_model(f, w, lists, told.seen) for f, w in zip(fits, weights, strict=True)), key=_rank)),
        method=(
            "Poisson log-linear models with every set of pairwise dependence, fitted by statsmodels; each model's "
            f"estimate and 95% profile likelihood limits, averaged over {len(fits)} models by AIC weight on a log scale"
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
        return f"only {again} are told of by more than one list; under {LEAST_AGAIN} no interval is worth its name"
    for at, name in enumerate(lists):
        if not any(h[at] and sum(h) > 1 for h, n in counts.items() if n):
            return f"{name} shares no incident with another list"
    return ""


def _fitted(lists: Sequence[str], counts: Mapping[History, int]) -> tuple[list[Fit], tuple[str, ...]]:
    """Every model that the counts can tell and that fits, and the others with why not."""
    fits, left_out = [], []
    all_pairs = list(combinations(range(len(lists)), 2))
    for pairs in chain.from_iterable(combinations(all_pairs, size) for size in range(len(all_pairs) + 1)):
        name = _name(pairs, lists)
        if any(not any(n and h[a] and h[b] for h, n in counts.items()) for a, b in pairs):
            left_out.append(f"{name}: two of its lists share no incident, so their dependence cannot be told")
            continue
        one = fit(pairs, len(lists), counts)
        if one.p is not None and one.p < FIT:
            left_out.append(f"{name}: does not fit (deviance {one.deviance:.1f} on {one.df}, p {one.p:.2g})")
            continue
        fits.append(one)
    return fits, tuple(left_out)


def _bounded(fits: list[Fit], lists: Sequence[str]) -> tuple[list[Fit], str]:
    """The models that set an upper limit; and why no estimate is given, where too little speaks for them."""
    if all(f.p is None for f in fits):
        return [], (
            "the lists depend on each other: every model with anything left to test it fails, and one that fits "
            "whatever was counted is no evidence"
        )
    for one, weight in zip(fits, _weights(fits), strict=True):
        if math.isinf(one.limits[1]) and weight >= LIGHT:
            return [], f"the counts set no upper limit: {_name(one.pairs, lists)} fits them whatever went unreported"
    return [f for f in fits if not math.isinf(f.limits[1])], ""


def _weights(fits: Sequence[Fit]) -> list[float]:
    least = min(f.aic for f in fits)
    raw = [math.exp((least - f.aic) / 2) for f in fits]
    return [r / sum(raw) for r in raw]


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """The mean of numbers of unseen incidents on a log scale; one is added, so that nought has a logarithm."""
    return math.expm1(sum(w * math.log1p(v) for v, w in zip(values, weights, strict=True)))


def _model(one: Fit, weight: float, lists: Sequence[str], seen: int) -> Model:
    return Model(
        pairs=tuple(f"{lists[a]}*{lists[b]}" for a, b in one.pairs), estimate=round(seen + one.missing, 1),
        deviance=round(one.deviance, 2), df=one.df, p=None if one.p is None else round(one.p, 4),
        aic=round(one.aic, 2), weight=round(weight, 4),
    )  # fmt: skip


def _rank(model: Model) -> tuple[float, tuple[str, ...]]:
    return -model.weight, model.pairs


def _name(pairs: Sequence[Pair], lists: Sequence[str]) -> str:
    return ", ".join(f"{lists[a]}*{lists[b]}" for a, b in pairs) or "independent"
