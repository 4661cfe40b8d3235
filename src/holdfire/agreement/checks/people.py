"""Parties, acceptances, exclusions, undertakings and what others assert: everybody named must be known."""

from __future__ import annotations

from holdfire.agreement.checks.context import Context


def check(context: Context) -> None:
    """Who is in the instrument, and by whose word."""
    _parties(context)
    _spoken(context)
    instrument = context.instrument
    context.once("exclusion", (e.id for e in instrument.exclusions), "exclusions")
    for number, exclusion in enumerate(instrument.exclusions):
        path = f"exclusions[{number}]"
        for i, actor in enumerate(exclusion.actors):
            context.actor(actor, f"{path}.actors[{i}]")
        context.someone(exclusion.asserted_by, f"{path}.asserted_by")
        if not exclusion.actors and not exclusion.place:
            context.faults.error("E263", path, "it excludes neither an actor nor a place", "write `actors` or `place`")
    context.once("undertaking", (u.id for u in instrument.undertakings), "undertakings")
    for number, undertaking in enumerate(instrument.undertakings):
        for field in ("who", "toward"):
            for i, name in enumerate(getattr(undertaking, field)):
                context.someone(name, f"undertakings[{number}].{field}[{i}]")
        context.someone(undertaking.asserted_by, f"undertakings[{number}].asserted_by")


def _parties(context: Context) -> None:
    context.once("party", (p.id for p in context.instrument.parties), "parties")
    for number, party in enumerate(context.instrument.parties):
        path = f"parties[{number}]"
        for i, member in enumerate(party.actors):
            context.actor(member.actor, f"{path}.actors[{i}].actor")
            if member.since and member.until and member.until <= member.since:
                what = f"{member.actor} leaves before it joins"
                context.faults.error("E253", f"{path}.actors[{i}].until", what, "mend the dates")
        if party.opt_in_by:
            dates = [d.name for d in context.instrument.dates]
            context.refer("date", party.opt_in_by, dates, f"{path}.opt_in_by")
        for i, actor in enumerate(party.covers):
            context.actor(actor, f"{path}.covers[{i}]")
        if party.covers and not party.open:
            what = "it covers actors that may have joined, and is not open"
            context.faults.error("E263", f"{path}.covers", what, "write `open: true`, or take `covers` out")


def _spoken(context: Context) -> None:
    instrument = context.instrument
    for number, acceptance in enumerate(instrument.acceptances):
        context.actor(acceptance.by, f"acceptances[{number}].by")
    for number, misreport in enumerate(instrument.misreports):
        path = f"misreports[{number}]"
        context.someone(misreport.by, f"{path}.by")
        known = [*(d.name for d in instrument.dates), *(t.id for t in instrument.terms)]
        context.refer("date or term", misreport.against, known, f"{path}.against")
    context.once("asserted term", (a.id for a in instrument.asserted_terms), "asserted_terms")
    for number, asserted in enumerate(instrument.asserted_terms):
        context.someone(asserted.by, f"asserted_terms[{number}].by")
    context.once("declared state", (s.id for s in instrument.states), "states")
    for number, state in enumerate(instrument.states):
        context.someone(state.by, f"states[{number}].by")
    if instrument.mechanism:
        for i, name in enumerate(instrument.mechanism.who_may_complain):
            context.someone(name, f"mechanism.who_may_complain[{i}]")
        if instrument.mechanism.duty_of_access:
            terms = [t.id for t in instrument.terms]
            context.refer("term", instrument.mechanism.duty_of_access, terms, "mechanism.duty_of_access")
