"""Our list of printed names to the shares that lead to the right actor, to the right side, and to both. Per cent."""

from __future__ import annotations

from pathlib import Path

import yaml

from holdfire import actors
from holdfire.claims.choosing import actor_of

CORPUS = Path(__file__).with_name("aliases.yml")


def figures() -> dict[str, float]:
    """`actor`, `side` and `both`, over the whole list."""
    read = _read()
    right = {
        "actor": sum(got[0] == wanted[0] for _, wanted, got in read),
        "side": sum(got[1] == wanted[1] for _, wanted, got in read),
        "both": len(read) - len(misses()),
    }
    return {name: round(100 * count / len(read), 1) for name, count in right.items()}


def misses() -> list[tuple[str, tuple[str | None, str | None], tuple[str | None, str | None]]]:
    """(printed, wanted, got) of each entry that is not read as it should be."""
    return [(printed, wanted, got) for printed, wanted, got in _read() if wanted != got]


def entries() -> list[tuple[str, str | None, str | None]]:
    """(printed, actor, side) of every entry."""
    groups = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["groups"]
    return [(printed, actor, side) for group in groups for printed, actor, side in group["aliases"]]


def _read() -> list[tuple[str, tuple[str | None, str | None], tuple[str | None, str | None]]]:
    book = actors.packaged()
    found = []
    for printed, actor, side in entries():
        got = actor_of(printed, book)
        found.append((printed, (actor, side), (got, book.side(got) if got else None)))
    return found
