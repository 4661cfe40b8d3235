"""Each trial as one row of the table: what was tried, what stood, what went wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from bench import flips
from bench.torture import cuts, faults, forks, images, kills, mutants, recorded, vectors, writer

Listed = list[tuple[str, str, Callable[[], "Row"]]]
"""(kind of trial, its name, the trial)."""

NO_STRACE = "not possible here: no strace"
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", "../shared")) / "data"


class Row(msgspec.Struct, kw_only=True):
    """What came of a trial."""

    name: str = ""
    tried: int = 0
    standing: str = ""
    wrong: list[str] = []
    seconds: float = 0.0
    skipped: str = ""

    def said(self) -> str:
        """One line while the others run."""
        return self.skipped or f"{self.tried} tried, {len(self.wrong)} wrong, {self.seconds:.0f} s"

    def cells(self) -> tuple[str, ...]:
        """For the table of trials."""
        wrong = "-" if self.skipped else f"{len(self.wrong):,}"
        return self.name, f"{self.tried:,}", self.skipped or self.standing, wrong, f"{self.seconds:.0f}"

    def as_mutant(self) -> tuple[str, ...]:
        """For the table of mutants."""
        name, _, trial = self.name.partition(" | ")
        caught = self.skipped or ("yes" if self.wrong else "NO")
        return name, trial, f"{self.tried:,}", caught, f"{self.seconds:.0f}"


def listed(folder: Path, *, full: bool, seed: int) -> Listed:
    """The trials of the store as it is."""
    rows: Listed = [
        ("kill", "kill -9 while adding", partial(_kills, folder, 10_000 if full else 300, seed)),
        ("cut", "power cut, any legal state of the disk", partial(_cuts, folder, full, seed)),
        ("cut", "the same, an encrypted case", partial(_cuts, folder, False, seed, writer.ENCRYPTED)),
        ("killed-then-cut", "killed, gone on with, then a power cut", partial(_killed, folder, 1 if full else 12)),
    ]
    for kind in images.KINDS:
        rows.append(("image", f"power cut, {kind} image", partial(_images, folder, kind, 1_000 if full else 25, seed)))
    return [
        *rows,
        ("fault", "full or failing disk, each call", partial(_faults, folder, "", 1 if full else 8)),
        ("flip", "random bit flips", partial(_flips, folder, 10_000 if full else 600, seed)),
        ("flip", "the same, an encrypted case", partial(_encrypted_flips, folder, 1_000 if full else 100, seed)),
        ("fork", "rollbacks and forks", partial(_forks, folder, 1_000 if full else 60, seed)),
        ("vector", "RFC 9162 vectors", partial(_vectors, "merkle")),
        ("vector", "BagIt conformance bags", partial(_vectors, "bags")),
    ]


def mutants_of_cuts() -> tuple[str, ...]:
    """Those that lose what was acknowledged only when power is cut."""
    return "synchronous NORMAL", "no file fsync", "no directory fsync", "eatmydata"


def mutants_named(folder: Path, seed: int) -> Listed:
    """Those that other trials must catch."""
    return [
        # Between an early acknowledgement and its commit lie microseconds: a kill falls there by luck, a cut always.
        ("mutant", "acknowledged too early | any legal state", partial(_cuts, folder, False, seed, writer.EARLY)),
        ("mutant", "errors swallowed | failing disk", partial(_faults, folder, "errors swallowed", 4)),
        ("mutant", "vault not hashed | bit flips", partial(_flips, folder, 40, seed, "vault not hashed")),
        ("mutant", "no pin | rollbacks and forks", partial(_forks, folder, 5, seed, "no pin")),
    ]


def weakened(folder: Path, *, seed: int) -> Listed:
    """The trials again, each with the store weakened as it must notice."""
    rows: Listed = []
    for mutant in mutants_of_cuts():
        rows.append(("mutant", f"{mutant} | any legal state", partial(_cuts, folder, False, seed, mutant)))
        kind = "ext2" if mutant == "no directory fsync" else "ext4"
        rows.append(("mutant", f"{mutant} | {kind} image", partial(_images, folder, kind, 60, seed, mutant)))
    return rows + mutants_named(folder, seed)


def _kills(folder: Path, count: int, seed: int, mutant: str = "") -> Row:
    acknowledged, wrong = kills.run(folder / "kills", count, seed, mutant)
    return Row(tried=count, standing=f"{acknowledged:,} acknowledgements", wrong=wrong)


def _cuts(folder: Path, full: bool, seed: int, mutant: str = "") -> Row:
    if not recorded.strace():
        return Row(skipped=NO_STRACE)
    there = folder / "cuts"
    ops = cuts.record(there, mutant, items=6 if full else 3)
    calls, tried, wrong = cuts.run(there, ops, more=6 if full else 0, seed=seed, mutant=mutant)
    return Row(tried=tried, standing=f"states after {calls} calls", wrong=wrong)


def _killed(folder: Path, every: int) -> Row:
    if not recorded.strace():
        return Row(skipped=NO_STRACE)
    kills_at, tried, wrong = cuts.run_killed(folder / "killed", every)
    return Row(tried=tried, standing=f"states after {kills_at} kills", wrong=wrong)


def _images(folder: Path, kind: str, count: int, seed: int, mutant: str = "") -> Row:
    why = images.missing() or (NO_STRACE if mutant == "eatmydata" and not recorded.strace() else "")
    if why:
        return Row(skipped=f"not possible here: {why}" if why != NO_STRACE else why)
    tried, acknowledged, wrong = images.run(folder / "images", kind, count, seed, mutant)
    return Row(tried=tried, standing=f"{acknowledged:,} acknowledgements", wrong=wrong)


def _faults(folder: Path, mutant: str, every: int) -> Row:
    if not recorded.strace():
        return Row(skipped=NO_STRACE)
    tried, wrong = faults.run(folder / "faults", mutant, every)
    return Row(tried=tried, standing="ENOSPC and EIO", wrong=wrong)


def _encrypted_flips(folder: Path, count: int, seed: int) -> Row:
    return _flips(folder / "encrypted", count, seed, toml=flips.TOML + flips.ENCRYPTED)


def _flips(folder: Path, count: int, seed: int, mutant: str = "", *, toml: str = flips.TOML) -> Row:
    there = folder / "flips"
    os.environ["HOLDFIRE_CONFIG"] = str(there / "config")
    there.mkdir(parents=True, exist_ok=True)
    if not (there / "case").exists():
        flips.build(there / "case", reports=40, toml=toml)
    mutants.weaken(mutant)
    outcomes = flips.run(there / "case", count, seed)
    wrong = [name for name, times in outcomes.items() if name.isupper() for _ in range(times)]
    free = sum(times for name, times in outcomes.items() if name.startswith("no fact"))
    return Row(tried=count, standing=f"{count - free - len(wrong):,} of facts found, {free:,} of no fact", wrong=wrong)


def _forks(folder: Path, count: int, seed: int, mutant: str = "") -> Row:
    kinds, wrong = forks.run(folder / "forks", count, seed, mutant)
    return Row(
        tried=count, standing=", ".join(f"{times:,} {kind}" for kind, times in sorted(kinds.items())), wrong=wrong
    )


def _vectors(which: str) -> Row:
    if not (SHARED / "custody").is_dir():
        return Row(skipped="corpora absent (HOLDFIRE_SHARED)")
    tried, wrong = vectors.merkle(SHARED) if which == "merkle" else vectors.bags(SHARED)
    return Row(tried=tried, standing=f"{tried - len(wrong)} of {tried} as they should", wrong=wrong)
