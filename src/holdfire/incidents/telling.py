"""A text and its claims to accounts: what each voice in it says happened, where, when, to whom and by whom."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from holdfire import seals
from holdfire.data import ontology
from holdfire.incidents import unlisted, voices
from holdfire.incidents.agency import authors
from holdfire.incidents.book import Book
from holdfire.incidents.context import in_context
from holdfire.incidents.disagreeing import disagreeing
from holdfire.incidents.page import Hit, Page, Scope, page, scope, telling
from holdfire.incidents.signals import is_negated, presupposed, told_of
from holdfire.incidents.slots import roles_of, with_slots
from holdfire.incidents.tolls import tolls
from holdfire.incidents.whereabouts import place_of, target_of, time_of
from holdfire.incidents.whole import in_the_whole
from holdfire.records import Account, Blame, Claim, ClaimKind, Doubt, Polarity, Range, Report, SpeechAct, Text, Voice

CHARGES = frozenset({SpeechAct.ACCUSE, SpeechAct.ALLEGE, SpeechAct.DENY, SpeechAct.ADMIT, SpeechAct.DOUBT})
"""What is alleged or denied is an account even where it says neither where nor when."""
WISHES = frozenset({SpeechAct.DEMAND, SpeechAct.PLEDGE})
_DEFINITE = re.compile(r"\b(?:the|this|these|that|those)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_ARTICLES = frozenset({"the", "a", "an"})
BOTH_PRESENT = ("ground_clash", "ground_assault", "seizure_of_territory")
"""Acts in which every force that is named took part, without a direction."""


def accounts_from_claims(
    text: Text, claims: Sequence[Claim], report: Report, book: Book
) -> tuple[tuple[Account, ...], tuple[Doubt, ...]]:
    """The accounts of one text, by the place of their words, and their doubts.

    One account for each act that a voice tells of in a sentence: the innermost claim's speaker, or the publisher where
    nobody else is cited. Terms, plans, demands and pledges tell of nothing that happened. A denial is an account of
    what it denies. What is not said stays None, with a doubt.
    """
    teller = _Teller(page(text, report, book), sorted(claims, key=lambda c: c.key), report, book)
    found = [account for sentence in teller.page.sentences for account in teller.sentence(sentence)]
    whole = in_the_whole(_without_headline(found, teller.page), teller.page, report.published, book.zone)
    accounts = disagreeing(in_context(whole, teller.page, claims, book), teller.page)
    return accounts, tuple(sorted({doubt for account in accounts for doubt in account.doubts}))


def _without_headline(accounts: list[Account], page: Page) -> list[Account]:
    """A headline has no word of its own: it is left out where the text tells of the same act."""
    if not page.sentences or page.text.content[page.sentences[0][1] - 1] in ".!?”\"'":
        return accounts
    end = page.sentences[0][1]
    body = {a.act for a in accounts if a.span and a.span[0] >= end}
    acts = ontology.acts()
    return [
        a
        for a in accounts
        if a.span is None or a.span[0] >= end or not any(acts.is_a(a.act, b) or acts.is_a(b, a.act) for b in body)
    ]


@dataclass(frozen=True, eq=False)
class _Teller:
    page: Page
    claims: Sequence[Claim]
    report: Report
    book: Book

    @property
    def day(self) -> date | None:
        return self.report.published.date() if self.report.published else None

    @cached_property
    def said_in(self) -> dict[Range, list[Claim]]:
        """For each sentence the claims of which a part of the content stands in it, in their order."""
        found: dict[Range, list[Claim]] = {sentence: [] for sentence in self.page.sentences}
        ends = [end for _, end in self.page.sentences]
        for claim in self.claims:
            for start, end in claim.content:
                for sentence in self.page.sentences[bisect_right(ends, start) :]:
                    if sentence[0] >= end:
                        break
                    if claim not in found[sentence][-1:]:
                        found[sentence].append(claim)
        return found

    def sentence(self, sentence: Range) -> Iterator[Account]:
        """The accounts of one sentence: one for each voice and act in it. A question tells nothing."""
        if self.page.text.content[sentence[1] - 1] == "?":
            return
        for said in self.scopes(sentence):
            told, hits = told_of(said)
            if told.claim and told.claim.act in WISHES:
                hits = presupposed(told, hits)
            for hit in hits:
                account = self.account(told, hit, [h for h in hits if h != hit])
                if account is not None:
                    yield account

    def scopes(self, sentence: Range) -> Iterator[Scope]:
        """What each voice tells in a sentence: every claim's part without what another says inside it, or the whole."""
        start, end = sentence
        inside = self.said_in[sentence]
        if not inside:
            # Where somebody says it and no claim says who, it is not the publisher's own word.
            passed_on = telling()["unsaid_by"].sub("", self.page.text.content[start:end])
            if not telling()["saying"].search(passed_on):
                yield scope(self.page, sentence, None)
            return
        for claim in sorted(inside, key=lambda c: (c.content, c.key)):
            if claim.kind is not ClaimKind.DISCLOSURE and not _is_of_nobody(claim):
                yield scope(self.page, sentence, claim, [c for c in inside if c.parent == claim.key])

    def account(self, told: Scope, hit: Hit, others: Sequence[Hit]) -> Account | None:
        """The account of one act; None where a common word only refers to something told elsewhere."""
        claim = told.claim
        by = (claim.key,) if claim else (told.ref,)
        casualties, toll_doubts = tolls(told.undated, by, told.ref)
        blamed, author_doubts = authors(told, hit, self.book, others)
        mine = roles_of(told, hit, others)
        strangers = () if author_doubts else unlisted.bodies(told, mine)
        attributed = self.blames(told, blamed, strangers)
        place, place_doubts = place_of(told, hit)
        when, time_doubts = time_of(told, hit)
        exact = place is not None and place.kind != "country"
        stance = _stance(claim, told, hit)
        if hit.code in telling()["referring"] and stance == "asserts" and not (casualties or attributed or exact):
            return None
        charged = stance != "asserts" or (claim is not None and claim.act in CHARGES) or _laid(told, hit, attributed)
        done = bool(attributed) and hit.code not in telling()["referring"]
        if not (exact or when or casualties or charged or done):
            return None  # "strikes go on in the country" is no event of which anything could be said
        target = target_of(told, hit, blamed, [c.group for c in casualties])
        speaker, voice_doubts = self.voice(claim, told)
        found = Account(
            key=seals.key("account", self.page.text.sha256, [told.start, told.end], [hit.start, hit.end]),
            rests_on=(told.ref, *((claim.key,) if claim else ())),
            doubts=(*toll_doubts, *author_doubts, *place_doubts, *time_doubts, *voice_doubts),
            report=self.report.key,
            source=self.report.source,
            voices=(speaker,),
            stance=stance,
            act=hit.code,
            weapon=_weapon(told),
            participants=self.participants(told, hit, blamed, target),
            attributed_to=attributed,
            denied_by=(speaker.id,) if stance == "denies" and self.book.actors.get(speaker.id) else (),
            hedges=claim.certainty if claim else (),
            target=target,
            place=place,
            time=when,
            casualties=casualties,
            asserted_by=(claim.key,) if claim else (),
            text=self.page.text.sha256,
            span=(told.start, told.end),
            knowable_from=self.day.isoformat() if self.day else "",
        )
        return with_slots(found, told, hit, mine, strangers)

    def blames(self, told: Scope, known: Sequence[str], strangers: Sequence[Range]) -> tuple[Blame, ...]:
        """Who is said to have done it: the actors, and the bodies that no actor file has, by name."""
        by = (told.claim.key,) if told.claim else (told.ref,)
        names = dict.fromkeys(self.page.text.content[start:end] for start, end in strangers)
        return (
            *(Blame(actor=actor, by=by) for actor in known),
            *(Blame(actor=voices.name_id(name), by=by, name=name) for name in names),
        )

    def voice(self, claim: Claim | None, told: Scope) -> tuple[Voice, tuple[Doubt, ...]]:
        """The innermost speaker, by way of those who quote it; the publisher for its own words and for unnamed sources.

        A pronoun, or a "the ministry" that no actor fits, stands for the last one named before it, not for one more.
        """
        if claim is not None and _is_named(claim):
            return self._speaker(self._in_full(claim) or claim), ()
        publisher = voices.of_publisher(self.report.source, self.day, self.book)
        if claim is None:
            passed_on = telling()["unsaid_by"].search(self.page.text.content, told.start, told.end)
            return publisher, (self._unnamed(told.ref),) if passed_on else ()
        earlier = [c for c in self.claims if _is_named(c) and c.content and c.content[0][0] < told.start]
        if earlier and _points_back(claim):
            why = "the speaker is a pronoun or a description; the last one named before it stands in"
            last = max(earlier, key=lambda c: (c.content[0][0], c.key))
            return self._speaker(self._in_full(last) or last), (
                Doubt(code="voice-from-context", where=claim.key, why=why),
            )
        name = (claim.speaker.name,) if claim.speaker else ()
        return replace(publisher, via=name), (self._unnamed(claim.key),)

    @staticmethod
    def _unnamed(where: str) -> Doubt:
        why = "the speaker is nobody in particular; the publisher vouches for it"
        return Doubt(code="voice-unnamed", where=where, why=why)

    def _in_full(self, claim: Claim) -> Claim | None:
        """A claim whose speaker is the same one named in full ("the Commission" of a commission), or None."""
        name = claim.speaker.name if claim.speaker and claim.speaker.actor is None else ""
        words = {w.lower() for w in name.split()[1:]} if name.lower().startswith("the ") else set()
        full = [c for c in self.claims if c.speaker and words < {w.lower() for w in c.speaker.name.split()}]
        return min(full, key=lambda c: (-len(c.speaker.name) if c.speaker else 0, c.key)) if words and full else None

    def _speaker(self, claim: Claim) -> Voice:
        assert claim.speaker is not None
        return voices.of_speaker(claim.speaker, self.day, self.book, via=self._via(claim))

    def _via(self, claim: Claim) -> tuple[str, ...]:
        """Names of those who quote the speaker, the nearest first."""
        by_key = {c.key: c for c in self.claims}
        path, seen = [], {claim.key}
        above = by_key.get(claim.parent or "")
        while above is not None and above.key not in seen:
            seen.add(above.key)
            path += [above.speaker.name] if above.speaker else []
            above = by_key.get(above.parent or "")
        return tuple(path)

    def participants(self, told: Scope, hit: Hit, blamed: Sequence[str], target: str | None) -> tuple[str, ...]:
        """Those blamed, the actor struck, and in a clash every force named."""
        struck = [target] if target and self._is_force(target) else []
        present = []
        if any(ontology.acts().is_a(hit.code, act) for act in BOTH_PRESENT):
            present = [m.actor for m in told.within(self.page.actors) if not m.metonym and self._is_force(m.actor)]
        return tuple(dict.fromkeys((*blamed, *struck, *present)))

    def _is_force(self, actor: str) -> bool:
        known = self.book.actors.get(actor)
        return known is not None and known.kind in voices.PARTIES


def _is_named(claim: Claim) -> bool:
    """Whether the speaker is somebody: an actor, or a name written with a capital that no article brings."""
    if claim.speaker is None or any(d.code == "speaker-unresolved" for d in claim.doubts):
        return False
    if claim.speaker.actor is not None:
        return True
    first, *rest = claim.speaker.name.split() or [""]
    return any(w[0].isupper() for w in rest) or (
        first[:1].isupper() and first.lower() not in {*telling()["nobody"], *_ARTICLES}
    )


def _points_back(claim: Claim) -> bool:
    """Whether the speaker is somebody named before: a pronoun, or a description with "the"."""
    name = claim.speaker.name.lower() if claim.speaker else ""
    return not name or name in telling()["nobody"] or name.split()[0] in {"the", "his", "her", "its", "their"}


def _laid(told: Scope, hit: Hit, blames: Sequence[Blame]) -> bool:
    """Whether somebody is blamed for an event told elsewhere: "the attack was carried out by X"."""
    pointed = hit.code in telling()["referring"] and _DEFINITE.search(told.before(hit.start))
    return bool(blames and pointed)


def _weapon(told: Scope) -> str | None:
    tree = ontology.weapons()
    none = telling()["no_aircraft"]
    named = [h.code for h in told.within(told.page.weapons) if not none.search(told.before(h.start))]
    return min(named, key=lambda code: (-len(tree.ancestors(code)), named.index(code)), default=None)


def _is_of_nobody(claim: Claim) -> bool:
    """ "No one has claimed the attack"."""
    return claim.speaker is not None and telling()["no_speaker"].match(claim.speaker.name) is not None


def _stance(claim: Claim | None, told: Scope, hit: Hit) -> str:
    """asserts | denies | doubts. "Not clear who" denies nothing."""
    if claim is None:
        return "asserts"
    if claim.act is SpeechAct.DOUBT:
        return "doubts"
    if telling()["author_open"].search(told.words):
        return "asserts"
    denied = claim.act is SpeechAct.DENY or (claim.polarity is Polarity.NEGATIVE and is_negated(told, hit))
    return "denies" if denied or telling()["denying"].search(told.words) else "asserts"
