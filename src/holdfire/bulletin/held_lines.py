"""Findings of one incident under one instrument -> verdicts by reading, clause, checks, undertakings engaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from holdfire.bulletin.book import Book
from holdfire.bulletin.figures import STRENGTH, Held, Reading
from holdfire.bulletin.reading_words import readings_words, ways
from holdfire.bulletin.reasoning import CheckLine, ClauseLine, HeldLine, TermLine, VerdictLine
from holdfire.records import Because, Finding, Instrument, Result, Term, TextStatus, Verdict


def held_line(held: Held, findings: Iterable[Finding], instrument: str, book: Book) -> HeldLine:
    """One incident under one instrument: the verdicts that stand, then each term with its clause and checks.

    A term that decides nothing here (not covered where another term, or none, is more) is brief: its clause, its
    verdict and only the checks that decided it; a check that all of the brief ones share is said once for them.
    """
    known = book.instruments.get(instrument)
    by_term: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_term[finding.term].append(finding)
    standing = held.verdicts() - {Verdict.NOT_COVERED}
    terms = tuple(
        _term(_sorted(of), known, book, brief=standing.isdisjoint(f.verdict for f in of))
        for _, of in sorted(by_term.items())
    )
    others = tuple(term for term in terms if term.brief)
    shared = _shared(others)
    return HeldLine(
        instrument=instrument,
        title=known.title if known else instrument,
        overall=_overall(held, book),
        terms=tuple(term for term in terms if not term.brief),
        others=tuple(replace(term, checks=tuple(c for c in term.checks if c not in shared)) for term in others),
        shared=shared,
        sentence=book.words.text("not_covered_sentence") if Verdict.NOT_COVERED in held.verdicts() else "",
    )


def _shared(terms: tuple[TermLine, ...]) -> tuple[CheckLine, ...]:
    """The checks that every one of several terms has word for word; a single term keeps its own."""
    if len(terms) < 2:
        return ()
    return tuple(check for check in terms[0].checks if all(check in term.checks for term in terms[1:]))


def clauses(book: Book) -> tuple[ClauseLine, ...]:
    """Every term that an incident was held against, with its clause as quoted, once."""
    used = {(finding.instrument, finding.term) for finding in book.material.findings}
    return tuple(
        ClauseLine(
            anchor=_anchor(instrument.id, term.id),
            instrument=instrument.title,
            clause=term.clause,
            title=term.what,
            quote=term.quote.words,
            paraphrased=term.quote.status in {TextStatus.PARAPHRASE, TextStatus.UNSEEN},
            quote_status=book.words.of("text_status", term.quote.status),
            quote_source=_source_of(term, instrument, book),
        )
        for instrument in sorted(book.instruments.values(), key=lambda i: i.id)
        for term in instrument.terms
        if (instrument.id, term.id) in used
    )


def _anchor(instrument: str, term: str) -> str:
    return f"t-{instrument}-{term}"


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda f: (STRENGTH.index(f.verdict), sorted(f.reading.items()), f.key))


def _overall(held: Held, book: Book) -> tuple[VerdictLine, ...]:
    grouped: dict[tuple[Verdict, tuple[Because, ...]], list[Reading]] = defaultdict(list)
    for variant in held.variants:
        grouped[(variant.verdict, variant.because)].append(variant.reading)
    return tuple(
        VerdictLine(
            verdict=verdict.value,
            words=verdict_words(verdict, because, book),
            because=because_words(verdict, because, book),
            under=readings_words(readings, book),
            ways=ways(readings, book),
        )
        for (verdict, because), readings in grouped.items()
    )


def _term(findings: list[Finding], instrument: Instrument | None, book: Book, *, brief: bool) -> TermLine:
    term_id = findings[0].term
    term = next((t for t in instrument.terms if t.id == term_id), None) if instrument else None
    return TermLine(
        term=term_id,
        anchor=_anchor(instrument.id, term_id) if instrument and term else "",
        brief=brief,
        title=term.what if term else term_id,
        clause=term.clause if term else "",
        quote=term.quote.words if term and not brief else "",
        paraphrased=term is None or term.quote.status in {TextStatus.PARAPHRASE, TextStatus.UNSEEN},
        quote_status=book.words.of("text_status", term.quote.status) if term and not brief else "",
        quote_source="" if brief else _source_of(term, instrument, book),
        verdicts=_verdicts(findings, book),
        checks=_checks(findings, book, brief=brief),
        exceptions=tuple(sorted({line for f in findings for line in _exceptions(f, book)})),
        undertakings=tuple(sorted({line for f in findings for line in _undertakings(f, book)})),
        refer_to=tuple(sorted({book.who(to, f.instrument) for f in findings for to in f.refer_to})),
        findings=tuple(finding.key for finding in findings),
    )


def _source_of(term: Term | None, instrument: Instrument | None, book: Book) -> str:
    if term is None or instrument is None:
        return ""
    cited = next((c.words for c in instrument.sources if c.id == term.quote.source), term.quote.source)
    if not term.quote.paragraph or term.quote.paragraph == term.clause:
        return cited
    return book.words.say("quoted_at", paragraph=term.quote.paragraph, cited=cited)


def _verdicts(findings: list[Finding], book: Book) -> tuple[VerdictLine, ...]:
    """Each verdict once, with the readings in which it holds; what "not covered" means is said by the instrument."""
    lines: dict[tuple[str, str, str, str, str], list[Reading]] = defaultdict(list)
    for finding in findings:
        told = (
            finding.verdict.value,
            verdict_words(finding.verdict, finding.because, book),
            because_words(finding.verdict, finding.because, book),
            "" if finding.verdict is Verdict.NOT_COVERED else book.told(finding.incident, finding.sentence),
            book.words.of("status", finding.status),
        )
        lines[told].append(tuple(sorted(finding.reading.items())))
    return tuple(
        VerdictLine(
            verdict=verdict, words=words, because=because, sentence=sentence, status=status,
            under=readings_words(readings, book),
        )
        for (verdict, words, because, sentence, status), readings in lines.items()
    )  # fmt: skip


def verdict_words(verdict: Verdict, because: Collection[Because], book: Book) -> str:
    """A verdict in words; of one that is contrary, also that its author is not established."""
    words = book.words.of("verdict", verdict)
    return f"{words}, {book.words.text('author_not_established')}" if _authorless(verdict, because) else words


def _authorless(verdict: Verdict, because: Collection[Because]) -> bool:
    return verdict in {Verdict.CONTRARY, Verdict.CONTRARY_UNLESS_EXCEPTION} and Because.AUTHOR in because


def because_words(verdict: Verdict, because: Collection[Because], book: Book) -> str:
    """Why a verdict is what it is, in words: a reason, or what is missing."""
    group = {Verdict.NOT_COVERED: "because_not_covered", Verdict.UNDETERMINED: "because_undetermined"}.get(
        verdict, "because"
    )
    reasons = [b for b in because if b is not Because.AUTHOR] if _authorless(verdict, because) else because
    return ", ".join(book.words.of(group, b) for b in sorted(reasons, key=tuple(Because).index))


def _checks(findings: list[Finding], book: Book, *, brief: bool) -> tuple[CheckLine, ...]:
    """Each distinct check once, in the order of the checks, with the readings in which it holds.

    Of a brief term only those that decided it: the failed ones, or where none failed the unknown ones.
    """
    results = {check.result for finding in findings for check in finding.checks}
    decided = {Result.FAIL} if Result.FAIL in results else {Result.UNKNOWN}
    found: dict[str, dict[tuple[Result, str], list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        for check in finding.checks:
            if not brief or check.result in decided:
                basis = book.told(finding.incident, check.basis)
                found[check.name][(check.result, basis)].append(tuple(sorted(finding.reading.items())))
    return tuple(
        CheckLine(
            check=name,
            name=book.words.of("check", name),
            result=result.value,
            result_words=book.words.of("result", result),
            basis=basis,
            under="" if len(readings) == len(findings) else readings_words(readings, book),
        )
        for name, of in found.items()
        for (result, basis), readings in of.items()
    )


def _exceptions(finding: Finding, book: Book) -> Iterable[str]:
    for invoked in finding.exceptions:
        disputed = (
            book.words.say("exception_disputed", by=book.several(invoked.disputed_by)) if invoked.disputed_by else ""
        )
        yield book.words.say(
            "exception", exception=book.label(invoked.exception), by=book.who(invoked.by), disputed=disputed
        )


def _undertakings(finding: Finding, book: Book) -> Iterable[str]:
    for engaged in finding.undertakings:
        verb = book.words.of("undertaking_verb", engaged.verb)
        yield book.words.say(
            "undertaking", who=book.several(engaged.who, finding.instrument), verb=verb, basis=engaged.basis
        )
