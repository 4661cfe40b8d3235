"""Entries -> entries in the order of the page, with reasoning that many share said once: families and chains.

An entry that stands out keeps its whole reasoning. The others of which the same is said for the same reasons are a
family; only when and where, which the reasons name anew for each, stand with the entry itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from holdfire.bulletin.model import Entry
from holdfire.bulletin.reasoning import Chain, ChainLink, CheckLine, Family, HeldLine, TermLine

OWN = ("time", "place")
"""Checks whose basis names the incident's own day and place."""

Reasons = tuple[HeldLine, ...]


def arranged(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Family, ...], tuple[Chain, ...]]:
    """Entries numbered as they are printed: verdict by verdict in the order given, what stands out first.

    Entries come in the order of their verdicts; inside one verdict the larger families come first.
    """
    reasons = {entry.key: tuple(_shareable(held) for held in entry.held) for entry in entries}
    members: dict[tuple[str, Reasons], list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.stands_out:
            members[(entry.group, reasons[entry.key])].append(entry)
    groups = tuple(dict.fromkeys(entry.group for entry in entries))
    ordered: list[Entry] = []
    families: list[tuple[str, Reasons, list[Entry]]] = []
    for group in groups:
        ordered += [e for e in entries if e.group == group and e.stands_out]
        of = [(g, why, found) for (g, why), found in members.items() if g == group]
        for family in sorted(of, key=lambda f: -len(f[2])):
            families.append(family)
            ordered += family[2]
    numbers = {entry.key: number for number, entry in enumerate(ordered, 1)}
    chains = _chains(families, numbers)
    family_of = {e.key: f"g{n}" for n, (_, _, found) in enumerate(families, 1) for e in found}
    return (
        tuple(_numbered(entry, numbers[entry.key], family_of.get(entry.key, "")) for entry in ordered),
        tuple(_family(f"g{n}", family, numbers, chains) for n, family in enumerate(families, 1)),
        tuple(chains.values()),
    )


def _numbered(entry: Entry, number: int, family: str) -> Entry:
    numbered = replace(entry, number=number, anchor=f"i{number}")
    return replace(numbered, family=family, own=_own(entry.held), held=()) if family else numbered


def _chains(families: Iterable[tuple[str, Reasons, list[Entry]]], numbers: dict[str, int]) -> dict[HeldLine, Chain]:
    """Each reasoning under one instrument once, in the order in which the page needs it."""
    of: dict[HeldLine, list[int]] = defaultdict(list)
    for _, why, found in families:
        for held in why:
            of[held] += [numbers[entry.key] for entry in found]
    return {
        held: Chain(anchor=f"w{n}", held=held, numbers=tuple(sorted(counted)))
        for n, (held, counted) in enumerate(of.items(), 1)
    }


def _family(
    anchor: str, family: tuple[str, Reasons, list[Entry]], numbers: dict[str, int], chains: dict[HeldLine, Chain]
) -> Family:
    group, why, found = family
    return Family(
        anchor=anchor,
        group=group,
        title=_title(found),
        links=tuple(ChainLink(title=h.title, overall=h.overall, chain=chains[h].anchor) for h in why),
        numbers=tuple(numbers[entry.key] for entry in found),
    )


def _title(found: Sequence[Entry]) -> str:
    """What all of them have in common: what is reported, and who was present."""
    acts = dict.fromkeys(entry.act for entry in found)
    present = [set(entry.present) for entry in found]
    common = sorted(set.intersection(*present)) if present else []
    return f"{', '.join(acts)}: {', '.join(common)}" if common else ", ".join(acts)


def _shareable(held: HeldLine) -> HeldLine:
    """The reasoning without what is the incident's own: keys of findings, and where and when."""
    return replace(
        held,
        terms=tuple(_bare(term) for term in held.terms),
        others=tuple(_bare(term) for term in held.others),
        shared=_general(held.shared),
    )


def _bare(term: TermLine) -> TermLine:
    return replace(term, findings=(), checks=_general(term.checks))


def _general(checks: Iterable[CheckLine]) -> tuple[CheckLine, ...]:
    return tuple(dict.fromkeys(replace(check, basis="") if check.check in OWN else check for check in checks))


def _own(held: Iterable[HeldLine]) -> tuple[CheckLine, ...]:
    """The checks of time and place of all instruments, each once; under which reading is said in the chain."""
    lines = [
        check
        for of in held
        for checks in (*(term.checks for term in (*of.terms, *of.others)), of.shared)
        for check in checks
        if check.check in OWN
    ]
    return tuple(dict.fromkeys(replace(check, under="") for check in sorted(lines, key=_rank)))


def _rank(check: CheckLine) -> int:
    return OWN.index(check.check)
