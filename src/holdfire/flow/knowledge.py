"""The hand-written files of a case to what every stage may ask: actors, sources, places, instruments, law."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from holdfire import actors, agreement, corroboration, findings, intake, places, reader, sources
from holdfire.data import ontology
from holdfire.errors import BadAgreement
from holdfire.findings import Access, Law
from holdfire.flow.scope import digest, scope
from holdfire.incidents import Book
from holdfire.records import Instrument
from holdfire.seals import sha256
from holdfire.store import CaseConfig


@dataclass(frozen=True)
class Knowledge:
    """Reference knowledge of one case. `versions` are hashes for cache keys, never part of a record."""

    config: CaseConfig
    actors: actors.Actors
    sources: sources.Sources
    places: places.Gazetteer
    instruments: tuple[Instrument, ...]
    actor_files: str
    source_files: str
    access: tuple[Access, ...] = ()
    """Who could look where, as the case's coverage files say."""
    model: str = ""
    """The language model whose answers are listed as claims; "" for none."""
    reader_name: str = ""
    """The reader asked for; "" is the best that is there."""

    @cached_property
    def book(self) -> Book:
        """What making accounts may ask."""
        config = self.config
        return Book(self.actors, self.places, self.sources, config.zone, config.country, self.effects)

    @cached_property
    def effects(self) -> tuple[tuple[date, date], ...]:
        """First and last day on which each instrument may have taken effect: what "since the truce began" means."""
        found = (agreement.took_effect(instrument) for instrument in self.instruments)
        return tuple(sorted({days for days in found if days is not None}))

    @cached_property
    def ties(self) -> corroboration.Ties:
        """Who stands with whom."""
        return corroboration.Ties(self.actors, self.sources)

    @cached_property
    def means(self) -> reader.Means | None:
        """What its texts are read with beyond rules. Raises BadRequest E445 for a reader that is not there."""
        return reader.means(self.reader_name)

    @cached_property
    def reader_version(self) -> str:
        """The name of the reader, for cache keys: another one makes other claims."""
        return self.means.version if self.means else reader.VERSION

    @cached_property
    def scope(self) -> intake.Scope | None:
        """What its event tables are read for; None: for every row."""
        return scope(self.instruments, self.config.country, self.places)

    @cached_property
    def scope_digest(self) -> str:
        """The scope, for cache keys: another one makes accounts of other rows."""
        return digest(self.scope) if self.scope else ""

    @cached_property
    def law(self) -> Law:
        """What incidents are held against."""
        return findings.law(self.instruments, self.actors, ontology.acts(), ontology.weapons(), self.places)


def knowledge(config: CaseConfig, files: Mapping[str, bytes]) -> Knowledge:
    """Knowledge out of the case's input files (path below CASE -> bytes), over the packaged one.

    Raises BadAgreement E200 at an agreement with errors: `holdfire check` lists them all; E221 or E222 at another file.
    """
    own_actors = [files[name] for name in config.actors if name in files]
    own_sources = [files[name] for name in config.sources if name in files]
    book = actors.load(*own_actors, base=actors.packaged()) if own_actors else actors.packaged()
    outlets = sources.load(*own_sources, base=sources.packaged()) if own_sources else sources.packaged()
    instruments = _ordered(load_agreements(files, book), config.instruments)
    return Knowledge(
        config=config,
        actors=book,
        sources=outlets,
        places=places.packaged(),
        instruments=instruments,
        actor_files=sha256(b"".join(own_actors)),
        source_files=sha256(b"".join(own_sources)),
        access=_access(config, files, instruments),
        model=os.environ.get("HOLDFIRE_MODEL") or (config.model.name if config.model else ""),
        reader_name=os.environ.get("HOLDFIRE_READER") or config.reader,
    )


def load_agreements(files: Mapping[str, bytes], book: actors.Actors) -> tuple[Instrument, ...]:
    """The instruments below agreements/. Raises BadAgreement E200 when any has an error."""
    below = {name: data for name, data in files.items() if name.startswith("agreements/")}
    instruments, faults = agreement.load(below, actors=book)
    errors = [f for f in faults if f.severity == "error"]
    if errors:
        first = errors[0]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        where, todo = f"{first.file}:{first.line}", "run `holdfire check` on the agreements"
        raise BadAgreement("E200", f"{first.what}{more}", where=where, todo=todo)
    return instruments


def _access(
    config: CaseConfig, files: Mapping[str, bytes], instruments: tuple[Instrument, ...]
) -> tuple[Access, ...]:
    own = [name for name in config.coverage if name in files]
    zones = {zone.id for instrument in instruments for zone in instrument.zones}
    return findings.load_access(*(files[name] for name in own), zones=zones, names=tuple(own))


def _ordered(instruments: tuple[Instrument, ...], order: tuple[str, ...]) -> tuple[Instrument, ...]:
    rank = {name: i for i, name in enumerate(order)}
    return tuple(sorted(instruments, key=lambda i: (rank.get(i.id, len(rank)), i.id)))
