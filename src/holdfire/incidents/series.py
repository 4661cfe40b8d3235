"""The accounts of an incident to its toll over time: each figure, the day on which it was told, and who told it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from holdfire.records import Account


class Told(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One figure as told on one day. Figures stand side by side: none is averaged, and the last is no better."""

    day: str
    """ISO date from which it could be known; "" where nothing says."""
    kind: str
    group: str
    low: int
    high: int
    """-1: open upwards."""
    sources: tuple[str, ...]
    """Who printed it."""
    voices: tuple[str, ...]
    """Who says so, ultimately."""
    accounts: tuple[str, ...] = ()
    """Keys of the accounts that have it so."""


def series(accounts: Iterable[Account], kind: str = "killed") -> tuple[Told, ...]:
    """The figures of a kind, by day, then by size; who told one figure on one day stands together."""
    found: dict[tuple[str, str, int, int], tuple[set[str], set[str], set[str]]] = {}
    for account in accounts:
        if account.stance != "asserts":
            continue
        for c in account.casualties:
            if c.kind != kind:
                continue
            figure = (c.told or account.knowable_from, c.group, c.low, -1 if c.high is None else c.high)
            sources, voices, keys = found.setdefault(figure, (set(), set(), set()))
            keys.add(account.key)
            sources.add(account.source)
            voices.update(v.id for v in account.voices)
    return tuple(
        Told(day=day, kind=kind, group=group, low=low, high=high,
             sources=tuple(sorted(sources)), voices=tuple(sorted(voices)),
             accounts=tuple(sorted(keys)))
        for (day, group, low, high), (sources, voices, keys) in sorted(found.items(), key=_by_size)
    )  # fmt: skip


def _by_size(item: tuple[tuple[str, str, int, int], tuple[set[str], ...]]) -> tuple[str, int, int, str]:
    (day, group, low, high), _ = item
    return day, low, high, group
