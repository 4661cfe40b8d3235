"""The algebra of verdicts: which reasons decide, and that one failure outweighs any number of unknowns."""

import itertools

import numpy as np
import pytest

from holdfire.findings.logic import CHECKS, CODE, every, some, unpack, verdict_codes
from holdfire.records import Because, Result, Verdict

THREE = list(Result)


def verdict(*results: Result, breach: bool = True, established: bool = True, invoked: bool = False):
    checks = [np.array([CODE[r]], dtype=np.int8) for r in results]
    flags = np.array([established + 2 * invoked], dtype=np.int8)
    return unpack(int(verdict_codes(checks, np.array([breach]), flags)[0]))


@pytest.mark.parametrize("pair", list(itertools.product(THREE, THREE)))
def test_columns_agree_with_the_words(pair):
    a, b = (np.array([CODE[r]], dtype=np.int8) for r in pair)
    assert every([a, b])[0] == CODE[Result.every(pair)]
    assert some([a, b])[0] == CODE[Result.some(pair)]


P, F, U = Result.PASS, Result.FAIL, Result.UNKNOWN


@pytest.mark.parametrize(
    ("results", "options", "expected"),
    [
        ((P, P, P, P, P, P), {}, (Verdict.CONTRARY, ())),
        ((P, P, P, P, P, P), {"established": False}, (Verdict.CONTRARY, (Because.AUTHOR,))),
        ((P, P, P, P, P, P), {"invoked": True}, (Verdict.CONTRARY_UNLESS_EXCEPTION, ())),
        ((P, P, P, P, P, P), {"breach": False}, (Verdict.CONSISTENT, ())),
        ((U, P, P, P, P, P), {}, (Verdict.UNDETERMINED, (Because.TIME,))),
        ((P, U, P, P, U, P), {}, (Verdict.UNDETERMINED, (Because.PLACE, Because.ACTOR))),
        ((U, F, P, P, U, P), {}, (Verdict.NOT_COVERED, (Because.PLACE,))),
        ((P, F, F, P, P, P), {}, (Verdict.NOT_COVERED, (Because.PLACE, Because.ACT))),
        ((P, P, P, F, P, P), {}, (Verdict.NOT_COVERED, (Because.ACT,))),
        ((P, P, P, P, F, P), {"invoked": True}, (Verdict.NOT_COVERED, (Because.ACTOR,))),
        ((P, P, P, P, P, U), {}, (Verdict.UNDETERMINED, (Because.FACT,))),
        ((P, P, P, P, P, F), {}, (Verdict.NOT_COVERED, (Because.FACT,))),
    ],
)
def test_verdicts(results, options, expected):
    assert len(results) == len(CHECKS)
    assert verdict(*results, **options) == expected


@pytest.mark.parametrize("results", list(itertools.product(THREE, repeat=len(CHECKS))))
def test_only_all_passing_is_ever_contrary(results):
    told, _ = verdict(*results)
    assert (told is Verdict.CONTRARY) == all(r is Result.PASS for r in results)
    assert (told is Verdict.NOT_COVERED) == (Result.FAIL in results)
