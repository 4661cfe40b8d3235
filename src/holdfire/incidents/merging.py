"""The accounts of one incident to its fields: the most specific of each, ranges side by side, nothing averaged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from holdfire import data, seals
from holdfire.data import ontology
from holdfire.incidents.sights import disc, metres
from holdfire.records import Account, Blame, Casualties, Denial, Doubt, Incident, Interval, Place

T = TypeVar("T")


def incident(accounts: Sequence[Account]) -> Incident:
    """The incident of a group, accounts in key order, at least one of them asserting.

    What happened is read from those that assert it; denials add who denies, and nothing else. Everything is listed in
    the order in which the accounts bring it, so that names decide no order.
    """
    key = seals.key("incident", accounts[0].key)
    told = [a for a in accounts if a.stance == "asserts"]
    place, place_doubts = _place(told, key)
    time, time_doubts = _time(told, key)
    return Incident(
        key=key,
        rests_on=tuple(a.key for a in accounts),
        accounts=tuple(a.key for a in accounts),
        act=_finest([a.act for a in told], ontology.acts()),
        weapon=_weapon(told),
        participants=_once(p for a in told for p in a.participants),
        attributed_to=_blames(told),
        denied_by=_once(d for a in accounts for d in a.denied_by),
        denials=_denials(accounts),
        target=_target(told),
        place=place,
        time=time,
        casualties=_tolls(told),
        invokes=_once(i for a in accounts for i in a.invokes),
        asserted_by=_once(c for a in told for c in a.asserted_by),
        hedges=_once(h for a in told for h in a.hedges),
        exhibits=_once(e for a in told for e in a.exhibits),
        doubts=(*_once(d for a in accounts for d in a.doubts), *_act_doubts(told, key), *place_doubts, *time_doubts),
    )


def toll(casualties: Iterable[Casualties], kind: str) -> tuple[int, int | None] | None:
    """The overall range of a kind: from the least to the greatest total that anybody states; None when nobody does.

    Totals ("unstated" group) decide where there are any; otherwise the groups do, each of which is part of the whole.
    """
    of_kind = [c for c in casualties if c.kind == kind]
    stated = [c for c in of_kind if c.group == "unstated"] or of_kind
    if not stated:
        return None
    highs = [c.high for c in stated]
    whole = all(c.group == "unstated" for c in stated)
    high = None if None in highs or not whole else max(h for h in highs if h is not None)
    return (min if whole else max)(c.low for c in stated), high


def _once(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _finest(codes: Sequence[str], tree: ontology.Ontology) -> str:
    """The code farthest down the tree; among equals one that names a means, then the first told."""
    vague = frozenset(data.load("incidents/fusing.yaml")["open_means"])
    return min(codes, key=lambda code: (-len(tree.ancestors(code)), code in vague))


def _act_doubts(told: Sequence[Account], key: str) -> tuple[Doubt, ...]:
    """A doubt where two accounts name acts of which neither is the other, told less finely."""
    codes, tree = _once(a.act for a in told), ontology.acts()
    vague = frozenset(data.load("incidents/fusing.yaml")["open_means"])
    named = [code for code in codes if code not in vague]
    if all(tree.is_a(a, b) or tree.is_a(b, a) for a in named for b in named):
        return ()
    why = f"its accounts call it {', '.join(named)}; the finest code, first told, stands"
    return (Doubt(code="acts-differ", where=key, why=why, settle="a reviewer sets the act"),)


def _weapon(told: Sequence[Account]) -> str | None:
    named = [a.weapon for a in told if a.weapon]
    return _finest(named, ontology.weapons()) if named else None


def _target(told: Sequence[Account]) -> str | None:
    return next((a.target for a in told if a.target), None)


def _place(told: Sequence[Account], key: str) -> tuple[Place | None, tuple[Doubt, ...]]:
    """The narrowest disc, else the first area; a doubt when the others do not reach it."""
    places = [a.place for a in told if a.place is not None]
    discs = [(place, at) for place in places if (at := disc(place))]
    if not discs:
        return (places[0] if places else None), ()
    best, centre = min(discs, key=lambda d: d[1][2])
    if all(metres(centre, at) <= at[2] + centre[2] for _, at in discs):
        return best, ()
    names = "; ".join(_once(place.name for place, _ in discs))
    why = f"its accounts place it apart ({names}); the narrowest place stands"
    return best, (Doubt(code="places-differ", where=key, why=why, settle="a reviewer sets the place"),)


def _time(told: Sequence[Account], key: str) -> tuple[Interval | None, tuple[Doubt, ...]]:
    """The shortest interval when all meet in it; else the whole stretch they span, as days, with a doubt."""
    times = [a.time for a in told if a.time is not None]
    if not times:
        return None, ()
    best = min(times, key=lambda t: (t.end - t.start, t.start))
    if all(t.start < best.end and best.start < t.end for t in times):
        return best, ()
    start, end = min(t.start for t in times), max(t.end for t in times)
    spread = Interval(start=start, end=end, zone=best.zone, precision="days")
    why = "its accounts date it apart; the time spans them all"
    return spread, (Doubt(code="times-differ", where=key, why=why, settle="a reviewer sets the time"),)


def _tolls(told: Sequence[Account]) -> tuple[Casualties, ...]:
    """Each stated figure once, with all who state it: rising tolls stay side by side."""
    by: dict[tuple[str, str, int, int | None], tuple[str, ...]] = {}
    on: dict[tuple[str, str, int, int | None], set[str]] = {}
    for c in (c for a in told for c in a.casualties):
        figure = (c.kind, c.group, c.low, c.high)
        by[figure] = _once((*by.get(figure, ()), *c.by))
        on.setdefault(figure, set()).add(c.told)
    return tuple(
        Casualties(kind=figure[0], group=figure[1], low=figure[2], high=figure[3], by=who,
                   told=min(filter(None, on[figure]), default=""))
        for figure, who in by.items()
    )  # fmt: skip


def _denials(accounts: Sequence[Account]) -> tuple[Denial, ...]:
    by: dict[str, tuple[str, ...]] = {}
    for a in (a for a in accounts if a.stance == "denies"):
        for actor in a.denied_by or tuple(v.id for v in a.voices):
            by[actor] = _once((*by.get(actor, ()), *a.asserted_by))
    return tuple(Denial(actor=actor, by=claims) for actor, claims in by.items())


def _blames(told: Sequence[Account]) -> tuple[Blame, ...]:
    by: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    for blame in (b for a in told for b in a.attributed_to):
        by[blame.actor] = _once((*by.get(blame.actor, ()), *blame.by))
        names.setdefault(blame.actor, blame.name)
    return tuple(Blame(actor=actor, by=claims, name=names[actor]) for actor, claims in by.items())
