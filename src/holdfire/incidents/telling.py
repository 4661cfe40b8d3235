"""A text and its claims to accounts: what each voice in it says happened, where, when, to whom and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from holdfire import data, seals
from holdfire.data import ontology
from holdfire.incidents import voices
from holdfire.incidents.agency import authors
from holdfire.incidents.book import Book
from holdfire.incidents.context import in_context
from holdfire.incidents.disagreeing import disagreeing
from holdfire.incidents.page import Hit, Page, Scope, page, scope, telling
from holdfire.incidents.slots import with_slots
from holdfire.incidents.tolls import tolls
from holdfire.incidents.whereabouts import place_of, target_of, time_of
from holdfire.incidents.whole import in_the_whole
from holdfire.records import Account, Blame, Claim, ClaimKind, Doubt, Polarity, Range, Report, SpeechAct, Text, Voice

CHARGES = frozenset({SpeechAct.ACCUSE, SpeechAct.ALLEGE, SpeechAct.DENY, SpeechAct.ADMIT, SpeechAct.DOUBT})
"""What is alleged or denied is an account even where it says neither where nor when."""
WISHES = frozenset({SpeechAct.DEMAND, SpeechAct.PLEDGE})
WIDE = 2
"""Depth of codes that say no more than "hostilities" or "violence against persons"."""
FAR = 25
"""Characters between two signals from which on a wide one is taken for another event than a narrow one."""
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

    def sentence(self, sentence: Range) -> Iterator[Account]:
        """The accounts of one sentence: one for each voice and act in it. A question tells nothing."""
        if self.page.text.content[sentence[1] - 1] == "?":
            return
        for told in self.scopes(sentence):
            hits = _acts(_happened(told))
            for hit in hits:
                account = self.account(told, hit, [h for h in hits if h != hit])
                if account is not None:
                    yield account

    def scopes(self, sentence: Range) -> Iterator[Scope]:
        """What each voice tells in a sentence: every claim's part without what another says inside it, or the whole."""
        start, end = sentence
        inside = [c for c in self.claims if any(s < end and e > start for s, e in c.content)]
        if not inside:
            # Where somebody says it and no claim says who, it is not the publisher's own word.
            if not telling()["saying"].search(self.page.text.content[start:end]):
                yield scope(self.page, sentence, None)
            return
        for claim in sorted(inside, key=lambda c: (c.content, c.key)):
            if claim.act not in WISHES and claim.kind is not ClaimKind.DISCLOSURE:
                yield scope(self.page, sentence, claim, [c for c in inside if c.parent == claim.key])

    def account(self, told: Scope, hit: Hit, others: Sequence[Hit]) -> Account | None:
        """The account of one act; None where a common word only refers to something told elsewhere."""
        claim = told.claim
        by = (claim.key,) if claim else (told.ref,)
        casualties, toll_doubts = tolls(told.undated, by, told.ref)
        blamed, author_doubts = authors(told, hit, self.book, others)
        place, place_doubts = place_of(told, hit)
        when, time_doubts = time_of(told, hit)
        exact = place is not None and place.kind != "country"
        stance = _stance(claim, told)
        if hit.code in telling()["referring"] and stance == "asserts" and not (casualties or blamed or exact):
            return None
        charged = stance != "asserts" or (claim is not None and claim.act in CHARGES)
        if not (exact or when or casualties or charged):
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
            attributed_to=tuple(Blame(actor=actor, by=by) for actor in blamed),
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
        return with_slots(found, told, hit, others)

    def voice(self, claim: Claim | None, told: Scope) -> tuple[Voice, tuple[Doubt, ...]]:
        """The innermost speaker, by way of those who quote it; the publisher for its own words and for unnamed sources.

        A pronoun, or a "the ministry" that no actor fits, stands for the last one named before it, not for one more.
        """
        if claim is not None and _is_named(claim):
            return self._speaker(self._in_full(claim) or claim), ()
        publisher = voices.of_publisher(self.report.source, self.day, self.book)
        if claim is None:
            return publisher, ()
        earlier = [c for c in self.claims if _is_named(c) and c.content and c.content[0][0] < told.start]
        if earlier and _points_back(claim):
            why = "the speaker is a pronoun or a description; the last one named before it stands in"
            last = max(earlier, key=lambda c: (c.content[0][0], c.key))
            return self._speaker(self._in_full(last) or last), (
                Doubt(code="voice-from-context", where=claim.key, why=why),
            )
        name = (claim.speaker.name,) if claim.speaker else ()
        why = "the speaker is nobody in particular; the publisher vouches for it"
        return replace(publisher, via=name), (Doubt(code="voice-unnamed", where=claim.key, why=why),)

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


def _is_told(hit: Hit, words: str) -> bool:
    rules, acts = telling(), ontology.acts()
    if any(acts.is_a(hit.code, code) for code in rules["not_told"]) or rules["judgements"].search(words):
        return False
    return any(acts.is_a(hit.code, code) for code in rules["told"])


def _happened(told: Scope) -> list[Hit]:
    """Signals of what is said to have happened: not of what must, may, will or shall not.

    A verb may imply an act where no signal stands, or beside signals that say no more than "hostilities".
    """
    rules, tree = telling(), ontology.acts()
    if rules["background"].search(told.words):
        return []
    hits = [h for h in told.within(told.page.acts) if _is_told(h, told.at(h.start, h.end)) and not _describes(told, h)]
    if all(len(tree.ancestors(h.code)) <= WIDE for h in hits):
        found = ((act, pattern.search(told.words)) for act, pattern in rules["implied"])
        implied = next((Hit(told.start + m.start(), told.start + m.end(), act) for act, m in found if m), None)
        hits = [*hits, implied] if implied else hits
    return [
        hit
        for hit in hits
        if not rules["not_happened_before"].search(told.before(hit.start))
        and not rules["not_happened_after"].search(told.after(hit.end))
    ]


def _describes(told: Scope, hit: Hit) -> bool:
    """ "the besieged town" tells of no siege laid; "the town was besieged" and "besieged the town" do."""
    if told.at(hit.start, hit.end).lower() not in telling()["describing"]:
        return False
    if re.match(r"\s+(?:the|a|an|it|them)\b", told.after(hit.end)):
        return False
    return re.search(r"\b(?:is|are|was|were|been|being|has|have)\s+$", told.before(hit.start)) is None


def _acts(hits: Sequence[Hit]) -> list[Hit]:
    """One signal for each separate act: of related ones the finest, and no victim-named act beside one with a means."""
    tree = ontology.acts()
    figures = data.load("incidents/fusing.yaml")
    finest = [
        h for h in hits if not any(o.code != h.code and tree.is_a(o.code, h.code) and not _apart(o, h) for o in hits)
    ]
    means = any(tree.is_a(h.code, figures["means"]) for h in finest)
    kept = [h for h in finest if not (means and h.code in figures["open_means"])]
    return list({h.code: h for h in reversed(kept)}.values())[::-1]


def _apart(one: Hit, other: Hit) -> bool:
    """A wide word in another clause ("struck ... after an attack") is another event."""
    return max(one.start - other.end, other.start - one.end) > FAR


def _weapon(told: Scope) -> str | None:
    tree = ontology.weapons()
    none = telling()["no_aircraft"]
    named = [h.code for h in told.within(told.page.weapons) if not none.search(told.before(h.start))]
    return min(named, key=lambda code: (-len(tree.ancestors(code)), named.index(code)), default=None)


def _stance(claim: Claim | None, told: Scope) -> str:
    """asserts | denies | doubts. "Not clear who" denies nothing."""
    if claim is None:
        return "asserts"
    if claim.act is SpeechAct.DOUBT:
        return "doubts"
    if telling()["author_open"].search(told.words):
        return "asserts"
    denied = claim.act is SpeechAct.DENY or claim.polarity is Polarity.NEGATIVE
    return "denies" if denied or telling()["denying"].search(told.words) else "asserts"
