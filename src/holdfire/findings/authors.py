"""Who could have done it, against whom, to what the readings make of it: one diagram per situation.

Candidates and those whom it was against are asked pair by pair and the answers joined, so that a dozen armed groups
with a question each cost a dozen questions; what a pair answers serves every situation that has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from holdfire.findings.checks import check_author, narrow
from holdfire.findings.columns import Situation
from holdfire.findings.law import Law, Reading
from holdfire.findings.logic import UNKNOWN
from holdfire.findings.tree import Forest, Node
from holdfire.records import Choice, Instrument, Term

Key = tuple[object, ...]


class Authors:
    """The author check of every situation, as diagrams in a forest."""

    def __init__(self, law: Law, forest: Forest) -> None:
        self.law, self.forest = law, forest
        self._found: dict[Key, Node] = {}

    def node(self, instrument: Instrument, term: Term, situation: Situation, when: datetime) -> Node:
        """Pass, fail or unknown as in `checks.check_author`, under each reading."""
        key = (*_asks(self.law, instrument, term, when), situation)
        if key not in self._found:
            each = [self._candidate(instrument, term, situation, (c, when)) for c in situation.candidates]
            self._found[key] = self.forest.fold(_agreed, each) if each else self.forest.leaf(UNKNOWN)
        return self._found[key]

    def _candidate(self, instrument: Instrument, term: Term, situation: Situation, who: tuple[str, datetime]) -> Node:
        combine, fold = self.forest.combine, self.forest.fold
        pairs = [self._pair(instrument, term, who, o) for o in situation.opponents(who[0]) or (None,)]
        bound = combine(lambda pair: pair // 3 - 1, pairs[0])
        against = [combine(lambda pair: pair % 3 - 1, pair) for pair in pairs]
        target = against[0]
        if len(against) > 1:
            # Only acts between the parties count: one of them is enough. Else one who is not known leaves it unknown.
            target = combine(
                lambda only, some, every: some if only else every,
                self._narrow(instrument, term), fold(max, against), fold(_strongest_known, against),
            )  # fmt: skip
        return combine(min, bound, target)

    def _pair(self, instrument: Instrument, term: Term, who: tuple[str, datetime], opponent: str | None) -> Node:
        """One candidate against one other (None: nobody is stated): (bound + 1) * 3 + target + 1."""
        candidate, when = who
        key = (*_asks(self.law, instrument, term, when), candidate, opponent)
        if key not in self._found:
            situation = Situation((candidate,), (), opponent)
            choices = self.law.touching(instrument, (candidate, opponent) if opponent else (candidate,), term)

            def told(reading: Reading) -> int:
                (found,) = check_author(self.law, instrument, term, (situation, when), reading).candidates
                return (found[1] + 1) * 3 + found[3] + 1

            self._found[key] = self.forest.grow(choices, told)
        return self._found[key]

    def _narrow(self, instrument: Instrument, term: Term) -> Node:
        return self.forest.grow(_on_target(instrument, term), lambda reading: narrow(instrument, term, reading))


def _asks(law: Law, instrument: Instrument, term: Term, when: datetime) -> Key:
    """What the author check asks of a term: terms alike in it share their answers."""
    own = term.id if _on_target(instrument, term) else ""
    who = (term.by, term.duty_to_prevent, term.against, term.between)
    return (instrument.id, law.segment(instrument, when), own, who)


def _on_target(instrument: Instrument, term: Term) -> Sequence[Choice]:
    return [
        c for c in instrument.choices
        if any(e.kind == "target" and e.name == term.id for o in c.options for e in o.effects)
    ]  # fmt: skip


def _agreed(one: int, other: int) -> int:
    return one if one == other else UNKNOWN


def _strongest_known(one: int, other: int) -> int:
    return UNKNOWN if UNKNOWN in {one, other} else max(one, other)
