"""A sentence whose speakers stand before their verbs to what is said in it, for the small reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfire.claims.sentence import Sentence
from holdfire.claims.speech import Said, Speech, Verb, bare
from holdfire.records import Range, SpeechAct

LONGEST_SPEAKER = 10
"""Words. What is longer is no speaker but a clause that the rules do not see through."""
LONGEST_AS = 10
"""Code points of what is no speaker: "as X said"."""
_COMMA = re.compile(r",")
_PART = re.compile(r"[:;]\s")
_THAT_GAP = re.compile(r"\s*(?:\w+\s+){0,3}?,\s*")
_TAG = re.compile(r"[,!?…]?\s+[—–-]\s+(?P<tag>[^—–«»]+?)[.,]\s+[—–-]\s+")
"""Inside a quotation: `«One, — said X. — Two»`."""
_ASIDE = re.compile(r",\s*\w+(?:ого|его|ой|ей|ых|их)\b[^,]*,")
"""`a source, close to the talks, ...`: a comma that does not end the speaker."""


def said(sentence: Sentence, speech: Speech) -> Iterator[Said]:
    """Every statement of a sentence, in the order of its cues."""
    yield from _according(sentence, speech)
    yield from _inside_quotes(sentence, speech)
    held: Range | None = None
    for match in sentence.matches(speech.verb):
        if _unsaid(sentence, speech, match.start()):
            continue
        found = _by_verb(sentence, speech, match, held)
        if found is not None:
            held = found.source
            yield found


def _unsaid(sentence: Sentence, speech: Speech, at: int) -> bool:
    """Whether a verb is negated: nothing is said then."""
    return any(not sentence.open[m.end() : at].strip() for m in sentence.matches(speech.unsaid, end=at))


def _by_verb(sentence: Sentence, speech: Speech, match: re.Match[str], held: Range | None) -> Said | None:
    verb, cue = speech.of(match[1]), match.span(1)
    quoted = _quoted(sentence, speech, cue, verb)
    if quoted is not None:
        return quoted
    begin = _clause(sentence, speech, cue[0])
    source = _before(sentence, speech, begin, cue[0])
    if source is not None and _is_as(sentence, speech, source):
        return _as_told(sentence, cue, verb)
    if source is None and begin > sentence.start and sentence.text[begin - 1].isspace() and held is not None:
        source = held  # `X hoped that ..., but said that ...`
    if source is None and "before" in verb.takes:
        return _inverted(sentence, speech, cue, verb)
    content = _behind(sentence, speech, cue[1], verb)
    if content is None or source is None or sentence.words(source) > LONGEST_SPEAKER:
        return None
    if speech.verb.search(sentence.open, *source):
        return None  # the speaker stands further back, before another verb
    return Said(cue, (content,), verb.act, source)


def _clause(sentence: Sentence, speech: Speech, at: int) -> int:
    """Where the clause of a verb begins: behind the last word that opens another statement."""
    comma = (m.end() for m in sentence.matches(_COMMA, end=at) if not sentence.text[m.end() : at].strip())
    parts = (m.end() for pattern in (_PART, speech.joins) for m in sentence.matches(pattern, end=at))
    return max([sentence.start, *comma, *parts])


def _before(sentence: Sentence, speech: Speech, begin: int, end: int) -> Range | None:
    span = sentence.trimmed(begin, end)
    while span is not None and (opener := speech.begins.match(sentence.open, span[0], span[1])):
        span = sentence.trimmed(opener.end(), span[1])
    return span


def _is_as(sentence: Sentence, speech: Speech, source: Range) -> bool:
    return source[1] - source[0] <= LONGEST_AS and bare(sentence.text[source[0] : source[1]]) in speech.as_told


def _behind(sentence: Sentence, speech: Speech, start: int, verb: Verb) -> Range | None:
    """The clause or the object behind a verb."""
    gap = _THAT_GAP.match(sentence.open, start, sentence.end)
    that = speech.that.match(sentence.open, gap.end()) if gap else None
    if "that" in verb.takes and that is not None:
        return sentence.trimmed(that.start(), _next_statement(sentence, speech, that.end()))
    whole = sentence.trimmed(start, _next_statement(sentence, speech, start))
    if whole is None:
        return None
    first = sentence.open[whole[0] : whole[1]].split()[0].lower()
    if "object" in verb.takes or ("thing" in verb.takes and first in verb.openers):
        return whole
    return None


def _next_statement(sentence: Sentence, speech: Speech, start: int) -> int:
    """Where the next statement of the sentence begins (`, but added that ...`), or its end."""
    for join in sentence.matches(speech.joins, start):
        if speech.verb.match(sentence.open, join.end()):
            return join.start()
    return sentence.end


def _quoted(sentence: Sentence, speech: Speech, cue: Range, verb: Verb) -> Said | None:
    """`«...», — said X` and `X said: «...»`."""
    if "quote" not in verb.takes:
        return None
    before, after = sentence.quotes_in(sentence.start, cue[0]), sentence.quotes_in(cue[1], sentence.end)
    if before and sentence.trimmed(before[-1][1], cue[0]) is None and sentence.text[before[-1][1] : cue[0]].strip():
        source = _after(sentence, speech, cue[1])
        return Said(cue, before, verb.act, source) if source else None
    if after and sentence.text[cue[1] : after[0][0]].rstrip().endswith(":"):
        source = _before(sentence, speech, _clause(sentence, speech, cue[0]), cue[0])
        return Said(cue, after, verb.act, source) if source else None
    return None


def _after(sentence: Sentence, speech: Speech, start: int) -> Range | None:
    """The speaker behind a verb, up to a comma, a dash or a word that ends one."""
    stop = re.compile(r"[,:;—–]").search(sentence.open, start, sentence.end)
    ended = next(sentence.matches(speech.ends, start), None)
    end = min(m.start() for m in (stop, ended) if m) if stop or ended else sentence.end
    span = sentence.trimmed(start, end)
    opener = speech.begins.match(sentence.open, span[0], span[1]) if span else None
    span = sentence.trimmed(opener.end(), span[1]) if opener and span else span
    return span if span and sentence.words(span) <= LONGEST_SPEAKER else None


def _inverted(sentence: Sentence, speech: Speech, cue: Range, verb: Verb) -> Said | None:
    """`The line was quiet, said X.`"""
    content = sentence.trimmed(sentence.start, cue[0])
    comma = sentence.text[sentence.start : cue[0]].rstrip().endswith((",", "—", "–"))
    source = _after(sentence, speech, cue[1])
    if content is None or source is None or not comma:
        return None
    return Said(cue, (content, *_goes_on(sentence, speech, source[1])), verb.act, source)


def _goes_on(sentence: Sentence, speech: Speech, end: int) -> tuple[Range, ...]:
    """`The line, X thinks, was quiet`: what is said goes on behind the speaker's comma."""
    comma = re.compile(r"\s*,\s*").match(sentence.open, end, sentence.end)
    if comma is None or speech.joins.match(sentence.open, comma.start()):
        return ()
    rest = sentence.trimmed(comma.end(), sentence.end)
    return (rest,) if rest and not speech.relative.match(sentence.open, rest[0]) else ()


def _as_told(sentence: Sentence, cue: Range, verb: Verb) -> Said | None:
    """`As X said, the line was quiet.`"""
    comma = _COMMA.search(sentence.open, cue[1], sentence.end)
    source = sentence.trimmed(cue[1], comma.start()) if comma else None
    content = sentence.trimmed(comma.end(), sentence.end) if comma else None
    return Said(cue, (content,), verb.act, source) if content and source else None


def _according(sentence: Sentence, speech: Speech) -> Iterator[Said]:
    for match in sentence.matches(speech.according):
        first = sentence.trimmed(sentence.start, match.start()) is None
        aside = _ASIDE.search(sentence.open, match.end(), sentence.end)
        comma = _COMMA.search(sentence.open, match.end(), sentence.end)
        if aside is not None and comma is not None and aside.start() == comma.start():
            comma = _COMMA.search(sentence.open, aside.end() - 1, sentence.end)
        source = sentence.trimmed(match.end(), comma.start() if comma else sentence.end)
        if source is None or sentence.words(source) > LONGEST_SPEAKER:
            continue
        if speech.no_speaker.search(sentence.text, *source):
            continue
        whole = sentence.trimmed(comma.end(), sentence.end) if first and comma else None
        content: tuple[Range, ...] = (whole,) if whole else ()
        if not first:
            before = sentence.trimmed(sentence.start, match.start())
            content = (before, *_goes_on(sentence, speech, source[1])) if before else ()
        if content:
            yield Said(match.span(1), content, SpeechAct.REPORT, source)


def _inside_quotes(sentence: Sentence, speech: Speech) -> Iterator[Said]:
    """A speaker named between the two halves of one quotation."""
    for start, end in sentence.quotes_in(sentence.start, sentence.end):
        tag = _TAG.search(sentence.text, start, end)
        verb = speech.verb.match(tag["tag"]) if tag else None
        if tag is None or verb is None:
            continue
        at = tag.start("tag")
        source = sentence.trimmed(at + verb.end(), tag.end("tag"))
        if source is not None:
            cue = (at + verb.start(1), at + verb.end(1))
            yield Said(cue, ((start, tag.start()), (tag.end(), end - 1)), speech.of(verb[1]).act, source)
