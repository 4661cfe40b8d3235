"""Dates: each can be reckoned, none from itself, nothing ends before it starts, under any reading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from holdfire.agreement.checks.context import Context
from holdfire.agreement.dates import RULE, deciding
from holdfire.agreement.windows import window
from holdfire.records import Instrument

READINGS_TRIED = 256
"""A date that turns on so many combined options is looked at under the first of them only."""


def check(context: Context) -> None:
    """Every date, every rule, every deadline, every term's window."""
    instrument = context.whole
    context.once("date", (d.name for d in instrument.dates), "dates", "name")
    names = [d.name for d in instrument.dates]
    for number, entry in enumerate(instrument.dates):
        path = f"dates[{number}]"
        if entry.at is None and not entry.rule and not entry.choice:
            todo = "write `at`, `rule` or `choice`"
            context.faults.error("E250", path, f"nothing says when `{entry.name}` is", todo)
        if entry.at is not None and entry.rule:
            context.faults.error("E250", path, "`at` and `rule` both say when it is", "keep one of them")
        if entry.rule and rule(context, entry.rule, instrument, f"{path}.rule") and _cyclic(instrument, entry.name):
            todo = "start from a date that stands by itself"
            context.faults.error("E252", f"{path}.rule", f"`{entry.name}` is reckoned from itself", todo)
        deciders = [c.id for c in deciding(instrument, "date", entry.name)]
        if len(deciders) > 1:
            what = f"the choices {' and '.join(deciders)} both decide it"
            context.faults.error("E250", f"{path}.choice", what, "let one choice decide it")
        if entry.choice:
            context.refer(f"choice with an effect on the date `{entry.name}`", entry.choice, deciders, f"{path}.choice")
    _deadlines(context)
    _windows(context)
    for number, variation in enumerate(instrument.variations):
        known = [*names, *(t.id for t in instrument.terms)]
        context.refer("date or term", variation.of, known, f"variations[{number}].of")
        for field in ("granted_by", "accepted_by"):
            context.someone(getattr(variation, field), f"variations[{number}].{field}")


def rule(context: Context, written: str, on: Instrument, path: str) -> bool:
    """Whether a rule can be reckoned on an instrument's dates; a fault where not."""
    match = RULE.match(written)
    names = [d.name for d in on.dates]
    if match is None:
        todo = "write it as `signed + 14 days` (hours, days, weeks, months, years)"
        context.faults.error("E251", path, f"the rule `{written}` cannot be reckoned", todo)
    elif match["base"] not in names:
        context.refer("date", match["base"], names, path)
    return match is not None and match["base"] in names


def _deadlines(context: Context) -> None:
    instrument = context.instrument
    for number, term in enumerate(instrument.terms):
        if term.deadline is None:
            continue
        path = f"terms[{number}].deadline"
        if (term.deadline.at is None) == (not term.deadline.rule):
            todo = "write `at: DATE` or `rule: signed + 14 days`, and only one of them"
            context.faults.error("E255", path, "a deadline that cannot be reckoned", todo)
        elif term.deadline.rule:
            rule(context, term.deadline.rule, instrument, f"{path}.rule")
        for i, fact in enumerate(term.deadline.state_facts):
            context.someone(fact.by, f"{path}.state_facts[{i}].by")


def _windows(context: Context) -> None:
    instrument = context.whole
    names = [d.name for d in instrument.dates]
    for number, term in enumerate(instrument.terms):
        path = f"terms[{number}]"
        if term.start not in names:
            context.refer("date", term.start, names, f"{path}.start")
            continue
        if term.end != "end":
            context.refer("date", term.end, names, f"{path}.end")
        for reading in _readings(instrument, window(instrument, term, {}).depends_on):
            ran = window(instrument, term, reading)
            under = ", ".join(f"{c}={o}" for c, o in reading.items()) or "every reading"
            if ran.start and ran.end and ran.end <= ran.start:
                what = f"it ends before it starts, under {under}"
                context.faults.error("E253", f"{path}.start", what, "mend the dates")
                break
            if not ran.decided and not context.faults.fatal:
                what = f"when it runs cannot be reckoned, under {under}: {ran.how}"
                context.faults.error("E252", f"{path}.start", what, "start from a date that stands by itself")
                break


def _readings(instrument: Instrument, choices: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Every combination of the options of these choices, up to a bound."""
    options = [[o.id for o in c.options] for c in instrument.choices if c.id in choices]
    ids = [c.id for c in instrument.choices if c.id in choices]
    for number, combined in enumerate(product(*options)):
        if number >= READINGS_TRIED:
            return
        yield dict(zip(ids, combined, strict=True))


def _cyclic(instrument: Instrument, name: str) -> bool:
    """Whether following the rules from this date comes back to it."""
    rules = {d.name: RULE.match(d.rule) for d in instrument.dates if d.rule}
    step, seen = rules.get(name), set[str]()
    while step is not None and step["base"] not in seen:
        seen.add(step["base"])
        step = rules.get(step["base"])
    return name in seen
