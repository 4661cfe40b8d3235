"""Messages to a language model's answer, over HTTP: the only file that can reach a network, and only when called.

`flow.consult` calls it, at the word of a person. An address that is not this machine's or a private network's is
refused before anything is sent, unless that person allows it by option; no redirect is followed, no proxy asked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Sequence
from contextlib import closing
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec

from holdfire.errors import BadRequest

_NETWORKS = ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
NEAR = tuple(map(ipaddress.ip_network, _NETWORKS))
"""Loopback and private networks (RFC 1918, RFC 4193). Not link-local: clouds answer there with their secrets."""
MOST = 1 << 20
"""Bytes of an answer."""


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """An OpenAI-compatible server: `url` is what stands before /chat/completions."""

    url: str
    model: str
    seconds: float = 120
    """For one answer, from first to last byte."""
    anywhere: bool = False
    """A person allowed an address beyond this machine and private networks."""
    key: str = ""
    """Sent as a bearer token where the server wants one; never kept."""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one question: an answer, or why there is none."""

    answer: str = ""
    fault: str = ""


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Completion(msgspec.Struct):
    choices: list[_Choice]


def ask(endpoint: Endpoint, messages: Sequence[dict[str, str]]) -> Reply:
    """One answer. A slow, failing or odd server is a fault of this answer, for the next may be better.

    Raises BadRequest: E446 an address that is not allowed or no URL, E447 nobody answers there.
    """
    url = _checked(endpoint.url)
    ends = time.monotonic() + endpoint.seconds
    body = msgspec.json.encode({"model": endpoint.model, "messages": list(messages), "temperature": 0, "stream": False})
    with closing(_connected(url, endpoint)) as connection:
        try:
            path = f"{url.path.rstrip('/')}/chat/completions"
            status, data = _exchanged(connection, path, body, (endpoint.key, ends))
        except TimeoutError:
            return Reply(fault=f"no answer within {endpoint.seconds:g} seconds")
        except (OSError, http.client.HTTPException) as error:
            return Reply(fault=f"the connection broke: {type(error).__name__}")
    if status != http.client.OK:
        return Reply(fault=f"the server answered with status {status}")
    if len(data) > MOST:
        return Reply(fault=f"the answer is longer than {MOST} bytes")
    try:
        return Reply(answer=msgspec.json.decode(data, type=_Completion).choices[0].message.content)
    except (msgspec.DecodeError, IndexError, RecursionError):
        return Reply(fault="the server's answer is no chat completion")


def _checked(text: str) -> SplitResult:
    todo = "write it as http://127.0.0.1:8080/v1"
    try:
        url = urlsplit(text)
        fits = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError as error:
        raise BadRequest("E446", f"{text!r} is no address of a model: {error}", todo=todo) from error
    if not fits or url.username is not None or url.query or url.fragment:
        raise BadRequest("E446", f"{text!r} is no address of a model", todo=todo)
    return url


def _connected(url: SplitResult, endpoint: Endpoint) -> http.client.HTTPConnection:
    """A connection to an allowed address; the name is looked up once, and who answers is checked again."""
    host, port = url.hostname or "", url.port or (443 if url.scheme == "https" else 80)
    connection = (
        http.client.HTTPSConnection(host, port, timeout=endpoint.seconds, context=ssl.create_default_context())
        if url.scheme == "https" else http.client.HTTPConnection(host, port, timeout=endpoint.seconds)
    )  # fmt: skip
    try:
        addresses = [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        _allow(addresses, endpoint)
        connection.connect()
        _allow([str(connection.sock.getpeername()[0])], endpoint)
    except (OSError, UnicodeError) as error:
        connection.close()
        what = f"nobody answers at {host}:{port} ({type(error).__name__})"
        todo = "start the model's server, or mend the address"
        raise BadRequest("E447", what, where=endpoint.url, todo=todo) from error
    except BadRequest:
        connection.close()
        raise
    return connection


def _allow(addresses: Sequence[str], endpoint: Endpoint) -> None:
    far = [address for address in addresses if not near(address)]
    if far and not endpoint.anywhere:
        what = f"{far[0]} is neither this machine nor a private network: texts would leave your hands"
        todo = "use a server of your own, or allow it with --allow-public"
        raise BadRequest("E446", what, where=endpoint.url, todo=todo)


def near(address: str) -> bool:
    """Whether an IP address is this machine's or a private network's."""
    ip: Any = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return any(ip.version == network.version and ip in network for network in NEAR)


def _exchanged(
    connection: http.client.HTTPConnection, path: str, body: bytes, by: tuple[str, float]
) -> tuple[int, bytes]:
    """Status and at most MOST + 1 bytes. Raises TimeoutError at the end of the time, however slowly bytes drip."""
    key, ends = by
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    headers |= {"Authorization": f"Bearer {key}"} if key else {}
    connection.request("POST", path, body, headers)
    socket_, data = connection.sock, b""
    _wait(socket_, ends)
    response = connection.getresponse()
    while len(data) <= MOST and not response.isclosed():
        _wait(socket_, ends)
        piece = response.read1(1 << 16)
        if not piece:
            break
        data += piece
    return response.status, data


def _wait(socket_: socket.socket, ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    socket_.settimeout(left)
