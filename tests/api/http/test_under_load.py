"""The real server with many clients at once, with clients that go and processes that die."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from support.cases.sound import as_json, sound
from support.packs import LAW_ID, MINI_FOLDER, MINI_ID, broken
from support.servers.http_load import (
    JSON,
    MAX_BODY,
    OUTCOMES,
    WORKERS,
    answered,
    bad,
    good,
    of,
    of_many,
    one_at_a_time,
    post,
    serving,
    shuffled,
    wrong_under_load,
)
from support.servers.http_server import Served
from support.servers.process_use import engines, seconds, use
from support.waiting import until

pytestmark = pytest.mark.soak

# Rules without end, in time and in memory, that two names bring about.
ENDLESS = """
endless(0) :- loan("无尽", _).
endless(N + 1) :- endless(N).
wide(A, B, C) :- loan("宽阔", _), A = 1..999, B = 1..999, C = 1..999.
"""


# MiB that an engine process may have, and that the server itself at the most occupies.
MEMORY, SERVER = 512, 250
SOUND = {"regulation": LAW_ID, **sound()}


def lent(name: str) -> dict[str, object]:
    return {"regulation": MINI_ID, "facts": {"loan": [[name, "2030-03-01"]]}}


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    with serving(max_body=MAX_BODY) as server:
        yield server


def served_still(server: Served) -> bool:
    with closing(server.client()) as client:
        return answered(client, post(OUTCOMES, SOUND)).status == 200


def test_two_hundred_clients_are_each_told_what_one_alone_is_told(running: Served) -> None:
    calls = good() + bad()
    before = one_at_a_time(running, calls)
    statuses = {told.status for told in before.values()}
    assert statuses == {200, 302, 304, 400, 404, 405, 406, 413, 415, 422}
    assert not wrong_under_load(running, calls, before, shuffled(calls, 240, 7), 200)
    until(lambda: len(engines(running)) == WORKERS)


def test_after_ten_thousand_requests_it_occupies_what_it_did_before() -> None:
    calls = good() + bad()
    with serving(max_body=MAX_BODY, memory_limit=MEMORY) as server:
        before = one_at_a_time(server, calls)
        occupied = []
        for seed in range(5):
            assert not wrong_under_load(server, calls, before, shuffled(calls, 2000, seed), 200)
            until(lambda: len(engines(server)) == WORKERS)
            occupied.append(use(server))
        server.signal()
        assert server.end() == 0
    print(*occupied, sep="\n")
    first, *later = occupied
    for each in later:
        assert (each.processes, each.threads) == (first.processes, first.threads)
        assert each.files <= first.files + 2
    # clingo and Prolog keep every name that is new to them; a process that comes to occupy half of
    # what it may is replaced.
    assert max(each.mebibytes for each in occupied) < SERVER + WORKERS * MEMORY / 2


def test_what_a_process_was_doing_when_it_was_killed_is_done_by_another(running: Served) -> None:
    cases = [of(f"人{number}", statutory_severity=[f"人{number}"]) for number in range(12)]
    with ThreadPoolExecutor(len(cases)) as clients:
        asked = [
            clients.submit(running.ask, OUTCOMES, "POST", as_json(case), JSON) for case in cases
        ]
        until(lambda: any(future.done() for future in asked))
        known = engines(running)
        for pid in known:
            os.kill(pid, signal.SIGKILL)
        answers = [future.result() for future in asked]
    for case, (answer, body) in zip(cases, answers, strict=True):
        assert answer.status == 200
        assert set(json.loads(body)["persons"]) == {case["facts"]["role"][0][0]}
    until(lambda: len(engines(running)) == WORKERS)
    assert not set(known) & set(engines(running))


def test_clients_that_go_in_the_middle_take_nothing_with_them(running: Served) -> None:
    large = as_json(of_many(7))
    head = (
        f"POST {OUTCOMES}?limit=2000&format=%s HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(large)}\r\n\r\n"
    )
    assert served_still(running)
    before = use(running)
    for number in range(12):
        with running.connect() as leaving:
            request = (head % ("json", "ndjson", "text")[number % 3]).encode() + large
            leaving.sendall(request if number % 2 else request[: len(request) // 2])
            if number % 4 == 1:
                leaving.recv(1)
            leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    assert served_still(running)
    until(lambda: use(running).files <= before.files)
    assert use(running).threads <= before.threads


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack that has no end for some cases."""
    return broken(MINI_FOLDER, tmp_path, ("findings.lp", "", ENDLESS))


def begin_endless(server: Served, clients: ThreadPoolExecutor) -> list[Future[Any]]:
    """Requests without end, of which every engine process has begun one."""
    assert served_still(server)
    worked = {pid: seconds(pid) for pid in engines(server)}
    body = as_json(lent("无尽"))
    asked = [clients.submit(server.ask, OUTCOMES, "POST", body, JSON) for _ in worked]
    until(lambda: all(seconds(pid) > before + 0.2 for pid, before in worked.items()))
    return asked


def test_what_has_no_end_leaves_the_others_served(pack: Path) -> None:
    with (
        ThreadPoolExecutor(WORKERS) as clients,
        serving(packs=pack, workers=1, time_limit=600, patience=1) as server,
    ):
        asked = begin_endless(server, clients)
        for _ in range(3):
            assert served_still(server)
        assert not any(future.done() for future in asked)


def test_what_has_no_end_is_ended_and_its_process_replaced(pack: Path) -> None:
    with (
        ThreadPoolExecutor(WORKERS) as clients,
        serving(packs=pack, time_limit=1) as server,
    ):
        known = set(engines(server))
        for future in begin_endless(server, clients):
            answer, body = future.result()
            assert answer.status == 503
            assert json.loads(body)["complete"] is False
        until(lambda: len(engines(server)) == WORKERS and not known & {*engines(server)})
        assert served_still(server)


def test_what_needs_too_much_memory_is_ended(pack: Path) -> None:
    with serving(packs=pack, workers=1, memory_limit=300) as server:
        answer, body = server.ask(OUTCOMES, "POST", as_json(lent("宽阔")), JSON)
        assert answer.status == 503
        assert json.loads(body)["complete"] is False
        assert served_still(server)


def test_when_it_is_to_stop_all_that_was_asked_is_answered() -> None:
    with serving() as server:
        cases = [of(f"人{number}") for number in range(20)]
        with ThreadPoolExecutor(len(cases)) as clients:
            asked = [
                clients.submit(server.ask, OUTCOMES, "POST", as_json(case), JSON) for case in cases
            ]
            until(lambda: any(future.done() for future in asked))
            server.signal()
            answers = [future.result() for future in asked]
        assert server.end() == 0
    assert {answer.status for answer, _ in answers} == {200}
    assert all(len(json.loads(body)["persons"]) == 1 for _, body in answers)
    noted = [line for line in server.log() if line.get("route") == OUTCOMES]
    assert len(noted) == len(cases)
    assert all(line["whole"] for line in noted)
    assert "人" not in server.said.encode().decode("unicode_escape", "replace")
