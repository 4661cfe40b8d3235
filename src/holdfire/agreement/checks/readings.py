"""Choices of reading: every option has a holder, and every effect something to work on."""

from __future__ import annotations

from holdfire.agreement.binding import RESULTS
from holdfire.agreement.checks.context import ANALYST, Context
from holdfire.agreement.checks.dates import rule
from holdfire.records import Choice, Effect, Instrument


def check(context: Context) -> None:
    """Every choice that is written in this instrument."""
    instrument = context.instrument
    context.once("choice", (c.id for c in instrument.choices), "choices")
    elsewhere = {c.id for other in context.others.values() for c in other.choices if c not in instrument.choices}
    for number, choice in enumerate(instrument.choices):
        path = f"choices[{number}]"
        if choice.id in elsewhere:
            what = f"another instrument of the case has a choice `{choice.id}` too"
            context.faults.error("E245", f"{path}.id", what, "rename one: a reading answers each id once")
        context.once("option", (o.id for o in choice.options), f"{path}.options")
        if len(choice.options) < 2:
            todo = "write the rival option with its holder, or take the choice out"
            context.faults.error("E261", f"{path}.options", "a choice of fewer than two options is no choice", todo)
        if not _changes(context, choice):
            todo = "give an option an effect, or a zone version the choice"
            context.faults.error("E262", path, "whichever option is taken, nothing changes", todo)
        for i, option in enumerate(choice.options):
            where = f"{path}.options[{i}]"
            if not option.holders:
                todo = f"name who reads it so, or `{ANALYST}`"
                context.faults.error("E260", where, f"the reading `{choice.id}={option.id}` has no holder", todo)
            for j, holder in enumerate(option.holders):
                context.someone(holder, f"{where}.holders[{j}]", also=(ANALYST,))
            for j, effect in enumerate(option.effects):
                _effect(context, effect, f"{where}.effects[{j}]")


def _changes(context: Context, choice: Choice) -> bool:
    zones = (zone for instrument in context.others.values() for zone in instrument.zones)
    return any(o.effects for o in choice.options) or any(zone.choice == choice.id for zone in zones)


def _effect(context: Context, effect: Effect, path: str) -> None:
    if not context.instrument_named(effect.instrument, f"{path}.instrument"):
        return
    on = context.others[effect.instrument]
    if effect.kind == "date":
        _date(context, effect, on, path)
    elif effect.kind == "target":
        context.refer("term", effect.name, (t.id for t in on.terms), f"{path}.name")
        if not effect.mode:
            context.faults.error("E263", path, "it does not say who counts as a target", "write `mode`")
    elif effect.kind == "state":
        context.refer("declared state", effect.name, (s.id for s in on.states if s.id), f"{path}.name")
        _result(context, effect, path)
    else:
        _bound(context, effect, path)


def _date(context: Context, effect: Effect, on: Instrument, path: str) -> None:
    context.refer("date", effect.name, (d.name for d in on.dates), f"{path}.name")
    if effect.at is not None and effect.rule:
        context.faults.error("E250", path, "`at` and `rule` both say when it is", "keep one of them")
    if effect.rule:
        rule(context, effect.rule, on, f"{path}.rule")
    ends = {t.end for t in on.terms} | {"end"}
    if effect.at is None and not effect.rule and effect.name not in ends:
        context.faults.error("E250", path, f"nothing says when `{effect.name}` is", "write `at` or `rule`")


def _bound(context: Context, effect: Effect, path: str) -> None:
    if not effect.actor:
        context.faults.error("E263", path, "it addresses nobody", "write `actor`")
    context.actor(effect.actor, f"{path}.actor")
    judged_as = effect.result.removeprefix("as:") if effect.kind == "bound" and effect.result.startswith("as:") else ""
    if judged_as:
        context.actor(judged_as, f"{path}.result")
        if judged_as == effect.actor:
            context.faults.error("E264", f"{path}.result", "it is judged as itself", "name whom it is judged as")
    else:
        _result(context, effect, path)


def _result(context: Context, effect: Effect, path: str) -> None:
    if effect.result not in RESULTS:
        todo = "write pass, fail or unknown, or for `bound` `as:ACTOR`"
        context.faults.error("E264", f"{path}.result", f"`{effect.result}` is no result", todo)
