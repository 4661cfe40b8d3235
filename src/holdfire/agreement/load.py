"""Instrument files (YAML, with GeoJSON beside them) to instruments, and every fault in them with file and line."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from holdfire import seals
from holdfire.agreement import checks, nodes
from holdfire.agreement.binding import Actors
from holdfire.agreement.faults import Fault, FaultList
from holdfire.agreement.geometry import placed
from holdfire.agreement.shape import Shaper
from holdfire.data import ontology
from holdfire.records import Choice, Effect, Instrument


def load(
    files: Mapping[str, bytes], *, actors: Actors, words: checks.Vocabulary | None = None
) -> tuple[tuple[Instrument, ...], tuple[Fault, ...]]:
    """The instruments without an error, by id, and all faults, by file and line.

    `files` maps names to bytes: `*.yml` are instruments, `*.geojson` what their zones refer to, by a path relative to
    the instrument's folder. `words` are the codes of acts, weapons, exceptions and targets; None: the packaged ones.
    """
    read = [_read(name, files) for name in sorted(files) if name.endswith((".yml", ".yaml"))]
    written = [(instrument, faults) for instrument, faults in read if instrument is not None]
    for number, (instrument, faults) in enumerate(written):
        if instrument.id and instrument.id in {other.id for other, _ in written[:number]}:
            faults.error("E245", "id", f"the instrument `{instrument.id}` is there twice", "rename one")
    shared = _share_choices([instrument for instrument, _ in written])
    by_id = {instrument.id: instrument for instrument in reversed(shared)}
    for instrument, faults in written:
        checks.run(checks.Context(instrument, faults, actors, words or packaged_words(), by_id))
    sound = (i for i, (_, faults) in zip(shared, written, strict=True) if not faults.fatal)
    found = (fault for _, faults in read for fault in faults.found)
    order = sorted(found, key=lambda f: (f.file, f.line, f.path, f.code, f.what))
    return tuple(sorted(sound, key=lambda i: i.id)), tuple(order)


def packaged_words() -> checks.Vocabulary:
    """The codes that ship with holdfire."""
    return checks.Vocabulary(ontology.acts(), ontology.weapons(), ontology.exceptions(), ontology.targets())


def _read(name: str, files: Mapping[str, bytes]) -> tuple[Instrument | None, FaultList]:
    faults = FaultList(name)
    node = nodes.compose(files[name], faults)
    if node is None:
        return None, faults
    instrument: Instrument = Shaper(faults).record(node, Instrument)
    return msgspec.structs.replace(
        instrument,
        rests_on=(f"file:{seals.sha256(files[name])}",),
        dates=tuple(msgspec.structs.replace(d, zone=d.zone or instrument.zone) for d in instrument.dates),
        zones=tuple(placed(z, f"zones[{i}]", files, faults) for i, z in enumerate(instrument.zones)),
        choices=tuple(_named(choice, instrument.id) for choice in instrument.choices),
    ), faults


def _named(choice: Choice, instrument: str) -> Choice:
    """The choice with every effect naming its instrument."""
    replace = msgspec.structs.replace

    def effect(written: Effect) -> Effect:
        return replace(written, instrument=written.instrument or instrument)

    options = tuple(replace(o, effects=tuple(effect(e) for e in o.effects)) for o in choice.options)
    return replace(choice, options=options)


def _share_choices(instruments: list[Instrument]) -> list[Instrument]:
    """Each instrument with the others' choices that have an effect on it, so that it can be read by itself."""

    def reaches(choice: Choice, instrument: Instrument) -> bool:
        used = any(zone.choice == choice.id for zone in instrument.zones)
        return used or any(e.instrument == instrument.id for o in choice.options for e in o.effects)

    return [
        msgspec.structs.replace(
            instrument,
            choices=instrument.choices
            + tuple(
                choice
                for other in sorted(instruments, key=lambda i: i.id)
                if other.id != instrument.id
                for choice in other.choices
                if reaches(choice, instrument)
            ),
        )
        for instrument in instruments
    ]
