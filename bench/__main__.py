"""Prints the bench tables: `python -m bench`, or those named: `python -m bench matching stages`.

Those marked `when named` take a quarter of an hour or need corpora that do not ship, and run only when named.
`--quick` asks the matching benches one size, once.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from importlib import import_module, metadata
from typing import NamedTuple

from bench import matching


class Bench(NamedTuple):
    """A table: what it says, and how it is made (`quick` or not)."""

    title: str
    made: Callable[[bool], str]
    when_named: bool = False


def _main(module: str) -> Callable[[bool], str]:
    """The `main` of a bench module, imported when it is asked for: not every bench needs what every other does."""
    return lambda _quick: str(import_module(f"bench.{module}").main())


def _claims(_quick: bool) -> str:
    from bench import claims, polnear

    return claims.main() if polnear.SHARED.exists() else "the shared corpora are not here (HOLDFIRE_SHARED)"


BENCHES = {
    "matching": Bench(
        "Points against the packaged case's zones x windows x terms (medians; same answers asserted)",
        lambda quick: matching.main({1_000_000: 1} if quick else matching.SIZES),
    ),
    "ragged": Bench(
        "1,000,000 points against 4 zones of 2,000 corners x 3 windows x 5 terms (medians; same answers asserted)",
        lambda quick: matching.ragged(times=1 if quick else 5),
    ),
    "areas": Bench(
        "1,000,000 points against 5,000 areas (medians; same answers asserted)",
        lambda quick: matching.areas(times=1 if quick else 5),
    ),
    "shares": Bench(
        "Shares of uncertain points inside a zone (processor seconds; shares asserted to agree)", _main("shares")
    ),
    "holding": Bench("Incidents x terms x choices of reading", _main("holding")),
    "claims": Bench("Who says what: F1 on PolNeAR dev in per cent, speed on one thread", _claims),
    "custody": Bench(
        "The store against the bare loop that makes the same syncs, renames and commits", _main("custody")
    ),
    "stages": Bench("The demo's stages", _main("stages")),
    "unreported": Bench(
        "Intervals of what no list told of, 500 simulations a row (nominal 95%)", _main("unreported"), when_named=True
    ),
    "copies": Bench(
        "Copies, cut copies and rewrites of news texts (derived from the shared corpora), and 200,000 texts",
        _main("copying"),
        when_named=True,
    ),
    "tables": Bench("A million table rows to candidates (medians of three)", _main("tables"), when_named=True),
    "table_case": Bench(
        "A case given a worldwide event table of a million rows", _main("table_case"), when_named=True
    ),
    "acts": Bench("What short notes tell of as a whole: F1 by class (%)", _main("acts"), when_named=True),
    "acts_gsr": Bench("Acts against the PLOVER gold records", _main("acts_gsr"), when_named=True),
    "places": Bench("Place names of annotated news (%, within 161 km)", _main("toponyms"), when_named=True),
}
WITH_OPTIONS = {"muc4": "bench.muc4.__main__", "fusion": "bench.fusion", "fuzz": "bench.fuzz"}
"""Benches with options of their own: name -> module whose `main` takes them, and gives a table or an exit status."""


def main(arguments: list[str]) -> int:
    """Runs what is asked for, everything when nothing is; returns the exit status."""
    if arguments and arguments[0] in WITH_OPTIONS:
        told = import_module(WITH_OPTIONS[arguments[0]]).main(arguments[1:])
        if isinstance(told, str):
            print(told)
        return told if isinstance(told, int) else 0
    named = [name for name in arguments if not name.startswith("-")]
    unknown = sorted(set(named) - BENCHES.keys())
    if unknown:
        print(f"there is no bench {unknown[0]!r}: one of {', '.join([*BENCHES, *WITH_OPTIONS])}", file=sys.stderr)
        return 2
    print(_machine())
    for name in named or [name for name, bench in BENCHES.items() if not bench.when_named]:
        print(f"\n{BENCHES[name].title}\n")
        print(BENCHES[name].made("--quick" in arguments))
    return 0


def _machine() -> str:
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("holdfire", "shapely", "numpy", "pyarrow"))
    return f"{os.cpu_count()} CPUs, {platform.machine()}, Python {platform.python_version()}, {versions}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
