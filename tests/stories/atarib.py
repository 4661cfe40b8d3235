"""One event as several tell of it, to its incidents: files read by themselves, fused and graded with packaged knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from holdfire import actors, corroboration, incidents, intake, places, seals, sources
from holdfire.flow.extract import read_report
from holdfire.flow.knowledge import Knowledge
from holdfire.incidents import Told, series
from holdfire.records import Account, Incident, Report
from holdfire.store import CaseConfig


class File(NamedTuple):
    """One file: its name and bytes, who published it and when."""

    name: str
    data: bytes
    source: str
    published: datetime


class Story(NamedTuple):
    """What came of them."""

    incidents: tuple[Incident, ...]
    accounts: dict[str, Account]

    def main(self) -> Incident:
        """The incident that most sources tell of."""
        return max(self.incidents, key=lambda i: (len(self.sources(i)), len(i.accounts), i.key))

    def sources(self, incident: Incident) -> set[str]:
        return {self.accounts[k].source for k in incident.accounts}

    def series(self, incident: Incident) -> tuple[Told, ...]:
        return series(self.accounts[k] for k in incident.accounts)


def story(files: Iterable[File], reader: str) -> Story:
    """Read (with the named reader; "" is the best there is), fuse and grade."""
    config = CaseConfig(format=1, name="", zone="Asia/Damascus", country="SY")
    know = Knowledge(
        config=config, actors=actors.packaged(), sources=sources.packaged(), places=places.packaged(), instruments=(),
        actor_files="", source_files="", reader_name=reader,
    )  # fmt: skip
    accounts: list[Account] = []
    texts, reports = [], []
    for number, file in enumerate(files):
        report = Report(
            key=seals.key("report", file.name), source=file.source, format=intake.detect(file.name, file.data),
            filename=file.name, published=file.published, sha256=seals.sha256(file.data), size=len(file.data),
            position=number,
        )  # fmt: skip
        found = read_report(report, file.data, know)
        reports.append(report)
        texts += found.texts
        accounts += found.accounts
        for text in found.texts if found.read else ():
            mine = tuple(c for c in found.claims if c.text == text.sha256)
            accounts += incidents.accounts_from_claims(text, mine, report, know.book)[0]
    copies = corroboration.copies(texts, reports)
    one_body = corroboration.Ties(know.actors, know.sources).in_line
    graded = corroboration.grade(incidents.fuse(accounts, one_body=one_body), accounts, copies, know.sources, know.actors)
    return Story(graded, {a.key: a for a in accounts})
