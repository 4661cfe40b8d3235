"""Commands on exhibits: evidence add, show, list, mark, custody, walls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from holdfire.cli.looking import looked
from holdfire.cli.options import PATH, as_option, audience_option, case_argument, instant, jsonl_option
from holdfire.cli.printing import json_line, now, person, printable
from holdfire.errors import BadRequest
from holdfire.records import Exhibit, TrustedStamp

if TYPE_CHECKING:
    from holdfire.flow.derive import Outcome

MEDIA = ("photo", "video", "document", "satellite", "recording", "other")
medium_option = click.option("--medium", type=click.Choice(MEDIA), help="What it is; default: by its content.")
claimed_option = click.option("--claimed", default="", metavar="TEXT", help="When it was made, as they say.")
derived_option = click.option("--derived-from", default="", metavar="ITEM", help="The exhibit that it was made from.")
derivation_option = click.option("--derivation", default="", help='How: "working copy", redaction, frame, crop ...')
about_option = click.option("--about", multiple=True, metavar="KEY", help="Claim, account or incident; repeatable.")


@click.group()
def evidence() -> None:
    """Exhibits: photos, videos, documents, satellite images, recordings.

    \b
    Example:
      holdfire evidence list mycase --audience mechanism
    """


@evidence.command("add")
@case_argument
@click.argument("paths", type=PATH, nargs=-1, required=True)
@medium_option
@click.option("--source", default="", help="Who published it or gave it: id or name.")
@click.option("--url", default="", help="Where it was published.")
@click.option("--title", default="", help="What it shows, in a few words.")
@claimed_option
@click.option("--published", default="", metavar="T", help="When it was published.")
@click.option("--collected", default="", metavar="T", help="When it was collected; default: now.")
@click.option("--collector", default="", metavar="PERSON", help="Who had it and gave it to the case.")
@click.option("--clearance", default="mechanism", show_default=True, help="Lowest audience that may see it.")
@derived_option
@derivation_option
@about_option
@click.option("--exculpatory", is_flag=True, help="It speaks for somebody who is accused.")
@click.option("--graphic", is_flag=True, help="It shows the dead, wounds or violence.")
@as_option
@jsonl_option
def evidence_add(
    case: Path, *, paths: tuple[Path, ...], who: str | None, jsonl: bool, published: str, collected: str, **given: Any
) -> None:
    """Take files in as evidence, whatever their format: kept exactly, and never read as a report.

    \b
    Example:
      holdfire evidence add mycase photo.jpg --claimed "15 May 2017" --collector "A resident" --as "Desk"
    """
    import msgspec

    from holdfire.flow.exhibits import Given, add
    from holdfire.store import open_case

    acting = person(who)
    missing = [p for p in paths if not p.is_file()]
    if missing:
        raise BadRequest("E404", "there is no such file", where=str(missing[0]), todo="check the path")
    refused = 0
    with open_case(case, write=True, who=acting) as opened:
        zone = opened.config.zone
        times = {"published": instant(published, zone), "collected": instant(collected, zone)}
        stated = msgspec.convert({**{k: v for k, v in given.items() if v is not None}, **times}, Given)
        for path in paths:
            item = add(opened, path, stated, who=acting, at=now())
            refused += item.outcome == "refused"
            if jsonl:
                json_line(item, schema="evidence_item")
                continue
            detail = item.why or f"{item.media_type}  {item.exhibit}"
            click.echo(printable(f"{item.outcome:8} {item.path}  {detail}"), err=item.outcome == "refused")
    if refused:
        raise click.exceptions.Exit(2)


@evidence.command("list")
@case_argument
@audience_option
@jsonl_option
def evidence_list(case: Path, audience: str, jsonl: bool) -> None:
    """Every exhibit that an audience may see, as last run.

    \b
    Example:
      holdfire evidence list mycase --audience mechanism
    """
    from holdfire.flow.told import exhibits_for

    with looked(case, audience, None) as outcome:
        exhibits = exhibits_for(outcome)
        for exhibit in exhibits:
            if jsonl:
                json_line(_without_cuts(exhibit))
            else:
                marks = "".join(f" [{word}]" for word in _marks(exhibit))
                click.echo(printable(f"{exhibit.key} {exhibit.medium:9} {exhibit.caption or 'no caption'}{marks}"))
        if not exhibits and not jsonl:
            click.echo("no exhibit that this audience may see; a run takes up what was added since")


@evidence.command("show")
@case_argument
@click.argument("item")
@audience_option
@jsonl_option
def evidence_show(case: Path, item: str, audience: str, jsonl: bool) -> None:
    """One exhibit: its times kept apart, what its file says, its credentials, where it is from, who held it.

    \b
    Example:
      holdfire evidence show mycase calibration-card.jpg --audience mechanism
    """
    with looked(case, audience, None) as outcome:
        exhibit = _one(outcome, item)
        if jsonl:
            json_line(_without_cuts(exhibit))
            return
        for line in _lines(exhibit, outcome):
            click.echo(printable(line))


@evidence.command("mark")
@case_argument
@click.argument("item")
@medium_option
@click.option("--caption", default="", help="What it shows.")
@claimed_option
@derived_option
@derivation_option
@about_option
@click.option("--not-about", multiple=True, metavar="KEY", help="What it is no evidence for after all.")
@click.option("--exculpatory/--not-exculpatory", default=None, help="Whether it speaks for somebody who is accused.")
@click.option("--graphic/--not-graphic", default=None, help="Whether it shows the dead, wounds or violence.")
@click.option("--why", default="", help="The reason.")
@as_option
def evidence_mark(case: Path, item: str, who: str | None, **facts: Any) -> None:
    """State something of an exhibit: a mark, a caption, what it is made from, what it is evidence for.

    \b
    Example:
      holdfire evidence mark mycase photo.jpg --exculpatory --why "it shows the post empty" --as "R. Reviewer"
    """
    from holdfire.flow.exhibits import mark
    from holdfire.store import open_case

    acting = person(who)
    stated = {name: value for name, value in facts.items() if value not in (None, "", ())}
    if not stated.keys() - {"why"}:
        raise BadRequest("E418", "nothing is stated", todo="see `holdfire evidence mark --help`")
    with open_case(case, write=True, who=acting) as opened:
        made = mark(opened, item, stated, who=acting, at=now())
    told = ", ".join(sorted(stated))
    click.echo(printable(f"{made.key}: {acting} stated {told} of {made.exhibit}; run the case again"))


@evidence.command("custody")
@case_argument
@click.argument("item")
@click.option("--from", "giver", required=True, metavar="PERSON", help="Who gave it.")
@click.option("--to", "receiver", required=True, metavar="PERSON", help="Who received it.")
@click.option("--role", default="", help="As what they hold it: archivist, analyst, counsel ...")
@click.option("--on", default="", metavar="T", help="When; default: now.")
@click.option("--why", default="", help="The reason.")
@as_option
def evidence_custody(case: Path, item: str, who: str | None, on: str, **fields: str) -> None:
    """Write down that an exhibit passed from one named person to another.

    \b
    Example:
      holdfire evidence custody mycase photo.jpg --from "Desk" --to "An archivist" --role archivist --as "Desk"
    """
    from holdfire.flow.exhibits import hand_over
    from holdfire.store import open_case

    acting = person(who)
    with open_case(case, write=True, who=acting) as opened:
        when = instant(on, opened.config.zone) or now()
        made = hand_over(opened, item, {**fields, "on": when}, who=acting, at=now())
    click.echo(printable(f"{made.key}: {made.exhibit} from {made.giver} to {made.receiver}"))


@evidence.command("walls")
@jsonl_option
def evidence_walls(jsonl: bool) -> None:
    """What keeps a hostile file in on this machine, while it is parsed in a process of its own.

    \b
    Example:
      holdfire evidence walls
    """
    from holdfire.intake import box

    told = {**box.walls(), "seconds": f"{box.SECONDS:g}", "memory": f"{box.MEMORY // 2**20} MB"}
    if jsonl:
        json_line(told, schema="walls")
        return
    for name, by in told.items():
        click.echo(f"{name:8} {by}")


def _one(outcome: Outcome, item: str) -> Exhibit:
    from holdfire.flow.items import key_of
    from holdfire.flow.told import exhibits_for

    key = key_of(item, outcome.derived.reports, None)
    found = [e for e in exhibits_for(outcome) if e.key == key]
    if not found:
        raise BadRequest("E450", "there is no such item", where=item[:80], todo="`holdfire evidence list CASE`")
    return found[0]


def _without_cuts(exhibit: Exhibit) -> Exhibit:
    """The prints of the whole and its mirror image; those of its cuts only serve to find replays."""
    import msgspec

    return msgspec.structs.replace(exhibit, prints=exhibit.prints[:2])


def _marks(exhibit: Exhibit) -> list[str]:
    made = f"{exhibit.derivation} of {exhibit.derived_from}" if exhibit.derived_from else exhibit.derivation
    graphic, exculpatory = ["graphic"] * exhibit.graphic, ["exculpatory"] * exhibit.exculpatory
    return [*graphic, *exculpatory, *filter(None, (made,))]


def _lines(exhibit: Exhibit, outcome: Outcome) -> Iterator[str]:
    times = exhibit.times
    yield f"{exhibit.key} {exhibit.medium} {exhibit.media_type} {' '.join(f'[{w}]' for w in _marks(exhibit))}".rstrip()
    yield f"  caption     {exhibit.caption or 'none'}"
    yield f"  claimed     {times.claimed or 'nobody says'}"
    yield f"  embedded    {times.embedded or 'the file states none'} (a camera's clock proves nothing)"
    yield f"  collected   {times.collected or 'not stated'}"
    yield f"  logged      {times.logged or 'not stated'}"
    yield f"  trusted     {times.trusted or 'no trusted timestamp'} (only this bounds not later than)"
    yield from map(_stamp, exhibit.stamps)
    if exhibit.place is not None:
        yield f"  place       {exhibit.place.name} within {exhibit.place.radius_m} m ({exhibit.place_origin})"
    for name, value in sorted(exhibit.metadata.items()):
        yield f"  {name:11} {value}"
    if exhibit.metadata_reader:
        yield f"  read by     {exhibit.metadata_reader}; whoever wrote the file wrote this"
    yield from _credentials(exhibit)
    made = [e for e in outcome.derived.exhibits if e.derived_from == exhibit.key]
    yield from (f"  made of it  {e.key} ({e.derivation})" for e in made)
    yield from (f"  evidence for {key}" for key in exhibit.about)
    for moved in exhibit.custody:
        yield f"  custody     {moved.on or 'day not stated'}: {moved.giver} to {moved.receiver} {moved.role}".rstrip()
    yield from (f"  doubt       {d.code}: {d.why}" for d in exhibit.doubts)


def _stamp(stamp: TrustedStamp) -> str:
    through = f", through the checkpoint of entry {stamp.checkpoint}, over {stamp.size} entries" if stamp.size else ""
    but = f"; {stamp.objection}" if stamp.objection else ""
    checked = " and ".join(stamp.checked_by)
    return f"    by        {stamp.authority}: not later than {stamp.when}{through} (checked by {checked}{but})"


def _credentials(exhibit: Exhibit) -> Iterator[str]:
    told = exhibit.credentials
    if told is None:
        yield "  credentials none"
        return
    yield f"  integrity   {told.integrity}: whether it is as it was signed"
    yield f"  signer      {told.signer or 'not named'}: {told.signer_trust}; by whom it was signed is another question"
    for part in told.ingredients:
        yield f"  ingredient  {part.title} ({part.relation}){': ' + ', '.join(part.faults) if part.faults else ''}"
