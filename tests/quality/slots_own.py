"""Our own annotated sentences to figures: role fillers and tolls, exact, per cent of F1."""

from __future__ import annotations

from pathlib import Path

import yaml

from holdfire.incidents.roles import roles
from holdfire.incidents.tolls import tolls

CORPUS = Path(__file__).with_name("slots_own.yml")
ROLES = ("doer", "body", "person", "thing", "weapon")


def figures() -> dict[str, float]:
    """F1 of role fillers by exact words, and of tolls by kind, low and high."""
    right = dict.fromkeys(("roles", "tolls"), 0)
    total = dict.fromkeys(("roles", "tolls"), 0)
    for entry in yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["sentences"]:
        text = entry["text"]
        given = {(r.kind, text[r.start : r.end]) for r in roles(text, 0, len(text)) if r.kind in ROLES}
        wanted = {(kind, words) for kind in ROLES for words in entry.get(kind, ())}
        counted = {(c.kind, c.low, c.high) for c in tolls(text, (), "")[0]}
        stated = {tuple(toll) for toll in entry.get("tolls", ())}
        for name, got, gold in (("roles", given, wanted), ("tolls", counted, stated)):
            right[name] += len(got & gold)
            total[name] += len(got) + len(gold)
    return {name: round(200 * right[name] / total[name], 1) for name in right}
