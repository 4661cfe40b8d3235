"""Incidents to columns, so that a clause is held against all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from holdfire.findings.zones import Floats
from holdfire.records import Incident

Seconds = npt.NDArray[np.int64]
Indices = npt.NDArray[np.int32]

T = TypeVar("T")

NEVER = np.iinfo(np.int64).min
"""Start and end of an incident whose time nobody states."""


class Situation(NamedTuple):
    """Who is in an incident, as reported. Many incidents share one: authors and targets are judged once for all."""

    authors: tuple[str, ...]
    """Those whom somebody names as author; empty: nobody does."""
    participants: tuple[str, ...]
    target: str | None

    @property
    def candidates(self) -> tuple[str, ...]:
        """Who could be the author. One participant who is also the target leaves nobody."""
        if self.authors:
            return self.authors
        others = tuple(p for p in self.participants if p != self.target)
        return others if len(self.participants) > 1 or self.target else ()

    @property
    def established(self) -> bool:
        """Whether one author, and one only, is stated."""
        return len(self.authors) == 1

    def opponents(self, candidate: str) -> tuple[str, ...]:
        """Whom it was against, were `candidate` the author: an actor, a class (civilians), or nobody stated."""
        if self.target:
            return (self.target,)
        return tuple(p for p in self.participants if p != candidate)


@dataclass(frozen=True, eq=False)
class Columns:
    """Incidents in the order given, as columns; codes are small integers into the tuples beside them."""

    incidents: tuple[Incident, ...]
    lon: Floats
    lat: Floats
    radius_m: Floats
    start: Seconds
    end: Seconds
    area: Indices
    areas: tuple[str, ...]
    act: Indices
    acts: tuple[str, ...]
    weapon: Indices
    weapons: tuple[str | None, ...]
    situation: Indices
    situations: tuple[Situation, ...]

    def __len__(self) -> int:
        return len(self.incidents)


def columns(incidents: Sequence[Incident]) -> Columns:
    """The columns of incidents. NaN: no position; an area stands in `area`, -1 elsewhere."""
    places = [i.place for i in incidents]
    disc = [p is not None and p.area is None and p.lat is not None and p.lon is not None for p in places]
    area, areas = _coded((p.area if p is not None else None) for p in places)
    act, acts = _coded(i.act for i in incidents)
    weapon, weapons = _coded((i.weapon for i in incidents), keep_none=True)
    situation, situations = _coded(_situation(i) for i in incidents)
    return Columns(
        incidents=tuple(incidents),
        lon=_floats((p.lon if ok and p else None) for p, ok in zip(places, disc, strict=True)),
        lat=_floats((p.lat if ok and p else None) for p, ok in zip(places, disc, strict=True)),
        radius_m=_floats((p.radius_m if ok and p else None) for p, ok in zip(places, disc, strict=True)),
        start=_seconds(i.time.start.timestamp() if i.time else None for i in incidents),
        end=_seconds(i.time.end.timestamp() if i.time else None for i in incidents),
        area=area, areas=areas, act=act, acts=acts, weapon=weapon, weapons=weapons,
        situation=situation, situations=situations,
    )  # fmt: skip


def _situation(incident: Incident) -> Situation:
    authors = tuple(sorted({blame.actor for blame in incident.attributed_to}))
    return Situation(authors, tuple(sorted(set(incident.participants))), incident.target)


def _floats(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if v is None else v for v in values], dtype=np.float64)


def _seconds(values: Iterable[float | None]) -> Seconds:
    return np.array([NEVER if v is None else int(v) for v in values], dtype=np.int64)


def _coded(values: Iterable[T | None], *, keep_none: bool = False) -> tuple[Indices, tuple[T, ...]]:
    """Values to codes, numbered as they first appear; None is -1 unless kept as a value of its own."""
    book: dict[T | None, int] = {}
    codes = [-1 if v is None and not keep_none else book.setdefault(v, len(book)) for v in values]
    return np.array(codes, dtype=np.int32), tuple(book)  # type: ignore[arg-type]  # None only where kept
