"""Documents to MUC-4 templates by holdfire's rules: signals of acts, role fillers, times; nothing is learned from keys.

The documents are in capitals and about countries whose towns the packaged gazetteer does not hold: a location is the
country alone, where the text names it or one of its provinces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bench.muc4 import days, kinds
from bench.muc4.keys import Fill, Template, Templates
from holdfire import reader, times
from holdfire.data import ontology
from holdfire.incidents.roles import Role, abbreviated, role_lists, roles
from holdfire.records import Text
from holdfire.seals import sha256

TYPES = (
    ("abduction", "KIDNAPPING"), ("explosive_device", "BOMBING"), ("air_strike", "BOMBING"), ("hostilities", "ATTACK"),
    ("violence_against_persons", "ATTACK"), ("destruction_of_property", "ATTACK"),
)  # fmt: skip
"""Act -> incident type; the first that stands above it."""
LEFT_OUT = (
    "detention",
    "torture",
    "child_recruitment",
    "sexual_violence",
    "forced_displacement",
    "mine_laying",
    "ground_clash",
)
WEAPONS = (
    ("mine", "MINE"), ("explosive_device", "BOMB"), ("aerial_bomb", "AERIAL BOMB"), ("grenade", "GRENADE"),
    ("mortar", "MORTAR"), ("rocket", "ROCKET"), ("missile", "MISSILE"), ("small_arms", "GUN"),
)  # fmt: skip
EFFECTS = (
    (("person", "DEATH"), r"kill|murder|assassin|massacr|execut|death|slain|slay"),
    (("person", "INJURY"), r"wound|injur|hurt"),
    (("thing", "DESTROYED"), r"destr|blew up|blown up|burn|toppl|demol"),
    (("thing", "SOME DAMAGE"), r"damag|bomb|dynamit|attack"),
)  # fmt: skip
_MARKS = re.compile(r"\[[A-Z -]{2,40}\]\s*")


@dataclass
class _Incident:
    """What a template is filled from, in the order of telling."""

    kind: str
    doers: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    things: list[str] = field(default_factory=list)
    weapons: list[tuple[str, str]] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    harm: dict[str, str] = field(default_factory=dict)


def responses(documents: dict[str, str]) -> Templates:
    """Document id -> templates."""
    return {doc: list(_templates(doc, content)) for doc, content in sorted(documents.items())}


def _templates(doc: str, raw: str) -> Iterator[Template]:
    content = _MARKS.sub("", " ".join(raw.split("\n\n   "))).replace("\n", " ")
    published = days.published(content)
    by_kind: dict[str, _Incident] = {}
    named = abbreviated(content)
    digest = sha256(content.encode())
    text = Text(
        key=f"text:{digest}", report="", doc=doc, content=content, sha256=digest, extractor="plain/1", language="en"
    )
    for start, end in reader.read(text).sentences:
        found = roles(content, start, end, frozenset([*named, *named.values()]))
        _add(by_kind, content, (start, end), published, found)
    country = kinds.country(content)
    for incident in by_kind.values():
        if incident.persons or incident.things or incident.doers or incident.bodies:
            yield _template(doc, incident, published, country)


def _add(
    by_kind: dict[str, _Incident],
    content: str,
    sentence: tuple[int, int],
    published: datetime | None,
    found: tuple[Role, ...],
) -> None:
    start, end = sentence
    acts = [code for _, _, code in ontology.acts().match(content[start:end])]
    kinds = [kind for code in acts if (kind := _kind(code))]
    if not kinds and any(r.kind in ("person", "thing") for r in found):
        kinds = ["ATTACK"]
    if not kinds:
        return
    specific = [k for k in kinds if k != "ATTACK"] or kinds
    incident = by_kind.setdefault(specific[0], _Incident(specific[0]))
    _fill(incident, found, content)
    if published is not None:
        for mention in times.find(content[start:end], published, "UTC"):
            if mention.interval is not None and mention.interval.end <= published.replace(hour=23, minute=59):
                incident.days.append(days.written(mention.interval.start.date()))


def _fill(incident: _Incident, found: tuple[Role, ...], content: str) -> None:
    named = {" ".join(content[r.start : r.end].split()) for r in found if r.kind == "body"}
    incident.bodies += [n for n in sorted(named) if n not in incident.bodies]
    into = {"doer": incident.doers, "body": incident.bodies, "person": incident.persons, "thing": incident.things}
    for role in found:
        words = " ".join(content[role.start : role.end].split())
        if role.kind == "weapon":
            kind = weapon_kind(words)
            if kind and (words, kind) not in incident.weapons:
                incident.weapons.append((words, kind))
        elif words not in into[role.kind]:
            into[role.kind].append(words)
        deed = content[role.deed : role.deed + 14].lower()
        if effect := next((e for e, form in EFFECTS if role.kind == e[0] and re.match(form, deed)), None):
            incident.harm.setdefault(words, effect[1])


def weapon_kind(words: str) -> str:
    """The instrument type of a weapon's words; "" where it has none."""
    found = ontology.weapons().match(words)
    return next((name for top, name in WEAPONS if found and ontology.weapons().is_a(found[0][2], top)), "")


def _titled(words: str) -> tuple[str, str]:
    """(description, name): "MAYOR JUAN PEREZ" is both, "PEASANTS" the one, "JUAN PEREZ" the other."""
    spoken = words.split()
    at = 0
    while at < len(spoken) and spoken[at] in kinds.TITLES:
        at += 1
    lists = role_lists()
    if at == len(spoken) or any(w.lower() in lists["persons"] or w.lower() in lists["doers"] for w in spoken[at:]):
        return words, ""
    if spoken[-1].endswith("S") and len(spoken) - at < 2:
        return words, ""
    return " ".join(spoken[:at]), " ".join(spoken[at:])


def _described(title: str, name: str) -> Fill:
    return Fill((title,), (name,) if name else ())


def _kind(code: str) -> str:
    tree = ontology.acts()
    if any(tree.is_a(code, out) for out in LEFT_OUT):
        return ""
    return next((kind for top, kind in TYPES if tree.is_a(code, top)), "")


def _template(doc: str, incident: _Incident, published: datetime | None, country: str) -> Template:
    attack = incident.kind != "KIDNAPPING"
    things = incident.things[:3] if attack else []
    people = [_titled(person) for person in incident.persons[:4]]
    for whole, (title, name) in zip(incident.persons, people, strict=False):
        incident.harm.setdefault(name or title, incident.harm.get(whole, ""))
    day = incident.days[0] if incident.days else f"- {days.written(published.date())}" if published else ""
    slots: dict[int, tuple[Fill, ...]] = {
        2: _fills([day]), 3: _fills([country]), 4: _fills([incident.kind]), 5: _fills(["ACCOMPLISHED"]),
        6: _fills([w for w, _ in incident.weapons[:2]] if attack else []),
        7: tuple(Fill((kind,), (words,)) for words, kind in incident.weapons[:2]) if attack else (),
        8: _fills([_category(incident)]),
        9: _fills(incident.doers[:2]), 10: _fills(incident.bodies[:2]),
        11: tuple(Fill(("REPORTED AS FACT",), (body,)) for body in incident.bodies[:2]),
        12: _fills(things), 13: tuple(Fill((kinds.of_words(t, kinds.THINGS, "OTHER"),), (t,)) for t in things),
        14: tuple(Fill(("PLURAL" if thing.endswith("S") else "1",), (thing,)) for thing in things),
        16: tuple(Fill((effect,), (t,)) for t in things if (effect := incident.harm.get(t))),
        18: _fills([name for _, name in people if name]),
        19: tuple(_described(*person) for person in people if person[0]),
        20: tuple(Fill((kinds.of_words(t or n, kinds.PEOPLE, "CIVILIAN"),), (n or t,)) for t, n in people),
        21: tuple(Fill(("PLURAL" if not n and t.endswith("S") else "1",), (n or t,)) for t, n in people),
        23: tuple(Fill((effect,), (n or t,)) for t, n in people if (effect := incident.harm.get(n or t))),
    }  # fmt: skip
    return Template(doc, {slot: fills for slot, fills in slots.items() if fills})


def _category(incident: _Incident) -> str:
    if not (incident.doers or incident.bodies):
        return ""
    state = r"ARMY|POLICE|GOVERNMENT|ARMED FORCES|MILITARY|BATTALION|BRIGADE"
    by_state = any(re.search(state, body) for body in incident.bodies)
    return "STATE-SPONSORED VIOLENCE" if by_state else "TERRORIST ACT"


def _fills(values: list[str]) -> tuple[Fill, ...]:
    return tuple(Fill((value,)) for value in values if value)
