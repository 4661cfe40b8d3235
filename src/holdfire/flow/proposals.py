"""Answers of a language model that lie in a case to claims beside the reader's, and which claims are counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from holdfire import claims
from holdfire.claims import Answer
from holdfire.flow.knowledge import Knowledge
from holdfire.records import Claim, Doubt, Review, Text, View
from holdfire.store import Case

ALIKE = 0.5
"""Share of its characters that a proposed content has in common with what the reader found, from which it is no more
than that."""

_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Answer)


def kept(case: Case, model: str, as_of: int | None = None) -> dict[tuple[str, str], Answer]:
    """(report, text sha256) -> the last answer of a model that is not shredded."""
    gone = case.shredded()
    last = {
        (entry.fields["report"], entry.fields["text"]): str(entry.fields["answer"])
        for entry in case.entries("answer", as_of)
        if entry.fields["model"] == model and entry.fields["answer"] not in gone
    }
    return {of: _decoder.decode(case.get(sha)) for of, sha in last.items()}


def packed(answer: Answer) -> bytes:
    """An answer as it lies in the vault: the same answer gives the same bytes."""
    return _encoder.encode(answer)


def proposed(
    case: Case, view: View, texts: Iterable[Text], found: Sequence[Claim], know: Knowledge
) -> tuple[tuple[Claim, ...], tuple[Doubt, ...]]:
    """What the case's model found in texts of this view, less what the reader found there. No model is asked here."""
    if not know.model:
        return (), ()
    answers = kept(case, know.model, view.as_of)
    known: dict[str, list[Claim]] = {}
    for claim in found:
        known.setdefault(claim.text, []).append(claim)
    listed: list[Claim] = []
    doubts: list[Doubt] = []
    for text in texts:
        answer = answers.get((text.report, text.sha256))
        if answer is not None:
            told, odd = claims.answered(text, answer, know.actors)
            said = _said(known.get(text.sha256, ()))
            listed += [claim for claim in told if not _found_already(claim, said)]
            doubts += odd
    return _whole(listed), tuple(doubts)


def counting(found: Iterable[Claim], decisions: Iterable[Review], doubts: Iterable[Doubt]) -> tuple[Claim, ...]:
    """The claims from which accounts are made: a model's only where a person accepted it, and nobody objects."""
    unsettled = {doubt.where for doubt in doubts}
    taken = {
        review.target for review in decisions
        if review.decision in ("accept", "set") and review.key not in unsettled and review.target not in unsettled
    }  # fmt: skip
    return tuple(c for c in found if not c.reader.startswith(claims.MODEL) or c.key in taken)


def _said(found: Iterable[Claim]) -> set[int]:
    """The characters that the reader saw somebody say."""
    return {at for claim in found for start, end in claim.content for at in range(start, end)}


def _found_already(claim: Claim, said: set[int]) -> bool:
    own = [at for start, end in claim.content for at in range(start, end)]
    return sum(at in said for at in own) >= ALIKE * len(own)


def _whole(listed: Sequence[Claim]) -> tuple[Claim, ...]:
    """Parents that are not listed are not pointed at."""
    keys = {claim.key for claim in listed}
    return tuple(c if c.parent in keys else msgspec.structs.replace(c, parent=None) for c in listed)
