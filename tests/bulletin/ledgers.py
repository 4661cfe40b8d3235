"""What people put in: published counts, a duty, coverage, a complaint, a comment."""

from __future__ import annotations

from datetime import UTC, date, datetime

from holdfire.bulletin import Period, Reconciled, Side
from holdfire.records import (
    Complaint,
    ComplaintState,
    Count,
    Coverage,
    Duty,
    DutyState,
    Review,
)


def count(by: str, number: int, publisher: str, area: str = "Homs") -> Count:
    return Count(
        key=f"count:{by}/{publisher}/{area}", number=number, unit="violation_registered", period_start=date(2017, 5, 16),
        period_end=date(2017, 5, 16), area_name=area, recorded_by=by, publisher=publisher,
    )  # fmt: skip


def counts() -> tuple[Count, ...]:
    return count("ru", 6, "Agency One"), count("ru", 5, "Agency Two"), count("tr", 11, "Agency One")


def reconciled() -> Reconciled:
    one, two, three = counts()
    return Reconciled(
        period=Period(first=date(2017, 5, 16), last=date(2017, 5, 16)), area_name="Homs", unit="violation_registered",
        sides=(Side(recorded_by="ru", number=None, printed=(one, two)), Side(recorded_by="tr", number=11, printed=(three,))),
        incidents=("incident:i1",), residue=(("tr", "5 more than the other side registered"), ("ru", "no incident is known for 5 of 6")),
        misread=(("daily", "prints “committed 17 violations” where two sides registered 6 and 11"),),
    )  # fmt: skip


def duty() -> Duty:
    return Duty(
        key="duty:memo/maps", instrument="memo", term="maps", what="Prepare maps of the areas", on_whom=("ru", "tr", "ir"),
        due=datetime(2017, 6, 4, 21, tzinfo=UTC), reckoned="as the quoted text says", state=DutyState.PENDING,
        rivals=("27 May (The Daily): a misreport, never run",),
    )  # fmt: skip


def coverage() -> tuple[Coverage, ...]:
    return (
        Coverage(key="coverage:1", zone="z2", period_start=date(2017, 5, 16), period_end=date(2017, 5, 16), who="own", how="patrol",
                 reports=1, by_affiliation={"gov": 0}, restrictions=("turned back at a checkpoint",)),
        Coverage(key="coverage:2", zone="z2", period_start=date(2017, 5, 18), period_end=date(2017, 5, 18), who="own", how="patrol", reports=2),
        Coverage(key="coverage:3", zone="z1", period_start=date(2017, 5, 15), period_end=date(2017, 5, 21), who="daily", how="press",
                 reports=14, by_affiliation={"gov": 6}, by_language={"ar": 9, "en": 5}, not_machine_read=4),
    )  # fmt: skip


def complaint() -> Complaint:
    return Complaint(
        key="complaint:9", number=3, complainant="Nadia Haddad", against="gov", receipt="by letter", received=datetime(2017, 5, 17, tzinfo=UTC),
        words="I, Nadia Haddad, saw the bakery burn.", state=ComplaintState.UNDER_INQUIRY, history=("17 May: received", "18 May: under inquiry"),
    )  # fmt: skip


def comment() -> Review:
    return Review(
        key="review:12", decision="comment", target="incident:i1", value='"Our aircraft were not in the area."', who="Liaison of the government",
        when=datetime(2017, 5, 19, 9, tzinfo=UTC), why="", position=12,
    )  # fmt: skip
