"""A derived case to plain text that a person can read in a diff: no keys, no clock, no salt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import yaml
from tests.stories.astana import Story, when, where

from holdfire import __version__, findings
from holdfire.findings.logic import unpack
from holdfire.flow.period import incidents_in, period_of, reporting
from holdfire.records import Account, Incident, Voice


def incidents(public: Story, mechanism: Story) -> str:
    """YAML of the incidents that a text or an observation tells of, and of those that only the mechanism sees so."""
    shown = [retold(i, public) for i in public.told]
    besides = [told for i in mechanism.told if (told := retold(i, mechanism)) not in shown]
    whole = {"public": shown, "mechanism_besides": besides}
    return yaml.dump(whole, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=118)


def retold(incident: Incident, story: Story) -> dict[str, Any]:
    """One incident, its empty fields left out."""
    name = {claim.key: _who(claim.speaker.name if claim.speaker else "") for claim in story.claims.values()}
    fields = {
        "act": incident.act,
        "weapon": incident.weapon,
        "place": _place(incident),
        "time": when(incident),
        "participants": list(incident.participants),
        "attributed_to": [f"{b.actor}: {b.status}, by {_several(name.get(k, k) for k in b.by)}" for b in incident.attributed_to],
        "denied_by": list(incident.denied_by),
        "target": incident.target,
        "casualties": [_toll(c, name) for c in incident.casualties],
        "invokes": [f"{code}, by {actor}" for code, actor, _ in incident.invokes],
        "support": incident.support.value,
        "support_capped": re.sub(r" \(.*\)", "", incident.support_capped),
        "attribution": incident.attribution.value,
        "voices": [_voice(v, story) for v in incident.voices],
        "against": [_voice(v, story) for v in incident.against],
        "accounts": [_account(a, story) for a in story.of(incident)],
    }  # fmt: skip
    return {field: value for field, value in fields.items() if value}


def standings(story: Story, incidents_told: Iterable[Incident]) -> str:
    """Of each incident, what stands under each instrument: partial reading -> verdict because."""
    lines = []
    for incident in incidents_told:
        lines += ["", f"{incident.act}, {where(incident)}, {when(incident)}"]
        for standing in story.standings[incident.key]:
            verdict, because = unpack(int(story.held.code[standing.row]))
            reading = " ".join(f"{c}={o}" for c, o in sorted(standing.reading.items())) or "all readings"
            decided = story.held.answers[int(story.held.term[standing.row])].term.id
            lines.append(
                f"  {standing.instrument}/{decided}: {reading} -> {verdict.value} {' '.join(because)}".rstrip()
            )
    return "\n".join(lines).lstrip("\n") + "\n"


def tallies(story: Story) -> str:
    """n under all readings and m more under some, per instrument and verdict, of the bulletins' weeks and of all."""
    config = story.outcome.know.config
    standing = [s for of in story.standings.values() for s in of]
    lines = []
    for day in (*config.bulletin_dates, None):
        period = period_of(day, config.period) if day else None
        among = {i.key for i in incidents_in(story.derived, period, reporting(config))} if period else None
        lines += ["", f"{period.first} to {period.last}" if period else "the whole case"]
        for tally in findings.tallies(standing, among):
            if tally.under_all or tally.under_some:
                verdict = tally.verdict.value
                lines.append(f"  {tally.instrument:30} {verdict:26} {tally.under_all:>5} +{tally.under_some}")
    return "\n".join(lines).lstrip("\n") + "\n"


def digest(markdown: str) -> str:
    """A bulletin in which incidents of table rows alone keep one line each, and shared reasoning its heading."""
    sections = [_shortened(s) for s in re.split(r"(?m)^(?=#{1,4} )", markdown)]
    text = re.sub(r"\n{3,}", "\n\n", "".join(sections)).replace(f"holdfire {__version__}", "holdfire VERSION")
    return text.replace(f"holdfire version: {__version__}", "holdfire version: VERSION")


def _shortened(section: str) -> str:
    if re.match(r"#### (?!\d+\.)", section):
        return re.sub(r"(?m)^   - .*\n", "", section)
    return section.partition("\n")[0] + "\n\n" if re.match(r"### w\d+\.", section) else section


class _Plain(yaml.SafeDumper):
    """Lists indented below their field; no anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _place(incident: Incident) -> str:
    place = incident.place
    if place is None:
        return "not stated"
    extent = f"area {place.area}" if place.area else f"{place.lat}, {place.lon}, within {place.radius_m} m"
    return f"{place.name} ({place.kind}; {extent}; {place.provenance})"


def _account(account: Account, story: Story) -> str:
    by = ", ".join(v.name for v in account.voices) or "nobody"
    words = story.words(account)
    kind = "table row" if account.row else "own observation" if account.observed else f"“{words}”"
    return f"{story.file(account)}: {by} {account.stance} {account.act}: {kind}"


def _voice(voice: Voice, story: Story) -> str:
    tied = f" (tied to {', '.join(voice.affiliated_to)})" if voice.affiliated_to else ""
    printed = sorted(story.reports[v].filename if v in story.reports else v for v in voice.via)
    return f"{voice.name}{tied}, via {', '.join(printed)}"


def _toll(toll: Any, name: dict[str, str]) -> str:
    most = " or more" if toll.high is None else f" to {toll.high}" if toll.high != toll.low else ""
    return f"{toll.low}{most} {toll.kind}, {toll.group}, by {_several(name.get(k, k) for k in toll.by)}"


def _several(names: Iterable[str]) -> str:
    """Who says so, once each; rows and sentences in an outlet's own name without their hashes."""
    kinds = {"row": "a table row", "text": "an outlet's own words"}
    return ", ".join(sorted({kinds.get(n.partition(":")[0], n) for n in names}))


def _who(name: str) -> str:
    return name or "a speaker not named"
