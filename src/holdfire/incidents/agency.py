"""A scope to who is said to have done it, by explicit words of agency: not who registers, reports or is present."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from holdfire.actors import ActorMention
from holdfire.incidents.book import Book
from holdfire.incidents.page import Hit, Scope, nearest, telling
from holdfire.incidents.voices import is_party
from holdfire.records import Doubt, SpeechAct

_FORCES = (
    r"(?:forces|army|aircraft|warplanes?|jets?|planes|helicopters?|artillery|regime|government|troops|fighters|militants"
    r"|air\s+force|military|aviation|drones?|units?)"
)
_PERSONS = (
    r"(?:gunm[ae]n|(?:suicide\s+)?bombers?|attackers?|assailants?|soldiers|men|members|police|rebels|snipers?"
    r"|commandos|pilots|loyalists|supporters)"
)
SOON = 40
"""Characters from a light verb within which the deed is its subject's."""
_PLACING = r"in|at|near|from|outside|inside|across|on|over|around|into|of|against|to|with|for|between|within"
"""Words that bring where or against whom something was done; after forces and persons they bring whose those are."""
_LOOSE = (
    r"(?:and|or|that|which|who|said|says|of|in|on|to|with|from|by|for|over|against|after|before|as"
    r"|is|was|were|are|has|had)\b"
)
"""Words after which a name and an act no longer belong together."""
_FIRST = re.compile(r"^\W*(?:(?:the|a|an)\s+)?$", re.IGNORECASE)
_PUT_ON = re.compile(r"\son\s+(?:(?:the|a|an)\s+)?$", re.IGNORECASE)
"""What stands before the accused: nothing, where no "of" or "for" opens the deed, or "on" after "blamed"."""
_LINK = re.compile(r"^\s*(?:,|and|&|,\s*and)\s+(?:the\s+)?$")


def authors(
    scope: Scope, hit: Hit, book: Book, others: Sequence[Hit] = ()
) -> tuple[tuple[str, ...], tuple[Doubt, ...]]:
    """Actor ids blamed for the act of `hit`, in order; a doubt `author-open` where the words leave the author open.

    Agency is: the accused of an accusation; "by" after a deed; the subject of a deed's verb, or of one that is light
    before it ("resumed its shelling"); who claims the deed; a name right before the act ("their air strikes"); and the
    speaker's own forces, in the speaker's mouth. `others` are the other acts of the
    scope: whoever did one of them is not thereby said to have done this one.
    """
    if telling()["author_open"].search(scope.words):
        why = "the words leave open who did it"
        return (), (Doubt(code="author-open", where=scope.ref, why=why),)
    named = [m for m in scope.within(scope.page.actors) if not _is_victim(m, book)]
    if scope.claim and scope.claim.act is SpeechAct.ACCUSE and (accused := _accused(scope, named)) is not None:
        return accused, ()
    acts = (hit, *others)
    blamed = [m for m in named if any(nearest(at, acts) == hit for at in _deeds(scope, m, acts, named))]
    linked = [
        m
        for m in named
        if any(_LINK.match(scope.at(m.end, b.start)) for b in blamed if m.end <= b.start) and not _is_placed(scope, m)
    ]
    found = sorted({*blamed, *linked})
    own = None if found else owned_to(scope, book)
    if own is not None:
        return (own,), ()
    return tuple(dict.fromkeys(m.actor for m in found)), ()


def _accused(scope: Scope, named: list[ActorMention]) -> tuple[str, ...] | None:
    """Those named before the "of" or "for" that opens the deed, else the one named first of all, or after "on".

    None where the words accuse nobody by name: "condemned the attack in the capital of X".
    """
    opens = re.search(r"\sfor\s" if _is_said_by("condemn", scope) else r"\s(?:of|for)\s", scope.words)
    put_on = [m for m in named if _PUT_ON.search(scope.before(m.start))] if _is_said_by("blam", scope) else []
    if put_on or opens is None:
        first = put_on or [m for m in named if _FIRST.search(scope.before(m.start))]
        if not first:
            return None
    else:
        first = [m for m in named if m.start - scope.start < opens.start()]
        if not first and _is_said_by("condemn", scope):
            return None
    together = first[:1]
    for mention in first[1:]:
        if _LINK.match(scope.at(together[-1].end, mention.start)):
            together.append(mention)
    return tuple(dict.fromkeys(m.actor for m in together))


def _is_said_by(stem: str, scope: Scope) -> bool:
    """Whether the words by which the claim is made hold a stem."""
    content = scope.page.text.content
    return scope.claim is not None and any(stem in content[s:e].lower() for s, e in scope.claim.cue)


def _is_victim(mention: ActorMention, book: Book) -> bool:
    actor = book.actors.get(mention.actor)
    return actor is not None and actor.kind == "civilians"


def _deeds(
    scope: Scope, mention: ActorMention, acts: Sequence[Hit], named: Sequence[ActorMention] = ()
) -> Iterator[int]:
    """Offsets of the deeds that the words around a name lay to it.

    A name that a preposition brings is where or against whom, not who: "the embassy in X killed ten". And of two names
    before an act the nearer did it: "X foiled Y's attack".
    """
    before, after = scope.before(mention.start), scope.after(mention.end)
    if by := _patterns()["by"].search(before):
        yield scope.start + by.start()
    subject = _patterns()["subject"].match(after)
    if telling()["owns_to"].match(after):
        yield mention.end
    if not mention.metonym and (light := _patterns()["light"].match(after)) and not _is_placed(scope, mention):
        verb = mention.end + light.end()
        yield from (a.start for a in acts if 0 <= a.start - verb <= SOON and _is_one_clause(scope.at(verb, a.start)))
    if subject and not _is_placed(scope, mention) and not _patterns()["suffered"].match(after):
        yield mention.end + subject.end()
    if not mention.metonym:
        yield from (
            a.start
            for a in acts
            if mention.end <= a.start
            and _patterns()["adjacent"].match(scope.at(mention.end, a.start))
            and not any(mention.end <= m.start and m.end <= a.start for m in named)
        )


def _is_placed(scope: Scope, mention: ActorMention) -> bool:
    """Whether the name only says where or against whom. Fire from a country is a direction, from its army not."""
    placed = _patterns()["placed"].search(scope.before(mention.start))
    if placed is None or placed["whose"]:
        return False
    is_country = any(p.start < mention.end and mention.start < p.end for p in scope.page.places)
    return not placed["fire"] or is_country


def _is_one_clause(between: str) -> bool:
    return telling()["clause_ends"].search(between) is None


def owned_to(scope: Scope, book: Book) -> str | None:
    """The speaker, where it is a party and speaks of "its aircraft", of what "we" did or of its responsibility."""
    actor = scope.claim.speaker.actor if scope.claim and scope.claim.speaker else None
    if actor is None or not is_party(actor, book):
        return None
    owns = _is_said_by("claim", scope) or (scope.claim is not None and scope.claim.act is SpeechAct.ADMIT)
    if owns and telling()["owned"].match(scope.words):
        return actor
    own = (scope.words[match.end() :] for match in telling()["own"].finditer(scope.words))
    return actor if any(_patterns()["own_deed"].match(rest) for rest in own) else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    deeds = "|".join(sorted(map(re.escape, telling()["deeds"]), key=len, reverse=True))
    nouns = "|".join(map(re.escape, telling()["deed_nouns"]))
    helping = r"(?:(?:have|has|had|also|then|again|later|reportedly|allegedly|[a-z]+ly)\s+)*"
    short = r"(?:\)|\s\([\w-]{1,20}\))?"  # "the Front in the East (FE) shelled"
    allies = r"(?:\s+and\s+(?:its|their|allied|other|affiliated)\s+(?:[\w-]+\s+)?[\w-]+)?"
    light = "|".join(map(re.escape, telling()["light"]))
    harmed = "|".join(map(re.escape, telling()["harmed"]))
    forms = {
        "placed": rf"(?:\b(?:{_FORCES}|{_PERSONS})\s+(?P<whose>of|from|with)\s+(?:[\w’'-]+\s+){{0,4}}"
        rf"|\b(?:{nouns})\s+(?P<fire>of|from)\s+(?:the\s+)?|\b(?:{_PLACING})\s+(?:the\s+)?)$",
        "suffered": rf"^\s+(?:{harmed})\s*(?:$|[^\w\s]|(?:in|at|near|as|when|after|during|on|while|and)\b)"
        rf"|^\s+(?:{deeds})\s+by\b",
        "by": rf"\b(?:{deeds}|{nouns}|claimed)\s+by\s+(?:(?:the|a|an|alleged|suspected)\s+)*"
        rf"(?:{_FORCES}\s+of\s+(?:the\s+)?)?$",
        "light": rf"^{short}(?:'s|’s)?{allies}\s+(?:{_FORCES}\s+)*{helping}(?:{light})\b",
        "subject": rf"^{short}(?:'s|’s)?{allies}\s+(?:(?:[A-Z][\w-]*\s+)?{_FORCES}\s+)*{helping}(?:{deeds})\b",
        "adjacent": rf"^(?:'s|’s)?\s+(?:(?!{_LOOSE})[\w-]+\s+){{0,2}}$",
        "own_deed": rf"^\s+(?:[\w-]+\s+){{0,2}}?(?:{_FORCES}|{nouns}|{helping}(?:{deeds}))\b",
    }
    return {name: re.compile(form, re.IGNORECASE) for name, form in forms.items()}
