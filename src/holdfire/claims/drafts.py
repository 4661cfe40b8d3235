"""A page to drafts, sentence by sentence; quotations that go on over paragraphs are joined to their speaker."""

from __future__ import annotations

from holdfire.claims.according import according
from holdfire.claims.apart import introduced, signed, stated
from holdfire.claims.colons import colon
from holdfire.claims.draft import Draft
from holdfire.claims.indirect import indirect
from holdfire.claims.nouns import nouns
from holdfire.claims.page import Page
from holdfire.claims.quoted import bare_tag, quoted
from holdfire.reader import lexicon


def drafts(page: Page) -> list[Draft]:
    """Every draft of a page in the order of its sentences."""
    found: list[Draft] = []
    verbs = frozenset(verb for verb, cue in lexicon().items() if "quotes" in cue.frames)
    speaking: Draft | None = None
    """Whose quotation would go on if the next sentence is nothing but a quotation."""
    for number, sentence in enumerate(page.sentences):
        quotes = page.speech_in(sentence)
        set_apart = [draft for quote in quotes if (draft := signed(page, quote))]
        if set_apart:
            found += set_apart
            continue
        if quotes and _only_quotation(page, sentence, quotes):
            if speaking is None and (speaking := introduced(page, number, quotes[0], verbs)):
                found.append(speaking)
                quotes = quotes[1:]
            if speaking is not None:
                speaking.content += [page.speech[quote] for quote in quotes]
            continue
        new, used = quoted(page, sentence, quotes, verbs) if quotes else ([], set())
        if quotes and not new:
            tag = bare_tag(page, sentence, quotes)
            new = [tag] if tag else []
        speaking = next((draft for draft in reversed(new) if draft.direct), None)
        opened = colon(page, number) or stated(page, number, verbs)
        found += [opened] if opened is not None and not new else []
        verbal = [*new, *according(page, sentence), *indirect(page, sentence, used)]
        found += [*verbal, *nouns(page, sentence, verbal)]
    return found


def _only_quotation(page: Page, sentence: tuple[int, int], quotes: list[int]) -> bool:
    said = sum(page.speech[quote][1] - page.speech[quote][0] for quote in quotes)
    return sentence[1] - sentence[0] - said <= 1
