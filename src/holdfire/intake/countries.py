"""The name of a country as a table prints it to its rough bounds."""

from __future__ import annotations

import csv
import io
from functools import cache

from holdfire import data

Bounds = tuple[float, float, float, float]
"""South, north, west, east, in whole degrees."""


def bounds(country: str) -> Bounds | None:
    """Rough south, north, west, east of a country by name; None where it is not known: then nothing is checked."""
    name = country.casefold()
    return _all_bounds().get(name) or _all_bounds().get(name.partition(" (")[0])


@cache
def _all_bounds() -> dict[str, Bounds]:
    rows = csv.DictReader(io.StringIO(data.read("intake/country_bounds.csv").decode()))
    return {
        name.casefold(): (float(row["south"]), float(row["north"]), float(row["west"]), float(row["east"]))
        for row in rows
        for name in row["names"].split("; ")
    }
