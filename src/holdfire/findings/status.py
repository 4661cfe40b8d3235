"""People's decisions on findings to who stands behind each: computed, assessed, put to the parties, ruled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from holdfire import seals
from holdfire.findings import explain
from holdfire.findings.hold import Held
from holdfire.records import Doubt, Finding, Mandate, Review, Status

STEPS = {"assess": Status.ASSESSED, "put_to_parties": Status.PUT_TO_PARTIES, "rule": Status.RULED}
"""Which decision takes a finding to which status."""
_ORDER = tuple(Status)


def with_status(
    findings: Iterable[Finding], reviews: Sequence[Review], mandate: Mandate | None
) -> tuple[list[Finding], list[Doubt]]:
    """Findings with the furthest status that people have given them.

    A decision on a finding that has since changed does not carry over: it is listed as doubt `review-stale` and the
    finding stands as computed. A ruling counts only in a case with a mandated body; elsewhere it is doubt
    `ruling-without-mandate`. Decisions on findings that are not among these are listed by `reviews.apply`, not here.
    """
    on: dict[str, list[Review]] = {}
    for review in reviews:
        if review.decision in STEPS:
            on.setdefault(review.target, []).append(review)
    out, doubts = [], []
    for finding in findings:
        status = finding.status
        current = seals.rev(finding) if finding.key in on else ""
        for review in on.get(finding.key, ()):
            doubt = _refusal(review, current, mandate)
            if doubt is not None:
                doubts.append(doubt)
            else:
                status = max(status, STEPS[review.decision], key=_ORDER.index)
        out.append(finding if status is finding.status else replace(finding, status=status))
    return out, doubts


def _refusal(review: Review, current: str, mandate: Mandate | None) -> Doubt | None:
    if review.target_rev and review.target_rev != current:
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
