"""Two accounts to whether they can, and how well they do, speak of one incident: by place, time, act, never by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import eq

from holdfire.incidents.kindred import only_dead
from holdfire.incidents.passages import ONE_BODY, is_one_deed, passage, two_authors
from holdfire.incidents.sights import Limits, Sight, Stretch, least_killed, metres, tolls_meet
from holdfire.incidents.weighing import Evidence, evidence
from holdfire.records import Account, Place

RELATED = Callable[[str, str], bool]
"""Whether one code stands above the other, either way."""


class Matcher:
    """Decides over pairs. `acts` and `weapons` say whether two codes are related, either way; `one_body` whether two
    actors are one body."""

    def __init__(self, acts: RELATED, weapons: RELATED, limits: Limits, one_body: ONE_BODY = eq) -> None:
        self.acts, self.weapons, self.limits, self.one_body = acts, weapons, limits, one_body
        self.weights = {**limits.weights, **limits.judged}

    def conflict(self, a: Sight, b: Sight) -> bool:
        """Whether what both state excludes one incident; what one of them leaves open excludes nothing."""
        if a.row and b.row and a.row[0] == b.row[0] and a.row != b.row:
            return True
        x, y = a.account, b.account
        if not self._kin(x, y) and not 0 < least_killed(x) == least_killed(y):
            return True  # one speaks of shelling and one of an air strike: two acts, unless both count the same dead
        if self._laid_to_two(x, y):
            return True
        if x.weapon and y.weapon and not self.weapons(x.weapon, y.weapon):
            return True
        return self._apart_in_time(a, b) or self._apart_in_space(a, b)

    def _kin(self, x: Account, y: Account) -> bool:
        """Whether the acts may be told of one event; one text that tells of a massacre and of a murder tells of two."""
        return self.acts(x.act, y.act) or (x.report != y.report and only_dead(x.act, y.act))

    def _laid_to_two(self, x: Account, y: Account) -> bool:
        """Whether one text tells of two events: it lays two acts, or one voice lays one, to two authors. A denial lays
        nothing to anybody, and whoever blames a state and then its air force blames one."""
        if x.text is None or x.text != y.text or not x.stance == y.stance == "asserts":
            return False
        return (x.act != y.act or x.voices == y.voices) and two_authors(x, y, self.one_body)

    def score(self, a: Sight, b: Sight, crowd: int = 0) -> int | None:
        """What two accounts without conflict have for (or, below 0, against) one event; None when nothing ties them.

        `crowd` is the greater of what `weighing.crowds` counts around the two.
        """
        same_text = self._one_passage(a.account, b.account)
        if not (same_text or self._one_place(a, b)) or not self._one_time(a, b, same_text=same_text):
            return None
        tolls = tolls_meet(a.account, b.account)
        if same_text:
            placed = self._one_place(a, b)
            return self._passage(a, b, tolls) if placed or is_one_deed(a, b, tolls) else None
        if self._vague(a, b) and tolls is not True:
            return None
        if not (a.time and b.time):
            return self._points(a, b, tolls=tolls)
        return round(sum(self.weights[name] * much for name, much in self.evidence(a, b, crowd)))

    def _passage(self, a: Sight, b: Sight, tolls: bool | None) -> int:
        return passage(a, b, tolls, self.limits.passage, self.one_body)

    def evidence(self, a: Sight, b: Sight, crowd: int) -> Iterator[Evidence]:
        """What two dated accounts of different passages have for and against one event, by the name of its weight."""
        if not self.acts(a.account.act, b.account.act):
            yield "other_act", 1
        yield from evidence(a, b, crowd, large_toll=self.limits.large_toll)

    def _apart_in_time(self, a: Sight, b: Sight) -> bool:
        if a.time is None or b.time is None:
            return False
        slack = 0 if a.account.report == b.account.report else self.limits.slack_hours
        return a.time[0] >= b.time[1] + slack or b.time[0] >= a.time[1] + slack

    def _apart_in_space(self, a: Sight, b: Sight) -> bool:
        if a.disc is None or b.disc is None:
            return False
        far = metres(a.disc, b.disc)
        if _two_known_places(a.account.place, b.account.place):
            return far > max(a.disc[2], b.disc[2])  # neither of them lies within the other
        return far > a.disc[2] + b.disc[2] + self.limits.slack_m

    def _one_place(self, a: Sight, b: Sight) -> bool:
        """Discs that are compared here have passed `conflict`: they meet."""
        if a.disc and b.disc:
            return max(a.disc[2], b.disc[2]) <= self.limits.widest_m
        return a.area is not None and a.area == b.area

    def _one_time(self, a: Sight, b: Sight, *, same_text: bool) -> bool:
        if a.time and b.time:
            return self._comparable(a.time, b.time)
        if same_text:
            return True
        denial = a.account.stance != "asserts" or b.account.stance != "asserts"
        undated = a.time is None and b.time is None
        return (denial or undated) and self._told_together(a, b)

    def _comparable(self, a: Stretch, b: Stretch) -> bool:
        """Short times with short ones; a period only with one that shares half of the longer."""
        longest = max(a[1] - a[0], b[1] - b[0])
        shared = min(a[1], b[1]) - max(a[0], b[0])
        return longest <= self.limits.short_hours or shared * 2 >= longest

    def _told_together(self, a: Sight, b: Sight) -> bool:
        if a.told is None or b.told is None:
            return a.account.report == b.account.report
        return abs(a.told - b.told) <= self.limits.told_within_days

    def _one_passage(self, a: Account, b: Account) -> bool:
        """Whether both stand near each other in one text: there, what one leaves open the other may say."""
        if a.text is None or a.text != b.text or a.span is None or b.span is None:
            return False
        return abs(a.span[0] - b.span[0]) <= self.limits.near_chars

    def _vague(self, a: Sight, b: Sight) -> bool:
        return any(
            s.area is not None or (s.disc is not None and s.disc[2] > self.limits.vague_radius_m) for s in (a, b)
        )

    def _points(self, a: Sight, b: Sight, *, tolls: bool | None) -> int:
        """Two accounts of different texts, of which one at least is undated or denies."""
        x, y = a.account, b.account
        points = 40 * (x.act == y.act) + 30 * (x.weapon is not None and x.weapon == y.weapon)
        points += {True: 40, False: -20, None: 0}[tolls]
        points += 15 * (x.target is not None and x.target == y.target)
        points += 10 * bool(set(x.participants) & set(y.participants))
        if a.disc and b.disc:
            points += 40 - min(40, round(metres(a.disc, b.disc) / 1000))
        return points


def _two_known_places(a: Place | None, b: Place | None) -> bool:
    """Whether a gazetteer knows both, as two."""
    if a is None or b is None or a.geonames_id is None or b.geonames_id is None:
        return False
    return a.geonames_id != b.geonames_id
