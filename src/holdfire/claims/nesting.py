"""What is said by whom to parents: A says that B said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from holdfire.records import Range

Said = tuple[Range | None, Sequence[Range]]
"""Where it is told that something is said (a cue, else a source), and what is said, in words or in code points."""


def parents(told: Sequence[Said]) -> list[int | None]:
    """For each the number of the narrowest one inside whose content its cue stands."""
    sizes = [_size(content) for _, content in told]
    marks = sorted((mark, number) for number, (mark, _) in enumerate(told) if mark)
    found: list[tuple[int, int] | None] = [None] * len(told)
    for outer, (_, content) in enumerate(told):
        size = sizes[outer]
        for first, last in content:
            for (_, end), inner in marks[bisect_left(marks, ((first, 0), 0)) : bisect_left(marks, ((last, 0), 0))]:
                inside = end <= last and inner != outer and size > sizes[inner]
                known = found[inner]
                if inside and (known is None or (size, outer) < known):
                    found[inner] = (size, outer)
    return [parent[1] if parent else None for parent in found]


def _size(content: Sequence[Range]) -> int:
    """How much is said: a parent's is always more, so that no two can be each other's parent."""
    return sum(last - first for first, last in content)
