"""Texts to the agencies that they credit, where their publisher is known to carry the agency on the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, Protocol

from holdfire import data
from holdfire.incidents.voices import ties_on
from holdfire.records import Affiliation, Credit, Report, Source, Text

_APART = r"[\s,/&+;|.-]*"


class Known(Protocol):
    """What is asked of a source book."""

    def get(self, source: str) -> Source | None:
        """A source by id."""


def credited(texts: Iterable[Text], reports: Iterable[Report], sources: Known) -> tuple[Credit, ...]:
    """The credits, in order.

    A name in running text is a mention and credits nobody; nor does a name where no file says that the publisher
    carries that agency: a bracket may be a photograph's.
    """
    known = {report.key: report for report in reports}
    found = {
        credit
        for text in texts
        if (report := known.get(text.report)) is not None
        for tie in carried(report.source, report.published.date() if report.published else None, sources)
        for credit in _credit(text, report.source, tie, sources)
    }
    return tuple(sorted(found))


def carried(source: str, day: date | None, sources: Known) -> tuple[Affiliation, ...]:
    """The agencies that a source carries on a day, in the order stated; undated: those that it carries to this day."""
    publisher = sources.get(source)
    ties = publisher.carries if publisher else ()
    return tuple(tie for tie in ties if ties_on((tie,), day))


def _credit(text: Text, publisher: str, tie: Affiliation, sources: Known) -> Iterator[Credit]:
    agency = sources.get(tie.to)
    found = _found(text.content, (agency.name, *agency.names)) if agency else None
    if found:
        yield Credit(report=text.report, publisher=publisher, agency=tie.to, text=text.sha256, start=found[0],
                     end=found[1], why=tie.why)  # fmt: skip


def _found(content: str, names: Sequence[str]) -> tuple[int, int] | None:
    """Where the first credit stands: (start, end)."""
    figures = _figures()
    ends = max(0, len(content) - figures["tail"])
    for match in _signed(names).finditer(content):
        if match.start() < figures["head"] or match.start() >= ends:
            return match.start(), match.end()
    return None


@cache
def _signed(names: Sequence[str]) -> re.Pattern[str]:
    """In brackets, alone or with others; before a dash that ends a place line; on a line of its own."""
    name = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))
    leads, beside = ("|".join(re.escape(word) for word in _figures()[what]) for what in ("leads", "beside"))
    others = rf"(?:{_APART}(?:(?i:{beside})|[A-Z]{{2,8}}|[A-Z][a-z]+))*{_APART}"
    return re.compile(
        rf"[(\[](?:[\w\s]{{0,24}}[,/]\s*)?(?:(?i:{leads})\s*:?\s*)?(?:{name})\b(?:\s*[,/&][^()\[\]\n]{{0,40}})?[)\]]"
        rf"|(?:^|[,(/]\s?)(?:{name})\b\)?\s{{0,2}}[-–—]{{1,2}}\s"
        rf"|^\s*(?:(?i:{leads})\s*:?\s*)?(?:{name})\b{others}$",
        re.MULTILINE,
    )


@cache
def _figures() -> dict[str, Any]:
    figures: dict[str, Any] = data.load("corroboration/credits.yaml")
    return figures
