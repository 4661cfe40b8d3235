"""Notes to how often each decision of incidents/deciding.yaml was right on them.

python -m training.acts.votes --notes training/acts/notes.yml --to src/holdfire/data/incidents/votes.yaml

The notes must be some on which the decisions were not bettered, or the figures flatter them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import yaml

from holdfire import actors, places, sources
from holdfire.data import ontology
from holdfire.incidents import Book, class_of, decide

HEAD = """\
# Written by training/acts/votes.py: how often each decision of deciding.yaml was right, of the notes of
# training/acts/notes.yml on which it was the first to hold; the decisions were made without those notes.
decisions:
"""


def main() -> None:
    """Write the counts, the decisions that held most often first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    book = Book(actors.packaged(), places.packaged(), sources.packaged(), "UTC")
    held: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for name, texts in yaml.safe_load(options.notes.read_text(encoding="utf-8"))["snippets"].items():
        for note in texts:
            decided = decide(note, book)
            if decided.act != ontology.acts().root:
                held[decided.act, decided.why] += 1
                right[decided.act, decided.why] += class_of(decided.act) == name
    lines = [
        f"  - {{act: {act}, why: {why}, right: {right[act, why]}, of: {count}}}\n"
        for (act, why), count in sorted(held.items(), key=lambda item: (-item[1], item[0]))
    ]
    options.to.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{sum(right.values())} of {sum(held.values())} right")


if __name__ == "__main__":
    main()
