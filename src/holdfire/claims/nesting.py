"""Drafts to parents: A says that B said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from holdfire.claims.draft import Draft


def parents(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the number of the narrowest one inside whose content its cue stands."""
    marks = sorted((mark, number) for number, draft in enumerate(drafts) if (mark := draft.cue or draft.source))
    found: list[tuple[int, int] | None] = [None] * len(drafts)
    for outer, draft in enumerate(drafts):
        size = _size(draft)
        for first, last in draft.content:
            for (_, end), inner in marks[bisect_left(marks, ((first, 0), 0)) : bisect_left(marks, ((last, 0), 0))]:
                inside = end <= last and inner != outer and size > _size(drafts[inner])
                known = found[inner]
                if inside and (known is None or (size, outer) < known):
                    found[inner] = (size, outer)
    return [parent[1] if parent else None for parent in found]


def _size(draft: Draft) -> int:
    """Words of content: a parent's is always more, so that no two drafts can be each other's parent."""
    return sum(last - first for first, last in draft.content)
