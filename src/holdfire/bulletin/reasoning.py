"""What was said of incidents under each instrument, as plain data: verdicts, checks, clauses, and what many share."""

from __future__ import annotations

import msgspec


class CheckLine(msgspec.Struct, frozen=True, kw_only=True):
    """One check; `under` says in which readings, "" = in all."""

    check: str
    """time | place | act | ..., for scripts."""
    name: str
    result: str
    """pass | fail | unknown, for style and scripts."""
    result_words: str
    basis: str
    under: str = ""


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """A question of reading, and the answers to it that come to the same."""

    anchor: str
    """Of the question among the readings."""
    question: str
    options: tuple[str, ...]


class VerdictLine(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict under some reading."""

    verdict: str
    words: str
    because: str = ""
    under: str
    """"under all readings", or the options that it holds under."""
    ways: tuple[tuple[Condition, ...], ...] = ()
    """The same taken apart: it holds where all conditions of one of these are met."""
    sentence: str = ""
    status: str = ""


class TermLine(msgspec.Struct, frozen=True, kw_only=True):
    """One incident against one term: the clause, the verdicts by reading, the checks."""

    term: str
    anchor: str = ""
    """Of its clause in the list of clauses."""
    brief: bool = False
    """It decides nothing here: no quote, and only the checks that decided it."""
    title: str
    clause: str
    quote: str
    paraphrased: bool
    """Then it is not printed in quotation marks."""
    quote_status: str
    quote_source: str = ""
    verdicts: tuple[VerdictLine, ...]
    checks: tuple[CheckLine, ...]
    exceptions: tuple[str, ...] = ()
    undertakings: tuple[str, ...] = ()
    refer_to: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    """Keys, for `explain`."""


class ClauseLine(msgspec.Struct, frozen=True, kw_only=True):
    """A term that incidents were held against, with its clause as quoted."""

    anchor: str
    instrument: str
    clause: str
    title: str
    quote: str
    paraphrased: bool
    quote_status: str
    quote_source: str = ""


class HeldLine(msgspec.Struct, frozen=True, kw_only=True):
    """One incident under one instrument: the strongest verdict under each reading, then term by term."""

    instrument: str
    title: str
    overall: tuple[VerdictLine, ...]
    terms: tuple[TermLine, ...]
    others: tuple[TermLine, ...] = ()
    """Brief ones."""
    shared: tuple[CheckLine, ...] = ()
    """Checks that all of the brief ones have word for word, said once."""
    sentence: str = ""
    """What "not covered" does not mean, where some reading comes to it."""


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """The reasoning under one instrument that several incidents share, check by check."""

    anchor: str
    held: HeldLine
    """A check of time or place without basis is the incident's own: it stands there."""
    numbers: tuple[int, ...]


class ChainLink(msgspec.Struct, frozen=True, kw_only=True):
    """One instrument's verdicts, and the chain that says why."""

    title: str
    overall: tuple[VerdictLine, ...]
    chain: str


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents to which the same is said under every instrument, for the same reasons."""

    anchor: str
    group: str
    title: str
    links: tuple[ChainLink, ...]
    numbers: tuple[int, ...]
