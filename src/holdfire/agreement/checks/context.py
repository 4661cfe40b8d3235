"""What a check may look things up in: the actors, the codes, the other instruments of the case, and where faults go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, Protocol

from holdfire.agreement.binding import Actors
from holdfire.agreement.faults import FaultList, nearest
from holdfire.records import Instrument

ANALYST = "analyst's"
"""The holder of a reading that nobody but the case's analyst puts forward."""


class Codes(Protocol):
    """A tree of codes."""

    def codes(self) -> Iterable[str]:
        """Every code."""
        ...

    def is_a(self, code: str, ancestor: str) -> bool:
        """Whether `code` is `ancestor` or stands below it."""
        ...


class Vocabulary(NamedTuple):
    """The codes that terms and exceptions are written in."""

    acts: Codes
    weapons: Codes
    exceptions: Codes
    targets: Codes


class Context(NamedTuple):
    """One instrument's check."""

    instrument: Instrument
    """As written: with its own choices only."""
    faults: FaultList
    actors: Actors
    words: Vocabulary
    others: Mapping[str, Instrument]
    """Every instrument of the case by id, this one included, each with the choices of others that reach it."""

    @property
    def whole(self) -> Instrument:
        """The instrument with the choices of others that reach it: what its dates are reckoned on."""
        return self.others.get(self.instrument.id, self.instrument)

    def actor(self, actor: str, path: str) -> None:
        """An actor id must be known."""
        if actor and self.actors.get(actor) is None:
            known = [a.id for a in self.actors.all()]
            todo = nearest(actor, known, "use an actor id of the case, or add it to the case's actors")
            self.faults.error("E240", path, f"there is no actor `{actor}`", todo)

    def someone(self, who: str, path: str, also: Iterable[str] = ()) -> None:
        """By whose word: an actor, a party of this instrument, or one of its citations."""
        known = {*(p.id for p in self.instrument.parties), *(c.id for c in self.instrument.sources), *also}
        if who and who not in known and self.actors.get(who) is None:
            todo = nearest(who, [*known, *(a.id for a in self.actors.all())], "name an actor, a party or a citation")
            self.faults.error("E240", path, f"there is nobody `{who}`", todo)

    def refer(self, what: str, name: str, known: Iterable[str], path: str) -> None:
        """A reference inside the file must lead to something."""
        known = list(known)
        if name not in known:
            todo = nearest(name, known, f"known here: {', '.join(sorted(known)) or 'none'}")
            self.faults.error("E244", path, f"there is no {what} `{name}`", todo)

    def instrument_named(self, name: str, path: str) -> bool:
        """Whether an instrument is among the files; a case may hold only some of those that refer to each other."""
        if name in self.others:
            return True
        others = [other for other in self.others if other != self.instrument.id]
        todo = nearest(name, others, "check it together with that instrument's file")
        self.faults.warn("E293", path, f"the instrument `{name}` is not among the files", todo)
        return False

    def once(self, what: str, ids: Iterable[str], path: str, field: str = "id") -> None:
        """Ids in a list must differ."""
        seen: set[str] = set()
        for number, name in enumerate(ids):
            if name and name in seen:
                what_twice = f"the {what} `{name}` is there twice"
                self.faults.error("E245", f"{path}[{number}].{field}", what_twice, "rename one")
            seen.add(name)


Check = Callable[[Context], None]
