"""Who is said to have done it, graded on an axis of its own: each blame, and the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from holdfire.corroboration.independence import Ties
from holdfire.records import Account, Attribution, Blame, Voice

Voices = Callable[[Sequence[Account]], tuple[Voice, ...]]


def attribution(
    told: Sequence[Account], denied: bool, voices: Voices, ties: Ties
) -> tuple[tuple[Blame, ...], Attribution]:
    """The blames with their statuses, and the attribution of the whole. `told` are the asserting accounts, in order.

    Per actor: *determined* when an observing body's account names it; *acknowledged* when the actor itself does;
    *corroborated* by two independent voices, else *single voice*. Unless determined, the whole is *disputed* when
    somebody uninterested denies it (`denied`) or rivals are blamed (see `_rivals`).
    """
    by: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for blame in (b for a in told for b in a.attributed_to):
        by.setdefault(blame.actor, []).extend(blame.by)
        names.setdefault(blame.actor, blame.name)
    if not by:
        return (), Attribution.NONE_STATED
    naming = {actor: [a for a in told if any(ties.below(b.actor, actor) for b in a.attributed_to)] for actor in by}
    blames = tuple(
        Blame(
            actor=actor, by=tuple(dict.fromkeys(claims)), status=_status(actor, naming[actor], voices, ties),
            name=names[actor],
        )
        for actor, claims in by.items()
    )  # fmt: skip
    return blames, _whole(blames, naming, ties, denied=denied)


def _status(actor: str, naming: Sequence[Account], voices: Voices, ties: Ties) -> Attribution:
    if any(a.observed for a in naming):
        return Attribution.DETERMINED
    if any(ties.one_body(voice.id, actor) for a in naming for voice in a.voices):
        return Attribution.ACKNOWLEDGED
    # A table that attributes does so as one voice, its coder's, whoever it cites; beside others it adds none.
    spoken = [a for a in naming if a.row is None]
    return Attribution.CORROBORATED if len(voices(spoken)) > 1 else Attribution.SINGLE_VOICE


def _whole(blames: Sequence[Blame], naming: dict[str, list[Account]], ties: Ties, *, denied: bool) -> Attribution:
    statuses = {blame.status for blame in blames}
    if Attribution.DETERMINED in statuses:
        return Attribution.DETERMINED
    if denied or any(_rivals(a.actor, b.actor, naming, ties) for a, b in combinations(blames, 2)):
        return Attribution.DISPUTED
    order = (Attribution.ACKNOWLEDGED, Attribution.CORROBORATED, Attribution.SINGLE_VOICE)
    return next(status for status in order if status in statuses)


def _rivals(a: str, b: str, naming: dict[str, list[Account]], ties: Ties) -> bool:
    """Whether two actors are blamed instead of each other. An accused that alone blames somebody else disputes nothing,
    unless the other is accused by nobody else than this one either."""
    if ties.one_body(a, b):
        return False
    for_a = [x for x in naming[a] if x not in naming[b]]
    for_b = [x for x in naming[b] if x not in naming[a]]
    if not for_a or not for_b:
        return False
    own_a, own_b = _only_from(for_a, b, ties), _only_from(for_b, a, ties)
    return own_a == own_b


def _only_from(accounts: Sequence[Account], actor: str, ties: Ties) -> bool:
    """Whether nobody outside this actor's camp says so."""
    camp = ties.camp(actor)
    voices = [voice for account in accounts for voice in account.voices]
    return bool(voices) and all(camp in ties.camps(voice, None) for voice in voices)
