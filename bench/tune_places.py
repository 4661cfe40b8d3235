"""Weights of places/weights.yaml, searched on the even documents of three corpora: `python -m bench.tune_places`.

Prints each step that helps, then the weights and what they give on the odd documents, which the search never saw.
"""

from __future__ import annotations

import random
import sys
import time

from bench.toponyms import NEAR_M, Doc, geovirus, lgl, own
from holdfire import places
from holdfire.places import choosing
from holdfire.places.choosing import Named
from holdfire.places.mentions import to_choose
from holdfire.places.sectors import apart

SHARES = (0.4, 0.3, 0.3)
"""What each corpus counts: news of the wide world together more than local papers, which leave out where they are."""
Prepared = list[tuple[list[Named], list[tuple[int, tuple[float, float]]]]]


def prepared(docs: list[Doc]) -> Prepared:
    """Names to choose for, and which of them have a place, document by document."""
    finder, found = places.packaged().finder, []
    for doc in docs:
        spans = finder.spans(doc.text, given=[(g.start, g.end) for g in doc.gold])
        at = {(s.start, s.end): i for i, s in enumerate(spans)}
        gold = [(at[(g.start, g.end)], g.at) for g in doc.gold if g.at and (g.start, g.end) in at]
        found.append((to_choose(doc.text, spans), gold))
    return found


def right(docs: Prepared) -> float:
    """Share of the listed names that are chosen within 161 km."""
    total = good = 0
    for named, gold in docs:
        choices = choosing.choose(named)
        for at, where in gold:
            total += 1
            place = choices[at].candidate.place
            good += apart(where, (place.lat, place.lon))[0] <= NEAR_M
    return good / total


def main(seconds: float) -> None:
    """Searches for so long."""
    corpora = [list(lgl()), list(geovirus()), list(own())]
    tuned, held = ([prepared(docs[half::2]) for docs in corpora] for half in (0, 1))
    weights, chance = choosing.weights(), random.Random(11)

    def worth() -> float:
        drift = sum(abs(weights[k] - before[k]) / (1 + abs(before[k])) for k in weights)
        gained = sum(share * right(docs) for share, docs in zip(SHARES, tuned, strict=True))
        return gained - 0.0005 * drift  # a step must earn its distance

    before = dict(weights)
    print("start: held out", *(f"{right(docs):.4f}" for docs in held))
    best, until = worth(), time.monotonic() + seconds
    while time.monotonic() < until:
        name = chance.choice(sorted(weights))
        old = weights[name]
        step, factor = chance.choice([-1, -0.5, 0.5, 1]), chance.choice([0.6, 0.8, 1.25, 1.6])
        weights[name] = old + step if "kind" in name else old * factor
        now = worth()
        if now > best:
            best = now
            print(f"{best:.4f} {name}: {weights[name]:.3f}", flush=True)
        else:
            weights[name] = old
    print("end: held out", *(f"{right(docs):.4f}" for docs in held))
    print(weights)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1200)
