"""A scope to where and when: never the speaker's city, the dateline or the day of publication; else a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from holdfire import data
from holdfire.incidents.book import PlaceMentionLike
from holdfire.incidents.page import Hit, Scope, Spanned, telling
from holdfire.records import Doubt, Interval, Place, SpeechAct
from holdfire.times import TimeMention

_OTHER_CLAUSE = re.compile(r"\b(?:that|which|who|where|while|and that)\b", re.IGNORECASE)
_FULL_DATE = re.compile(r"\d{4}")
_HEADLINE = re.compile(r"[ ](?:[A-Z0-9\"“(]|$)", re.MULTILINE)
_PEOPLE = frozenset({"civilians", "children"})
"""Where a toll is stated, its whole says whom it struck: "61 people, five of them children" are not children."""
BROUGHT = 25
"""Characters before a place in which what it is may be said: "the market in the town of"."""
_COARSE = ("country", "area", "region", "water")


def place_of(scope: Scope, hit: Hit) -> tuple[Place | None, tuple[Doubt, ...]]:
    """The place where the act is said to have been: the finest, then the nearest to the act.

    Doubts: `place-unknown` (nothing named), `place-ambiguous` (only a namesake), `place-several` (others stand beside).
    """
    named = [m for m in scope.within(scope.page.places) if m.place is not None and _is_where(scope, m, hit)]
    sure = [m for m in named if m.confidence >= telling()["refuse_confidence_below"]]
    if not sure:
        if named:
            why = f"{named[0].name!r} may be another place of that name"
            return None, (Doubt(code="place-ambiguous", where=scope.ref, why=why, settle="a reviewer sets the place"),)
        meant = _meant(scope)
        if meant is not None:
            why = f"the words point back; {meant.name} is the place named last before them"
            return meant, (Doubt(code="place-from-context", where=scope.ref, why=why, settle="a review"),)
        why = "the words name no place for it"
        return None, (Doubt(code="place-unknown", where=scope.ref, why=why, settle="another report, or a review"),)
    best, others = _finest(sure, hit)
    if others:
        why = f"{best.name} stands nearest to the act; {', '.join(others)} beside it"
        return spot_of(best), (Doubt(code="place-several", where=scope.ref, why=why, settle="a reviewer splits it"),)
    return spot_of(best), ()


def _finest(sure: Sequence[PlaceMentionLike], hit: Hit) -> tuple[PlaceMentionLike, list[str]]:
    """The mention that says most exactly where, the nearest of such; and the names of its equals elsewhere.

    "The village of X, 8 km north of Y" is at X: a sector counts where no place itself is named.
    """
    exact = [m for m in sure if not is_coarse(m)]
    finest = [m for m in exact if m.sector is None] or exact
    finest = finest or [m for m in sure if m.place.kind != "country"] or list(sure)
    best = min(finest, key=lambda m: (_gap(m, hit), m.start))
    return best, sorted({m.name for m in finest if spot_of(m) != spot_of(best)})


def spot_of(mention: PlaceMentionLike) -> Place:
    """The place itself, or the stretch "15 km east of" it, with its own uncertainty."""
    return mention.sector or mention.place


def time_of(scope: Scope, hit: Hit) -> tuple[Interval | None, tuple[Doubt, ...]]:
    """When: the narrowest of the times nearest to the act, with its doubts; else `time-unknown`. "since" and "until"
    date nothing, nor does the day on which it was said or printed."""
    said = [m for m in scope.within(scope.page.times) if not m.sense and not _of_telling(scope, m)]
    dated = [m for m in said if m.interval is not None]
    if not dated:
        why = "the words do not say when; the day of publication is not taken for it"
        unknown = Doubt(code="time-unknown", where=scope.ref, why=why, settle="another report, or a review")
        return None, (unknown, *(d for m in said for d in _doubts(scope, m)))
    nearest = min(dated, key=lambda m: (_gap(m, hit), m.start)).interval
    assert nearest is not None
    inner = [m for m in dated if m.interval and nearest.start <= m.interval.start and m.interval.end <= nearest.end]
    best = min(inner, key=lambda m: (_length(m), m.start))
    return best.interval, tuple(_doubts(scope, best))


def _length(mention: TimeMention) -> tuple[timedelta, datetime]:
    assert mention.interval is not None
    return mention.interval.end - mention.interval.start, mention.interval.start


def _doubts(scope: Scope, mention: TimeMention) -> Iterator[Doubt]:
    """The mention's own doubts, placed in the text."""
    where = f"text:{scope.page.text.sha256}#{mention.start}-{mention.end}"
    yield from (replace(doubt, where=where) for doubt in mention.doubts)


def _of_telling(scope: Scope, mention: TimeMention) -> bool:
    """Whether it is the day on which somebody spoke, or the date at the head of a text."""
    content = scope.page.text.content
    if is_when_said(content, mention):
        return True
    if _accusing(scope) and scope.after(mention.end)[:4] == " of ":
        return True
    return at_head(content, mention)


def is_when_said(content: str, mention: TimeMention) -> bool:
    """Whether words of telling stand right before or after it: "said on Monday", "on Monday said"."""
    before, after = content[max(0, mention.start - 60) : mention.start], content[mention.end : mention.end + 60]
    return any(telling()[name].search(words) for name, words in (("said_on", before), ("said_after", after)))


def at_head(content: str, mention: TimeMention) -> bool:
    """Whether a date opens its line and a headline follows: "5 December 2016 Eight killed", the day of printing."""
    line = content.rfind("\n", 0, mention.start) + 1
    opens = line == mention.start and _FULL_DATE.search(content, mention.start, mention.end) is not None
    return opens and _HEADLINE.match(content, mention.end) is not None


def _accusing(scope: Scope) -> bool:
    return scope.claim is not None and scope.claim.act is SpeechAct.ACCUSE


def _meant(scope: Scope) -> Place | None:
    """What "there" or "the prison" points back to: the last exact place named shortly before in the text."""
    pointing = telling()["pointing"].search(scope.words)
    if pointing is None:
        return None
    near: int = data.load("incidents/fusing.yaml")["near_chars"]
    content = scope.page.text.content
    earlier = [
        m
        for m in scope.page.places
        if 0 < scope.start - m.end <= near
        and not is_coarse(m)
        and m.confidence >= telling()["refuse_confidence_below"]
        and telling()["locative"].search(before := content[max(0, m.start - 80) : m.start])
        and not telling()["relative"].search(before)
        and not telling()["nearby"].search(before)
    ]
    noun = pointing.group().split()[-1].lower()
    called = [m for m in earlier if noun in m.name.lower().split()]  # "the prison" is the one named as a prison
    called = called or [m for m in earlier if noun in content[max(0, m.start - BROUGHT) : m.start].lower().split()]
    return max(called or earlier, key=lambda m: m.start).place if earlier else None


def _is_where(scope: Scope, mention: PlaceMentionLike, hit: Hit) -> bool:
    """Whether the name stands for a location here: not for a government, nor for a bearing."""
    before = scope.before(mention.start)
    if mention.sector is not None:
        return True
    if telling()["relative"].search(before) or _is_in_a_name(scope, mention):
        return False
    if mention.place is not None and mention.place.kind == "country" and _is_whose(scope, mention):
        return False
    if telling()["locative"].search(before):
        return True
    between = scope.at(mention.end, hit.start)
    if mention.end <= hit.start and _OTHER_CLAUSE.search(between):
        return False
    spoken = [a for a in scope.page.actors if a.start < mention.end and mention.start < a.end]
    return not spoken


def _is_in_a_name(scope: Scope, mention: PlaceMentionLike) -> bool:
    """Whether it only is a part of what somebody is called: "the Front in X and Y"."""
    around = (a for a in scope.page.actors if a.start <= mention.start and mention.end <= a.end)
    return any(mention.end - mention.start < a.end - a.start and mention.start > a.start for a in around)


def _is_whose(scope: Scope, mention: PlaceMentionLike) -> bool:
    return telling()["adjectival"].match(scope.after(mention.end)) is not None


def is_coarse(mention: PlaceMentionLike) -> bool:
    """Whether it says no more than a country, a province, a region or a sea."""
    return mention.place is not None and (mention.place.kind in _COARSE or mention.place.lat is None)


def _gap(mention: Spanned, hit: Hit) -> int:
    return max(mention.start - hit.end, hit.start - mention.end, 0)


def target_of(scope: Scope, hit: Hit, authors: Sequence[str], groups: Sequence[str]) -> str | None:
    """Whom it struck: an actor named as object, else the first target class in telling.yaml's order; None: unsaid."""
    objects = [
        m
        for m in scope.within(scope.page.actors)
        if m.actor not in authors and not m.metonym and telling()["against"].search(scope.before(m.start))
    ]
    if objects and not any(m.actor == "civilians" for m in objects):
        return min(objects, key=lambda m: (_gap(Hit(m.start, m.end, ""), hit), m.start)).actor
    spoken = [m for m in scope.within(scope.page.actors) if m.actor in authors]
    struck = [
        h for h in scope.within(scope.page.targets) if not any(m.start < h.end and h.start < m.end for m in spoken)
    ]
    named = {h.code for h in struck if not groups or h.code not in _PEOPLE} | set(groups[:1])
    return next((code for code in telling()["target_order"] if code in named), None)
