"""A text that only the small reader reads to claims: who says what, by punctuation and verbs of speech alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from holdfire.claims import subject_first, verb_first
from holdfire.claims.choosing import speaker_of
from holdfire.claims.identity import key_of, rests_on
from holdfire.claims.mentions import ActorBook, ActorMention, acting
from holdfire.claims.names import Named
from holdfire.claims.sentence import Sentence, blanked
from holdfire.claims.speech import Said, Speech, speech
from holdfire.reader import Marks
from holdfire.records import Claim, Doubt, Polarity, Speaker, SpeechAct, Text

VERB_FIRST = frozenset({"ar"})
FAR = 400
"""Code points behind which a verb without a speaker is no longer the last speaker's."""
NEAR_NEGATION = 5
"""Words at the start of what is said among which a negation negates it."""


def find(text: Text, marks: Marks, actors: ActorBook) -> tuple[Claim, ...]:
    """Every claim of a text, by the place of its content; each carries the doubt that only the small reader read it."""
    language = text.language.lower().partition("-")[0]
    words = speech(language)
    named = acting(text.content, actors)
    names = {m.start: m.end for m in named}
    claims: dict[str, Claim] = {}
    last: Speaker | None = None
    until = 0
    for sentence in _sentences(text, marks):
        told = (
            verb_first.said(sentence, words, names.get) if language in VERB_FIRST
            else subject_first.said(sentence, words)
        )  # fmt: skip
        for said in sorted(told, key=lambda s: (s.cue, s.content)):
            speaker, doubts = _speaker(text, said, actors, last if said.cue[0] - until < FAR else None)
            claim = msgspec.structs.replace(
                _claim(text, marks, said, words), speaker=speaker, doubts=(*doubts, *marks.doubts),
                about=_about(said, named),
            )  # fmt: skip
            claims.setdefault(claim.key, claim)
            last, until = claim.speaker, max(end for _, end in claim.content)
    return tuple(sorted(claims.values(), key=lambda claim: (claim.content, claim.cue, claim.key)))


def _sentences(text: Text, marks: Marks) -> list[Sentence]:
    quotes = tuple((q.start, q.end) for q in marks.quotations)
    open_text = blanked(text.content, quotes)
    starts = [start for start, _ in quotes]
    found = []
    for start, end in marks.sentences:
        own = quotes[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
        found.append(Sentence(text.content, open_text, start, end, tuple(q for q in own if q[1] <= end)))
    return found


def _about(said: Said, named: Sequence[ActorMention]) -> tuple[str, ...]:
    """Ids of the actors that the content names, each once, as they come."""
    def at(where: int) -> int:
        return bisect_left(named, where, key=lambda m: m.start)

    inside = (named[at(start) : at(end)] for start, end in sorted(said.content))
    return tuple(dict.fromkeys(m.actor for part in inside for m in part))


def _claim(text: Text, marks: Marks, said: Said, words: Speech) -> Claim:
    source = (said.source,) if said.source else ()
    content = tuple(sorted(said.content))
    printed = [text.content[start:end] for start, end in content]
    head = " ".join(" ".join(printed).split()[:NEAR_NEGATION])
    negative = said.act is SpeechAct.DENY or words.negation.search(head) is not None
    return Claim(
        key=key_of(text.sha256, source, (said.cue,), content),
        rests_on=rests_on(text.sha256, source, (said.cue,), content),
        report=text.report, text=text.sha256, doc=text.doc,
        source=source, cue=(said.cue,), content=content, act=said.act,
        polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        certainty=tuple(dict.fromkeys(m[1] for part in printed for m in words.hedge.finditer(part))),
        reader=marks.reader,
    )  # fmt: skip


def _speaker(
    text: Text, said: Said, actors: ActorBook, last: Speaker | None
) -> tuple[Speaker | None, tuple[Doubt, ...]]:
    """A printed speaker; where the verb alone is printed, whoever spoke before, with a doubt."""
    if said.source is not None:
        printed = text.content[said.source[0] : said.source[1]]
        return speaker_of(Named(printed), printed, actors), ()
    start, end = said.cue
    doubt = Doubt(
        code="speaker-unresolved",
        where=f"text:{text.sha256}#{start}-{end}",
        why=f"{text.content[start:end]!r} stands without a speaker; it is given to whoever spoke shortly before",
        settle="a person names the speaker by review",
    )
    return last, (doubt,)
