"""What every contender does: load, answer (cold), answer again (loaded), and print what it took. Standard library only.

A contender is a module with `load(points, questions)`, returning what `answer` needs, and `answer(loaded)`, returning
one [count, sum of ids] per question, in order. It runs as its own process: `python -m bench.ours POINTS QUESTIONS T0`.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

Answers = list[list[int]]


def run(load: Callable[[str, str], Any], answer: Callable[[Any], Answers]) -> None:
    """Times both answers; cold is reckoned from T0, the parent's monotonic clock before this process was started."""
    points, questions, started = sys.argv[1], sys.argv[2], float(sys.argv[3])
    loaded = load(points, questions)
    first = answer(loaded)
    cold = time.monotonic() - started
    again = time.monotonic()
    second = answer(loaded)
    warm = time.monotonic() - again
    assert first == second
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cold_s": cold, "loaded_s": warm, "peak_mb": peak, "answers": first}))


def read_questions(path: str) -> tuple[list[Any], list[dict[str, Any]]]:
    """Zones (GeoJSON geometries) and questions. No question: each zone asks for all points that lie in it."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123  the fewest imports count here
        parsed = json.load(file)
    return parsed["zones"], parsed["questions"]
