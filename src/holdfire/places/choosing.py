"""Names that stand in one text to the place each means: how well known it is, what contains it, what stands near it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from holdfire import data
from holdfire.places.listed import Listed
from holdfire.places.own import Candidate

_LEVELS = ("same_country", "same_province", "same_district")
ROUNDS = 3
"""Choices lean on one another; after three rounds hardly one of a thousand still moves."""
TOWN_OF = 1.3
"""A town with less than a twentieth of its area's people does not stand for its name ("Texas")."""
SPOTS = 12
"""Candidates that are looked at for one spot that several share."""
LARGE = 5.0
"""log10 of the people of a city that texts name without its country."""
HAMLET, QUARTER = 2.0, 4.0
"""Prominence of a place, and of a quarter, that the tables give no people for."""
WIDE_M = 400_000
"""What reaches farther lies near nothing."""


class Named(NamedTuple):
    """One name in the text with what it may mean."""

    key: str
    """Names of one key mean one place in one text."""
    candidates: tuple[Candidate, ...]
    inside: tuple[Candidate, ...] = ()
    """What the text says contains it ("Paris, Texas"); empty when it says nothing."""
    said: str = ""
    """"area" or "settlement", where the words beside it say so."""
    listed_with: tuple[int, ...] = ()
    """Indices of the names that one list names with it ("Ohio, Oregon and Utah"): likely of its kind."""
    speaks: bool = True
    """Whether it says anything of where the text is about: a person's name does not."""


class Choice(NamedTuple):
    """The candidate meant, and how sure: 0..1, its share among the namesakes far from it."""

    candidate: Candidate
    share: float


def choose(named: Sequence[Named], votes: Mapping[str, float] | None = None) -> list[Choice]:
    """One choice a name, in order. `votes`: countries that the case or the publisher speaks for."""
    groups: dict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)
    for i, name in enumerate(named):
        groups[(name.key, frozenset(c.place.code for c in name.inside))].append(i)
    units = [_Unit([named[i] for i in places]) for _, places in sorted(groups.items(), key=lambda item: item[1])]
    unit_of = {i: unit for unit, places in zip(units, sorted(groups.values()), strict=True) for i in places}
    for i, name in enumerate(named):
        unit_of[i].siblings |= {id(unit_of[j]): unit_of[j] for j in name.listed_with if unit_of[j] is not unit_of[i]}
    for _ in range(ROUNDS):
        context = _Context(units, votes or {})
        for unit in units:
            unit.next = unit.weigh(context)
        for unit in units:
            unit.shares = unit.next
    chosen: list[Choice | None] = [None] * len(named)
    for unit, places in zip(units, sorted(groups.values()), strict=True):
        choice = unit.best()
        for i in places:
            chosen[i] = choice
    return [c for c in chosen if c is not None]


@cache
def weights() -> dict[str, float]:
    """The weights of places/weights.yaml."""
    found: dict[str, float] = data.load("places/weights.yaml")["weights"]
    return found


class _Unit:
    """One name with all its mentions of one text."""

    def __init__(self, mentions: Sequence[Named]) -> None:
        first = mentions[0]
        self.candidates = first.candidates
        self.inside = first.inside
        self.said = next((m.said for m in mentions if m.said), "")
        speaking = sum(m.speaks for m in mentions)
        self.count = 1 + math.log(speaking) if speaking else 0.0
        self.siblings: dict[int, _Unit] = {}
        nations = [c.place.prominence for c in self.candidates if c.place.kind == "country"]
        self._nation = max(nations, default=math.inf)
        """Prominence of the country of that name."""
        self._base = [self._prior(c) for c in self.candidates]
        self.shares = _softmax(self._base)
        self.next = self.shares

    def _prior(self, c: Candidate) -> float:
        w = weights()
        score = w["prominence"] * _known(c.place) + w.get(f"kind_{c.place.kind}", 0.0)
        if c.place.kind == "province" and c.place.prominence >= self._nation:
            score += w["peer"]
        score += w["large"] * max(0.0, c.place.prominence - LARGE)
        score += w["first"] * c.first - w["near_spelling"] * (not c.spelled)
        if self.said == "area":
            score += w["said"] * c.place.is_area
        elif self.said == "settlement":
            score += w["said"] * (not c.place.is_area)
        if self.inside:
            score += w["inside"] * max(contains(outer.place, c.place) for outer in self.inside)
        return score

    def weigh(self, context: _Context) -> list[float]:
        return _softmax([
            base + context.support(self, c.place) + weights()["sibling"] * self._alike(c.place)
            for base, c in zip(self._base, self.candidates, strict=True)
        ])  # fmt: skip

    def _alike(self, place: Listed) -> float:
        """The share of the names listed with this one that are likely of a place's kind."""
        if not self.siblings:
            return 0.0
        kind = _rank(place)
        likely = (sum(s for c, s in zip(u.candidates, u.shares, strict=True) if _rank(c.place) == kind)
                  for u in self.siblings.values())  # fmt: skip
        return sum(likely) / len(self.siblings)

    def top(self) -> tuple[Listed, float]:
        at = max(range(len(self.shares)), key=lambda i: (self.shares[i], -i))
        return self.candidates[at].place, self.shares[at]

    def best(self) -> Choice:
        at = self._likeliest()
        place = self.candidates[at].place
        if self.said != "area" and place.kind in ("province", "district"):
            at = self._town(place, at)
        near = sum(s for c, s in zip(self.candidates, self.shares, strict=True) if _same(c.place, place))
        return Choice(self.candidates[at], near)

    def _likeliest(self) -> int:
        """The likeliest candidate of the likeliest spot: a town and the district named for it are one."""
        ranked = sorted(range(len(self.shares)), key=lambda i: (-self.shares[i], i))[:SPOTS]
        near = {i: sum(self.shares[j] for j in ranked if _same(self.candidates[i].place, self.candidates[j].place))
                for i in ranked}  # fmt: skip
        first = max(ranked, key=lambda i: (round(near[i], 9), self.shares[i], -i))
        spot = [j for j in ranked if _same(self.candidates[first].place, self.candidates[j].place)]
        return max(spot, key=lambda j: (self.shares[j], -j))

    def _town(self, area: Listed, at: int) -> int:
        """A bare name that a province and its town share means the town: the index of it, else of the area."""
        inner = [
            i for i, c in enumerate(self.candidates)
            if c.spelled and not c.place.is_area and area.code in within(c.place)
            and c.place.prominence > area.prominence - TOWN_OF
        ]  # fmt: skip
        return max(inner, key=lambda i: (self.shares[i], -i), default=at)


class _Context:
    """What all names of the text together say: how much stands in each country, province and district."""

    def __init__(self, units: Sequence[_Unit], votes: Mapping[str, float]) -> None:
        self._amounts: dict[str, float] = defaultdict(float, votes)
        self._own: dict[int, dict[str, float]] = {}
        self._tops: list[tuple[_Unit, Listed, float]] = []
        for unit in units:
            mine: dict[str, float] = defaultdict(float)
            for c, share in zip(unit.candidates, unit.shares, strict=True):
                for code in within(c.place):
                    mine[code] += share * unit.count
            for code, amount in mine.items():
                self._amounts[code] += amount
            self._own[id(unit)] = mine
            top, share = unit.top()
            if unit.count and top.kind not in ("country", "province") and top.radius_m <= WIDE_M:
                self._tops.append((unit, top, share))

    def support(self, unit: _Unit, place: Listed) -> float:
        """What the other names of the text say for a place."""
        w, mine = weights(), self._own[id(unit)]
        score = 0.0
        for code, name in zip(within(place), _LEVELS, strict=False):
            rest = self._amounts.get(code, 0.0) - mine.get(code, 0.0)
            if rest > 0:
                score += w[name] * math.log1p(rest)
        if place.is_area and place.kind == "country":
            return _saturated(score)
        near, reach = 0.0, 1000 * w["near_km"]
        degrees = 5 * reach / 111_195  # farther off, it adds less than a hundredth
        for other, top, share in self._tops:
            if other is not unit and abs(top.lat - place.lat) < degrees:
                near += share * math.exp(-place.metres_to(top.lat, top.lon) / reach)
        return _saturated(score + w["near"] * math.log1p(near))


def _known(place: Listed) -> float:
    """Prominence; what the tables give no people for is a hamlet, or a quarter of a city."""
    return place.prominence or (QUARTER if place.kind == "suburb" else HAMLET)


def _saturated(support: float) -> float:
    """What a text says for a place, up to a bound: no crowd of neighbours makes a hamlet of a capital."""
    bound = weights()["bound"]
    return bound * (1 - math.exp(-support / bound))


def within(place: Listed) -> tuple[str, ...]:
    """Codes of the country, province and district that a place is or lies in, from the outside in."""
    if place.kind == "country" or not place.country:
        return (place.code or place.country,) if place.country else ()
    if place.kind == "province":
        return (place.country, place.code)
    codes = (place.country, place.admin1 or "-", place.code if place.kind == "district" else place.admin2)
    return tuple(code for code in codes if code not in ("", "-"))


def contains(outer: Listed, inner: Listed) -> bool:
    """Whether an area contains a place, by codes; a landscape, by distance."""
    if outer.id == inner.id:
        return False
    if outer.code:
        return outer.code != inner.code and outer.code in within(inner)
    return outer.radius_m > 2 * inner.radius_m and outer.metres_to(inner.lat, inner.lon) <= outer.radius_m


def _same(a: Listed, b: Listed) -> bool:
    return a is b or a.metres_to(b.lat, b.lon) <= max(25_000, a.radius_m / 4, b.radius_m / 4)


def _rank(place: Listed) -> str:
    """What a list mixes seldom: countries, provinces, districts and the rest."""
    return place.kind if place.is_area else "place"


def _softmax(scores: list[float]) -> list[float]:
    top = max(scores)
    raised = [math.exp(s - top) for s in scores]
    total = sum(raised)
    return [r / total for r in raised]
