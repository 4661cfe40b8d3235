"""Agreement files to a new case around them, with a case.toml that says in comments what may be set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from holdfire import actors
from holdfire.errors import BadRequest
from holdfire.flow.knowledge import load_agreements
from holdfire.store import create

TOML = """\
format = 1
name = {name}
zone = {zone}          # days run in this IANA time zone
country = {country}    # ISO 3166-1 alpha-2
period = {period}      # day, week or month
encrypted = {encrypted}      # vault, ledger, what is derived; never changed after the case is made

# [mandate]            # only a mandated body can rule; without one, findings stop at "assessed"
# body = "Joint commission"
# standard = "reasonable grounds to believe"

# coverage = ["coverage.yml"]   # who could look where, when and how, and what kept them from it

# [model]              # a language model of your own; only `holdfire consult` ever asks it (docs/model.md)
# name = "my-model"
# endpoint = "http://127.0.0.1:8080/v1"

# [[audiences]]        # public and mechanism exist by default, with safe policies: 48 hours late, no finer than a
# id = "public"        # settlement, no hospitals, displaced people, observers, aid routes or witnesses
# policy = {{ delay_hours = 48 }}
"""


def begin(
    case: Path,
    agreements: Sequence[Path],
    *,
    settings: dict[str, str],
    who: str,
    at: datetime,
) -> tuple[str, ...]:
    """Make the case; returns the titles of its instruments.

    `settings`: name, zone, period, encrypted; "" = from the files.

    Raises BadRequest E404 when a file is missing, BadAgreement E200 when one has errors: then nothing is made.
    """
    files = {name: data for path in agreements for name, data in agreement_files(path).items()}
    found = load_agreements({f"agreements/{name}": data for name, data in files.items()}, actors.packaged())
    if not found:
        raise BadRequest("E404", "no instrument file among these", where=str(agreements[0]), todo="give a .yml file")
    toml = TOML.format(
        name=_quoted(settings.get("name") or case.name),
        zone=_quoted(settings.get("zone") or found[0].zone),
        country=_quoted(found[0].country),
        period=_quoted(settings.get("period") or "day"),
        encrypted=settings.get("encrypted") or "false",
    )
    with create(case, toml=toml, agreements=files, who=who, at=at):
        return tuple(i.title for i in found)


def agreement_files(path: Path) -> dict[str, bytes]:
    """The files of a folder; or one file with the GeoJSON below its folder that it may refer to."""
    if not path.exists():
        raise BadRequest("E404", "there is no such file or folder", where=str(path), todo="check the path")
    top = path if path.is_dir() else path.parent
    wanted = sorted(top.rglob("*.geojson")) + (sorted(top.rglob("*.y*ml")) if path.is_dir() else [path])
    return {p.relative_to(top).as_posix(): p.read_bytes() for p in wanted}


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
