"""Who could have done it, against whom, to what the readings make of it: one diagram per situation.

Candidates and those whom it was against are asked pair by pair and the answers joined, so that a dozen armed groups
with a question each cost a dozen questions; what a pair answers serves every situation that has it.
"""

from __future__ import annotations

from datetime import datetime

from holdfire.findings.checks import check_author, narrow
from holdfire.findings.columns import Situation
from holdfire.findings.law import Law, Reading
from holdfire.findings.logic import CODE, UNKNOWN
from holdfire.findings.tree import Forest, Node
from holdfire.records import Choice, Instrument, Term

Key = tuple[object, ...]


class Authors:
    """The author check of every situation, as diagrams in a forest."""

    def __init__(self, law: Law, forest: Forest, before: Authors | None = None) -> None:
        self.law, self.forest = law, forest
        self.found: dict[Key, Node] = before.found if before else {}
        self.touched: dict[Key, tuple[Choice, ...]] = before.touched if before else {}
        """What is remembered; `before` is of the same parties, exclusions and choices."""
        self._alike: dict[tuple[str, str], Key] = {}

    def node(self, instrument: Instrument, term: Term, situation: Situation, when: datetime) -> Node:
        """Pass, fail or unknown as in `checks.check_author`, under each reading."""
        key = (self.asks(instrument, term), self.law.segment(instrument, when), situation)
        if key not in self.found:
            each = [self._candidate(instrument, term, situation, (c, when)) for c in situation.candidates]
            self.found[key] = self.forest.fold(_agreed, each) if each else self.forest.leaf(UNKNOWN)
        return self.found[key]

    def _candidate(self, instrument: Instrument, term: Term, situation: Situation, who: tuple[str, datetime]) -> Node:
        forest, opponents = self.forest, situation.opponents(who[0])
        against = [self._against(instrument, term, who, opponent) for opponent in opponents or (None,)]
        target = against[0]
        if len(against) > 1:
            # Only acts between the parties count: one of them is enough. Else one who is not known leaves it unknown.
            some, every = forest.fold(max, against), forest.fold(_strongest_known, against)
            target = forest.combine(_either, self._narrow(instrument, term), some, every)
        return forest.combine(min, self._bound(instrument, term, who), target)

    def _bound(self, instrument: Instrument, term: Term, who: tuple[str, datetime]) -> Node:
        """Whether one candidate is bound by the term."""
        parties = term.duty_to_prevent or term.by
        key = (instrument.id, parties, self.law.segment(instrument, who[1]), who[0])
        if key not in self.found:
            choices = self._touching(instrument, who[0])
            self.found[key] = self.forest.grow(
                choices, lambda reading: CODE[self.law.bound(instrument, parties, *who, reading).result]
            )
        return self.found[key]

    def _against(self, instrument: Instrument, term: Term, who: tuple[str, datetime], opponent: str | None) -> Node:
        """Whether the term protects one opponent (None: nobody is stated) from one candidate."""
        key = (self.asks(instrument, term), self.law.segment(instrument, who[1]), who[0], opponent)
        if key not in self.found:
            situation = Situation((who[0],), (), opponent)
            touching = self._touching(instrument, opponent) if opponent else ()
            choices = {c.id: c for c in (*touching, *self._on_target(instrument, term))}

            def told(reading: Reading) -> int:
                return check_author(self.law, instrument, term, (situation, who[1]), reading).candidates[0][3]

            self.found[key] = self.forest.grow(list(choices.values()), told)
        return self.found[key]

    def _touching(self, instrument: Instrument, actor: str) -> tuple[Choice, ...]:
        """The choices on how an actor, or one whom it is judged as, stands."""
        key = (instrument.id, actor)
        if key not in self.touched:
            self.touched[key] = self.law.touching(instrument, (actor,))
        return self.touched[key]

    def _on_target(self, instrument: Instrument, term: Term) -> tuple[Choice, ...]:
        key = (instrument.id, "target", term.id)
        if key not in self.touched:
            self.touched[key] = tuple(
                c for c in instrument.choices
                if any(e.kind == "target" and e.name == term.id for o in c.options for e in o.effects)
            )  # fmt: skip
        return self.touched[key]

    def _narrow(self, instrument: Instrument, term: Term) -> Node:
        return self.forest.grow(self._on_target(instrument, term), lambda reading: narrow(instrument, term, reading))

    def asks(self, instrument: Instrument, term: Term) -> Key:
        """What the check asks of a term: terms alike in it share their answers."""
        key = (instrument.id, term.id)
        if key not in self._alike:
            own = term.id if self._on_target(instrument, term) else ""
            who = (term.by, term.duty_to_prevent, term.against, term.between)
            self._alike[key] = (instrument.id, own, who)
        return self._alike[key]


def _either(only: int, some: int, every: int) -> int:
    return some if only else every


def _agreed(one: int, other: int) -> int:
    return one if one == other else UNKNOWN


def _strongest_known(one: int, other: int) -> int:
    return UNKNOWN if UNKNOWN in {one, other} else max(one, other)
