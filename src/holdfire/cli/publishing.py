"""Commands that bring something out of a case: bulletin, export, bench."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from holdfire.cli.options import DAY, PATH, as_option, audience_option, case_argument
from holdfire.cli.printing import now, person
from holdfire.errors import BadRequest

RENDER = {"html": "render_html", "md": "render_markdown", "json": "render_json"}


@click.command()
@case_argument
@click.option("--date", "day", type=DAY, required=True, help="A day of the period.")
@audience_option
@click.option("--format", "form", type=click.Choice(list(RENDER)), default="md", show_default=True)
@click.option("--out", type=PATH, help="Write it here instead of printing it.")
@click.option("--issue", is_flag=True, help="Freeze it in the ledger: from then on it is an input.")
@as_option
def bulletin(
    case: Path, *, day: date, audience: str, form: str, out: Path | None, issue: bool, who: str | None
) -> None:
    """The bulletin of the period that holds a day, under the audience's publication policy.

    \b
    Example:
      holdfire bulletin mycase --date 2017-05-15 --format html --out bulletin.html
    """
    from holdfire import bulletin as room
    from holdfire.flow import publish
    from holdfire.flow.derive import look
    from holdfire.records import View
    from holdfire.store import open_case

    with open_case(case, write=issue, who=who or "") as opened:
        outcome = look(opened, View(audience=audience))
        if issue:
            position = publish.issue(opened, outcome, day, who=person(who), at=now())
            click.echo(f"issued: ledger entry {position}", err=True)
        made = publish.compose(opened, outcome, day, now())
        text = getattr(room, RENDER[form])(made)
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        out.write_text(text, encoding="utf-8")
        click.echo(f"wrote {out}")


@click.command()
@case_argument
@click.argument("what", type=click.Choice(["findings", "incidents", "claims"]))
@click.option("--format", "form", type=click.Choice(["csv", "geojson", "jsonl"]), required=True)
@click.option("--from", "start", type=DAY, help="First day; default: the first of the case.")
@click.option("--to", "end", type=DAY, help="Last day, inclusive; default: the last of the case.")
@click.option("--out", type=PATH, help="Write it here instead of printing it.")
@audience_option
def export(
    case: Path, what: str, form: str, start: date | None, end: date | None, out: Path | None, audience: str
) -> None:
    """Records under the audience's publication policy: never finer than it allows.

    \b
    Example:
      holdfire export mycase incidents --format geojson --out incidents.geojson
    """
    from holdfire.bulletin import Period
    from holdfire.flow import publish
    from holdfire.flow.derive import look
    from holdfire.flow.period import reporting, whole
    from holdfire.records import View
    from holdfire.store import open_case

    with open_case(case) as opened:
        outcome = look(opened, View(audience=audience))
        all_days = whole(outcome.derived, reporting(opened.config))
        period = Period(first=start or all_days.first, last=end or all_days.last)
        text = publish.export(opened, outcome, what, form, period=period, now=now())
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
        click.echo(f"wrote {out}")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", required=False, default="")
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def bench(name: str, options: tuple[str, ...]) -> None:
    """A bench table against named peers, from a checkout (the peers are no part of an installed holdfire).

    OPTIONS are the bench's own: `holdfire bench muc4 --docs DIR --keys DIR` scores incidents against MUC-4 answer keys.

    \b
    Example:
      holdfire bench matching
    """
    import os
    import subprocess
    import sys

    import holdfire

    top = Path(holdfire.__file__).parents[2]
    if not (top / "bench").is_dir():
        raise BadRequest("E414", "the benches are in the source checkout only", todo="clone it, then `make bench`")
    command = [sys.executable, "-m", "bench", *filter(None, [name]), *options]
    paths = os.pathsep.join(filter(None, [str(top), os.environ.get("PYTHONPATH", "")]))
    ran = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, check=False)  # noqa: S603  our own module
    raise click.exceptions.Exit(ran.returncode)
