"""An instrument to what a lawyer would object to in it: one file of checks per part of the instrument."""

from __future__ import annotations

from holdfire.agreement.checks import dates, people, places, readings, sources, terms
from holdfire.agreement.checks.context import Check, Codes, Context, Vocabulary

CHECKS: tuple[Check, ...] = (
    sources.check,
    people.check,
    places.check,
    dates.check,
    terms.check,
    readings.check,
)


def run(context: Context) -> None:
    """Every check; each puts its faults into `context.faults`."""
    for check in CHECKS:
        check(context)


__all__ = ["CHECKS", "Check", "Codes", "Context", "Vocabulary", "run"]
