"""A toll over time: every figure with its day and who told it, none averaged."""

from __future__ import annotations

import pyarrow as pa
from tests.incidents.made import BOOK, account, killed, report, voice
from tests.incidents.test_rows import ROW, SCHEMA

from holdfire.incidents import accounts_from_rows, series

HEADLINES = pa.field("headlines", pa.list_(pa.string()))


def test_figures_stand_by_the_day_on_which_they_were_told() -> None:
    made = [
        account("c", voice("south"), source="south", casualties=(killed(61, 61),), knowable_from="2017-11-14"),
        account("a", casualties=(killed(29, None),)),
        account("b", casualties=(killed(61, 61),), knowable_from="2017-11-14"),
        account("d", stance="denies", casualties=(killed(0, 0),)),
    ]
    told = series(made)
    assert [(t.day, t.low, t.high, t.sources) for t in told] == [
        ("2017-11-13", 29, -1, ("north",)),
        ("2017-11-14", 61, 61, ("north", "south")),
    ]
    assert series(made, "wounded") == ()


def test_headlines_of_a_row_tell_how_its_toll_rose() -> None:
    heads = [
        "2017-11-14 Strike claims the lives of 53 persons at least",
        "2017-11-16 Death toll rises to 83",
        "2017-11-17 Clashes kill 4 people and wound 7, and kill 3 people elsewhere",
        "2017-11-01 Raid kills 30 people",
        "2017-11-24 Toll of the month reaches 950 people",
    ]
    table = pa.Table.from_pylist([{**ROW, "headlines": heads}], schema=SCHEMA.append(HEADLINES))
    (made,), _ = accounts_from_rows(table, report(source="red-agency"), BOOK)
    assert [(c.told, c.low, c.high) for c in made.casualties if c.told] == [
        ("2017-11-14", 53, None),
        ("2017-11-16", 83, 83),
    ]
    assert [(t.day, t.low) for t in series([made]) if t.day and t.group == "unstated"] == [
        ("2017-11-14", 53),
        ("2017-11-16", 83),
    ]
