"""What short notes tell of as a whole, by class: `python -m bench acts`. The notes are tests/quality/acts_*.yml.

Beside the classifier stands a list of words: the deepest act that any word of acts.yaml signals.
"""

from __future__ import annotations

from collections import Counter

from tests.quality import acts_own

from bench.table import table


def main() -> str:
    """Class -> notes and F1 of both halves, list and classifier; notes in seldom words; what was taken for what."""
    found = [
        (corpus.stem, acts_own.pairs(corpus, reader))
        for corpus in (acts_own.DEV, acts_own.HELD)
        for reader in (acts_own.listed, acts_own.decided)
    ]
    counts = Counter(name for name, _ in found[0][1] + found[2][1])
    scores = [acts_own.by_class(pairs) for _, pairs in found]
    rows = [(name, str(counts[name]), *(f"{s[name]:.1f}" for s in scores)) for name in scores[0]]
    rows.append(("all, weighted", str(sum(counts.values())), *(str(acts_own.weighted(pairs)) for _, pairs in found)))
    confused = Counter((gold, given) for gold, given in found[1][1] + found[3][1] if gold != given)
    worst = sorted(confused.items(), key=lambda item: (-item[1], item))
    lines = [f"{n} x {gold} taken for {given}" for (gold, given), n in worst]
    head = ("class", "notes", "dev: list", "dev", "held: list", "held")
    rare = [acts_own.weighted(acts_own.pairs(acts_own.RARE, reader)) for reader in (acts_own.listed, acts_own.decided)]
    seldom = f"in seldom words, {len(acts_own.notes(acts_own.RARE))} notes: list {rare[0]}, ours {rare[1]}"
    return "\n".join([table(head, rows), "", seldom, "", *lines])


if __name__ == "__main__":
    print(main())
