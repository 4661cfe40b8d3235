"""Documents to MUC-4 templates by the incident network; what it does not say (dates, countries, counts) by rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bench.muc4 import countries, days, wording
from bench.muc4.keys import Fill, Template, Templates
from bench.muc4.responses import weapon_kind
from bench.muc4.texts import prepared
from holdfire import times
from holdfire.incidents.fillers import Filler, ToldIncident, best, told
from holdfire.incidents.roles import Role, abbreviated, roles
from holdfire.incidents.spans import Span
from holdfire.reader import FillerMeans, Scored, scored

_COUNTS = {
    "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5, "SIX": 6, "SEVEN": 7, "EIGHT": 8, "NINE": 9, "TEN": 10, "ELEVEN": 11,
    "TWELVE": 12, "FIFTEEN": 15, "TWENTY": 20, "THIRTY": 30,
}  # fmt: skip
FINE = ("NEIGHBORHOOD", "OTHER PLACE", "TOWN", "CITY", "DEPARTMENT")
"""Kinds of places, the finest first."""


def responses(documents: dict[str, str], means: FillerMeans) -> Templates:
    """Document id -> templates."""
    made: Templates = {}
    for doc, raw in sorted(documents.items()):
        content = prepared(raw)
        made[doc] = of_document(doc, content, scored(content, means))
    return made


def of_document(doc: str, content: str, seen: Scored, chosen: dict[str, Any] | None = None) -> list[Template]:
    """The templates of one document."""
    return Page(doc, content, seen).templates(chosen)


class Page:
    """A document with what all its templates share."""

    def __init__(self, doc: str, content: str, seen: Scored) -> None:
        self.doc, self.content, self.seen = doc, content, seen
        self.published = days.published(content)
        found = times.find(content, self.published, "UTC") if self.published else ()
        named = abbreviated(content)
        self.bodies = frozenset([*named, *named.values()])
        self.alone = True
        self.by_rules: dict[int, tuple[Role, ...]] = {}
        self.times = [m for m in found if m.interval is not None]

    def templates(self, chosen: dict[str, Any] | None = None) -> list[Template]:
        """All of its templates, with the settings shipped or those given."""
        found = told(self.content, self.seen, chosen)
        self.alone = len(found) == 1
        return [self.template(one) for one in found]

    def template(self, one: ToldIncident) -> Template:
        """One incident as a template."""
        slots = {
            2: _fills([self.day(one)]), 3: _fills([self.location(one)]), 4: _fills([one.type]), 5: _fills([one.stage]),
            8: _fills([self.category(one)]), 9: self.names(one, "doer") or self.ruled(one, "doer"),
            10: self.names(one, "body"), 11: tuple(self.confidence(f) for f in one.of("body")),
        }  # fmt: skip
        if one.type != "KIDNAPPING":
            slots |= self.weapons(one) | self.things(one)
        slots |= self.people(one)
        return Template(
            self.doc, {n: kept for n, fills in slots.items() if (kept := tuple(f for f in fills if f.values))}
        )

    def words(self, filler: Filler) -> str:
        """How it is best named: by the longest of its sure mentions where it is a name, else by the surest."""
        sure = [s for s in filler.spans if s.sure >= 0.6 * filler.spans[0].sure]
        span = max(sure, key=lambda s: s.end - s.start) if filler.kind in ("name", "body") else filler.spans[0]
        return self.content[span.start : span.end].upper()

    def names(self, one: ToldIncident, kind: str) -> tuple[Fill, ...]:
        return tuple(Fill((self.words(f),)) for f in one.of(kind))

    def tagged(self, filler: Filler, group: str, name: str = "") -> Fill:
        value, _ = best(filler, group, self.seen)
        return Fill((value,), (name or self.words(filler),)) if value != "NONE" else Fill(())

    def confidence(self, body: Filler) -> Fill:
        """How sure it is that the body did it, as the sentences tell that name it."""
        around = []
        for span in body.spans:
            start, end = self.extent(span.part)
            around.append(f"{self.content[start : span.start]} {self.content[span.end : end]}")
        return Fill((wording.confidence(around),), (self.words(body),))

    def category(self, one: ToldIncident) -> str:
        doers = [best(f, "category", self.seen) for kind in ("doer", "body") for f in one.of(kind)]
        state = sum(share for name, share in doers if name == "STATE-SPONSORED VIOLENCE")
        return "STATE-SPONSORED VIOLENCE" if state > len(doers) / 2 else "TERRORIST ACT"

    def weapons(self, one: ToldIncident) -> dict[int, tuple[Fill, ...]]:
        """Weapons as the network sees them, and those that rules find beside it."""
        seen = [self.tagged(f, "weapon") for f in one.of("weapon")]
        known = " ".join(f.tags[0] for f in seen if f.tags)
        more = [fill for fill in self.ruled(one, "weapon") if fill.values[0].rsplit(maxsplit=1)[-1] not in known]
        typed = [Fill((kind,), fill.values) for fill in more if (kind := weapon_kind(fill.values[0]))]
        kinds = (*seen, *typed) or _fills(
            [wording.unnamed_weapon(one.type, [self.content[slice(*self.extent(n))] for n in one.parts])]
        )
        return {6: (*self.names(one, "weapon"), *more), 7: kinds}

    def extent(self, part: int) -> tuple[int, int]:
        """Where a sentence begins and ends."""
        first, last = self.seen.cut.parts[part]
        return self.seen.cut.start[first], self.seen.cut.end[last - 1]

    def ruled(self, one: ToldIncident, kind: str) -> tuple[Fill, ...]:
        """What rules find of a kind in the sentences that tell of the incident, or else in those of a text that tells
        of no other; the first two."""
        rest = range(len(self.seen.cut.parts)) if self.alone and kind == "doer" else ()
        for parts in (one.parts, rest):
            found = [role for part in parts for role in self.roles(part) if role.kind == kind]
            words = dict.fromkeys(" ".join(self.content[r.start : r.end].upper().split()) for r in found)
            if words:
                return tuple(Fill((spoken,)) for spoken in words)[:2]
        return ()

    def roles(self, part: int) -> tuple[Role, ...]:
        """The roles of a sentence by rules, found once."""
        if part not in self.by_rules:
            self.by_rules[part] = roles(self.content, *self.extent(part), self.bodies)
        return self.by_rules[part]

    def things(self, one: ToldIncident) -> dict[int, tuple[Fill, ...]]:
        things = one.of("thing")
        return {
            12: self.names(one, "thing"),
            13: tuple(self.tagged(f, "thing") for f in things),
            14: tuple(Fill((self.number(f),), (self.words(f),)) for f in things),
            15: tuple(self.foreign(f, self.country(one), self.words(f)) for f in things),
            16: tuple(self.tagged(f, "damage") for f in things),
        }

    def people(self, one: ToldIncident) -> dict[int, tuple[Fill, ...]]:
        """Names with the descriptions beside them, and descriptions alone."""
        names, persons = one.of("name"), one.of("person")
        of = {id(p): self.beside(p, names) for p in persons}
        described = {name: [s for p in persons if of[id(p)] == name for s in p.spans] for name in of.values() if name}
        home = self.country(one)
        known = [(f, self.words(f)) for f in names] + [(p, self.words(p)) for p in persons if not of[id(p)]]
        return {
            18: tuple(Fill((words,)) for f, words in known if f.kind == "name"),
            19: tuple(Fill((self.words(p),), (of[id(p)],) if of[id(p)] else ()) for p in persons),
            20: tuple(self.tagged(f, "person", words) for f, words in known),
            21: tuple(Fill((self.number(f),), (words,)) for f, words in known),
            22: tuple(self.foreign(f, home, words, described.get(words, ())) for f, words in known),
            23: tuple(self.tagged(f, "harm", words) for f, words in known),
        }

    def beside(self, person: Filler, names: tuple[Filler, ...]) -> str:
        """The name that a description stands before or after: `MAYOR A`, `A, MAYOR OF B`."""
        for span in person.spans:
            for name in names:
                for other in name.spans:
                    gap = (
                        self.content[span.end : other.start]
                        if span.end <= other.start
                        else self.content[other.end : span.start]
                    )
                    if (
                        other.part == span.part
                        and len(gap) <= 8
                        and re.fullmatch(r"[ ,\[(]*(?:THE |A |OF )?", gap.upper())
                    ):
                        return self.words(name)
        return ""

    def number(self, filler: Filler) -> str:
        value, _ = best(filler, "number", self.seen)
        span = filler.spans[0]
        spoken = re.findall(r"\d[\d,]*|\w+", self.content[max(0, span.start - 30) : span.end].upper())
        counts = [
            w.replace(",", "") if w[0].isdigit() else str(_COUNTS[w])
            for w in spoken[-6:]
            if w[0].isdigit() or w in _COUNTS
        ]
        if value == "COUNTED":
            return counts[-1] if counts else "PLURAL"
        return value

    def day(self, one: ToldIncident) -> str:
        if self.published is None:
            return ""
        today = self.published.date()
        near = set(one.parts)
        for filler in one.of("time"):
            for span in filler.spans:
                for mention in self.times:
                    if mention.start < span.end and span.start < mention.end and mention.interval:
                        low, high = days.covered(mention.interval.start, mention.interval.end)
                        if high <= today and (span.part in near or filler.sure > 0.5):
                            return days.written(low) if low == high else f"{days.written(low)} - {days.written(high)}"
        return f"- {days.written(today)}"

    def country(self, one: ToldIncident) -> str:
        return countries.country(self.content, [self.words(f) for f in one.of("place")])

    def foreign(self, filler: Filler, home: str, name: str, described: Sequence[Span] = ()) -> Fill:
        """The foreign nation of a target, as its words, those that describe it or the word before them tell it."""
        told = (
            re.sub(r".*\s(?=\S+\s)", "", self.content[max(0, s.start - 24) : s.start]) + self.content[s.start : s.end]
            for s in (*filler.spans, *described)
        )
        nation = next((n for words in told if (n := countries.foreign(words, home))), "")
        return Fill((nation,), (name,)) if nation else Fill(())

    def location(self, one: ToldIncident) -> str:
        country = self.country(one)
        return ": ".join([country, *self.steps(one, country)]) if country else ""

    def steps(self, one: ToldIncident, country: str) -> list[str]:
        """The surest place below the country, the surest that is wider before it, and a finer one about as sure."""
        named = [(self.words(f).removesuffix("'S"), best(f, "place", self.seen)[0], f.sure) for f in one.of("place")]
        places = [(FINE.index(kind), name, sure) for name, kind, sure in named if name != country]
        if not places:
            return []
        fine, _, most = top = places[0]
        wider = [p for p in places if p[0] > fine and p[2] >= 0.5 * most][:1]
        finer = [p for p in places if p[0] < fine and p[2] >= 0.9 * most][:1]
        return [
            f"{name} ({FINE[kind] if FINE[kind] != 'OTHER PLACE' else 'AREA'})"
            for kind, name, _ in (*wider, top, *finer)
        ]


def _fills(values: list[str]) -> tuple[Fill, ...]:
    return tuple(Fill((value,)) for value in values if value)
