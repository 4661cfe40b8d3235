"""case.toml to the frozen settings of a case, with every fault of the file named, by line where it has one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from holdfire.errors import BadCase
from holdfire.records import Audience, Mandate, Policy
from holdfire.records.view import AUDIENCE_ORDER

FORMAT = 1
FILE = "case.toml"


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """A language model of the user's own. Naming it lists its claims; only `holdfire consult` ever asks it."""

    name: str
    endpoint: str = ""
    """What stands before /chat/completions: `http://127.0.0.1:8080/v1`. HOLDFIRE_ENDPOINT goes before it."""
    seconds: float = 120
    """For one answer."""


class CaseConfig(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a case, as case.toml states them."""

    format: int
    name: str
    zone: str
    """IANA name; days are reckoned in it."""
    country: str
    """ISO 3166-1 alpha-2."""
    period: Literal["day", "week", "month"] = "day"
    cutoff: str = "00:00"
    """Local time at which a reporting day closes: at `18:00` it runs from 18:00 of the day before."""
    mandate: Mandate | None = None
    """Absent: findings stop at "assessed"."""
    policy: Policy = Policy()
    """What an audience gets where its own policy says nothing."""
    audiences: tuple[Audience, ...] = (Audience(id="public"), Audience(id="mechanism"))
    observers: tuple[str, ...] = ()
    """Source ids whose forms are the case's own observations; where none is named, every form is."""
    bulletin_dates: tuple[date, ...] = ()
    encrypted: bool = False
    """Vault, ledger and what is derived are encrypted. Set when the case is made, never after."""
    complaints: Literal["public", "parties", "guarantors", "mechanism"] = "mechanism"
    """Lowest audience that sees complaints put in by hand."""
    comment_days: int = 14
    """Days that those to whom a finding is put have for their comments, where no deadline is given."""
    gravity: tuple[str, ...] = ("grave", "serious", "minor")
    """The scale on which a person sets how grave a violation is, the gravest first."""
    about: str = ""
    """A sentence or two on what the case watches, printed at the head of its bulletins."""
    reader: Literal["", "trained", "rules"] = ""
    """Who reads its texts. Absent: trained where its weights are, else rules. HOLDFIRE_READER goes before it."""
    model: Model | None = None
    """Whose answers are listed as claims. HOLDFIRE_MODEL goes before its name. Absent: none are."""
    instruments: tuple[str, ...] = ()
    """Instrument ids in the order of display; those not named follow by id."""
    actors: tuple[str, ...] = ()
    """Files below CASE with the case's own actors."""
    sources: tuple[str, ...] = ()
    """Likewise, with its sources."""
    coverage: tuple[str, ...] = ()
    """Likewise, with who could look where, when and how."""


_TABLES: dict[str, type[msgspec.Struct]] = {
    "mandate": Mandate, "policy": Policy, "audiences": Audience, "model": Model,
}  # fmt: skip
"""The tables of case.toml that are walked key by key."""

Faults = Iterator[tuple[str, str]]
"""(path, what is wrong there)."""


def read(text: str) -> CaseConfig:
    """The settings in the text of a case.toml.

    Raises BadCase: E302 with all faults, E303 for a newer format, E304 for an older one.
    """
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadCase("E302", f"not valid TOML: {error}", where=FILE, todo="mend the line named") from error
    _check_format(parsed.get("format"))
    faults = sorted(set(_faults(parsed, CaseConfig, "")))
    if not faults:
        settings = _resolved(parsed)
        faults = sorted({*_misfits(settings), *_misfits_of_proceedings(settings)})
    if faults:
        lines = "; ".join(f"{_line(text, path)}{path}: {what}" for path, what in faults)
        raise BadCase("E302", lines, where=FILE, todo=f"mend the {len(faults)} fault(s) named")
    return _resolved(parsed)


def _check_format(stated: Any) -> None:
    if not isinstance(stated, int) or isinstance(stated, bool):
        raise BadCase("E302", "no format is stated", where=FILE, todo=f"write `format = {FORMAT}` at its top")
    if stated > FORMAT:
        raise BadCase(
            "E303",
            f"the case has format {stated}, this holdfire knows format {FORMAT}",
            where=FILE,
            todo="use a newer holdfire",
        )
    if stated < FORMAT:
        raise BadCase("E304", f"the case has the older format {stated}", where=FILE, todo="run `holdfire migrate CASE`")


def _resolved(parsed: dict[str, Any]) -> CaseConfig:
    config = msgspec.convert(parsed, CaseConfig)
    common = parsed.get("policy", {})
    own = {raw["id"]: raw.get("policy", {}) for raw in parsed.get("audiences", ())}
    audiences = tuple(
        Audience(id=audience.id, policy=msgspec.convert({**common, **own.get(audience.id, {})}, Policy))
        for audience in config.audiences
    )
    return msgspec.structs.replace(config, audiences=audiences)


def _faults(table: dict[str, Any], kind: type[msgspec.Struct], path: str) -> Faults:
    """What msgspec would say of each key by itself, so that all faults are heard and not only the first."""
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    for name in table.keys() - fields.keys():
        yield f"{path}{name}", f"unknown key; known are {', '.join(fields)}"
    for name, field in fields.items():
        if name not in table:
            if field.required:
                yield f"{path}{name}", "missing"
        elif name in _TABLES:
            yield from _nested(table[name], name, f"{path}{name}")
        else:
            yield from _misfit(table[name], field.type, f"{path}{name}")


def _nested(value: Any, name: str, path: str) -> Faults:
    if name != "audiences":
        yield from _table(value, _TABLES[name], path)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _table(item, _TABLES[name], f"{path}[{number}]")
    else:
        yield path, "expected tables, each under [[audiences]]"


def _table(value: Any, kind: type[msgspec.Struct], path: str) -> Faults:
    if isinstance(value, dict):
        yield from _faults(value, kind, f"{path}.")
    else:
        yield path, "expected a table"


def _misfit(value: Any, kind: Any, path: str) -> Faults:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        yield path, str(error)


def _misfits(config: CaseConfig) -> Faults:
    """What has the right type and still cannot be meant."""
    try:
        ZoneInfo(config.zone)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError):
        yield "zone", f"{config.zone!r} is no IANA time zone, such as Asia/Damascus"
    if not re.fullmatch(r"[A-Z]{2}", config.country):
        yield "country", "expected two capital letters (ISO 3166-1)"
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", config.cutoff):
        yield "cutoff", "expected a local time such as 18:00"
    ids = [audience.id for audience in config.audiences]
    if len(set(ids)) < len(ids) or not set(ids) <= set(AUDIENCE_ORDER):
        yield "audiences", f"ids must be different and among {', '.join(AUDIENCE_ORDER)}"
    for number, audience in enumerate(config.audiences):
        if _weaker(audience.policy) and not audience.policy.why:
            yield f"audiences[{number}]", "its policy is weaker than the safe defaults: say why (`why = ...`)"
    for name in ("actors", "sources", "coverage"):
        for file in getattr(config, name):
            if PurePosixPath(file).is_absolute() or ".." in PurePosixPath(file).parts:
                yield name, f"{file!r} must lie below the case"


def _misfits_of_proceedings(config: CaseConfig) -> Faults:
    if config.comment_days < 1:
        yield "comment_days", "expected at least one day"
    if not config.gravity or len(set(config.gravity)) < len(config.gravity):
        yield "gravity", "expected different words, the gravest first"


def _weaker(policy: Policy) -> bool:
    safe = Policy()
    return (
        policy.delay_hours < safe.delay_hours
        or not set(policy.hide_place_kinds) >= set(safe.hide_place_kinds)
        or (policy.finest_place, policy.coverage_by) != (safe.finest_place, safe.coverage_by)
    )


def _line(text: str, path: str) -> str:
    """`line N: ` of a key in the text, as far as a look at headers and keys can tell; else ""."""
    *parents, name = path.split(".")
    header, count = "", dict[str, int]()
    for number, line in enumerate(text.splitlines(), start=1):
        section = re.match(r"\s*(\[\[?)\s*([\w.-]+)", line)
        if section and section[1] == "[[":
            index = count[section[2]] = count.get(section[2], -1) + 1
            header = f"{section[2]}[{index}]"
        elif section:
            parent, dot, child = section[2].partition(".")
            header = f"{parent}[{count[parent]}]{dot}{child}" if parent in count else section[2]
        named = re.match(r"\s*([\w-]+)\s*=", line)
        if (header == path and section) or (named and named[1] == name and header == ".".join(parents)):
            return f"line {number}: "
    return ""
