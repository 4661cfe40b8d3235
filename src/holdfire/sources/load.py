"""Source files to one checked book of sources; every fault is named with its file and path."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import msgspec

from holdfire import data
from holdfire.data.folding import fold
from holdfire.data.hand import Faults, entries
from holdfire.records import Affiliation, Source
from holdfire.sources.book import Sources

KINDS = frozenset(
    ["outlet", "agency", "ministry", "ngo", "observatory", "observer_team", "sensor", "dataset", "mission", "person"]
)
GRADES = frozenset("ABCDEF")


class _Tie(msgspec.Struct, forbid_unknown_fields=True):
    to: str
    why: str
    since: date | None = None
    until: date | None = None


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    """One source as a person writes it."""

    id: str
    name: str
    kind: str
    names: list[str] = []
    owner: str = ""
    owners: list[_Tie] = []
    carries: list[_Tie] = []
    language: str = ""
    reliability: str | None = None
    domains: list[str] = []
    affiliations: list[_Tie] = []
    note: str = ""


_Placed = tuple[str, str, _Written]


@cache
def packaged() -> Sources:
    """The sources that ship with holdfire, from every file in data/sources/."""
    files = data.names("sources")
    return load(*(data.read(name) for name in files), names=files)


def load(*files: bytes, base: Sources | None = None, names: tuple[str, ...] = ()) -> Sources:
    """Source files (YAML, a list under `sources:`) on top of `base`. An id already in `base` replaces that source.

    `names` are the files' names for messages. Raises BadAgreement: E221 not YAML, E222 with every fault found.
    """
    faults = Faults()
    written: list[_Placed] = []
    for number, content in enumerate(files):
        file = names[number] if number < len(names) else f"sources file {number + 1}"
        written += [(file, path, entry) for path, entry in entries(content, file, "sources", _Written, faults)]
    known = {source.id: source for source in (base.all() if base else ())}
    known |= {entry.id: _source(entry) for _, _, entry in written}
    _check_entries(written, faults)
    _check_claimed(written, known, faults)
    _check_carried(written, known, faults)
    faults.raise_any()
    return Sources(known.values())


def _source(w: _Written) -> Source:
    return Source(
        key=f"source:{w.id}", id=w.id, name=w.name, names=tuple(w.names), kind=w.kind, owner=w.owner,
        owners=_ties(w.owners), affiliations=_ties(w.affiliations), carries=_ties(w.carries),
        language=w.language, reliability=w.reliability, domains=tuple(w.domains),
    )


def _ties(written: list[_Tie]) -> tuple[Affiliation, ...]:
    return tuple(Affiliation(to=t.to, since=t.since, until=t.until, why=t.why) for t in written)


def _check_entries(written: list[_Placed], faults: Faults) -> None:
    times = Counter(entry.id for _, _, entry in written)
    for file, path, entry in written:
        if times[entry.id] > 1:
            faults.add(file, f"{path}.id", f"`{entry.id}` stands {times[entry.id]} times")
        if entry.kind not in KINDS:
            faults.add(file, f"{path}.kind", f"`{entry.kind}` is none of {', '.join(sorted(KINDS))}")
        if entry.reliability is not None and entry.reliability not in GRADES:
            faults.add(file, f"{path}.reliability", "a person's grade is one of A to F, or none")
        for field, ties in (("affiliations", entry.affiliations), ("owners", entry.owners), ("carries", entry.carries)):
            for number, tie in enumerate(ties):
                _check_tie(tie, entry.id, (file, f"{path}.{field}[{number}]"), faults)


_OF_ITSELF = {"owners": "nobody is its own owner", "carries": "nobody carries itself"}


def _check_tie(tie: _Tie, source: str, at: tuple[str, str], faults: Faults) -> None:
    file, path = at
    if not tie.why.strip():
        faults.add(file, f"{path}.why", "a tie needs the fact that it rests on")
    field = path.rpartition(".")[2].partition("[")[0]
    if field in _OF_ITSELF and tie.to == source:
        faults.add(file, f"{path}.to", _OF_ITSELF[field])
    if tie.since and tie.until and tie.until <= tie.since:
        faults.add(file, f"{path}.until", f"a tie ends after it begins, on {tie.since}")


def _check_carried(written: list[_Placed], known: dict[str, Source], faults: Faults) -> None:
    for file, path, entry in written:
        for number, tie in enumerate(entry.carries):
            if tie.to not in known:
                faults.add(file, f"{path}.carries[{number}].to", f"`{tie.to}` is no source here; give it an entry")


def _check_claimed(written: list[_Placed], known: dict[str, Source], faults: Faults) -> None:
    """A name or a domain must lead to one source."""
    owners: dict[tuple[str, str], set[str]] = {}
    for source in known.values():
        for name in (source.name, *source.names):
            owners.setdefault(("name", fold(name)), set()).add(source.id)
        for domain in source.domains:
            owners.setdefault(("domain", domain.lower()), set()).add(source.id)
    places = {entry.id: (file, path) for file, path, entry in written}
    for (what, name), claimed in sorted(owners.items()):
        for source_id in sorted(claimed & places.keys()) if len(claimed) > 1 else ():
            file, path = places[source_id]
            others = ", ".join(sorted(claimed - {source_id}))
            faults.add(file, path, f"the {what} `{name}` of `{source_id}` is claimed by {others} too")
