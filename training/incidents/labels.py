"""What the incident network tells apart, and where each of its scores stands in one row of its output."""

from __future__ import annotations

from itertools import pairwise

SPANS = ("doer", "body", "thing", "name", "person", "weapon", "place", "time")
"""Kinds of spans: perpetrator (individual, organisation), physical target, human target (name, description), weapon,
place and time of the incident."""
TAGS = ("O", *(f"{mark}-{span}" for span in SPANS for mark in "BI"))
SLOT = {"doer": 9, "body": 10, "thing": 12, "name": 18, "person": 19, "weapon": 6}
TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE")
STAGES = ("ACCOMPLISHED", "ATTEMPTED", "THREATENED")
WEAPONS = (
    "BOMB", "GUN", "DYNAMITE", "EXPLOSIVE", "MACHINE GUN", "VEHICLE BOMB", "GRENADE", "MORTAR", "RIFLE", "AERIAL BOMB",
    "TORTURE", "ROCKET", "CUTTING DEVICE", "OTHER WEAPON",
)  # fmt: skip
THINGS = (
    "TRANSPORT VEHICLE", "COMMERCIAL", "ENERGY", "OTHER", "GOVERNMENT OFFICE OR RESIDENCE", "ORGANIZATION OFFICE",
    "COMMUNICATIONS", "FINANCIAL", "CIVILIAN RESIDENCE", "DIPLOMAT OFFICE OR RESIDENCE",
    "POLITICAL FIGURE OFFICE OR RESIDENCE", "LAW ENFORCEMENT FACILITY", "TRANSPORTATION ROUTE",
)  # fmt: skip
PEOPLE = (
    "CIVILIAN", "POLITICAL FIGURE", "GOVERNMENT OFFICIAL", "LAW ENFORCEMENT", "LEGAL OR JUDICIAL", "ACTIVE MILITARY",
    "SECURITY GUARD", "FORMER GOVERNMENT OFFICIAL", "DIPLOMAT", "FORMER ACTIVE MILITARY",
)  # fmt: skip
PLACES = ("CITY", "DEPARTMENT", "NEIGHBORHOOD", "TOWN", "OTHER PLACE")
HARMS = ("NONE", "DEATH", "INJURY", "NO INJURY OR DEATH", "NO INJURY", "REGAINED FREEDOM")
DAMAGES = ("NONE", "SOME DAMAGE", "DESTROYED", "NO DAMAGE")
SURE = (
    "NONE", "REPORTED AS FACT", "SUSPECTED OR ACCUSED", "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "POSSIBLE",
)  # fmt: skip
CATEGORIES = ("NONE", "TERRORIST ACT", "STATE-SPONSORED VIOLENCE")
NUMBERS = ("1", "PLURAL", "COUNTED")
LINK, SAME = 48, 32
"""Widths of the vectors by which two spans are of one incident, and of one filler."""

GROUPS: tuple[tuple[str, int], ...] = (
    ("tags", len(TAGS)), ("types", len(TYPES)), ("stages", len(STAGES)), ("weapon", len(WEAPONS)),
    ("thing", len(THINGS)), ("person", len(PEOPLE)), ("place", len(PLACES)), ("harm", len(HARMS)),
    ("damage", len(DAMAGES)), ("sure", len(SURE)), ("category", len(CATEGORIES)), ("number", len(NUMBERS)),
    ("whole", len(TYPES)), ("several", len(TYPES)), ("link", LINK), ("same", SAME),
)  # fmt: skip
"""Groups of scores of one token, in the order of the network's output."""

_ENDS = [0]
for _, _width in GROUPS:
    _ENDS.append(_ENDS[-1] + _width)
AT = {name: slice(a, b) for (name, _), (a, b) in zip(GROUPS, pairwise(_ENDS), strict=True)}
WIDTH = _ENDS[-1]
