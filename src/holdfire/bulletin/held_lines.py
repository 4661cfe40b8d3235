"""Findings of one incident under one instrument -> verdicts by reading, clause, checks, undertakings engaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from holdfire.bulletin.book import Book
from holdfire.bulletin.figures import STRENGTH, Held, Reading
from holdfire.bulletin.model import CheckLine, HeldLine, TermLine, VerdictLine
from holdfire.records import Because, Finding, Instrument, Term, TextStatus, Verdict


def reading_words(reading: Reading, book: Book) -> str:
    """`under: the obligation runs from 6 May (Ministry)`, or `under all readings`."""
    if not reading:
        return book.words.say("all_readings")
    return book.words.say("under", options=" + ".join(_option(choice, option, book) for choice, option in reading))


def _option(choice_id: str, option_id: str, book: Book) -> str:
    for instrument in book.instruments.values():
        for choice in instrument.choices:
            for option in choice.options:
                if (choice.id, option.id) == (choice_id, option_id):
                    return book.words.say("option", option=option.words)
    return f"{choice_id} = {option_id}"


def held_line(instrument: str, held: Held, findings: Iterable[Finding], book: Book) -> HeldLine:
    """One incident under one instrument: the verdicts that stand, then each term with its clause and checks."""
    known = book.instruments.get(instrument)
    terms: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.instrument == instrument:
            terms[finding.term].append(finding)
    return HeldLine(
        instrument=instrument,
        title=known.title if known else instrument,
        overall=tuple(
            VerdictLine(
                verdict=v.verdict.value,
                words=book.words.of("verdict", v.verdict),
                because=_because(v.verdict, v.because, book),
                under=reading_words(v.reading, book),
            )
            for v in held.variants
        ),
        terms=tuple(_term(term, terms[term], known, book) for term in sorted(terms)),
    )


def _term(term_id: str, findings: list[Finding], instrument: Instrument | None, book: Book) -> TermLine:
    term = next((t for t in instrument.terms if t.id == term_id), None) if instrument else None
    findings = sorted(findings, key=lambda f: (STRENGTH.index(f.verdict), sorted(f.reading.items()), f.key))
    return TermLine(
        term=term_id,
        title=term.what if term else term_id,
        clause=term.clause if term else "",
        quote=term.quote.words if term else "",
        paraphrased=term is None or term.quote.status in {TextStatus.PARAPHRASE, TextStatus.UNSEEN},
        quote_status=book.words.of("text_status", term.quote.status) if term else "",
        quote_source=_source_of(term, instrument),
        verdicts=tuple(_verdict(finding, book) for finding in findings),
        checks=_checks(findings, book),
        exceptions=tuple(sorted({line for f in findings for line in _exceptions(f, book)})),
        undertakings=tuple(sorted({line for f in findings for line in _undertakings(f, book)})),
        refer_to=tuple(sorted({book.who(to) for f in findings for to in f.refer_to})),
        findings=tuple(finding.key for finding in findings),
    )


def _source_of(term: Term | None, instrument: Instrument | None) -> str:
    if term is None or instrument is None:
        return ""
    cited = next((c.words for c in instrument.sources if c.id == term.quote.source), term.quote.source)
    return f"{term.quote.paragraph} {cited}".strip() if term.quote.paragraph != term.clause else cited


def _verdict(finding: Finding, book: Book) -> VerdictLine:
    words = book.words.of("verdict", finding.verdict)
    if finding.verdict is Verdict.CONTRARY and not finding.author_established:
        words = f"{words}, {book.words.text('author_not_established')}"
    sentence, duty = finding.sentence, book.words.text("not_covered_sentence")
    if finding.verdict is Verdict.NOT_COVERED and duty not in sentence:
        sentence = f"{sentence} {duty}".strip()
    return VerdictLine(
        verdict=finding.verdict.value,
        words=words,
        because=_because(finding.verdict, finding.because, book),
        under=reading_words(tuple(sorted(finding.reading.items())), book),
        sentence=sentence,
        status=book.words.of("status", finding.status),
    )


def _because(verdict: Verdict, because: Iterable[Because], book: Book) -> str:
    group = {Verdict.NOT_COVERED: "because_not_covered", Verdict.UNDETERMINED: "because_undetermined"}.get(
        verdict, "because"
    )
    return ", ".join(book.words.of(group, b) for b in sorted(because, key=tuple(Because).index))


def _checks(findings: list[Finding], book: Book) -> tuple[CheckLine, ...]:
    """Each distinct check once, in the order of the checks, with the readings in which it holds."""
    found: dict[str, dict[tuple[str, str], list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        for check in finding.checks:
            found[check.name][(check.result.value, check.basis)].append(tuple(sorted(finding.reading.items())))
    return tuple(
        CheckLine(
            name=book.words.of("check", name),
            result=result,
            result_words=book.words.of("result", result),
            basis=basis,
            under=""
            if len(readings) == len(findings)
            else " | ".join(sorted({reading_words(r, book) for r in readings})),
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
        yield book.words.say("undertaking", who=book.several(engaged.who), verb=verb, basis=engaged.basis)
