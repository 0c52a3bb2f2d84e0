"""The real server at its bounds: full, left by its clients at whatever moment, and told to stop."""

from __future__ import annotations

import os
import select
import signal
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from functools import partial
from pathlib import Path

import pytest

from support.cases.sound import COLLISION, sound
from support.servers.http_load import (
    OUTCOMES,
    Call,
    answered,
    ask,
    bad,
    good,
    of,
    of_many,
    one_at_a_time,
    post,
    serving,
    told,
)
from support.servers.http_server import Served, everything
from support.servers.process_use import engines, use
from support.waiting import until

SMALL = post(OUTCOMES, of("王某"))
STREAM = post(f"{OUTCOMES}?format=ndjson&limit=450", of_many(4))
# More than there is room for on the way to a client; and more than any client waits for.
LONG = post(f"{OUTCOMES}?format=ndjson&limit=2000", of_many(5))
ENDLESS = post(f"{OUTCOMES}?format=ndjson&limit=1000000", of_many(8))
PLACES, LEAVING = 16, 300


def status(server: Served, call: Call) -> int:
    with closing(server.client()) as client:
        return answered(client, call).status


def shut(server: Served) -> bool:
    """Whether nobody is let in any more."""
    try:
        server.connect().close()
    except ConnectionRefusedError:
        return True
    return False


def test_past_its_places_one_is_asked_to_come_again_and_the_others_are_answered() -> None:
    with serving(max_in_flight=PLACES) as server, ThreadPoolExecutor(PLACES + 1) as clients:
        ask_small = partial(server.ask, SMALL.path, SMALL.method, SMALL.body, SMALL.headers)
        _, alone = ask_small()
        for pid in engines(server):
            os.kill(pid, signal.SIGSTOP)
        asked = [clients.submit(ask_small) for _ in range(PLACES + 1)]
        until(lambda: any(future.done() for future in asked))
        for pid in engines(server):
            os.kill(pid, signal.SIGCONT)
        answers = sorted((future.result() for future in asked), key=lambda each: each[0].status)
    *within, (refused, _) = answers
    assert [(answer.status, body) for answer, body in within] == [(200, alone)] * PLACES
    assert refused.status == 503
    assert int(refused.getheader("Retry-After") or 0) >= 1


# --- Clients that go


def request(call: Call) -> bytes:
    body = call.body or b""
    head = (
        f"{call.method} {call.path} HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def while_it_is_solved(client: socket.socket) -> None:
    client.sendall(request(post(f"{OUTCOMES}?format=text", sound(**COLLISION))))


def with_a_stream_begun(client: socket.socket) -> None:
    client.sendall(request(STREAM))
    client.recv(1)


def with_an_endless_stream_begun(client: socket.socket) -> None:
    client.sendall(request(ENDLESS))
    client.recv(1)


def with_a_stream_not_taken(client: socket.socket) -> None:
    client.sendall(request(STREAM))
    select.select([client], [], [])


def with_half_a_body_sent(client: socket.socket) -> None:
    client.sendall(request(STREAM)[:-100])


def with_half_a_head_sent(client: socket.socket) -> None:
    client.sendall(request(STREAM)[:50])


WAYS: tuple[Callable[[socket.socket], None], ...] = (
    while_it_is_solved,
    with_a_stream_begun,
    with_a_stream_not_taken,
    with_half_a_body_sent,
    with_half_a_head_sent,
)


@pytest.mark.soak
def test_a_client_that_goes_at_whatever_moment_gives_back_its_place_and_its_turn() -> None:
    # One place, one place for a stream and one turn: what is lost once is lost for all.
    with serving(max_in_flight=1, workers=1, patience=3600) as server:
        assert status(server, STREAM) == status(server, SMALL) == 200
        occupied = use(server)
        for number in range(LEAVING):
            with server.connect() as client:
                WAYS[number % len(WAYS)](client)
                if number // len(WAYS) % 2:  # without a farewell
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            until(lambda: status(server, SMALL) == 200)
        with server.connect() as client:
            with_an_endless_stream_begun(client)
        until(lambda: status(server, STREAM) == 200)
        until(lambda: use(server).files <= occupied.files)
        assert use(server).threads <= occupied.threads
        assert use(server).processes == occupied.processes
        server.signal()
        assert server.end() == 0
    assert {line["log"] for line in server.log()} == {"wenze.access"}
    assert {line["status"] for line in server.log()} <= {200, 503}


# --- The end


@pytest.mark.soak
def test_when_it_is_to_stop_whatever_was_asked_is_answered_and_nobody_is_let_in() -> None:
    calls = [*good(), *bad()]
    with serving() as server, ExitStack() as stack:
        before = one_at_a_time(server, calls)
        clients = [stack.enter_context(closing(server.client())) for _ in calls]
        for client, call in zip(clients, calls, strict=True):
            ask(client, call)
        server.signal()
        until(lambda: shut(server))
        assert {place: told(client) for place, client in enumerate(clients)} == before
        assert server.end() == 0
    assert sum(line["whole"] for line in server.log()) == 2 * len(calls)


def test_a_stream_is_sent_to_its_end_when_it_is_to_stop() -> None:
    with serving() as server, closing(server.client()) as client:
        whole = answered(client, LONG).body
        ask(client, LONG)
        answer = client.getresponse()
        begun = answer.read(1)
        server.signal()
        until(lambda: shut(server))
        assert begun + answer.read() == whole
        assert server.end() == 0


def test_a_second_signal_waits_for_nothing_and_no_process_is_left() -> None:
    sent = b""
    with serving() as server, server.connect() as client:
        client.sendall(request(ENDLESS))
        client.recv(1)
        processes = [Path(f"/proc/{pid}/exe") for pid in engines(server)]
        server.signal()
        until(lambda: shut(server))
        server.signal()
        assert server.end() == 128 + signal.SIGTERM
        with suppress(ConnectionError):
            sent = everything(client)
    assert b'{"receipt"' not in sent
    until(lambda: not any(process.exists() for process in processes))
