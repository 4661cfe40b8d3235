"""Commands on a whole case: demo, init, add, run, verify, copy, migrate."""

from __future__ import annotations

from pathlib import Path

import click

from holdfire.cli.options import PATH, as_option, audience_option, case_argument, instant
from holdfire.cli.printing import now, printable, progress, recorder
from holdfire.errors import BadRequest


@click.command()
@click.option("--out", type=PATH, default=Path("holdfire-demo"), show_default=True, help="Where to put it.")
def demo(out: Path) -> None:
    """Run the packaged Astana 2017 case, offline, and write its bulletin.

    \b
    Example:
      holdfire demo --out /tmp/demo
    """
    from holdfire.flow import demo as flow

    with progress() as step:
        summary = flow.demo(out, at=now(), step=step)
    for line in summary:
        click.echo(printable(line))


@click.command()
@click.argument("case", type=PATH)
@click.option("--agreement", "agreements", type=PATH, multiple=True, required=True, help="Instrument file or folder.")
@click.option("--name", help="What the case is called; default: its folder's name.")
@click.option("--zone", help="IANA time zone in which days run; default: the first instrument's.")
@click.option("--period", type=click.Choice(["day", "week", "month"]), default="day", show_default=True)
@click.option("--encrypted", is_flag=True, help="Encrypt vault, ledger and what is derived (docs/custody.md).")
@as_option
def init(
    case: Path, agreements: tuple[Path, ...], *, name: str | None, zone: str | None, period: str, encrypted: bool,
    who: str | None,
) -> None:
    """Make a new case around one or more agreement files.

    \b
    Example:
      holdfire init mycase --agreement memorandum.yml
    """
    from holdfire.flow import begin

    settings = {"name": name or "", "zone": zone or "", "period": period, "encrypted": "true" if encrypted else ""}
    titles = begin.begin(case, agreements, settings=settings, who=who or recorder(), at=now())
    click.echo(f"made {case} around {len(titles)} instrument(s): " + "; ".join(titles))
    click.echo(f"next: holdfire add {case} PATH...   then: holdfire run {case}")


@click.command()
@case_argument
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("--source", default="", help="Source id or name.")
@click.option("--url", default="", help="Where it was published.")
@click.option("--title", default="", help="Its title.")
@click.option("--published", default="", metavar="T", help="As stated by the publisher: 2017-05-15T14:30+03:00.")
@click.option("--lang", default="", help="ISO 639-1.")
@click.option("--replaces", default="", metavar="REPORT", help="Key or file name of the report that it replaces.")
@click.option("--clearance", default="", help="Lowest audience that may see it: public (default), parties, ...")
@as_option
def add(
    case: Path, paths: tuple[Path, ...], who: str | None, published: str, lang: str, **stated: str
) -> None:
    """Take in files and folders of any supported format; what is known of them by option or by reports.yml beside them.

    \b
    Example:
      holdfire add mycase article.txt --source "An Outlet" --published 2017-05-15
    """
    import msgspec

    from holdfire.flow.receive import receive, stated_by_option
    from holdfire.intake import Known
    from holdfire.store import open_case

    refused = 0
    with open_case(case, write=True, who=who or recorder()) as opened:
        when = instant(published, opened.config.zone)
        known = stated_by_option(opened, msgspec.convert({**stated, "language": lang, "published": when}, Known))
        for item in receive(opened, paths, known, who=who or recorder(), at=now()):
            unread = f"  kept, and not read: {item.why}" if item.why else ""
            detail = item.why if item.report is None else f"{item.report.format}  {item.report.key}{unread}"
            click.echo(printable(f"{item.outcome:8} {item.path}  {detail}"), err=item.outcome == "refused")
            refused += item.outcome == "refused"
    if refused:
        click.echo(f"holdfire: {refused} refused, everything else is stored", err=True)
        raise click.exceptions.Exit(2)


@click.command()
@case_argument
@click.option("--as-of", type=int, metavar="POSITION", help="As known at this ledger position.")
@audience_option
@click.option("--workers", type=int, default=1, show_default=True, help="Processes that read texts.")
def run(case: Path, as_of: int | None, audience: str, workers: int) -> None:
    """Derive everything that is not up to date; interrupt it whenever you like.

    \b
    Example:
      holdfire run mycase
    """
    from holdfire.flow.derive import run as derive
    from holdfire.records import View
    from holdfire.store import open_case

    with open_case(case, write=True, who=recorder()) as opened, progress() as step:
        opened.record_inputs(who=recorder(), at=now())
        outcome = derive(opened, View(audience=audience, as_of=as_of), step=step, workers=workers)
    d = outcome.derived
    click.echo(
        f"{len(d.reports)} reports, {len(d.claims)} claims, {len(d.incidents)} incidents, "
        f"{len(outcome.held)} findings, {len(d.doubts)} doubts ({audience})"
    )
    names = {report.key: report.filename for report in d.reports}
    for doubt in d.doubts:
        if doubt.code == "rows-outside-case":
            click.echo(printable(f"{names.get(doubt.where, doubt.where)}: {doubt.why}"))


@click.command()
@click.argument("case", type=PATH)
def verify(case: Path) -> None:
    """Check the vault and the ledger of a case, or a bag made of one; name what is wrong. Exit code 3 when anything is.

    \b
    Example:
      holdfire verify mycase
    """
    from holdfire.store import bags
    from holdfire.store import verify as check

    problems = bags.verify(case) if bags.is_bag(case) else check(case)
    for problem in problems:
        click.echo(printable(problem.line()), err=problem.changes_fact)
    if any(p.changes_fact for p in problems):
        raise click.exceptions.Exit(3)
    click.echo(f"{case}: every entry and every vault file is as it was put in")


@click.command()
@case_argument
@click.argument("dest", type=PATH)
@click.option("--bag", is_flag=True, help="A BagIt bag with proofs and a signed checkpoint, to hand on; not a case.")
@click.option("--entry", "entries", type=int, multiple=True, help="With --bag: only the entry at this position.")
@as_option
def copy(case: Path, dest: Path, bag: bool, entries: tuple[int, ...], who: str | None) -> None:
    """Copy a live case. A plain copy of a live ledger is unsafe; this one is whole and verified.

    With it goes verify.py, which checks it without holdfire. `--bag` makes a bag instead, of all entries or of some, in
    the clear: it is for those who may see everything that is in them.

    \b
    Example:
      holdfire copy mycase /backup/mycase
      holdfire copy mycase /backup/bag --bag --entry 2 --entry 3
    """
    from holdfire.store import bags, open_case
    from holdfire.store import copy as copy_case

    if entries and not bag:
        raise BadRequest("E485", "entries can be chosen for a bag only", todo="add --bag, or leave --entry out")
    if not bag:
        copy_case(case, dest)
        click.echo(f"copied {case} to {dest} and verified it")
        return
    with open_case(case, write=True, who=who or recorder()) as opened:
        pushed = bags.write(opened, dest, entries, who=who or recorder(), at=now())
    count = len(set(entries)) or pushed.checkpoint.size
    click.echo(f"made a bag of {count} entries in {dest}; `python3 {dest}/verify.py {dest}` checks it without holdfire")


@click.command()
@click.argument("case", type=PATH)
def migrate(case: Path) -> None:
    """Bring a case to the format of this holdfire, after a backup.

    \b
    Example:
      holdfire migrate mycase
    """
    from holdfire.store import migrate as migrate_case

    click.echo(migrate_case(case))



