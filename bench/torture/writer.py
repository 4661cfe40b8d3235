"""The tortured process: adds items to a case and writes a line for each that the store has acknowledged.

`python -m bench.torture.writer CASE ITEMS BATCH SEED [MUTANT]`. A case that is not there is made first.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from bench import flips
from bench.flips import NOW, TOML
from bench.torture import mutants
from holdfire import store
from holdfire.errors import HoldfireError

EARLY = "acknowledged too early"
ENCRYPTED = "encrypted"
"""No mutant, but a case that is encrypted: said in the same place."""


def items(seed: int, count: int) -> list[bytes]:
    """As many pieces of bytes, each different: small ones, and some of several pages."""
    dice = random.Random(seed)
    return [b"%d.%d " % (seed, number) + dice.randbytes(dice.choice((20, 700, 9000))) for number in range(count)]


def opened(path: Path, *, toml: str = TOML) -> store.Case:
    """The case, open for writing; made when it is not there."""
    if (path / "case.toml").exists():
        return store.open_case(path, write=True, who="torture")
    return store.create(path, toml=toml, agreements={"truce.yml": b"instruments: []\n"}, who="torture", at=NOW)


def write(path: Path, wanted: list[bytes], batch: int, say: Callable[[str], None], *, name: str = "") -> None:
    """Adds all of them, `batch` to a commit, and says of each `ack POSITION SHA256` once it is safe."""
    early = name == EARLY
    with opened(path, toml=TOML + flips.ENCRYPTED * (name == ENCRYPTED)) as case:
        say("open")
        for start in range(0, len(wanted), batch):
            some = wanted[start : start + batch]
            if early:
                say("".join(f"ack {case.head()[0] + at} {_sha(data)}\n" for at, data in enumerate(some)).strip())
            facts = [
                ({"source": "outlet", "format": "text", "filename": f"{_sha(data)[:8]}.txt"}, data) for data in some
            ]
            added = case.add_reports(facts, who="torture", at=NOW)
            if not early:
                say("\n".join(f"ack {item.report.position} {item.report.sha256}" for item in added))


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def main(arguments: list[str]) -> int:
    """Exit status: 0 all added, 2 refused with a code, which is said."""
    case, count, batch, seed, *mutant = arguments
    name = mutant[0] if mutant else ""
    mutants.weaken(name)

    def say(line: str) -> None:
        os.write(1, f"{line}\n".encode())

    try:
        write(Path(case), items(int(seed), int(count)), int(batch), say, name=name)
    except HoldfireError as error:
        say(f"error {error.code}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
