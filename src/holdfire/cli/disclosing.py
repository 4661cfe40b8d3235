"""Commands on disclosure: disclose, seen."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.cli.options import DAY, PATH, as_option, case_argument, instant, jsonl_option
from holdfire.cli.printing import json_line, now, person, printable
from holdfire.errors import BadRequest

if TYPE_CHECKING:
    from holdfire.flow.seen import Answer, Told
    from holdfire.store import Case


@click.command()
@case_argument
@click.argument("item")
@click.option("--to", multiple=True, metavar="WHOM", help="A person, a body, or an audience; may be repeated.")
@click.option("--authority", default="", metavar="TEXT", help="Who decided it, under which rule.")
@click.option("--withheld", is_flag=True, help="It is kept from WHOM.")
@click.option("--caveat", default="", help="Under which condition it was shown.")
@click.option("--derivative", default="", metavar="ITEM", help="What was shown in its stead: a redaction, a copy.")
@click.option("--receipt", default="", help="How they acknowledge it. With a disclosure's key as ITEM: later.")
@click.option("--examined", is_flag=True, help="They examined it themselves, and did not only see it.")
@click.option("--on", default="", metavar="T", help="When; default: now.")
@click.option("--clearance", default="mechanism", show_default=True, help="Lowest audience that may be told of it.")
@click.option("--out", type=PATH, help="Write the exact bytes shown here, once the entry is safe.")
@as_option
@jsonl_option
def disclose(
    case: Path, *, item: str, receipt: str, on: str, out: Path | None, who: str | None, jsonl: bool, **said: object
) -> None:
    """Write down that an item was shown to, or is withheld from, somebody; for good, before any bytes leave.

    ITEM is an exhibit, a report, a claim, an account or an incident, by key, the start of one, or file name.

    \b
    Examples:
      holdfire disclose mycase photo.jpg --to "A liaison officer" --authority "Head of mission" --as "Desk"
      holdfire disclose mycase photo.jpg --to "A party" --withheld --authority "Rule 7" --as "Desk"
      holdfire disclose mycase disclosure:41 --receipt "signed on 3 May, no. 12" --as "Desk"
    """
    import msgspec

    from holdfire.flow.disclose import Showing, acknowledge
    from holdfire.flow.disclose import disclose as entered
    from holdfire.store import open_case

    acting = person(who)
    with open_case(case, write=True, who=acting) as opened:
        when = instant(on, opened.config.zone)
        if item.startswith("disclosure:"):
            position = acknowledge(opened, item, receipt, on=when, who=acting, at=now())
            click.echo(f"receipt:{position}: acknowledges {item}")
            return
        made = entered(
            opened, item, msgspec.convert({**said, "receipt": receipt, "on": when}, Showing), who=acting, at=now()
        )
        if out is not None:
            _write_out(opened, made.disclosure.derivative, out)
    if jsonl:
        json_line(made, schema="shown")
        return
    d = made.disclosure
    done = "shown to" if d.shown else "withheld from"
    bytes_shown = f" | sha256 {d.derivative}" if d.derivative else ""
    click.echo(printable(f"{d.key}: {d.item} {done} {', '.join(d.to_whom)} on {d.on:%Y-%m-%d %H:%M}Z{bytes_shown}"))
    click.echo(f"  entry {made.position}, leaf {made.leaf}, logged {made.logged:%Y-%m-%d %H:%M:%S}Z")


@click.command()
@case_argument
@click.option("--item", default="", metavar="I", help="Who has seen it: a key, a file name, or words of it.")
@click.option("--by", default="", metavar="WHO", help="What they have seen, and what not.")
@click.option("--on", type=DAY, help="As things stood at the end of this day.")
@click.option("--audience", default="mechanism", show_default=True, help="As this audience would be told it.")
@click.option("--proof", "out", type=PATH, help="Write the range proof of a negative answer here.")
@click.option("--check", "file", type=PATH, help="Check a range proof, and that it is of this case's ledger.")
@jsonl_option
def seen(
    case: Path, item: str, by: str, on: date | None, audience: str, out: Path | None, file: Path | None, jsonl: bool
) -> None:
    """Who has seen this, and what has X not seen. Claims about it stand beside our own ledger, as claims.

    A negative answer rests on every entry of the ledger; it says on how many, and --proof writes what proves it.

    \b
    Examples:
      holdfire seen mycase --item photo.jpg
      holdfire seen mycase --by "A liaison officer" --on 2017-05-20 --proof not-shown.json
    """
    from holdfire.flow import seen as flow
    from holdfire.records import View
    from holdfire.store import open_case

    with open_case(case) as opened:
        if file is not None:
            _check(opened, file)
            return
        asked = flow.Asked(item=item, by=by, on=on)
        found = flow.answer(opened, View(audience=audience), asked)
        if out is not None:
            if found.looked is None:
                todo = "ask as the mechanism, and decide to whom you give it"
                raise BadRequest("E456", "this audience is given no range proof", where="--audience", todo=todo)
            out.write_text(json.dumps(flow.proof(opened, asked, found), indent=1) + "\n", encoding="utf-8")
    if jsonl:
        _as_json(found)
    else:
        _as_lines(found, by)


def _write_out(opened: Case, sha: str, out: Path) -> None:
    if not sha:
        raise BadRequest("E453", "the case holds no bytes of it", where="--out", todo="leave --out away; it is entered")
    out.write_bytes(opened.get(sha))


def _check(opened: Case, file: Path) -> None:
    from holdfire.flow.seen import checked

    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadRequest("E404", "there is no such proof", where=str(file), todo="check the path") from error
    faults = checked(opened, told)
    for fault in faults:
        click.echo(printable(f"{file}: {fault}"), err=True)
    if faults:
        raise click.exceptions.Exit(3)
    click.echo(f"{file}: holds for entries 0 to {told['size'] - 1} of this ledger, root {told['root']}")


def _as_json(found: Answer) -> None:
    for told in found.told:
        json_line({**_plain(told.row), **{k: v for k, v in _plain(told).items() if k != "row"}}, schema="seen")
    for unshown in found.unshown:
        json_line(unshown, schema="unshown")
    if found.looked is not None:
        json_line(found.looked, schema="looked")


def _plain(value: object) -> dict[str, object]:
    import msgspec

    plain: dict[str, object] = msgspec.to_builtins(value)
    return plain


def _as_lines(found: Answer, by: str) -> None:
    for told in found.told:
        click.echo(printable(_line(told)))
    for unshown in found.unshown:
        kept = "withheld, by an entry of ours" if unshown.withheld else "no entry shows it"
        click.echo(printable(f"not shown to {by}: {unshown.title} | {unshown.item} | {kept}"))
    if not found.told:
        click.echo("no entry and no claim names it")
    if found.looked is None:
        click.echo("that is all that this audience may be told")
        return
    k = found.looked
    counted = f"{k.disclosures} are disclosures and {k.named} answer"
    click.echo(f"looked through: entries 0 to {k.size - 1}, of which {counted}")
    click.echo(f"tree head: {k.size} {k.root} (--proof FILE writes the proof that nothing was left out)")


def _line(told: Told) -> str:
    row = told.row
    whom = ", ".join(row.to_whom) or "nobody named"
    if row.claim:
        done = "shown to" if row.shown else "not shown to"
        when = f"{row.said_on:%Y-%m-%d}" if row.said_on else "day not stated"
        where = ", ".join(filter(None, (told.publisher, when, told.url)))
        by = row.by or "somebody not named"
        return f'by the word of {by}, {done} {whom}: {told.title} | "{told.quotation}" | {where} | {row.claim}'
    done = "shown to" if row.shown else "withheld from"
    on = f"{row.on:%Y-%m-%d %H:%M}Z" if row.on else "time not stated"
    beside = [
        f"authority: {row.authority}",
        f"caveat: {row.caveat}" if row.caveat else "",
        "examined" if row.examined else "",
        f"sha256 {row.derivative}" if row.derivative else "",
        *(f"receipt: {words}" for words in row.receipts),
    ]
    return " | ".join(filter(None, (f"{told.title} {done} {whom} on {on} by {row.by}", row.item, *beside, row.entry)))
