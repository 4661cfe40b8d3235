"""People's decisions on findings to who stands behind each: computed, assessed, put to the parties, ruled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from holdfire import reviews as decisions
from holdfire import seals
from holdfire.findings import explain
from holdfire.findings.hold import Held
from holdfire.findings.proceedings import DECISIONS, LASTING, proceedings
from holdfire.records import Doubt, Finding, Mandate, Review, Status

STEPS = {"assess": Status.ASSESSED, "put_to_parties": Status.PUT_TO_PARTIES, "rule": Status.RULED}
"""Which decision takes a finding to which status."""
_ORDER = tuple(Status)


def with_status(
    findings: Iterable[Finding], reviews: Sequence[Review], mandate: Mandate | None
) -> tuple[list[Finding], list[Doubt]]:
    """Findings with the furthest status that people have given them, and with what was done about them.

    A judgement of a finding that has since changed does not carry over: it is listed as doubt `review-stale` and the
    finding stands as computed; comments and follow-ups stay. A ruling counts only in a case with a mandated body;
    elsewhere it is doubt `ruling-without-mandate`. Decisions on findings that are not among these are listed by
    `reviews.apply`, not here.
    """
    on: dict[str, list[Review]] = {}
    for review in sorted(reviews, key=lambda r: r.position):
        if review.decision in DECISIONS:
            on.setdefault(review.target, []).append(review)
    out, doubts = [], []
    for finding in findings:
        told, odd = _decided(finding, on[finding.key], mandate) if finding.key in on else (finding, [])
        out.append(told)
        doubts += odd
    return out, doubts


def _decided(finding: Finding, reviews: Sequence[Review], mandate: Mandate | None) -> tuple[Finding, list[Doubt]]:
    """One finding under the decisions that name it, in the order of the ledger."""
    finding = replace(finding, status=Status.COMPUTED, proceedings=None)  # as computed, whoever asks
    current = seals.rev(finding)
    told, seen = finding, {current}
    standing: list[Review] = []
    doubts: list[Doubt] = []
    conflicts: list[Doubt] = []
    earlier: set[str] = set()
    for review in reviews:
        doubt = _refusal(review, seen, current, mandate)
        if doubt is not None and review.decision not in LASTING:
            doubts.append(doubt)
            continue
        earlier |= {review.key} if doubt is not None else set()
        standing.append(review)
        done, conflicts = proceedings(standing, frozenset(earlier), mandate)
        steps = [STEPS[r.decision] for r in standing if r.decision in STEPS]
        told = replace(finding, proceedings=done, status=max((Status.COMPUTED, *steps), key=_ORDER.index))
        # A person may have seen the finding as earlier decisions left it.
        seen.add(seals.rev(told))
    return told, doubts + conflicts


def _refusal(review: Review, seen: set[str], current: str, mandate: Mandate | None) -> Doubt | None:
    if not decisions.saw(review, seen):
        return Doubt(
            code="review-stale", where=review.target, settle="look at the finding as it now is, and decide again",
            why=f"{review.who} decided `{review.decision}` on rev {review.target_rev}; it now is {current}",
        )  # fmt: skip
    if review.decision == "rule" and mandate is None:
        return Doubt(
            code="ruling-without-mandate", where=review.target, settle="name the body and standard in case.toml",
            why=f"{review.who} ruled, and the case names no mandated body and standard of proof",
        )  # fmt: skip
    return None


def reviewed(held: Held, reviews: Iterable[Review]) -> list[Finding]:
    """The findings that some decision speaks of: few, so they are made into records one by one."""
    targets = {r.target for r in reviews if r.target.startswith("finding:")}
    if not targets:
        return []
    return [explain.finding(held, row) for row in range(len(held)) if explain.key_of(held, row) in targets]
