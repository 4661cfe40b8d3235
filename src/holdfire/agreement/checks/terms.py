"""Terms: what they refer to exists, quotations are what they say they are, no exception swallows its rule."""

from __future__ import annotations

from collections.abc import Iterable

from holdfire.agreement.checks.context import Context
from holdfire.agreement.faults import nearest
from holdfire.records import ExceptionClause, Term, TextStatus

QUOTABLE = frozenset({TextStatus.AUTHENTIC, TextStatus.TRANSLATION})


def check(context: Context) -> None:
    """Every term."""
    instrument = context.instrument
    context.once("term", (t.id for t in instrument.terms), "terms")
    by_clause: dict[str, Term] = {}
    for number, term in enumerate(instrument.terms):
        path = f"terms[{number}]"
        same = by_clause.setdefault(term.clause, term)
        if term.clause and same.quote.words != term.quote.words:
            what = f"two clauses have the number {term.clause}, with different words"
            context.faults.error("E246", f"{path}.clause", what, "number one of them otherwise, `2(a)` and `2(b)` say")
        _references(context, term, path)
        _quote(context, term, path)
        for i, exception in enumerate(term.exceptions):
            _exception(context, term, exception, f"{path}.exceptions[{i}]")


def _references(context: Context, term: Term, path: str) -> None:
    instrument = context.instrument
    parties = [p.id for p in instrument.parties]
    for field in ("by", "duty_to_prevent"):
        for i, party in enumerate(getattr(term, field)):
            context.refer("party", party, parties, f"{path}.{field}[{i}]")
    for i, zone in enumerate(term.zones):
        context.refer("zone", zone, {z.id for z in instrument.zones}, f"{path}.zones[{i}]")
    _conditions(context, term, path)
    _codes(context, term, path)
    for field in ("place_share", "time_share"):
        share = getattr(term, field)
        if share is not None and not 0 < share <= 1:
            context.faults.error("E232", f"{path}.{field}", f"{share} is no share", "write a number above 0, at most 1")


def _conditions(context: Context, term: Term, path: str) -> None:
    others = [t.id for t in context.instrument.terms if t.id != term.id]
    if term.concurrent_with == term.id:
        context.faults.error("E256", f"{path}.concurrent_with", "it is concurrent with itself", "name another term")
    elif term.concurrent_with:
        context.refer("term", term.concurrent_with, others, f"{path}.concurrent_with")
    if term.condition_facts and not (term.conditions or term.concurrent_with):
        todo = "write the condition in `conditions`, or name the term in `concurrent_with`"
        context.faults.error("E256", f"{path}.condition_facts", "facts of a condition that is not written", todo)
    for i, fact in enumerate(term.condition_facts):
        context.someone(fact.by, f"{path}.condition_facts[{i}].by")
    if own := set(term.by) & set(term.duty_to_prevent):
        what = f"{' and '.join(sorted(own))} would prevent its own acts"
        context.faults.error("E256", f"{path}.duty_to_prevent", what, "name those whose acts it must prevent")


def _codes(context: Context, term: Term, path: str) -> None:
    words = context.words
    for i, target in enumerate(term.against):
        context.someone(target, f"{path}.against[{i}]", also=words.targets.codes())
    for field in ("acts", "contrary_acts"):
        for i, act in enumerate(getattr(term, field)):
            _code(context, "E241", "act", act, words.acts.codes(), f"{path}.{field}[{i}]")
    for i, weapon in enumerate(term.weapons):
        _code(context, "E242", "weapon", weapon, words.weapons.codes(), f"{path}.weapons[{i}]")


def _code(context: Context, fault: str, what: str, code: str, known: Iterable[str], path: str) -> None:
    if code not in set(known):
        todo = nearest(code, known, f"use a code of the packaged {what}s")
        context.faults.error(fault, path, f"there is no {what} `{code}`", todo)


def _quote(context: Context, term: Term, path: str) -> None:
    status = context.instrument.text_status
    if status not in QUOTABLE and term.quote.status in QUOTABLE:
        what = f"it is quoted as {term.quote.status.value}, and the instrument is known from {_words(status)}"
        context.faults.warn("E290", f"{path}.quote.status", what, f"write `status: {status.value}`, or see the text")
    if term.quote.paragraph and term.quote.status not in QUOTABLE:
        what = f"paragraph {term.quote.paragraph} was not verified against the text"
        context.faults.warn("E291", f"{path}.quote.paragraph", what, "compare it with the text itself")


def _exception(context: Context, term: Term, exception: ExceptionClause, path: str) -> None:
    acts = context.words.acts
    _code(context, "E243", "exception", exception.kind, context.words.exceptions.codes(), f"{path}.kind")
    for i, act in enumerate(exception.acts):
        _code(context, "E241", "act", act, acts.codes(), f"{path}.acts[{i}]")
    for field in ("by", "against"):
        for i, name in enumerate(getattr(exception, field)):
            context.someone(name, f"{path}.{field}[{i}]", also=context.words.targets.codes())
    named = [
        all(any(acts.is_a(act, wide) for wide in exception.acts) for act in term.acts) if exception.acts else None,
        set(exception.by) >= set(term.by) if exception.by else None,
        bool(term.against) and set(exception.against) >= set(term.against) if exception.against else None,
    ]
    if any(whole is not None for whole in named) and all(whole in {None, True} for whole in named):
        what = f"the exception `{exception.id}` covers all that the term does: it swallows its rule"
        todo = "limit it in `acts`, `by` or `against`, or leave these away if its kind alone limits it"
        context.faults.error("E280", path, what, todo)


def _words(status: TextStatus) -> str:
    return {TextStatus.PRESS_QUOTATION: "press quotation", TextStatus.PARAPHRASE: "paraphrase"}.get(status, "no text")
