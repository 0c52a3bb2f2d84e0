"""Tasks in processes of their own: limits, order, preference, what is killed, what is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from support.servers import engine_tasks as tasks
from support.servers.engine_pools import LIMITS, Gate, Make, told
from support.waiting import gone, until
from wenze.reasoner.workers import (
    Abandoned,
    Limits,
    MemoryLimitReached,
    PoolClosed,
    TimeLimitReached,
    WorkerFailed,
    WorkerPool,
)

# --- One task


@pytest.mark.parametrize("said", [None, "王某", b"x" * 5_000_000, {"a": [1, (2.5, True)]}])
def test_what_a_function_comes_to_is_what_the_call_gives(one: WorkerPool, said: object) -> None:
    assert one.call(tasks.echo, said, limits=LIMITS) == said


def test_a_process_is_kept_for_the_next_task(one: WorkerPool) -> None:
    (pid, first), (same, second) = (told(one, tasks.number) for _ in range(2))
    assert (pid, first, second) == (same, 1, 2)


def test_nothing_of_the_caller_is_imported_again(one: WorkerPool) -> None:
    code = (
        "import sys; assert 'api' not in sys.modules and 'wenze.reasoner.batch' not in sys.modules"
    )
    one.call(exec, code, limits=LIMITS)


@pytest.mark.parametrize(
    ("task", "how"),
    [
        (tasks.fail, "ValueError: no"),
        (tasks.die, "SIGSEGV"),
    ],
)
def test_a_task_that_fails_says_how_and_the_next_is_done(
    one: WorkerPool, task: Callable[..., object], how: str
) -> None:
    with pytest.raises(WorkerFailed, match=how):
        one.call(task, limits=LIMITS)
    assert one.call(tasks.echo, 1, limits=LIMITS) == 1


@pytest.mark.parametrize("endless", [tasks.spin, tasks.ground_forever])
def test_what_is_endless_is_ended_at_its_limit_and_the_next_is_done(
    one: WorkerPool, endless: Callable[..., object]
) -> None:
    before = told(one, tasks.number)
    with pytest.raises(TimeLimitReached):
        one.call(endless, limits=Limits(0.3))
    until(lambda: gone(before[0]))
    assert one.call(tasks.echo, 1, limits=LIMITS) == 1


def test_what_needs_more_memory_than_it_may_have_is_ended(make: Make) -> None:
    one = make(1, 1024)
    assert one.call(tasks.memory_limit) == 1024 << 20
    with pytest.raises(MemoryLimitReached):
        one.call(tasks.hoard, limits=LIMITS)
    assert one.call(tasks.echo, 1, limits=LIMITS) == 1


def test_grounding_ends_at_the_memory_limit_too(make: Make) -> None:
    with pytest.raises((MemoryLimitReached, WorkerFailed)):
        make(1, 400).call(tasks.ground_forever, limits=LIMITS, tries=1)


# --- Trying again


def test_a_process_that_dies_is_made_up_for(one: WorkerPool, tmp_path: Path) -> None:
    path = str(tmp_path / "a")
    assert one.call(tasks.die_once, path, limits=LIMITS) == "alive"


def test_whoever_wants_no_second_try_is_told_at_once(one: WorkerPool, tmp_path: Path) -> None:
    path = str(tmp_path / "a")
    with pytest.raises(WorkerFailed, match="7"):
        one.call(tasks.die_once, path, limits=LIMITS, tries=1)


def test_a_process_killed_in_the_middle_of_a_task_is_made_up_for(
    one: WorkerPool, gate: Callable[[WorkerPool], Gate]
) -> None:
    first = told(one, tasks.number)
    waiting = gate(one)
    call = waiting.begin()
    os.kill(first[0], signal.SIGKILL)
    until(lambda: not Path(f"/proc/{first[0]}").exists())  # with all it had open
    waiting.begun()  # the second try
    waiting.close()
    assert call.result(20) != first[0]


def test_an_idle_process_that_is_killed_is_not_used(one: WorkerPool) -> None:
    first = told(one, tasks.number)
    os.kill(first[0], signal.SIGKILL)
    until(lambda: one.alive == 0)
    again: Any = one.call(tasks.number, limits=LIMITS, tries=1)
    assert again[1] == 1


# --- Who is next


def test_first_come_first_served(
    one: WorkerPool, gate: Callable[[WorkerPool], Gate], threads: ThreadPoolExecutor
) -> None:
    with closing(gate(one)) as first:
        first.begin()
        calls = []
        for place in range(1, 6):
            calls.append(threads.submit(told, one, tasks.number))
            until(lambda: one.turns.waiting == place)  # noqa: B023
    assert [call.result(20)[1] for call in calls] == [1, 2, 3, 4, 5]


def test_whoever_has_gone_gives_up_the_place_and_the_next_comes(
    one: WorkerPool, gate: Callable[[WorkerPool], Gate], threads: ThreadPoolExecutor
) -> None:
    leaving = threading.Event()
    with closing(gate(one)) as first:
        first.begin()
        left = threads.submit(told, one, tasks.number, abandoned=leaving.is_set)
        until(lambda: one.turns.waiting)
        right = threads.submit(told, one, tasks.number, abandoned=lambda: False)
        leaving.set()
        with pytest.raises(Abandoned):
            left.result(20)
    assert right.result(20)[1] == 1


def test_a_turn_that_comes_when_nobody_wants_it_any_more_goes_to_the_next(
    one: WorkerPool, gate: Callable[[WorkerPool], Gate], threads: ThreadPoolExecutor
) -> None:
    leaving = threading.Event()
    with closing(gate(one)) as first:
        first.begin()
        calls = [threads.submit(told, one, tasks.number, abandoned=leaving.is_set)]
        until(lambda: one.turns.waiting)
        calls.append(threads.submit(told, one, tasks.number))
        leaving.set()
    assert calls[1].result(20)[1] == 1
    with pytest.raises(Abandoned):
        calls[0].result(20)
    assert one.call(tasks.number, limits=LIMITS, abandoned=lambda: True)  # never queued


def test_a_slow_task_of_one_who_has_gone_is_killed(
    one: WorkerPool, gate: Callable[[WorkerPool], Gate]
) -> None:
    pid = told(one, os.getpid)
    leaving = threading.Event()
    call = gate(one).begin(abandoned=leaving.is_set)
    leaving.set()
    with pytest.raises(Abandoned):
        call.result(20)
    assert gone(pid)
    assert told(one, os.getpid) != pid


def test_nobody_waits_longer_than_they_want(
    one: WorkerPool, gate: Callable[[WorkerPool], Gate]
) -> None:
    with closing(gate(one)) as first:
        first.begin()
        with pytest.raises(Abandoned):
            told(one, os.getpid, max_wait=0)


def test_the_process_that_knows_the_key_is_preferred_and_not_waited_for(
    make: Make, gate: Callable[[WorkerPool], Gate]
) -> None:
    engines = make(2)
    gates = [gate(engines), gate(engines)]
    calls = [each.begin(key=key) for each, key in zip(gates, "ab", strict=True)]
    for each, call in zip(gates, calls, strict=True):
        each.close()
        until(call.done)
    pids = {key: call.result() for key, call in zip("ab", calls, strict=True)}
    for key in "abbaab":
        pid, _ = told(engines, tasks.number, key=key)
        assert pid == pids[key]
    assert engines.call(os.getpid, limits=LIMITS) == pids["b"]  # the one used last
    busy = gate(engines)
    assert engines.call(os.getpid, limits=LIMITS, key="a") == pids["a"]
    call = busy.begin(key="a")
    other = engines.call(os.getpid, limits=LIMITS, key="a")
    busy.close()
    assert (call.result(20), other) == (pids["a"], pids["b"])


def test_no_call_is_lost_and_no_answer_mixed_up(make: Make, threads: ThreadPoolExecutor) -> None:
    engines = make(2)

    def calls(thread: int) -> list[object]:
        return [
            engines.call(tasks.echo, (thread, place), limits=LIMITS, key=str(place % 3))
            for place in range(50)
        ]

    for thread, answers in enumerate(threads.map(calls, range(8))):
        assert answers == [(thread, place) for place in range(50)]
    assert engines.alive == 2


def test_no_call_is_lost_while_processes_are_killed(
    make: Make, threads: ThreadPoolExecutor
) -> None:
    engines = make(2)
    engines.start()

    def calls(thread: int) -> list[object]:
        return [engines.call(tasks.echo, (thread, n), limits=LIMITS, tries=50) for n in range(40)]

    found = [threads.submit(calls, thread) for thread in range(4)]
    for _ in range(4):
        pid: Any = engines.call(os.getpid, limits=LIMITS, tries=50)
        os.kill(pid, signal.SIGKILL)
    for thread, answers in enumerate(found):
        assert answers.result(60) == [(thread, n) for n in range(40)]


# --- Retirement


def test_a_process_in_which_the_time_was_up_answers_and_goes_on(one: WorkerPool) -> None:
    assert told(one, tasks.late) == told(one, tasks.late)
    assert told(one, tasks.late)[0] == "late"


def test_a_task_that_does_not_tell_what_it_found_has_reached_the_limit(one: WorkerPool) -> None:
    with pytest.raises(TimeLimitReached):
        one.call(tasks.too_late, limits=LIMITS)


def test_a_process_that_holds_half_of_its_memory_answers_and_is_replaced(make: Make) -> None:
    one = make(1, 1024)
    pids = [one.call(tasks.keep, mebibytes, limits=LIMITS) for mebibytes in (1, 520, 1, 1)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


# --- Beginning and end


def test_processes_are_begun_ahead_and_warmed_and_replaced(make: Make) -> None:
    engines = make(2, warm=tasks.number)
    assert engines.alive == 0
    engines.start()
    assert engines.alive == 2
    assert told(engines, tasks.number)[1] == 2
    with pytest.raises(TimeLimitReached):
        engines.call(tasks.spin, limits=Limits(0.05))
    assert engines.alive == 2


@pytest.mark.parametrize("warm", [tasks.fail, tasks.hoard])
def test_a_warming_up_that_fails_is_nobody_s_concern(
    make: Make, warm: Callable[[], object]
) -> None:
    engines = make(1, 1024, warm=warm)
    assert engines.call(tasks.echo, 1, limits=LIMITS, tries=1) == 1


def test_an_idle_process_ends_where_that_is_wanted(make: Make) -> None:
    engines = make(1, idle=0.01)
    engines.call(tasks.echo, 1, limits=LIMITS)
    until(lambda: engines.alive == 0)
    assert engines.call(tasks.echo, 2, limits=LIMITS) == 2


def test_dismissal_tells_all_who_wait_and_refuses_the_rest(
    one: WorkerPool, gate: Callable[[WorkerPool], Gate], threads: ThreadPoolExecutor
) -> None:
    waiting = gate(one)
    calls = [waiting.begin()]
    calls += [threads.submit(one.call, tasks.echo, 1, limits=LIMITS) for _ in range(3)]
    until(lambda: one.turns.waiting == 3)
    one.close()
    for call in calls:
        with pytest.raises(PoolClosed):
            call.result(20)
    with pytest.raises(PoolClosed):
        one.call(tasks.echo, 1, limits=LIMITS)
    one.start()
    assert one.alive == 0
    waiting.close()


def test_what_a_task_has_started_dies_with_its_process(one: WorkerPool, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as thread:
        call = thread.submit(one.call, tasks.with_child, str(pipe), limits=LIMITS)
        child = int(pipe.read_bytes())
        assert not gone(child)
        one.close()
        with pytest.raises(PoolClosed):
            call.result(20)
    until(lambda: gone(child))


@pytest.mark.parametrize("busy", ["with_child", "spin", "ground_forever"])
def test_nothing_outlives_whoever_started_it_however_that_ends(
    make: Make, tmp_path: Path, busy: str
) -> None:
    del make  # for what it sets up
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code = f"""
import os, threading
from support.servers import engine_tasks as tasks
from wenze.reasoner.workers import Limits, WorkerPool
engines = WorkerPool(1)
pid = engines.call(os.getpid, limits=Limits())
arguments = [{str(pipe)!r}] if {busy!r} == "with_child" else []
call = lambda: engines.call(tasks.{busy}, *arguments, limits=Limits(60))
threading.Thread(target=call, daemon=True).start()
print(pid, flush=True)
threading.Event().wait()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:  # noqa: S603
        assert parent.stdout is not None
        pids = [int(parent.stdout.readline())]
        if busy == "with_child":
            pids.append(int(pipe.read_bytes()))
        assert not any(map(gone, pids))
        parent.kill()
    until(lambda: all(map(gone, pids)))


def test_an_interrupt_on_the_terminal_is_for_the_one_who_started_them(one: WorkerPool) -> None:
    pid: Any = one.call(os.getpid, limits=LIMITS)
    assert os.getpgid(pid) == pid != os.getpgrp()
