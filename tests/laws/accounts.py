"""Strategies for the laws over accounts: invented actors, sources, places and days, few enough to meet often."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.incidents.made import MARKET, PRISON, PROVINCE, account, day, voice

from holdfire.records import Account, Casualties, Copy, Credit, Place, Voice

PARTIES = ("red", "blue")
ACTORS = ("red", "red-army", "red-ally", "blue", "blue-press", "green")
OUTLETS = ("north", "south", "watch", "red-agency", "blue-tv")
NEAR = Place(name="near", lat=36.16, lon=36.83, radius_m=3000, provenance="test")
TIES = {"red-agency": ("red",), "blue-tv": ("blue",)}

voices = st.sampled_from(ACTORS).map(lambda a: voice(a, a)) | st.sampled_from(OUTLETS).map(
    lambda s: voice(s, *TIES.get(s, ()))
)


@st.composite
def accounts(
    draw: st.DrawFn, name: str, stances: tuple[str, ...] = ("asserts", "asserts", "denies", "doubts")
) -> Account:
    """One account called `name`; its voice may be its publisher's own."""
    outlet = draw(st.sampled_from(OUTLETS))
    spoken: list[Voice] = draw(st.lists(voices, max_size=2)) or [voice(outlet, *TIES.get(outlet, ()))]
    fields = {
        "source": outlet,
        "report": f"report:{draw(st.integers(0, 5))}",
        "stance": draw(st.sampled_from(stances)),
        "act": draw(st.sampled_from(("air_strike", "shelling"))),
        "place": draw(st.sampled_from((MARKET, NEAR, PRISON, PROVINCE, None))),
        "time": draw(st.sampled_from((day(13), day(14), day(20), None))),
        "blames": tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=2, unique=True))),
        "participants": tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=2, unique=True))),
        "casualties": tuple(draw(st.lists(tolls, max_size=2))),
        "observed": draw(st.sampled_from((False, False, False, True))),
        "text": draw(st.sampled_from((None, "t1", "t2"))),
    }
    return account(name, *dict.fromkeys(spoken), **fields)


tolls = st.tuples(st.integers(1, 40), st.integers(0, 9), st.booleans()).map(
    lambda t: Casualties(kind="killed", low=t[0], high=None if t[2] else t[0] + t[1], by=("claim:x",))
)


@st.composite
def many(
    draw: st.DrawFn, most: int = 7, stances: tuple[str, ...] = ("asserts", "asserts", "denies", "doubts")
) -> list[Account]:
    """A handful of accounts with names of their own."""
    count = draw(st.integers(1, most))
    return [draw(accounts(f"n{n}", stances)) for n in range(count)]


@st.composite
def one_event(draw: st.DrawFn) -> list[Account]:
    """Accounts that all speak of one event, at least one of them asserting it."""
    from msgspec.structs import replace

    told = draw(many(5))
    return [
        replace(a, act="air_strike", place=MARKET, time=day(13), stance="asserts" if n == 0 else a.stance, text=None)
        for n, a in enumerate(told)
    ]


copies = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(("copy", "rewrite", "same-event"))).map(
        lambda c: Copy(a=f"report:{c[0]}", b=f"report:{c[1]}", kind=c[2], score=0.9)
    ),
    max_size=3,
)

credit_lists = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(OUTLETS), st.sampled_from(OUTLETS)).map(
        lambda c: Credit(report=f"report:{c[0]}", publisher=c[1], agency=c[2], text="t", start=0, end=1, why="w")
    ),
    max_size=3,
)
