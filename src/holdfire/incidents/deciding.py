"""A short note to the one act that it tells of as a whole: the first decision of incidents/deciding.yaml that holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from holdfire import data
from holdfire.data import ontology
from holdfire.incidents.book import Book
from holdfire.incidents.kinds import InKinds, in_kinds
from holdfire.records import Range

LEAD = "@lead"
"""After a sign's name: only in the first sentence."""


@dataclass(frozen=True)
class Decided:
    """What a note tells of."""

    act: str
    """Code of acts.yaml; its root where the note says nothing that is known."""
    why: str
    because: tuple[Range, ...]
    """The words that the decision rests on, as code points of the note."""


@dataclass(frozen=True, eq=False)
class _Note:
    """A note told in kinds, and what signs were found in it so far."""

    told: InKinds
    lead: int
    found: dict[str, tuple[int, int] | None] = field(default_factory=dict)

    def sign(self, name: str) -> tuple[int, int] | None:
        """Where a sign stands, or None; each is looked for once. `x<y` is where x stands before y in the lead."""
        if "<" in name:
            one, other = (self.sign(part + LEAD) for part in name.split("<"))
            return one if one and other and one[0] < other[0] else None
        if name not in self.found:
            end = self.lead if name.endswith(LEAD) else len(self.told.words)
            patterns = _rules()[0][name.removesuffix(LEAD)]
            matches = (m for p in patterns for m in p.finditer(self.told.words, 0, end) if self.told.named(m))
            self.found[name] = next((m.span() for m in matches), None)
        return self.found[name]


def decide(content: str, book: Book) -> Decided:
    """The act that a note tells of as a whole, who did it to whom before by what means. Names decide nothing.

    Of a long text its beginning is read. Where no decision holds the act is the root.
    """
    _, dates, background = _rules()
    told = in_kinds(_beginning(content), book)
    told = _without(told, dates.finditer(told.words))
    note = _Note(_without(told, background.finditer(told.words)), told.lead())
    whole = _Note(told, told.lead())
    for one in (note, whole):
        decided = next(_decisions(one), None)
        if decided is not None:
            return decided
    return Decided(ontology.acts().root, "no decision holds", ())


def _decisions(note: _Note) -> Iterator[Decided]:
    for rule in data.load("incidents/deciding.yaml")["decisions"]:
        found = [note.sign(name) for name in rule["if"]]
        spans = [s for s in found if s]
        if len(spans) == len(found) and not any(note.sign(name) for name in rule.get("unless", ())):
            yield Decided(rule["act"], rule["why"], tuple(sorted({note.told.span(*s) for s in spans})))


def _beginning(content: str) -> str:
    reach: int = data.load("incidents/deciding.yaml")["reach"]
    stop = re.compile(r"[.!?]\s").search(content, reach) if len(content) > reach else None
    return content[: stop.start() + 1] if stop else content[: 2 * reach]


def _without(told: InKinds, parts: Iterable[re.Match[str]]) -> InKinds:
    """Blanks, so that offsets stay."""
    words = told.words
    for match in parts:
        words = words[: match.start()] + " " * (match.end() - match.start()) + words[match.end() :]
    return replace(told, words=words)


@cache
def _rules() -> tuple[Mapping[str, tuple[re.Pattern[str], ...]], re.Pattern[str], re.Pattern[str]]:
    """Sign -> its patterns; dates; what is background. `{G}` and its like are filled in."""
    raw: dict[str, Any] = data.load("incidents/deciding.yaml")
    parts: dict[str, str] = raw["parts"]

    def filled(pattern: str) -> str:
        for name, part in parts.items():
            pattern = pattern.replace(f"{{{name}}}", part)
        return pattern

    signs = {name: tuple(re.compile(filled(p)) for p in listed) for name, listed in raw["signs"].items()}
    return signs, re.compile(raw["dates"]), re.compile("|".join(f"(?:{filled(p)})" for p in raw["background"]))
