"""Counts, duties, complaints, coverage, corrections and the rest -> captioned tables of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from holdfire.bulletin.book import Book
from holdfire.bulletin.decided import comment_words, commenter
from holdfire.bulletin.material import Period, Reconciled, Side
from holdfire.bulletin.model import Table
from holdfire.disclosure import coverage_for
from holdfire.records import Complaint, Count, Duty, Finding


def table(
    name: str,
    rows: Iterable[Sequence[str]],
    book: Book,
    *,
    columns: Sequence[str] = (),
    opens: Iterable[Sequence[int]] = (),
    near: Iterable[Sequence[int]] = (),
) -> Table:
    """A table with the caption, columns and words for emptiness that the words file gives it."""
    words = book.words.group("tables")[name]
    return Table(
        id=name.replace("_", "-"),
        caption=words["caption"],
        columns=tuple(columns) or tuple(words["columns"]),
        rows=tuple(tuple(row) for row in rows),
        notes=tuple(words.get("notes", ())),
        empty=words.get("empty", ""),
        opens=tuple(tuple(numbers) for numbers in opens),
        near=tuple(tuple(numbers) for numbers in near),
    )


def tallies(numbers: Mapping[str, int], book: Book) -> Table:
    """The sides' published counts of one day, area and unit side by side, every printing named where they differ; and
    beside them the incidents known. `numbers`: incident key -> its number in this bulletin."""
    rows = reconciled(book)
    sides = sorted({side.recorded_by for row in rows for side in row.sides})
    words = book.words.group("tables")["tallies"]["columns"]
    registered = (book.words.say("registered_by", who=book.who(side)) for side in sides)
    columns = [*words, *registered, book.words.say("incidents_known")]
    opens = [sorted(numbers[key] for key in row.incidents if key in numbers) for row in rows]
    near = [sorted(numbers[key] for key in row.nearby if key in numbers) for row in rows]
    cells = (
        [*_about(row, book), *_cells(row, sides, book), _known(row, of, book)]
        for row, of in zip(rows, near, strict=True)
    )
    return table("tallies", cells, book, columns=columns, opens=opens, near=near)


def printings(book: Book) -> Table:
    """Every printing of these counts: by whom, in which report, at which row or words of it."""
    rows = []
    for row in reconciled(book):
        for count in (count for side in row.sides for count in side.printed):
            refs = [ref.removeprefix("row:").partition("#") for ref in count.rests_on]
            at, report = next(((ref[2], ref[0][:12]) for ref in refs), ("", ""))
            number, unit = _or_none(count.number, book), book.words.of("unit", count.unit)
            rows.append([_days(row, book), _area(row, book), book.who(count.recorded_by), number, unit,
                         count.publisher, at, report])  # fmt: skip
    return table("printings", rows, book)


def _known(row: Reconciled, near: Sequence[int], book: Book) -> str:
    """How many incidents are known; of those nearby the ones that this bulletin opens, and whether there are others."""
    known = str(len(row.incidents))
    near_words = book.words.say("incidents_near", known=known, near=len(near)) if near else known
    return near_words if len(near) == len(row.nearby) else book.words.say("incidents_outside", known=near_words)


def residue(book: Book) -> Table:
    """What each side counted that nothing else shows: a line for a day and area, the sides beside each other."""
    rows = [row for row in reconciled(book) if row.residue]
    sides = sorted({side for row in rows for side, _ in row.residue})
    words = book.words.group("tables")["residue"]["columns"]
    columns = [*words, *(book.words.say("left_over", who=book.who(side)) for side in sides)]
    return table("residue", ([_days(row, book), _area(row, book), *_left(row, sides)] for row in rows), book,
                 columns=columns)  # fmt: skip


def _left(row: Reconciled, sides: Sequence[str]) -> Iterable[str]:
    return ("; ".join(words for by, words in row.residue if by == side) or "–" for side in sides)


def misread(book: Book) -> Table:
    """Printings that say something else than the bulletin they print."""
    return table(
        "misread",
        (
            [_days(row, book), book.who(publisher), words]
            for row in reconciled(book)
            for publisher, words in row.misread
        ),
        book,
    )


def reconciled(book: Book) -> list[Reconciled]:
    """The flow's reconciliation, in order of day and area; from the bare counts where it made none."""
    rows = book.material.reconciled or _side_by_side(book.material.counts)
    return sorted(rows, key=lambda r: (r.period, r.area_name, r.unit, r.instrument))


def _side_by_side(counts: Iterable[Count]) -> list[Reconciled]:
    """Counts of the same days, area, unit and instrument; never across units."""
    grouped: dict[tuple[Period, str, str, str, str], dict[str, list[Count]]] = defaultdict(lambda: defaultdict(list))
    for count in counts:
        period = Period(first=count.period_start, last=count.period_end)
        grouped[(period, count.zone, count.area_name, count.unit, count.instrument)][count.recorded_by].append(count)
    return [
        Reconciled(
            period=period,
            zone=zone,
            area_name=area,
            unit=unit,
            instrument=instrument,
            sides=tuple(_side(by, sides[by]) for by in sorted(sides)),
        )
        for (period, zone, area, unit, instrument), sides in grouped.items()
    ]


def _side(recorded_by: str, counts: list[Count]) -> Side:
    numbers = {count.number for count in counts}
    number = numbers.pop() if len(numbers) == 1 else None
    return Side(
        recorded_by=recorded_by, number=number, printed=tuple(sorted(counts, key=lambda c: (c.publisher, c.key)))
    )


def _about(row: Reconciled, book: Book) -> list[str]:
    instrument = book.instruments[row.instrument].title if row.instrument in book.instruments else row.instrument
    return [
        _days(row, book),
        _area(row, book),
        book.words.say("unit_rule", unit=book.words.of("unit", row.unit), rule=_rule(row, book)),
        instrument or book.words.say("instrument_not_stated"),
    ]


def _rule(row: Reconciled, book: Book) -> str:
    rules = sorted({count.rule for side in row.sides for count in side.printed if count.rule})
    return "; ".join(rules) or book.words.say("no_rule")


def _cells(row: Reconciled, sides: Sequence[str], book: Book) -> Iterable[str]:
    by_side = {side.recorded_by: side for side in row.sides}
    return (_number(by_side[side], book) if side in by_side else "–" for side in sides)


def _number(side: Side, book: Book) -> str:
    printed = {(count.publisher, count.number) for count in side.printed}
    if len({number for _, number in printed}) > 1:
        each = "; ".join(f"{publisher}: {_or_none(number, book)}" for publisher, number in sorted(printed, key=repr))
        return book.words.say("printings_differ", each=each)
    return _or_none(side.number, book)


def _or_none(number: int | None, book: Book) -> str:
    return book.words.say("no_number") if number is None else str(number)


def _days(row: Reconciled, book: Book) -> str:
    return book.words.days(row.period.first, row.period.last)


def _area(row: Reconciled, book: Book) -> str:
    return row.area_name or book.words.say("whole")


def undertakings(findings: Iterable[Finding], numbers: Mapping[str, int], book: Book) -> Table:
    """Who undertook to ensure, prevent or use influence, and toward which incidents that is engaged."""
    engaged: dict[tuple[str, str, str, str], set[int]] = defaultdict(set)
    for finding in findings:
        known = book.instruments.get(finding.instrument)
        title = known.title if known else finding.instrument
        for undertaking in finding.undertakings:
            verb = book.words.of("undertaking_verb", undertaking.verb)
            who = book.several(undertaking.who, finding.instrument)
            engaged[(who, verb, undertaking.basis, title)].add(numbers[finding.incident])
    rows = sorted(engaged.items())
    opens = [sorted(of) for _, of in rows]
    return table("undertakings", ([*what, str(len(of))] for what, of in rows), book, opens=opens)


def duties(book: Book) -> Table:
    """Obligations with their deadlines, and the dates that others report for them."""
    rows = []
    for duty in sorted(book.material.duties, key=lambda d: (d.due is None, d.due.isoformat() if d.due else "", d.key)):
        due = book.words.moment(duty.due, book.words.say("not_stated"))
        state = book.words.of("duty", duty.state)
        word = book.who(duty.by_whose_word) if duty.by_whose_word else ""
        rows.append(
            [
                duty.what,
                book.several(duty.on_whom, duty.instrument),
                f"{due} ({duty.reckoned})",
                state,
                word,
                duty.why,
                "; ".join(_rival(rival, duty, book) for rival in duty.rivals),
            ]
        )
    return table("duties", rows, book)


def _rival(rival: str, duty: Duty, book: Book) -> str:
    """A rival date, with the source in brackets in words."""
    said, _, source = rival.removesuffix(")").rpartition(" (")
    return f"{said} ({book.cited(source, duty.instrument, address=False)})" if said else rival


def complaints(book: Book) -> Table:
    """The complaint ledger: number, by and against whom, state. A complainant who is a private person is not named."""
    return table(
        "complaints", (_complaint(c, book) for c in sorted(book.material.complaints, key=lambda c: c.number)), book
    )


def _complaint(complaint: Complaint, book: Book) -> list[str]:
    def named(name: str) -> str:
        return book.who(name) if book.veil.public_name(name) else book.words.say("private_person")

    by = named(complaint.complainant) + (f" ({named(complaint.on_behalf_of)})" if complaint.on_behalf_of else "")
    against = book.who(complaint.against) if complaint.against else book.words.say("not_stated")
    received = book.words.day(complaint.received.astimezone(book.words.zone).date())
    state = book.words.of("complaint", complaint.state)
    return [str(complaint.number), received, by, against, complaint.words, state, "; ".join(complaint.history)]


def coverage(book: Book) -> Table:
    """Where anybody was able to look, by zone and week."""
    zones = {zone.id: zone.name for i in book.instruments.values() for zone in i.zones}
    rows = []
    for row in coverage_for(book.material.coverage, book.material.policy):
        ties = ", ".join(f"{book.who(tie)} {n}" for tie, n in sorted(row.by_affiliation.items()))
        languages = ", ".join(f"{book.words.of('language', code)} {n}" for code, n in sorted(row.by_language.items()))
        rows.append(
            [
                zones.get(row.zone, row.zone) or book.words.say("outside_zones"),
                book.words.days(row.period_start, row.period_end),
                f"{book.who(row.who)} ({row.how})",
                str(row.reports),
                ties,
                languages,
                str(row.not_machine_read),
                "; ".join(row.restrictions),
            ]
        )
    return table("coverage", rows, book)


def showings(book: Book) -> Table:
    """Our own entries of the disclosure ledger that this audience may know; publicly made claims stand apart."""
    rows = (
        [
            f"{row.item} ({row.derivative[:12]})" if row.derivative and row.derivative not in row.item else row.item,
            book.words.of("shown", "yes" if row.shown else "no"),
            ", ".join(sorted({_person(name, book) for name in row.to_whom})),
            _person(row.by, book),
            book.words.moment(row.on),
            row.authority,
            row.caveat,
        ]
        for row in book.material.disclosure
        if row.claim is None
    )
    return table("showings", sorted(rows), book)


def spoken(book: Book) -> Table:
    """What speakers say in public was shown to whom, or kept from whom: their word, with the report that prints it."""
    rows = []
    for row in book.material.disclosure:
        claim = book.claims.get(row.claim or "")
        origin = book.origin(claim.report, bare=claim.key in book.hidden_claims) if claim else None
        if claim is not None and origin is not None:
            rows.append([
                "; ".join(row.what) if claim.key not in book.hidden_claims else "",
                book.words.of("said_shown", "yes" if row.shown else "no"),
                ", ".join(row.to_whom) or book.words.say("nobody_named"),
                book.speaker(claim.speaker),
                f"{origin.publisher} {origin.url}".strip(),
                origin.published,
            ])  # fmt: skip
    return table("spoken", sorted(rows), book)


def _person(name: str, book: Book) -> str:
    """An audience or body by its name; of the case's own ledger no private person is named, to whom or by whom."""
    if name in book.words.group("audiences"):
        return book.words.of("audiences", name)
    return book.who(name) if book.veil.public_name(name) else book.words.say("private_person")


def misreports(book: Book) -> Table:
    """What the press printed of the text and the text contradicts: shown, never run."""
    return table("misreports", sorted(
        [m.says, book.who(m.by), m.text_says, book.cited(m.source, i.id), i.title]
        for i in book.instruments.values() for m in i.misreports
    ), book)  # fmt: skip


def asserted(book: Book) -> Table:
    """What somebody says the text says, with the clause it contradicts or that none speaks of it."""
    none = book.words.say("no_clause")
    return table("asserted", sorted(
        [a.says, book.who(a.by), book.words.day(a.on) if a.on else "", a.clause or none, a.note, i.title]
        for i in book.instruments.values() for a in i.asserted_terms
    ), book)  # fmt: skip


def corrections(book: Book) -> Table:
    """What changed against issued bulletins, and why."""
    made = sorted(book.material.corrections, key=lambda c: (c.on.isoformat() if c.on else "", c.what, c.was, c.now))
    return table(
        "corrections", ([c.what, c.was, c.now, c.why, book.words.day(c.on) if c.on else ""] for c in made), book
    )


def comments(book: Book) -> Table:
    """Comments of those a finding was put to, verbatim."""
    m = book.material
    here = {record.key for record in (*m.incidents, *m.findings)}
    made = sorted((r for r in m.reviews if r.decision == "comment" and r.target in here), key=lambda r: (r.when, r.key))
    return table("comments", ([commenter(r, book), book.words.moment(r.when), comment_words(r)] for r in made), book)


def unread(book: Book) -> Table:
    """Reports that are kept and that no reader covers: they stand in no figure."""
    rows = []
    for item in sorted(book.material.unread, key=lambda u: u.report):
        origin, report = book.origin(item.report), book.reports.get(item.report)
        if origin is not None and report is not None:
            rows.append(
                [origin.publisher, report.title or report.filename, report.language or "", origin.published, item.why]
            )
    return table("unread", sorted(rows), book)


def received(book: Book) -> Table:
    """Every report that something here rests on, or that was received in the period: by whom, when, and its bytes."""
    rows = []
    for report in book.material.reports:
        origin = book.origin(report.key)
        if origin is not None:
            form = book.words.of("format", report.format)
            rows.append([origin.publisher, origin.title, form, origin.published, origin.collected, origin.sha256[:12]])
    return table("received", sorted(rows), book)


def doubts(book: Book) -> Table:
    """What is uncertain or odd, by code: how often, and what would settle it."""
    grouped: dict[str, list[tuple[str, str]]] = defaultdict(list)
    m = book.material
    at = {account: incident.key for incident in m.incidents for account in incident.accounts}
    told = [("", d) for d in m.doubts] + [("", d) for claim in m.claims for d in claim.doubts]
    told += [(at.get(account.key, ""), d) for account in m.accounts for d in account.doubts]
    told += [(incident.key, d) for incident in m.incidents for d in incident.doubts]
    told += [(finding.incident, d) for finding in m.findings for d in finding.doubts]
    for incident, doubt in told:
        grouped[doubt.code].append((book.told(incident, doubt.why), doubt.settle))
    rows = (
        [code, str(len(of)), min(of)[0], next((s for _, s in sorted(of) if s), "")]
        for code, of in sorted(grouped.items())
    )
    return table("doubts", rows, book)
