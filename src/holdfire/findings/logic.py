"""Three-valued logic on columns: results as int8, so that AND is the minimum and OR the maximum (Kleene)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from holdfire.records import Because, Result, Verdict

Results = npt.NDArray[np.int8]

FAIL, UNKNOWN, PASS = -1, 0, 1
CODE: dict[Result, int] = {Result.FAIL: FAIL, Result.UNKNOWN: UNKNOWN, Result.PASS: PASS}
RESULT: dict[int, Result] = {code: result for result, code in CODE.items()}

VERDICTS: tuple[Verdict, ...] = (
    Verdict.NOT_COVERED,
    Verdict.CONSISTENT,
    Verdict.UNDETERMINED,
    Verdict.CONTRARY_UNLESS_EXCEPTION,
    Verdict.CONTRARY,
)
"""From the weakest to the strongest: what stands for an incident under several terms is the strongest."""

BECAUSE: tuple[Because, ...] = (
    Because.TIME, Because.PLACE, Because.ACT, Because.ACTOR, Because.AUTHOR, Because.FACT,
)  # fmt: skip
"""Bit i of a because mask."""

CHECKS: tuple[str, ...] = ("time", "place", "act", "weapon", "actor", "condition")
"""The order of the check columns; `actor` is author and target together, candidate by candidate."""

_REASON = (Because.TIME, Because.PLACE, Because.ACT, Because.ACT, Because.ACTOR, Because.FACT)


def every(columns: Sequence[Results]) -> Results:
    """AND over columns: one failure decides, otherwise one unknown does."""
    out: Results = np.minimum.reduce(np.broadcast_arrays(*columns))
    return out


def some(columns: Sequence[Results]) -> Results:
    """OR over columns: one pass decides, otherwise one unknown does."""
    out: Results = np.maximum.reduce(np.broadcast_arrays(*columns))
    return out


def verdict_codes(checks: Sequence[Results], breach: npt.NDArray[np.bool_], flags: Results) -> npt.NDArray[np.int16]:
    """Verdict and reasons of each row, as verdict * 256 + because mask.

    checks: columns in the order of CHECKS. breach: whether the act, where it passes, is what the term forbids (True) or
    what it asks for or allows (False). flags: bit 0 = the author is established, bit 1 = an exception is invoked.
    """
    columns = np.broadcast_arrays(*checks)
    overall = every(columns)
    failed, unknown = _mask(columns, FAIL), _mask(columns, UNKNOWN)
    established, invoked = (flags & 1).astype(bool), (flags & 2).astype(bool)
    strongest = np.where(invoked, 3, 4)
    passed = np.where(breach, strongest, 1)
    verdict = np.where(overall == FAIL, 0, np.where(overall == UNKNOWN, 2, passed))
    author = np.where(breach & ~established, 1 << BECAUSE.index(Because.AUTHOR), 0)
    mask = np.where(overall == FAIL, failed, np.where(overall == UNKNOWN, unknown, author))
    return (verdict * 256 + mask).astype(np.int16)


def unpack(code: int) -> tuple[Verdict, tuple[Because, ...]]:
    """The verdict and its reasons out of one code."""
    return VERDICTS[code >> 8], tuple(because for i, because in enumerate(BECAUSE) if code >> i & 1)


def _mask(columns: Sequence[Results], value: int) -> npt.NDArray[np.int16]:
    mask = np.zeros(columns[0].shape, dtype=np.int16)
    for column, reason in zip(columns, _REASON, strict=True):
        mask |= np.where(column == value, 1 << BECAUSE.index(reason), 0).astype(np.int16)
    return mask
