"""The command that shows where anyone was able to look: a table by zone and week, or JSON lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.cli.looking import looked
from holdfire.cli.options import DAY, audience_option, case_argument, jsonl_option
from holdfire.cli.printing import json_line, printable
from holdfire.records import Coverage

if TYPE_CHECKING:
    from holdfire.findings import Effort

OUTSIDE = "outside every zone"
FOOT = (
    "Silence is not compliance, and more reports are not more incidents: what was received is shown beside what is "
    "usual for the zone in this case, and nothing is inferred from it."
)


@click.command()
@case_argument
@click.option("--from", "start", type=DAY, help="First day.")
@click.option("--to", "end", type=DAY, help="Last day, inclusive.")
@audience_option
@jsonl_option
def coverage(case: Path, start: date | None, end: date | None, audience: str, jsonl: bool) -> None:
    """Where anyone was able to look, zone by week: who, how, what kept them out, and how much was told.

    Who could look where is written by hand into a file that case.toml names (`coverage = ["coverage.yml"]`):
    entries with zone, from, to, who, how, access (full, partial or none), restrictions and source.

    \b
    Example:
      holdfire coverage mycase --from 2017-05-15 --to 2017-05-21
    """
    from holdfire.flow import ask

    with looked(case, audience, None) as outcome:
        lines, effort = ask.coverage(outcome, start, end), ask.effort(outcome, start, end)
        names = ask.zone_names(outcome)
    if jsonl:
        for line in lines:
            json_line(line)
        for told in effort:
            json_line(told, schema="effort")
        return
    for text in _table(lines, effort, names):
        click.echo(printable(text))


def _table(lines: Sequence[Coverage], effort: Sequence[Effort], names: dict[str, str]) -> Iterator[str]:
    by_week: dict[tuple[str, date], list[Coverage]] = defaultdict(list)
    for line in lines:
        if not line.not_machine_read:
            by_week[line.zone, line.period_start].append(line)
    told = {(e.zone, e.period_start): e for e in effort}
    for zone, weeks in groupby(sorted({*by_week, *told}, key=_order), key=lambda cell: cell[0]):
        yield f"{names.get(zone, zone)} ({zone})" if zone else OUTSIDE
        for (silent, _), run in groupby(weeks, key=lambda cell: _silent(cell, by_week, told)):
            stretch = [week for _, week in run]
            if silent:
                yield f"  {_days(stretch)}  nothing received, and nobody is recorded as looking"
                continue
            for week in stretch:
                yield f"  {week}  {_effort(told.get((zone, week)))}"
                yield from (f"      {_line(line)}" for line in by_week[zone, week])
    yield from _unread([line for line in lines if line.not_machine_read])
    yield FOOT


def _order(cell: tuple[str, date]) -> tuple[bool, str, date]:
    return (not cell[0], *cell)


def _silent(
    cell: tuple[str, date], by_week: dict[tuple[str, date], list[Coverage]], told: dict[tuple[str, date], Effort]
) -> tuple[bool, date | None]:
    """Silent weeks run together into one line; every other week is a line of its own."""
    empty = cell not in by_week and not (told[cell].reports or told[cell].rows)
    return empty, None if empty else cell[1]


def _days(weeks: Sequence[date]) -> str:
    return f"{weeks[0]}" if len(weeks) == 1 else f"{weeks[0]} and the {len(weeks) - 1} week(s) after it:"


def _effort(told: Effort | None) -> str:
    if told is None:
        return "nothing received"
    counted = (
        (told.reports, "reports", told.usual_reports), (told.rows, "table rows", told.usual_rows),
        (told.voices, "voices", told.usual_voices),
    )  # fmt: skip
    return ", ".join(f"{what} {n} (usually {usual:g} a week)" for n, what, usual in counted if n or usual)


def _line(line: Coverage) -> str:
    parts = [f"{line.how}: {line.reports}" if not line.access else f"{line.how}: {line.who}"]
    if line.by_affiliation:
        parts.append(f"voices by tie: {_counts(line.by_affiliation)}")
    if line.by_language:
        parts.append(f"by language: {_counts(line.by_language)}")
    if line.restrictions:
        parts.append(f"restricted: {'; '.join(line.restrictions)}")
    if line.source:
        parts.append(f"source: {line.source}")
    return " | ".join(parts)


def _unread(lines: Sequence[Coverage]) -> Iterator[str]:
    if lines:
        yield "kept, not read by machine"
    for line in lines:
        yield (
            f"  {line.period_start}  {line.not_machine_read} | by language: {_counts(line.by_language)} | "
            f"by tie of the publisher: {_counts(line.by_affiliation)}"
        )


def _counts(of: dict[str, int]) -> str:
    return ", ".join(f"{name} {n}" for name, n in of.items())
