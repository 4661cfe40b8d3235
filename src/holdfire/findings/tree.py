"""What follows under each reading, as decision diagrams: the fewest partial readings that decide it, and no product.

A diagram asks choices in the order of their ids and never one in vain; equal functions are one diagram. So twelve
choices of which all matter to one place cost twelve questions, not 4,096 combinations (R. Bryant, Graph-Based
Algorithms for Boolean Function Manipulation, 1986, with options in the place of bits).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce

from holdfire.findings.law import Reading
from holdfire.records import Choice

Node = int
"""Number of a diagram in its forest: two are equal where the diagrams are."""
_LAST = "\U0010ffff"
"""Sorts behind every choice id: what a leaf asks."""


class Forest:
    """Diagrams over the choices of a case."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        self.options = {c.id: tuple(o.id for o in c.options) for c in choices}
        self._nodes: list[tuple[str, tuple[int, ...]]] = []
        self._numbers: dict[tuple[str, tuple[int, ...]], Node] = {}
        self._values: dict[Node, frozenset[int]] = {}
        self._decided: dict[Node, list[tuple[Reading, int]]] = {}
        self._combined: dict[Callable[..., int], dict[tuple[Node, ...], Node]] = {}

    def leaf(self, value: int) -> Node:
        """The diagram that says the same under every reading."""
        return self._number((_LAST, (value,)))

    def ask(self, choice: str, answers: Sequence[Node]) -> Node:
        """The diagram that goes on as `answers[i]` does under the choice's option i."""
        first = answers[0]
        if all(a == first for a in answers):
            return first
        if choice < min(self._nodes[a][0] for a in answers):
            return self._number((choice, tuple(answers)))
        asked = self._number((choice, tuple(self.leaf(i) for i in range(len(answers)))))
        return self.combine(_chosen, asked, *answers)

    def combine(self, rule: Callable[..., int], *nodes: Node) -> Node:
        """The diagram whose value is `rule` of the values of `nodes`, under each reading; remembered by the rule."""
        known = self._combined.setdefault(rule, {})

        def down(at: tuple[Node, ...]) -> Node:
            if at not in known:
                choice = min(self._nodes[n][0] for n in at)
                if choice == _LAST:
                    known[at] = self.leaf(rule(*(self._nodes[n][1][0] for n in at)))
                else:
                    options = range(len(self.options[choice]))
                    known[at] = self.ask(choice, [down(tuple(self._under(n, choice, i) for n in at)) for i in options])
            return known[at]

        return down(nodes)

    def fold(self, rule: Callable[[int, int], int], nodes: Sequence[Node]) -> Node:
        """`combine` of many, two by two: for a rule that may be applied in any order."""
        return reduce(lambda a, b: self.combine(rule, a, b), nodes)

    def grow(self, choices: Sequence[Choice], told: Callable[[Reading], int]) -> Node:
        """The diagram of what is told under each combination of these choices: for the few that touch one question."""
        ordered = sorted(choices, key=lambda c: c.id)

        def down(asked: int, reading: Reading) -> Node:
            if asked == len(ordered):
                return self.leaf(int(told(reading)))
            choice = ordered[asked]
            return self.ask(choice.id, [down(asked + 1, (*reading, (choice.id, o.id))) for o in choice.options])

        return down(0, ())

    def under(self, node: Node, reading: Reading) -> Node:
        """What is left of a diagram once the reading has answered."""
        for choice, option in reading:
            if choice in self.options and option in self.options[choice]:
                node = self._restricted(node, choice, self.options[choice].index(option), {})
        return node

    def values(self, node: Node) -> frozenset[int]:
        """Every value that some reading leads to."""
        if node not in self._values:
            choice, below = self._nodes[node]
            told = below if choice == _LAST else frozenset().union(*(self.values(b) for b in below))
            self._values[node] = frozenset(told)
        return self._values[node]

    def choices(self, node: Node) -> list[str]:
        """The choices that some value turns on, sorted."""
        found: set[str] = set()
        seen, ahead = set(), [node]
        while ahead:
            at = ahead.pop()
            choice, below = self._nodes[at]
            if at not in seen and choice != _LAST:
                seen.add(at)
                found.add(choice)
                ahead += below
        return sorted(found)

    def decided(self, node: Node) -> list[tuple[Reading, int]]:
        """The partial readings that decide a diagram of verdict codes, with the code of each.

        Where all codes left have one verdict and a reason in common, that verdict stands for that reason.
        """
        if node not in self._decided:
            common = _common(self.values(node))
            self._decided[node] = [((), common)] if common is not None else self._split(node)
        return self._decided[node]

    def _split(self, node: Node) -> list[tuple[Reading, int]]:
        """Asks first what splits most cleanly: whose options leave the fewest codes gives the fewest leaves."""
        parts = {
            choice: [self._restricted(node, choice, i, {}) for i in range(len(self.options[choice]))]
            for choice in self.choices(node)
        }
        first = min(parts, key=lambda c: (sum(len(self.values(p)) for p in parts[c]), c))
        return [
            (tuple(sorted(((first, option), *reading))), code)
            for option, part in zip(self.options[first], parts[first], strict=True)
            for reading, code in self.decided(part)
        ]

    def _restricted(self, node: Node, choice: str, option: int, known: dict[Node, Node]) -> Node:
        asked, below = self._nodes[node]
        if asked > choice:
            return node
        if asked == choice:
            return below[option]
        if node not in known:
            known[node] = self.ask(asked, [self._restricted(b, choice, option, known) for b in below])
        return known[node]

    def _under(self, node: Node, choice: str, option: int) -> Node:
        asked, below = self._nodes[node]
        return below[option] if asked == choice else node

    def _number(self, made: tuple[str, tuple[int, ...]]) -> Node:
        if made not in self._numbers:
            self._numbers[made] = len(self._nodes)
            self._nodes.append(made)
        return self._numbers[made]


def _chosen(which: int, *of: int) -> int:
    return of[which]


def _common(codes: frozenset[int]) -> int | None:
    """The one code that stands for all: the same verdict everywhere, for reasons that hold under every reading."""
    if len(codes) == 1:
        return next(iter(codes))
    reasons = reduce(lambda a, b: a & b, codes) & 255
    return next(iter(codes)) >> 8 << 8 | reasons if len({c >> 8 for c in codes}) == 1 and reasons else None
