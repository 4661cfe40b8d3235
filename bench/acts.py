"""What short notes tell of as a whole, by class: `python -m bench acts`. The notes are tests/quality/acts_*.yml.

Beside the classifier stand its decisions without the network, and a list of words: the deepest act that any word of
acts.yaml signals.
"""

from __future__ import annotations

from collections import Counter

from tests.quality import acts_own

from bench.table import table


def main() -> str:
    """Class -> notes and F1 of each file of notes that was not taught; what was taken for what."""
    files = (acts_own.HELD, acts_own.BLIND, acts_own.RARE)
    readers = (acts_own.listed, acts_own.by_rules, acts_own.decided)
    found = [(corpus, [acts_own.pairs(corpus, reader) for reader in readers]) for corpus in files]
    scores = [acts_own.by_class(both) for _, (*_, both) in found]
    counts = Counter(name for _, (*_, both) in found for name, _ in both)
    rows = [(name, str(counts[name]), *(f"{s[name]:.1f}" for s in scores)) for name in scores[0]]
    for at, reader in enumerate(("list of words", "decisions alone", "both")):
        figures = [str(acts_own.weighted(pairs[at])) for _, pairs in found]
        rows.append((f"all, weighted: {reader}", str(sum(counts.values())), *figures))
    confused = Counter(pair for _, (*_, both) in found for pair in both if pair[0] != pair[1])
    worst = sorted(confused.items(), key=lambda item: (-item[1], item))
    lines = [f"{n} x {gold} taken for {given}" for (gold, given), n in worst]
    return "\n".join([table(("class", "notes", "held", "blind", "rare"), rows), "", *lines])


if __name__ == "__main__":
    print(main())
