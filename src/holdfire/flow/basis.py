"""A bulletin as composed to what is kept beside it: what it said of each incident, and what each rested on then.

Kept in the vault and never published, so that a later bulletin can say what was, what is, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from holdfire import findings, seals
from holdfire.bulletin import Bulletin
from holdfire.bulletin.model import Entry
from holdfire.bulletin.reasoning import ChainLink, HeldLine
from holdfire.flow.derive import Outcome
from holdfire.records import Account, Incident

FIELDS = ("place", "time", "act", "toll", "support", "attribution", "status")
"""What is compared field by field, in this order; then the verdict under each instrument that was told of."""


class Rest(msgspec.Struct, frozen=True, kw_only=True):
    """One account as it was."""

    rev: str
    report: str
    row: str = ""
    claims: tuple[str, ...] = ()


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What an audience was last told of one incident."""

    number: int
    """Its place in that bulletin."""
    lasting: str = ""
    """Its lasting number."""
    first: date
    last: date
    """The period of that bulletin."""
    rev: str
    judged: str
    """Hash of its findings."""
    said: dict[str, str]
    """Field -> the words printed."""
    rests: dict[str, Rest]
    """Account key -> the account as it was."""


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What one issued bulletin told, corrections included."""

    version: str
    incidents: dict[str, Told] = {}
    gone: tuple[str, ...] = ()
    """Keys of incidents that it said are no longer derived."""
    counts: dict[str, int] = {}
    """`FIRST/LAST` of a period -> how many incidents it was said to have."""


def span(first: date, last: date) -> str:
    """A period as a key of `Basis.counts`."""
    return f"{first.isoformat()}/{last.isoformat()}"


def told(made: Bulletin, outcome: Outcome, judged: Mapping[str, str]) -> dict[str, Told]:
    """What a bulletin says of each of its incidents, with what it rests on now."""
    incidents = {i.key: i for i in outcome.derived.incidents}
    accounts = {a.key: a for a in outcome.derived.accounts}
    shared = {family.anchor: family.links for family in made.families}
    return {
        entry.key: Told(
            number=entry.number, lasting=entry.lasting,
            first=date.fromisoformat(made.head.first), last=date.fromisoformat(made.head.last),
            rev=seals.rev(incidents[entry.key]), judged=judged.get(entry.key, ""),
            said=_said(entry, [*entry.held, *shared.get(entry.family, ())]),
            rests=_rests(incidents[entry.key], accounts),
        )
        for entry in made.entries
    }  # fmt: skip


def judgements(outcome: Outcome) -> dict[str, str]:
    """Incident key -> hash of every verdict on it and of what people did about its findings. Words are not in it: what
    a later version words otherwise is no correction."""
    held, derived = outcome.held, outcome.derived
    found: dict[int, list[object]] = {}
    for incident, term, reading, code in zip(
        held.incident.tolist(), held.term.tolist(), held.reading.tolist(), held.code.tolist(), strict=True
    ):
        answer = held.answers[term]
        row = [answer.instrument.id, answer.term.id, [list(pair) for pair in held.readings[reading]], code]
        found.setdefault(incident, []).append(row)
    decided: dict[str, list[object]] = {}
    reviewed = findings.reviewed(held, derived.reviews)
    for finding in findings.with_status(reviewed, derived.reviews, outcome.know.config.mandate)[0]:
        decided.setdefault(finding.incident, []).append([finding.key, finding.status, finding.proceedings])
    keys = [i.key for i in held.columns.incidents]
    return {
        keys[index]: seals.sha256(seals.canonical([sorted(rows, key=repr), decided.get(keys[index], [])]))
        for index, rows in found.items()
    }


def _said(entry: Entry, held: Iterable[HeldLine | ChainLink]) -> dict[str, str]:
    """The words of each of FIELDS, and of the verdict under each instrument by its title."""
    verdicts = {f"verdict under {line.title}": ", ".join(f"{v.words} {v.under}".strip() for v in line.overall)
                for line in held}  # fmt: skip
    return {
        "place": entry.where,
        "time": entry.when,
        "act": ", ".join(filter(None, (entry.act, entry.weapon))),
        "toll": "; ".join(entry.casualties) or "none stated",
        "support": entry.support_words,
        "attribution": "; ".join((entry.attribution_words, *(b.sentence for b in entry.stated), *entry.denied_by)),
        "status": f"{entry.label}; {entry.status}",
        **verdicts,
    }


def _rests(incident: Incident, accounts: Mapping[str, Account]) -> dict[str, Rest]:
    return {
        key: Rest(rev=seals.rev(a), report=a.report, row=(a.row or "").rpartition("#")[2], claims=a.asserted_by)
        for key in incident.accounts
        if (a := accounts.get(key)) is not None
    }
