"""Power cuts on real file systems: an image is cloned while its writer is stopped in mid-write, mounted and compared.

Needs root, loop devices and mkfs. The clone holds what the kernel had sent to the disk and nothing of what lay in its
memory; a disk that loses what it was sent is not tried here, but in `cuts`.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.torture import judge, recorded

MIB = 24
CUTS_PER_WRITER = 40
KINDS = ("ext4", "ext2")


def missing() -> str:
    """Why it cannot be done here; "" when it can."""
    tools = [tool for tool in ("mkfs.ext4", "mkfs.ext2", "e2fsck", "mount", "umount") if not _tool(tool)]
    if tools:
        return f"no {', '.join(tools)}"
    if os.geteuid() != 0 or not Path("/dev/loop-control").exists():
        return "needs root and loop devices"
    return ""


def run(folder: Path, kind: str, cuts: int, seed: int = 1, mutant: str = "") -> tuple[int, int, list[str]]:
    """(cuts, acknowledgements standing at them, what was lost) on file systems of one kind."""
    dice = random.Random(seed)
    done = acknowledged = 0
    wrong: list[str] = []
    while done < cuts and not (mutant and wrong):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        image = folder / "disk.img"
        _make(image, kind)
        with _mounted(image, folder / "disk") as disk, _writing(disk, dice.randrange(10**6), mutant) as writer:
            for told, clone in _clones(writer, image, folder, min(CUTS_PER_WRITER, cuts - done), dice):
                done += 1
                acknowledged += len(told.acks)
                wrong += [f"{kind}, cut {done}: {line}" for line in _compare(clone, folder / "after", kind, told)]
                if mutant and wrong:
                    break
    return done, acknowledged, wrong


def _clones(writer: subprocess.Popen[bytes], image: Path, folder: Path, cuts: int, dice: random.Random,
            ) -> Iterator[tuple[judge.Said, Path]]:  # fmt: skip
    said = b""
    assert writer.stdout
    os.set_blocking(writer.stdout.fileno(), False)
    for _ in range(cuts):
        time.sleep(dice.uniform(0.002, 0.06))
        if writer.poll() is not None:
            return
        os.kill(writer.pid, signal.SIGSTOP)
        while _state(writer.pid) not in "TZ":
            time.sleep(0.0005)
        said += writer.stdout.read() or b""
        clone = folder / "clone.img"
        _clone(image, clone)
        yield judge.said(said.decode().splitlines()), clone
        os.kill(writer.pid, signal.SIGCONT)


def _clone(image: Path, clone: Path) -> None:
    """A copy during which nothing was written: with the writer stopped only the kernel could, and seldom does."""
    before, after = b"", image.read_bytes()
    while before != after:
        before, after = after, image.read_bytes()
    clone.write_bytes(after)


def _compare(clone: Path, point: Path, kind: str, told: judge.Said) -> list[str]:
    if kind == "ext2":
        subprocess.run([_tool("e2fsck"), "-fy", str(clone)], capture_output=True, check=False)
    try:
        with _mounted(clone, point):
            return judge.lost(point / "case", point / "config", told)
    except subprocess.CalledProcessError as error:
        return [f"cannot be mounted: {error.stderr!r}"]


@contextmanager
def _writing(disk: Path, seed: int, mutant: str) -> Iterator[subprocess.Popen[bytes]]:
    lies = ["strace", "-f", "-o", os.devnull, "-e", "inject=fsync,fdatasync:retval=0"] if mutant == "eatmydata" else []
    command = [*lies, sys.executable, "-m", "bench.torture.writer", str(disk / "case"), "2000", "1", str(seed)]
    writer = subprocess.Popen([*command, *([mutant] if mutant else [])], stdout=subprocess.PIPE,
                              env={**os.environ, "HOLDFIRE_CONFIG": str(disk / "config")},
                              cwd=recorded.ROOT, start_new_session=True)  # fmt: skip
    try:
        time.sleep(0.5)
        yield writer
    finally:
        os.killpg(writer.pid, signal.SIGKILL)
        writer.wait()
        if writer.stdout:
            writer.stdout.close()


@contextmanager
def _mounted(image: Path, point: Path) -> Iterator[Path]:
    point.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(point)], check=True, capture_output=True)
    try:
        yield point
    finally:
        subprocess.run(["umount", str(point)], check=True, capture_output=True)


def _make(image: Path, kind: str) -> None:
    with image.open("wb") as file:
        file.truncate(MIB << 20)
    subprocess.run([_tool(f"mkfs.{kind}"), "-q", "-F", str(image)], check=True, capture_output=True)


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def _tool(name: str) -> str:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or ""
