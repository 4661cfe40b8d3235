"""Commands on files without a case: text, claims, incidents, acts, places, times, copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from holdfire.cli.options import DAY, PATH, audience_option, instant, jsonl_option
from holdfire.cli.printing import json_line, local_day, printable
from holdfire.errors import BadInput, BadRequest
from holdfire.records import Account, Blame, Casualties, Incident, Place

if TYPE_CHECKING:
    from holdfire.flow.loose import Loose
    from holdfire.incidents import Decided
    from holdfire.places import PlaceMention

paths_argument = click.argument("paths", type=PATH, nargs=-1, required=True)
published_option = click.option("--published", metavar="T", help="When it was published; times are reckoned from it.")
zone_option = click.option("--zone", default="UTC", show_default=True, help="IANA time zone in which days run.")

reader_option = click.option(
    "--reader",
    default="",
    envvar="HOLDFIRE_READER",
    metavar="NAME",
    help="trained or rules, else HOLDFIRE_READER (default: trained where its weights are).",
)


@click.command()
@click.argument("path", type=PATH)
def text(path: Path) -> None:
    """The extracted text that offsets refer to, exactly.

    \b
    Example:
      holdfire text article.html
    """
    read = _read([path], None, "UTC")
    for one in read:
        if one.text is None:
            raise BadRequest("E408", "this file holds no text", where=str(path), todo="give a text, a page or a PDF")
        click.echo(one.text.content.encode(), nl=False)


@click.command()
@paths_argument
@reader_option
@jsonl_option
def claims(paths: tuple[Path, ...], reader: str, jsonl: bool) -> None:
    """Who says what about whom, in each file by itself.

    \b
    Example:
      holdfire claims article.txt --jsonl
    """
    from holdfire.flow import loose

    for one in _read(paths, None, "UTC", reader):
        found = loose.claims_of(one)
        if jsonl:
            listed = [
                {
                    "id": c.key, "source": c.source, "cue": c.cue, "content": c.content, "act": c.act, "kind": c.kind,
                    "polarity": c.polarity, "speaker": c.speaker, "about": c.about, "evidence": c.evidence,
                    "to_whom": c.to_whom, "certainty": c.certainty, "parent": c.parent, "doubts": c.doubts,
                }
                for c in found
            ]  # fmt: skip
            json_line({**one.head(), "claims": listed, "doubts": one.extracted.doubts}, schema="claims")
            continue
        for c in found:
            who = c.speaker.name if c.speaker else "somebody not named"
            said = " ... ".join(one.text.content[s:e] for s, e in c.content) if one.text else ""
            mark = " [disclosure]" if c.kind == "disclosure" else ""
            click.echo(printable(f"{one.path.stem}: {who} | {c.act}{mark}, {c.polarity} | {' '.join(said.split())}"))
        _doubts(one)


@click.command()
@paths_argument
@published_option
@zone_option
@reader_option
@audience_option
@jsonl_option
def incidents(
    paths: tuple[Path, ...], published: str | None, zone: str, reader: str, audience: str, jsonl: bool
) -> None:
    """What is said to have happened, in each file by itself; of a case, what its last run derived for an audience.

    Beside the incidents of a file stands `act`, what it tells of as a whole (see `holdfire acts`).

    With --jsonl each incident lists its accounts: one voice's version each, denials among them, with the words of the
    text that fill its slots: act, author, person (said to have done it, and in no file), struck, target, weapon,
    place, time, killed, wounded, missing, hedge, denial. `tolls` are its figures by the day on which each was told.

    \b
    Example:
      holdfire incidents article.txt --published 2017-05-15 --jsonl
      holdfire incidents mycase --audience mechanism --jsonl
    """
    from holdfire.data.ontology import acts as tree
    from holdfire.flow import loose

    for case in (path for path in paths if (path / "case.toml").is_file()):
        _of_case(case, audience, jsonl=jsonl)
    loose_paths = [path for path in paths if not (path / "case.toml").is_file()]
    for one in _read(loose_paths, instant(published, zone), zone, reader):
        found, accounts, doubts = loose.incidents_of(one, zone)
        by_key = {a.key: a for a in accounts}
        if jsonl:
            texts = {one.text.sha256: one.text.content} if one.text else {}
            listed = [
                {**_incident(i, [by_key[a] for a in i.accounts], texts), "acled": tree().sub_event_type(i.act)}
                for i in found
            ]
            told = (_act(part, decided) for part, decided in loose.acts_of(one, named=reader))
            whole = next(told, {"act": None, "acled": None})
            head = {**one.head(), "act": whole["act"], "acled": whole["acled"]}
            json_line({**head, "incidents": listed, "doubts": doubts}, schema="incidents")
            continue
        for i in found:
            click.echo(printable(f"{one.path.stem}: {_in_a_line(i)}"))


def _of_case(path: Path, audience: str, *, jsonl: bool) -> None:
    """The incidents of a case, one object each, with their lasting numbers."""
    from holdfire.data.ontology import acts as tree
    from holdfire.flow import numbers
    from holdfire.flow.derive import look
    from holdfire.records import View
    from holdfire.store import open_case

    with open_case(path) as opened:
        outcome = look(opened, View(audience=audience))
        lasting = numbers.numbers(opened, outcome).of
    accounts = {a.key: a for a in outcome.derived.accounts}
    texts = {t.sha256: t.content for t in outcome.derived.texts}
    for i in outcome.derived.incidents:
        if not jsonl:
            click.echo(printable(f"{lasting.get(i.key, i.key)}: {_in_a_line(i)}"))
            continue
        told = _incident(i, [accounts[a] for a in i.accounts], texts)
        told |= {"acled": tree().sub_event_type(i.act), "number": lasting.get(i.key)}
        told |= {"support": i.support, "attribution": i.attribution}
        for account in told["accounts"]:  # no person is named here whom nobody has decided on
            account["slots"] = [slot for slot in account["slots"] if slot["slot"] != "person"]
        head = {"doc": path.resolve().name, "path": str(path), "audience": audience}
        json_line({**head, "incidents": [told], "doubts": []}, schema="incidents")


def _in_a_line(i: Incident) -> str:
    where = i.place.name if i.place else "place not stated"
    when = local_day(i.time.start, i.time.zone) if i.time else "time not stated"
    by = ", ".join(b.name or b.actor for b in i.attributed_to) or "nobody named as author"
    return f"{i.act} | {where} | {when} | said to be by: {by}"


@click.command()
@paths_argument
@click.option("--lines", is_flag=True, help="Each line of a file is a note of its own.")
@reader_option
@jsonl_option
def acts(paths: tuple[Path, ...], lines: bool, reader: str, jsonl: bool) -> None:
    """What kind of event a short note tells of as a whole, decided by who did it to whom before by what means.

    `act` is a code of acts.yaml, `acled` the sub_event_type that a coder of ACLED would most likely write, `plover` and
    `cameo` the like; `because` are the words that decided, none where the network alone did. Names of actors decide
    nothing. Of a long text the beginning is read.

    \b
    Example:
      holdfire acts article.txt --jsonl
    """
    from holdfire.flow import loose

    version = loose.acts_reader(reader)
    for one in _read(paths, None, "UTC"):
        for part, decided in loose.acts_of(one, lines, reader):
            told = _act(part, decided)
            if jsonl:
                json_line({**one.head(), "reader": version or one.reader, **told, "doubts": []}, schema="acts")
                continue
            words = " ... ".join(one.text.content[s:e] for s, e in told["because"]) if one.text else ""
            said = " ".join(words.split())
            kind = f"{told['act']} | {told['acled'] or 'no type'}"
            click.echo(printable(f"{one.path.stem}: {kind} | {told['why']} | {said}"))


def _act(part: tuple[int, int], decided: Decided) -> dict[str, Any]:
    from holdfire.data.ontology import acts as tree

    entry = tree().get(decided.act)
    return {
        "act": decided.act, "acled": tree().sub_event_type(decided.act), "plover": entry.plover if entry else (),
        "cameo": entry.coded.cameo if entry else (), "why": decided.why, "span": part,
        "because": [[part[0] + s, part[0] + e] for s, e in decided.because],
    }  # fmt: skip


@click.command()
@paths_argument
@click.option("--spans", type=PATH, metavar="FILE", help="JSON lines {doc, spans: [[start, end]]}: names for certain.")
@jsonl_option
def places(paths: tuple[Path, ...], spans: Path | None, jsonl: bool) -> None:
    """Places named in texts, each a disc or an area, never a bare point.

    An area's lat, lon and radius_m are a disc over it, good for a list: nothing happened at its middle. `use` tells
    a place from its people ("Syrian"), from the government that a capital stands for ("Moscow said") and from where
    something was only signed or said (venue); `sector` is where "15 km east of" it lies.

    \b
    Example:
      holdfire places article.txt --jsonl
    """
    from holdfire.flow import loose

    given = loose.spans_of(spans) if spans else {}
    for one in _read(paths, None, "UTC"):
        found = loose.places_of(one, given.get(one.path.stem, ()))
        if jsonl:
            listed = [_mention(m, loose.middle_of(m.place)) for m in found]
            json_line({**one.head(), "places": listed, "doubts": []}, schema="places")
            continue
        for m in found:
            click.echo(printable(f"{one.path.stem}: {m.name} | {_where(m.place)}{_use(m)}"))


def _mention(m: PlaceMention, middle: tuple[float, float, int] | None) -> dict[str, Any]:
    lat, lon, radius = middle or (None, None, 0)
    sector = _place(m.sector) if m.sector else None
    return {
        **_place(m.place), "lat": lat, "lon": lon, "radius_m": radius, "span": [m.start, m.end], "name": m.name,
        "confidence": m.confidence, "use": m.use, "sector": sector,
    }  # fmt: skip


def _use(m: PlaceMention) -> str:
    uses = {"people": "its people", "speaker": "its government", "venue": "where something was signed or said"}
    said = f" | {uses[m.use]}" if m.use in uses else ""
    return said + (f" | {_where(m.sector)}" if m.sector else "")


@click.command()
@paths_argument
@click.option("--published", metavar="T", required=True, help="When it was published; times are reckoned from it.")
@click.option("--in-force", type=(DAY, DAY), multiple=True, help="First and last day on which a truce may have begun.")
@zone_option
@jsonl_option
def times(
    paths: tuple[Path, ...], published: str, in_force: tuple[tuple[date, date], ...], zone: str, jsonl: bool
) -> None:
    """Times named in texts, reckoned from the day of publication.

    "Since the ceasefire took effect" is reckoned from --in-force, once for each agreement; two days where it is
    disputed on which it did.

    \b
    Example:
      holdfire times article.txt --published 2017-05-15 --jsonl
    """
    from holdfire.flow import loose

    when = instant(published, zone)
    assert when is not None
    for one in _read(paths, when, zone):
        found = loose.times_of(one, when, zone, in_force)
        if jsonl:
            listed = [
                {"span": [t.start, t.end], "type": t.type, "value": t.value,
                 "start": t.interval.start if t.interval else None, "end": t.interval.end if t.interval else None}
                for t in found
            ]  # fmt: skip
            json_line({**one.head(), "times": listed, "doubts": [d for t in found for d in t.doubts]}, schema="times")
            continue
        for t in found:
            words = one.text.content[t.start : t.end] if one.text else ""
            odd = "".join(f" | {doubt.code}" for doubt in t.doubts)
            click.echo(printable(f"{one.path.stem}: {words} | {t.type} {t.value}{odd}"))


@click.command()
@paths_argument
@jsonl_option
def copies(paths: tuple[Path, ...], jsonl: bool) -> None:
    """Pairs of files with a common origin: copies and rewrites, cut ones too.

    \b
    Example:
      holdfire copies reports/ --jsonl
    """
    from holdfire.flow import loose

    files = list(_read(paths, None, "UTC"))
    stems = {f.report.key: f.path.stem for f in files}
    for pair in loose.copies_of(files):
        a, b = sorted((stems[pair.a], stems[pair.b]))
        if jsonl:
            json_line({"a": a, "b": b, "kind": pair.kind, "score": pair.score, "doubts": []}, schema="copies")
        else:
            click.echo(printable(f"{pair.kind:10} {pair.score:.2f}  {a}  {b}"))


def _read(paths: Iterable[Path], published: datetime | None, zone: str, reader: str = "rules") -> Iterator[Loose]:
    """Each file; what cannot be taken in is told at the end, after all others were read."""
    from holdfire.flow import loose

    refused: list[BadInput] = []
    for path in _files(paths):
        try:
            yield loose.read_loose(path, published, zone, reader)
        except BadInput as error:
            refused.append(error)
    if refused:
        for earlier in refused[:-1]:
            click.echo(f"holdfire: {earlier.line()}", err=True)
        raise refused[-1]


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise BadRequest("E404", "there is no such file or folder", where=str(path), todo="check the path")
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.is_file() and p.name != "reports.yml")
        else:
            yield path


def _doubts(one: Loose) -> None:
    for doubt in one.extracted.doubts:
        click.echo(printable(f"holdfire: {doubt.code}: {doubt.why}"), err=True)


def _incident(i: Incident, accounts: list[Account], texts: dict[str, str]) -> dict[str, Any]:
    from holdfire.incidents import series

    stated = [a.span for a in accounts if a.span]
    return {
        "id": i.key, "act": i.act, "weapon": i.weapon, "participants": i.participants,
        "attributed_to": [_blame(b) for b in i.attributed_to], "denied_by": i.denied_by,
        "denials": i.denials, "target": i.target,
        "place": _place(i.place) if i.place else None,
        "time": {"start": i.time.start, "end": i.time.end, "precision": i.time.precision} if i.time else None,
        "casualties": [_casualties(c) for c in i.casualties],
        "tolls": [t for kind in ("killed", "wounded", "missing") for t in series(accounts, kind)],
        "asserted_by": i.asserted_by, "hedges": i.hedges,
        "span": min(stated) if stated else None,
        "accounts": [_account(a, texts.get(a.text or "", "")) for a in accounts],
        "doubts": i.doubts,
    }  # fmt: skip


def _account(a: Account, content: str) -> dict[str, Any]:
    """One voice's version, with the words that fill each slot."""
    slots = [{"slot": s.slot, "span": [s.start, s.end], "words": content[s.start : s.end]} for s in a.slots]
    return {
        "id": a.key, "stance": a.stance, "voices": [v.id for v in a.voices], "by": a.asserted_by, "row": a.row,
        "act": a.act, "span": a.span, "hedges": a.hedges, "slots": slots,
    }  # fmt: skip


def _blame(b: Blame) -> dict[str, Any]:
    return {"actor": None if b.name else b.actor, "name": b.name or None, "by": b.by, "status": b.status}


def _casualties(c: Casualties) -> dict[str, Any]:
    return {"kind": c.kind, "low": c.low, "high": c.high, "group": c.group, "by": c.by, "told": c.told}


def _place(p: Place) -> dict[str, Any]:
    return {
        "name": p.name, "lat": p.lat, "lon": p.lon, "radius_m": p.radius_m, "area": p.area, "kind": p.kind,
        "geonames_id": p.geonames_id, "provenance": p.provenance,
    }  # fmt: skip


def _where(p: Place) -> str:
    return f"the area {p.area}" if p.area else f"{p.lat:.4f} {p.lon:.4f}, within {p.radius_m} m ({p.provenance})"
