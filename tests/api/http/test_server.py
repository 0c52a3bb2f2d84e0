"""The server: how it ends, what it refuses by itself, and what one client cannot do to others."""

import json
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path

import pytest

from support.servers import http_server
from support.servers.http_server import Served, everything, served

APP = str(Path(http_server.__file__).with_name("slow_app.py"))
Answer = Future[tuple[HTTPResponse, bytes]]


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    """A server that outlives a test."""
    with served([APP, "30", "60"]) as server:
        yield server


@pytest.fixture
def ending() -> Iterator[Served]:
    """A server for one test."""
    with served([APP, "30", "60"]) as server:
        yield server


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(32) as executor:
        yield executor


def begin(server: Served, pool: ThreadPoolExecutor, count: int) -> list[Answer]:
    """Slow requests that have all begun to be answered."""
    asked = [pool.submit(server.ask, f"/slow/{number}") for number in range(count)]
    server.ask(f"/begun/{count}")
    return asked


def refused(answer: bytes) -> int:
    """The status of a problem, by which the server itself refuses and closes the connection."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"Content-Type: application/problem+json" in head
    assert b"Connection: close" in head
    assert b"X-Content-Type-Options: nosniff" in head
    told = json.loads(body)
    assert set(told) == {"type", "title", "status", "detail"}
    assert int(head.split()[1]) == told["status"]
    return int(told["status"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_every_request_in_flight_is_answered_whole_when_it_is_to_stop(
    ending: Served, pool: ThreadPoolExecutor, number: signal.Signals
) -> None:
    asked = begin(ending, pool, 12)
    ending.ask("/go")
    ending.signal(number)
    for at, future in enumerate(asked):
        answer, body = future.result()
        assert answer.status == 200
        assert body == f"answer {at} ".encode() * 20_000
    assert ending.end() == 0
    assert (
        sum(line["whole"] and line["route"] == "/slow/<int:number>" for line in ending.log()) == 12
    )


def test_nobody_is_let_in_once_it_is_to_stop(ending: Served, pool: ThreadPoolExecutor) -> None:
    with ending.connect() as idle:
        (slow,) = begin(ending, pool, 1)
        ending.signal()
        # An idle connection ends before the slow answer, and after the door is shut.
        assert everything(idle) == b""
        with pytest.raises(ConnectionRefusedError):
            ending.connect()
        assert not slow.done()
        ending.signal()
        assert ending.end() == 128 + signal.SIGTERM


def test_a_request_still_being_received_is_answered(
    ending: Served, pool: ThreadPoolExecutor
) -> None:
    with ending.connect() as idle, ending.connect() as partial:
        partial.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc")
        ending.ask("/healthz")
        ending.signal()
        assert everything(idle) == b""
        partial.sendall(b"def")
        answer = everything(partial)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"\r\n\r\nabcdef")
    assert ending.end() == 0


def test_requests_sent_in_one_go_are_all_answered_when_it_is_to_stop(
    ending: Served, pool: ThreadPoolExecutor
) -> None:
    with ending.connect() as both:
        request = b"GET /slow/%d HTTP/1.1\r\nHost: x\r\n\r\n"
        both.sendall(request % 1 + request % 2)
        ending.ask("/begun/1")
        ending.ask("/go")
        ending.signal()
        answer = everything(both)
    assert answer.count(b"HTTP/1.1 200 OK") == 2
    assert answer.count(b"answer 1 ") == answer.count(b"answer 2 ") == 20_000
    assert ending.end() == 0


def test_what_takes_longer_than_the_grace_is_cut_and_said(pool: ThreadPoolExecutor) -> None:
    with served([APP, "0.3", "60"]) as server:
        asked = begin(server, pool, 2)
        server.signal()
        assert server.end() == 3
        for future in asked:
            assert isinstance(future.exception(), OSError)


def test_a_half_sent_request_does_not_count_as_cut(pool: ThreadPoolExecutor) -> None:
    with served([APP, "0.3", "60"]) as server, server.connect() as partial:
        partial.sendall(b"GET / HT")
        server.ask("/healthz")
        server.signal()
        assert server.end() == 0


MALFORMED = {
    "no request": b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    "no such header": b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
    "bare line feed": b"GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n",
    "small letters": b"get / HTTP/1.1\r\nHost: x\r\n\r\n",
    "length": b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "endless length": b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: "
    + b"9" * 9000
    + b"\r\n\r\n",
    "broken host": b"GET http://[x/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "two ends": b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunk": b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
}


@pytest.mark.parametrize("request_", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_no_request_is_refused(running: Served, request_: bytes) -> None:
    assert refused(running.raw(request_)) == 400


def test_an_unknown_coding_is_refused(running: Served) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n"
    assert refused(running.raw(head)) == 501


def test_headers_that_are_too_large_are_refused(running: Served) -> None:
    answer = running.raw(b"GET / HTTP/1.1\r\nA: " + b"b" * 65_600 + b"\r\n\r\n")
    assert refused(answer) == 431


def test_a_body_far_too_large_is_refused(running: Served) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"
    assert refused(running.raw(head)) == 413


def test_a_body_without_end_is_not_read_to_its_end(running: Served) -> None:
    with running.connect() as endless:
        endless.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
        much = bytes(2**26)
        with pytest.raises(ConnectionError):
            endless.sendall(much)


def test_a_client_that_waits_to_be_asked_on_is_asked_on(running: Served) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
    with running.connect() as polite:
        polite.sendall(head + b"Content-Length: 3\r\nConnection: close\r\n\r\n")
        assert polite.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        polite.sendall(b"abc")
        assert everything(polite).endswith(b"abc")


def test_no_answer_names_the_server_software(running: Served) -> None:
    answer, _ = running.ask("/healthz")
    assert answer.getheader("Server") is None
    assert b"waitress" not in running.raw(b"bad\r\n\r\n").lower()


def test_two_hundred_and_fifty_connections_are_served_at_once(running: Served) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(running.connect()) for _ in range(250)]
        for client in reversed(clients):  # the last first: none waits for another to leave
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = HTTPResponse(client)
            answer.begin()
            assert answer.read() == b"well"


def test_it_is_seen_that_a_client_has_gone(ending: Served) -> None:
    with ending.connect() as leaving:
        leaving.sendall(b"GET /gone HTTP/1.1\r\nHost: x\r\n\r\n")
        ending.ask("/begun/1")
    assert ending.ask("/begun/1")[1] == b"begun"
    ending.signal()
    assert ending.end() == 0
    assert {line["log"] for line in ending.log()} == {"wenze.access"}


def test_a_client_that_goes_before_it_is_refused_breaks_nothing(ending: Served) -> None:
    for _ in range(200):
        with ending.connect() as leaving:
            leaving.sendall(b"bad\r\n\r\n")
    ending.signal()
    assert ending.end() == 0
    assert {line["log"] for line in ending.log()} <= {"wenze.access"}


def test_a_client_that_takes_nothing_is_given_up_and_frees_its_thread() -> None:
    with ExitStack() as stalled, served([APP, "30", "2"]) as server:
        for _ in range(16):  # as many as there are threads
            connection = stalled.enter_context(server.connect())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(b"GET /long/40 HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(1)  # being answered
        assert server.ask("/healthz")[1] == b"well"
        server.signal()
        assert server.end() == 0
        cut = [line for line in server.log() if line["route"] == "/long/<int:mebibytes>"]
        assert len(cut) == 16
        assert not any(line["whole"] for line in cut)


def test_a_client_that_takes_nothing_does_not_hold_up_the_end() -> None:
    with served([APP, "30", "0.5"]) as server, server.connect() as stalled:
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stalled.sendall(b"GET /long/40 HTTP/1.1\r\nHost: x\r\n\r\n")
        assert stalled.recv(1)
        server.signal()
        assert server.end() == 0


def test_an_answer_that_breaks_off_is_cut_and_nothing_of_its_content_is_noted(
    ending: Served,
) -> None:
    answer = ending.raw(b"GET /breaks HTTP/1.1\r\nHost: x\r\n\r\n")
    assert answer.endswith(b"begun\r\n")  # without the mark of its end
    ending.signal()
    assert ending.end() == 0
    assert "ValueError" in ending.said
    assert "秘密" not in ending.said.encode().decode("unicode_escape")
    assert {line["status"] for line in ending.log() if line["log"] == "wenze.access"} == {200}
