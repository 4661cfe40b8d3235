"""The sources of a case in one book: looked up by id, name or address; their ties to parties by day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from holdfire.data.folding import fold
from holdfire.records import Source

_REMARK = re.compile(r"\s*\([^)]*\)\s*$")


SHORTEST, LONG = 4, 9
"""Letters from which on one slip, and two, are told from another name: AFP and AP are one letter apart."""


def slips(one: str, other: str) -> int:
    """How many letters must be added, left out, changed or exchanged with a neighbour to get the other word."""
    before, last = list(range(len(other) + 1)), [0] * (len(other) + 1)
    for i, a in enumerate(one, 1):
        row = [i, *([0] * len(other))]
        for j, b in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], last[j - 2] + 1)
        before, last = row, before
    return before[-1]


class Sources:
    """All sources known to a case. Made by `load`, which has checked ids and names; never changed."""

    def __init__(self, known: Iterable[Source]) -> None:
        self._sources = {source.id: source for source in sorted(known, key=lambda s: s.id)}
        self._by_name = {fold(n): s.id for s in self._sources.values() for n in (s.name, *s.names)}
        self._by_domain = {d.lower(): s.id for s in self._sources.values() for d in s.domains}

    def get(self, source: str) -> Source | None:
        """The source of this id."""
        return self._sources.get(source)

    def all(self) -> tuple[Source, ...]:
        """Every source, by id."""
        return tuple(self._sources.values())

    def by_name(self, name: str) -> Source | None:
        """The source so called in any listed spelling; a remark in brackets at the end is left out if need be."""
        found = self._by_name.get(fold(name)) or self._by_name.get(fold(_REMARK.sub("", name)))
        return self._sources[found] if found else None

    def near(self, name: str) -> tuple[Source, ...]:
        """Sources of which a listed spelling is one slip away (two from nine letters on), by id; not those of the name
        itself. A slip is a letter more, less or another, or two neighbours exchanged."""
        said = fold(name)
        if len(said) < SHORTEST or said in self._by_name:
            return ()
        most = 1 if len(said) < LONG else 2
        found = {
            code for known, code in self._by_name.items()
            if len(known) >= SHORTEST and abs(len(known) - len(said)) <= most and slips(said, known) <= most
        }  # fmt: skip
        return tuple(self._sources[code] for code in sorted(found))

    def by_domain(self, url: str) -> Source | None:
        """The source that publishes at an address or host; the longest listed domain wins."""
        try:
            host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
        except ValueError:  # an address that is none: a stated address may be anything, and no source has it
            return None
        labels = host.split(".")
        for cut in range(len(labels) - 1):
            found = self._by_domain.get(".".join(labels[cut:]))
            if found:
                return self._sources[found]
        return None

    def affiliations_on(self, source: str, day: date) -> tuple[str, ...]:
        """Actor ids of the parties it was tied to on a day (`until` is the first day without), sorted."""
        known = self._sources.get(source)
        ties = known.affiliations if known else ()
        return tuple(sorted({
            tie.to for tie in ties if (tie.since is None or tie.since <= day) and (tie.until is None or day < tie.until)
        }))  # fmt: skip
