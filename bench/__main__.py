"""Prints the bench tables: `python -m bench`, or one of them: `python -m bench matching`, `python -m bench stages`.

`python -m bench unreported` takes a quarter of an hour and runs only when asked for. `--quick` asks the matching bench
one size, once.
"""

from __future__ import annotations

import os
import platform
import sys
from importlib import metadata

from bench import claims, holding, matching, polnear, stages, unreported


def main(arguments: list[str]) -> int:
    """Runs what is asked for, everything when nothing is; returns the exit status."""
    quick = "--quick" in arguments
    wanted = [name for name in arguments if not name.startswith("-")] or ["matching", "holding", "claims", "stages"]
    print(_machine())
    if "matching" in wanted:
        print("\nPoints against the packaged case's zones x windows x terms (medians; same answers asserted)\n")
        print(matching.main({1_000_000: 1} if quick else matching.SIZES))
    if "holding" in wanted:
        print("\nIncidents x terms x choices of reading\n")
        print(holding.main())
    if "unreported" in wanted:
        print("\nIntervals of what no list told of, 500 simulations a row (nominal 95%)\n")
        print(unreported.main())
    if "claims" in wanted:
        print("\nWho says what: F1 on PolNeAR dev in per cent, speed on one thread\n")
        print(claims.main() if polnear.SHARED.exists() else "the shared corpora are not here (HOLDFIRE_SHARED)")
    if "stages" in wanted:
        print("\nThe demo's stages\n")
        print(stages.main())
    return 0


def _machine() -> str:
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("holdfire", "shapely", "numpy", "pyarrow"))
    return f"{os.cpu_count()} CPUs, {platform.machine()}, Python {platform.python_version()}, {versions}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
