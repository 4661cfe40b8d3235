"""The packed gazetteer of the world, read in place: a key to its rows, a row to a listed place. Nothing is parsed.

Written by scripts/build_places.py; scripts/places_packing.py has the writer's side of the layout.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from holdfire import data
from holdfire.data.folding import fold, level, skeleton
from holdfire.places.listed import Listed

FILE = "places/world.bin"
MAGIC = b"HFPLACE2"
HEADER = struct.Struct("<QQ")
SECTIONS = (
    "numbers", "lats", "lons", "weights", "radii", "kinds", "origins", "nations", "parents", "counties", "countries",
    "starts", "names", "names_at", "codes", "codes_at", "buckets", "rests", "rows",
)  # fmt: skip
_TYPES = {"numbers": "I", "lats": "i", "lons": "i", "weights": "H", "radii": "H", "parents": "I", "counties": "I",
          "starts": "I", "names_at": "I", "codes_at": "I", "buckets": "I", "rests": "I", "rows": "I"}  # fmt: skip
ALL_KINDS = (
    "country", "province", "district", "capital", "settlement", "town", "village", "suburb", "camp", "facility",
    "relief",
)  # fmt: skip
SOURCES = ("geonames", "ucdp-ged", "airports", "naturalearth", "geonames-postal")
BUCKETS = 1 << 16
SPELLED, PRIMARY, FOLDED = 1, 2, 4
"""A key as spelled; of the place's first name; of a near spelling."""
LEAST_CONSONANTS = 4
"""Shorter skeletons fit too many names."""
NONE = 2**32 - 1


def hashed(key: str) -> int:
    """48 bits of a key: of a million keys none collides by more than one chance in a hundred million a look-up."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=6).digest(), "big")


class Hit(NamedTuple):
    """One row that bears a key."""

    row: int
    flags: int


class Packed:
    """The file's sections as typed views. Opening maps the file and reads its header only."""

    def __init__(self, view: memoryview) -> None:
        if bytes(view[: len(MAGIC)]) != MAGIC:
            raise ValueError(f"{FILE} is not a packed gazetteer of this version")
        self._sections: dict[str, memoryview[int]] = {}
        for i, name in enumerate(SECTIONS):
            offset, length = HEADER.unpack_from(view, len(MAGIC) + i * HEADER.size)
            self._sections[name] = _typed(view[offset : offset + length], _TYPES.get(name, "B"))
        self._buckets, self._rests, self._rows = (self._sections[n] for n in ("buckets", "rests", "rows"))
        self._kept: dict[int, Listed] = {}

    def __len__(self) -> int:
        return len(self._sections["numbers"])

    def hits(self, key: str) -> list[Hit]:
        """Rows that bear a key exactly so; empty when none does."""
        value = hashed(key)
        start, end = self._buckets[value >> 32], self._buckets[(value >> 32) + 1]
        rest = value & 0xFFFFFFFF
        found = []
        for at in range(start, end):
            if self._rests[at] == rest:
                packed = self._rows[at]
                found.append(Hit(packed & 0xFFFFFF, packed >> 24))
        return found

    def called(self, name: str) -> list[Hit]:
        """Rows of that name: as spelled, else as a near spelling, else by its consonants."""
        spelled = [hit for hit in self.hits(level(name)) if hit.flags & SPELLED]
        if spelled:
            return spelled
        key = fold(name)
        near = [hit for hit in self.hits(key) if hit.flags & FOLDED]
        bones = skeleton(key)
        if near or len(bones) < LEAST_CONSONANTS or not key.isascii():
            return near
        return self.hits("^" + bones)

    def place(self, row: int) -> Listed:
        """One row as a listed place."""
        kept = self._kept.get(row)
        if kept is None:
            kept = self._kept[row] = self._read(row)
        return kept

    def _read(self, row: int) -> Listed:
        get = self._sections
        source, kind = SOURCES[get["origins"][row]], ALL_KINDS[get["kinds"][row]]
        number, name = get["numbers"][row], self._text("names", row)
        lat, lon = get["lats"][row] / 1e5, get["lons"][row] / 1e5
        return Listed(
            id=_id(source, number, name, (lat, lon)), name=name, lat=lat, lon=lon, country=self.country(row),
            admin1=self._code_of("parents", row), admin2=self._code_of("counties", row), kind=kind,
            geonames=number if source == "geonames" else None, prominence=get["weights"][row] / 1000,
            radius_m=get["radii"][row] * 100, code=self._text("codes", row),
        )  # fmt: skip

    def country(self, row: int) -> str:
        """Two letters."""
        at = 2 * self._sections["nations"][row]
        return bytes(self._sections["countries"][at : at + 2]).decode()

    def _code_of(self, section: str, row: int) -> str:
        parent = self._sections[section][row]
        return "" if parent == NONE else self._text("codes", parent)

    def _text(self, section: str, row: int) -> str:
        at = self._sections[f"{section}_at"]
        return bytes(self._sections[section][at[row] : at[row + 1]]).decode()

    def of_country(self, country: str) -> Iterator[Listed]:
        """Every row of a country."""
        start, end = self._ranges.get(country, (0, 0))
        return (self.place(row) for row in range(start, end))

    @cached_property
    def _ranges(self) -> dict[str, tuple[int, int]]:
        letters, starts = bytes(self._sections["countries"]).decode(), self._sections["starts"]
        return {letters[2 * i : 2 * i + 2]: (starts[i], starts[i + 1]) for i in range(len(letters) // 2)}

    def area(self, code: str) -> Listed | None:
        """The area of a code ("SY", "SY-ID", "US.LA.079")."""
        found = self.hits("#" + code)
        return self.place(found[0].row) if found else None


def _typed(view: memoryview, code: str) -> memoryview[int]:
    """A section as numbers of one of the three widths that the layout has, or as bytes."""
    if code == "H":
        return view.cast("H")
    if code == "i":
        return view.cast("i")
    return view.cast("I") if code == "I" else view.cast("B")


def _id(source: str, number: int, name: str, at: tuple[float, float]) -> str:
    if source == "ucdp-ged":
        return f"ucdp-ged:{fold(name).replace(' ', '-')}:{at[0]:.3f},{at[1]:.3f}"
    if source == "airports":
        return f"airports:{number.to_bytes(3, 'big').decode()}"
    return f"{source}:{number}"


@cache
def packaged() -> Packed:
    """The gazetteer that ships."""
    return Packed(data.mapped(FILE))
