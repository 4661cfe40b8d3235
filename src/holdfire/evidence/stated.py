"""Exhibits and what people stated of them -> exhibits as they stand: marks, captions, derivation, links, custody."""

from __future__ import annotations

from collections.abc import Iterable, Set

from msgspec.structs import replace

from holdfire.records import Account, Custody, Exhibit, Statement


def stated(
    exhibits: Iterable[Exhibit], statements: Iterable[Statement], custody: Iterable[Custody], known: Set[str]
) -> tuple[Exhibit, ...]:
    """Each exhibit with what was stated of it, in the order of the statements: the last word on each thing holds.

    `known` are the keys of the accounts and claims of the view. A link to another record, and a derivation from an
    exhibit that is not among these, is left out: it would tell that there is one. Custody is what the caller gives.
    """
    standing = {exhibit.key: exhibit for exhibit in sorted(exhibits, key=lambda e: (e.key, e.report))}
    for said in statements:
        if said.exhibit in standing:
            standing[said.exhibit] = _with(standing[said.exhibit], said, standing.keys(), known)
    for moved in custody:
        if moved.exhibit in standing:
            held = standing[moved.exhibit]
            standing[moved.exhibit] = replace(held, custody=(*held.custody, moved))
    return tuple(standing[key] for key in sorted(standing))


def linked(accounts: Iterable[Account], exhibits: Iterable[Exhibit]) -> tuple[Account, ...]:
    """The accounts, each with the exhibits that people linked to it or to a claim it rests on."""
    of: dict[str, list[str]] = {}
    for exhibit in exhibits:
        for key in exhibit.about:
            of.setdefault(key, []).append(exhibit.key)
    return tuple(_with_exhibits(account, of) if of else account for account in accounts)


def _with(exhibit: Exhibit, said: Statement, exhibits: Set[str], known: Set[str]) -> Exhibit:
    about = {*exhibit.about, *said.about} - set(said.not_about)
    times = replace(exhibit.times, claimed=said.claimed or exhibit.times.claimed)
    return replace(
        exhibit,
        times=times,
        medium=said.medium or exhibit.medium,
        caption=said.caption or exhibit.caption,
        derived_from=said.derived_from if said.derived_from in exhibits else exhibit.derived_from,
        derivation=said.derivation or exhibit.derivation,
        exculpatory=exhibit.exculpatory if said.exculpatory is None else said.exculpatory,
        graphic=exhibit.graphic if said.graphic is None else said.graphic,
        about=tuple(sorted(key for key in about if key in known)),
    )


def _with_exhibits(account: Account, of: dict[str, list[str]]) -> Account:
    more = [exhibit for key in (account.key, *account.asserted_by) for exhibit in of.get(key, ())]
    return replace(account, exhibits=tuple(dict.fromkeys((*account.exhibits, *more)))) if more else account
