"""Our own short notes to figures: F1 of what each tells of as a whole, weighted by how many notes a class has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import yaml

from holdfire import actors, places, sources
from holdfire.data import ontology
from holdfire.incidents import Book, class_of, decide
from holdfire.reader import note_means

HERE = Path(__file__).parent
DEV, HELD, RARE, BLIND = (HERE / f"acts_{name}.yml" for name in ("dev", "held", "rare", "blind"))
TAUGHT = HERE.parents[1] / "training" / "acts" / "notes.yml"


def notes(corpus: Path) -> list[tuple[str, str]]:
    """(class, note) of a file of notes."""
    listed = yaml.safe_load(corpus.read_text(encoding="utf-8"))["snippets"]
    return [(name, note) for name, texts in listed.items() for note in texts]


def decided(note: str) -> str:
    """The act that the classifier decides on, its network asked."""
    return decide(note, _book(), note_means()).act


def by_rules(note: str) -> str:
    """The act that the decisions come to without the network."""
    return decide(note, _book()).act


def listed(note: str) -> str:
    """The act that a list of words gives: the deepest that any word of acts.yaml signals, of equals the first."""
    tree = ontology.acts()
    codes = [code for _, _, code in tree.match(note)]
    return max(codes, key=lambda code: (len(tree.ancestors(code)), -codes.index(code)), default=tree.root)


def pairs(corpus: Path, reader: Callable[[str], str] = decided) -> list[tuple[str, str]]:
    """(class, class given) of each note."""
    return [(name, class_of(reader(note))) for name, note in notes(corpus)]


def by_class(found: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Class -> F1 in per cent."""
    right = Counter(gold for gold, given in found if gold == given)
    total = Counter(gold for gold, _ in found) + Counter(given for _, given in found)
    return {name: 200 * right[name] / total[name] for name in sorted({gold for gold, _ in found})}


def weighted(found: Sequence[tuple[str, str]]) -> float:
    """F1 in per cent, each class weighted by its notes."""
    scores, counts = by_class(found), Counter(gold for gold, _ in found)
    return round(sum(scores[name] * n for name, n in counts.items()) / len(found), 1)


@cache
def _book() -> Book:
    return Book(actors.packaged(), places.packaged(), sources.packaged(), "UTC")
