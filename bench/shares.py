"""Shares of uncertain points inside a zone: along the outline, beside plain shapely, which draws and clips each disc.

python -m bench.shares
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from bench.table import table
from holdfire.findings.shares import SEGMENTS, Outline

Floats = npt.NDArray[np.float64]
CORNERS, DISCS, TIMES = 2000, 50_000, 5
AGREE = 0.003
"""A drawn disc of 64 corners is right to 0.2%."""


def zone(corners: int = CORNERS) -> BaseGeometry:
    """A ragged outline some 100 km across, in metres."""
    dice = np.random.default_rng(1)
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    reach = 50_000 + 8_000 * np.sin(angle * 7) + 2_000 * np.sin(angle * 61) + dice.uniform(-300, 300, corners)
    return shapely.Polygon(np.column_stack([reach * np.cos(angle), reach * np.sin(angle)]))


def torn(outline: BaseGeometry, discs: int = DISCS) -> tuple[Floats, Floats, Floats]:
    """Discs of 500 m to 5 km that the outline passes through."""
    dice = np.random.default_rng(2)
    x, y = dice.uniform(-70_000, 70_000, (2, discs * 12))
    radius = dice.choice([500.0, 1000.0, 5000.0], discs * 12)
    line = outline.boundary
    shapely.prepare(line)
    near = np.flatnonzero(shapely.dwithin(line, shapely.points(x, y), radius))[:discs]
    return x[near], y[near], radius[near]


def clipped(outline: BaseGeometry, x: Floats, y: Floats, radius: Floats) -> Floats:
    """Each disc drawn, clipped and measured."""
    drawn = shapely.buffer(shapely.points(x, y), radius, quad_segs=SEGMENTS)
    return np.asarray(shapely.area(shapely.intersection(drawn, outline)) / shapely.area(drawn))


def main(discs: int = DISCS, times: int = TIMES) -> str:
    """Seconds of processor time, in turns, medians. Raises AssertionError where the shares differ."""
    outline = zone()
    shapely.prepare(outline)
    asked = torn(outline, discs)
    ready = Outline(outline)
    ways: dict[str, Callable[[], Floats]] = {
        "holdfire, along the outline": lambda: ready.shares(*asked),
        "shapely, drawn and clipped": lambda: clipped(outline, *asked),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    answers: dict[str, Any] = {}
    for _ in range(times):
        for name, way in ways.items():
            begun = time.process_time()
            answers[name] = way()
            took[name].append(time.process_time() - begun)
    ours, theirs = answers.values()
    assert np.abs(ours - theirs).max() < AGREE, "the shares differ"
    middle = {name: statistics.median(of) for name, of in took.items()}
    least = middle["holdfire, along the outline"]
    rows = [(name, f"{len(asked[0]):,}", f"{s:.2f}", f"{s / least:.1f}") for name, s in middle.items()]
    return table((f"outline of {CORNERS} corners", "discs", "s", "times ours"), rows)


if __name__ == "__main__":
    print(main())
