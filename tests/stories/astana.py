"""The packaged case as the stories look at it: what a view derived, and who said what of which incident."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from tests.demo_case import demo

from holdfire import findings
from holdfire.findings import Standing
from holdfire.flow.derive import Outcome, look
from holdfire.records import Account, Claim, Finding, Incident, Report, Verdict, View
from holdfire.store import open_case

MEMORANDUM = "sy-2017-05-04-astana"


class Story:
    """One view of a case: its records by key, and what stands for each incident."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.derived, self.held = outcome.derived, outcome.held

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """By key."""
        return {a.key: a for a in self.derived.accounts}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """By key."""
        return {c.key: c for c in self.derived.claims}

    @cached_property
    def reports(self) -> dict[str, Report]:
        """By key."""
        return {r.key: r for r in self.derived.reports}

    @cached_property
    def texts(self) -> dict[str, str]:
        """sha256 -> what it says."""
        return {t.sha256: t.content for t in self.derived.texts}

    @cached_property
    def standings(self) -> dict[str, list[Standing]]:
        """Incident key -> what stands for it under each instrument and partial reading."""
        found: dict[str, list[Standing]] = {}
        for standing in findings.standings(self.held):
            found.setdefault(standing.incident, []).append(standing)
        return found

    @cached_property
    def told(self) -> tuple[Incident, ...]:
        """Incidents of which at least one account is no table row, in an order that a reader can follow."""
        of = [i for i in self.derived.incidents if any(self.accounts[a].row is None for a in i.accounts)]
        return tuple(sorted(of, key=lambda i: (i.time.start.isoformat() if i.time else "", i.act, where(i), i.key)))

    def of(self, incident: Incident) -> list[Account]:
        """Its accounts, in the order of their files."""
        found = [self.accounts[key] for key in incident.accounts]
        return sorted(found, key=lambda a: (self.file(a), a.span or (0, 0), a.row or "", a.stance))

    def file(self, account: Account) -> str:
        """The name of the file that an account is out of."""
        return self.reports[account.report].filename

    def words(self, account: Account) -> str:
        """The words that an account rests on; "" for a row or an observation."""
        if account.text is None or account.span is None:
            return ""
        start, end = account.span
        return " ".join(self.texts[account.text][start:end].split())

    def told_of(self, act: str, place: str) -> Incident:
        """The one incident of an act at a place."""
        (incident,) = [i for i in self.told if i.act == act and place in where(i)]
        return incident

    def under(self, incident: Incident, instrument: str = MEMORANDUM) -> list[Finding]:
        """Every finding of an incident under an instrument, term by term and reading by reading."""
        made = findings.findings(self.held, list(self.held.rows(incident.key)))
        return [f for f in made if f.instrument == instrument]

    def verdicts(self, incident: Incident, instrument: str = MEMORANDUM, **reading: str) -> set[Verdict]:
        """What stands for an incident under an instrument, where the reading says so."""
        return {
            s.verdict
            for s in self.standings[incident.key]
            if s.instrument == instrument and all(s.reading.get(c, o) == o for c, o in reading.items())
        }

    def turns_on(self, incident: Incident, instrument: str = MEMORANDUM) -> set[str]:
        """The choices of reading that its verdict turns on."""
        return {c for s in self.standings[incident.key] if s.instrument == instrument for c in s.reading}


def where(incident: Incident) -> str:
    """The name of its place."""
    return incident.place.name if incident.place else "place not stated"


def when(incident: Incident) -> str:
    """Its time, UTC."""
    if incident.time is None:
        return "time not stated"
    return f"{incident.time.start:%Y-%m-%d %H:%M} to {incident.time.end:%Y-%m-%d %H:%M} UTC ({incident.time.precision})"


@cache
def story(audience: str = "public", case: Path | None = None) -> Story:
    """What the last run of a case derived for an audience; of the demo's case, where none is named."""
    with open_case(case or demo() / "case") as opened:
        return Story(look(opened, View(audience=audience)))
