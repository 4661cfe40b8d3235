"""Whatever a parser does in the box, the person gets one line and the next file is read as if nothing had been."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from holdfire.errors import BadInput, Broken
from holdfire.intake import box, boxed

PAGE = b"<html><body><article><p>" + b"The truce held on Monday. " * 30 + b"</p></article></body></html>"


def text(page: bytes = PAGE) -> str:
    return str(box.ask("html", page, filename="a.html")["text"])


def test_a_file_that_takes_too_long_is_stopped() -> None:
    text()  # the server is started and warm
    start = time.monotonic()
    with pytest.raises(BadInput, match=r"E106 this file takes longer than 0.0001 s to read \(a.html\)"):
        box.ask("html", PAGE * 2000, filename="a.html", seconds=0.0001)
    assert time.monotonic() - start < 3
    assert text()


def test_the_processor_is_the_clock_so_that_a_busy_machine_reads_what_an_idle_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def waits(_: bytes) -> dict[str, str]:
        time.sleep(0.3)
        return {}

    def works(_: bytes) -> dict[str, str]:
        while True:
            pass

    monkeypatch.setitem(boxed.JOBS, "html", waits)
    assert boxed._run({"job": "html", "seconds": 0.1, "memory": box.MEMORY}, b"") == ("ok", b"{}")
    monkeypatch.setitem(boxed.JOBS, "html", works)
    start = time.monotonic()
    assert boxed._run({"job": "html", "seconds": 1, "memory": box.MEMORY}, b"") == ("time", b"")
    assert 0.9 < time.monotonic() - start < 1 * boxed.PATIENCE


def test_a_file_that_needs_too_much_memory_is_stopped() -> None:
    box._box._stop()  # a server that has read large files has memory to hand that needs no asking
    with pytest.raises(BadInput, match="E106"):
        box.ask("html", b"<html><body>" + b"<p>a</p>" * 400_000, filename="a.html", memory=200 * 2**20)
    assert text()


def test_a_parser_that_crashes_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(boxed.JOBS, "html", lambda _: os.kill(os.getpid(), signal.SIGKILL))  # type: ignore[arg-type,return-value]
    assert boxed._run({"job": "html", "seconds": 5, "memory": box.MEMORY}, b"") == ("crash", b"")


def test_a_parser_that_fails_in_an_unknown_way_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(boxed.JOBS, "html", lambda _: {}["nothing"])
    assert boxed._run({"job": "html", "seconds": 5, "memory": box.MEMORY}, b"") == ("crash", b"")


def test_a_reply_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxed, "MAX_REPLY", 1000)
    monkeypatch.setitem(boxed.JOBS, "html", lambda _: {"text": "x" * 100_000})
    assert boxed._run({"job": "html", "seconds": 5, "memory": box.MEMORY}, b"") == ("size", b"")


def test_nothing_can_be_written_to_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def write(_: bytes) -> dict[str, object]:
        (tmp_path / "written").write_bytes(b"x")
        return {}

    monkeypatch.setitem(boxed.JOBS, "html", write)
    status, _ = boxed._run({"job": "html", "seconds": 5, "memory": box.MEMORY}, b"")
    assert status == "crash"
    assert (tmp_path / "written").stat().st_size == 0


def test_a_server_that_is_killed_is_started_again() -> None:
    text()
    assert box._box._server is not None
    box._box._server.kill()
    box._box._server.wait()
    assert text()


def test_a_server_killed_in_the_middle_is_our_failure_not_the_files() -> None:
    text()
    server = box._box._server
    assert server is not None
    os.killpg(server.pid, signal.SIGSTOP)  # with whatever stands around it
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(text)
        time.sleep(0.1)
        server.kill()
        with pytest.raises(Broken, match="E921"):
            asked.result(timeout=10)
    assert text()


def test_threads_share_one_server() -> None:
    pages = [PAGE.replace(b"Monday", f"day {n} of the month".encode()) for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(text, pages)) == [text(page) for page in pages]


def test_the_server_ends_with_the_program_that_started_it() -> None:
    program = (
        "from holdfire.intake import box\n"
        "box.ask('html', b'<html><p>a</p></html>', filename='a')\n"
        "print(box._box._server.pid)\n"
    )
    pid = int(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60).stdout)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
