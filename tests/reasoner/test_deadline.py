"""Work that is broken off: when the time is up, not before, not after, and in one piece."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import clingo
import pytest

from support.cases.sound import as_json, sound
from support.packs import LAW_FOLDER
from support.servers import engine_tasks as tasks
from wenze import Case, Reasoner
from wenze.reasoner.budget import TimeUp, deadline, has_fired, sheltered
from wenze.reasoner.workers import Engines, Limits

# Twelve pigeons, eleven holes: hours for a solver.
PIGEONS = "1 {p(P,H) : H=1..11} 1 :- P=1..12. :- p(P,H), p(Q,H), P<Q."


def spin() -> None:
    while True:
        pass


def rest() -> None:
    """Let an alarm that is still to come have its time."""
    end = time.monotonic() + 0.05
    while time.monotonic() < end:
        pass


def solver(program: str) -> clingo.Control:
    control = clingo.Control(["--warn=none", "0"])
    control.add("base", [], program)
    control.ground([("base", [])])
    return control


def test_python_code_is_broken_off() -> None:
    with pytest.raises(TimeUp), deadline(0.01):
        spin()
    assert has_fired()


def test_the_shortest_time_is_up_at_once() -> None:
    for seconds in (0, -1, 1e-9):
        with pytest.raises(TimeUp), deadline(seconds):
            spin()


def test_what_takes_errors_in_its_stride_does_not_stop_it() -> None:
    def stubborn() -> None:
        while True:
            with suppress(Exception):
                spin()

    with pytest.raises(TimeUp), deadline(0.01):
        stubborn()


def test_a_sleep_is_broken_off() -> None:
    with pytest.raises(TimeUp), deadline(0.01):
        time.sleep(600)


def test_after_the_block_nothing_is_broken_off_and_all_is_as_before() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with deadline(0.02):
        pass
    rest()
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_the_alarm_is_raised_in_the_block_or_not_at_all() -> None:
    rng = random.Random(5)
    before = signal.getsignal(signal.SIGALRM)
    in_time = 0
    up = []  # kept, and with them all that they hold
    for _ in range(2000):
        steps = 0
        try:
            with deadline(rng.random() * 1e-4):
                while steps < 100:
                    steps += 1
            in_time += 1
        except TimeUp as error:
            up.append(error)
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
        assert signal.getsignal(signal.SIGALRM) is before
    assert in_time
    assert up
    rest()


def test_one_deadline_in_another_is_refused_and_the_outer_one_stands() -> None:
    with pytest.raises(TimeUp), deadline(0.2):  # noqa: PT012
        with pytest.raises(RuntimeError, match="already"), deadline(1):
            pass
        spin()


def test_a_thread_that_is_not_the_main_one_is_refused() -> None:
    told: list[str] = []

    def other() -> None:
        try:
            with deadline(1):
                pass
        except ValueError as error:
            told.append(str(error))

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert len(told) == 1


@pytest.mark.parametrize("yields", [False, True])
def test_a_solver_is_stopped_and_its_result_not_used(yields: bool) -> None:
    control = solver(PIGEONS)
    used = []
    for _ in range(3):
        with pytest.raises(TimeUp), deadline(0.05):  # noqa: PT012
            with sheltered(control):
                if yields:
                    with control.solve(yield_=True) as handle:
                        handle.model()
                else:
                    control.solve()
            used.append(True)
    assert not used


def test_in_a_shelter_it_waits_for_the_end() -> None:
    done = []
    with pytest.raises(TimeUp), deadline(0.01), sheltered():  # noqa: PT012
        rest()
        done.append(True)
    assert done


def test_a_shelter_without_a_deadline_is_nothing() -> None:
    with sheltered(), sheltered():
        pass


def test_a_shelter_in_another_ends_with_the_outer_one() -> None:
    done = []
    with pytest.raises(TimeUp), deadline(0.01), sheltered():  # noqa: PT012
        with sheltered():
            rest()
        done.append(True)
    assert done


def test_an_alarm_that_came_late_stops_no_solver_of_another_block() -> None:
    control = solver("{a; b; c}.")
    for _ in range(300):
        with suppress(TimeUp), deadline(1e-5):
            spin()
        with deadline(60), sheltered(control):
            assert control.solve().exhausted


def test_one_that_is_lost_in_a_finalizer_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lost: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda found: lost.append(found.exc_type))

    class Slow:
        def __del__(self) -> None:
            rest()

    done = []
    with pytest.raises(TimeUp), deadline(0.01):  # noqa: PT012
        for _ in range(2):
            Slow()
            done.append(True)
        rest()
    assert (lost, len(done)) == ([TimeUp, TimeUp], 2)


def test_it_is_raised_once_for_whoever_deals_with_it() -> None:
    done = []
    with deadline(0.01):
        try:
            spin()
        except TimeUp:
            try:
                rest()
                raise ValueError
            except ValueError:
                rest()
                done.append(True)
    assert done


def test_a_second_block_may_make_up_for_what_the_first_did_not_do() -> None:
    with pytest.raises(TimeUp) as second:  # noqa: PT012
        try:
            with deadline(0.01):
                spin()
        except TimeUp as error:
            first = error
            with deadline(0.01):
                spin()
    assert second.value is not first


def test_an_alarm_for_which_there_was_no_time_is_not_left_to_the_next_block() -> None:
    with sheltered(), deadline(0.01):
        rest()
    with deadline(60), sheltered():
        pass


def test_who_is_told_of_signals_is_told_again_after_the_block() -> None:
    before, after = socket.socketpair()
    with before, after:
        before.setblocking(False)
        own = signal.set_wakeup_fd(before.fileno())
        try:
            with deadline(60):
                pass
            assert signal.set_wakeup_fd(before.fileno()) == before.fileno()
        finally:
            signal.set_wakeup_fd(own)


def broken_off(content: bytes, seed: int) -> tuple[list[str], str]:
    """How answering a case ends at moments that are made up, and what it is answered afterwards."""
    rng = random.Random(seed)
    ends = []
    longest = 1.0  # the first takes longest
    for _ in range(8):
        begun = time.monotonic()
        try:
            with deadline(rng.uniform(0, longest)):
                Reasoner(LAW_FOLDER).outcomes(Case.from_bytes(content))
            ends.append("in time")
            longest = time.monotonic() - begun
        except TimeUp:
            ends.append("up")
    return ends, json.dumps(Reasoner(LAW_FOLDER).outcomes(Case.from_bytes(content)))


def test_an_alarm_at_any_moment_of_an_answer_leaves_the_process_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = [str(Path(tasks.__file__).parents[2]), str(Path(__file__).parent)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(here))
    content = as_json(sound())
    answer = json.dumps(Reasoner(LAW_FOLDER).outcomes(Case.from_bytes(content)))
    engines = Engines(1)
    ends: set[str] = set()
    try:
        for seed in range(2):
            found: Any = engines.call(broken_off, content, seed, limits=Limits(60), tries=1)
            ends.update(found[0])
            assert found[1] == answer
    finally:
        engines.dismiss()
    assert "up" in ends


def test_grounding_is_not_broken_off_but_lives_through_it() -> None:
    told: list[str] = []
    control = clingo.Control([], logger=lambda _, text: told.append(text))
    control.add("base", [], "p(1..100000). q(X/0) :- p(X).")
    with pytest.raises(TimeUp), deadline(0.005), sheltered():
        control.ground([("base", [])])
    assert told
    assert len(control.symbolic_atoms) == 100_000
