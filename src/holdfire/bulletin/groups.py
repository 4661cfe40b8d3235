"""Entries and their verdicts -> figures: over all, per instrument, zone and party, with what stands beside each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from holdfire.bulletin.book import Book
from holdfire.bulletin.entries import HeldBy
from holdfire.bulletin.figures import STRENGTH, Held, flips, tallies, under
from holdfire.bulletin.model import ChoiceLine, Figure, Group, OptionLine
from holdfire.disclosure import coverage_for
from holdfire.records import Choice, Coverage, Finding, Instrument, Party, Verdict

Numbers = Mapping[str, int]
"""Incident key -> its number in this bulletin."""
BEFORE = HeldBy
ROLES_WITHOUT_CONDUCT = {"observer_of_talks"}
"""Roles of which no conduct under the instrument is expected: no figures are printed for them."""


def figures(helds: Iterable[Held], before: Iterable[Held] | None, numbers: Numbers, book: Book) -> tuple[Figure, ...]:
    """One figure per verdict, strongest first, against the previous period where there is one."""
    now, then = tallies(helds), tallies(before) if before is not None else None
    return tuple(
        Figure(
            id=verdict.value,
            label=book.words.of("verdict", verdict),
            short=book.words.of("verdict_short", verdict),
            all=len(now[verdict].all),
            some=len(now[verdict].some),
            before_all=len(then[verdict].all) if then else None,
            before_some=len(then[verdict].some) if then else None,
            anchor=f"v-{verdict.value}",
            counted_all=tuple(sorted(numbers[key] for key in now[verdict].all if key in numbers)),
            counted_some=tuple(sorted(numbers[key] for key in now[verdict].some if key in numbers)),
            coverage=beside(now[verdict].all | now[verdict].some, book),
        )
        for verdict in STRENGTH
    )


def busy(counted: Iterable[Figure]) -> bool:
    """Whether any of these figures, of this period or the one before, is more than nought."""
    return any(f.all or f.some or f.before_all or f.before_some for f in counted)


def beside(incidents: Iterable[str], book: Book) -> str:
    """The voices behind some incidents by affiliation, and how many reports carry them: what stands beside a figure."""
    keys = {key for incident in incidents for key in book.incidents[incident].accounts if incident in book.incidents}
    accounts = [book.accounts[key] for key in sorted(keys) if key in book.accounts]
    if not accounts:
        return ""
    voices = {voice.id: voice.affiliated_to for account in accounts for voice in account.voices}
    by_tie = Counter(book.ties(tuple(dict.fromkeys(book.line(tie)[-1] for tie in ties))) for ties in voices.values())
    affiliation = "; ".join(f"{n} {tie}" for tie, n in sorted(by_tie.items()))
    reports = len({account.report for account in accounts})
    return book.words.say("beside", voices=len(voices), reports=reports, affiliation=affiliation)


def by_instrument(held_by: HeldBy, before: BEFORE | None, numbers: Numbers, book: Book) -> tuple[Group, ...]:
    """Figures under each instrument: an incident may be contrary to one and not covered by another."""
    found = []
    for instrument, helds in sorted(held_by.items()):
        counted = figures(helds.values(), _before(before, instrument), numbers, book)
        known = book.instruments.get(instrument)
        name = known.title if known else instrument
        speaks = busy(f for f in counted if f.id != Verdict.NOT_COVERED)
        found.append(Group(id=instrument, name=name, note=_about(known, book), figures=counted, busy=speaks))
    return tuple(found)


def by_zone(held_by: HeldBy, before: BEFORE | None, numbers: Numbers, book: Book) -> tuple[Group, ...]:
    """Figures of the incidents inside, or possibly inside, each zone of each instrument."""
    m = book.material
    inside, earlier = _zoned(m.findings), _zoned(m.previous)
    coverage = coverage_for(m.coverage, m.policy)
    found = []
    for instrument in sorted(book.instruments.values(), key=lambda i: i.id):
        for zone_id, name in sorted({zone.id: zone.name for zone in instrument.zones}.items()):
            at = (instrument.id, zone_id)
            now = [h for h in held_by.get(instrument.id, {}).values() if h.incident in inside[at]]
            then = None
            if before is not None:
                then = [h for h in before.get(instrument.id, {}).values() if h.incident in earlier[at]]
            counted = figures(now, then, numbers, book)
            everywhere = {zone.kind for zone in instrument.zones if zone.id == zone_id} == {"nationwide"}
            looked = coverage_words([row for row in coverage if everywhere or row.zone == zone_id], book)
            found.append(
                Group(
                    id=f"{instrument.id}/{zone_id}",
                    name=name,
                    note=instrument.title,
                    figures=counted,
                    busy=busy(counted),
                    beside=(beside({h.incident for h in now}, book), looked),
                )
            )
    return tuple(found)


def by_party(held_by: HeldBy, numbers: Numbers, book: Book) -> tuple[Group, ...]:
    """Incidents at which a party's actors are reported present; who did it is stated by sources, beside."""
    found = []
    for instrument in sorted(book.instruments.values(), key=lambda i: i.id):
        for party in sorted(instrument.parties, key=lambda p: p.id):
            if party.role in ROLES_WITHOUT_CONDUCT:
                continue
            actors = _members(party, book)
            present = {key for key, i in book.incidents.items() if actors.intersection(i.participants)}
            helds = [h for h in held_by.get(instrument.id, {}).values() if h.incident in present]
            counted = figures(helds, None, numbers, book)
            found.append(
                Group(
                    id=f"{instrument.id}/{party.id}",
                    name=party.name,
                    note=f"{book.words.of('role', party.role)}; {instrument.title}",
                    figures=counted,
                    busy=busy(counted),
                    beside=_stated(actors, present, book),
                )
            )
    return tuple(found)


def choices(held_by: HeldBy, numbers: Numbers, book: Book) -> tuple[ChoiceLine, ...]:
    """Each question of reading with its answers, holders, figures under each, and the entries that flip."""
    lines: dict[str, ChoiceLine] = {}
    for instrument in sorted(book.instruments.values(), key=lambda i: i.id):
        for choice in instrument.choices:
            if choice.id not in lines:
                lines[choice.id] = _choice(choice, instrument, held_by, numbers, book)
    return tuple(lines[choice] for choice in sorted(lines))


def coverage_words(rows: Iterable[Coverage], book: Book) -> str:
    """Who looked at a zone and how much was received; or that nothing is recorded and what that does not mean."""
    rows = list(rows)
    if not rows:
        return book.words.say("no_coverage")
    ties: dict[str, int] = defaultdict(int)
    for row in rows:
        for tie, n in row.by_affiliation.items():
            ties[book.who(tie)] += n
    affiliation = ", ".join(f"{tie} {n}" for tie, n in sorted(ties.items())) or book.words.say("not_affiliated")
    looked = "; ".join(sorted({f"{book.who(row.who)} ({row.how})" for row in rows}))
    return book.words.say("coverage", reports=sum(r.reports for r in rows), affiliation=affiliation, own=looked)


def _choice(choice: Choice, instrument: Instrument, held_by: HeldBy, numbers: Numbers, book: Book) -> ChoiceLine:
    torn: list[Held] = []
    told: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for of, held in ((of, held) for of, helds in held_by.items() for held in helds.values()):
        found = flips(held, choice) if held.incident in numbers else {}
        if len(set(found.values())) > 1:
            torn.append(held)
            told[of].append((numbers[held.incident], _flip(found, choice, book)))
    lines = sorted(
        (number, f"{book.instruments[of].title}: {words}" if len(told) > 1 and of in book.instruments else words)
        for of, each in told.items()
        for number, words in each
    )
    return ChoiceLine(
        id=choice.id,
        anchor=f"r-{choice.id}",
        question=choice.question,
        instrument=instrument.title,
        options=tuple(
            OptionLine(
                id=option.id,
                words=option.words,
                holders=", ".join(book.who(h, instrument.id) for h in option.holders),
                source=book.cited(option.source, instrument.id),
                figures=figures([under(held, choice.id, option.id) for held in torn], None, numbers, book),
            )
            for option in choice.options
        ),
        flips=tuple(number for number, _ in lines),
        flip_words=tuple(words for _, words in lines),
    )


def _flip(found: Mapping[str, frozenset[Verdict]], choice: Choice, book: Book) -> str:
    said = []
    for option in choice.options:
        verdicts = sorted(found[option.id], key=STRENGTH.index)
        said.append(f"{option.words}: {' / '.join(book.words.of('verdict', v) for v in verdicts)}")
    return "; ".join(said)


def _about(instrument: Instrument | None, book: Book) -> str:
    return book.words.of("text_status", instrument.text_status) if instrument else ""


def _before(before: BEFORE | None, instrument: str) -> Iterable[Held] | None:
    return None if before is None else before.get(instrument, {}).values()


def _zoned(findings: Iterable[Finding]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for finding in findings:
        if finding.zone:
            found[(finding.instrument, finding.zone)].add(finding.incident)
    return found


def _members(party: Party, book: Book) -> set[str]:
    """The party's actors and all whose parent chain leads to one of them."""
    members = {membership.actor for membership in party.actors}
    return members | {actor for actor in book.actors if members.intersection(book.line(actor))}


def _stated(actors: set[str], present: set[str], book: Book) -> tuple[str, ...]:
    incidents = book.incidents.values()
    named = {i.key for i in incidents if actors.intersection(blame.actor for blame in i.attributed_to)}
    denied = {i.key for i in incidents if actors.intersection(i.denied_by)}
    said = book.words.say("stated", named=len(named), denied=len(denied))
    return tuple(line for line in (said, beside(present | named, book)) if line)
