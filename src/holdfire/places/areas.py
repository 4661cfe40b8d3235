"""First-order areas: names to ids, ids to GeoJSON, a point to its area. A province is an area, not a disc."""

from __future__ import annotations

import gzip
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from holdfire import data
from holdfire.data.folding import fold
from holdfire.records import Place

if TYPE_CHECKING:
    import shapely

AREAS = "places/admin1.geojson.gz"
NAMES = "places/areas.yaml"


class Areas:
    """The packaged areas. An id is an ISO 3166-2 code ("SY-ID"), or a country's two letters."""

    @cached_property
    def _features(self) -> dict[str, dict[str, Any]]:
        parsed = msgspec.json.decode(gzip.decompress(data.read(AREAS)))
        return {feature["properties"]["id"]: feature for feature in parsed["features"]}

    @cached_property
    def _ids(self) -> dict[str, tuple[str, ...]]:
        """Folded name -> ids, first-order areas before countries, sorted."""
        found: dict[str, set[str]] = {}
        for area, feature in self._features.items():
            p = feature["properties"]
            for name in (p["name"], *p["names"].values(), *p["alts"]):
                found.setdefault(bare(name), set()).add(area)
        own = data.load(NAMES)
        for area, entry in own["names"].items():
            for name in (entry["print"], *entry["names"]):
                found.setdefault(fold(name), set()).add(area)  # as written: "countryside of X" may be one
        for country, names in own["countries"].items():
            for name in names:
                found.setdefault(fold(name), set()).add(country)
        found.pop("", None)
        return {key: tuple(sorted(ids, key=lambda i: (len(i) == 2, i))) for key, ids in found.items()}

    @cached_property
    def _tree(self) -> tuple[tuple[str, ...], shapely.STRtree]:
        import shapely  # a quarter of a second, and only points and outlines need it

        ids = tuple(area for area in sorted(self._features) if len(area) > 2)
        return ids, shapely.STRtree([_shape(self._features[area]["geometry"]) for area in ids])

    def id_of(self, name: str, country: str = "") -> str | None:
        """The id of the area so called, with or without "province"; None when unknown or not single."""
        found = self._ids.get(fold(name)) or self._ids.get(bare(name), ())
        if country:
            found = tuple(i for i in found if i[:2] == country)
        first_order = tuple(i for i in found if len(i) > 2) or found
        return first_order[0] if len(first_order) == 1 else None

    @cached_property
    def _spelled(self) -> frozenset[str]:
        own = data.load(NAMES)
        about = [f["properties"] for f in self._features.values()]
        spelled = [n for p in about for n in (p["name"], *p["names"].values())]
        spelled += [n for e in own["names"].values() for n in (e["print"], *e["names"])]
        spelled += [n for names in own["countries"].values() for n in names]
        return frozenset(n.casefold() for n in spelled)

    def spelled(self, words: str) -> str | None:
        """The area whose name is spelled exactly so, capitals apart; a text's words want more than a likeness."""
        return self.id_of(words) if words.casefold() in self._spelled else None

    def is_known(self, area: str) -> bool:
        """Whether the area is one that ships with its outline, or a country that areas.yaml names."""
        return area in self._features or area in data.load(NAMES)["countries"]

    def keys(self) -> tuple[str, ...]:
        """The folded names of all areas."""
        return tuple(self._ids)

    def geometry(self, area: str) -> dict[str, Any] | None:
        """GeoJSON geometry (WGS84) of an area; a country whose areas are known is their union. None when unknown."""
        feature = self._features.get(area)
        if feature is not None:
            geometry: dict[str, Any] = feature["geometry"]
            return geometry
        return _union(area) if area in self._countries else None

    @cached_property
    def _countries(self) -> frozenset[str]:
        return frozenset(f["properties"]["country"] for f in self._features.values())

    def of_country(self, country: str) -> tuple[str, ...]:
        """Ids of a country's first-order areas, sorted."""
        return tuple(sorted(i for i in self._features if len(i) > 2 and i[:2] == country))

    def name(self, area: str) -> str | None:
        """The English name printed for an area."""
        own = data.load(NAMES)
        if area in own["names"]:
            return str(own["names"][area]["print"])
        if area in own["countries"]:
            return str(own["countries"][area][0])
        feature = self._features.get(area)
        return str(feature["properties"]["name"]) if feature else None

    def at(self, lat: float, lon: float) -> str | None:
        """The first-order area in which a point lies; the least id where two overlap."""
        import shapely

        ids, tree = self._tree
        hits = sorted(ids[i] for i in tree.query(shapely.Point(lon, lat), predicate="intersects"))
        return hits[0] if hits else None

    def place(self, area: str, name: str = "") -> Place:
        """The area as a place: no coordinates, no radius."""
        kind = "country" if len(area) == 2 else "area"
        return Place(name=name or self.name(area) or area, area=area, kind=kind, provenance=f"naturalearth:{area}")


@cache
def packaged() -> Areas:
    """The areas that ship with holdfire; parsed when first asked."""
    return Areas()


@cache
def _union(country: str) -> dict[str, Any]:
    import shapely

    areas = packaged()
    parts = [_shape(areas.geometry(i)) for i in areas.of_country(country)]
    merged: dict[str, Any] = msgspec.json.decode(shapely.to_geojson(shapely.union_all(parts)))
    return merged


def _shape(geometry: Any) -> shapely.Geometry:
    import shapely

    return shapely.from_geojson(msgspec.json.encode(geometry))


@cache
def _area_words() -> tuple[frozenset[str], tuple[str, ...]]:
    words = data.load(NAMES)["words"]
    extra = {"province", "governorate", "muhafazah", "muhafazat", "oblast", "محافظة", "ili", "valiligi"}
    before = tuple(sorted((fold(w) + " " for w in words["before"]), key=lambda w: (-len(w), w)))
    return frozenset(fold(w) for w in {*words["after"], *extra} - {"state", "countryside"}), before


def says_area(name: str) -> bool:
    """Whether a name says by itself that it is an area ("Idlib province", "محافظة إدلب")."""
    words, before = _area_words()
    key = fold(name)
    return key.startswith(before) or any(w in words for w in key.split())


def bare(name: str) -> str:
    """The folded name without "province" and its like."""
    words, before = _area_words()
    key = fold(name)
    lead = next((b for b in before if key.startswith(b)), "")
    kept = [w for w in key.removeprefix(lead).split() if w not in words]
    return " ".join(kept)
