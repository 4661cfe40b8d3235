"""Columns side by side to the few different rows that occur in them, so that each is worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
TABLE = 4
"""Codes up to this many times the rows are numbered by marking them in a table; beyond, by sorting."""


class Patterns(NamedTuple):
    """`first[k]` is the first row of pattern k; row i has pattern `which[i]`."""

    first: Whole
    which: Whole


def patterns(columns: Sequence[npt.NDArray[Any]], rows: int) -> Patterns:
    """The different rows of integer columns of equal length, in no particular order."""
    which: Whole = np.zeros(rows, dtype=np.int64)
    span = 1
    for column in columns if rows else ():
        low, high = int(column.min()), int(column.max())
        if low == high:
            continue
        which = which * (high - low + 1) + (column - low)
        span *= high - low + 1
        if span > TABLE * rows:
            which, span = _numbered(which, span)
    which, span = _numbered(which, span)
    first = np.zeros(span if rows else 0, dtype=np.int64)
    first[which[::-1]] = np.arange(rows - 1, -1, -1)
    return Patterns(first, which)


def spread(starts: Whole, counts: Whole) -> Whole:
    """The indices starts[i], starts[i] + 1, ... (counts[i] of them), one run behind the other."""
    if (counts == 1).all():
        return starts
    ends = np.cumsum(counts)
    shift = np.repeat(starts - ends + counts, counts)
    return shift + np.arange(len(shift))


def _numbered(codes: Whole, span: int) -> tuple[Whole, int]:
    if span > TABLE * len(codes):
        distinct, numbers = np.unique(codes, return_inverse=True)
        return numbers.ravel(), len(distinct)
    seen = np.zeros(span, dtype=bool)
    seen[codes] = True
    return (np.cumsum(seen) - 1)[codes], int(seen.sum())
