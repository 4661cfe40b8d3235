"""The dates of an instrument, as written, ruled or read, to instants, with how each was reckoned in words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import msgspec

from holdfire.records import Choice, DateEntry, Effect, Instrument, Option

Reading = Mapping[str, str]
"""choice id -> option id. A choice that is absent is left open, never assumed."""

RULE = re.compile(
    r"^(?P<base>[a-z][a-z0-9_]*)(?: (?P<sign>[+-]) (?P<n>\d{1,4}) (?P<unit>hour|day|week|month|year)s?)?$"
)
"""`signed + 1 day`, `in_force + 6 months`, `signed`."""
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


class Reckoned(msgspec.Struct, frozen=True, kw_only=True):
    """A date as reckoned under a reading."""

    at: datetime | None
    """UTC. None with `decided`: open (an end that is not set). None without: not known under this reading."""
    how: str
    depends_on: tuple[str, ...] = ()
    """Ids of the choices that this date turns on, whether the reading answers them or not."""
    decided: bool = True


def reckon(instrument: Instrument, name: str, reading: Reading) -> Reckoned:
    """One named date. A choice of the reading goes before what is written; a variation goes before both."""
    return _reckon(instrument, name, reading, ())


def took_effect(instrument: Instrument) -> tuple[date, date] | None:
    """The first and the last local day on which it took effect, over all readings; None where no date says so.

    What took effect is told of the text (`in_force`) and of the guns (`operative`) in the same words.
    """
    zone, days = ZoneInfo(instrument.zone), set()
    for name in ("in_force", "operative"):
        asked = set(reckon(instrument, name, {}).depends_on)
        choices = [c for c in instrument.choices if c.id in asked]
        for options in product(*([o.id for o in c.options] for c in choices)):
            reading = {c.id: option for c, option in zip(choices, options, strict=True)}
            at = reckon(instrument, name, reading).at
            days |= {at.astimezone(zone).date()} if at else set()
    return (min(days), max(days)) if days else None


def reckon_rule(instrument: Instrument, rule: str, reading: Reading) -> Reckoned:
    """A rule such as `signed + 14 days`. Days and longer run from the base's local day: 14:30 + 1 day is midnight."""
    return _by_rule(instrument, rule, reading, ())


def deciding(instrument: Instrument, kind: str, name: str = "") -> tuple[Choice, ...]:
    """The choices with an effect of this kind on this instrument (of this name, where one is given)."""
    return tuple(
        choice
        for choice in instrument.choices
        if any(_addresses(e, instrument, kind, name) for option in choice.options for e in option.effects)
    )


def effects(
    instrument: Instrument, reading: Reading, kind: str, name: str = ""
) -> tuple[tuple[Choice, Option, Effect], ...]:
    """What the reading's options change in this instrument, in the order of its choices."""
    return tuple(
        (choice, option, effect)
        for choice in instrument.choices
        for option in choice.options
        if reading.get(choice.id) == option.id
        for effect in option.effects
        if _addresses(effect, instrument, kind, name)
    )


def say(at: datetime, zone: str) -> str:
    """`5 May 2017`, or with the hour where it is not a local midnight."""
    local = at.astimezone(ZoneInfo(zone))
    at_midnight = midnight(local.date(), ZoneInfo(zone)) == at
    return say_day(local.date()) + ("" if at_midnight else f", {local:%H:%M} {zone}")


def say_day(day: date) -> str:
    """`5 May 2017`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day, in UTC, also where the clock skips or repeats midnight."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def step(at: datetime, count: int, unit: str, zone: ZoneInfo) -> datetime:
    """An instant moved by a period. Hours are elapsed time; days and longer go from local midnight to local midnight.

    A month's end is clamped: 31 August + 6 months is the last day of February.
    """
    if unit == "hour":
        return at + timedelta(hours=count)
    day = at.astimezone(zone).date()
    if unit in {"day", "week"}:
        return midnight(day + timedelta(days=count * (7 if unit == "week" else 1)), zone)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return midnight(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])), zone)


def _reckon(instrument: Instrument, name: str, reading: Reading, path: tuple[str, ...]) -> Reckoned:
    entry = dated(instrument, name)
    if entry is None:
        return Reckoned(at=None, how=f"there is no date `{name}`", decided=False)
    if name in path:
        return Reckoned(at=None, how=f"`{name}` is reckoned from itself", decided=False)
    choices = tuple(sorted({c.id for c in deciding(instrument, "date", name)} | ({entry.choice} - {""})))
    found = _chosen(instrument, entry, reading, choices, (*path, name))
    found = msgspec.structs.replace(found, depends_on=tuple(sorted({*found.depends_on, *choices})))
    varied = [v for v in instrument.variations if v.of == name]
    if not varied:
        return found
    last = varied[-1]
    how = f"until {say(last.to, instrument.zone)}" if last.to else "without a date"
    how = f"varied {how} by {last.granted_by} ({found.how})"
    return msgspec.structs.replace(found, at=last.to, decided=True, how=how)


def _chosen(
    instrument: Instrument, entry: DateEntry, reading: Reading, choices: tuple[str, ...], path: tuple[str, ...]
) -> Reckoned:
    for choice, option, effect in effects(instrument, reading, "date", entry.name):
        why = f"{option.words} ({choice.id}={option.id})"
        if effect.at is not None:
            return Reckoned(at=effect.at, how=f"{say(effect.at, entry.zone)}: {why}")
        if effect.rule:
            ruled = _by_rule(instrument, effect.rule, reading, path)
            return msgspec.structs.replace(ruled, how=f"{ruled.how}: {why}")
        return Reckoned(at=None, how=f"open: {why}")
    unanswered = [choice for choice in choices if choice not in reading]
    if unanswered:
        return Reckoned(at=None, how=f"it turns on the reading of {', '.join(unanswered)}", decided=False)
    if entry.at is not None:
        return Reckoned(at=entry.at, how=f"{say(entry.at, entry.zone)} ({entry.name})")
    return _by_rule(instrument, entry.rule, reading, path)


def _by_rule(instrument: Instrument, rule: str, reading: Reading, path: tuple[str, ...]) -> Reckoned:
    match = RULE.match(rule)
    if match is None:
        return Reckoned(at=None, how=f"the rule `{rule}` cannot be reckoned", decided=False)
    base = _reckon(instrument, match["base"], reading, path)
    if base.at is None:
        return msgspec.structs.replace(base, decided=False)
    entry = dated(instrument, match["base"])
    zone = entry.zone if entry and entry.zone else instrument.zone
    if match["n"] is None:
        return base
    count = int(match["n"]) * (-1 if match["sign"] == "-" else 1)
    at = step(base.at, count, match["unit"], ZoneInfo(zone))
    period = f"{match['n']} {match['unit']}{'' if match['n'] == '1' else 's'}"
    side = "before" if count < 0 else "after"
    how = f"{say(at, zone)}: {period} {side} {match['base'].replace('_', ' ')} ({say(base.at, zone)})"
    return msgspec.structs.replace(base, at=at, how=how)


def dated(instrument: Instrument, name: str) -> DateEntry | None:
    """The date of that name as written, where there is one."""
    return next((entry for entry in instrument.dates if entry.name == name), None)


def _addresses(effect: Effect, instrument: Instrument, kind: str, name: str) -> bool:
    return effect.kind == kind and effect.instrument in {"", instrument.id} and name in {"", effect.name}
