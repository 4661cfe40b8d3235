"""Exhibits to those that show one picture again: recompressed, smaller, mirrored or cut. What it means, people say."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from holdfire.records import Doubt, Exhibit

NEAR = 60
"""Bits of 256 that differ at most. PDQ's authors advise 31 where a machine decides alone; here a person looks, and cuts
are met only nearly. Measured on 32 photos of many cameras: made smaller, mirrored or cut by 12% anywhere at most 60,
cut by 20% anywhere at most 74; 496 pairs of different photos at least 88."""
MIRRORED = 1
"""In `Exhibit.prints`: the whole, its mirror image, then the cuts."""


class Replay(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Two exhibits that may show one picture."""

    a: str
    b: str
    """Exhibit keys, a < b."""
    distance: int
    """Bits of 256 that differ between the nearest of their prints."""
    how: str
    """same | mirrored | cut | cut, mirrored"""


def replays(exhibits: Sequence[Exhibit]) -> tuple[Replay, ...]:
    """Every pair of exhibits whose pictures are near; those made from each other by the case's own people left out."""
    printed = sorted((e for e in exhibits if e.prints), key=lambda e: e.key)
    packed = [_packed(exhibit.prints) for exhibit in printed]
    found = []
    for at, (one, prints) in enumerate(zip(printed, packed, strict=True)):
        for other, others in zip(printed[:at], packed[:at], strict=True):
            near = min(_nearest(prints, others), _nearest(others, prints))
            if near[0] <= NEAR and not _ours(one, other):
                found.append(Replay(a=other.key, b=one.key, distance=near[0], how=near[1]))
    return tuple(sorted(found))


def doubts_of(found: Sequence[Replay]) -> tuple[Doubt, ...]:
    """A doubt `exhibit-replayed` on each of a pair, that names the other."""
    return tuple(
        Doubt(
            code="exhibit-replayed", where=here,
            why=f"it seems to show what {there} shows ({replay.how}; {replay.distance} of 256 bits differ)",
            settle="a person who looks at both, and the earlier original",
        )
        for replay in found for here, there in ((replay.a, replay.b), (replay.b, replay.a))
    )  # fmt: skip


def _ours(one: Exhibit, other: Exhibit) -> bool:
    return one.derived_from == other.key or other.derived_from == one.key


def _packed(prints: Sequence[str]) -> npt.NDArray[np.uint64]:
    return np.frombuffer(bytes.fromhex("".join(prints)), dtype=np.uint64).reshape(len(prints), 4)


def _nearest(whole: npt.NDArray[np.uint64], prints: npt.NDArray[np.uint64]) -> tuple[int, str]:
    """The least distance of a picture, as it is and mirrored, from another's whole and cuts (not its mirror image)."""
    best = (257, "")
    for mirrored in (0, MIRRORED):
        apart = np.bitwise_count(prints ^ whole[mirrored]).sum(axis=1)
        apart[MIRRORED] = 257
        at = int(apart.argmin())
        how = ("mirrored" if mirrored else "same") if at == 0 else ("cut, mirrored" if mirrored else "cut")
        best = min(best, (int(apart[at]), how))
    return best
