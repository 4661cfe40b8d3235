"""ASCII maps to geometry: '#' is zone, 'A'..'Z' a position inside it, 'a'..'z' one outside. North is up.

    a..##        one character is 0.1 degree; the lower left character's centre is (35.05 E, 34.05 N)
    ..#A#
"""

from __future__ import annotations

from typing import Any

import shapely

STEP, WEST, SOUTH = 0.1, 35.0, 34.0


def read_map(drawing: str) -> tuple[dict[str, Any], dict[str, tuple[float, float]]]:
    """The zone as a GeoJSON geometry, and each letter's (lon, lat)."""
    lines = [line.strip() for line in drawing.strip().splitlines()]
    cells, letters = [], {}
    for row, line in enumerate(reversed(lines)):
        for column, character in enumerate(line):
            x, y = WEST + column * STEP, SOUTH + row * STEP
            if character == "#" or character.isupper():
                cells.append(shapely.box(x, y, x + STEP, y + STEP))
            if character.isalpha():
                letters[character] = (x + STEP / 2, y + STEP / 2)
    return shapely.geometry.mapping(shapely.union_all(cells)), letters
