"""A case after the fact, and the lines that its writer had said: what was acknowledged and is not there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from holdfire import store
from holdfire.errors import HoldfireError


class Said(msgspec.Struct, frozen=True):
    """What a writer had said by the time it ended."""

    opened: bool
    acks: tuple[tuple[int, str], ...]


def said(lines: Iterable[str]) -> Said:
    """The writer's lines, read."""
    words = [line.split() for line in lines if line]
    acks = tuple(
        (int(word[1]), word[2]) for word in words if word[0] == "ack" and len(word) == 3 and len(word[2]) == 64
    )
    return Said(opened=any(word[0] == "open" for word in words), acks=acks)


def lost(case: Path, config: Path, told: Said, *, whole: bool = True) -> list[str]:
    """What is wrong, a line each: an acknowledgement without its entry or bytes, a case that does not open or verify.

    `whole`: verify all of it, and not only what was acknowledged.
    """
    if not told.opened:
        return []
    os.environ["HOLDFIRE_CONFIG"] = str(config)
    try:
        with store.open_case(case) as opened:
            wrong = [line for position, sha in told.acks for line in _missing(opened, position, sha)]
    except (HoldfireError, OSError) as error:
        return [f"does not open: {error}"]
    if whole:
        wrong += [f"verify: {problem.line()}" for problem in store.verify(case) if problem.changes_fact]
    return wrong


def _missing(case: store.Case, position: int, sha: str) -> list[str]:
    try:
        entry = case.entry(position)
        if entry.fields.get("sha256") != sha:
            return [f"entry {position} is another"]
        case.get(sha)
    except HoldfireError as error:
        return [f"acknowledged and lost: entry {position}: {error.code}"]
    return []
