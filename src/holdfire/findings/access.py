"""Hand-written coverage files to who could look where, when and how: the access that no report tells of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from difflib import get_close_matches

import msgspec

from holdfire.data.hand import Faults, entries

ACCESS = ("full", "partial", "none")


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's access to a zone over some days, as a person wrote it down."""

    zone: str
    """Zone id of an agreement of the case."""
    first: date
    last: date | None
    """Inclusive; None: for as long as anything was received."""
    who: str
    how: str
    """With what means, at which hours: `on foot, by day`."""
    access: str
    """full | partial | none"""
    restrictions: tuple[str, ...]
    source: str


class _Written(msgspec.Struct, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    """One entry as a person writes it."""

    zone: str
    first: date
    who: str
    how: str
    access: str
    source: str
    last: date | None = None
    restrictions: list[str] = []


def load_access(*files: bytes, zones: Collection[str], names: tuple[str, ...] = ()) -> tuple[Access, ...]:
    """Coverage files (YAML, a list under `coverage:`); `zones` are the ids that the case's agreements know.

    `names` are the files' names for messages. Raises BadAgreement: E221 not YAML, E222 with every fault found.
    """
    faults = Faults()
    written: list[tuple[str, str, _Written]] = []
    for number, content in enumerate(files):
        file = names[number] if number < len(names) else f"coverage file {number + 1}"
        written += [(file, path, entry) for path, entry in entries(content, file, "coverage", _Written, faults)]
    times = Counter(_same(entry) for _, _, entry in written)
    for file, path, entry in written:
        _check(file, path, entry, zones, faults)
        if times[_same(entry)] > 1:
            faults.add(file, path, "the same person or body, zone, day and way of looking stand twice")
    faults.raise_any()
    return tuple(
        Access(
            zone=w.zone, first=w.first, last=w.last, who=w.who, how=w.how, access=w.access,
            restrictions=tuple(w.restrictions), source=w.source,
        )
        for _, _, w in sorted(written, key=lambda placed: _same(placed[2]))
    )  # fmt: skip


def _same(w: _Written) -> tuple[str, date, str, str]:
    return w.zone, w.first, w.who, w.how


def _check(file: str, path: str, w: _Written, zones: Collection[str], faults: Faults) -> None:
    if w.zone not in zones:
        near = get_close_matches(w.zone, sorted(zones), n=1)
        known = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(sorted(zones)) or 'none'}"
        faults.add(file, f"{path}.zone", f"no agreement of the case has a zone `{w.zone}`; {known}")
    if w.last is not None and w.last < w.first:
        faults.add(file, f"{path}.to", f"{w.last} is before {w.first}")
    if w.access not in ACCESS:
        faults.add(file, f"{path}.access", f"`{w.access}` is none of {', '.join(ACCESS)}")
    if w.access in {"partial", "none"} and not any(r.strip() for r in w.restrictions):
        faults.add(file, f"{path}.restrictions", "access that is not full needs the restriction that was met")
    for name in ("who", "how", "source"):
        if not getattr(w, name).strip():
            faults.add(file, f"{path}.{name}", "it is empty")
