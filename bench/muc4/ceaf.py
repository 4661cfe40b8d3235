"""Responses and keys to CEAF-REE: role-filler entities aligned within a document and role.

An entity is the set of its mentions. A response entity counts for a key entity when each of its mentions is one of the
key's (after case, articles and punctuation). Templates are pooled per document, as in the literature on this measure
(Du et al. 2021, "GRIT: Generative Role-filler Transformers for Document-level Event Entity Extraction").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bench.muc4.keys import Fill, Template, Templates

ROLES = {"PerpInd": (9,), "PerpOrg": (10,), "Target": (12,), "Victim": (18, 19), "Weapon": (6,)}
Entity = frozenset[str]


def ceaf_ree(responses: Templates, keys: Templates) -> dict[str, tuple[float, float, float]]:
    """Role (and `all`, over all roles) -> precision, recall, F1, per cent."""
    hits, given, wanted = (dict.fromkeys(ROLES, 0) for _ in range(3))
    for doc, of_key in keys.items():
        for role, slots in ROLES.items():
            gold = _entities(of_key, slots)
            found = _entities(responses.get(doc, []), slots)
            hits[role] += _aligned(found, gold)
            given[role] += len(found)
            wanted[role] += sum(not optional for _, optional in gold)
    table = {role: _figures(hits[role], given[role], wanted[role]) for role in ROLES}
    return {**table, "all": _figures(sum(hits.values()), sum(given.values()), sum(wanted.values()))}


def _figures(hits: int, given: int, wanted: int) -> tuple[float, float, float]:
    precision = 100 * hits / given if given else 0.0
    recall = 100 * min(1.0, hits / wanted) if wanted else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _entities(templates: Iterable[Template], slots: tuple[int, ...]) -> list[tuple[Entity, bool]]:
    """Entities of a document's role, each once, with whether it is optional."""
    found: dict[Entity, bool] = {}
    for template in templates:
        for fill in (f for slot in slots for f in template.fills(slot)):
            entity = _mentions(fill)
            twin = next((e for e in found if e & entity), None)
            if twin is None:
                found[entity] = fill.optional or template.optional
            else:
                optional = found.pop(twin)
                found[twin | entity] = optional and (fill.optional or template.optional)
    return list(found.items())


def _mentions(fill: Fill) -> Entity:
    return frozenset(plain for value in fill.values if (plain := normal(value)))


def normal(text: str) -> str:
    """Lower case, no articles, no punctuation, single blanks."""
    words = re.sub(r"[^\w\s]", " ", text.lower()).split()
    return " ".join(w for w in words if w not in ("a", "an", "the")) or " ".join(words)


def _aligned(found: list[tuple[Entity, bool]], gold: list[tuple[Entity, bool]]) -> int:
    """The most response entities that fit key entities one to one (augmenting paths)."""
    taken: dict[int, int] = {}

    def place(at: int, tried: set[int]) -> bool:
        for k, (entity, _) in enumerate(gold):
            if k in tried or not found[at][0] <= entity:
                continue
            tried.add(k)
            if k not in taken or place(taken[k], tried):
                taken[k] = at
                return True
        return False

    return sum(place(at, set()) for at in range(len(found)))
