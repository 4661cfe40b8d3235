"""Graded incidents to a table that shows whether support hangs on who is accused: for the same act, evidence and number
of voices it must not. Beside it stand the voices by whom they are tied to, since bias sits there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import comb

import msgspec

from holdfire.corroboration.independence import Ties
from holdfire.records import BY_NAME, Account, Incident

NOBODY = ""
"""Where no account blames anybody."""
UNLISTED = "in no actor file"
"""Where a body is blamed that a text alone names."""
MANY = 3
"""So many voices or more are one class."""
UNTIED = "none known"
Stratum = tuple[str, str, int]


class Even(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents of one act, with like evidence and as many voices, that blame one side."""

    act: str
    evidence: str
    """observed | exhibit | capped | told; with ", denied" where somebody uninterested denies it."""
    voices: int
    """3 stands for three or more."""
    accused: str
    """The side blamed, "" nobody; an incident that blames two sides counts under both."""
    support: dict[str, int]
    """Support -> incidents."""
    p: float
    """Fisher's exact test, two-sided: this side against all others in the same class, corroborated or better against
    less. 1 where nothing differs."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Whose voices the incidents rest on that blame one side."""

    accused: str
    incidents: int
    by_tie: dict[str, int]
    """Party that the voice is tied to, or "none known" -> voices."""


def evenness(
    incidents: Iterable[Incident], accounts: Iterable[Account], ties: Ties
) -> tuple[tuple[Even, ...], tuple[Told, ...]]:
    """The table, one line for each class and side, and the voices by tie."""
    by_key = {account.key: account for account in accounts}
    counts: defaultdict[Stratum, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    voices: defaultdict[str, Counter[str]] = defaultdict(Counter)
    number: Counter[str] = Counter()
    for incident in incidents:
        told = [by_key[key] for key in incident.accounts if key in by_key]
        stratum = (incident.act, _evidence(incident, told, ties), min(MANY, len(incident.voices)))
        for accused in sorted({_side(b.actor, ties) for b in incident.attributed_to} or {NOBODY}):
            counts[stratum][accused][incident.support.value] += 1
            number[accused] += 1
            voices[accused].update(tie for v in incident.voices for tie in (v.affiliated_to or (UNTIED,)))
    lines = [
        Even(act=act, evidence=evidence, voices=n, accused=accused, support=dict(sorted(of.items())), p=_p(of, sides))
        for (act, evidence, n), sides in sorted(counts.items())
        for accused, of in sorted(sides.items())
    ]
    return tuple(lines), tuple(
        Told(accused=a, incidents=number[a], by_tie=dict(sorted(of.items()))) for a, of in sorted(voices.items())
    )


def smallest(lines: Sequence[Even]) -> float:
    """The smallest p of the table, times how many lines there are: below 0.05 something hangs on the accused."""
    return min(1.0, min((line.p for line in lines), default=1.0) * len(lines))


def _side(accused: str, ties: Ties) -> str:
    """The camp of somebody accused; those whom no file has are one class."""
    return UNLISTED if accused.startswith(BY_NAME) else ties.camp(accused)


def _evidence(incident: Incident, told: Sequence[Account], ties: Ties) -> str:
    concerned = {ties.camp(a) for a in (*(b.actor for b in incident.attributed_to), *incident.participants)}
    others = any(
        concerned.isdisjoint(ties.camps(voice, None)) for a in told if a.stance == "denies" for voice in a.voices
    )
    kinds = (
        ("observed", any(a.observed for a in told)), ("capped", bool(incident.support_capped)),
        ("exhibit", any(a.exhibits for a in told)),
    )  # fmt: skip
    kind = next((name for name, holds in kinds if holds), "told")
    return f"{kind}, denied" if others else kind


def _p(of: Counter[str], sides: Mapping[str, Counter[str]]) -> float:
    mine, all_ = _split(of), _split(sum(sides.values(), Counter()))
    return fisher(mine[0], mine[1], all_[0] - mine[0], all_[1] - mine[1])


def _split(of: Counter[str]) -> tuple[int, int]:
    well = of["corroborated"] + of["observed"]
    return well, of.total() - well


def fisher(a: int, b: int, c: int, d: int) -> float:
    """The exact two-sided p of a table of two by two: the share of all tables with its margins that are no likelier."""
    row, column, total = a + b, a + c, a + b + c + d
    possible = range(max(0, row + column - total), min(row, column) + 1)
    likely = {n: comb(column, n) * comb(total - column, row - n) for n in possible}
    return sum(ways for ways in likely.values() if ways <= likely[a]) / comb(total, row)
