"""A model's server is asked on this machine and private networks only; whatever it does is an answer or a fault."""

from __future__ import annotations

import json
import socket
import threading
import time

import pytest
from tests.model_server import serving

from holdfire.errors import BadRequest
from holdfire.store import endpoint
from holdfire.store.endpoint import Endpoint, Reply, ask

ASKED = [{"role": "user", "content": "who said it?"}]


def said(answer: str | bytes | int | None, seconds: float = 5) -> Reply:
    with serving(lambda _: answer) as server:
        return ask(Endpoint(url=server.url, model="m", seconds=seconds), ASKED)


def test_an_answer_comes_back_and_the_question_is_as_the_protocol_wants_it() -> None:
    with serving(lambda _: "it was Voss") as server:
        assert ask(Endpoint(url=server.url + "/", model="m", key="k"), ASKED) == Reply(answer="it was Voss")
        assert ask(Endpoint(url=server.url, model="m"), ASKED).answer == "it was Voss"
    assert server.asked[0] == {"path": "/v1/chat/completions", "model": "m", "messages": ASKED, "temperature": 0, "stream": False}
    assert server.keys == ["Bearer k", None]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (500, "the server answered with status 500"),
        (302, "the server answered with status 302"),
        (b"not json", "the server's answer is no chat completion"),
        (b'{"choices": []}', "the server's answer is no chat completion"),
        (b'{"choices": [{"message": {"content": null}}]}', "the server's answer is no chat completion"),
        (b"[" * 100_000, "the server's answer is no chat completion"),
        (b"x" * (endpoint.MOST + 1), "the answer is longer than 1048576 bytes"),
    ],
)
def test_a_bad_answer_is_a_fault(answer: bytes | int, fault: str) -> None:
    assert said(answer) == Reply(fault=fault)


def test_a_slow_server_is_a_fault_when_its_time_is_over() -> None:
    began = time.monotonic()
    assert said(None, seconds=0.3) == Reply(fault="no answer within 0.3 seconds")
    assert time.monotonic() - began < 5


def test_a_server_that_hangs_up_is_a_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.listen()
        port = listening.getsockname()[1]

        def hang_up() -> None:
            listening.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        assert ask(Endpoint(url=f"http://127.0.0.1:{port}", model="m"), ASKED).fault.startswith("the connection broke")


@pytest.mark.parametrize("url", ["", "127.0.0.1:80", "ftp://127.0.0.1", "http://", "http://a:b@127.0.0.1/v1", "http://127.0.0.1/v1?key=1", "http://127.0.0.1:99999"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadRequest, match="E446"):
        ask(Endpoint(url=url, model="m"), ASKED)


@pytest.mark.parametrize("host", ["93.184.216.34", "169.254.169.254", "[2606:2800:220:1:248:1893:25c8:1946]", "[::ffff:8.8.8.8]"])
def test_an_address_beyond_private_networks_is_refused_before_anything_is_sent(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("it connected")

    monkeypatch.setattr(socket.socket, "connect", never)
    with pytest.raises(BadRequest, match=r"E446 .* neither this machine nor a private network"):
        ask(Endpoint(url=f"http://{host}/v1", model="m"), ASKED)


def test_a_name_is_no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("127.0.0.1", "8.8.8.8")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(BadRequest, match="E446"):
        ask(Endpoint(url="http://model.example/v1", model="m"), ASKED)


def test_an_address_elsewhere_is_asked_where_a_person_allows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "NEAR", ())
    with serving(lambda _: "yes") as server:
        with pytest.raises(BadRequest, match="E446"):
            ask(Endpoint(url=server.url, model="m"), ASKED)
        assert server.asked == []
        assert ask(Endpoint(url=server.url, model="m", anywhere=True), ASKED).answer == "yes"


def test_near_is_this_machine_and_private_networks() -> None:
    near = {"127.0.0.1", "::1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "fd00::1", "::ffff:127.0.0.1"}
    far = {"172.32.0.1", "8.8.8.8", "0.0.0.0", "169.254.1.1", "fe80::1%eth0", "2001:db8::1"}
    assert {a for a in near | far if endpoint.near(a)} == near


def test_nobody_there_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(BadRequest, match="E447 nobody answers"):
        ask(Endpoint(url=f"http://127.0.0.1:{port}/v1", model="m"), ASKED)


def test_the_body_is_json() -> None:
    assert said(json.dumps({"claims": []})).answer == '{"claims": []}'
