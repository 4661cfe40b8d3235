"""Actor files to one checked book of actors; every fault is named with its file and path."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import msgspec

from holdfire import data
from holdfire.actors.book import Actors, Entry, name_key
from holdfire.actors.organs import organs
from holdfire.data.hand import Faults, entries
from holdfire.records import Actor, Affiliation

KINDS = frozenset(
    ["state", "ministry", "force", "armed_group", "lumped", "body", "person", "civilians", "excluded_list"]
)


class _Tie(msgspec.Struct, forbid_unknown_fields=True):
    to: str
    why: str = ""
    since: date | None = None
    until: date | None = None


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    """One actor as a person writes it."""

    id: str
    name: str
    kind: str
    parent: str | None = None
    side: str | None = None
    role: str | None = None
    names: dict[str, list[str]] = {}
    demonyms: list[str] = []
    metonyms: list[str] = []
    codes: dict[str, list[str]] = {}
    affiliations: list[_Tie] = []
    organ: str = ""
    """The part it plays in its parent state, where organs.yaml would make an actor of its own."""
    note: str = ""


@cache
def packaged() -> Actors:
    """The actors that ship with holdfire, from every file in data/actors/."""
    files = data.names("actors")
    return load(*(data.read(name) for name in files), names=files)


def load(*files: bytes, base: Actors | None = None, names: tuple[str, ...] = ()) -> Actors:
    """Actor files (YAML, a list under `actors:`) on top of `base`. An id already in `base` replaces that actor.

    `names` are the files' names for messages. Raises BadAgreement: E221 not YAML, E222 with every fault found.
    """
    faults = Faults()
    written: list[tuple[str, str, _Written]] = []
    for number, content in enumerate(files):
        file = names[number] if number < len(names) else f"actors file {number + 1}"
        written += [(file, path, entry) for path, entry in entries(content, file, "actors", _Written, faults)]
    own = {entry.id: _entry(entry) for _, _, entry in written}
    known = {**(base.entries if base else {}), **own}
    _check_ids(written, faults)
    _check_ties(written, known, faults)
    _check_names(written, known, faults)
    faults.raise_any()
    return Actors(known.values())


def _entry(w: _Written) -> Entry:
    actor = Actor(
        key=f"actor:{w.id}", id=w.id, name=w.name, kind=w.kind, parent=w.parent, side=w.side, role=w.role,
        names={language: tuple(spelled) for language, spelled in sorted(w.names.items())},
        codes={dataset: tuple(codes) for dataset, codes in sorted(w.codes.items())},
        affiliations=tuple(Affiliation(to=t.to, since=t.since, until=t.until, why=t.why) for t in w.affiliations),
    )
    return Entry(actor=actor, metonyms=tuple(w.metonyms), demonyms=tuple(w.demonyms), organ=w.organ)


def _check_ids(written: list[tuple[str, str, _Written]], faults: Faults) -> None:
    times = Counter(entry.id for _, _, entry in written)
    for file, path, entry in written:
        if times[entry.id] > 1:
            faults.add(file, f"{path}.id", f"`{entry.id}` stands {times[entry.id]} times")
        if entry.kind not in KINDS:
            faults.add(file, f"{path}.kind", f"`{entry.kind}` is none of {', '.join(sorted(KINDS))}")
        if entry.organ and entry.organ not in organs():
            faults.add(file, f"{path}.organ", f"`{entry.organ}` is none of {', '.join(organs())}")


def _check_ties(written: list[tuple[str, str, _Written]], known: dict[str, Entry], faults: Faults) -> None:
    for file, path, entry in written:
        ties = [("parent", entry.parent), ("side", entry.side)]
        ties += [(f"affiliations[{n}].to", tie.to) for n, tie in enumerate(entry.affiliations)]
        for field, to in ties:
            if to is not None and to not in known:
                faults.add(file, f"{path}.{field}", f"unknown actor `{to}`")
        if _in_cycle(entry.id, known):
            faults.add(file, f"{path}.parent", f"`{entry.id}` is its own ancestor")


def _in_cycle(actor: str, known: dict[str, Entry]) -> bool:
    seen: set[str] = set()
    step: str | None = actor
    while step is not None and step in known and step not in seen:
        seen.add(step)
        step = known[step].actor.parent
    return step == actor and bool(seen)


def _check_names(written: list[tuple[str, str, _Written]], known: dict[str, Entry], faults: Faults) -> None:
    """A name in a text, or a code in a table, must lead to one actor."""
    owners: dict[tuple[str, str], set[str]] = {}
    for actor, entry in known.items():
        for name, _ in entry.names():
            owners.setdefault(("name", name_key(name)), set()).add(actor)
        for dataset, codes in entry.actor.codes.items():
            for code in codes:
                owners.setdefault((dataset, code), set()).add(actor)
    places = {entry.id: (file, path) for file, path, entry in written}
    for (what, name), claimed in sorted(owners.items()):
        for actor in sorted(claimed & places.keys()) if len(claimed) > 1 else ():
            file, path = places[actor]
            others = ", ".join(sorted(claimed - {actor}))
            faults.add(file, path, f"the {what} `{name}` of `{actor}` is claimed by {others} too")
