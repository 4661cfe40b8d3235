"""A short note to the one act that it tells of as a whole: the first decision of incidents/deciding.yaml that holds,
or, where a network is given, the class that both together make the likeliest."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from holdfire import data
from holdfire.data import ontology
from holdfire.incidents.book import Book
from holdfire.incidents.kinds import InKinds, in_kinds, plain
from holdfire.reader import NoteMeans
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


_NOTHING = Decided(ontology.acts().root, "no decision holds", ())


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


def decide(content: str, book: Book, means: NoteMeans | None = None) -> Decided:
    """The act that a note tells of as a whole, who did it to whom before by what means. Names of actors decide nothing.

    Of a long text its beginning is read. It is the root where no decision holds and `means` are not given or not sure.
    """
    beginning = _beginning(content)
    bare, whole = _notes(beginning, book)
    held = (decided for note in (bare, whole) for decided in _decisions(note))
    if means is None or not content.strip():
        return next(held, _NOTHING)
    needs: dict[str, str] = data.load("incidents/deciding.yaml")["needs"]
    scores = means.scores(plain(_first_paragraph(beginning), book.actors))
    for name in (name for name, sign in needs.items() if not whole.sign(sign)):
        scores[name] = min(scores.values())
    return _weighed(list(held), scores)


def class_of(act: str) -> str:
    """The class that an act falls under: ACLED's sub_event_type, or a class of our own beyond those."""
    classes: dict[str, str] = data.load("incidents/deciding.yaml")["classes"]
    return {code: name for name, code in classes.items()}.get(act) or ontology.acts().sub_event_type(act) or ""


def _notes(beginning: str, book: Book) -> tuple[_Note, _Note]:
    """The note without its dates, told in kinds: without what is background, and whole."""
    _, dates, background = _rules()
    told = in_kinds(beginning, book)
    told = _without(told, dates.finditer(told.words))
    return _Note(_without(told, background.finditer(told.words)), told.lead()), _Note(told, told.lead())


def _weighed(held: list[Decided], scores: Mapping[str, float]) -> Decided:
    """The likeliest class; of the decisions for it that hold the first, so that its words can be shown."""
    raw: dict[str, Any] = data.load("incidents/deciding.yaml")
    likely = dict(scores)
    if held:
        likely[class_of(held[0].act)] += _weight(held[0], len(likely))
    best = max(sorted(likely), key=lambda name: likely[name])
    if not held and likely[best] < math.log(raw["least"]):
        return _NOTHING
    like = Decided(raw["classes"][best], "most like notes of its kind", ())
    return next((one for one in held if class_of(one.act) == best), like)


def _weight(decided: Decided, classes: int) -> float:
    """How much likelier a decision makes its class, by how often it was right on notes that it had not seen."""
    raw: dict[str, Any] = data.load("incidents/deciding.yaml")
    right, of = _seen().get((decided.act, decided.why), (0, 0))
    share = (right + 2.4) / (of + 4)
    return float(raw["trust"]) * math.log((classes - 1) * share / (1 - share))


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


def _first_paragraph(beginning: str) -> str:
    """The first of four words or more: the network is taught notes of one paragraph, of one event each."""
    paragraphs = re.split(r"\n[ \t\r]*\n", beginning)
    return next((one for one in paragraphs if len(one.split()) >= 4), beginning)


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


@cache
def _seen() -> Mapping[tuple[str, str], tuple[int, int]]:
    """(act, why) of a decision -> how often it was right, of how often it held."""
    listed = data.load("incidents/votes.yaml")["decisions"]
    return {(one["act"], one["why"]): (one["right"], one["of"]) for one in listed}
