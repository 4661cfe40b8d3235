"""A stand-in for a language model's server: it answers on loopback, as told, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answers = Callable[[str], "str | bytes | int | None"]
"""From the passage asked about to what the model says; bytes: the whole body; an int: that status; None: nothing, ever."""


@dataclass
class Server:
    """Where it is, and what it was asked."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


@contextmanager
def serving(answers: Answers) -> Iterator[Server]:
    """A server for as long as the block runs."""
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append({**asked, "path": self.path})
            server.keys.append(self.headers["Authorization"])
            said = answers(asked["messages"][-1]["content"].removeprefix("Passage:\n").removesuffix("\n"))
            if said is None:
                stop.wait(20)
                return
            if isinstance(said, str):
                said = json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()
            self.send_response(said if isinstance(said, int) else 200)
            body = b"{}" if isinstance(said, int) else said
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Nothing is printed."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server = Server(f"http://127.0.0.1:{listening.server_address[1]}/v1")
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        stop.set()
        listening.shutdown()
        listening.server_close()
        thread.join()
