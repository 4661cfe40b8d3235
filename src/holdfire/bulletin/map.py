"""Zones, outlines and entries -> one SVG picture and the table that says the same.

Zones carry their band of uncertainty and what they are; incidents are discs of their uncertainty or whole areas, never
points; a disputed line is dashed and nobody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from holdfire.bulletin.book import Book
from holdfire.bulletin.map_labels import Labels, Line, area_names, escape, settlement_names, zone_names
from holdfire.bulletin.mapdata import background
from holdfire.bulletin.model import Entry, Group, Map, MapRow, Together
from holdfire.bulletin.projection import Projection, path
from holdfire.records import Place, Zone

WIDTH = 960
"""Pixels; the height follows from what is shown."""
SMALLEST_PX = 5.0
"""A disc is drawn at least so large, so that it can be seen and touched."""
WIDE_PX = 18.0
"""A larger disc is drawn as a ring: filled, many of them would hide the map."""
MARGIN_DEG = 0.35
LABELLED = frozenset({"contrary", "contrary_unless_exception", "consistent"})
"""Groups whose entries carry their number on the map; the others would hide it under numbers."""


class Spot(NamedTuple):
    """Entries at one place with one kind of verdict: drawn once."""

    place: Place
    group: str
    entries: list[Entry]


def draw(book: Book, entries: Sequence[Entry]) -> Map:
    """The map of a bulletin. Without any geometry there is no picture, only the table."""
    zones = _zones(book)
    spots = _spots(book, entries)
    areas = {a.id: shape(a.geometry) for a in book.material.known.areas if a.geometry is not None}
    shown = [shape(zone.geometry) for zone in zones] + _extent(spots, areas)
    notes = [book.words.say("map_disputed")]
    if not shown:
        return Map(svg="", zones=_zone_groups(zones, book), rows=_rows(entries, areas, book), notes=())
    view = _view(shown)
    projection = Projection.over(view.bounds, WIDTH)
    labels = Labels(projection, WIDTH)
    names = [
        *zone_names(zones, labels, book),
        *settlement_names(entries, labels, book),
        *_area_counts(spots, areas, labels, book),
        *area_names(zones, labels, book),
    ]
    together = _together(spots, areas, book)
    layers: list[Iterable[str]] = [
        [_open(projection, book)],
        _background(view, projection, book),
        _areas(spots, areas, together, projection, book),
        (part for zone in zones for part in _zone(zone, projection, book)),
        _discs(spots, together, projection, book),
        names,
        _scale(projection),
        ["</svg>"],
    ]
    svg = "".join(part for layer in layers for part in layer)
    if any(zone.provenance == "reconstruction" for zone in zones):
        notes.insert(0, book.words.say("map_reconstruction"))
    return Map(
        svg=svg, zones=_zone_groups(zones, book), rows=_rows(entries, areas, book), notes=tuple(notes),
        together=together,
        legend=_legend(zones, bool(_by_area(spots, areas)), book),
    )  # fmt: skip


def _legend(zones: Sequence[Zone], any_area: bool, book: Book) -> tuple[tuple[str, str], ...]:
    """What the shapes mean that are no incident: only those that are there."""
    legend = [(f"w-{made}", book.words.of("provenance", made)) for made in sorted({z.provenance for z in zones})]
    if any(zone.uncertainty_m for zone in zones):
        legend.append(("w-band", book.words.say("map_band")))
    if any_area:
        legend.append(("w-area", book.words.say("map_whole_area")))
    return (*legend, ("w-disputed", book.words.say("map_dashed")))


def _zones(book: Book) -> list[Zone]:
    """Zone versions with a geometry that run at some time of the period."""
    m = book.material
    first, last = m.period.first.isoformat(), m.period.last.isoformat()
    return sorted(
        (
            zone
            for instrument in m.instruments
            for zone in instrument.zones
            if zone.geometry is not None
            and zone.kind != "nationwide"
            and (zone.valid_from is None or zone.valid_from.date().isoformat() <= last)
            and (zone.valid_to is None or zone.valid_to.date().isoformat() >= first)
        ),
        key=lambda z: (z.id, z.version, z.options),
    )


def _spots(book: Book, entries: Iterable[Entry]) -> list[Spot]:
    at: dict[tuple[Any, ...], Spot] = {}
    for entry in entries:
        place = book.place(book.incidents[entry.key])
        if place is not None and (place.area or place.lat is not None):
            key = (place.area or "", place.lat, place.lon, place.radius_m, entry.group)
            at.setdefault(key, Spot(place, entry.group, [])).entries.append(entry)
    # Large discs first, so that the small ones stay on top; the strongest verdict last.
    return sorted(at.values(), key=lambda s: (-s.place.radius_m, -s.entries[0].number))


def _extent(spots: Iterable[Spot], areas: dict[str, BaseGeometry]) -> list[BaseGeometry]:
    discs = [
        box(p.lon, p.lat, p.lon, p.lat).buffer(p.radius_m / 111_000)
        for p, _, _ in spots
        if p.lon is not None and p.lat is not None
    ]
    return discs + [areas[p.area] for p, _, _ in spots if p.area in areas]


def _view(shown: Sequence[BaseGeometry]) -> BaseGeometry:
    bounds = [geometry.bounds for geometry in shown]
    west, south = min(b[0] for b in bounds) - MARGIN_DEG, min(b[1] for b in bounds) - MARGIN_DEG
    east, north = max(b[2] for b in bounds) + MARGIN_DEG, max(b[3] for b in bounds) + MARGIN_DEG
    return box(west, south, east, north)


def _open(projection: Projection, book: Book) -> str:
    title = escape(book.words.say("map_title"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" role="img" aria-label="{title}" width="{WIDTH}" '
        f'height="{projection.height}" viewBox="0 0 {WIDTH} {projection.height}"><title>{title}</title>'
        '<defs><pattern id="band" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V7" class="hatch"/></pattern></defs>'
        f'<rect width="{WIDTH}" height="{projection.height}" class="sea"/>'
    )


def _background(view: BaseGeometry, projection: Projection, book: Book) -> Iterable[str]:
    """Land, its outlines without the disputed stretches, then the disputed lines dashed."""
    for kind, geometry in background(view, book.material.outlines):
        drawn = path(geometry, projection)
        if drawn:
            yield f'<path class="{kind}" d="{drawn}"/>'


def _zone(zone: Zone, projection: Projection, book: Book) -> Iterable[str]:
    geometry = shape(zone.geometry)
    yield f'<path class="zone" d="{path(geometry, projection)}"><title>{escape(_zone_words(zone, book))}</title></path>'
    if zone.uncertainty_m:
        band = projection.band(geometry, zone.uncertainty_m)
        yield f'<path class="band" d="{band}"/>'
    yield f'<path class="edge edge-{zone.provenance}" d="{path(geometry, projection)}"/>'


def _together(spots: Iterable[Spot], areas: Mapping[str, BaseGeometry], book: Book) -> tuple[Together, ...]:
    """What stands behind each spot and area that several entries share, in order of their numbers."""
    spotted = [s for s in spots if s.place.area is None]
    several = [(s.entries, s.entries[0].where, book.words.of("verdict", s.group)) for s in spotted]
    several += [(entries, entries[0].where, "") for _, entries in _by_area(spots, areas)]
    found = [(tuple(sorted(e.number for e in of)), where, verdict) for of, where, verdict in several if len(of) > 1]
    return tuple(
        Together(anchor=f"m{at}", where=where, verdict=verdict, numbers=numbers)
        for at, (numbers, where, verdict) in enumerate(sorted(found), 1)
    )


def _opens(entries: Sequence[Entry], together: Iterable[Together]) -> str:
    """Where a spot leads: to its entry, or to the list of those that share it."""
    numbers = tuple(sorted(entry.number for entry in entries))
    return next((t.anchor for t in together if t.numbers == numbers), entries[0].anchor)


def _by_area(spots: Iterable[Spot], areas: Mapping[str, BaseGeometry]) -> list[tuple[BaseGeometry, list[Entry]]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for spot in spots:
        if spot.place.area is not None and spot.place.area in areas:
            found[spot.place.area].extend(spot.entries)
    return [(areas[area], sorted(entries, key=lambda e: e.number)) for area, entries in sorted(found.items())]


def _areas(
    spots: Iterable[Spot],
    areas: Mapping[str, BaseGeometry],
    together: Iterable[Together],
    projection: Projection,
    book: Book,
) -> Iterable[str]:
    """Incidents of which only the province is known: the whole area, lightly."""
    for geometry, entries in _by_area(spots, areas):
        words = escape(book.words.say("map_area", n=len(entries), where=entries[0].where))
        yield (
            f'<a href="#{_opens(entries, together)}"><path class="area" d="{path(geometry, projection)}">'
            f"<title>{words}</title></path></a>"
        )


def _area_counts(spots: Iterable[Spot], areas: Mapping[str, BaseGeometry], labels: Labels, book: Book) -> Iterable[str]:
    """How many incidents lie somewhere in an area."""
    for geometry, entries in _by_area(spots, areas):
        point = geometry.representative_point()
        x, y = labels.projection.at(point.x, point.y)
        line = Line(book.words.say("map_area", n=len(entries), where=entries[0].where), "count", 11)
        yield from labels.put((line,), ((x, y + dy) for dy in (0, 18, -18, 36, -36)))


def _discs(
    spots: Iterable[Spot], together: Iterable[Together], projection: Projection, book: Book
) -> Iterable[str]:
    for spot in spots:
        if spot.place.lat is None or spot.place.lon is None:
            continue
        x, y = projection.at(spot.place.lon, spot.place.lat)
        radius = max(SMALLEST_PX, projection.metres(spot.place.radius_m))
        wide = " wide" if radius > WIDE_PX else ""
        numbers = ", ".join(str(entry.number) for entry in spot.entries)
        verdict = book.words.of("verdict", spot.group)
        title = escape(book.words.say("map_spot", numbers=numbers, where=spot.entries[0].where, verdict=verdict))
        yield (
            f'<a href="#{_opens(spot.entries, together)}"><circle class="spot s-{spot.group}{wide}" '
            f'cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{title}</title></circle>'
        )
        if spot.group in LABELLED:
            yield f'<text class="number" x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle">{_short(spot.entries)}</text>'
        yield "</a>"


def _short(entries: Sequence[Entry]) -> str:
    return str(entries[0].number) if len(entries) == 1 else f"{entries[0].number}+{len(entries) - 1}"


def _scale(projection: Projection) -> Iterable[str]:
    km = next((km for km in (100, 50, 20, 10, 5) if projection.metres(km * 1000) < WIDTH / 4), 5)
    end, y = 18 + projection.metres(km * 1000), projection.height - 18
    yield f'<path class="scale" d="M18 {y - 5}V{y}H{end:.0f}V{y - 5}"/>'
    yield f'<text class="km" x="22" y="{y - 6}">{km} km</text>'


def _zone_words(zone: Zone, book: Book) -> str:
    made = book.words.of("provenance", zone.provenance)
    band = book.words.say("band", km=round(zone.uncertainty_m / 1000, 1)) if zone.uncertainty_m else ""
    return "; ".join(part for part in (f"{zone.name} ({zone.version})", made, band) if part)


def _zone_groups(zones: Sequence[Zone], book: Book) -> tuple[Group, ...]:
    return tuple(
        Group(
            id=f"{z.id}/{z.version}",
            name=z.name,
            note=_zone_words(z, book),
            beside=tuple(w for w in (z.words, z.how) if w),
        )
        for z in zones
    )


def _drawn(place: Place | None, areas: Mapping[str, BaseGeometry]) -> str:
    """How a place is drawn; one known by no more than its country is not."""
    if place is None or (place.lat is None and place.area not in areas):
        return "map_not_drawn"
    return "map_as_area" if place.lat is None else "map_as_disc"


def _rows(entries: Iterable[Entry], areas: Mapping[str, BaseGeometry], book: Book) -> tuple[MapRow, ...]:
    rows = []
    for entry in entries:
        drawn = _drawn(book.place(book.incidents[entry.key]), areas)
        rows.append(
            MapRow(
                number=entry.number,
                anchor=entry.anchor,
                what=entry.act,
                where=entry.where,
                shown=book.words.say(drawn, note=entry.where_note),
                verdict=book.words.of("verdict", entry.group),
            )
        )
    return tuple(rows)
