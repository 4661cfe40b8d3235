"""Commands by which people decide: review, withdraw."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from holdfire.cli.options import DAY, as_option, case_argument, jsonl_option
from holdfire.cli.printing import now, person, printable, show
from holdfire.errors import BadRequest
from holdfire.records import Review

DECISIONS = ("accept", "reject", "set", "add", "same", "not_same", "assess", "put_to_parties", "comment", "rule",
             "gravity", "responsibility", "follow_up", "follow_up_state")  # fmt: skip


class Deciding(click.Group):
    """A group whose command `decide` may be left out: `review CASE reject ...`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named, else `decide`."""
        return super().resolve_command(ctx, args if args[0] in self.commands else ["decide", *args])


@click.group(cls=Deciding, context_settings={"ignore_unknown_options": True})
def review() -> None:
    """People's decisions on records. `holdfire review CASE ...` is `holdfire review decide CASE ...`.

    \b
    Example:
      holdfire review list mycase
    """


@review.command("decide")
@case_argument
@click.argument("decision", type=click.Choice(DECISIONS))
@click.argument("target", default="")
@click.option("--other", default="", metavar="KEY", help="same, not_same: other account. follow_up_state: of which.")
@click.option("--field", default="", help="set: the field.")
@click.option("--value", default="", help="set / add: JSON. comment, follow_up: the words. rule, gravity ...: which.")
@click.option("--of", multiple=True, metavar="ACTOR", help="put_to_parties, follow_up: of whom. comment: by whom.")
@click.option("--deadline", "due", type=DAY, help="put_to_parties (default: comment_days of case.toml), follow_up.")
@click.option("--unheard", default="", metavar="WHY", help="rule: why those asked were not waited for.")
@click.option("--rev", default="", help="The rev that was looked at; default: the record as it now is.")
@click.option("--why", required=True, help="The reason.")
@as_option
def decide(
    case: Path, *, decision: str, target: str, who: str | None, of: tuple[str, ...], due: date | None, **said: str
) -> None:
    """Record a person's decision on a claim, account, incident or finding. Nothing is ever dropped.

    A finding is put to the parties, commented on, and ruled on (violation, no_violation, inconclusive: only in a case
    with a mandated body); a person sets its gravity and its responsibility (ordered, individual, unknown), and asks for
    follow-up.

    \b
    Examples:
      holdfire review mycase reject claim:1a2b --why "misquoted" --as "R. Reviewer"
      holdfire review mycase same account:1a --other account:2b --why "one strike" --as "R. Reviewer"
      holdfire review mycase put_to_parties finding:1a --of sy --why "the rules say so" --as "The secretary"
    """
    from holdfire.flow.decide import review as decided
    from holdfire.flow.proceed import Said
    from holdfire.store import open_case

    acting = person(who)
    if decision in {"set", "add"} and not _is_json(said["value"]):
        raise BadRequest("E415", "the value is not JSON", where="--value", todo='put text in double quotes: \'"text"\'')
    with open_case(case, write=True, who=acting) as opened:
        made = decided(opened, decision, target, Said(of=of, due=due, **said), who=acting, at=now())
    on = made.target or "a new record"
    until = f", until {made.due:%Y-%m-%d %H:%M}Z" if made.due else ""
    click.echo(printable(f"{made.key}: {acting} decided {decision} on {on}{until}; run the case again"))


@review.command("list")
@case_argument
@click.option("--target", default="", metavar="KEY", help="Only those on this record (or keys that begin so).")
@click.option("--by", default="", metavar="PERSON", help="Only this person's.")
@jsonl_option
def review_list(case: Path, target: str, by: str, jsonl: bool) -> None:
    """Every decision, in the order of the ledger: who, when, what, why.

    \b
    Example:
      holdfire review list mycase
    """
    from holdfire.store import open_case

    def line(r: Review) -> str:
        beside = [r.other, f"{r.field} = {r.value}" if r.field else r.value, f"of {', '.join(r.of)}" if r.of else "",
                  f"until {r.due:%Y-%m-%d %H:%M}Z" if r.due else ""]  # fmt: skip
        said = " ".join(filter(None, (r.decision, r.target, *beside)))
        return f"{r.key} {r.when:%Y-%m-%d %H:%M}Z {r.who}: {said} | {r.why}"

    with open_case(case) as opened:
        made = opened.reviews()
        if not made and not jsonl:
            click.echo("no decision has been put in")
        show((r for r in made if r.target.startswith(target) and by in {"", r.who}), jsonl, line)


@click.command()
@case_argument
@click.argument("report")
@click.option("--why", required=True, help="Who withdrew it, when, in which words.")
@click.option("--undo", is_flag=True, help="It was not withdrawn after all.")
@as_option
def withdraw(case: Path, report: str, why: str, undo: bool, who: str | None) -> None:
    """Mark a report (key or file name) as withdrawn by its publisher. It is kept; nothing rests on it any more.

    A corrected version is taken in with `holdfire add --replaces` instead. Issued bulletins stay as they are; the next
    one lists what changed.

    \b
    Example:
      holdfire withdraw mycase report:1a2b3c4d --why "the outlet withdrew it on 20 May" --as "R. Reviewer"
    """
    from holdfire.flow import decide as flow
    from holdfire.store import open_case

    acting = person(who)
    with open_case(case, write=True, who=acting) as opened:
        made = flow.withdraw(opened, report, why, undo=undo, who=acting, at=now())
    click.echo(printable(f"{made.key}: {acting} marked {made.target}: {made.decision}; run the case again"))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
