"""Commands on how well incidents are supported: voices, with why two count once, and support, beside others' grades."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.cli.looking import as_of_option, looked
from holdfire.cli.options import audience_option, case_argument, jsonl_option
from holdfire.cli.printing import json_line, printable

if TYPE_CHECKING:
    from holdfire.flow.derive import Outcome

FEW = 12
"""Pairs of one voice that are shown without --pairs."""


@click.command()
@case_argument
@click.argument("incident")
@click.option("--pairs", is_flag=True, help="Every pair, however many.")
@audience_option
@as_of_option
@jsonl_option
def voices(case: Path, incident: str, pairs: bool, audience: str, as_of: int | None, jsonl: bool) -> None:
    """The independent voices behind an incident, and for each pair that counts once the path that merged it.

    INCIDENT is a key, or the start of one. Links: same-speaker, one-side, one-owner, quotes, carries (credits an
    agency that its publisher carries), copy.

    \b
    Example:
      holdfire voices mycase incident:1a2b3c
    """
    from holdfire.flow import weigh

    with looked(case, audience, as_of) as outcome:
        found, groups = weigh.voices(outcome, incident)
    if jsonl:
        for _, merged in groups:
            for merge in merged:
                json_line(merge, schema="merge")
        return
    click.echo(printable(f"{found.key} {found.act}: {len(found.voices)} independent voice(s), {found.support.value}"))
    for voice in found.voices:
        tied = f", tied to {', '.join(voice.affiliated_to)}" if voice.affiliated_to else ""
        click.echo(printable(f"{voice.name} ({voice.id}){tied}"))
    for name, merged in groups:
        for merge in merged if pairs else merged[:FEW]:
            click.echo(printable(f"  {merge.a} = {merge.b}"))
            for link in merge.path:
                click.echo(printable(f"    {link.kind}: {link.why}"))
        if len(merged) > FEW and not pairs:
            click.echo(printable(f"  {len(merged) - FEW} more pairs in {name}: --pairs"))


@click.command()
@case_argument
@click.option("--by-accused", is_flag=True, help="Whether support hangs on who is accused, instead.")
@audience_option
@as_of_option
@jsonl_option
def support(case: Path, by_accused: bool, audience: str, as_of: int | None, jsonl: bool) -> None:
    """How well each incident is supported, beside what others would call it.

    Columns: support, attribution, independent voices, the grade of the `Airwars` scale, the Admiralty pair. The last
    two are for comparison; nothing is computed from them. With --by-accused: support for the same act, evidence and
    number of voices by the side accused, with an exact test, and beside it the voices by tie and where anyone looked.

    \b
    Example:
      holdfire support mycase --by-accused
    """
    from holdfire.flow import weigh

    with looked(case, audience, as_of) as outcome:
        if by_accused:
            _even(outcome, jsonl=jsonl)
            return
        for line in weigh.compared(outcome):
            if jsonl:
                json_line(line, schema="compared")
                continue
            grades = f"{line.support:13} {line.attribution:13} {line.voices:2} {line.harm_grade:10} {line.admiralty}"
            click.echo(printable(f"{grades} | {line.act} | {line.incident}"))


def _even(outcome: Outcome, *, jsonl: bool) -> None:
    from holdfire.corroboration import smallest
    from holdfire.flow import weigh

    lines, told, looked_at = weigh.evenness(outcome)
    if jsonl:
        for schema, records in (("even", lines), ("told", told), ("looked", looked_at)):
            for record in records:
                json_line(record, schema=schema)
        return
    click.echo("support for the same act, evidence and number of voices, by the side accused")
    for line in lines:
        who = line.accused or "nobody"
        stated = f"{line.act}, {line.evidence}, {line.voices}{'+' if line.voices > 2 else ''} voice(s)"
        click.echo(printable(f"  {stated:48} {who:22} {_counts(line.support):40} p={line.p:.3g}"))
    click.echo(f"  smallest p times the number of lines: {smallest(lines):.3g}")
    click.echo("whose voices the incidents rest on, by the side accused")
    for of in told:
        click.echo(printable(f"  {of.accused or 'nobody':22} {of.incidents} incident(s): {_counts(of.by_tie)}"))
    click.echo("where anyone looked: weeks of each zone, and voices by tie")
    for zone in looked_at:
        weeks = f"{zone.weeks} week(s), {zone.silent} silent"
        click.echo(printable(f"  {zone.zone or 'outside':22} {weeks}: {_counts(zone.by_tie)}"))


def _counts(of: dict[str, int]) -> str:
    return ", ".join(f"{name} {n}" for name, n in of.items()) or "-"
