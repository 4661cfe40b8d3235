"""Whether support hangs on who is accused: even where it does not, and the table says so where it does."""

from __future__ import annotations

from math import comb

from msgspec.structs import replace
from tests.incidents.made import ACTORS, Sources, account, voice

from holdfire.corroboration import Ties, evenness, grade, smallest
from holdfire.corroboration.evenness import fisher
from holdfire.incidents import fuse
from holdfire.records import Account, Incident, Support

TIES = Ties(ACTORS, Sources())


def case() -> tuple[list[Account], tuple[Incident, ...]]:
    """Twenty incidents a side: every other one with a second voice."""
    told, graded = [], []
    for side in ("red", "blue"):
        for n in range(20):
            mine = [account(f"{side}{n:02d}", blames=(side,))]
            if n % 2:
                mine.append(account(f"{side}{n:02d}s", voice("south"), source="south", blames=(side,)))
            graded += grade(fuse(mine), mine, (), Sources(), ACTORS)
            told += mine
    return told, tuple(graded)


def test_support_does_not_hang_on_the_accused() -> None:
    told, graded = case()
    lines, voices = evenness(graded, told, TIES)
    assert len(graded) == 40
    assert {(line.voices, line.accused, *line.support) for line in lines} == {
        (1, "red", "single_voice"), (1, "blue", "single_voice"), (2, "red", "corroborated"), (2, "blue", "corroborated"),
    }  # fmt: skip
    assert smallest(lines) == 1
    assert {v.accused: (v.incidents, v.by_tie) for v in voices} == {
        side: (20, {"none known": 30}) for side in ("red", "blue")
    }


def test_it_is_seen_when_it_does() -> None:
    told, graded = case()
    bent = [replace(i, support=Support.SINGLE_VOICE) if i.attributed_to[0].actor == "red" else i for i in graded]
    lines, _ = evenness(bent, told, TIES)
    assert smallest(lines) < 0.05


def test_the_exact_test_on_hand_worked_tables() -> None:
    assert fisher(3, 1, 1, 3) == 34 / 70
    assert fisher(5, 0, 0, 5) == 2 / comb(10, 5)
    assert fisher(4, 2, 0, 0) == 1


def test_bodies_in_no_actor_file_are_one_class() -> None:
    told = [account(f"n{n}", blames=(f"name:body {n}",), place=None, time=None) for n in range(2)]
    lines, _ = evenness([i for a in told for i in grade(fuse([a]), [a], (), Sources(), ACTORS)], told, TIES)
    assert {line.accused for line in lines} == {"in no actor file"}
