"""Texts to pairs of reports with a common origin: copies, cut copies, rewrites with words exchanged; and, kept apart,
those that tell of the same event in words of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import combinations

from holdfire.corroboration.candidates import Groups, Pair, candidates
from holdfire.corroboration.likeness import Likeness, Thresholds
from holdfire.corroboration.shingles import Columns, columns
from holdfire.records import Copy, Report, Text

Found = tuple[Pair, tuple[str, float]]
SHARING = ("copy", "rewrite")
"""Kinds that mean a common origin."""


def copies(texts: Sequence[Text], reports: Iterable[Report] = ()) -> tuple[Copy, ...]:
    """Pairs of reports whose texts share an origin; `score` is the share of the shorter text found in the other.

    A cut copy keeps a part of the original, so containment in the longer text counts, not likeness of the whole.
    Candidates share sampled runs of words; what becomes of a pair is decided on every run of both. Versions of one
    report (`replaces`) are no copies of each other. `same-event` pairs share no origin and never merge voices.
    """
    limits = Thresholds.packaged()
    known = {report.key: report for report in reports}
    owners: defaultdict[str, set[str]] = defaultdict(set)
    contents: dict[str, str] = {}
    for text in texts:
        owners[text.key].add(text.report)
        contents[text.key] = text.content
    keys = sorted(contents)
    found = [((keys[a], keys[b]), of) for (a, b), of in _alike(columns([contents[key] for key in keys]), limits)]
    printed = [((key, key), ("copy", 1.0)) for key in keys]  # one text received in several reports
    pairs = {
        Copy(a=min(a, b), b=max(a, b), kind=kind, score=score)
        for (one, other), (kind, score) in (*found, *printed)
        for a in owners[one]
        for b in owners[other]
        if a != b and _may_be(kind, known.get(a), known.get(b), limits)
    }
    return tuple(sorted(pairs))


def _may_be(kind: str, a: Report | None, b: Report | None, limits: Thresholds) -> bool:
    """Not versions of one report; a rewrite follows within days, another report of the event too, while an archive may
    copy years later."""
    if a is None or b is None:
        return True
    if a.replaces == b.key or b.replaces == a.key:
        return False
    days = _days_apart(a.published, b.published)
    most = {"rewrite": limits.within_days, "same-event": limits.event_days}.get(kind)
    return most is None or days is None or days <= most


def _days_apart(a: datetime | None, b: datetime | None) -> int | None:
    return abs((a - b).days) if a and b else None


def _alike(told: Columns, limits: Thresholds) -> Iterator[Found]:
    """Pairs of texts, by number, with kind and score; of texts with the same words the first is looked at for all."""
    same: defaultdict[int, list[int]] = defaultdict(list)
    sizes = told.sizes()
    for number, whole in enumerate(told.texts.tolist()):
        if sizes[number]:
            same[whole].append(number)
    for numbers in same.values():  # identical but for case and punctuation, however short
        yield from ((pair, ("copy", 1.0)) for pair in combinations(numbers, 2))
    first = {numbers[0]: numbers for numbers in same.values()}
    long = [number for number in sorted(first) if sizes[number] >= limits.least_words]
    for (a, b), found in _judged(told, long, limits):
        yield from (((min(x, y), max(x, y)), found) for x in first[a] for y in first[b])


def _judged(told: Columns, long: Sequence[int], limits: Thresholds) -> Iterator[Found]:
    """Candidates, judged; then, in each family that comes of it, the pairs that were no candidates."""
    chosen = set(long)
    near = [
        (a, b, share)
        for a, b, share in candidates(
            told, size=limits.sampled_words, one_in=limits.one_in, least=limits.sampled_least,
            share=limits.sampled_share, crowd=limits.crowd,
        )
        if a in chosen and b in chosen
    ]  # fmt: skip
    origins, families = Groups(), Groups()
    for a, b, share in near:
        if share >= limits.origin_share:
            origins.join(a, b)
    likeness = Likeness(told, limits, (text for a, b, _ in near for text in (a, b)), origins)
    seen: set[Pair] = set()
    for pair in [(a, b) for a, b, _ in near]:
        seen.add(pair)
        found = likeness.judged(*pair)
        if found:
            yield pair, found
        if found and found[0] in SHARING:
            families.join(*pair)
    for members in families.members(text for pair in seen for text in pair):
        for pair in combinations(members, 2) if len(members) <= limits.family else ():
            found = likeness.judged(*pair) if pair not in seen else None
            if found and found[0] in SHARING:
                yield pair, found
