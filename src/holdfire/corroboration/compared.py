"""Support and attribution to the gradings that others use, side by side: for comparison, never for computing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from holdfire import data
from holdfire.incidents.book import KnownSources
from holdfire.records import Incident


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One incident on our two axes, in the grades of the `Airwars` scale and as an Admiralty pair."""

    incident: str
    act: str
    voices: int
    support: str
    attribution: str
    harm_grade: str
    """By the `Airwars` scale: confirmed | fair | weak | contested | discounted."""
    admiralty: str
    """Reliability of the best-graded voice (F: nobody has graded one), credibility 1 to 6: `F6`."""


def compared(incident: Incident, sources: KnownSources) -> Compared:
    """The columns of one incident."""
    told = {"support": incident.support.value, "attribution": incident.attribution.value}
    known = (sources.get(voice.id) for voice in incident.voices)
    grades = [source.reliability for source in known if source and source.reliability]
    reliability = min(grades, default=_scales()["ungraded"])
    return Compared(
        incident=incident.key, act=incident.act, voices=len(incident.voices), **told,
        harm_grade=str(_graded(_scales()["harm_grade"], told)),
        admiralty=f"{reliability}{_graded(_scales()['credibility'], told)}",
    )  # fmt: skip


@cache
def _scales() -> dict[str, Any]:
    scales: dict[str, Any] = data.load("corroboration/compared.yaml")
    return scales


def _graded(entries: Sequence[Mapping[str, Any]], told: Mapping[str, str]) -> object:
    fitting = (e for e in entries if all(told[axis] in e[axis] for axis in told if axis in e))
    return next(fitting)["grade"]
