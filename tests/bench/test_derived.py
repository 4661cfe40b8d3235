"""The benchmark of copies: the same by the same seed, cuts as long as said, relatives told apart."""

from __future__ import annotations

from bench.copying import _row
from bench.derived import CHANGES, benchmark
from tests.corroboration.test_copies import prose


def test_printings_are_the_same_by_the_same_seed() -> None:
    texts = [prose(n, 20) for n in range(6)]
    made, related = benchmark(texts)
    assert benchmark(texts) == (made, related)
    assert [p.content for p in made[:6]] == texts
    assert {p.how for p in made} == {"original", *CHANGES}
    assert related == set()


def test_a_cut_keeps_a_third_to_a_half() -> None:
    made, _ = benchmark([prose(n, 20) for n in range(6)])
    for printing in (p for p in made if p.how == "cut anywhere"):
        whole, part = (len(text.split()) for text in (made[printing.root].content, printing.content))
        assert 0.29 < part / whole <= 0.5


def test_relatives_by_nature_are_not_scored() -> None:
    shared = prose(9, 6)
    made, related = benchmark([prose(1, 10) + " " + shared, prose(2, 10) + " " + shared, prose(3, 14)])
    assert related == {frozenset((0, 1))}
    wanted = [(p.root, n) for n, p in enumerate(made) if p.how != "original"]
    assert _row("all", [*wanted, (0, 1)], made, related, 0)[1:4] == ("1.000", "1.000", "1.000")
    assert _row("one wrong", [*wanted, (0, 2)], made, related, 0)[1] == f"{len(wanted) / (len(wanted) + 1):.3f}"
