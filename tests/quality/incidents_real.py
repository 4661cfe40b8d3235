"""Real reports to figures: which of the incidents that a person finds in them holdfire tells of, and what it gets wrong.

Usage: HOLDFIRE_SHARED=../shared python -m tests.quality.incidents_real [--errors]     both readers, both halves, one run

Documents at odd positions are dev: rules may be bettered on them, and --errors lists what is wrong there. Those at even
positions are held: they are counted and never listed. A system incident tells of a gold one where the words of its
act stand in one of the gold one's spans; pairs are made one to one, those with the most such accounts first.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from tests.corpora import SHARED
from tests.quality.incidents_real_texts import chosen

from holdfire.data.folding import fold
from holdfire.flow import loose
from holdfire.records import Account, Incident
from holdfire.seals import sha256

CORPUS = Path(__file__).with_name("incidents_real.yml")
HALVES = ("dev", "held")
READERS = ("rules", "trained")
Toll = tuple[str, int, int | None]


@dataclass(frozen=True)
class Real:
    """One document with its annotation."""

    at: int
    """Its position, from 1."""
    name: str
    text: str
    told: dict[str, Any]

    @property
    def half(self) -> str:
        return HALVES[(self.at + 1) % 2]


@dataclass(frozen=True)
class Given:
    """One incident of the system in a document, with the places in the annotation of what each of its accounts tells."""

    incident: Incident
    accounts: tuple[Account, ...]
    tells: tuple[frozenset[int], ...]

    def of(self, gold: int) -> int:
        """How many of its accounts tell of that one."""
        return sum(gold in one for one in self.tells)


@dataclass(frozen=True)
class Judged:
    """One document as read: who is paired with which."""

    real: Real
    given: tuple[Given, ...]
    pairs: dict[int, int]
    """Place among the given -> place in the annotation."""

    @property
    def gold(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.real.told["incidents"]
        return found

    def wanted(self) -> list[int]:
        """Places of what should be told."""
        return [n for n, gold in enumerate(self.gold) if not gold.get("optional")]

    def against(self, at: int) -> dict[str, Any] | None:
        """What a given incident is judged by: its pair, else what it tells of; None where it tells of nothing."""
        if at in self.pairs:
            return self.gold[self.pairs[at]]
        told = sorted(set().union(*self.given[at].tells), key=lambda n: (bool(self.gold[n].get("optional")), n))
        return self.gold[told[0]] if told else None

    def counted(self) -> list[int]:
        """Places of the given incidents that are right or wrong: not those that tell only of what may be left out."""
        return [n for n in range(len(self.given)) if not (self.against(n) or {}).get("optional")]


def documents(data: Path = SHARED / "data") -> list[Real]:
    """The annotated documents with their texts. Fails where a text is not the one that was annotated."""
    listed: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["documents"]
    texts = chosen(data)
    found = []
    for at, (told, (corpus, name, text)) in enumerate(zip(listed, texts, strict=True), 1):
        assert (told["corpus"], told["id"]) == (corpus, name), f"{at}: the rule chooses another document now"
        assert told["sha256"] == sha256(text.encode()), f"{at}: the text changed under its annotation"
        found.append(Real(at, f"{corpus} {name}", text, told))
    return found


def judged(real: Sequence[Real], reader: str) -> list[Judged]:
    """Each document as `holdfire incidents` reads it."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return [_judged(one, reader) for one in real]


def _judged(real: Real, reader: str) -> Judged:
    path = Path(f"{real.at}.txt")
    path.write_text(real.text, encoding="utf-8")
    day = real.told.get("published")
    one = loose.read_loose(path, datetime.combine(day, time(), UTC) if day else None, "UTC", reader)
    assert one.text is not None
    assert one.text.content == real.text
    fused, accounts, _ = loose.incidents_of(one, "UTC")
    by_key = {a.key: a for a in accounts}
    return paired(real, [(i, tuple(by_key[key] for key in i.accounts)) for i in fused])


def paired(real: Real, fused: Iterable[tuple[Incident, tuple[Account, ...]]]) -> Judged:
    """A document with the incidents read from it, each with its accounts, and which gold one each stands for."""
    gold = real.told["incidents"]
    given = tuple(Given(incident, mine, tuple(_tells(a, gold) for a in mine)) for incident, mine in fused)
    return Judged(real, given, _pairs(given, gold))


def _tells(account: Account, gold: Sequence[dict[str, Any]]) -> frozenset[int]:
    """Places of the gold incidents that an account tells of."""
    spans = [(s.start, s.end) for s in account.slots if s.slot == "act"] or [account.span or (0, 0)]
    return frozenset(
        n for n, g in enumerate(gold) if any(a < end and start < b for a, b in g["spans"] for start, end in spans)
    )


def _pairs(given: Sequence[Given], gold: Sequence[dict[str, Any]]) -> dict[int, int]:
    """One to one, the most accounts first, of equals the one with a right act, then by their order. What may be left
    out takes part in no pair."""
    ranked = sorted(
        (-one.of(n), one.incident.act not in g["act"], n, at)
        for at, one in enumerate(given)
        for n, g in enumerate(gold)
        if one.of(n) and not g.get("optional")
    )
    pairs: dict[int, int] = {}
    for _, _, n, at in ranked:
        if at not in pairs and n not in pairs.values():
            pairs[at] = n
    return pairs


@dataclass(frozen=True)
class Word:
    """One thing counted: `what` of figures, whether it is `right`, `wrong` (said and not so) or `missed`."""

    what: str
    how: str
    real: Real
    note: str = ""


def words(one: Judged) -> Iterator[Word]:
    """All that is right and wrong in a document."""
    for at in one.counted():
        incident = one.given[at].incident
        yield Word("incident", "right" if at in one.pairs else "wrong", one.real, _shown(one, one.given[at]))
        yield from _authors(one, at)
        yield from _tolls(one, at)
        if at in one.pairs:
            gold = one.gold[one.pairs[at]]
            yield Word("act", _how(incident.act in gold["act"]), one.real, f"{incident.act} for {gold['act'][0]}")
            yield from _where_and_when(one, one.given[at], gold)
            yield Word("unmixed", _how(not _is_mixed(one, one.given[at])), one.real, _shown(one, one.given[at]))
    yield from _missed(one)


def _missed(one: Judged) -> Iterator[Word]:
    """What should be told and is not, and what is told twice."""
    met = {n: at for at, n in one.pairs.items()}
    for n in one.wanted():
        gold, at = one.gold[n], met.get(n)
        if at is None:
            yield Word("incident", "missed", one.real, f"{gold['act'][0]} at {gold['spans']}")
        else:
            tellers = [o for o in one.given if o.of(n) and (o is one.given[at] or n == _first(one, o))]
            yield Word("once", _how(len(tellers) == 1), one.real, f"{gold['act'][0]} told by {len(tellers)}")
        incident = one.given[at].incident if at is not None else None
        blamed = {b.actor for b in incident.attributed_to} if incident else set()
        for author in gold.get("by") or ():
            if not author[0].startswith("name:") and not blamed & set(author):
                yield Word("author", "missed", one.real, f"{author[0]} of {gold['act'][0]}")
        said = set(_figures(incident)) if incident else set()
        for toll in gold.get("tolls") or ():
            if not any(_is_toll(t, toll) for t in said):
                yield Word("toll", "missed", one.real, f"{toll} of {gold['act'][0]}")


def _authors(one: Judged, at: int) -> Iterator[Word]:
    """Each actor named as author, that of an incident without a pair too: a wrong author is the gravest error."""
    gold = one.against(at)
    for blame in one.given[at].incident.attributed_to:
        right = {who for author in (gold or {}).get("by") or () for who in author}
        if gold is None or (gold.get("by") is not None and blame.actor not in {*right, *gold.get("may", ())}):
            yield Word("author", "wrong", one.real, f"{blame.actor}: {_shown(one, one.given[at])}")
        elif blame.actor in right and at in one.pairs:
            yield Word("author", "right", one.real, blame.actor)


def _tolls(one: Judged, at: int) -> Iterator[Word]:
    gold = one.against(at)
    for toll in _figures(one.given[at].incident):
        right = any(_is_toll(toll, t) for t in (gold or {}).get("tolls") or ())
        allowed = any(_is_toll(toll, t) for t in (gold or {}).get("also", ()))
        if right and at in one.pairs:
            yield Word("toll", "right", one.real, str(toll))
        elif gold is None or (gold.get("tolls") is not None and not right and not allowed):
            yield Word("toll", "wrong", one.real, f"{toll}: {_shown(one, one.given[at])}")


def _where_and_when(one: Judged, given: Given, gold: dict[str, Any]) -> Iterator[Word]:
    if gold.get("place"):
        content = one.real.text
        named = {given.incident.place.name} if given.incident.place else set()
        printed = {content[s.start : s.end] for a in given.accounts for s in a.slots if s.slot == "place"}
        right = {fold(n) for n in gold["place"]} & {fold(n) for n in {*named, *(printed if named else ())}}
        yield Word("place", _how(bool(right)), one.real, f"{sorted(named)} for {gold['place'][0]}")
    if gold.get("day"):
        interval, (first, last) = given.incident.time, gold["day"]
        days = interval and (interval.start.date(), (interval.end - timedelta(seconds=1)).date())
        right_day = bool(days) and first <= days[0] and days[1] <= last
        yield Word("day", _how(right_day), one.real, f"{days and [*map(str, days)]} for {first} {last}")


def _figures(incident: Incident) -> list[Toll]:
    return sorted({(c.kind, c.low, c.high) for c in incident.casualties}, key=str)


def _is_toll(toll: Toll, gold: Sequence[Any]) -> bool:
    kind, low, *highs = gold
    return toll[:2] == (kind, low) and toll[2] in highs


def _is_mixed(one: Judged, given: Given) -> bool:
    """Whether its accounts tell of different incidents, and no single one of them is told by all."""
    told = [t & set(one.wanted()) for t in given.tells]
    told = [t for t in told if t]
    return bool(told) and not frozenset.intersection(*told)


def _first(one: Judged, given: Given) -> int | None:
    """The gold incident that a given one tells of most, the first of equals."""
    return min(one.wanted(), key=lambda n: (-given.of(n), n), default=None)


def _how(right: bool) -> str:
    return "right" if right else "wrong"


def _shown(one: Judged, given: Given) -> str:
    spans = sorted(a.span for a in given.accounts if a.span)
    return f"{given.incident.act} at {spans}: {one.real.text[slice(*spans[0])][:90]!r}" if spans else given.incident.act


def figures(found: Iterable[Judged]) -> dict[str, float]:
    """Per cent of each thing; `counts` has the numbers behind them. incident, author and toll: of all that is told and
    all that should be. Of what is paired: act, place and day that are right; `unmixed`, told of one incident and not
    of two fused; `once`, met by one system incident and not by more."""
    n = counts(found)
    shares = {
        f"{what}_{kind}": _share(n[what, "right"], n[what, other])
        for what in ("incident", "author", "toll")
        for kind, other in (("precision", "wrong"), ("recall", "missed"))
    }
    f1 = {
        f"{what}_f": _f(shares[f"{what}_precision"], shares[f"{what}_recall"])
        for what in ("incident", "author", "toll")
    }
    rest = {what: _share(n[what, "right"], n[what, "wrong"]) for what in ("act", "place", "day", "unmixed", "once")}
    return {**shares, **f1, **rest}


def counts(found: Iterable[Judged]) -> Counter[tuple[str, str]]:
    """(what, how) -> how many."""
    return Counter((w.what, w.how) for one in found for w in words(one))


def _share(right: int, other: int) -> float:
    return round(100 * right / (right + other), 1) if right + other else 0.0


def _f(precision: float, recall: float) -> float:
    return round(2 * precision * recall / (precision + recall), 1) if precision + recall else 0.0


def main(arguments: Sequence[str]) -> None:
    """Prints the figures, and with --errors what is wrong in dev documents."""
    real = documents()
    for reader in READERS:
        found = judged(real, reader)
        for half in HALVES:
            part = [one for one in found if one.real.half == half]
            number = counts(part)
            sys.stdout.write(f"\n{reader}, {half}: {len(part)} documents\n")
            for name, value in figures(part).items():
                what = name.partition("_")[0]
                behind = ", ".join(
                    f"{number[what, how]} {how}" for how in ("right", "wrong", "missed") if number[what, how]
                )
                sys.stdout.write(f"  {name:20} {value:5.1f}   ({behind})\n")
        if "--errors" in arguments:
            listed = (w for one in found if one.real.half == "dev" for w in words(one) if w.how != "right")
            for w in listed:
                sys.stdout.write(f"{reader} {w.real.at:2} {w.what} {w.how}: {w.note}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
