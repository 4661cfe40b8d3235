"""One report to what a machine reads out of it: texts with claims, accounts, counts, observations, exhibits.

Each result is kept by the hash of everything that it was made from, so that an interrupted or repeated run goes on
where it stopped, and nothing that a changed file, stage or data file touches is ever taken from before.
"""

from __future__ import annotations

import msgspec
import pyarrow as pa
import pyarrow.ipc

from holdfire import claims, evidence, incidents, intake, reader
from holdfire.data import fingerprint
from holdfire.errors import BadInput
from holdfire.flow.knowledge import Knowledge
from holdfire.records import Account, Claim, Count, Doubt, Exhibit, Observation, Report, Text
from holdfire.store import Case, Entry


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """What one report holds. `read` is False when it holds sentences that no reader covers."""

    report: str
    texts: tuple[Text, ...] = ()
    claims: tuple[Claim, ...] = ()
    accounts: tuple[Account, ...] = ()
    """Of rows and observations. Accounts of claims are made after reviews of the claims."""
    counts: tuple[Count, ...] = ()
    observations: tuple[Observation, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    rows: int = 0
    """Rows that are accounts, or counts."""
    outside: bytes = b""
    """Upstream ids of the rows of an event table that are outside the scope of the case (`ids_in`); b"" = none."""
    read: bool = True
    doubts: tuple[Doubt, ...] = ()


_encoder = msgspec.json.Encoder(order="sorted")
_extracted = msgspec.json.Decoder(Extracted)
_accounts = msgspec.json.Decoder(tuple[tuple[Account, ...], tuple[Doubt, ...]])

KNOWLEDGE_ROOMS = ("records", "seals", "actors", "places", "sources", "times", "data")
EXTRACT_ROOMS = ("intake", "evidence", "reader", "claims", "incidents", *KNOWLEDGE_ROOMS)
EXHIBITS = ("photo", "exhibit")
"""Formats of which more can be read with programs that need not be there: installing one makes them be read again."""
ACCOUNT_ROOMS = ("incidents", *KNOWLEDGE_ROOMS)


def extract(case: Case, report: Report, know: Knowledge, listed: tuple[str, ...] = ()) -> Extracted:
    """What the report holds, from the cache where nothing it depends on has changed. Of one shredded: a doubt.

    listed: upstream ids of rows that are read though they lie outside the scope of the case, sorted.
    """
    if (tombstone := case.shredded().get(report.sha256)) is not None:
        return _shredded(report, tombstone)
    tools = intake.tools() if report.format in EXHIBITS else ""
    within = (know.scope_digest, *listed) if report.format in intake.EVENTS else ()
    parts = [fingerprint(*EXTRACT_ROOMS), know.actor_files, know.source_files, know.config.zone, know.config.country,
             know.reader_version, report, *filter(None, (tools,)), *within]  # fmt: skip
    data = case.memo(
        "extract", parts, lambda: _encoder.encode(read_report(report, case.get(report.sha256), know, listed))
    )
    return _extracted.decode(data)


def _shredded(report: Report, tombstone: Entry) -> Extracted:
    by = f"{tombstone.fields['asked_by']} and {tombstone.who}"
    why = (
        f"shredded on {tombstone.logged:%Y-%m-%d} by {by} ({tombstone.fields['why']}): "
        "what rested on it is no longer recomputable"
    )
    doubt = Doubt(code="no-longer-recomputable", where=report.key, why=why, settle="nothing: it was meant to be lost")
    return Extracted(report=report.key, read=False, doubts=(doubt,))


def read_report(report: Report, data: bytes, know: Knowledge, listed: tuple[str, ...] = ()) -> Extracted:
    """The same without a case: bytes in, records out. A file that cannot be read leaves a doubt, and is kept."""
    try:
        taken = _taken(report, data, know, listed)
        photos = (evidence.exhibit(report, data, zone=know.config.zone),) if taken.photo else ()
    except BadInput as error:
        return Extracted(
            report=report.key, read=False,
            doubts=(Doubt(code="unreadable", where=report.key, why=error.line(), settle="add a readable copy"),),
        )  # fmt: skip
    found: list[Claim] = []
    doubts, covered = list(taken.doubts), True
    for text in taken.texts:
        marks = reader.read(text, know.means)
        doubts += marks.doubts
        covered = covered and reader.covers(text.language)
        found += claims.find(text, marks, know.actors)
    rows, row_doubts = _of_rows(report, taken, know)
    seen, seen_doubts = incidents.accounts_from_observations(taken.observations, report, know.book)
    return Extracted(
        report=report.key,
        texts=taken.texts,
        claims=tuple(sorted(found, key=lambda c: c.key)),
        accounts=(*rows, *seen),
        counts=taken.counts,
        observations=taken.observations,
        exhibits=photos,
        rows=taken.events.num_rows if taken.events is not None else len(taken.counts),
        outside=_packed(taken.outside) if taken.outside is not None else b"",
        read=covered,
        doubts=tuple(sorted({*doubts, *row_doubts, *seen_doubts})),
    )


def _taken(report: Report, data: bytes, know: Knowledge, listed: tuple[str, ...]) -> intake.Taken:
    if report.format in intake.EVENTS:
        scope = know.scope._replace(listed=frozenset(listed)) if know.scope else None
        return intake.read_events(report, data, scope)
    config = know.config
    return intake.read(
        report, data, zone=config.zone, actors=know.actors, places=know.places, country=config.country
    )


def _packed(ids: pa.Array) -> bytes:
    if len(ids) == 0:
        return b""
    sink = pa.BufferOutputStream()
    batch = pa.record_batch({"id": ids})
    with pa.ipc.new_stream(sink, batch.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as out:
        out.write_batch(batch)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def ids_in(outside: bytes) -> pa.ChunkedArray:
    """The ids that `Extracted.outside` packs: a million of them are not worth a record each."""
    if not outside:
        return pa.chunked_array([], pa.string())
    return pa.ipc.open_stream(outside).read_all()["id"]


def accounts_of(
    case: Case, report: Report, text: Text, found: tuple[Claim, ...], know: Knowledge
) -> tuple[tuple[Account, ...], tuple[Doubt, ...]]:
    """The accounts that a text and its (reviewed) claims give, from the cache where nothing has changed."""
    keys = [c.key for c in found]
    parts = [fingerprint(*ACCOUNT_ROOMS), know.actor_files, know.source_files, know.config.zone, know.config.country,
             know.effects, report, text.sha256, keys, found]  # fmt: skip
    data = case.memo(
        "accounts", parts, lambda: _encoder.encode(incidents.accounts_from_claims(text, found, report, know.book))
    )
    return _accounts.decode(data)


def _of_rows(
    report: Report, taken: intake.Taken, know: Knowledge
) -> tuple[tuple[Account, ...], tuple[Doubt, ...]]:
    if taken.events is None:
        return (), ()
    return incidents.accounts_from_rows(taken.events, report, know.book)
