"""The command that sets two states of a case beside each other: diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.cli.options import audience_option, case_argument, jsonl_option
from holdfire.cli.printing import json_line, printable

if TYPE_CHECKING:
    from holdfire.findings import Change


@click.command()
@case_argument
@click.argument("before")
@click.argument("after")
@audience_option
@jsonl_option
def diff(case: Path, before: str, after: str, audience: str, jsonl: bool) -> None:
    """Which findings appeared, vanished or changed their verdict between two states of a case, and why.

    BEFORE and AFTER are positions in the ledger (`holdfire log`), or names of runs: `public`, `mechanism`, `public@12`.

    \b
    Example:
      holdfire diff mycase 20 public
    """
    from holdfire.flow import compare
    from holdfire.store import open_case

    with open_case(case) as opened:
        found = compare.changes(opened, audience, before, after)
    for change in found:
        if jsonl:
            json_line(change, schema="change")
            continue
        for line in _lines(change):
            click.echo(printable(line))
    if not jsonl:
        kinds = [c.kind for c in found]
        counted = (f"{kinds.count(kind)} {kind}" for kind in ("appeared", "vanished", "changed"))
        click.echo(f"findings: {', '.join(counted)}")


def _lines(change: Change) -> list[str]:
    reading = ",".join(f"{c}={o}" for c, o in sorted(change.reading.items())) or "all readings"
    told = " -> ".join(str(v) for v in (change.before, change.after) if v is not None)
    lines = [f"{change.kind:8} {told} | {change.instrument}/{change.term} | {reading} | {change.incident}"]
    for check in change.checks:
        sides = " -> ".join(" ".join(side) if side else "not asked" for side in (check.before, check.after))
        lines.append(f"    {check.name}: {sides} | {check.basis}")
    return [*lines, *(f"    because {why}" for why in change.why)]
