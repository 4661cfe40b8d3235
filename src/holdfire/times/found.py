"""A reading in its place, on the way from words to mentions."""

from __future__ import annotations

import msgspec

from holdfire.times.clock import Clock
from holdfire.times.mention import Anaphor, Reading


class Found(msgspec.Struct, frozen=True):
    """What was read at [start, end), in code points."""

    start: int
    end: int
    reading: Reading | Anaphor | Clock
