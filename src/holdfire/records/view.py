"""Who looks, as known when, and what may be published to them."""

from __future__ import annotations

import msgspec

AUDIENCE_ORDER = ("public", "parties", "guarantors", "mechanism")
"""From the narrowest clearance to the widest."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """(audience, as_of): what is computed from what that audience may see, as known then."""

    audience: str
    as_of: int | None = None
    """Ledger position, inclusive; None = all."""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What an audience gets. The defaults are the safe ones."""

    delay_hours: int = 48
    finest_place: str = "settlement"
    """settlement | admin1: nothing finer is printed."""
    hide_place_kinds: tuple[str, ...] = ("hospital", "displaced", "observer", "aid_route", "witness")
    coverage_by: str = "zone_week"
    why: str = ""
    """The reason beside any weakening of the defaults, printed in the bulletin."""


class Audience(msgspec.Struct, frozen=True, kw_only=True):
    """One audience of a case with its publication policy."""

    id: str
    policy: Policy = Policy()


class Mandate(msgspec.Struct, frozen=True, kw_only=True):
    """A mandated body and its standard of proof. Without one a case stops at "assessed"."""

    body: str
    standard: str
