"""Lists drawn from a population of known size, and how often the 95% interval holds what none of them told of.

`python -m bench.unreported [SIMULATIONS] [SEED]` prints the table, on all processors but at low priority.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product

import numpy as np

from bench.table import table
from holdfire.findings.unreported import Unreported, unreported

SIMULATIONS, SEED = 500, 20170515


@dataclass(frozen=True)
class World:
    """A population of incidents and how lists come to tell of them."""

    name: str
    incidents: int
    chances: tuple[float, ...]
    """Of each list to tell of an incident, before any dependence."""
    odds: tuple[tuple[tuple[int, int], float], ...] = ()
    """Pairs of lists that depend on each other, by odds ratio."""
    copied: float = 0.0
    """Share of the first list's incidents that the second copies."""


WORLDS = (
    World("3 lists, independent, 600 incidents", 600, (0.35, 0.3, 0.4)),
    World("3 lists, independent, 150 incidents", 150, (0.4, 0.35, 0.45)),
    World("3 lists, one pair dependent (odds 1.5)", 600, (0.35, 0.3, 0.4), (((0, 1), 1.5),)),
    World("3 lists, one pair dependent (odds 3)", 600, (0.35, 0.3, 0.4), (((0, 1), 3.0),)),
    World("4 lists, independent, 400 incidents", 400, (0.3, 0.25, 0.35, 0.3)),
    World("4 lists, two pairs dependent (odds 1.5)", 400, (0.3, 0.25, 0.35, 0.3), (((0, 1), 1.5), ((2, 3), 1.5))),
    World("3 lists, 5% copied by the second", 600, (0.35, 0.3, 0.4), copied=0.05),
    World("3 lists, 30% copied by the second", 600, (0.35, 0.3, 0.4), copied=0.3),
)


def draw(world: World, dice: np.random.Generator) -> tuple[dict[tuple[int, ...], int], int]:
    """Counts by history as the lists would show them, and how many incidents none told of."""
    cells = list(product((0, 1), repeat=len(world.chances)))
    weights = [
        np.prod([p if h else 1 - p for h, p in zip(cell, world.chances, strict=True)])
        * np.prod([ratio if cell[a] and cell[b] else 1.0 for (a, b), ratio in world.odds])
        for cell in cells
    ]
    drawn = dice.choice(len(cells), size=world.incidents, p=np.array(weights) / sum(weights))
    told = [cells[i] for i in drawn]
    if world.copied:
        told = [(h[0], 1, *h[2:]) if h[0] and dice.random() < world.copied else h for h in told]
    counts = Counter(told)
    return {h: n for h, n in counts.items() if any(h)}, counts[(0,) * len(world.chances)]


def one(world: World, seed: int) -> tuple[Unreported, int]:
    """One simulation: what is estimated, and what is true."""
    counts, missing = draw(world, np.random.default_rng(seed))
    return unreported([f"list {n + 1}" for n in range(len(world.chances))], counts), missing


def held(results: list[tuple[Unreported, int]]) -> list[bool]:
    """Of those answered, whether the interval holds the truth."""
    answered = [(r, m) for r, m in results if r.low is not None and r.high is not None]
    return [(r.low or 0.0) - 0.5 <= m <= (r.high or 0.0) + 0.5 for r, m in answered]


def main(simulations: int = SIMULATIONS, seed: int = SEED) -> str:
    """The table: per world how many were answered, and how often the truth lay within."""
    rows = []
    with ProcessPoolExecutor(initializer=os.nice, initargs=(10,)) as pool:
        for world in WORLDS:
            found = list(pool.map(one, [world] * simulations, range(seed, seed + simulations), chunksize=10))
            within = held(found)
            errors = [(r.estimate - m) / world.incidents for r, m in found if r.estimate is not None]
            widths = [(r.high - r.low) / world.incidents for r, _ in found if r.low is not None and r.high is not None]
            share = sum(within) / len(within) if within else 0.0
            rows.append([world.name, f"{len(within)} of {simulations}", f"{share:.1%}",
                         f"{statistics.median(errors):+.1%}", f"{statistics.median(widths):.0%}"])  # fmt: skip
            print("|", " | ".join(rows[-1]), "|", file=sys.stderr, flush=True)
    return table(["lists", "answered", "95% interval holds", "median error", "median width"], rows)


if __name__ == "__main__":
    print(main(*(int(word) for word in sys.argv[1:3])))
