"""The areas that both contenders of the tables bench are asked about."""

from __future__ import annotations

BOXES = {
    "ged": [(36.0, 35.0, 37.2, 36.5), (36.4, 34.6, 37.0, 35.1), (36.2, 33.3, 36.7, 33.7), (35.7, 32.4, 36.7, 33.2)],
    "firms": [(37.0, 47.0, 39.0, 49.5)],
}
"""West, south, east, north of the areas asked about."""
