"""Commands on complaints put to the mechanism: add, rule, list, show."""

from __future__ import annotations

from pathlib import Path

import click

from holdfire.cli.options import as_option, case_argument, instant, jsonl_option
from holdfire.cli.printing import json_line, now, person, printable, show
from holdfire.records import Complaint, ComplaintState


@click.group()
def complaint() -> None:
    """Complaints put to the mechanism.

    \b
    Example:
      holdfire complaint list mycase
    """


@complaint.command("add")
@case_argument
@click.option("--complainant", required=True, help="Who complains: actor id or name.")
@click.option("--words", required=True, help="The allegation, verbatim.")
@click.option("--against", default="", help="Actor id; empty when nobody is named.")
@click.option("--on-behalf-of", default="", help="For whom.")
@click.option("--instrument", default="", help="Instrument id; empty: not stated.")
@click.option("--act", default=None, help="Code of an act.")
@click.option("--place", "place_name", default="", help="Where, as told.")
@click.option("--received", default="", metavar="T", help="When it was received; default: now.")
@as_option
def complaint_add(case: Path, *, who: str | None, received: str, **fields: str | None) -> None:
    """Take in a complaint; it gets a number and a receipt.

    \b
    Example:
      holdfire complaint add mycase --complainant "A party" --words "Shelling of our post" --as "Desk"
    """
    from holdfire.store import open_case

    acting = person(who)
    with open_case(case, write=True, who=acting) as opened:
        when = instant(received, opened.config.zone) or now()
        made = opened.open_complaint({**fields, "received": when}, who=acting, at=now())
    click.echo(printable(f"{made.key}: number {made.number}, receipt {made.receipt}"))


@complaint.command("rule")
@case_argument
@click.argument("complaint_key", metavar="COMPLAINT")
@click.option("--state", required=True, type=click.Choice([s.value for s in ComplaintState]), help="Its new state.")
@click.option("--why", required=True, help="The reason.")
@click.option("--incident", default=None, help="The incident that it is tied to.")
@click.option("--into", default="", metavar="COMPLAINT", help="merged: the complaint that it becomes part of.")
@click.option("--to", default="", metavar="BODY", help="referred: to whom.")
@click.option("--unheard", default="", metavar="WHY", help="ruled: why those asked were not waited for.")
@as_option
def complaint_rule(case: Path, *, complaint_key: str, state: str, who: str | None, **said: str) -> None:
    """Change a complaint's state; COMPLAINT is its key, number or receipt. What may follow what, and why, is data.

    Only a mandated body (case.toml) can rule violation or no violation, and not before the parties that findings of
    the incident were put to have commented, or their deadline is over.

    \b
    Example:
      holdfire complaint rule mycase complaint:27 --state under_inquiry --why "visit planned" --as "Desk"
    """
    from holdfire.flow.complaints import Change, move
    from holdfire.store import open_case

    acting = person(who)
    with open_case(case, write=True, who=acting) as opened:
        change = Change(complaint=complaint_key, state=ComplaintState(state), **said)
        made = move(opened, change, who=acting, at=now())
    click.echo(printable(f"{made.key}: {made.state}"))


@complaint.command("list")
@case_argument
@click.option("--state", type=click.Choice([s.value for s in ComplaintState]), help="Only those in this state.")
@jsonl_option
def complaint_list(case: Path, state: str | None, jsonl: bool) -> None:
    """Every complaint as it stands, with its history.

    \b
    Example:
      holdfire complaint list mycase --jsonl
    """
    from holdfire.store import open_case

    def line(c: Complaint) -> str:
        return f"{c.number} [{c.state}] {_said(c)} ({c.key})" + "".join(f"\n    {h}" for h in c.history)

    with open_case(case) as opened:
        show((c for c in opened.complaints() if state in {None, c.state}), jsonl, line)


@complaint.command("show")
@case_argument
@click.argument("complaint_key", metavar="COMPLAINT")
@jsonl_option
def complaint_show(case: Path, complaint_key: str, jsonl: bool) -> None:
    """One complaint in full: its words, its history, what is merged into it, and what may follow.

    \b
    Example:
      holdfire complaint show mycase complaint:27
    """
    from holdfire.flow.complaints import find
    from holdfire.reviews import states_after
    from holdfire.store import open_case

    with open_case(case) as opened:
        found = find(opened, complaint_key)
        merged = [c for c in opened.complaints() if c.merged_into == found.key]
    if jsonl:
        json_line(found)
        return
    told = {
        "received": f"{found.received:%Y-%m-%d %H:%M}Z, receipt {found.receipt}",
        "complaint": _said(found),
        "on behalf of": found.on_behalf_of,
        "under": found.instrument,
        "what": found.act or "",
        "where": found.place_name,
        "incident": found.incident or "",
        "state": found.state.value.replace("_", " "),
        "merged into": found.merged_into,
        "referred to": found.referred_to,
        "merged with it": ", ".join(f"number {c.number} ({c.key})" for c in merged),
        "may become": ", ".join(states_after(found.state)),
    }
    click.echo(f"complaint number {found.number} ({found.key})")
    for name, words in told.items():
        if words:
            click.echo(printable(f"  {name:15}{words}"))
    for line in found.history:
        click.echo(printable(f"  {line}"))


def _said(complaint: Complaint) -> str:
    return f"{complaint.complainant} against {complaint.against or 'nobody named'}: {complaint.words}"
