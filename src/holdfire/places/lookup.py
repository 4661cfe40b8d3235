"""A name to all the places that it may mean: the hand-written files on top, the packed gazetteer below."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from holdfire.data.folding import fold, level
from holdfire.data.phrases import Phrases
from holdfire.places import endings, own, signs
from holdfire.places.listed import Listed
from holdfire.places.own import Candidate
from holdfire.places.packed import FOLDED, PRIMARY, SPELLED, Hit, Packed

_TOWNSHIP = re.compile(r"^(?:Town|City|Village|Township|Borough|County) of ", re.IGNORECASE)
_PARTS = re.compile(r"(?:,? (?:Township|Twp\.?|City|Town|Village))$", re.IGNORECASE)
_COUNTY = re.compile(r" Co\.?$")
_OLD_COUNTY = re.compile(r"^Co\.? (?=[A-Z])")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*")
_ADDED = frozenset(
    ["led", "based", "born", "backed", "held", "ruled", "controlled", "wide", "pro", "anti", "the", "of", "s"]
)
"""Words that are joined to a name and are none ("US-led", "pro-Russian")."""
KEPT = 50_000
"""Names whose candidates are remembered; then the memory starts afresh."""


class Lookup:
    """Candidates of names. `more` are a case's own places."""

    def __init__(self, packed: Packed, more: Iterable[Listed] = ()) -> None:
        self.packed, self._more = packed, tuple(more)
        self._spelled: dict[str, tuple[Candidate, ...]] = {}
        self._called: dict[str, tuple[Candidate, ...]] = {}

    @cached_property
    def own(self) -> own.Own:
        """The hand-written files, read when first asked."""
        return own.read(self.packed, self._more)

    @cached_property
    def small_endings(self) -> frozenset[str]:
        """Words without a capital that end a name of the hand-written files ("Sednaya prison")."""
        return frozenset(w for p in self.own.places for n in p.names if (w := n.split()[-1]).islower() and w.isascii())

    @cached_property
    def short(self) -> Phrases[tuple[Candidate, ...]]:
        """Abbreviations, to be found by their exact letters."""
        return Phrases(self.own.short.items())

    def spelled(self, name: str) -> tuple[Candidate, ...]:
        """Places of which a name is so spelled, case and accents apart."""
        key = level(name)
        known = self._spelled.get(key)
        if known is None:
            known = self._spelled[key] = self._with_packed(self.own.spelled(key), self.packed.hits(key), SPELLED)
            if len(self._spelled) > KEPT:
                self._spelled.clear()
        return known

    def near(self, name: str) -> tuple[Candidate, ...]:
        """Places with a name of which this is another transliteration."""
        key = fold(name)
        if len(key) < 4:
            return ()
        return self._with_packed(self.own.near(key), self.packed.hits(key), FOLDED)

    def called(self, name: str) -> tuple[Candidate, ...]:
        """Everything that a name alone may mean: abbreviations, spellings, near spellings, parts of it."""
        known = self._called.get(name)
        if known is None:
            known = self._called[name] = self._all_called(name)
            if len(self._called) > KEPT:
                self._called.clear()
        return known

    def _all_called(self, name: str) -> tuple[Candidate, ...]:
        found = self.own.short.get(name) or self.spelled(name) or self.bent(name)[1] or self._less(name)
        if all(c.place.is_area for c in found):
            near = tuple(c for c in self.near(name) if not c.place.is_area)  # a province spelled here, its town there
            found = found + near if found else near or self.near(name)
        if found or " " in name.strip():
            return found
        return self._with_packed((), self.packed.called(name), FOLDED)

    def bent(self, name: str) -> tuple[int, tuple[Candidate, ...]]:
        """Places of whose name this is a form of a case, or that letters are joined to; and how many letters."""
        if endings.bends(name):
            for off, original in endings.originals(name):
                if level(original) not in signs.stopped() and (found := self.spelled(original)):
                    return off, found
        return 0, ()

    def part_of(self, name: str) -> tuple[Candidate, ...]:
        """What the longest part of a name means that is listed: "Bristol" of "Bristol University"; never sure."""
        words = [w for w in _WORD.findall(name) if w.lower() not in _ADDED]
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                part = words[start : start + length]
                if all(signs.is_body(w) or signs.is_common(w) or not w[0].isupper() for w in part):
                    continue
                if found := self.own.short.get(part[0]) if length == 1 else None:
                    return found
                if found := self.spelled(" ".join(part)):
                    return found
        return ()

    def _less(self, name: str) -> tuple[Candidate, ...]:
        """What is left without "Township", "Town of" or "Province"; "Co." written out."""
        for pattern, plain in ((_COUNTY, " County"), (_OLD_COUNTY, "County "), (_TOWNSHIP, ""), (_PARTS, "")):
            shorter = pattern.sub(plain, name)
            if shorter not in ("", name) and (found := self.spelled(shorter)):
                return found
        bare, _, last = name.rpartition(" ")
        found = self.spelled(bare) if signs.is_area_word(last) else ()
        return tuple(c for c in found if c.place.is_area) or found

    def _with_packed(self, mine: tuple[Candidate, ...], hits: list[Hit], flag: int) -> tuple[Candidate, ...]:
        known = {c.place.id for c in mine}
        found = list(mine)
        for hit in hits:
            if hit.flags & flag:
                place = self.packed.place(hit.row)
                if place.id not in known:
                    spelled = flag == SPELLED
                    found.append(Candidate(place, spelled, bool(hit.flags & PRIMARY) and spelled, people=False))
        return tuple(found)
