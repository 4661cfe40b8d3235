"""Two accounts to whether they can, and how well they do, speak of one incident: by place, time, act, never by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import asin, cos, log, radians, sin, sqrt
from typing import Any

from holdfire import data
from holdfire.records import Account, Place

RELATED = Callable[[str, str], bool]
"""Whether one code stands above the other, either way."""


@dataclass(frozen=True)
class Limits:
    """The figures of incidents/fusing.yaml: metres, hours and days, each with its reason there."""

    slack_m: int
    vague_radius_m: int
    widest_m: int
    slack_hours: int
    short_hours: int
    told_within_days: int
    near_chars: int
    large_toll: int
    weights: dict[str, int]

    @classmethod
    def packaged(cls) -> Limits:
        """As shipped."""
        figures: dict[str, Any] = data.load("incidents/fusing.yaml")
        return cls(**{name: figures[name] for name in cls.__dataclass_fields__})


DAY = 24.0
"""Hours."""
Disc = tuple[float, float, int]
"""Latitude and longitude in degrees, radius in metres."""
Stretch = tuple[float, float]
"""Start and end in hours since 1970."""


@dataclass(frozen=True, eq=False)
class Sight:
    """What matching looks at in one account, in plain numbers."""

    account: Account
    disc: Disc | None
    area: str | None
    time: Stretch | None
    told: int | None
    """Day from which it could be known, as an ordinal."""
    row: tuple[str, str] | None
    """Dataset and upstream id: rows of one dataset were already told apart by its coder."""

    @classmethod
    def of(cls, account: Account) -> Sight:
        """The sight of one account."""
        place, time = account.place, account.time
        return cls(
            account=account,
            disc=disc(place) if place else None,
            area=place.area if place else None,
            time=(time.start.timestamp() / 3600, time.end.timestamp() / 3600) if time else None,
            told=date.fromisoformat(account.knowable_from).toordinal() if account.knowable_from else None,
            row=(account.source, account.row.partition("#")[2]) if account.row else None,
        )

    @property
    def period(self) -> float:
        """Length of its time in hours; 0 when undated."""
        return self.time[1] - self.time[0] if self.time else 0.0


def disc(place: Place) -> Disc | None:
    """The disc of a place; None when it is an area or nowhere."""
    if place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon, place.radius_m


def metres(a: Disc, b: Disc) -> float:
    """Distance of two centres on a sphere: within 0.6% of the geodesic, far below the slack it is held against."""
    up, along = radians(b[0] - a[0]) / 2, radians(b[1] - a[1]) / 2
    bow = sin(up) ** 2 + cos(radians(a[0])) * cos(radians(b[0])) * sin(along) ** 2
    return 12_742_000 * asin(min(1.0, sqrt(bow)))


class Matcher:
    """Decides over pairs. `acts` and `weapons` say whether two codes are related, either way."""

    def __init__(self, acts: RELATED, weapons: RELATED, limits: Limits) -> None:
        self.acts, self.weapons, self.limits = acts, weapons, limits

    def conflict(self, a: Sight, b: Sight) -> bool:
        """Whether what both state excludes one incident; what one of them leaves open excludes nothing."""
        if a.row and b.row and a.row[0] == b.row[0] and a.row != b.row:
            return True
        x, y = a.account, b.account
        if not self.acts(x.act, y.act) and not 0 < _least(x) == _least(y):
            return True  # one speaks of shelling and one of an air strike: two acts, unless both count the same dead
        if x.text is not None and x.text == y.text and x.act != y.act and _two_authors(x, y):
            return True  # one text that lays two acts to two authors tells of two events
        if x.weapon and y.weapon and not self.weapons(x.weapon, y.weapon):
            return True
        return self._apart_in_time(a, b) or self._apart_in_space(a, b)

    def score(self, a: Sight, b: Sight) -> int | None:
        """What two accounts without conflict have for (or, below 0, against) one event; None when nothing ties them."""
        same_text = self._one_passage(a.account, b.account)
        if not (same_text or self._one_place(a, b)) or not self._one_time(a, b, same_text=same_text):
            return None
        if not self._one_place(a, b) and (
            _two_targets(a.account, b.account) or (a.account.place or b.account.place) is None
        ):
            return None  # a passage ties what one of them places; two placeless accounts of one target say too little
        tolls = _tolls_meet(a.account, b.account)
        if self._vague(a, b) and not same_text and tolls is not True:
            return None
        if same_text or not (a.time and b.time):
            return self._points(a, b, same_text=same_text, tolls=tolls)
        return self._weight(a, b)

    def _weight(self, a: Sight, b: Sight) -> int:
        """What two dated accounts of different passages have for and against one event, in hundredths of log odds.

        Sides are only asked whether they are the same, never who they are.
        """
        x, y, w = a.account, b.account, self.limits.weights
        sides = set(x.participants), set(y.participants)
        return (
            w["base"]
            + self._where_weight(a, b)
            + self._when_weight(a, b)
            + self._toll_weight(x, y)
            + w["same_act"] * (x.act == y.act)
            + w["other_act"] * (not self.acts(x.act, y.act))
            + w["other_sides"] * (min(map(len, sides)) >= 2 and len(sides[0] & sides[1]) < 2)
            + w["same_source"] * (x.source == y.source)
            + w["same_text"] * (x.text is not None and x.text == y.text)
        )

    def _where_weight(self, a: Sight, b: Sight) -> int:
        """By how far the middles are apart, the more where each lies outside the other's disc."""
        w = self.limits.weights
        if a.disc is None or b.disc is None:
            return w["area"]
        km = metres(a.disc, b.disc) / 1000
        outside = max(0.0, km - max(a.disc[2], b.disc[2]) / 1000)
        return round(w["km"] * min(10.0, km) + w["km_outside"] * min(4.0, outside))

    def _when_weight(self, a: Sight, b: Sight) -> int:
        assert a.time is not None
        assert b.time is not None
        w, shared = self.limits.weights, min(a.time[1], b.time[1]) - max(a.time[0], b.time[0])
        longest = max(a.period, b.period)
        weight = w["no_shared_time"] * (shared <= 0) + w["told_together"] * (a.told is not None and a.told == b.told)
        return weight + (longest > DAY) * (w["period"] + w["uneven"] * (shared < longest))

    def _toll_weight(self, a: Account, b: Account) -> int:
        """Large tolls rise as hours pass, so only small ones count against each other; the larger, the less by chance
        two are the same."""
        ours, theirs = _least(a), _least(b)
        w, least, most = self.limits.weights, min(ours, theirs), max(ours, theirs)
        if least == 0:
            return w["one_toll"] if most else w["no_toll"]
        if ours == theirs:
            return w["same_toll"] + round(w["same_toll_log"] * log(ours))
        if least >= self.limits.large_toll or _tolls_meet(a, b):
            return w["rising_toll"]
        return round(w["toll_ratio"] * log(most / least))

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

    def _points(self, a: Sight, b: Sight, *, same_text: bool, tolls: bool | None) -> int:
        x, y = a.account, b.account
        points = 40 * (x.act == y.act) + 30 * (x.weapon is not None and x.weapon == y.weapon)
        points += {True: 40, False: -20, None: 0}[tolls]
        points += 15 * (x.target is not None and x.target == y.target)
        points += 10 * bool(set(x.participants) & set(y.participants))
        if a.time and b.time:
            points += 30 * (min(a.time[1], b.time[1]) > max(a.time[0], b.time[0]))
        if a.disc and b.disc:
            points += 40 - min(40, round(metres(a.disc, b.disc) / 1000))
        if same_text and x.span and y.span:
            points += 20 - min(20, abs(x.span[0] - y.span[0]) // 100)
        return points


def _least(account: Account) -> int:
    """The least total of killed that it states; 0: none."""
    return min((c.low for c in account.casualties if c.kind == "killed" and c.group == "unstated"), default=0)


def _two_known_places(a: Place | None, b: Place | None) -> bool:
    """Whether a gazetteer knows both, as two."""
    if a is None or b is None or a.geonames_id is None or b.geonames_id is None:
        return False
    return a.geonames_id != b.geonames_id


def _two_targets(a: Account, b: Account) -> bool:
    return a.target is not None and b.target is not None and a.target != b.target


def _two_authors(a: Account, b: Account) -> bool:
    ours, theirs = ({blame.actor for blame in account.attributed_to} for account in (a, b))
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def _tolls_meet(a: Account, b: Account) -> bool | None:
    """Whether any stated range of one kind and group overlaps; None when nothing can be compared."""
    compared = False
    for one in a.casualties:
        for other in b.casualties:
            if (one.kind, one.group) == (other.kind, other.group):
                compared = True
                if (other.high is None or one.low <= other.high) and (one.high is None or other.low <= one.high):
                    return True
    return False if compared else None
