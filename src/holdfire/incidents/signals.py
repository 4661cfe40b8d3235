"""What a voice tells in a sentence to the acts that it says happened: plans, terms, asides and finds left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from holdfire import data
from holdfire.data import ontology
from holdfire.incidents.page import Hit, Scope, telling
from holdfire.incidents.tolls import toll_words
from holdfire.records import Polarity

WIDE = 2
"""Depth of codes that say no more than "hostilities" or "violence against persons"."""
FAR = 25
"""Characters between two signals from which on a wide one is taken for another event than a narrow one."""

TERRITORY = "seizure_of_territory"


def told_of(told: Scope) -> tuple[Scope, list[Hit]]:
    """The signals of separate acts in a scope, in order, and the scope without what it only points back to.

    "Police searched a house on Monday after the bombing in the capital": the capital is not where they searched.
    """
    if not toll_words(told.undated):
        told = _without_referred(told)
    return told, _acts(_happened(told))


def presupposed(told: Scope, hits: Sequence[Hit]) -> list[Hit]:
    """Those acts of a demand that it takes as done: "called for an inquiry into the raid that killed nine"."""
    if not toll_words(told.undated):
        return []
    return [h for h in hits if telling()["referred"].search(told.before(h.start))]


def _without_referred(told: Scope) -> Scope:
    rules, words = telling(), told.words
    for hit in told.within(told.page.acts):
        if opened := rules["referred"].search(told.before(hit.start)):
            closed = rules["clause_ends"].search(words, hit.end - told.start)
            end = closed.start() if closed else len(words)
            words = words[: opened.start()] + " " * (end - opened.start()) + words[end:]
    return replace(told, words=words)


def _is_told(hit: Hit, told: Scope) -> bool:
    """Whether an act of a told kind stands there and nothing beside it says that the word means something else."""
    rules, acts, words = telling(), ontology.acts(), told.at(hit.start, hit.end)
    needed = rules["needing"].get(words.lower())
    if needed is not None and not needed.search(told.words):
        return False
    if words.lower() in rules["struck_too"] and rules["struck_before"].search(told.before(hit.start)):
        return False
    if rules["no_fight"].match(told.after(hit.start)):
        return False
    if acts.is_a(hit.code, TERRITORY) and (
        rules["no_territory"].match(told.after(hit.end)) or rules["goods_before"].search(told.before(hit.start))
    ):
        return False
    if any(acts.is_a(hit.code, code) for code in rules["not_told"]) or rules["judgements"].search(words):
        return False
    return any(acts.is_a(hit.code, code) for code in rules["told"])


def _happened(told: Scope) -> list[Hit]:
    """Signals of what is said to have happened: not of what must, may, will or shall not.

    A verb may imply an act where no signal stands, or beside signals that say no more than "hostilities".
    """
    rules, tree = telling(), ontology.acts()
    if rules["background"].search(told.words):
        return []
    hits = [h for h in told.within(told.page.acts) if _is_told(h, told) and not _describes(told, h)]
    if all(len(tree.ancestors(h.code)) <= WIDE for h in hits):
        found = ((act, pattern.search(told.words)) for act, pattern in rules["implied"])
        implied = next((Hit(told.start + m.start(), told.start + m.end(), act) for act, m in found if m), None)
        hits = [*hits, implied] if implied else hits
    return [
        hit
        for hit in hits
        if (_is_denied(told, hit) or not rules["not_happened_before"].search(told.before(hit.start)))
        and not rules["not_happened_after"].search(told.after(hit.end))
    ]


def _describes(told: Scope, hit: Hit) -> bool:
    """ "the besieged town" tells of no siege laid; "the town was besieged" and "besieged the town" do."""
    if told.at(hit.start, hit.end).lower() not in telling()["describing"]:
        return False
    if re.match(r"\s+(?:the|a|an|it|them)\b", told.after(hit.end)):
        return False
    return re.search(r"\b(?:is|are|was|were|been|being|has|have)\s+$", told.before(hit.start)) is None


def _acts(hits: Sequence[Hit]) -> list[Hit]:
    """One signal for each separate act: of related ones the finest, and no victim-named act beside one with a means."""
    tree = ontology.acts()
    figures = data.load("incidents/fusing.yaml")
    finest = [
        h for h in hits if not any(o.code != h.code and tree.is_a(o.code, h.code) and not _apart(o, h) for o in hits)
    ]
    means = any(tree.is_a(h.code, figures["means"]) for h in finest)
    kept = [h for h in finest if not (means and h.code in figures["open_means"])]
    return list({h.code: h for h in reversed(kept)}.values())[::-1]


def _apart(one: Hit, other: Hit) -> bool:
    """A wide word in another clause ("struck ... after an attack") is another event."""
    return max(one.start - other.end, other.start - one.end) > FAR


def _is_denied(told: Scope, hit: Hit) -> bool:
    """A denial names what did not happen: "there was no air strike"."""
    return told.claim is not None and told.claim.polarity is Polarity.NEGATIVE and is_negated(told, hit)


def is_negated(told: Scope, hit: Hit) -> bool:
    """Whether a negative word governs the act: "no attack was made", not "will not retreat because of attacks"."""
    rules = telling()
    if rules["negated_after"].search(told.after(hit.end)):
        return True
    before = told.before(hit.start)
    last = max(rules["negation"].finditer(before), key=lambda m: m.start(), default=None)
    return last is not None and last[1] is None and not rules["clause_ends"].search(before[last.end() :])
