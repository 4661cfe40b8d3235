"""Material -> the look-ups that composing needs: records by key, names by id, and the veil over private ones."""

from __future__ import annotations

from functools import cached_property

from holdfire.bulletin.material import Material
from holdfire.bulletin.model import Origin
from holdfire.bulletin.words import Words
from holdfire.disclosure import Veil, coarsen, is_hidden, veil_for
from holdfire.records import BY_NAME, Blame, Incident, Place, Report, Speaker, Voice


class Book:
    """One bulletin's look-ups. Everything is made once, on first use, and never changed."""

    def __init__(self, material: Material, words: Words) -> None:
        self.material, self.words = material, words
        self.reports = {report.key: report for report in material.reports}
        self.sources = {source.id: source for source in material.sources}
        self.actors = {actor.id: actor for actor in material.actors}
        self.texts = {text.sha256: text for text in material.texts}
        self.claims = {claim.key: claim for claim in material.claims}
        self.accounts = {account.key: account for account in material.accounts}
        self.incidents = {incident.key: incident for incident in material.incidents}
        self.instruments = {instrument.id: instrument for instrument in material.instruments}
        self.parties = {(i.id, party.id): party.name for i in material.instruments for party in i.parties}
        self.rows = {row.key: row for row in material.rows}
        self.options = {c.id: {o.id: o.words for o in c.options} for i in material.instruments for c in i.choices}
        self.citations = {(of, c.id): c for i in material.instruments for c in i.sources for of in (i.id, "")}
        self.questions = {c.id: c.question for i in material.instruments for c in i.choices}

    @cached_property
    def veil(self) -> Veil:
        """The cover over private names and never-published places."""
        m = self.material
        places = [
            *(i.place for i in m.incidents),
            *(a.place for a in m.accounts),
            *(o.position for o in m.observations),
        ]
        voices = [
            v for of in ([a.voices for a in m.accounts], [i.voices for i in m.incidents]) for vs in of for v in vs
        ]
        ours = {name for row in m.disclosure if row.claim is None for name in (*row.to_whom, row.by)}
        voices += [Voice(id=f"{BY_NAME}{name}", name=name) for name in sorted(ours)]
        said = (m.claims, m.complaints, voices)
        return veil_for((m.actors, m.sources), said, places, m.policy, self.words.say("covered"), self._authors())

    def _authors(self) -> set[str]:
        """The names, as written, of all who are said to have done something and are in no actor file."""
        blamed = {
            b.name for of in (self.material.accounts, self.material.incidents) for x in of for b in x.attributed_to
        }
        texts = ((a, self.texts[a.text].content) for a in self.material.accounts if a.text in self.texts)
        words = (content[s.start : s.end] for a, content in texts for s in a.slots if s.slot == "person")
        return blamed | set(words)

    @cached_property
    def hidden_claims(self) -> frozenset[str]:
        """Claims that place an incident where this policy prints nothing: their sentences would name the place."""
        return frozenset(
            key
            for account in self.material.accounts
            if is_hidden(account.place, self.material.policy)
            for key in account.asserted_by
        ) | frozenset(
            key for incident in self.material.incidents if self.hidden(incident) for key in incident.asserted_by
        )

    def hidden(self, incident: Incident) -> bool:
        """Whether this incident's place, in any account of it, is of a kind never published."""
        places = [incident.place, *(self.accounts[key].place for key in incident.accounts if key in self.accounts)]
        return any(is_hidden(place, self.material.policy) for place in places)

    def place(self, incident: Incident) -> Place | None:
        """The incident's place as this audience may have it."""
        return self._places[incident.key]

    @cached_property
    def _places(self) -> dict[str, Place | None]:
        m = self.material
        return {i.key: None if self.hidden(i) else coarsen(i.place, m.policy, m.known) for i in m.incidents}

    def told(self, incident: str, text: str) -> str:
        """A text about an incident with every place name in it no finer than what is published of the place."""
        for name, published in self._renamed.get(incident, ()):
            text = text.replace(name, published)
        return text

    @cached_property
    def _renamed(self) -> dict[str, tuple[tuple[str, str], ...]]:
        m, found = self.material, {}
        for incident in m.incidents:
            of = [incident.place, *(self.accounts[a].place for a in incident.accounts if a in self.accounts)]
            names = {p.name: coarsen(p, m.policy, m.known) for p in of if p is not None and p.name}
            finer = ((name, self._coarse(name, shown)) for name, shown in names.items())
            pairs = sorted((pair for pair in finer if pair[0] != pair[1]), key=lambda p: (-len(p[0]), p))
            if pairs:
                found[incident.key] = tuple(pairs)
        return found

    def _coarse(self, name: str, shown: Place | None) -> str:
        if shown is None or not shown.name:
            return self.words.say("near_unnamed")
        return name if shown.name == name else self.words.say("near", name=shown.name)

    def label(self, code: str | None) -> str:
        """The words of an act, weapon, exception or target class."""
        return self.material.labels.get(code, code.replace("_", " ")) if code else ""

    def who(self, name: str, under: str = "") -> str:
        """An actor, source or party id in words; a private person's name never. A party id says nothing without the
        instrument `under` which it is meant: "the government" of one may be others in the next."""
        if name in self.actors:
            return self.actors[name].name if self.veil.public_name(name) else self.words.say("private_person")
        if name in self.sources:
            return self.sources[name].name
        if (under, name) in self.parties:
            return self.parties[under, name]
        if name in self.instruments:
            return self.instruments[name].title
        if name.startswith(BY_NAME):
            return (
                name.removeprefix(BY_NAME)
                if self.veil.public_name(name.removeprefix(BY_NAME))
                else self.words.say("private_person")
            )
        return self.words.of("nobody", name) if name in self.words.group("nobody") else name

    def blamed(self, blame: Blame) -> str:
        """Who is said to have done it, in words; a person whom no file has never."""
        if not blame.name:
            return self.who(blame.actor)
        return blame.name if self.veil.public_author(blame.name) else self.words.say("private_person")

    def cited(self, source: str, under: str = "", *, address: bool = True) -> str:
        """A citation of an instrument, else of any, in words and with its address; its id where none has it."""
        found = self.citations.get((under, source)) or self.citations.get(("", source))
        if found is None:
            return source
        return f"{found.words} {found.url}".strip() if address else found.words

    def target(self, name: str | None) -> str:
        """A target: an actor's name or a class in words."""
        return self.who(name) if name in self.actors else self.label(name)

    def several(self, names: tuple[str, ...], under: str = "") -> str:
        """Several ids in words, in one fixed order."""
        return ", ".join(sorted({self.who(name, under) for name in names}))

    def speaker(self, speaker: Speaker | None) -> str:
        """A speaker with role, or that the person is not named here."""
        if speaker is None:
            return self.words.say("unnamed_speaker")
        if not self.veil.public_speaker(speaker):
            return self.words.say("private_speaker")
        return f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name

    def voice(self, voice: Voice) -> str:
        """A voice with the parties it is tied to."""
        return f"{self.named(voice)} ({self._stake(voice)})"

    def named(self, voice: Voice) -> str:
        """A voice by its name; a private person's never."""
        if voice.id in self.actors or voice.id in self.sources:
            return self.who(voice.id)
        public = self.veil.public_speaker(Speaker(name=voice.name))
        return voice.name if public else self.words.say("private_person")

    def _stake(self, voice: Voice) -> str:
        """To whom a voice is tied; of what is tied to itself only, to whom it belongs."""
        if not voice.affiliated_to or any(voice.id not in self.line(tie) for tie in voice.affiliated_to):
            return self.ties(voice.affiliated_to)
        top = self.line(voice.id)[-1]
        return self.words.say("speaks_for_itself") if top == voice.id else self.ties((top,))

    def ties(self, parties: tuple[str, ...]) -> str:
        """`affiliated to ...`, or that none is recorded."""
        return self.words.say("affiliated", to=self.several(parties)) if parties else self.words.say("not_affiliated")

    def line(self, actor: str) -> list[str]:
        """The actor and its parents upwards."""
        line = [actor]
        while (parent := self.actors[line[-1]].parent if line[-1] in self.actors else None) and parent not in line:
            line.append(parent)
        return line

    def blamers(self, blame: Blame) -> tuple[str, ...]:
        """Who states that this actor did it, in words: speakers, and publishers where they quote nobody for it."""
        said = {self.speaker(self.claims[key].speaker) for key in blame.by if key in self.claims}
        texts = (self.texts.get(key.removeprefix("text:").partition("#")[0]) for key in blame.by)
        reports = (self.reports.get(text.report) for text in texts if text is not None)
        return tuple(sorted(said | {self.who(report.source) for report in reports if report is not None}))

    def origin(self, key: str, *, bare: bool = False) -> Origin | None:
        """A report's publisher, address and times; `bare` leaves out its title and address."""
        report = self.reports.get(key)
        return None if report is None else self._origin(report, bare=bare)

    def _origin(self, report: Report, *, bare: bool) -> Origin:
        source = self.sources.get(report.source)
        ties = tuple(sorted({tie.to for tie in source.affiliations})) if source else ()
        return Origin(
            publisher=source.name if source else report.source,
            affiliated=self.ties(ties) if ties else "",
            title="" if bare else report.title,
            url="" if bare else report.url,
            published=self.words.moment(report.published, report.published_words),
            collected=self.words.moment(report.collected),
            sha256=report.sha256,
        )
