"""Things of which some pairs speak for and some against being one, to the groups that hold together best in all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]
"""Two things, the lower first."""
Worth = Mapping[Pair, int]
"""What a pair adds to a group that holds both; a pair that is not there adds nothing."""
Apart = Callable[[int, int], bool]
"""Whether two things can never be in one group."""

EXACT = 9
"""Up to so many things that hang together, every partition is weighed: 3 ** 9 steps."""
NEVER = -(10**9)


def partition(things: Iterable[int], worth: Worth, apart: Apart) -> list[list[int]]:
    """The groups with the greatest sum of worth inside them, none of which holds two that are apart; by least member.

    Exact where few things hang together (are joined by pairs of positive worth, through any number of steps); else the
    best pair of groups is joined until none gains, and single things move as long as that gains. What does not gain is
    not joined. The same for every order in which things and pairs are given.
    """
    found = []
    for members in _hanging(sorted(things), worth):
        found += _exactly(members, worth, apart) if len(members) <= EXACT else _Steps(members, worth, apart).groups()
    return sorted(found)


def _hanging(things: Sequence[int], worth: Worth) -> list[list[int]]:
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for (a, b), value in worth.items():
        if value > 0:
            beside[a].append(b)
            beside[b].append(a)
    seen: set[int] = set()
    found = []
    for thing in things:
        if thing in seen:
            continue
        seen.add(thing)
        queue = [thing]
        for here in queue:
            new = [there for there in beside[here] if there not in seen]
            seen.update(new)
            queue += dict.fromkeys(new)
        found.append(sorted(queue))
    return found


def _exactly(members: Sequence[int], worth: Worth, apart: Apart) -> list[list[int]]:
    """By the best partition of every subset; of equal ones the one that joins the first thing to fewer."""
    size = len(members)
    if size == 1:
        return [list(members)]
    between = [[_between(a, b, worth, apart) for b in members] for a in members]
    inside = [0] * (1 << size)
    for mask in range(1, 1 << size):
        first, rest = _first(mask)
        inside[mask] = inside[rest] + sum(between[first][k] for k in range(first + 1, size) if rest >> k & 1)
    best = [0] * (1 << size)
    taken = [0] * (1 << size)
    for mask in range(1, 1 << size):
        lone, others = mask & -mask, mask & (mask - 1)
        part, best[mask], taken[mask] = 0, best[others], lone
        while part != others:
            part = (part - others) & others  # the next subset of the others, upwards
            group = lone | part
            if inside[group] > 0 and inside[group] + best[mask ^ group] > best[mask]:
                best[mask], taken[mask] = inside[group] + best[mask ^ group], group
    left, found = (1 << size) - 1, []
    while left:
        found.append([members[k] for k in range(size) if taken[left] >> k & 1])
        left ^= taken[left]
    return found


def _first(mask: int) -> tuple[int, int]:
    """The lowest thing of a set, and the set without it."""
    return (mask & -mask).bit_length() - 1, mask & (mask - 1)


def _between(a: int, b: int, worth: Worth, apart: Apart) -> int:
    if a == b:
        return 0
    low, high = min(a, b), max(a, b)
    value = worth.get((low, high))
    if value is None:
        return NEVER if apart(low, high) else 0
    return value


class _Steps:
    """Groups that grow and change by steps, each of which gains."""

    def __init__(self, members: Sequence[int], worth: Worth, apart: Apart) -> None:
        self.worth, self.apart, self.members = worth, apart, members
        here = set(members)
        self.beside: dict[int, dict[int, int]] = {m: {} for m in members}
        for (a, b), value in worth.items():
            if a in here and b in here:
                self.beside[a][b] = self.beside[b][a] = value
        self.home = {m: m for m in members}
        self.held = {m: [m] for m in members}

    def groups(self) -> list[list[int]]:
        """Join, move, and join again what the moves made room for, until nothing gains."""
        self._join_all()
        while self._move_all():
            self._join_all()
        return [sorted(group) for group in self.held.values()]

    def _join_all(self) -> None:
        near = self._near()
        heap = [(-value, a, b) for a, row in near.items() for b, value in row.items() if a < b and value > 0]
        heapify(heap)
        while heap:
            gain, a, b = heappop(heap)
            if near.get(a, {}).get(b) != -gain:
                continue  # one of them has changed since
            if any(self._torn(i, j) for i in self.held[a] for j in self.held[b]):
                near[a][b] = near[b][a] = NEVER
                continue
            self._join(a, b, near, heap)

    def _near(self) -> dict[int, dict[int, int]]:
        """Group -> group beside it -> what joining them gains, conflicts of which nobody has asked yet aside."""
        near: dict[int, dict[int, int]] = {group: {} for group in self.held}
        for one, row in self.beside.items():
            for other, value in row.items():
                a, b = self.home[one], self.home[other]
                if a != b:
                    near[a][b] = near[a].get(b, 0) + value
        return near

    def _join(self, a: int, b: int, near: dict[int, dict[int, int]], heap: list[tuple[int, int, int]]) -> None:
        """`b` goes into `a`, the lower of the two."""
        for member in self.held[b]:
            self.home[member] = a
        self.held[a] += self.held.pop(b)
        del near[a][b]
        for other, value in near.pop(b).items():
            if other == a:
                continue
            del near[other][b]
            total = near[a].get(other, 0) + value
            near[a][other] = near[other][a] = total
            if total > 0:
                heappush(heap, (-total, min(a, other), max(a, other)))

    def _torn(self, i: int, j: int) -> bool:
        return j not in self.beside[i] and self.apart(min(i, j), max(i, j))

    def _move_all(self) -> bool:
        """Whether any single thing gained by moving to another group, or to one of its own."""
        return sum(map(self._move, self.members)) > 0

    def _move(self, member: int) -> bool:
        by_home: defaultdict[int, int] = defaultdict(int)
        for other, value in self.beside[member].items():
            by_home[self.home[other]] += value
        own = self.home[member]
        stays = by_home.pop(own, 0)
        for gain, home in sorted((stays - value, home) for home, value in by_home.items() if value > max(stays, 0)):
            if gain < 0 and not any(self._torn(member, other) for other in self.held[home]):
                self._put(member, home)
                return True
        if stays < 0:
            self._put(member, None)
            return True
        return False

    def _put(self, member: int, home: int | None) -> None:
        """Out of its group, which then goes by its least member, into another one or one of its own."""
        rest = [m for m in self.held.pop(self.home[member]) if m != member]
        if rest:
            self._name(rest)
        self._name([member] if home is None else [*self.held.pop(home), member])

    def _name(self, group: list[int]) -> None:
        name = min(group)
        self.held[name] = group
        for member in group:
            self.home[member] = name
