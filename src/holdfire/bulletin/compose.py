"""Material -> the bulletin: one model that every format prints, as late and as coarse as its audience's policy asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from holdfire.bulletin import groups, tables
from holdfire.bulletin.book import Book
from holdfire.bulletin.entries import HeldBy, entries
from holdfire.bulletin.evidence_lines import claim_line
from holdfire.bulletin.families import arranged
from holdfire.bulletin.figures import Held, Options, Variant, hold_by_incident, options_of, together
from holdfire.bulletin.held_lines import clauses
from holdfire.bulletin.map import draw
from holdfire.bulletin.material import Material
from holdfire.bulletin.model import Bulletin, ClaimLine, Field, Head
from holdfire.bulletin.words import DEFAULT, Words
from holdfire.disclosure import assert_cleared, assert_due
from holdfire.records import Because, Finding, Verdict


def compose(material: Material, words: str = DEFAULT) -> Bulletin:
    """The bulletin of one period for one audience; the same material gives the same bulletin, in any order.

    `words` names the data file of the language. Raises BadRequest E441 before the policy's delay has passed, and
    Broken E941 when something in the material is above the view's clearance.
    """
    assert_due(material.period.last, material.zone, material.policy, material.now, material.cutoff)
    assert_cleared(material, material.view)
    book = Book(material, Words(material.zone, words))
    options = options_of(c for i in material.instruments for c in i.choices)
    held_by = _held_by(material.findings, options)
    overall = _overall([i.key for i in material.incidents], held_by, options)
    before = _held_by(material.previous, options) if material.previous_period else None
    shown, families, chains = arranged(entries(book, held_by, overall))
    numbers = {entry.key: entry.number for entry in shown}
    then = (
        _overall(sorted({f.incident for f in material.previous}), before, options).values()
        if before is not None
        else None
    )
    bulletin = Bulletin(
        head=_head(book),
        figures=groups.figures(overall.values(), then, numbers, book),
        totals=_totals(book),
        instruments=groups.by_instrument(held_by, before, numbers, book),
        zones=groups.by_zone(held_by, before, numbers, book),
        parties=groups.by_party(held_by, numbers, book),
        choices=groups.choices(held_by, numbers, book),
        map=draw(book, shown),
        entries=shown,
        families=families,
        chains=chains,
        clauses=clauses(book),
        tallies=tables.tallies(numbers, book), printings=tables.printings(book),
        residue=tables.residue(book), misread=tables.misread(book),
        undertakings=tables.undertakings(material.findings, numbers, book), duties=tables.duties(book),
        complaints=tables.complaints(book), coverage=tables.coverage(book),
        disclosure=_disclosure(book), spoken=tables.spoken(book), showings=tables.showings(book),
        misreports=tables.misreports(book), asserted=tables.asserted(book),
        corrections=tables.corrections(book), comments=tables.comments(book),
        unread=tables.unread(book), doubts=tables.doubts(book), received=tables.received(book), method=_method(book),
    )  # fmt: skip
    return msgspec.convert(book.veil.over_all(bulletin.plain()), Bulletin)


def _held_by(findings: Iterable[Finding], options: Options) -> HeldBy:
    by_instrument: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_instrument[finding.instrument].append(finding)
    return {name: hold_by_incident(of, options) for name, of in sorted(by_instrument.items())}


def _overall(incidents: Iterable[str], held_by: HeldBy, options: Options) -> dict[str, Held]:
    """Each incident under all instruments at once; one that no term speaks of is not covered: the text is silent."""
    found = {}
    for key in sorted(incidents):
        helds = [of[key] for of in held_by.values() if key in of]
        silent = Variant(reading=(), verdict=Verdict.NOT_COVERED, because=(Because.TEXT,))
        found[key] = together(helds, options) if helds else Held(incident=key, variants=(silent,))
    return found


def _head(book: Book) -> Head:
    m, words = book.material, book.words
    previous = words.days(m.previous_period.first, m.previous_period.last) if m.previous_period else ""
    return Head(
        case=m.case,
        about=m.about,
        period=words.days(m.period.first, m.period.last),
        first=m.period.first.isoformat(),
        last=m.period.last.isoformat(),
        zone=m.zone,
        cutoff=m.cutoff,
        previous=previous,
        audience=words.of("audiences", m.view.audience),
        audience_id=m.view.audience,
        as_known_on=m.as_known_on,
        code_version=m.code_version,
        policy=_policy(book),
        policy_why=m.policy.why,
    )


def _policy(book: Book) -> tuple[str, ...]:
    policy, words = book.material.policy, book.words
    kinds = ", ".join(words.of("place_kind", kind) for kind in policy.hide_place_kinds)
    return (
        words.template("policy", "delay", hours=policy.delay_hours)
        if policy.delay_hours
        else words.of("policy", "delay_none"),
        words.of("policy", policy.finest_place),
        *((words.template("policy", "hidden", kinds=kinds),) if kinds else ()),
        *((words.of("policy", "coverage"),) if policy.coverage_by == "zone_week" else ()),
        words.of("policy", "names"),
    )


def _totals(book: Book) -> tuple[Field, ...]:
    """How much there was to look at: beside every figure stands what it could have been made from."""
    m = book.material
    told = {
        "incidents": (len(m.incidents), "findings"),
        "reports": (len(m.reports), "method"),
        "sources": (len({report.source for report in m.reports}), "method"),
        "claims": (len(m.claims), "first"),
        "observations": (len(m.observations), "first"),
        "complaints": (len(m.complaints), "complaints"),
        "unread": (len(m.unread), "coverage"),
    }
    return tuple(
        Field(label=book.words.of("total", name), value=str(n), opens=opens if n else "")
        for name, (n, opens) in told.items()
    )


def _disclosure(book: Book) -> tuple[ClaimLine, ...]:
    """What speakers say was shown or withheld, each with its sentence."""
    keys = sorted({row.claim for row in book.material.disclosure if row.claim})
    return tuple(claim_line(book.claims[key], book) for key in keys if key in book.claims)


def _method(book: Book) -> tuple[Field, ...]:
    m, words = book.material, book.words
    told = {
        "version": m.code_version,
        "readers": ", ".join(sorted({claim.reader for claim in m.claims})),
        "extractors": ", ".join(sorted({text.extractor for text in m.texts})),
        "tables": ", ".join(sorted({f"{row.table} {row.edition}" for row in m.rows})),
        "zone": m.zone,
    }
    return tuple(Field(label=words.of("method", name), value=value) for name, value in told.items() if value)
