"""The command that sets leads beside incidents: leads."""

from __future__ import annotations

from pathlib import Path

import click

from holdfire.cli.looking import as_of_option, looked
from holdfire.cli.options import audience_option, case_argument, jsonl_option
from holdfire.cli.printing import json_line, local_day, printable


@click.command()
@case_argument
@click.option("--all", "everything", is_flag=True, help="Also incidents beside which nothing was seen.")
@audience_option
@as_of_option
@jsonl_option
def leads(case: Path, everything: bool, audience: str, as_of: int | None, jsonl: bool) -> None:
    """Satellite detections and machine-coded news that agree with an incident in place and day.

    They come from tables in the `firms`, `gdelt` and `viina` layouts that the case holds. A detection is consistent
    with an incident, never support for it; beside it stands how often the same place shows heat on other days of the
    season, out of the same table. Nothing seen says nothing: clouds, and fires too small.

    \b
    Example:
      holdfire leads mycase
    """
    from holdfire.flow.leads import beside
    from holdfire.incidents import in_words
    from holdfire.store import open_case

    with open_case(case) as opened, looked(case, audience, as_of) as outcome:
        known = {i.key: i for i in outcome.derived.incidents}
        every = beside(opened, outcome)
        if not (every or jsonl):
            click.echo("no lead: the case holds no table of detections or of machine-coded news for its days")
        for found in every:
            if not (found.seen or everything):
                continue
            if jsonl:
                json_line(found, schema="beside")
                continue
            incident = known[found.incident]
            when = local_day(incident.time.start, incident.time.zone) if incident.time else "-"
            where = incident.place.name if incident.place else "-"
            click.echo(printable(f"{when} {where} | {incident.act} | {in_words(found)} | {incident.key}"))
