"""A sentence whose verbs stand before their speakers to what is said in it, for the small reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from holdfire.claims.sentence import Sentence
from holdfire.claims.speech import Said, Speech, Verb, bare
from holdfire.records import Range, SpeechAct

NameAt = Callable[[int], int | None]
"""From the start of a word to the end of the actor's name that begins there, or None."""

LONGEST_SPEAKER = 12
"""Words. What is longer is no speaker but a clause that the rules do not see through."""
_COMMA = re.compile(r"[،,]")
_WORD = re.compile(r"\S+")
_PASSIVE = "\u064f"
"""The mark behind a verb's first letter that makes it passive: `it is said`, by nobody."""
SPOKEN = 4
"""Words from which a quotation is speech where no colon says so."""


def said(sentence: Sentence, speech: Speech, name_at: NameAt) -> Iterator[Said]:
    """Every statement of a sentence, in the order of its cues."""
    yield from _according(sentence, speech)
    yield from _nouns(sentence, speech)
    yield from _participles(sentence, speech, name_at)
    for match in sentence.matches(speech.verb):
        if match[1][1:2] == _PASSIVE:
            continue
        found = _by_verb(sentence, speech, match, name_at)
        if found is not None:
            yield found


def _by_verb(sentence: Sentence, speech: Speech, match: re.Match[str], name_at: NameAt) -> Said | None:
    verb, cue, rest = speech.of(match[1]), match.span(1), match.end()
    stop = min((m.start() for m in sentence.matches(speech.verb, rest)), default=sentence.end)
    that = next(sentence.matches(speech.that, rest), None)
    quotes = tuple(q for q in sentence.quotes_in(rest, sentence.end) if _spoken(sentence, q))
    clause = "that" in verb.takes and that is not None and that.start() <= stop
    if clause and that is not None and _first(sentence, verb, rest, that, quotes):
        return _told(sentence, speech, cue, verb, (rest, that.start()), _to_end(sentence, speech, that.start()))
    if "quote" in verb.takes and quotes and quotes[0][0] <= stop:
        return _told(sentence, speech, cue, verb, (rest, quotes[0][0]), quotes)
    before = sentence.quotes_in(sentence.start, cue[0])
    if "quote" in verb.takes and before and not sentence.trimmed(before[-1][1], match.start()):
        return _told(sentence, speech, cue, verb, (rest, sentence.end), before)
    return _object(sentence, speech, cue, verb, rest, name_at)


def _spoken(sentence: Sentence, quote: Range) -> bool:
    """A quotation behind a colon, or of several words; a name in quotation marks is none."""
    return sentence.text[: quote[0]].rstrip().endswith(":") or sentence.words(quote) >= SPOKEN


def _first(sentence: Sentence, verb: Verb, rest: int, that: re.Match[str], quotes: tuple[Range, ...]) -> bool:
    """Whether the clause comes before any quotation and before any object that the verb may have."""
    if quotes and quotes[0][0] < that.start():
        return False
    words = list(_WORD.finditer(sentence.open, rest, that.start()))[1:]
    opened = next((w for w in words if _opens(w.group(), verb)), None)
    return opened is None or not sentence.open[opened.end() : that.start()].strip()


def _told(
    sentence: Sentence, speech: Speech, cue: Range, verb: Verb, where: Range, content: tuple[Range, ...]
) -> Said | None:
    source = _speaker(sentence, speech, *where)
    if source is not None and sentence.words(source) > LONGEST_SPEAKER:
        return None
    return Said(cue, content, verb.act, source) if content else None


def _speaker(sentence: Sentence, speech: Speech, start: int, end: int) -> Range | None:
    """What stands there up to the first comma and the first word that ends a speaker."""
    comma = _COMMA.search(sentence.open, start, end)
    end = comma.start() if comma else end
    ended = next(sentence.matches(speech.ends, start, end), None)
    return sentence.trimmed(start, ended.start() if ended else end)


def _to_end(sentence: Sentence, speech: Speech, start: int) -> tuple[Range, ...]:
    """From there to the end of the sentence, or to a comma behind which a source or another verb stands."""
    after = [*sentence.matches(speech.according, start), *sentence.matches(speech.verb, start)]
    before = ((m.start(), sentence.text[max(start, m.start() - 3) : m.start()].rstrip()) for m in after)
    ends = [at for at, words in before if _COMMA.match(words[-1:])]
    found = sentence.trimmed(start, min(ends, default=sentence.end))
    return (found,) if found else ()


def _object(
    sentence: Sentence, speech: Speech, cue: Range, verb: Verb, rest: int, name_at: NameAt
) -> Said | None:
    """A verb with an object: a known name is its speaker, or what stands before the particle that opens the object."""
    words = list(_WORD.finditer(sentence.open, rest, sentence.end))
    if not words or not verb.takes & {"thing", "with"}:
        return None
    known = name_at(words[0].start())
    opened = None
    if "with" in verb.takes:
        opened = next((w for w in words[1:] if w.start() >= (known or 0) and _opens(w.group(), verb)), None)
        if opened is None or (known is None and opened.start() - rest > LONGEST_SPEAKER * 6):
            return None
    elif known is None:
        return None
    begin = opened.start() if opened is not None else known or rest
    content = _to_end(sentence, speech, begin)
    source = sentence.trimmed(rest, begin)
    return Said(cue, content, verb.act, source) if content and source else None


def _opens(word: str, verb: Verb) -> bool:
    return any(word == o or (len(o) == 1 and word.startswith(o) and len(word) > len(o) + 2) for o in verb.openers)


def _according(sentence: Sentence, speech: Speech) -> Iterator[Said]:
    for match in sentence.matches(speech.according):
        comma = _COMMA.search(sentence.open, match.end(), sentence.end)
        first = sentence.trimmed(sentence.start, match.start()) is None
        source = _speaker(sentence, speech, match.end(), comma.start() if comma else sentence.end)
        content = (
            sentence.trimmed(comma.end(), sentence.end) if first and comma
            else None if first else sentence.trimmed(sentence.start, match.start())
        )  # fmt: skip
        if source is not None and content is not None and not speech.no_speaker.search(sentence.text, *source):
            start = source[0] + sentence.text.startswith(speech.particle, source[0]) * _joins(match[1])
            yield Said(match.span(1), (content,), SpeechAct.REPORT, (start, source[1]))


def _joins(word: str) -> bool:
    """Whether a word for "according" joins a particle to its speaker: one in the accusative does."""
    return bare(word).endswith("\u0627") and " " not in word


def _nouns(sentence: Sentence, speech: Speech) -> Iterator[Said]:
    """`from an official his saying that ...`."""
    for match in sentence.matches(speech.noun):
        whom = list(sentence.matches(speech.noun_from, end=match.start()))
        that = next(sentence.matches(speech.that, match.end()), None)
        quotes = sentence.quotes_in(match.end(), sentence.end)
        content = _to_end(sentence, speech, that.start()) if that else quotes
        source = sentence.trimmed(whom[-1].end(), match.start()) if whom else None
        if content and source is not None:
            yield Said(match.span(1), content, SpeechAct.REPORT, source)


def _participles(sentence: Sentence, speech: Speech, name_at: NameAt) -> Iterator[Said]:
    """`X refused, saying that ...`: the speaker is the name that stands first in the sentence."""
    for match in sentence.matches(speech.participle):
        that = next(sentence.matches(speech.that, match.end()), None)
        if that is None or sentence.words((match.end(), that.start() + 1)) > 2:
            continue
        words = _WORD.finditer(sentence.open, sentence.start, match.start())
        named = next(((w.start(), end) for w in words if (end := name_at(w.start())) is not None), None)
        content = _to_end(sentence, speech, that.start())
        if content:
            yield Said(match.span(1), content, SpeechAct.REPORT, named)
