"""A text with its marks to claims: who says what, by which act, about whom, on what evidence."""

from __future__ import annotations

from holdfire.claims import small
from holdfire.claims.acts import act_of, certainty_of, polarity_of
from holdfire.claims.disclosures import evidence_of, kind_of, recipients_of
from holdfire.claims.draft import Draft
from holdfire.claims.drafts import drafts
from holdfire.claims.identity import key_of, rests_on
from holdfire.claims.mending import mended
from holdfire.claims.mentions import ActorBook, acting
from holdfire.claims.nesting import parents
from holdfire.claims.page import Page, page
from holdfire.claims.seen import seen
from holdfire.claims.speakers import with_speakers
from holdfire.reader import SMALL, Marks
from holdfire.records import Claim, Range, Text


def find(text: Text, marks: Marks, actors: ActorBook) -> tuple[Claim, ...]:
    """Every claim of a text, by the place of its content. Nothing outside this text is looked at."""
    if marks.reader == SMALL:
        return small.find(text, marks, actors)
    laid = page(text, marks)
    found = _once(laid, mended(laid, drafts(laid) if marks.attributed is None else seen(laid, marks.attributed)))
    keys = [_key(laid, draft) for draft in found]
    above = parents([(draft.cue or draft.source, draft.content) for draft in found])
    claims = [
        _claim(laid, marks, actors, draft, keys[up] if up is not None else None)
        for draft, up in zip(found, above, strict=True)
    ]
    return tuple(sorted(with_speakers(text, claims, actors), key=lambda claim: (claim.content, claim.cue, claim.key)))


def _once(laid: Page, found: list[Draft]) -> list[Draft]:
    """One draft for each key: the same words read twice are one claim."""
    return list({_key(laid, draft): draft for draft in reversed(found)}.values())[::-1]


def _key(laid: Page, draft: Draft) -> str:
    source, cue, content = _spans(laid, draft)
    return key_of(laid.text.sha256, source, cue, content)


def _spans(laid: Page, draft: Draft) -> tuple[tuple[Range, ...], tuple[Range, ...], tuple[Range, ...]]:
    if draft.exact is not None:
        exact = draft.exact
        return (exact.source,) if exact.source else (), (exact.cue,) if exact.cue else (), exact.content
    source = (laid.span(draft.source),) if draft.source else ()
    cue = (laid.span(draft.cue),) if draft.cue else ()
    return source, cue, tuple(sorted(laid.span(part) for part in draft.content))


def _claim(laid: Page, marks: Marks, actors: ActorBook, draft: Draft, parent: str | None) -> Claim:
    source, cue, content = _spans(laid, draft)
    text = laid.text
    return Claim(
        key=_key(laid, draft),
        rests_on=rests_on(text.sha256, source, cue, content),
        report=text.report,
        text=text.sha256,
        doc=text.doc,
        source=source,
        cue=cue,
        content=content,
        act=act_of(laid, draft),
        kind=kind_of(laid, draft),
        polarity=polarity_of(laid, draft),
        certainty=certainty_of(laid, draft, marks),
        about=_about(laid, draft, actors),
        evidence=evidence_of(laid, draft),
        to_whom=recipients_of(laid, draft),
        parent=parent,
        reader=marks.reader,
    )


def _about(laid: Page, draft: Draft, actors: ActorBook) -> tuple[str, ...]:
    """Ids of the actors that the content names, each once, as they come."""
    ordered = sorted(draft.content)
    return tuple(dict.fromkeys(m.actor for part in ordered for m in acting(laid.printed(part), actors)))
