"""Responses and keys to the official figures: templates mapped for the best score, fills counted slot by slot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bench.muc4.fills import CORRECT, PARTIAL, score
from bench.muc4.keys import SCORED, Fill, Template, Templates

CONTENT = ((9, 10), (12, 13), (18, 19, 20))
"""Slots of the perpetrators, the physical and the human targets: one of them must match for two templates to map."""


@dataclass(frozen=True)
class Tally:
    """Fills: correct, partial, incorrect, missing from the response, spurious in it."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    missing: int = 0
    spurious: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(self.row(), other.row(), strict=True)))

    def row(self) -> tuple[int, int, int, int, int]:
        """The five numbers."""
        return self.correct, self.partial, self.incorrect, self.missing, self.spurious

    @property
    def credit(self) -> float:
        """A partial fill counts half."""
        return self.correct + self.partial / 2

    @property
    def recall(self) -> float:
        """Per cent of what could be had."""
        return _share(self.credit, self.correct + self.partial + self.incorrect + self.missing)

    @property
    def precision(self) -> float:
        """Per cent of what was given."""
        return _share(self.credit, self.correct + self.partial + self.incorrect + self.spurious)

    @property
    def f(self) -> float:
        """Recall and precision weighed alike."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


@dataclass(frozen=True)
class Result:
    """Slot -> tally over all templates, and over mapped ones only."""

    all_templates: dict[int, Tally]
    matched_only: dict[int, Tally]
    mapped: int
    keys: int
    responses: int

    def total(self, *, matched: bool = False) -> Tally:
        """The sum over slots: ALL TEMPLATES, the official row, or MATCHED ONLY."""
        return sum((self.matched_only if matched else self.all_templates).values(), Tally())


def evaluate(responses: Templates, keys: Templates) -> Result:
    """Scores every document that the keys know."""
    whole, matched = ({slot: Tally() for slot in SCORED} for _ in range(2))
    mapped = 0
    for doc in sorted(keys):
        given, wanted = responses.get(doc, []), keys[doc]
        pairs = mapping(given, wanted)
        mapped += len(pairs)
        for response, key in pairs:
            for slot in SCORED:
                told = compare(slot, response.fills(slot), key.fills(slot))
                whole[slot] += told
                matched[slot] += told
        found, used = {id(r) for r, _ in pairs}, {id(k) for _, k in pairs}
        for slot in SCORED:
            for response in given:
                whole[slot] += Tally(spurious=0 if id(response) in found else len(response.fills(slot)))
            for key in wanted:
                lost = 0 if id(key) in used or key.optional else sum(not f.optional for f in key.fills(slot))
                whole[slot] += Tally(missing=lost)
    return Result(whole, matched, mapped, sum(map(len, keys.values())), sum(map(len, responses.values())))


def mapping(responses: Sequence[Template], keys: Sequence[Template]) -> list[tuple[Template, Template]]:
    """The one-to-one mapping of templates with the greatest credit, among pairs that may map (3.2.1)."""
    worth = {
        (r, k): sum(compare(slot, response.fills(slot), key.fills(slot)).credit for slot in SCORED)
        for r, response in enumerate(responses)
        for k, key in enumerate(keys)
        if _may_map(response, key)
    }

    @cache
    def best(at: int, taken: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if at == len(responses):
            return 0.0, ()
        options = [best(at + 1, taken)]
        for k in range(len(keys)):
            if (at, k) in worth and not taken >> k & 1:
                credit, chosen = best(at + 1, taken | 1 << k)
                options.append((credit + worth[at, k], ((at, k), *chosen)))
        return max(options, key=lambda option: (option[0], len(option[1])))

    return [(responses[r], keys[k]) for r, k in best(0, 0)[1]]


def _may_map(response: Template, key: Template) -> bool:
    """At least a partial match of the type and of one slot of perpetrators or targets, where there are any."""
    if not _any_match(4, response, key):
        return False
    slots = [slot for group in CONTENT for slot in group]
    if not any(response.fills(s) for s in slots) and not any(key.fills(s) for s in slots):
        return True
    return any(_any_match(slot, response, key) for slot in slots)


def _any_match(slot: int, response: Template, key: Template) -> bool:
    return any(score(slot, r, k) >= PARTIAL for r in response.fills(slot) for k in key.fills(slot))


def compare(slot: int, given: Sequence[Fill], wanted: Sequence[Fill]) -> Tally:
    """One slot of a mapped pair: fills aligned best first; what is left of both is incorrect, then missing or spurious.

    A key's optional fills are right where they are given and not missed where they are not.
    """
    edges = sorted(
        ((score(slot, r, k), not k.optional, -i, -j) for i, r in enumerate(given) for j, k in enumerate(wanted)),
        reverse=True,
    )
    used_r: set[int] = set()
    used_k: set[int] = set()
    correct = partial = 0
    for credit, _, i, j in edges:
        if credit < PARTIAL or -i in used_r or -j in used_k:
            continue
        used_r.add(-i)
        used_k.add(-j)
        correct += credit == CORRECT
        partial += credit == PARTIAL
    left = len(given) - len(used_r)
    lacking = sum(1 for j, k in enumerate(wanted) if j not in used_k and not k.optional)
    wrong = min(left, lacking)
    return Tally(correct, partial, wrong, lacking - wrong, left - wrong)
