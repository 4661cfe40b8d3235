"""Commands for research, whose answers never enter a bulletin: unreported."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.cli.looking import looked
from holdfire.cli.options import DAY, audience_option, case_argument, jsonl_option
from holdfire.cli.printing import json_line, printable

if TYPE_CHECKING:
    from holdfire.findings.unreported import Unreported


@click.group()
def research() -> None:
    """Questions of research. What they answer rests on assumptions, and never enters a bulletin.

    \b
    Example:
      holdfire research unreported mycase --lists observatory,network,mission
    """


@research.command("unreported")
@case_argument
@click.option("--lists", required=True, metavar="A,B,C[,D]", help="Three or four; join several into one list with +.")
@click.option("--zone", default="", help="Only incidents in this zone.")
@click.option("--from", "start", type=DAY, help="First day.")
@click.option("--to", "end", type=DAY, help="Last day, inclusive.")
@audience_option
@jsonl_option
def unreported(
    case: Path, lists: str, zone: str, start: date | None, end: date | None, audience: str, jsonl: bool
) -> None:
    """How many incidents nobody told of: capture-recapture over three or four independent lists.

    A list is a source or dataset, a voice, or a party with all that is tied to it, by id. It tells of an incident when
    an account of it belongs to the incident. Log-linear models with dependence between pairs of lists are averaged;
    estimate, 95% interval and assumptions are printed together. Where the lists are too few, too small or not
    independent, no estimate is given and one line says why.

    \b
    Example:
      holdfire research unreported mycase --lists observatory,network,mission --from 2017-05-01 --to 2017-10-31
    """
    from holdfire.flow import ask
    from holdfire.flow.research import Part, estimate

    with looked(case, audience, None) as outcome:
        told = estimate(outcome, lists, Part(zone=zone, start=start, end=end))
        beside = ask.beside_totals(outcome)
    if jsonl:
        json_line(told, schema="unreported")
        return
    for line in (*_lines(told), beside, "For research only: this is an estimate, not a count, and enters no bulletin."):
        click.echo(printable(line))


def _lines(told: Unreported) -> list[str]:
    shown = [f"{history}: {n}" for history, n in told.histories.items()]
    models = [
        f"  {', '.join(m.pairs) or 'independent'}: {m.estimate:g} in all, deviance {m.deviance:g} on {m.df}, "
        f"weight {m.weight:.0%}"
        for m in told.models
        if m.weight >= 0.01
    ]
    interval = f"95% interval {told.low:.0f} to {told.high:.0f}"
    return [
        f"{told.estimate:.0f} incidents that none of the lists told of ({interval}), beside {told.seen} that some did",
        f"lists: {', '.join(told.lists)}; incidents by who told of them: {', '.join(shown)}",
        f"how: {told.method}",
        *models,
        *(f"  left out: {line}" for line in told.left_out),
        "it holds only while:",
        *(f"  {line}" for line in told.assumptions),
    ]
