"""Incidents with their accounts to incidents with voices, support and attribution: two axes, graded apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from holdfire.actors import Actors
from holdfire.corroboration.attribution import attribution
from holdfire.corroboration.independence import Copies, Ties, independent_voices
from holdfire.incidents.book import KnownSources
from holdfire.records import Account, Attribution, Blame, Copy, Credit, Doubt, Incident, Support, Voice

WITHHELD = "evidence-not-examined"
"""Doubt code by which an account says that its word rests on evidence which its speaker keeps from others."""

GUESSED = frozenset(("place-from-text", "time-from-text"))
"""Doubt codes of accounts whose own words do not say where or when: they may be of another event."""


def grade(
    incidents: Iterable[Incident],
    accounts: Iterable[Account],
    copies: Iterable[Copy | Credit],
    sources: KnownSources,
    actors: Actors,
    *,
    examined: Mapping[str, bool] = {},
) -> tuple[Incident, ...]:
    """Each incident with `voices`, `against`, `support`, `attribution`, `support_capped` and each blame's status.

    Among `copies` may be the agencies that texts credit and their publishers carry: see `independent_voices`.
    `examined` says of an account or claim key whether somebody independent of its speaker has examined the evidence.

    Support: *observed* when an own observer's account asserts it. *Refuted* when one denies it and none asserts it.
    *Disputed* when a voice denies it that is neither blamed nor present, nor of the camp of one that is. *Corroborated*
    by two independent voices, at least one of which does not rest on evidence that nobody independent has examined.
    Else *single voice*. An account that only its text as a whole places or dates stands beside the others; it makes no
    second voice and corroborates no blame, but whom it blames may be a rival. The accused's own denial is listed in
    `against` and weighs nothing; `doubts` accounts likewise.
    """
    judge = _Judge(Ties(actors, sources), Copies(copies), examined)
    by_key = {account.key: account for account in accounts}
    return tuple(judge.graded(i, [by_key[key] for key in i.accounts]) for i in sorted(incidents, key=lambda i: i.key))


class _Judge:
    """Grades one incident after another by the same knowledge; keeps nothing between them."""

    def __init__(self, ties: Ties, copies: Copies, examined: Mapping[str, bool]) -> None:
        self.ties, self.copies, self.examined = ties, copies, examined

    def graded(self, incident: Incident, accounts: Sequence[Account]) -> Incident:
        """The incident with its grades."""
        day = incident.time.start.date() if incident.time else None
        told = [a for a in accounts if a.stance == "asserts"]
        contrary = [a for a in accounts if a.stance != "asserts"]
        independent = [a for a in told if not self._admits(a)]
        voices = self._voices(independent or told, day)
        denials = [a for a in contrary if a.stance == "denies"]
        denying = self._uninterested(incident, denials, self._voices(denials, day))
        sure = [a for a in independent or told if not _guessed(a)]
        speaking = self._voices(sure, day)
        capped = self._capped(independent or told) or _guessing(speaking, voices)
        blames, stated = self._blamed(told, bool(denying), day)
        odd = self._misspelt(incident, (*voices, *self._voices(contrary, day))) if voices else (_voiceless(incident),)
        return msgspec.structs.replace(
            incident,
            voices=voices,
            against=self._voices(contrary, day),
            attributed_to=blames,
            attribution=stated,
            support=self._support(accounts, speaking, capped, disputed=bool(denying)),
            support_capped=capped,
            doubts=(*incident.doubts, *odd),
        )

    def _blamed(
        self, told: Sequence[Account], denied: bool, day: date | None
    ) -> tuple[tuple[Blame, ...], Attribution]:
        """The blames and the attribution of the whole: guessed accounts may dispute it and never raise it."""

        def judged(group: Sequence[Account]) -> tuple[tuple[Blame, ...], Attribution]:
            return attribution(group, denied, lambda one: self._voices(one, day), self.ties)

        every, widest = judged(told)
        sure = [a for a in told if not _guessed(a)]
        if len(sure) == len(told):
            return every, widest
        blames, stated = judged(sure)
        known = {blame.actor for blame in blames}
        guessed = [msgspec.structs.replace(b, status=Attribution.SINGLE_VOICE) for b in every if b.actor not in known]
        if guessed:
            stated = Attribution.SINGLE_VOICE if stated is Attribution.NONE_STATED else stated
        return (*blames, *guessed), widest if widest is Attribution.DISPUTED else stated

    def _voices(self, accounts: Sequence[Account], day: date | None) -> tuple[Voice, ...]:
        return independent_voices(accounts, self.copies, self.ties, day)

    def _misspelt(self, incident: Incident, voices: Sequence[Voice]) -> tuple[Doubt, ...]:
        """A doubt for each unknown name that may be a slip for a known source: it counts as a voice until settled."""
        found = []
        for voice in voices:
            near = self.ties.sources.near(voice.name) if voice.id.startswith("name:") else ()
            if near:
                why = f"`{voice.name}` is no known source, and one slip away from {', '.join(s.name for s in near)}"
                settle = "another spelling in the source file, if it is the same"
                found.append(Doubt(code="voice-near", where=incident.key, why=why, settle=settle))
        return tuple(dict.fromkeys(found))

    def _support(
        self, accounts: Sequence[Account], voices: tuple[Voice, ...], capped: str, *, disputed: bool
    ) -> Support:
        seen = {a.stance for a in accounts if a.observed}
        if "asserts" in seen:
            return Support.DISPUTED if "denies" in seen else Support.OBSERVED
        if "denies" in seen:
            return Support.REFUTED
        if disputed:
            return Support.DISPUTED
        return Support.CORROBORATED if len(voices) > 1 and not capped else Support.SINGLE_VOICE

    def _admits(self, account: Account) -> bool:
        """Whether all who speak in it blame themselves: an admission moves attribution only."""
        blamed = [blame.actor for blame in account.attributed_to]
        return bool(account.voices) and all(
            any(self.ties.one_body(voice.id, actor) for actor in blamed) for voice in account.voices
        )

    def _uninterested(self, incident: Incident, denials: Sequence[Account], voices: Sequence[Voice]) -> list[Voice]:
        """Those not tied to an actor that is blamed, was present, or is cleared by the denial itself: their denial is
        more than the accused's own."""
        blamed = [*incident.attributed_to, *(blame for denial in denials for blame in denial.attributed_to)]
        concerned = (*(blame.actor for blame in blamed), *incident.participants)
        camps = {self.ties.camp(actor) for actor in concerned}
        return [v for v in voices if camps.isdisjoint(self.ties.camps(v, None))]

    def _capped(self, accounts: Sequence[Account]) -> str:
        """Why support stops at one voice: every account rests on evidence that nobody independent has examined."""
        resting = [a for a in accounts if self._unexamined(a)]
        quoting = {a.report for a in resting}
        if not resting or any(a not in resting and not (_own_word(a) and a.report in quoting) for a in accounts):
            return ""
        claims = dict.fromkeys(d.where for a in resting for d in a.doubts if d.code == WITHHELD)
        return f"rests on evidence that nobody independent has examined ({', '.join(claims)})"

    def _unexamined(self, account: Account) -> bool:
        withheld = [d.where for d in account.doubts if d.code == WITHHELD]
        return bool(withheld) and not any(self.examined.get(key, False) for key in (account.key, *withheld))


def _guessed(account: Account) -> bool:
    return any(doubt.code in GUESSED for doubt in account.doubts)


def _guessing(sure: Sequence[Voice], voices: Sequence[Voice]) -> str:
    """Why support stops at one voice though several are listed."""
    if len(sure) > 1 or len(voices) < 2:
        return ""
    return "its other voices name no place or day in their own words; their texts as a whole do"


def _own_word(account: Account) -> bool:
    """Whether only its publisher speaks in it: beside those it quotes, that is no word more."""
    return all(voice.id == account.source for voice in account.voices)


def _voiceless(incident: Incident) -> Doubt:
    why = "no account of it names who says so; the dataset that lists it adds no voice"
    return Doubt(code="no-voice", where=incident.key, why=why, settle="the sources behind the table")
