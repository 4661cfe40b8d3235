"""The bulletin as plain data: what HTML, Markdown and JSON all print, and nothing else.

Every text in it is final: worded, dated in the case's zone, private names covered. `anchor` is an id in the page.
"""

from __future__ import annotations

from typing import Any

import msgspec

from holdfire.bulletin.reasoning import Chain, CheckLine, ClauseLine, Family, HeldLine


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a quoted sentence; `mark` is "" | source | cue | content | withheld."""

    text: str
    mark: str = ""


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The report something comes from: publisher, address, and its times kept apart."""

    publisher: str
    affiliated: str = ""
    title: str = ""
    url: str = ""
    published: str = ""
    collected: str = ""
    sha256: str = ""


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as printed, with the claim's spans marked."""

    pieces: tuple[Piece, ...]
    lang: str
    dir: str
    start: int
    end: int
    """Offsets of the sentence in the text, code points."""
    withheld: str = ""
    """Why it is not printed; then there are no pieces."""


class ClaimLine(msgspec.Struct, frozen=True, kw_only=True):
    """Who says it, in which way, and the very sentence."""

    key: str
    speaker: str
    verb: str
    nested: str = ""
    """Who reports that the speaker says so."""
    certainty: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    quotation: Quotation | None = None
    origin: Origin | None = None
    reader: str = ""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A label and what it says, of a table row, an observation or an exhibit."""

    label: str
    value: str
    opens: str = ""
    """Anchor of the list of what a number counts."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A table row, an observation or an exhibit that an account rests on."""

    kind: str
    title: str
    fields: tuple[Field, ...] = ()
    origin: Origin | None = None


class AccountLine(msgspec.Struct, frozen=True, kw_only=True):
    """One source's version, down to the sentence or row."""

    number: int
    """Its place in its entry: what fills a slot and what was told of a toll open to it."""
    stance: str
    said: str
    voices: tuple[str, ...] = ()
    claims: tuple[ClaimLine, ...] = ()
    items: tuple[Item, ...] = ()
    sentence: Quotation | None = None
    """The publisher's own words, where nobody else is quoted for it."""
    origin: Origin | None = None
    """Of that sentence."""


class Fill(msgspec.Struct, frozen=True, kw_only=True):
    """What fills a slot in some of an entry's accounts."""

    words: str
    quoted: bool = False
    """Whether these are the text's own words."""
    opens: tuple[int, ...]
    """Numbers of the accounts that have it so."""


class SlotLine(msgspec.Struct, frozen=True, kw_only=True):
    """One slot of an incident: all that its accounts have in it."""

    slot: str
    """act | weapon | target | present | author | denied | place | time | hedge | denial"""
    label: str
    fills: tuple[Fill, ...]


class TollLine(msgspec.Struct, frozen=True, kw_only=True):
    """One figure as told on one day. Figures stand side by side."""

    day: str
    figure: str
    told_by: tuple[str, ...]
    """Who printed it."""
    voices: tuple[str, ...]
    """On whose word."""
    opens: tuple[int, ...]


class Blamed(msgspec.Struct, frozen=True, kw_only=True):
    """Who, as sources state, did it: always quoted as theirs."""

    sentence: str
    claims: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One incident with everything it opens to."""

    number: int
    """Its place in this bulletin."""
    lasting: str = ""
    """Its lasting number, `N12`; "" = nobody has decided on it or published it yet."""
    anchor: str
    key: str
    group: str
    """The strongest verdict anywhere."""
    stands_out: bool = False
    """Contrary as reported, disputed, said in so many words, seen by the case's own, or decided on by a person."""
    family: str = ""
    """Where the reasons stand that it shares with others; then `held` is empty."""
    own: tuple[CheckLine, ...] = ()
    """Of those reasons what is its own: when and where."""
    firm: bool
    """Whether that verdict holds under all readings of an instrument."""
    label: str
    """reported incident | alleged violation | violation, ruled by ..."""
    status: str
    act: str
    weapon: str = ""
    when: str
    where: str
    where_note: str = ""
    present: tuple[str, ...] = ()
    target: str = ""
    casualties: tuple[str, ...] = ()
    toll: str = ""
    """The numbers of killed without a group, from the lowest to the highest."""
    support: str
    support_words: str
    support_capped: str = ""
    attribution_words: str
    stated: tuple[Blamed, ...] = ()
    denied_by: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    summary: str = ""
    """The verdicts in one line, for tables."""
    reason: str = ""
    """Why nothing covers it, where nothing does."""
    missing: str = ""
    held: tuple[HeldLine, ...] = ()
    slots: tuple[SlotLine, ...] = ()
    """Slot by slot what its accounts say, where one of them is a text."""
    tolls: tuple[TollLine, ...] = ()
    accounts: tuple[AccountLine, ...] = ()
    exhibits: tuple[Item, ...] = ()
    decisions: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """How many incidents: n under all readings, m under some; and the same of the previous period."""

    id: str
    label: str
    short: str
    all: int
    some: int
    before_all: int | None = None
    before_some: int | None = None
    anchor: str = ""
    counted_all: tuple[int, ...] = ()
    """Numbers of the entries counted."""
    counted_some: tuple[int, ...] = ()
    coverage: str = ""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one zone, party or instrument."""

    id: str
    name: str
    note: str = ""
    figures: tuple[Figure, ...] = ()
    beside: tuple[str, ...] = ()
    """What stands beside the figures: sources by affiliation, coverage."""
    busy: bool = False
    """Whether any figure of it, now or before, is more than nought."""


class OptionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to a question of reading, and who holds it."""

    id: str
    words: str
    holders: str
    source: str = ""
    figures: tuple[Figure, ...] = ()


class ChoiceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A question of reading; `flips` are the entries whose verdict depends on the answer."""

    id: str
    anchor: str
    question: str
    instrument: str
    options: tuple[OptionLine, ...]
    flips: tuple[int, ...] = ()
    flip_words: tuple[str, ...] = ()
    """One for each of `flips`."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A captioned table of words; every cell is text."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    empty: str = ""
    """What it means that there is nothing in it."""
    opens: tuple[tuple[int, ...], ...] = ()
    """For each row the numbers of the entries that its last cell counts."""
    near: tuple[tuple[int, ...], ...] = ()
    """For each row those that it counts in brackets."""


class MapRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table that says what the map shows."""

    number: int
    anchor: str
    what: str
    where: str
    shown: str
    verdict: str


class Together(msgspec.Struct, frozen=True, kw_only=True):
    """Entries that are drawn as one, where they lie in one place or area: what such a spot opens to."""

    anchor: str
    where: str
    verdict: str = ""
    """"" of an area, which is drawn once for all verdicts."""
    numbers: tuple[int, ...]


class Map(msgspec.Struct, frozen=True, kw_only=True):
    """The picture (SVG, made from numbers and checked words only) and the same as a table."""

    svg: str
    zones: tuple[Group, ...] = ()
    rows: tuple[MapRow, ...] = ()
    together: tuple[Together, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    """(class of the swatch, what it means)."""
    notes: tuple[str, ...] = ()


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What this is, for whom, of when, as known when."""

    case: str
    about: str
    period: str
    first: str
    last: str
    """ISO days, inclusive."""
    zone: str
    cutoff: str = "00:00"
    """Local time at which a reporting day closes; `00:00`: midnight."""
    previous: str = ""
    audience: str
    audience_id: str
    as_known_on: str
    code_version: str
    policy: tuple[str, ...] = ()
    policy_why: str = ""


class Bulletin(msgspec.Struct, frozen=True, kw_only=True):
    """A bulletin for one period, audience and moment of knowing."""

    schema: str = "holdfire/bulletin/1"
    head: Head
    figures: tuple[Figure, ...] = ()
    totals: tuple[Field, ...] = ()
    instruments: tuple[Group, ...] = ()
    zones: tuple[Group, ...] = ()
    parties: tuple[Group, ...] = ()
    choices: tuple[ChoiceLine, ...] = ()
    map: Map
    entries: tuple[Entry, ...] = ()
    families: tuple[Family, ...] = ()
    chains: tuple[Chain, ...] = ()
    clauses: tuple[ClauseLine, ...] = ()
    tallies: Table
    printings: Table
    """Each number of `tallies` as somebody printed it."""
    residue: Table
    misread: Table
    undertakings: Table
    duties: Table
    complaints: Table
    coverage: Table
    disclosure: tuple[ClaimLine, ...] = ()
    spoken: Table
    showings: Table
    misreports: Table
    asserted: Table
    corrections: Table
    comments: Table
    unread: Table
    doubts: Table
    received: Table
    method: tuple[Field, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The same as dicts and lists."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built
