"""Commands that look into a derived case: findings, explain, readings, reconcile, duties, doubts, log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.cli.options import DAY, audience_option, case_argument, jsonl_option
from holdfire.cli.printing import json_line, local_day, printable, show
from holdfire.records import Doubt, Duty

if TYPE_CHECKING:
    from holdfire.findings import Reconciled
    from holdfire.flow.derive import Outcome

as_of_option = click.option("--as-of", type=int, metavar="POSITION", help="As known at this ledger position.")


@click.command()
@case_argument
@click.option("--reading", default="", metavar="CHOICE=OPTION,...", help="Only what stands under these options.")
@click.option("--zone", help="Zone id.")
@click.option("--party", help="Actor id: taking part, named as author, or target.")
@click.option("--from", "start", type=DAY, help="First day.")
@click.option("--to", "end", type=DAY, help="Last day, inclusive.")
@click.option("--instrument", help="Instrument id.")
@click.option("--verdict", help="contrary, contrary_unless_exception, consistent, not_covered or undetermined.")
@click.option("--all", "everything", is_flag=True, help="Also terms that a stronger term of the instrument outweighs.")
@audience_option
@as_of_option
@jsonl_option
def findings(case: Path, jsonl: bool, audience: str, as_of: int | None, **wanted: object) -> None:
    """Incidents held against terms under readings. No reading is the default.

    One line per incident, instrument and partial reading: the strongest verdict. With --all, every term's own.

    \b
    Example:
      holdfire findings mycase --from 2017-11-13 --to 2017-11-19 --verdict contrary
    """
    from holdfire.flow import ask

    with looked(case, audience, as_of) as outcome:
        question = ask.Question(**wanted)  # type: ignore[arg-type]  # click has checked their types
        for finding, incident in ask.findings(outcome, question):
            if jsonl:
                json_line(finding)
                continue
            reading = ",".join(f"{c}={o}" for c, o in sorted(finding.reading.items())) or "all readings"
            because = ";".join(finding.because)
            when = local_day(incident.time.start, incident.time.zone) if incident.time else "-"
            where = incident.place.name if incident.place else "-"
            click.echo(
                printable(
                    f"{finding.verdict:26} {because:12} {when} {where} | {incident.act} | "
                    f"{finding.instrument}/{finding.term} | {reading} | {finding.key}"
                )
            )


@click.command()
@case_argument
@click.argument("finding")
@audience_option
@as_of_option
def explain(case: Path, finding: str, audience: str, as_of: int | None) -> None:
    """The chain from verdict to clause, checks, accounts, sentences or rows, and rival readings.

    FINDING is a key, or the start of one; an incident's key or lasting number (N12) explains what stands for it.

    \b
    Example:
      holdfire explain mycase finding:1a2b3c
    """
    from holdfire.flow import ask, chain, numbers
    from holdfire.flow.derive import look
    from holdfire.records import View
    from holdfire.store import open_case

    with open_case(case) as opened:
        outcome = look(opened, View(audience=audience, as_of=as_of))
        found = ask.one_finding(outcome, numbers.key_of(opened, outcome, finding))
        lasting = numbers.numbers(opened, outcome).of.get(found.incident, "")
    for line in chain.explain(outcome, found, lasting):
        click.echo(printable(line))


@click.command()
@case_argument
@audience_option
@as_of_option
@jsonl_option
def readings(case: Path, audience: str, as_of: int | None, jsonl: bool) -> None:
    """Which verdicts flip under which reading, and who holds it; misreports apart, which are never run.

    \b
    Example:
      holdfire readings mycase
    """
    from holdfire.flow import ask

    with looked(case, audience, as_of) as outcome:
        for choice in ask.readings(outcome):
            if jsonl:
                json_line(choice, schema="reading")
                continue
            click.echo(printable(f"{choice.choice}: {choice.question}"))
            for option in choice.options:
                held = ", ".join(option.holders)
                click.echo(printable(f"  {option.option}: {option.words} [{held}]"))
                click.echo("    " + ", ".join(f"{n} {v.replace('_', ' ')}" for v, n in option.verdicts.items()))
            click.echo(f"  {choice.incidents} incident(s) turn on it")
        if not jsonl:
            click.echo(ask.beside_totals(outcome))
        for misreport in ask.misreports(outcome) if not jsonl else ():
            click.echo(printable(f"misreport, never run: {misreport}"))


@click.command()
@case_argument
@click.option("--date", "day", type=DAY, help="Only this day, and its neighbours by one.")
@audience_option
@jsonl_option
def reconcile(case: Path, day: date | None, audience: str, jsonl: bool) -> None:
    """Published counts of the sides against each other, unit by unit, and beside the incidents known for the same days
    and area; what does not fit, and where publishers differ.

    \b
    Example:
      holdfire reconcile mycase --date 2017-05-15
    """
    from holdfire.findings import conflicts
    from holdfire.flow import ask

    with looked(case, audience, None) as outcome:
        counts = ask.counts_near(outcome, day)
        for row in ask.reconciled(outcome, day):
            if jsonl:
                json_line(row, schema="reconciliation")
                continue
            sides = "   ".join(f"{s.recorded_by} {'/'.join(map(str, s.numbers)) or 'no number'}" for s in row.sides)
            where = row.area_name or "the whole"
            click.echo(printable(f"{ask.days(row.first, row.last)} {where}: {sides}   [{row.unit}]"))
            for side, words in row.residue:
                click.echo(printable(f"    {side}: {words}"))
            click.echo(printable(f"    {_known(row)}"))
        for conflict in conflicts(counts):
            if jsonl:
                json_line(conflict, schema="conflict")
            else:
                at = ask.days(conflict.first, conflict.last)
                click.echo(printable(f"{at} {conflict.recorded_by} [{conflict.kind}] {conflict.words}"))


def _known(row: Reconciled) -> str:
    """What is known beside a count. Nothing is subtracted: an incident is no case."""
    if not row.incidents and not row.nearby:
        return "known: no incident that the instrument covers, on these days or beside them"
    some = ", ".join(row.incidents[:3]) + (", ..." if len(row.incidents) > 3 else "")
    listed = f" ({some})" if some else ""
    return f"known: {len(row.incidents)} incident(s){listed}; {len(row.nearby)} more within a day or a doubtful place"


@click.command()
@case_argument
@click.option("--date", "day", type=DAY, help="As on this day; default: that of the last report.")
@audience_option
@jsonl_option
def duties(case: Path, day: date | None, audience: str, jsonl: bool) -> None:
    """Obligations with their deadlines, how each was reckoned, and by whose word they stand as they do.

    \b
    Example:
      holdfire duties mycase --date 2017-07-01
    """
    from holdfire.flow import ask

    def line(d: Duty) -> str:
        due = local_day(d.due, zone) if d.due else "no date"
        rivals = f" | misreported: {'; '.join(d.rivals)}" if d.rivals else ""
        reading = ",".join(f"{c}={o}" for c, o in sorted(d.reading.items()))
        under = f" | under {reading}" if reading else ""
        return f"{due} {d.state:14} {d.what} | {', '.join(d.on_whom)} | {d.reckoned}{under} | {d.why}{rivals}"

    with looked(case, audience, None) as outcome:
        zone = outcome.know.config.zone
        show(ask.duties(outcome, day), jsonl, line)


@click.command()
@case_argument
@audience_option
@jsonl_option
def doubts(case: Path, audience: str, jsonl: bool) -> None:
    """What is uncertain or odd, with its code, and what would settle it.

    \b
    Example:
      holdfire doubts mycase
    """

    def line(d: Doubt) -> str:
        return f"{d.code}: {d.why} ({d.where})" + (f" | to settle it: {d.settle}" if d.settle else "")

    with looked(case, audience, None) as outcome:
        show(outcome.derived.doubts, jsonl, line, schema="doubt")


@click.command()
@case_argument
@jsonl_option
def log(case: Path, jsonl: bool) -> None:
    """What was put in, when and by whom, from the ledger.

    \b
    Example:
      holdfire log mycase
    """
    from holdfire.flow import ask
    from holdfire.store import open_case

    with open_case(case) as opened:
        for entry in opened.entries():
            if jsonl:
                json_line(entry, schema="entry")
            else:
                when = f"{entry.logged:%Y-%m-%d %H:%M}Z"
                click.echo(printable(f"{entry.position:>6} {when} {entry.who}: {ask.said(entry)}"))


@contextmanager
def looked(case: Path, audience: str, as_of: int | None) -> Iterator[Outcome]:
    """What the last run of a case derived for an audience."""
    from holdfire.flow.derive import look
    from holdfire.records import View
    from holdfire.store import open_case

    with open_case(case) as opened:
        yield look(opened, View(audience=audience, as_of=as_of))
