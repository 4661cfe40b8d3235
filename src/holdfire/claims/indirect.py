"""A sentence to drafts of what is said without quotation marks: `S said that ...`, `..., said S`, `..., S said`."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from holdfire.claims.content import TO_SOMEONE, content_end, content_right, past_recipient, trimmed
from holdfire.claims.draft import Draft
from holdfire.claims.groups import Group, group, listed
from holdfire.claims.page import Page
from holdfire.claims.phrases import opens_time, phrase_left, phrase_right
from holdfire.claims.subjects import subject
from holdfire.reader import lexicon
from holdfire.records import Range

CLOSING_MARKS = frozenset(("”", '"', "''", "»"))
SPEECH = frozenset(("said", "says"))
ARTICLES = frozenset(("a", "an", "the"))
RELATIVE = 3
"""Words before a phrase in which the relative word of its clause stands: `who took the town`."""
LEAST_CLAUSE = 4
"""Words before a verb from which they can be a statement of their own."""
AFTER_SPEAKER = frozenset(("mark", "preposition", "relative", "clause", "day", "adverb"))
NEEDED_WITHIN = 10
"""Words after a cue in which the word that it needs must stand: `held the army and its allies responsible`."""


def indirect(page: Page, sentence: Range, used: set[int]) -> list[Draft]:
    """Drafts for every cue of the sentence that no quotation has taken."""
    drafts: list[Draft] = []
    for g in groups_of(page, sentence, used):
        frames = lexicon()[g.verb].frames
        draft = aside(page, g, sentence) if "aside" in frames else None
        if draft is None and frame(page, g, sentence[1]) in frames:
            draft = _plain(page, g, sentence, drafts)
        if draft is not None and draft.content:
            drafts.append(draft)
    return drafts


def groups_of(page: Page, sentence: Range, used: set[int]) -> Iterator[Group]:
    """The verb groups of a sentence that stand outside spoken quotations and that no quotation has taken."""
    for head in range(*sentence):
        if head in page.cues and head not in used and page.spoken[head] < 0:
            found = group(page, head, sentence[0])
            if found is not None and _has_needed(page, found, sentence[1]):
                yield found


def _has_needed(page: Page, g: Group, ceiling: int) -> bool:
    needs = lexicon()[g.verb].needs
    return not needs or not needs.isdisjoint(page.words.low[g.b : min(g.b + NEEDED_WITHIN, ceiling)])


def frame(page: Page, g: Group, ceiling: int) -> str:
    """The frame of cues.yaml that a verb group stands in, by what follows: `that`, `thing`, `passive_by` ..."""
    kind = _follows(page, g.b, ceiling)
    setting = "passive" if g.passive else g.setting
    return f"{setting}_{kind}" if setting else kind


def aside(page: Page, g: Group, sentence: Range) -> Draft | None:
    """`..., S said.`, `..., said S`, `..., S said, ...`, `..., as S put it`: content stands before the speaker."""
    if g.form not in ("ed", "s", "base") or g.passive:
        return None
    words = page.words
    if g.a > sentence[0] and words.raw[g.a - 1] in (",", "—"):
        source = _inverted(page, g, sentence)
        return _around(page, g, sentence, (g.a - 1, source[1]), source) if source else None
    named = _named_last(page, g, sentence)
    if named is not None:
        return _around(page, g, sentence, (g.a, named[1]), named)
    last = _said_last(page, g, sentence)
    if last is not None:
        return _around(page, g, sentence, (last[0], g.b), last)
    source = phrase_left(page, g.a - 1, sentence[0])
    if source is None or source[0] - 2 < sentence[0] or words.kind[source[0]] == "relative":
        return None
    opening = source[0] - 1
    if words.low[opening] == "as" and words.raw[opening - 1] == ",":
        opening -= 1
    quoted = words.raw[opening] in CLOSING_MARKS and words.raw[opening - 1] in (",", "?", "!")
    if not (quoted or words.raw[opening] in (",", "—")) or not _closes(page, g, sentence[1]):
        return None
    return _around(page, g, sentence, (opening + quoted, g.b), source)


def _named_last(page: Page, g: Group, sentence: Range) -> Range | None:
    """The speaker of `the road is shut said Ali Deeb`, where a comma was lost: a name that runs to the end."""
    if not lexicon()[g.verb].inverts or g.a != g.head or g.a - sentence[0] < LEAST_CLAUSE:
        return None
    source = phrase_right(page, g.b, sentence[1])
    if source is None or sentence[1] - source[1] > 1 or page.words.kind[source[1] - 1] != "name":
        return None
    return source


def _said_last(page: Page, g: Group, sentence: Range) -> Range | None:
    """The speaker of `four people died in the town on Monday a monitor said`, where a text has lost its commas.

    It is the last phrase with an article before a verb of speech that closes the sentence, as long as that phrase is
    nobody's object: nothing else is left to be said.
    """
    words = page.words
    if words.low[g.head] not in SPEECH or g.a != g.head or not _nothing_follows(page, g.b, sentence[1]):
        return None
    if any(words.raw[at] == "," or page.spoken[at] >= 0 for at in range(sentence[0], g.a)):
        return None
    phrase = phrase_left(page, g.a - 1, sentence[0])
    if phrase is None:
        return None
    articles = [at for at in range(*phrase) if words.low[at] in ARTICLES and words.kind[at - 1] != "preposition"]
    first = articles[-1] if articles else phrase[0] if words.kind[phrase[0] - 1] == "day" else None
    if first is None or first - sentence[0] < LEAST_CLAUSE or _governs(page, first - 1):
        return None
    relative = any(words.kind[at] in ("that", "relative") for at in range(first - RELATIVE, first))
    return None if relative else (first, phrase[1])


def _nothing_follows(page: Page, at: int, ceiling: int) -> bool:
    """Whether a sentence ends here, after a day at most: `said on Monday.`."""
    words = page.words
    at += words.low[at] == "on" and words.kind[at + 1] == "day"
    at += words.kind[at] == "day"
    return at >= ceiling or words.raw[at] in (".", "!", "")


def _governs(page: Page, at: int) -> bool:
    """Whether the next phrase hangs on this word: an object, a relative clause's subject, the second of a list."""
    kind, low = page.words.kind[at], page.words.low[at]
    return kind in ("join", "relative", "that", "clause", "auxiliary", "to", "question") or low.endswith(("ed", "ing"))


def _inverted(page: Page, g: Group, sentence: Range) -> Range | None:
    """The speaker of `..., said S`: nothing but an aside or the end may follow."""
    words = page.words
    if g.a != g.head or words.kind[g.b] not in ("name", "determiner", "subject", "") or not lexicon()[g.verb].inverts:
        return None
    source = phrase_right(page, g.b, sentence[1])
    if source is None:
        return None
    return source if source[1] >= sentence[1] or words.kind[source[1]] in AFTER_SPEAKER else None


def _closes(page: Page, g: Group, ceiling: int) -> bool:
    """Whether nothing that could be content follows the cue: a stop, a comma, or a time and place to the end."""
    words, at = page.words, g.b
    if g.verb in TO_SOMEONE:
        at = min(past_recipient(page, at, ceiling), ceiling)
    if at >= ceiling or words.raw[at] in (".", ",", "?", "!", "—"):
        return True
    if words.kind[at] not in ("preposition", "day", "adverb") and words.low[at] not in listed("after_aside"):
        return False
    return "that" not in words.low[at : min(at + 8, ceiling)]


def _around(page: Page, g: Group, sentence: Range, aside: Range, source: Range) -> Draft | None:
    """Content on one or both sides of the aside [opening comma, end of cue or speaker)."""
    begin = _clause_start(page, sentence[0], aside[0])
    content = [(begin, aside[0])] if aside[0] > begin else []
    after = aside[1]
    if (
        after < sentence[1]
        and page.words.raw[after] == ","
        and page.words.kind[after + 1] not in ("join", "clause", "relative")
        and not page.words.low[after + 1].endswith("ing")
    ):
        end = trimmed(page, after + 1, content_end(page, after + 1, sentence[1]))
        if end > after + 1:
            content.append((after + 1, end))
    return Draft(cue=(g.a, g.b), verb=g.verb, source=source, content=content, denied=g.negated)


def _clause_start(page: Page, first: int, before: int) -> int:
    """The sentence's first word, past a mark or a join that opens it."""
    while first < before and (
        (page.words.kind[first] == "mark" and page.words.raw[first] not in ('"', "“", "''"))
        or page.words.low[first] in ("but", "and")
    ):
        first += 1
    return first


def _plain(page: Page, g: Group, sentence: Range, earlier: list[Draft]) -> Draft | None:
    """`S said that ...`: content follows the cue."""
    if g.passive and page.words.low[g.b : g.b + 1] == ["by"]:
        return _by(page, g, sentence)
    occasion = opens_time(page, g.b, sentence[1]) or page.words.low[g.b + 1] in ("least", "most")
    particle = (page.words.kind[g.b] == "preposition" and not occasion) or page.words.low[g.b] == lexicon()[
        g.verb
    ].particle
    if particle or page.words.raw[g.b] == ":":
        g = msgspec.structs.replace(g, b=g.b + 1)
    content = content_right(page, g, sentence[1])
    if content is None:
        return None
    source = _speaker(page, g, sentence, earlier)
    if source is not None and page.words.kind[source[0]] == "relative":
        content = _to_comma(page, content)
    parts = [content]
    if g.passive or lexicon()[g.verb].impersonal:
        parts, source = [source, content] if source is not None else [content], None
    return Draft(cue=(g.a, g.b), verb=g.verb, source=source, content=parts, passive=g.passive, denied=g.negated)


def _to_comma(page: Page, content: Range) -> Range:
    """What `who` says ends with its relative clause: `a doctor, who asked to stay unnamed, described ...`."""
    end = next((at for at in range(content[0] + 1, content[1]) if page.words.raw[at] == ","), content[1])
    return content[0], end


def _by(page: Page, g: Group, sentence: Range) -> Draft | None:
    """`X was accused by S of ...`: the speaker stands behind `by`, the content is X and what follows the speaker."""
    source = phrase_right(page, g.b + 1, sentence[1])
    about = phrase_left(page, g.a - 1, sentence[0])
    if source is None or about is None:
        return None
    parts = [about]
    end = trimmed(page, source[1], content_end(page, source[1], sentence[1]))
    if end > source[1] and page.words.kind[source[1]] != "mark":
        parts.append((source[1], end))
    return Draft(cue=(g.a, g.b + 1), verb=g.verb, source=source, content=parts, passive=True, denied=g.negated)


def _speaker(page: Page, g: Group, sentence: Range, earlier: list[Draft]) -> Range | None:
    """Whoever stands before the verb; a participle or a second verb takes the speaker of the clause."""
    before = page.words.kind[g.a - 1] if g.a > sentence[0] else "start"
    own = before not in ("join", "to", "preposition", "clause", "start") and (before, g.form) != ("mark", "ing")
    found = phrase_left(page, g.a - 1, sentence[0]) if own else None
    if found is not None:
        return found
    if earlier and earlier[-1].source is not None and earlier[-1].source[0] >= sentence[0]:
        return earlier[-1].source
    return subject(page, sentence[0], g.a)


def _follows(page: Page, index: int, ceiling: int) -> str:
    if index >= ceiling:
        return "end"
    words = page.words
    kind, low = words.kind[index], words.low[index]
    simple = {
        "that": "that",
        "question": "question",
        "to": "to",
        "subject": "clause",
        "object": "thing",
        "determiner": "thing",
        "possessive": "thing",
        "name": "thing",
        "number": "thing",
        "": "thing",
        "preposition": low,
        "day": "time",
        "adverb": "adverb",
    }
    if words.raw[index] == ":":
        return "colon"
    if low in ("if", "as"):
        return "question" if low == "if" else "as"
    if words.raw[index] in ('"', "“", "''", "‘", "'"):
        return "thing"
    return simple.get(kind, "end")
