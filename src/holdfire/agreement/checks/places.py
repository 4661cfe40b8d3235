"""Zones: versions that differ, dates that fit the agreement, and an honest word on where each line is from."""

from __future__ import annotations

from collections import Counter

from holdfire.agreement.bands import UNMEASURED
from holdfire.agreement.checks.context import Context
from holdfire.agreement.dates import reckon, say
from holdfire.records import Zone


def check(context: Context) -> None:
    """Every zone version; what is wrong with its rings was found when it was read (geometry.py)."""
    instrument = context.instrument
    versions = Counter((zone.id, zone.version) for zone in instrument.zones)
    signed = reckon(context.whole, "signed", {}).at
    for number, zone in enumerate(instrument.zones):
        path = f"zones[{number}]"
        if versions[zone.id, zone.version] > 1:
            what = f"the zone `{zone.id}` has two versions `{zone.version}`"
            context.faults.error("E245", f"{path}.version", what, "rename one")
        if signed and zone.valid_from and zone.valid_from < signed:
            what = f"it is valid before the agreement was signed ({say(signed, instrument.zone)})"
            context.faults.error("E254", f"{path}.valid_from", what, "mend the date")
        if zone.valid_from and zone.valid_to and zone.valid_to <= zone.valid_from:
            context.faults.error("E253", f"{path}.valid_to", "it ends before it starts", "mend the dates")
        _measured(context, zone, path)
        _provenance(context, zone, path)
        _choice(context, zone, path)


MEASURES: dict[str, tuple[str, ...]] = {
    "line_buffer": ("per_side_m", "width_between_m"),
    "corridor": ("width_m",),
    "circle": ("radius_m",),
    "positions": ("radius_m",),
}
"""Which measures a zone of a kind may have; one of them, where it is drawn as a line or a point."""
ALL_MEASURES = ("per_side_m", "width_between_m", "width_m", "radius_m")


def _measured(context: Context, zone: Zone, path: str) -> None:
    """A line or point and how far the zone reaches from it: one measure, of the kind's own, above nothing."""
    own = MEASURES.get(zone.kind, ())
    given = [m for m in ALL_MEASURES if getattr(zone, m)]
    for measure in given:
        if measure not in own:
            todo = f"take it out; a zone of kind {zone.kind} has {' or '.join(own) or 'no measure'}"
            context.faults.error("E278", f"{path}.{measure}", f"`{measure}` is no measure of this kind", todo)
        elif getattr(zone, measure) < 0:
            context.faults.error("E278", f"{path}.{measure}", "a distance below nothing", "write metres, above 0")
    if len(given) > 1 and set(given) <= set(own):
        what = f"{' and '.join(f'`{m}`' for m in given)} both say how far it reaches"
        context.faults.error("E278", f"{path}.{given[1]}", what, "keep the one that the text has")
    if own and not given and isinstance(zone.geometry, dict) and zone.geometry.get("type") in UNMEASURED:
        todo = f"write `{'` or `'.join(own)}`, in metres"
        context.faults.error("E277", path, f"nothing says how far the {zone.kind.replace('_', ' ')} reaches", todo)
    if zone.baseline_of:
        parties = [p.id for p in context.instrument.parties]
        context.refer("party", zone.baseline_of, parties, f"{path}.baseline_of")
    if zone.beyond and not context.instrument.country:
        context.faults.error("E278", f"{path}.beyond", "beyond it in which country is not said", "write `country`")


def _provenance(context: Context, zone: Zone, path: str) -> None:
    if zone.provenance == "reconstruction" and not zone.how:
        todo = "say in `how` from what it was made, here or in the GeoJSON feature"
        context.faults.error("E273", f"{path}.how", "a reconstruction that does not say how it was made", todo)
    if zone.provenance == "reconstruction" and zone.uncertainty_m <= 0:
        todo = "give `uncertainty_m`, the half-width in metres of the band in which membership is unknown"
        context.faults.error("E274", f"{path}.uncertainty_m", "a reconstruction without a band of uncertainty", todo)
    if zone.provenance == "official_map" and not zone.source:
        todo = "cite who published the map, and when"
        context.faults.error("E275", f"{path}.source", "an official map without its source", todo)


def _choice(context: Context, zone: Zone, path: str) -> None:
    if bool(zone.choice) != bool(zone.options):
        todo = "write both, or neither"
        context.faults.error("E244", path, "`choice` and `options` of a zone version belong together", todo)
        return
    if not zone.choice:
        return
    choices = {c.id: c for instrument in context.others.values() for c in instrument.choices}
    choice = choices.get(zone.choice)
    context.refer("choice", zone.choice, choices, f"{path}.choice")
    known = [o.id for o in choice.options] if choice else list(zone.options)
    for i, option in enumerate(zone.options):
        context.refer("option", option, known, f"{path}.options[{i}]")
