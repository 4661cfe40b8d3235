"""Findings -> the strongest verdict of each incident under each reading, and how many hold under all and under some.

No reading is the default: a number is always two, n under all readings and m under some.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product

import msgspec

from holdfire.findings.logic import VERDICTS
from holdfire.records import Because, Choice, Finding, Verdict

STRENGTH = tuple(reversed(VERDICTS))
"""Strongest first. Undetermined outranks consistent: what may be contrary to one term is not settled by another."""

Reading = tuple[tuple[str, str], ...]
"""(choice id, option id), sorted."""
Options = Mapping[str, tuple[str, ...]]


class Variant(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One verdict under one partial reading; an empty reading is all of them."""

    reading: Reading
    verdict: Verdict
    because: tuple[Because, ...] = ()


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """An incident under one instrument (or several): its strongest verdict under each reading that decides it."""

    incident: str
    variants: tuple[Variant, ...]

    def verdicts(self) -> frozenset[Verdict]:
        """Every verdict that some reading gives."""
        return frozenset(variant.verdict for variant in self.variants)

    def strongest(self) -> Verdict:
        """The strongest verdict that any reading gives."""
        return min(self.verdicts(), key=STRENGTH.index)


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents with one verdict: under all readings, and under some but not all."""

    all: frozenset[str] = frozenset()
    some: frozenset[str] = frozenset()


def options_of(choices: Iterable[Choice]) -> dict[str, tuple[str, ...]]:
    """Choice id -> its option ids, in the order of the file."""
    return {choice.id: tuple(option.id for option in choice.options) for choice in choices}


def hold_by_incident(findings: Iterable[Finding], options: Options) -> dict[str, Held]:
    """Findings of one instrument -> each incident's strongest verdict under each reading."""
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        grouped[finding.incident].append(finding)
    return {
        incident: Held(incident=incident, variants=_variants(of, options)) for incident, of in sorted(grouped.items())
    }


def together(helds: Iterable[Held], options: Options) -> Held:
    """One incident under several instruments at once: the strongest verdict over all of them."""
    helds = tuple(helds)
    table: dict[Reading, tuple[Verdict, tuple[Because, ...]]] = {}
    deciding = _deciding(variant.reading for held in helds for variant in held.variants)
    for reading in _assignments(deciding, options):
        table[reading] = _strongest(v for held in helds for v in held.variants if set(v.reading) <= set(reading))
    return Held(incident=helds[0].incident, variants=_merged(table, deciding, options))


def tallies(helds: Iterable[Held]) -> dict[Verdict, Tally]:
    """Verdict -> incidents that have it under all readings, and under some."""
    everywhere: dict[Verdict, set[str]] = defaultdict(set)
    somewhere: dict[Verdict, set[str]] = defaultdict(set)
    for held in helds:
        verdicts = held.verdicts()
        for verdict in verdicts:
            (everywhere if len(verdicts) == 1 else somewhere)[verdict].add(held.incident)
    return {v: Tally(all=frozenset(everywhere[v]), some=frozenset(somewhere[v])) for v in STRENGTH}


def under(held: Held, choice: str, option: str) -> Held:
    """The same incident when one question of reading is answered."""
    kept = tuple(v for v in held.variants if dict(v.reading).get(choice, option) == option)
    return Held(incident=held.incident, variants=kept)


def flips(held: Held, choice: Choice) -> dict[str, frozenset[Verdict]]:
    """Option id -> verdicts under it, where the answer to `choice` changes them; empty where it does not."""
    if not any(choice.id in dict(variant.reading) for variant in held.variants):
        return {}
    return {option.id: under(held, choice.id, option.id).verdicts() for option in choice.options}


def _variants(findings: list[Finding], options: Options) -> tuple[Variant, ...]:
    each = [
        Variant(reading=tuple(sorted(f.reading.items())), verdict=f.verdict, because=tuple(sorted(f.because)))
        for f in findings
    ]
    deciding = _deciding(variant.reading for variant in each)
    table = {
        reading: _strongest(v for v in each if set(v.reading) <= set(reading))
        for reading in _assignments(deciding, options)
    }
    return _merged(table, deciding, options)


def _deciding(readings: Iterable[Reading]) -> dict[str, set[str]]:
    deciding: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for choice, option in reading:
            deciding[choice].add(option)
    return deciding


def _assignments(deciding: Mapping[str, set[str]], options: Options) -> list[Reading]:
    choices = sorted(deciding)
    each = [sorted({*deciding[choice], *options.get(choice, ())}) for choice in choices]
    return [tuple(zip(choices, picked, strict=True)) for picked in product(*each)]


def _strongest(variants: Iterable[Variant]) -> tuple[Verdict, tuple[Because, ...]]:
    found = list(variants)
    if not found:  # no term speaks of it under this reading
        return Verdict.NOT_COVERED, (Because.TEXT,)
    verdict = min((variant.verdict for variant in found), key=STRENGTH.index)
    return verdict, tuple(sorted({because for v in found if v.verdict is verdict for because in v.because}))


def _merged(
    table: Mapping[Reading, tuple[Verdict, tuple[Because, ...]]], deciding: Mapping[str, set[str]], options: Options
) -> tuple[Variant, ...]:
    """Readings that give the same answer whatever one choice says lose that choice."""
    rows = set(table.items())
    for choice in sorted(deciding):
        size = len({*deciding[choice], *options.get(choice, ())})
        rests: dict[tuple[Reading, tuple[Verdict, tuple[Because, ...]]], set[Reading]] = defaultdict(set)
        for reading, answer in rows:
            rests[(tuple(pair for pair in reading if pair[0] != choice), answer)].add(reading)
        for (rest, answer), readings in rests.items():
            if len(readings) == size and all(choice in dict(reading) for reading in readings):
                rows -= {(reading, answer) for reading in readings}
                rows.add((rest, answer))
    return tuple(
        sorted(
            (Variant(reading=reading, verdict=verdict, because=because) for reading, (verdict, because) in rows),
            key=lambda v: (STRENGTH.index(v.verdict), v.reading),
        )
    )
