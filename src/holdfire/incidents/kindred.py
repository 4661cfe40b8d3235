"""Whether two acts may be told of one event: one above the other, or one that leaves the means open."""

from __future__ import annotations

from functools import cache

from holdfire import data
from holdfire.data import ontology


@cache
def related_acts(a: str, b: str) -> bool:
    """One code above the other, the same, or a victim-named act and any means."""
    acts, figures = ontology.acts(), data.load("incidents/fusing.yaml")
    open_means, means = figures["open_means"], figures["means"]
    crossed = (a in open_means and acts.is_a(b, means)) or (b in open_means and acts.is_a(a, means))
    return crossed or a == b or acts.is_a(a, b) or acts.is_a(b, a)


def only_dead(a: str, b: str) -> bool:
    """Whether one of two acts only says that people died and the other only whom it struck: two texts may mean one."""
    figures = data.load("incidents/fusing.yaml")
    return figures["only_dead"] in (a, b) and {a, b} <= {*figures["open_means"]}
