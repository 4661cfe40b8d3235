"""Numbers of dead, wounded and missing are ranges as printed; rates and bare numbers are none."""

from __future__ import annotations

import pytest

from holdfire.incidents.tolls import tolls


def told(sentence: str) -> list[tuple[str, int, int | None, str]]:
    found, _ = tolls(sentence, ("claim:x",), "text:x#0-9")
    assert all(c.by == ("claim:x",) for c in found)
    return [(c.kind, c.low, c.high, c.group) for c in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It killed at least 29 people.", [("killed", 29, None, "unstated")]),
        ("Some 61 people were killed.", [("killed", 61, 61, "unstated")]),
        ("More than 1,200 fighters were killed.", [("killed", 1201, None, "fighters")]),
        ("Up to 50 civilians died.", [("killed", 0, 50, "civilians")]),
        ("Dozens of people were wounded.", [("wounded", 24, None, "unstated")]),
        ("Five children were killed and 12 wounded.", [("killed", 5, 5, "children"), ("wounded", 12, 12, "unstated")]),
        (
            "The dead were 61 and included five children.",
            [("killed", 61, 61, "unstated"), ("killed", 5, 5, "children")],
        ),
        ("The death toll rose to 53.", [("killed", 53, 53, "unstated")]),
        ("Shells killed twenty-three soldiers.", [("killed", 23, 23, "fighters")]),
        ("Between 10 and 15 civilians were killed.", [("killed", 10, 15, "civilians")]),
        ("A number of people died of their wounds, bringing the toll to 61.", [("killed", 61, 61, "unstated")]),
        ("Dozens were killed and 12 wounded.", [("killed", 24, None, "unstated"), ("wounded", 12, 12, "unstated")]),
        ("Three were missing.", [("missing", 3, 3, "unstated")]),
        ("As many as 50 detainees a day were killed.", []),
        ("Aircraft struck 187 targets on 19 September 2017.", []),
        ("Blast Kills Two Injures Three", [("killed", 2, 2, "unstated"), ("wounded", 3, 3, "unstated")]),
        ("At least 48 people were killed and injured.", [("killed", 0, None, "unstated"), ("wounded", 0, None, "unstated")]),
        ("48 people were killed or wounded.", [("killed", 0, 48, "unstated"), ("wounded", 0, 48, "unstated")]),
        ("He was killed in 2016 by a 120 mm mortar.", []),
    ],
)
def test_what_a_sentence_states(sentence: str, expected: list[tuple[str, int, int | None, str]]) -> None:
    assert told(sentence) == expected


def test_a_rate_and_a_round_number_are_doubts() -> None:
    assert [d.code for d in tolls("As many as 50 detainees a day were killed.", (), "x")[1]] == ["toll-is-rate"]
    assert [d.code for d in tolls("About 850 fighters were killed.", (), "x")[1]] == ["toll-approximate"]
    assert [d.code for d in tolls("Nine people were killed and injured.", (), "x")[1]] == ["toll-joint"]
