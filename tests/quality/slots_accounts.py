"""Sixty texts of our own to figures: what accounts say of each, slot by slot, per cent of F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from tests.incidents.made import Places, Sources, report

from holdfire import claims, reader, seals
from holdfire.actors import Actors
from holdfire.actors.book import Entry
from holdfire.incidents import Book, accounts_from_claims
from holdfire.records import Account, Actor, Text

CORPUS = Path(__file__).with_name("slots_accounts.yml")
FIELDS = ("act", "by", "target", "weapon", "toll", "voice", "denied_by", "hedge")
Filled = tuple[str, ...]


def actor(code: str, name: str, kind: str, parent: str | None = None) -> Actor:
    return Actor(key=f"actor:{code}", id=code, name=name, kind=kind, parent=parent, names={"en": (name,)})


ACTORS = Actors(
    Entry(actor=a)
    for a in (
        actor("arland", "Arland", "state"),
        actor("arland-army", "Arland army", "force", "arland"),
        actor("borland", "Borland", "state"),
        actor("borland-army", "Borland army", "force", "borland"),
        actor("hill-front", "Hill Front", "armed_group"),
        actor("river-guard", "River Guard", "armed_group"),
        actor("dorn-monitor", "Dorn Monitor", "body"),
    )
)
BOOK = Book(actors=ACTORS, places=Places(), sources=Sources(), zone="UTC")


def accounts(content: str) -> tuple[Account, ...]:
    """The accounts of one text, by the rules."""
    sha = seals.sha256(content.encode())
    text = Text(
        key=f"text:{sha}", report="report:r", doc="r", content=content, sha256=sha, extractor="t/1", language="en"
    )
    found = claims.find(text, reader.read(text), ACTORS)
    published = datetime(2017, 11, 14, 12, tzinfo=UTC)
    return accounts_from_claims(text, found, report("r", published=published), BOOK)[0]


def given(content: str) -> set[Filled]:
    """(field, value ...) of what our accounts say."""
    found: set[Filled] = set()
    for a in accounts(content):
        found |= {("act", a.act, a.stance), *(("voice", v.id) for v in a.voices)}
        found |= {("by", a.act, b.actor) for b in a.attributed_to} | {("denied_by", d) for d in a.denied_by}
        found |= {("target", a.act, t) for t in (a.target,) if t} | {("weapon", w) for w in (a.weapon,) if w}
        found |= {("toll", c.kind, str(c.low), str(c.high)) for c in a.casualties} | {("hedge", h) for h in a.hedges}
    return found


def wanted(entry: dict[str, Any]) -> set[Filled]:
    """The same of what was annotated."""
    return {filled for told in entry["accounts"] for filled in _filled(told)}


def _filled(told: dict[str, Any]) -> Iterator[Filled]:
    act = told["act"]
    yield "act", act, told.get("stance", "asserts")
    yield "voice", told.get("voice", "north")
    yield from (("by", act, who) for who in told.get("by", ()))
    yield from (("target", act, told["target"]) for _ in range("target" in told))
    yield from (("weapon", told["weapon"]) for _ in range("weapon" in told))
    yield from (("toll", kind, str(low), str(high)) for kind, low, high in told.get("tolls", ()))
    yield from (("denied_by", who) for who in told.get("denied_by", ()))
    yield from (("hedge", word) for word in told.get("hedges", ()))


def entries() -> list[dict[str, Any]]:
    """The annotated texts."""
    found: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["sentences"]
    return found


def figures() -> dict[str, float]:
    """F1 of each field, and of all fields together."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for entry in entries():
        got, gold = given(entry["text"]), wanted(entry)
        right.update(f[0] for f in got & gold)
        total.update(f[0] for f in (*got, *gold))
    found = {name: round(200 * right[name] / total[name], 1) for name in FIELDS}
    return {**found, "all": round(200 * right.total() / total.total(), 1)}
