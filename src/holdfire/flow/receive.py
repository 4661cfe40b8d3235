"""Files on a person's disk to reports in a case: each stored, already known, or refused with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from holdfire import intake, sources
from holdfire.errors import BadInput, BadRequest
from holdfire.intake import Known
from holdfire.records import Report
from holdfire.records.view import AUDIENCE_ORDER
from holdfire.store import Case

SIDECAR = "reports.yml"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file."""

    path: str
    outcome: str
    """stored | known | refused"""
    report: Report | None = None
    why: str = ""
    """The one line of the error that refused it; of a file that is stored, why no machine can read it."""


def receive(
    case: Case, paths: Iterable[Path], stated: Known, *, who: str, at: datetime
) -> Iterator[Item]:
    """Take in files and folders (sorted, hidden files left out). What a person states by option goes before a sidecar.

    A refusal stores the rest: nothing is lost, and the caller exits 2.
    """
    sidecars: dict[Path, Mapping[str, Known]] = {}
    names: dict[str, str] = {r.filename: r.key for r in case.reports()}
    for path in _files(paths):
        try:
            data = bytes_of(path)
            given = (_known(path, sidecars, case.config.zone), stated)
            item = _one(case, path, data, given, names, (who, at))
        except (BadInput, BadRequest) as error:
            yield Item(path=str(path), outcome="refused", why=error.line())
            continue
        if item.report is not None:
            names[item.report.filename] = item.report.key
        yield item


def stated_by_option(case: Case, stated: Known) -> Known:
    """What a person states by option. A source may be given by name; an unknown one is kept as it was written.

    Raises BadRequest E407 for a clearance that is no audience.
    """
    own = [case.input_files()[name] for name in case.config.sources]
    book = sources.load(*own, base=sources.packaged()) if own else sources.packaged()
    named = book.get(stated.source) or book.by_name(stated.source)
    if stated.clearance and stated.clearance not in AUDIENCE_ORDER:
        todo = f"one of {', '.join(AUDIENCE_ORDER)}"
        raise BadRequest("E407", f"{stated.clearance!r} is no audience", where="--clearance", todo=todo)
    return stated if named is None else msgspec.structs.replace(stated, source=named.id)


def bytes_of(path: Path) -> bytes:
    """A file of the person's. Raises BadInput (E101, E102) by its size alone, BadRequest E404 when it cannot be had."""
    try:
        intake.check_size(path.name, path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BadRequest("E404", "there is no such file or folder", where=str(path), todo="check the path") from error
    except OSError as error:
        what = f"it cannot be read: {error.strerror}"
        raise BadRequest("E404", what, where=str(path), todo="look at its permissions") from error


def _one(
    case: Case, path: Path, data: bytes, given: tuple[Known, Known], names: Mapping[str, str], by: tuple[str, datetime]
) -> Item:
    fields = _fields(path, intake.detect(path.name, data), *given)
    fields["replaces"] = names.get(fields["replaces"], fields["replaces"]) or None
    fields["collected"] = fields["collected"] or by[1]
    added = case.add_report(fields, data, who=by[0], at=by[1])
    told = "known" if added.known else "stored"
    why = intake.pdf_fault(data, filename=path.name) if fields["format"] == "pdf" and not added.known else ""
    return Item(path=str(path), outcome=told, report=added.report, why=why)


def _fields(path: Path, form: str, known: Known, stated: Known) -> dict[str, Any]:
    """Of each field what the person states now, else what the sidecar states."""
    fields: dict[str, Any] = {"format": form, "filename": path.name}
    for name in ("source", "url", "title", "language", "published", "published_words", "received", "collected",
                 "replaces", "clearance"):  # fmt: skip
        fields[name] = getattr(stated, name) or getattr(known, name)
    fields["source"] = fields["source"] or "unknown"
    fields["clearance"] = fields["clearance"] or "public"
    fields["language"] = fields["language"] or None
    return fields


def _known(path: Path, read: dict[Path, Mapping[str, Known]], zone: str) -> Known:
    beside = path.parent / SIDECAR
    if beside not in read:
        read[beside] = (
            intake.sidecar(beside.read_bytes(), filename=str(beside), zone=zone) if beside.is_file() else {}
        )
    return read[beside].get(path.name, Known())


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (
                p for p in sorted(path.rglob("*"))
                if p.is_file() and p.name != SIDECAR and not any(x.startswith(".") for x in p.relative_to(path).parts)
            )  # fmt: skip
        else:
            yield path
