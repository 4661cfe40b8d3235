"""The slow and obvious way to partial readings: a cube of the outcomes under every combination. tree.py must agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from holdfire.findings.law import Reading
from holdfire.records import Choice

Codes = npt.NDArray[np.int16]


def partial_readings(choices: Sequence[Choice], outcomes: Codes) -> list[tuple[Reading, int]]:
    """The leaves of the decision tree over `choices`.

    outcomes: one code per combination, in the order of `law.combinations(choices)`, flat. A choice that changes nothing
    in a branch is not asked in it, so twelve choices of which one matters give two leaves, not 4,096.
    """
    ordered = sorted(choices, key=lambda c: c.id)
    cube = outcomes.reshape([len(c.options) for c in ordered])
    return _leaves(ordered, cube)


def _leaves(choices: Sequence[Choice], cube: Codes) -> list[tuple[Reading, int]]:
    common = _common(cube)
    if common is not None:
        return [((), common)]
    # Ask first what splits most cleanly: the axis along which slices are most nearly constant gives the fewest leaves.
    # A choice of few options makes few slices, so one that changes nothing would look clean: it is left out before.
    told = [_tells(cube, axis) for axis in range(cube.ndim)]
    choices = [c for c, tells in zip(choices, told, strict=True) if tells]
    cube = cube[tuple(slice(None) if tells else 0 for tells in told)]
    axis = min(range(cube.ndim), key=lambda a: (_disorder(cube, a), a))
    rest = [*choices[:axis], *choices[axis + 1 :]]
    return [
        (tuple(sorted(((choices[axis].id, option.id), *reading))), code)
        for index, option in enumerate(choices[axis].options)
        for reading, code in _leaves(rest, np.take(cube, index, axis=axis))
    ]


def _common(cube: Codes) -> int | None:
    """The one code that stands for all: the same verdict everywhere, for reasons that hold under every reading."""
    flat = cube.ravel()
    if (flat == flat[0]).all():
        return int(flat[0])
    reasons = int(np.bitwise_and.reduce(flat & 255))
    same_verdict = (flat >> 8 == flat[0] >> 8).all()
    return int(flat[0] >> 8) * 256 + reasons if same_verdict and reasons else None


def _tells(cube: Codes, axis: int) -> bool:
    """Whether any outcome depends on the choice of this axis."""
    return bool((cube != np.take(cube, [0], axis=axis)).any())


def _disorder(cube: Codes, axis: int) -> int:
    if cube.shape[axis] < 2:
        return cube.size + 1
    return sum(len(np.unique(part)) for part in np.moveaxis(cube, axis, 0))
