"""Commands by which people forget, and keep others from forgetting: shred, hold, keys."""

from __future__ import annotations

from pathlib import Path

import click

from holdfire.cli.options import as_option, case_argument
from holdfire.cli.printing import now, person, printable


@click.command()
@case_argument
@click.argument("report")
@click.option("--why", default="", help="The reason; asked for once, when it is asked.")
@click.option("--confirm", is_flag=True, help="Do what another person asked for. It cannot be undone.")
@as_option
def shred(case: Path, report: str, why: str, confirm: bool, who: str | None) -> None:
    """Destroy the bytes of a report (key or file name) for good: one person asks, another confirms.

    A tombstone stays in the ledger. Title, address, name and source in its entry are destroyed with the bytes; hash,
    size, who put it in and when stay. What was derived is deleted, and derived anew without it: what rested on it is no
    longer recomputable. What people wrote about it (reviews, captions, disclosures), issued bulletins, and copies made
    before still hold what they held.

    \b
    Example:
      holdfire shred mycase report:1a2b3c4d --why "consent was withdrawn" --as "R. Reviewer"
      holdfire shred mycase report:1a2b3c4d --confirm --as "The secretary"
    """
    from holdfire.errors import BadRequest
    from holdfire.flow.decide import one_report
    from holdfire.store import open_case
    from holdfire.store.shredding import By, ask
    from holdfire.store.shredding import confirm as do

    acting = person(who)
    if not confirm and not why.strip():
        raise BadRequest("E419", "no reason is given", todo="give --why")
    with open_case(case, write=True, who=acting) as opened:
        found = one_report(opened, report)
        if confirm:
            gone = do(opened, found, who=acting, at=now())
            click.echo(printable(f"shredded {found.key}: asked by {gone.asked_by}, confirmed by {acting}: {gone.why}"))
            click.echo("its title, address, name and source are gone from the ledger; hash, size, who and when stay")
            click.echo("reviews, captions, disclosures and issued bulletins stay: `holdfire log` lists them")
            click.echo("run the case again; shred it in each copy too")
        else:
            ask(opened, found, By(who=acting, at=now(), why=why))
            click.echo(printable(f"asked that {found.key} be shredded; another person confirms with --confirm"))


@click.command()
@case_argument
@click.argument("report")
@click.option("--why", required=True, help="The reason.")
@click.option("--authority", default="", help="Which court or body orders it.")
@click.option("--lift", is_flag=True, help="The hold ends.")
@as_option
def hold(case: Path, report: str, why: str, authority: str, lift: bool, who: str | None) -> None:
    """Place a legal hold on a report (key or file name): while it stands, nobody can shred it.

    \b
    Example:
      holdfire hold mycase report:1a2b3c4d --why "evidence in proceedings" --authority "A court" --as "R. Reviewer"
    """
    from holdfire.flow.decide import one_report
    from holdfire.store import open_case
    from holdfire.store.shredding import By
    from holdfire.store.shredding import hold as place

    acting = person(who)
    with open_case(case, write=True, who=acting) as opened:
        found = one_report(opened, report)
        place(opened, found, By(who=acting, at=now(), why=why, authority=authority), lift=lift)
    click.echo(printable(f"{'lifted the hold' if lift else 'placed a hold'} on {found.key}"))


@click.group()
def keys() -> None:
    """Who can open an encrypted case (`encrypted = true` in case.toml, or `holdfire init --encrypted`).

    \b
    Example:
      holdfire keys mine
    """


@keys.command()
def mine() -> None:
    """Print your age recipient; give it to whoever shares an encrypted case with you.

    \b
    Example:
      holdfire keys mine
    """
    from holdfire.store.keys import own_recipient

    click.echo(own_recipient())


@keys.command()
@case_argument
@click.argument("recipients", nargs=-1)
def share(case: Path, recipients: tuple[str, ...]) -> None:
    """Let exactly these people, and you, open an encrypted case from now on: each by their `holdfire keys mine`.

    Who is left out can still open copies made before.

    \b
    Example:
      holdfire keys share secretcase
    """
    from holdfire.store.keys import share as write

    click.echo(f"{write(case, list(recipients))} key(s) open {case}")
