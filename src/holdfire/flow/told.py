"""Exhibits of a view to what its audience is told of them: nothing that the file itself gives away of who took it."""

from __future__ import annotations

from msgspec.structs import replace

from holdfire import disclosure
from holdfire.flow.derive import Outcome
from holdfire.flow.material import ground
from holdfire.records import Exhibit
from holdfire.records.view import AUDIENCE_ORDER


def exhibits_for(outcome: Outcome) -> tuple[Exhibit, ...]:
    """The exhibits as they may be told. The widest audience gets all; others no metadata, no signer's name, no
    perceptual hashes, and a place no finer than their policy allows."""
    view, config = outcome.derived.view, outcome.know.config
    if view.audience == AUDIENCE_ORDER[-1]:
        return outcome.derived.exhibits
    policy = disclosure.policy_for(config.audiences, view.audience)
    known = ground(outcome.know, config)
    return tuple(
        replace(
            e, place=disclosure.coarsen(e.place, policy, known), metadata={}, metadata_reader="", prints=(),
            credentials=replace(e.credentials, signer="", made_with="") if e.credentials is not None else None,
        )
        for e in outcome.derived.exhibits
    )  # fmt: skip
