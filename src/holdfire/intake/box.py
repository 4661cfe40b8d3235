"""A file that may be hostile to what its parser says of it: the parser runs in `boxed`, a process that may die.

Limits: 5 seconds of processor time, 512 MB, no file written, no network, no file read but Python's own, as far as the
system lets that be held (`walls`). Only the file's own bytes go in, only JSON comes out.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import IO, Any

import msgspec

from holdfire.errors import BadInput, Broken
from holdfire.intake.boxed_walls import readable

SECONDS = 5.0
MEMORY = 512 * 2**20
_SERVER = Path(__file__).with_name("boxed.py")
_ENVIRONMENT = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
"""Nothing of the person's environment goes in; a fixed hash seed makes two readings the same bytes."""

_WHY = {
    "time": "takes longer than {seconds:g} s to read",
    "memory": "needs more than {memory} MB to read",
    "size": "unpacks to far more than its size",
    "crash": "makes its parser crash",
}

_WAY_OUT = {"html": "save its text as plain text", "pdf": "save its text as plain text"}


class Refusal(BadInput):
    """The parser's own verdict on the file: `reason` is its short word ("locked", "damaged", or a sentence)."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__("E106", reason)


class _Box:
    """One server process, started at the first file and shared by all threads of this process."""

    def __init__(self) -> None:
        self._lock, self._owner, self._server = Lock(), 0, None

    _server: subprocess.Popen[bytes] | None

    def ask(self, order: dict[str, Any], data: bytes) -> tuple[str, bytes]:
        """Status and reply of one job; raises Broken (E921) when the server itself is gone."""
        with self._lock:
            server, done = self._running(), False
            try:
                answer = _exchange(server, order, data)
                done = True
            except (BrokenPipeError, EOFError, msgspec.DecodeError):
                raise Broken("E921", "the box for reading files stopped", todo="try again") from None
            finally:
                if not done:  # also after Ctrl-C: a reply still under way would answer the next question
                    self._stop()
            return answer

    def _running(self) -> subprocess.Popen[bytes]:
        # After a fork the parent's server is not ours to talk to: two voices on one pipe garble each other.
        if self._server is None or self._owner != os.getpid() or self._server.poll() is not None:
            self._server = subprocess.Popen(  # noqa: S603  our own file, no shell
                [*_wrapper(), sys.executable, "-s", "-P", str(_SERVER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_ENVIRONMENT,
                start_new_session=True,
            )
            self._owner = os.getpid()
        return self._server

    def _stop(self) -> None:
        server, self._server = self._server, None
        if server is not None and self._owner == os.getpid():
            server.kill()
            with suppress(BrokenPipeError):  # what was still to be written has nobody left to read it
                server.communicate()


@cache
def _wrapper() -> tuple[str, ...]:
    """Bubblewrap around the server where it is installed and works; else (), and the server's own walls stand alone.

    Inside there is no network, no process but the server, and no file but what parsers need to be programs.
    """
    found = shutil.which("bwrap")
    if found is None:
        return ()
    shown = [part for path in readable() for part in ("--ro-bind", path, path)]
    command = (found, "--unshare-all", "--die-with-parent", *shown, "--dev", "/dev", "--chdir", "/", "--")
    try:
        tried = subprocess.run([*command, sys.executable, "-c", ""], check=False, capture_output=True, timeout=10)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if tried.returncode == 0 else ()


def walls() -> dict[str, str]:
    """What the box keeps a parser from here: `network`, `files` and `wrapper`, each by what does it, or "open"."""
    told = {name: str(by) for name, by in ask("walls", b"", filename="").items()}
    return {**told, "wrapper": "bubblewrap" if _wrapper() else "none"}


_box = _Box()
atexit.register(_box._stop)  # noqa: SLF001


def ask(job: str, data: bytes, *, filename: str, seconds: float = SECONDS, memory: int = MEMORY) -> dict[str, Any]:
    """What the parser `job` (html, pdf, photo) says of the bytes, as plain data.

    Raises Refusal when the parser itself says no, BadInput E106 when it had to be stopped or crashed.
    """
    order = {"job": job, "size": len(data), "seconds": seconds, "memory": memory}
    status, reply = _box.ask(order, data)
    if status == "ok":
        answer: dict[str, Any] = msgspec.json.decode(reply)
        return answer
    if status == "refused":
        raise Refusal(reply.decode("utf-8", "replace"))
    todo = _WAY_OUT.get(job, "check that it is the file you mean")
    why = _WHY[status].format(seconds=seconds, memory=memory // 2**20)
    raise BadInput("E106", f"this file {why}", where=filename, todo=todo)


def _exchange(server: subprocess.Popen[bytes], order: dict[str, Any], data: bytes) -> tuple[str, bytes]:
    into, out = _pipes(server)
    into.write(msgspec.json.encode(order) + b"\n")
    into.write(data)
    into.flush()
    head = msgspec.json.decode(out.readline())
    reply = out.read(head["size"])
    if len(reply) < head["size"]:
        raise EOFError
    return str(head["status"]), reply


def _pipes(server: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert server.stdin is not None
    assert server.stdout is not None
    return server.stdin, server.stdout
