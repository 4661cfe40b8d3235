"""`reports.yml`, what people know of files beside it, to Known by filename; every fault is listed with its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec
import yaml

from holdfire.errors import BadInput
from holdfire.records import Doubt
from holdfire.records.view import AUDIENCE_ORDER

MAX_BYTES = 4_000_000
TIMES = ("published", "received", "collected")


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a person states about one file. An empty field is not stated."""

    source: str = ""
    url: str = ""
    title: str = ""
    language: str = ""
    published: datetime | None = None
    """UTC. Of a bare day: its start in the zone, and `published_words` holds the day as written."""
    published_words: str = ""
    received: datetime | None = None
    collected: datetime | None = None
    replaces: str = ""
    """Key or filename of the report that this is a later version of."""
    clearance: str = ""
    note: str = ""
    after: tuple[str, ...] = ()
    """Pages that the text was written after; not its publishers."""
    doubts: tuple[Doubt, ...] = ()


class Fault(ValueError):
    """One field that does not hold what it should."""


def sidecar(data: bytes, *, filename: str = "reports.yml", zone: str = "UTC") -> dict[str, Known]:
    """Filename -> what is known of it, bare days starting in `zone`.

    A bare day leaves doubt `time-day-only` with its Known. Raises BadInput E108 with every fault, one line each.
    """
    faults: list[tuple[int, str]] = []
    found: dict[str, Known] = {}
    for node in _entries(data, filename, faults):
        name, known = _known(node, ZoneInfo(zone), faults)
        if name in found:
            faults.append((_line(node), f'"{name}" stands twice'))
        found[name] = known
    if faults:
        what = f"the sidecar has {len(faults)} fault{'s'[: len(faults) > 1]}"
        lines = "".join(f"\n  line {line}: {why}" for line, why in sorted(faults))
        raise BadInput("E108", what, where=filename, todo=f"mend these and add again{lines}")
    return found


def _entries(data: bytes, filename: str, faults: list[tuple[int, str]]) -> list[yaml.MappingNode]:
    """The mappings under `reports`; nodes, not values, so that every fault knows its line."""
    root = _compose(data, filename)
    if not isinstance(root, yaml.MappingNode):
        faults.append((1, "the file holds no `reports:` list"))
        return []
    entries = []
    for key, value in root.value:
        if key.value != "reports" or not isinstance(value, yaml.SequenceNode):
            faults.append((_line(key), f'"{key.value}" is not known here; write a list under `reports:`'))
            continue
        for node in value.value:
            if isinstance(node, yaml.MappingNode):
                entries.append(node)
            else:
                faults.append((_line(node), "an entry is a mapping with `file:`"))
    return entries


def _compose(data: bytes, filename: str) -> yaml.Node | None:
    todo = "the file is YAML in UTF-8; docs/formats.md has an example"
    if len(data) > MAX_BYTES:
        raise BadInput("E102", f"the sidecar has more than {MAX_BYTES // 10**6} MB", where=filename, todo="split it")
    try:
        # The loader written in Python: a thousand brackets end in RecursionError, not in a crash of the C stack.
        return yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadInput("E108", f"not YAML: {error.problem}", where=f"{filename} line {line}", todo=todo) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("E108", "not YAML that can be read", where=filename, todo=todo) from error


def _known(node: yaml.MappingNode, zone: ZoneInfo, faults: list[tuple[int, str]]) -> tuple[str, Known]:
    """One entry, its faults added to the list."""
    fields: dict[str, object] = {}
    doubts: list[Doubt] = []
    for key, value in node.value:
        name = str(key.value)
        if name not in _READ and name != "file":
            faults.append((_line(key), f'"{name}" is not known; fields: file, {", ".join(_READ)}'))
        elif name in fields:
            faults.append((_line(key), f'"{name}" stands twice'))
        else:
            try:
                fields[name] = _READ.get(name, _words)(value)
            except Fault as fault:
                faults.append((_line(value), f"{name}: {fault}"))
                fields[name] = ""
    file = str(fields.pop("file", ""))
    if not file:
        faults.append((_line(node), "an entry without `file:`"))
    for name in TIMES:
        fields[name] = _instant(name, fields, zone, doubts, file)
    return file, msgspec.convert({**fields, "doubts": doubts}, Known)


def _instant(name: str, fields: dict[str, object], zone: ZoneInfo, doubts: list[Doubt], file: str) -> datetime | None:
    """UTC of a stated time; a bare day is its start, with a doubt, and its words are kept."""
    value = fields.get(name)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if not isinstance(value, date):
        return None
    why = f"{name} is stated as the day {value} only; reckoned from its start in {zone.key}"
    doubts.append(Doubt(code="time-day-only", where=file, why=why, settle="the time of day with its zone"))
    if name == "published" and not fields.get("published_words"):
        fields["published_words"] = value.isoformat()
    return datetime(value.year, value.month, value.day, tzinfo=zone).astimezone(UTC)


def _words(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise Fault("is a list or mapping, not words")
    return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value).strip()


def _time(node: yaml.Node) -> datetime | date | str:
    value = _words(node)
    if not value:
        return ""
    try:
        if len(value) == len("2017-05-15"):
            return date.fromisoformat(value)
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Fault(f'"{value}" is no time; write 2017-05-15T14:30:00+03:00 or 2017-05-15') from None
    if moment.tzinfo is None:
        raise Fault(f'"{value}" has no zone; write +03:00 or Z behind it')
    return moment


def _language(node: yaml.Node) -> str:
    value = _words(node).lower()
    if value and not (value.isalpha() and value.isascii() and len(value) in (2, 3)):
        raise Fault(f'"{value}" is no language code; write en, ar, ru ...')
    return value


def _clearance(node: yaml.Node) -> str:
    value = _words(node)
    if value and value not in AUDIENCE_ORDER:
        raise Fault(f'"{value}" is none of {", ".join(AUDIENCE_ORDER)}')
    return value


def _pages(node: yaml.Node) -> list[str]:
    if not isinstance(node, yaml.SequenceNode):
        raise Fault("is not a list of addresses")
    return [_words(item) for item in node.value]


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


_READ: dict[str, Callable[[yaml.Node], object]] = {
    "source": _words, "url": _words, "title": _words, "language": _language, "published": _time,
    "published_words": _words, "received": _time, "collected": _time, "replaces": _words, "clearance": _clearance,
    "note": _words, "after": _pages,
}  # fmt: skip
"""Field -> how it is read; each raises Fault with words for the person."""
