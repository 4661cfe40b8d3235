"""Rows of places -> the packed gazetteer: columns and a hashed index that are read in place, never parsed.

The layout, little endian, is read by src/holdfire/places/packed.py: `MAGIC`, one (offset, length) pair a section in
the order of `SECTIONS`, then the sections, each on a multiple of eight.
"""

from __future__ import annotations

import math
import re
import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from holdfire.data.folding import fold, level, skeleton
from holdfire.places.packed import (
    ALL_KINDS,
    BUCKETS,
    FOLDED,
    HEADER,
    LEAST_CONSONANTS,
    MAGIC,
    PRIMARY,
    SECTIONS,
    SOURCES,
    SPELLED,
    hashed,
)  # fmt: skip

CITY = 100_000
"""A place so large is called by the first part of its name alone."""


@dataclass
class Row:
    """One place while it is being gathered."""

    source: str
    number: int
    """The upstream's own number: a GeoNames id, or 0."""
    name: str
    lat: float
    lon: float
    country: str
    kind: str
    names: list[str] = field(default_factory=list)
    parents: tuple[str, str] = ("", "")
    """Codes of the first- and second-order areas it lies in."""
    code: str = ""
    """Of an area: its own code ("SY-ID", "US.LA.079")."""
    population: int = 0
    events: int = 0
    radius_m: int = 0

    @property
    def weight(self) -> float:
        """log10 of people and of reported events together: hundreds of events weigh as a city of 100,000."""
        return math.log10(1 + self.population + 500 * self.events)


def packed(rows: Iterable[Row], folded_in: frozenset[str]) -> bytes:
    """The file's bytes. In the countries of `folded_in` near spellings are indexed too."""
    ordered = sorted(rows, key=_order)
    sections = {**_columns(ordered), **_texts(ordered), **_index(ordered, folded_in)}
    head, body = bytearray(), bytearray()
    start = len(MAGIC) + HEADER.size * len(SECTIONS)
    for name in SECTIONS:
        body += b"\0" * (-(start + len(body)) % 8)
        head += HEADER.pack(start + len(body), len(sections[name]))
        body += sections[name]
    return MAGIC + bytes(head) + bytes(body)


def _order(row: Row) -> tuple[object, ...]:
    return row.country, ALL_KINDS.index(row.kind), row.source, row.number, row.code, row.name, row.lat, row.lon


def _columns(rows: Sequence[Row]) -> dict[str, bytes]:
    codes = {r.code: i for i, r in enumerate(rows) if r.code}
    countries = sorted({r.country for r in rows})
    starts = [next(i for i, r in enumerate(rows) if r.country == c) for c in countries]
    none = 2**32 - 1
    return {
        "numbers": _bytes("I", [r.number for r in rows]),
        "lats": _bytes("i", [round(r.lat * 1e5) for r in rows]),
        "lons": _bytes("i", [round(r.lon * 1e5) for r in rows]),
        "weights": _bytes("H", [round(r.weight * 1000) for r in rows]),
        "radii": _bytes("H", [min(65535, math.ceil(r.radius_m / 100)) for r in rows]),
        "kinds": bytes(ALL_KINDS.index(r.kind) for r in rows),
        "origins": bytes(SOURCES.index(r.source) for r in rows),
        "nations": bytes(countries.index(r.country) for r in rows),
        "parents": _bytes("I", [codes.get(r.parents[0], none) for r in rows]),
        "counties": _bytes("I", [codes.get(r.parents[1], none) for r in rows]),
        "countries": "".join(countries).encode(),
        "starts": _bytes("I", [*starts, len(rows)]),
    }


def _texts(rows: Sequence[Row]) -> dict[str, bytes]:
    """Names, and codes of areas: offsets and one blob each."""
    found = {}
    for section, texts in (("names", [r.name for r in rows]), ("codes", [r.code for r in rows])):
        blob, offsets = bytearray(), [0]
        for text in texts:
            blob += text.encode()
            offsets.append(len(blob))
        found[section] = bytes(blob)
        found[f"{section}_at"] = _bytes("I", offsets)
    return found


def _index(rows: Sequence[Row], folded_in: frozenset[str]) -> dict[str, bytes]:
    entries: dict[tuple[int, int], int] = {}
    for number, row in enumerate(rows):
        for key, flags in keys_of(row, row.country in folded_in):
            at = (hashed(key), number)
            entries[at] = entries.get(at, 0) | flags
    ordered = sorted(entries.items())
    counts = [0] * (BUCKETS + 1)
    for (value, _), _ in ordered:
        counts[(value >> 32) + 1] += 1
    for i in range(BUCKETS):
        counts[i + 1] += counts[i]
    return {
        "buckets": _bytes("I", counts),
        "rests": _bytes("I", [value & 0xFFFFFFFF for (value, _), _ in ordered]),
        "rows": _bytes("I", [number | flags << 24 for (_, number), flags in ordered]),
    }


def keys_of(row: Row, near: bool) -> Iterator[tuple[str, int]]:
    """(key, flags) under which a row is found."""
    if row.code:
        yield "#" + row.code, SPELLED
    first = {level(row.name), _bare(row.name)} | {level(n) for n in _short(row)}
    yield from ((key, SPELLED) for key in _part(row) - first)
    for name in (row.name, *row.names):
        for key in {level(name), _bare(name)} - {""}:
            yield key, SPELLED | (PRIMARY if key in first else 0)
        if not near:
            continue
        key = fold(name)
        yield key, FOLDED | (PRIMARY if name == row.name else 0)
        bones = skeleton(key)
        if key.isascii() and len(bones) >= LEAST_CONSONANTS:
            yield "^" + bones, FOLDED


_BY_RIVER = re.compile(
    r"^(\w[\w']{3,})(?: upon | on | under | am | an der | nad |-upon-|-on-|-sur-|-sous-|-under-| sur | Terme$)",
    re.IGNORECASE,
)


def _part(row: Row) -> set[str]:
    """The first part of a name that ends with what the place stands by: "Stratford" of "Stratford-upon-Avon"."""
    found = _BY_RIVER.match(row.name)
    return {level(found[1])} if found and row.kind in ("settlement", "suburb") else set()


def _short(row: Row) -> Iterator[str]:
    """The listed names that are the first part of the first name: "Washington" of "Washington, D.C."."""
    part = re.split(r"[,/-]| City$", row.name)[0].strip()
    if row.population >= CITY and row.kind != "capital":
        yield from (name for name in row.names if level(name) == level(part) != level(row.name))


def _bare(name: str) -> str:
    """The spelling without a leading article: Latin ("al Bab") or Arabic."""
    words = level(name).split()
    if len(words) > 1 and words[0] in ("al", "el", "ar", "as", "ash", "ad", "an", "at", "az", "the"):
        return " ".join(words[1:])
    if words and words[0].startswith("ال") and len(words[0]) > 3:
        return " ".join([words[0][2:], *words[1:]])
    return ""


def _bytes(code: str, values: list[int]) -> bytes:
    packed_values = array(code, values)
    assert packed_values.itemsize == struct.calcsize(code)
    return packed_values.tobytes()
