"""Any reader's claims to claims with speakers: names completed, pronouns and offices resolved inside one text."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from holdfire.claims.antecedents import Known, borne, office, person, thing
from holdfire.claims.choosing import outlets, speaker_of, words
from holdfire.claims.mentions import ActorBook
from holdfire.claims.names import Named, part
from holdfire.records import Claim, Doubt, Speaker, Text

ONE_PERSON = frozenset(("he", "she", "he's", "she's", "he'd", "she'd", "his", "her", "who"))
SEVERAL = frozenset(("it", "they", "its", "their", "which", "that"))
OTHERS = frozenset(("we", "i", "you", "some", "many", "others", "both", "us", "our", "my", "one"))
_ITS = re.compile(r"(?:its|his|her|their)\s+", re.IGNORECASE)
_SEATED = re.compile(r"^the (?:[\w.'’]+ ){0,3}[\w'’]+-based (?=[\w-]+$)")
"""`the Arl City-based group` is `the group`."""
_APPOSED = re.compile(r"(?P<role>[^,]+),\s+(?P<name>[A-Z].*)", re.DOTALL)


class _Resolved(msgspec.Struct, frozen=True):
    speaker: Speaker | None
    doubts: tuple[Doubt, ...] = ()


def with_speakers(text: Text, claims: Sequence[Claim], actors: ActorBook) -> tuple[Claim, ...]:
    """The claims in the same order, each with its speaker and what could not be settled about it.

    Only the text, the claims' spans and their parents are looked at: any reader's claims will do.
    """
    step = _Step(text, actors)
    order = sorted(range(len(claims)), key=lambda n: (_at(claims[n]), n))
    found = {n: step.resolve(claims[n]) for n in order}
    told = {claims[n].key: found[n].speaker for n in order}
    return tuple(
        msgspec.structs.replace(
            claim, speaker=_from_above(claim, found[n], told), doubts=(*claim.doubts, *found[n].doubts)
        )
        for n, claim in enumerate(claims)
    )


def _at(claim: Claim) -> int:
    """Where the speaker is printed, else the cue or the content: code points."""
    return (claim.source or claim.cue or claim.content)[0][0]


def _from_above(claim: Claim, found: _Resolved, told: dict[str, Speaker | None]) -> Speaker | None:
    """`We` inside what somebody says is whoever says it; the doubt stays, for `we` may be more."""
    above = told.get(claim.parent or "")
    own = found.speaker
    if above is not None and own is not None and own.name.lower() in ("we", "i"):
        return msgspec.structs.replace(above, why=f"{own.name!r} is said inside what {above.name!r} says")
    return own


class _Step:
    """One pass over a text: who has been named so far."""

    def __init__(self, text: Text, actors: ActorBook) -> None:
        self.text, self.actors = text, actors
        self.own = outlets(text.content)
        self.known: list[Known] = []

    def resolve(self, claim: Claim) -> _Resolved:
        if not claim.source:
            return _Resolved(None)
        at, end = claim.source[0][0], claim.source[-1][1]
        printed = self.text.content[at:end]
        low = printed.lower().replace("’", "'").strip(" ,")
        if low in ONE_PERSON:
            return self._back(printed, at, *person(low, at, self.known, self.text.content))
        if low in SEVERAL:
            return self._back(printed, at, *thing(low, at, self.known))
        if low in OTHERS or low.startswith(("one of ", "some of ", "both of ")):
            return self._left(printed, at, "it may mean more than one speaker of the text")
        return self._named(printed, low, at)

    def _named(self, printed: str, low: str, at: int) -> _Resolved:
        if low.startswith("the "):
            plain = _SEATED.sub("the ", low)
            capitals = plain == low and any(word[:1].isupper() for word in printed.split()[1:])
            low = plain
            before, why = borne(low, self.known) if capitals else office(low, at, self.known, self.text.content)
            if before is not None:
                return self._back(printed, at, before, "")
            if why or (not capitals and low.removeprefix("the ") in words("persons")):
                return self._left(printed, at, why or "nobody is named before whom it could mean")
        named = self._complete(_part(printed))
        speaker = self._of_its_body(printed, speaker_of(named, printed, self.actors, self.own))
        return _Resolved(self._remember(named, printed, speaker, at))

    def _of_its_body(self, printed: str, speaker: Speaker) -> Speaker:
        """`Its chairman` speaks for the body that spoke last, where the files do not know the chairman."""
        kin = _ITS.match(printed)
        body = next((k.speaker for k in reversed(self.known) if not k.named.person and k.speaker.actor), None)
        if kin is None or body is None or speaker.actor is not None:
            return speaker
        told = f"{kin[0].strip()!r} is {body.name!r}; {body.why}"
        return msgspec.structs.replace(speaker, actor=body.actor, side=body.side, why=told)

    def _remember(self, named: Named, printed: str, speaker: Speaker, at: int) -> Speaker:
        same = [k for k in self.known if k.speaker.name == speaker.name]
        longest = max([printed, *(k.printed for k in same)], key=len)
        if named.person and same and len(longest) > len(printed):
            speaker = speaker_of(named, longest, self.actors, self.own)
        self.known[:] = [k for k in self.known if k.speaker.name != speaker.name]
        actor = self.actors.get(speaker.actor or "")
        held = f"{named.role or ''} {actor.role or '' if actor and named.person else ''} {longest}"
        self.known.append(Known(named, longest, held.lower(), speaker, actor.kind if actor else "", at))
        return speaker

    def _complete(self, named: Named) -> Named:
        """`Voss` becomes the `Ilan Voss` that the text printed, with the role printed there."""
        if not named.name[:1].isupper() or (not named.person and " " in named.name):
            return named
        last = named.name.rpartition(" ")[2].lower()
        same = [k.named for k in self.known if k.named.person and _ends_in(k.named.name, named.name, last)]
        if len({n.name for n in same}) != 1:
            return named
        if " " in named.name and named.name[0].isupper() and same[0].name.lower() != named.name.lower():
            shorter = same[0].name.lower().endswith(named.name.lower())
            if not shorter and " " in same[0].name:
                return named
        longest = max(same[0].name, named.name, key=len)
        return Named(longest, named.role or same[0].role, person=True)

    def _back(self, printed: str, at: int, before: Known | None, why: str) -> _Resolved:
        """Back to somebody named before, who is the last one spoken of from here on."""
        if before is None:
            return self._left(printed, at, why)
        self.known[:] = [k for k in self.known if k is not before]
        self.known.append(msgspec.structs.replace(before, at=at))
        speaker = before.speaker
        told = f"{printed!r} points back to {before.printed!r}"
        doubts = (self._doubt(printed, at, why, "speaker-chosen"),) if why else ()
        return _Resolved(msgspec.structs.replace(speaker, why=f"{told}; {speaker.why}".rstrip("; ")), doubts)

    def _left(self, printed: str, at: int, why: str) -> _Resolved:
        return _Resolved(Speaker(name=printed), (self._doubt(printed, at, why),))

    def _doubt(self, printed: str, at: int, why: str, code: str = "speaker-unresolved") -> Doubt:
        return Doubt(
            code=code,
            where=f"text:{self.text.sha256}#{at}-{at + len(printed)}",
            why=f"{printed!r}: {why}",
            settle="a person names the speaker by review",
        )


def _ends_in(whole: str, short: str, last: str) -> bool:
    return whole.rpartition(" ")[2].lower() == last or whole.lower().endswith(f" {short.lower()}")


def _part(printed: str) -> Named:
    """Name and role; `Its chairman, Colonel Obi Raine` is a role and then a name."""
    kin = _ITS.match(printed)
    apposed = _APPOSED.match(printed) if kin else None
    if apposed is not None:
        inner = part(apposed["name"])
        return Named(inner.name, f"{apposed['role']}{', ' + inner.role if inner.role else ''}", person=True)
    return part(printed)
