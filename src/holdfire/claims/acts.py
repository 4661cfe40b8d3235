"""A draft to what is done by saying it: speech act, polarity and the certainty words it is said with."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from holdfire import data
from holdfire.claims.draft import Draft
from holdfire.claims.groups import listed
from holdfire.claims.nouns import noun_acts
from holdfire.claims.page import Page
from holdfire.reader import Hedge, Marks, lexicon
from holdfire.records import Polarity, Range, SpeechAct

NEUTRAL = frozenset((SpeechAct.REPORT, SpeechAct.ALLEGE, SpeechAct.ANNOUNCE))
MAIN_CLAUSE = 14
"""Words of a sentence in which its main verb, and what negates it, is looked for."""


def act_of(page: Page, draft: Draft) -> SpeechAct:
    """The act of the cue; a neutral cue takes the act that its content performs (`the army must ...` is a demand)."""
    if not draft.verb:
        return SpeechAct(noun_acts().get(draft.noun, SpeechAct.REPORT))
    turned = _turn(page, draft) or _name_given(page, draft)
    if turned is not None:
        return turned
    act = SpeechAct(lexicon()[draft.verb].act)
    if act is SpeechAct.ALLEGE and page.words.low[draft.content[0][0]] == "responsibility":
        return SpeechAct.ADMIT  # "claimed responsibility for the blast"
    if act is SpeechAct.CONFIRM and draft.denied:
        return SpeechAct.DOUBT  # "did not confirm" withholds, it does not deny
    if act in NEUTRAL:
        inner = [found for sentence in _sentences(page, draft) if (found := _performed(page, sentence)) is not None]
        return min(inner, key=list(SpeechAct).index) if inner else act
    return act


def _turn(page: Page, draft: Draft) -> SpeechAct | None:
    """The act of a turn of phrase that begins in the cue; one that is denied only reports ("did not rule out")."""
    if draft.cue is None:
        return None
    words = f" {' '.join(page.words.low[draft.cue[0] : draft.cue[1] + 2])} "
    act = next((act for act, turns in _phrases("turns").items() if any(f" {turn} " in words for turn in turns)), None)
    return None if act is None else SpeechAct.REPORT if draft.denied else SpeechAct(act)


def _name_given(page: Page, draft: Draft) -> SpeechAct | None:
    """`called the report baseless` denies, `called the attack a war crime` accuses; any other name reports."""
    naming = _phrases("naming")
    if draft.verb not in naming["verbs"] or draft.cue is None:
        return None
    first = page.words.low[draft.content[0][0]]
    beside = {*page.words.low[draft.cue[0] : draft.cue[1]], first}
    if draft.verb == "call" and not beside.isdisjoint(("for", "on", "upon", "to")):
        return None
    said = {page.words.low[at] for part in draft.content for at in range(*part)}
    act = next((act for act in ("deny", "accuse") if not said.isdisjoint(naming[act])), "report")
    return SpeechAct(act) if act != "report" or draft.verb == "call" else None


def polarity_of(page: Page, draft: Draft) -> Polarity:
    """Negative where the speaker negates the content: by a denial, a negated cue or a negated main clause."""
    denies = bool(draft.verb) and SpeechAct.DENY in (lexicon()[draft.verb].act, act_of(page, draft))
    negated = any(_negated(page, sentence) for sentence in _sentences(page, draft)[:1])
    return Polarity.NEGATIVE if denies or draft.denied or negated else Polarity.POSITIVE


def certainty_of(page: Page, draft: Draft, marks: Marks) -> tuple[str, ...]:
    """The hedges as written in the content, each once, in order."""
    words = []
    for start, end in map(page.span, sorted(draft.content)):
        first = bisect_left(marks.hedges, start, key=_begins)
        last = bisect_left(marks.hedges, end, key=_begins)
        words += [hedge.word for hedge in marks.hedges[first:last] if hedge.end <= end]
    return tuple(dict.fromkeys(words))


def _begins(hedge: Hedge) -> int:
    return hedge.start


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
        if low in ("we", "i") and (own := _own_act(page, at + 1, sentence[1])) is not None:
            return own
    return None


def _own_act(page: Page, at: int, end: int) -> SpeechAct | None:
    """`we condemn`, `I call on`: who says so of themselves does it."""
    while at < end and page.words.kind[at] == "adverb":
        at += 1
    hit = page.cues.get(at)
    if at >= end or hit is None or hit.form != "base":
        return None
    if hit.verb == "call" and page.words.low[at + 1] not in ("for", "on"):
        return None
    act = SpeechAct(lexicon()[hit.verb].act)
    return None if act in NEUTRAL else act


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
def _phrases(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = data.load("claims/cues.yaml")[name]
    return found


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data.load("claims/cues.yaml")["performed"][name])
