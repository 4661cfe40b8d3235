"""What a language model answered of a text to claims: each stands where it says, word for word, or is refused.

A model is asked elsewhere and beforehand (`holdfire consult`); its answers lie in the case. Nothing here believes it:
its words must be the text's own, its acts ours, and every claim carries a doubt until a person has accepted it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import msgspec

from holdfire import data
from holdfire.claims.identity import key_of, rests_on
from holdfire.claims.mentions import ActorBook, acting
from holdfire.claims.nesting import parents
from holdfire.claims.speakers import with_speakers
from holdfire.records import Claim, Doubt, Polarity, Range, SpeechAct, Text

PREFIX = "model:"
"""How the reader of a claim begins that a language model found."""
_STOP = re.compile(r"[.!?…][”»\"']?\s")
SHOWN = 60
"""Code points of a model's words that a doubt repeats."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """[start, end) of a text as it was put to a model, with the answer, or why there is none."""

    start: int
    end: int
    answer: str = ""
    fault: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one model answered of one text of one report, under one version of the prompt."""

    report: str
    text: str
    """sha256"""
    model: str
    prompt: int
    passages: tuple[Passage, ...] = ()

    @property
    def reader(self) -> str:
        """The label of its claims: model and version of the prompt."""
        return f"{PREFIX}{self.model}/prompt-{self.prompt}"


class _Placed(msgspec.Struct, frozen=True):
    text: str
    start: int
    end: int


_Words = str | _Placed


class _Told(msgspec.Struct, frozen=True):
    content: list[_Words]
    act: SpeechAct
    source: _Words | None = None
    cue: _Words | None = None
    negative: bool = False


class _Unlike(ValueError):
    """What a model gave as the text's words is not."""


def prompt() -> int:
    """The version of the prompt."""
    return int(_asking()["version"])


def asked(passage: str) -> list[dict[str, str]]:
    """The messages that put one passage to a model."""
    said = str(_asking()["ask"]).replace("{passage}", passage)
    return [{"role": "system", "content": str(_asking()["system"])}, {"role": "user", "content": said}]


def passages(content: str) -> tuple[Range, ...]:
    """A text cut at line ends, else at stops or blanks, into what is asked at once; blank ones are left out."""
    limit, at = int(_asking()["passage"]), 0
    found: list[Range] = []
    while at < len(content):
        end = min(at + limit, len(content))
        if end < len(content):
            breaks = (content.rfind(mark, at + limit // 2, end) + len(mark) for mark in ("\n", ". ", " "))
            end = next((place for place in breaks if place > at + limit // 2), end)
        if content[at:end].strip():
            found.append((at, end))
        at = end
    return tuple(found)


def answered(text: Text, answer: Answer, actors: ActorBook) -> tuple[tuple[Claim, ...], tuple[Doubt, ...]]:
    """The claims of an answer that hold to the text, by the place of their content; and of all others a doubt."""
    claims: dict[str, Claim] = {}
    doubts: list[Doubt] = []
    for passage in answer.passages:
        found: list[Claim] = []
        for told in _told(text, answer, passage):
            if isinstance(told, Doubt):
                doubts.append(told)
                continue
            try:
                found.append(_claim(text, answer, passage, told, actors))
            except _Unlike as error:
                doubts.append(_doubt("model-claim-refused", answer, passage, str(error)))
        claims.update({claim.key: claim for claim in _nested(found) if claim.key not in claims})
    spoken = with_speakers(text, list(claims.values()), actors)
    return tuple(sorted(spoken, key=lambda claim: (claim.content, claim.cue, claim.key))), tuple(sorted(set(doubts)))


def _told(text: Text, answer: Answer, passage: Passage) -> Iterator[_Told | Doubt]:
    """What an answer tells, claim by claim; a doubt for each that is not as asked for."""
    if passage.fault or not 0 <= passage.start < passage.end <= len(text.content):
        yield _doubt("model-unanswered", answer, passage, passage.fault or "it was not about this text")
        return
    first, last = passage.answer.find("{"), passage.answer.rfind("}")
    try:
        told = msgspec.json.decode(passage.answer[first : last + 1], type=dict[str, Any]) if first >= 0 else {}
        listed = msgspec.convert(told.get("claims"), list[Any])
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        yield _doubt("model-answer-unreadable", answer, passage, _shown(str(error)))
        return
    for one in listed[: int(_asking()["most"])]:
        try:
            yield msgspec.convert(one, _Told)
        except msgspec.ValidationError as error:
            yield _doubt("model-claim-refused", answer, passage, _shown(str(error)))


def _claim(text: Text, answer: Answer, passage: Passage, told: _Told, actors: ActorBook) -> Claim:
    """Raises _Unlike where a part of it does not stand in the passage as given."""
    words = text.content[passage.start : passage.end]
    content = tuple(sorted(_only(words, part, passage.start) for part in told.content))
    if not content or any(a[1] > b[0] for a, b in pairwise(content)):
        raise _Unlike("its content is missing, or its pieces overlap")
    cue = (_nearest(words, told.cue, passage.start, content),) if told.cue is not None else ()
    source = (_nearest(words, told.source, passage.start, content),) if told.source is not None else ()
    negative = told.negative or told.act is SpeechAct.DENY
    about = (m.actor for start, end in content for m in acting(text.content[start:end], actors))
    return Claim(
        key=key_of(text.sha256, source, cue, content),
        rests_on=rests_on(text.sha256, source, cue, content),
        report=text.report, text=text.sha256, doc=text.doc,
        source=source, cue=cue, content=content, act=told.act,
        polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        about=tuple(dict.fromkeys(about)), reader=answer.reader,
        doubts=(_doubt("model-read", answer, passage, f"{answer.reader} found it, and no person has looked at it"),),
    )  # fmt: skip


def _only(words: str, part: _Words, base: int) -> Range:
    """Where a piece of content stands: it must stand there exactly, and once where no place is given."""
    places = _places(words, part)
    if len(places) > 1:
        raise _Unlike(f"{_shown(_text(part))} stands {len(places)} times in the passage, and no place is given")
    return base + places[0][0], base + places[0][1]


def _nearest(words: str, part: _Words, base: int, content: tuple[Range, ...]) -> Range:
    """Where a source or a cue stands nearest to what is said, in the same sentence before another."""
    said = [(start - base, end - base) for start, end in content]
    far = sorted((min(_apart(words, place, span) for span in said), place) for place in _places(words, part))
    if len(far) > 1 and far[0][0] == far[1][0]:
        raise _Unlike(f"{_shown(_text(part))} stands twice as near to what is said, and no place is given")
    return base + far[0][1][0], base + far[0][1][1]


def _apart(words: str, one: Range, other: Range) -> tuple[bool, int]:
    """Whether a sentence ends between two ranges, and the characters between them; none where they overlap."""
    (_, end), (start, _) = sorted((one, other))
    return _STOP.search(words, end, start) is not None, max(0, start - end)


def _places(words: str, part: _Words) -> list[Range]:
    """Every place of the words in the passage, or the one given. Raises _Unlike where they do not stand there."""
    text = _text(part)
    if not text.strip():
        raise _Unlike("a part of it is empty")
    if isinstance(part, _Placed):
        if not 0 <= part.start < part.end <= len(words) or words[part.start : part.end] != text:
            raise _Unlike(f"{_shown(text)} does not stand at {part.start}-{part.end} of the passage")
        return [(part.start, part.end)]
    found, at = [], words.find(text)
    while at >= 0:
        found.append((at, at + len(text)))
        at = words.find(text, at + 1)
    if not found:
        raise _Unlike(f"{_shown(text)} does not stand in the passage")
    return found


def _text(part: _Words) -> str:
    return part.text if isinstance(part, _Placed) else part


def _nested(claims: list[Claim]) -> list[Claim]:
    """Each with the narrowest other inside whose content its cue stands as its parent."""
    order = sorted(claims, key=lambda claim: claim.key)
    above = parents([((claim.cue or claim.source or claim.content)[0], claim.content) for claim in order])
    outer = {claim.key: None if up is None else order[up].key for claim, up in zip(order, above, strict=True)}
    return [msgspec.structs.replace(claim, parent=outer[claim.key]) for claim in claims]


def _doubt(code: str, answer: Answer, passage: Passage, why: str) -> Doubt:
    settle = "a person accepts or rejects the claim" if code == "model-read" else "a person reads the passage"
    return Doubt(code=code, where=f"text:{answer.text}#{passage.start}-{passage.end}", why=why, settle=settle)


def _shown(words: str) -> str:
    return repr(words if len(words) <= SHOWN else f"{words[:SHOWN]}…")


@cache
def _asking() -> dict[str, Any]:
    found: dict[str, Any] = data.load("claims/model.yaml")
    return found
