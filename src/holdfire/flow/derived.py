"""Everything that one run derived for one view, and how it lies in derived/: one JSON line a record, sorted by key."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from holdfire.errors import BadCase
from holdfire.findings import Held
from holdfire.findings.logic import unpack
from holdfire.records import (
    Account,
    Claim,
    Complaint,
    Copy,
    Count,
    Coverage,
    Credit,
    Doubt,
    Exhibit,
    Incident,
    Observation,
    Report,
    Review,
    Text,
    View,
)
from holdfire.store import RunReader

_encoder = msgspec.json.Encoder(order="sorted")


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """The records of one view. Findings are held anew from incidents when they are asked for: it takes a second."""

    view: View
    size: int
    """Length of the ledger that this was derived from. Its root stays out: salted, it differs from case to case."""
    reports: tuple[Report, ...] = ()
    superseded: tuple[str, ...] = ()
    """Keys of reports of which a later version is known: kept, and no longer read."""
    withdrawn: tuple[str, ...] = ()
    """Keys of reports that their publishers withdrew: likewise."""
    unread: tuple[str, ...] = ()
    """Keys of reports that are kept but that no reader covers."""
    texts: tuple[Text, ...] = ()
    claims: tuple[Claim, ...] = ()
    accounts: tuple[Account, ...] = ()
    incidents: tuple[Incident, ...] = ()
    copies: tuple[Copy, ...] = ()
    credits: tuple[Credit, ...] = ()
    counts: tuple[Count, ...] = ()
    observations: tuple[Observation, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    reviews: tuple[Review, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    doubts: tuple[Doubt, ...] = ()


_HEAD = ("view", "size", "superseded", "withdrawn", "unread")


def run_name(view: View) -> str:
    """What derived/current calls the run of a view."""
    return view.audience if view.as_of is None else f"{view.audience}@{view.as_of}"


def to_files(derived: Derived, held: Held) -> dict[str, bytes]:
    """File name -> bytes; the same records give the same bytes."""
    files = {"view.json": _encoder.encode({name: getattr(derived, name) for name in _HEAD})}
    for name in derived.__struct_fields__:
        if name not in _HEAD:
            files[f"{name}.jsonl"] = b"".join(_encoder.encode(record) + b"\n" for record in getattr(derived, name))
    files["findings.parquet"] = findings_table(held)
    return files


def from_run(run: RunReader) -> Derived:
    """The records of a saved run. Raises BadCase E312 when another version of holdfire saved it."""
    fields = msgspec.structs.fields(Derived)
    whole = {f"{f.name}.jsonl" for f in fields if f.name not in _HEAD} <= set(run.files)
    try:
        head = msgspec.json.decode(run.read("view.json"), type=dict[str, Any])
        return Derived(**({f.name: _read(run, f, head) for f in fields} if whole else {}))
    except (KeyError, TypeError, msgspec.ValidationError) as error:
        what, todo = "this was derived by another version of holdfire", "run `holdfire run CASE`"
        raise BadCase("E312", what, where=str(run.folder), todo=todo) from error


def _read(run: RunReader, field: msgspec.structs.FieldInfo, head: dict[str, Any]) -> Any:
    if field.name in _HEAD:
        return msgspec.convert(head[field.name], field.type)
    return tuple(msgspec.json.Decoder(get_args(field.type)[0]).decode_lines(run.read(f"{field.name}.jsonl")))


def findings_table(held: Held) -> bytes:
    """The findings as Parquet (zstd): incident, instrument, term, reading (JSON), verdict, because."""
    told = [unpack(code) for code in held.code.tolist()]
    table = pa.table(
        {
            "incident": _coded([i.key for i in held.columns.incidents], held.incident),
            "instrument": _coded([a.instrument.id for a in held.answers], held.term),
            "term": _coded([a.term.id for a in held.answers], held.term),
            "reading": _coded([_encoder.encode(dict(r)).decode() for r in held.readings], held.reading),
            "verdict": pa.array([v.value for v, _ in told], pa.string()).dictionary_encode(),
            "because": pa.array([";".join(b.value for b in bs) for _, bs in told], pa.string()).dictionary_encode(),
        }
    )
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _coded(names: list[str], codes: Any) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(names, pa.string()))
