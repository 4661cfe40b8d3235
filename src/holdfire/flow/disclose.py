"""A showing or a withholding by the case's own people to its ledger entry; the entry is durable before bytes leave."""

from __future__ import annotations

from datetime import datetime

import msgspec

from holdfire.errors import BadRequest
from holdfire.flow.items import derived, key_of, received
from holdfire.records import Disclosure, View
from holdfire.records.view import AUDIENCE_ORDER
from holdfire.store import Case

WIDEST = View(audience=AUDIENCE_ORDER[-1])


class Showing(msgspec.Struct, frozen=True, kw_only=True):
    """What a person states about a showing or a withholding."""

    to: tuple[str, ...]
    authority: str
    withheld: bool = False
    caveat: str = ""
    derivative: str = ""
    """The exhibit that was shown in the item's stead (a redaction, a working copy); "" = the item itself."""
    receipt: str = ""
    examined: bool = False
    on: datetime | None = None
    clearance: str = AUDIENCE_ORDER[-1]


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The entry as it stands, with what proves it: its place in the tree and its leaf."""

    disclosure: Disclosure
    position: int
    leaf: str
    """Leaf hash, hex."""
    logged: datetime


def disclose(case: Case, item: str, said: Showing, *, who: str, at: datetime) -> Shown:
    """Write down that an item was shown to, or is withheld from, somebody. On return the entry is durable.

    Raises BadRequest E450 (no such item), E451 (no recipient or no authority), E452 (what cannot go together), E453 (a
    derivative that the case does not hold or that is not made from the item).
    """
    _check(said)
    reports, outcome = received(case, WIDEST), derived(case, WIDEST)
    key = key_of(item, reports, outcome)
    entry = case.append(
        "disclosure",
        {
            "item": key, "shown": not said.withheld, "to_whom": said.to, "by": who, "on": said.on or at,
            "authority": said.authority, "caveat": said.caveat, "receipt": said.receipt, "examined": said.examined,
            "clearance": said.clearance, "derivative": "" if said.withheld else _bytes_of(case, key, said.derivative),
        },
        who=who,
        at=at,
    )  # fmt: skip
    made = next(d for d in case.disclosures() if d.key == f"disclosure:{entry.position}")
    return Shown(disclosure=made, position=entry.position, leaf=entry.leaf, logged=entry.logged)


def acknowledge(case: Case, showing: str, words: str, *, on: datetime | None, who: str, at: datetime) -> int:
    """Write down a receipt that came after the showing; returns its position. Raises BadRequest E454."""
    found = [d for d in case.disclosures() if d.key == showing]
    if not found or not found[0].shown:
        what = "there is no such showing" if not found else "nothing was shown: this is a withholding"
        raise BadRequest("E454", what, where=showing[:80], todo="`holdfire seen CASE --item I` lists the showings")
    fields = {"disclosure": showing, "words": words, "on": on or at}
    return case.append("receipt", fields, who=who, at=at).position


def _check(said: Showing) -> None:
    if not said.to or not all(name.strip() for name in said.to):
        raise BadRequest("E451", "nobody is named to whom", where="--to", todo="name a person, a body or an audience")
    if not said.authority.strip():
        raise BadRequest("E451", "nobody says on whose authority", where="--authority", todo="name who decided it")
    if said.clearance not in AUDIENCE_ORDER:
        todo = f"one of {', '.join(AUDIENCE_ORDER)}"
        raise BadRequest("E407", f"{said.clearance!r} is no audience", where="--clearance", todo=todo)
    for with_it, what in (
        (said.derivative, "shows nothing, so there is no derivative"),
        (said.receipt, "leaves nothing to acknowledge"),
        (said.examined, "lets nobody examine anything"),
        (said.clearance != AUDIENCE_ORDER[-1], "is told to nobody but the case's own people"),
    ):
        if said.withheld and with_it:
            raise BadRequest("E452", f"a withholding {what}", where="--withheld", todo="leave one of the two out")
    if said.examined and AUDIENCE_ORDER[0] in said.to:
        todo = "name who examined it"
        raise BadRequest("E452", "a public that was shown something has not examined it", where="--examined", todo=todo)


def _bytes_of(case: Case, item: str, named: str) -> str:
    """The hash of the exact bytes that were shown; "" where the case holds none."""
    originals = {key: r.sha256 for r in case.reports() for key in (r.key, f"exhibit:{r.sha256}")}
    if not named:
        return originals.get(item, "")
    try:
        shown = key_of(named, received(case, WIDEST), None)
    except BadRequest as error:
        raise BadRequest("E453", "the case does not hold it", where=named[:80], todo=_ADD) from error
    return originals[shown]


_ADD = "put it in with `holdfire evidence add --derived-from ITEM`"
