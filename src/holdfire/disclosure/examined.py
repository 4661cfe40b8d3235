"""The disclosure ledger to the claims whose evidence somebody independent of their speaker has examined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from holdfire.records import Account, Claim, Disclosure, Exhibit


def examined(
    told: Iterable[Disclosure],
    claims: Iterable[Claim],
    accounts: Iterable[Account],
    exhibits: Iterable[Exhibit],
    camps: Callable[[str], frozenset[str]],
) -> Mapping[str, bool]:
    """Claim and account keys of which the evidence was examined by somebody of another camp than their speakers'.

    `told` are the entries that the view may know (`told_to`): what it may not know lifts no cap in it. An entry counts
    for the claim or account that it is about, or that the exhibit shown is evidence for. `camps` gives those that an
    actor, or whoever bears a name, has to do with; the case's own reviewers are in none but their own.
    """
    about: dict[str, tuple[str, ...]] = {e.key: (e.key, *e.about) for e in exhibits}
    for exhibit in exhibits:
        about[exhibit.key] = (*about[exhibit.key], *about.get(exhibit.derived_from or "", ()))
    speakers = {c.key: camps(c.speaker.actor or c.speaker.name) for c in claims if c.speaker}
    speakers |= {a.key: frozenset[str]().union(*(camps(v.id) for v in a.voices)) for a in accounts}
    found: dict[str, bool] = {}
    for entry in told:
        if entry.shown and entry.examined:
            of = [key for key in about.get(entry.item, (entry.item,)) if key in speakers]
            found |= {key: True for key in of if any(camps(who).isdisjoint(speakers[key]) for who in entry.to_whom)}
    return found
