"""Commands on agreement files and schemas: check, schema."""

from __future__ import annotations

from pathlib import Path

import click

from holdfire.cli.options import PATH, jsonl_option
from holdfire.cli.printing import json_line, printable
from holdfire.errors import BadRequest


@click.command()
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("--actors", "actor_files", type=PATH, multiple=True, help="A case's own actors file.")
@jsonl_option
def check(paths: tuple[Path, ...], actor_files: tuple[Path, ...], jsonl: bool) -> None:
    """Every fault of agreement files, with file, line and path. Warnings leave exit code 0; errors make it 2.

    \b
    Example:
      holdfire check agreements/
    """
    from holdfire import actors, agreement
    from holdfire.flow.begin import agreement_files

    base = actors.packaged()
    book = actors.load(*(p.read_bytes() for p in actor_files), base=base) if actor_files else base
    files = {str(name): data for path in paths for name, data in agreement_files(path).items()}
    instruments, faults = agreement.load(files, actors=book)
    for fault in faults:
        if jsonl:
            json_line(fault, schema="fault")
        else:
            click.echo(printable(fault.text()))
    errors = sum(f.severity == "error" for f in faults)
    warnings = len(faults) - errors
    click.echo(f"{len(instruments)} sound instrument(s), {errors} error(s), {warnings} warning(s)", err=True)
    if errors:
        raise click.exceptions.Exit(2)


@click.command()
@click.argument("name")
def schema(name: str) -> None:
    """The JSON Schema of a record (claim, incident, finding, ...), or of agreement files (agreement).

    \b
    Example:
      holdfire schema finding
    """
    import msgspec

    from holdfire import agreement, records

    if name == "agreement":
        described = agreement.schema()
    else:
        kinds = {k.lower(): getattr(records, k) for k in records.__all__ if _is_record(getattr(records, k))}
        if name not in kinds:
            known = ", ".join(sorted([*kinds, "agreement"]))
            raise BadRequest("E409", f"there is no schema {name!r}", todo=f"one of {known}")
        described = msgspec.json.schema(kinds[name])
    click.echo(msgspec.json.format(msgspec.json.encode(described), indent=2))


def _is_record(kind: object) -> bool:
    from holdfire.records import Record

    return isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
