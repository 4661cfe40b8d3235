"""A draft to what is done by saying it: speech act, polarity and the certainty words it is said with."""

from __future__ import annotations

from functools import cache

from holdfire import data
from holdfire.claims.draft import Draft
from holdfire.claims.groups import listed
from holdfire.claims.nouns import noun_acts
from holdfire.claims.page import Page
from holdfire.reader import Marks, lexicon
from holdfire.records import Polarity, Range, SpeechAct

NEUTRAL = frozenset((SpeechAct.REPORT, SpeechAct.ALLEGE, SpeechAct.ANNOUNCE))
MAIN_CLAUSE = 14
"""Words of a sentence in which its main verb, and what negates it, is looked for."""


def act_of(page: Page, draft: Draft) -> SpeechAct:
    """The act of the cue; a neutral cue takes the act that its content performs (`the army must ...` is a demand)."""
    if not draft.verb:
        return SpeechAct(noun_acts().get(draft.noun, SpeechAct.REPORT))
    act = SpeechAct(lexicon()[draft.verb].act)
    if act is SpeechAct.ALLEGE and page.words.low[draft.content[0][0]] == "responsibility":
        return SpeechAct.ADMIT  # "claimed responsibility for the blast"
    if act is SpeechAct.CONFIRM and draft.denied:
        return SpeechAct.DOUBT  # "did not confirm" withholds, it does not deny
    if act in NEUTRAL:
        inner = [found for sentence in _sentences(page, draft) if (found := _performed(page, sentence)) is not None]
        return min(inner, key=list(SpeechAct).index) if inner else act
    return act


def polarity_of(page: Page, draft: Draft) -> Polarity:
    """Negative where the speaker negates the content: by a denial, a negated cue or a negated main clause."""
    denies = bool(draft.verb) and lexicon()[draft.verb].act == SpeechAct.DENY
    negated = any(_negated(page, sentence) for sentence in _sentences(page, draft)[:1])
    return Polarity.NEGATIVE if denies or draft.denied or negated else Polarity.POSITIVE


def certainty_of(page: Page, draft: Draft, marks: Marks) -> tuple[str, ...]:
    """The hedges as written in the content, each once, in order."""
    spans = [page.span(part) for part in draft.content]
    words = [h.word for h in marks.hedges if any(start <= h.start and h.end <= end for start, end in spans)]
    return tuple(dict.fromkeys(words))


def _sentences(page: Page, draft: Draft) -> list[Range]:
    """The content cut at its stops."""
    cut: list[Range] = []
    for first, last in draft.content:
        begin = first
        for at in range(first, last):
            if page.words.raw[at] in (".", "!", "?", ";"):
                cut.append((begin, at))
                begin = at + 1
        cut.append((begin, last))
    return [(a, b) for a, b in cut if b - a > 1]


def _performed(page: Page, sentence: Range) -> SpeechAct | None:
    """The act that a sentence performs by its main clause, after the phrases of cues.yaml."""
    words = page.words
    for at in range(sentence[0], min(sentence[1], sentence[0] + MAIN_CLAUSE)):
        kind, low = words.kind[at], words.low[at]
        if kind in ("relative", "clause") and at > sentence[0] + 1:
            return None
        if low in _words("obliging") and at > sentence[0] and words.low[at - 1] not in ("we", "i"):
            return SpeechAct.DEMAND
        if (
            low in ("will", "shall", "we'll", "i'll")
            and _own(page, sentence[0], at)
            and _next_word(page, at, sentence[1]) in _words("pledging")
        ):
            return SpeechAct.PLEDGE
        if low in _words("doubting"):
            return SpeechAct.DOUBT
    return None


def _own(page: Page, first: int, at: int) -> bool:
    """Whether somebody speaks of themselves."""
    return any(page.words.low[n] in ("we", "i", "we'll", "i'll") for n in range(first, at + 1))


def _next_word(page: Page, at: int, end: int) -> str:
    rest = [page.words.low[n] for n in range(at + 1, min(at + 4, end)) if page.words.kind[n] != "adverb"]
    return rest[0] if rest else ""


def _negated(page: Page, sentence: Range) -> bool:
    words = page.words
    for at in range(sentence[0], min(sentence[1], sentence[0] + MAIN_CLAUSE)):
        if words.low[at] in listed("negations"):
            return True
        verb = words.kind[at] in ("auxiliary", "modal")
        if verb and not any(words.low[n] in listed("negations") for n in range(at + 1, min(at + 3, sentence[1]))):
            return False
        if words.kind[at] in ("relative", "clause") and at > sentence[0] + 1:
            return False
    return False


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data.load("claims/cues.yaml")["performed"][name])
