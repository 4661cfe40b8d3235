"""The same functions as the commands, over records: `from holdfire import api; api.claims("article.txt")`.

    >>> from holdfire import api
    >>> [c.act.value for c in api.claims(article)]                      # a path to a text, page or PDF
    ['report', 'deny']
    >>> with api.case(folder) as case:                                  # a case that `holdfire demo` or `init` made
    ...     outcome = api.run(case)
    ...     contrary = api.findings(outcome, api.Question(verdict="contrary"))
    ...     lines = api.explain(outcome, contrary[0])

Everything returned is a frozen record of `holdfire.records` (or a tuple of them). Nothing here reads the clock except
`bulletin`, which is held against the audience's publication delay.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from holdfire.bulletin import Bulletin
from holdfire.flow import ask, chain, loose, publish
from holdfire.flow.ask import Question
from holdfire.flow.derive import Outcome, look
from holdfire.flow.derive import run as _run
from holdfire.places import PlaceMention
from holdfire.records import Claim, Copy, Finding, Incident, View
from holdfire.store import Case, Problem, open_case
from holdfire.store import verify as _verify
from holdfire.times import TimeMention

__all__ = [
    "Question",
    "bulletin",
    "case",
    "claims",
    "copies",
    "explain",
    "findings",
    "incidents",
    "look_at",
    "places",
    "run",
    "times",
    "verify",
]


def claims(path: str | Path) -> tuple[Claim, ...]:
    """Who says what about whom in one file, in the order of its text. Raises BadInput."""
    return loose.claims_of(loose.read_loose(Path(path), None, "UTC"))


def incidents(path: str | Path, *, published: datetime | None = None, zone: str = "UTC") -> tuple[Incident, ...]:
    """What one file says has happened; words of time are reckoned from `published`. Raises BadInput."""
    return loose.incidents_of(loose.read_loose(Path(path), published, zone, "rules"), zone)[0]


def places(path: str | Path) -> tuple[PlaceMention, ...]:
    """The places one file names, each a disc or an area. Raises BadInput."""
    return loose.places_of(loose.read_loose(Path(path), None, "UTC", "rules"))


def times(path: str | Path, *, published: datetime, zone: str = "UTC") -> tuple[TimeMention, ...]:
    """The times one file names, reckoned from `published`. Raises BadInput."""
    return loose.times_of(loose.read_loose(Path(path), published, zone, "rules"), published, zone)


def copies(*paths: str | Path) -> tuple[Copy, ...]:
    """Pairs among files that have a common origin. Raises BadInput."""
    return loose.copies_of([loose.read_loose(Path(p), None, "UTC", "rules") for p in paths])


def case(path: str | Path, *, write: bool = True, person: str = "") -> Case:
    """An open case, to be used in `with`. Raises BadCase."""
    return open_case(Path(path), write=write, who=person)


def run(opened: Case, *, audience: str = "public", as_of: int | None = None, workers: int = 1) -> Outcome:
    """Derive everything that is not up to date, and save it."""
    return _run(opened, View(audience=audience, as_of=as_of), workers=workers)


def look_at(opened: Case, *, audience: str = "public", as_of: int | None = None) -> Outcome:
    """What the last run derived. Raises BadCase E311 when there was none."""
    return look(opened, View(audience=audience, as_of=as_of))


def findings(outcome: Outcome, question: Question | None = None) -> tuple[Finding, ...]:
    """Findings as `holdfire findings` lists them: the strongest of each incident under each instrument and reading, or
    with `Question(everything=True)` those of every term. Raises BadRequest."""
    return tuple(finding for finding, _ in ask.findings(outcome, question or Question()))


def explain(outcome: Outcome, finding: Finding) -> tuple[str, ...]:
    """The chain from the verdict to the sentences and rows it rests on, a line each."""
    return tuple(chain.explain(outcome, finding))


def bulletin(opened: Case, outcome: Outcome, day: date) -> Bulletin:
    """The bulletin of the period that holds a day. Raises BadRequest E441 before the audience's delay has passed."""
    return publish.compose(opened, outcome, day, datetime.now(UTC))


def verify(path: str | Path) -> tuple[Problem, ...]:
    """What is wrong with a case's ledger and vault; empty when everything is as it was put in."""
    return _verify(Path(path))
