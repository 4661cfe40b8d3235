"""The likeliest row of tags is the one that trying all rows finds, and links choose among what was tagged."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from holdfire.reader.decoding import TAGS, Attribution, Seen, attributions, tagged

NEVER = -10000.0


def transitions() -> np.ndarray:
    """A forbidden pair for every one that makes no span, and a little weight for the others."""
    table = np.full((len(TAGS), len(TAGS)), NEVER, dtype=np.float32)
    for a, before in enumerate(TAGS):
        for b, after in enumerate(TAGS):
            inside = before[0] in "BI"
            if (inside and after[0] in "IE" and before[1:] == after[1:]) or (not inside and after[0] in "OBS"):
                table[a, b] = ((a * 7 + b * 3) % 5) / 4
    return table


def by_hand(scores: np.ndarray, follow: np.ndarray) -> tuple[int, ...]:
    def worth(row: tuple[int, ...]) -> float:
        steps = sum(follow[a, b] for a, b in itertools.pairwise(row))
        return float(sum(scores[at, tag] for at, tag in enumerate(row)) + steps + follow[0, row[0]] + follow[row[-1], 0])

    return max(itertools.product(range(len(TAGS)), repeat=len(scores)), key=worth)


def spans(row: tuple[int, ...]) -> list[tuple[str, tuple[int, int]]]:
    found, first = [], 0
    for at, tag in enumerate(row):
        first = at if TAGS[tag][0] in "BS" else first
        if TAGS[tag][0] in "ES":
            found.append((TAGS[tag][2:], (first, at + 1)))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_best_row_is_the_one_that_trying_all_finds(seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(0, 2, (1 + seed % 4, len(TAGS))).astype(np.float32)
    assert tagged(scores, transitions()) == spans(by_hand(scores, transitions()))


def test_a_span_left_open_or_never_begun_is_not_there() -> None:
    scores = np.zeros((3, len(TAGS)), dtype=np.float32)
    scores[0, TAGS.index("I-cue")] = scores[2, TAGS.index("B-cue")] = 50
    found = tagged(scores, transitions())
    assert all(0 <= a < b <= 3 for _, (a, b) in found)


def seen(row: list[str], sources: dict[int, list[float]], cues: dict[int, list[float]]) -> Seen:
    size = len(row)
    tags = np.full((size, len(TAGS)), -5, dtype=np.float32)
    for at, tag in enumerate(row):
        tags[at, TAGS.index(tag)] = 20
    links = [np.zeros((size, 1 + size), dtype=np.float32) for _ in range(2)]
    for table, given in zip(links, (sources, cues), strict=True):
        for at, scores in given.items():
            table[at] = scores
    return Seen(tags, *links)


ROW = ["S-source", "S-cue", "B-content", "E-content", "S-source", "S-cue"]


def read(row: list[str], sources: dict[int, list[float]], cues: dict[int, list[float]], stops: str = "") -> list[Attribution]:
    """Of one paragraph, in which stops stand at the tokens named."""
    before = [sum(int(at) < token for at in stops) for token in range(len(row) + 1)]
    return attributions(seen(row, sources, cues), (0, len(row)), transitions(), before)


def test_each_cue_takes_the_source_that_goes_best_and_each_content_its_cue() -> None:
    found = read(ROW, {1: [0, 1, 0, 0, 0, 5, 0], 5: [0, 9, 0, 0, 0, 1, 0]}, {2: [0, 0, 1, 0, 0, 0, 2]})
    assert found == [Attribution((4, 5), (1, 2)), Attribution((0, 1), (5, 6), ((2, 4),))]


def test_a_cue_may_have_no_source_and_a_content_is_alone_only_where_no_cue_is() -> None:
    none = [9.0] + [0.0] * 6
    found = read(ROW, {1: none, 5: none}, {2: none})
    assert found == [Attribution(None, (1, 2), ((2, 4),)), Attribution(None, (5, 6))]
    assert read(["O", "S-content"], {}, {}) == [Attribution(None, None, ((1, 2),))]


def test_a_link_is_loath_to_reach_over_a_stop_or_over_a_rival() -> None:
    row = ["S-source", "S-source", "O", "S-cue"]
    assert read(row, {3: [-9, 5.5, 5, 0, 0]}, {})[0].source == (1, 2)
    assert read(row, {3: [-9, 6.5, 5, 0, 0]}, {})[0].source == (0, 1)
    over = ["S-source", "O", "S-cue", "S-source"]
    assert read(over, {2: [-9, 5, 0, 0, 4]}, {})[0].source == (0, 1)
    assert read(over, {2: [-9, 5, 0, 0, 4]}, {}, stops="1")[0].source == (3, 4)
