"""Many partial readings -> as few words as say the same: options of one choice that come to the same are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from holdfire.bulletin.book import Book
from holdfire.bulletin.figures import Reading
from holdfire.bulletin.reasoning import Condition

Cube = tuple[tuple[str, tuple[str, ...]], ...]
"""(choice id, the options that come to the same), sorted: all readings that pick one of each."""


def readings_words(readings: Iterable[Reading], book: Book) -> str:
    """`if read so: (“bound” or “bound if the others are”) and “from 5 May”`; `under all readings` where that is so."""
    found = _joined_up(readings, book)
    if () in found:
        return book.words.say("all_readings")
    said = book.words.say("or_else").join(_cube(cube, book) for cube in found)
    return book.words.say("under", options=said)


def ways(readings: Iterable[Reading], book: Book) -> tuple[tuple[Condition, ...], ...]:
    """The same taken apart, each condition with the question that it answers; none under all readings."""
    found = _joined_up(readings, book)
    if () in found:
        return ()
    return tuple(tuple(_condition(choice, options, book) for choice, options in cube) for cube in found)


def _joined_up(readings: Iterable[Reading], book: Book) -> list[Cube]:
    return cubes(readings, {choice: tuple(options) for choice, options in book.options.items()})


def _condition(choice: str, options: tuple[str, ...], book: Book) -> Condition:
    return Condition(
        anchor=f"r-{choice}",
        question=book.questions.get(choice, choice),
        options=tuple(_option(choice, option, book) for option in options),
    )


def cubes(readings: Iterable[Reading], options: dict[str, tuple[str, ...]]) -> list[Cube]:
    """Readings joined choice by choice; a choice of which every option is in goes. Covers the same readings exactly."""
    found: set[Cube] = {tuple((choice, (option,)) for choice, option in reading) for reading in readings}
    for choice in sorted({choice for cube in found for choice, _ in cube}):
        rests: dict[Cube, list[tuple[str, ...] | None]] = defaultdict(list)
        for cube in found:
            rests[tuple(pair for pair in cube if pair[0] != choice)].append(dict(cube).get(choice))
        found = {_joined(rest, choice, picked, options.get(choice, ())) for rest, picked in rests.items()}
    return sorted(found)


def _joined(rest: Cube, choice: str, picked: Iterable[tuple[str, ...] | None], options: tuple[str, ...]) -> Cube:
    said: set[str] = set()
    for some in picked:
        if some is None:  # holds whatever this choice says
            return rest
        said.update(some)
    if options and said.issuperset(options):
        return rest
    return tuple(sorted((*rest, (choice, tuple(sorted(said))))))


def _cube(cube: Cube, book: Book) -> str:
    each = [[_option(choice, option, book) for option in options] for choice, options in cube]
    either = [book.words.say("or").join(options) for options in each]
    bracketed = [f"({e})" if len(options) > 1 < len(each) else e for e, options in zip(either, each, strict=True)]
    return book.words.say("and").join(bracketed)


def _option(choice: str, option: str, book: Book) -> str:
    words = book.options.get(choice, {}).get(option)
    return book.words.say("option", option=words) if words else f"{choice} = {option}"
