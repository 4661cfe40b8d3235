"""Commands by which people decide: review, complaint."""

from __future__ import annotations

import json
from pathlib import Path

import click

from holdfire.cli.options import as_option, case_argument, instant, jsonl_option
from holdfire.cli.printing import now, person, printable, show
from holdfire.errors import BadRequest
from holdfire.records import Complaint, ComplaintState

DECISIONS = ("accept", "reject", "set", "add", "same", "not_same", "assess", "put_to_parties", "comment", "rule",
             "gravity", "responsibility", "follow_up")  # fmt: skip


@click.command()
@case_argument
@click.argument("decision", type=click.Choice(DECISIONS))
@click.argument("target", default="")
@click.option("--other", default="", metavar="ACCOUNT", help="same / not_same: the second account.")
@click.option("--field", default="", help="set: the field.")
@click.option("--value", default="", help="set / add: the value as JSON. comment: the words, verbatim.")
@click.option("--rev", default="", help="The rev that was looked at; default: the record as it now is.")
@click.option("--why", required=True, help="The reason.")
@as_option
def review(case: Path, *, decision: str, target: str, who: str | None, **said: str) -> None:
    """Record a person's decision on a claim, account, incident or finding. Nothing is ever dropped.

    \b
    Examples:
      holdfire review mycase reject claim:1a2b --why "misquoted" --as "R. Reviewer"
      holdfire review mycase same account:1a --other account:2b --why "one strike" --as "R. Reviewer"
    """
    from holdfire.flow import decide
    from holdfire.store import open_case

    acting = person(who)
    if decision in {"set", "add"} and not _is_json(said["value"]):
        raise BadRequest("E415", "the value is not JSON", where="--value", todo='put text in double quotes: \'"text"\'')
    with open_case(case, write=True, who=acting) as opened:
        made = decide.review(opened, decision, target, said, who=acting, at=now())
    on = made.target or "a new record"
    click.echo(printable(f"{made.key}: {acting} decided {decision} on {on}; run the case again"))


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
@as_option
def complaint_rule(
    case: Path, *, complaint_key: str, state: str, why: str, incident: str | None, who: str | None
) -> None:
    """Change a complaint's state. Only a mandated body (case.toml) can rule violation or no violation.

    \b
    Example:
      holdfire complaint rule mycase complaint:27 --state under_inquiry --why "visit planned" --as "Desk"
    """
    from holdfire.flow import decide
    from holdfire.store import open_case

    acting = person(who)
    with open_case(case, write=True, who=acting) as opened:
        fields = {"complaint": complaint_key, "state": state, "why": why, "incident": incident}
        made = decide.move_complaint(opened, fields, who=acting, at=now())
    click.echo(printable(f"{made.key}: {made.state}"))


@complaint.command("list")
@case_argument
@jsonl_option
def complaint_list(case: Path, jsonl: bool) -> None:
    """Every complaint as it stands, with its history.

    \b
    Example:
      holdfire complaint list mycase --jsonl
    """
    from holdfire.store import open_case

    def line(c: Complaint) -> str:
        history = "".join(f"\n    {h}" for h in c.history)
        against = c.against or "nobody named"
        return f"{c.number} [{c.state}] {c.complainant} against {against}: {c.words} ({c.key}){history}"

    with open_case(case) as opened:
        show(opened.complaints(), jsonl, line)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


