"""Tasks that take long: others are served meanwhile, within bounds, and nothing is left of them."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from support.servers import engine_tasks as tasks
from support.servers.engine_pools import LIMITS, PATIENCE, Gate, Make, told, until
from wenze.reasoner.workers import (
    Abandoned,
    Engines,
    EnginesDismissed,
    Limits,
    TimeLimitReached,
)
from wenze.reasoner.workers.process import EngineProcess

SOON = 0.2  # seconds after which a task is overdue
Open = Callable[[Engines], Gate]


class Counted(EngineProcess):
    """Processes of which it is known how many there were at once."""

    count = threading.Lock()
    now = most = 0

    def __init__(self, *arguments: Any) -> None:
        with Counted.count:
            Counted.now += 1
            Counted.most = max(Counted.most, Counted.now)
        self._counts = True
        super().__init__(*arguments)

    def end(self) -> None:
        super().end()
        with Counted.count:
            Counted.now -= self._counts
            self._counts = False


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Counted]]:
    Counted.now = Counted.most = 0
    monkeypatch.setattr("wenze.reasoner.workers.pool.EngineProcess", Counted)
    yield Counted
    assert Counted.now == 0


def one_is_served_beside_one_that_is_overdue(engines: Engines, gate: Open) -> None:
    """All turns of engines that have one are there, no more and no less."""
    first, second = gate(engines), gate(engines)
    calls = [first.begin()]
    until(lambda: engines._turns.overdue == 1)
    calls.append(second.call())
    until(lambda: len(engines._turns._late) == 1)
    assert isinstance(told(engines, os.getpid), int)
    assert not any(call.done() for call in calls)
    first.close()
    second.begun()
    second.close()
    for call in calls:
        assert isinstance(call.result(PATIENCE), int)


# --- Others are served


def test_quick_tasks_are_answered_while_slow_ones_have_all_turns(
    make: Make, gate: Open, threads: ThreadPoolExecutor
) -> None:
    engines = make(2, patience=SOON)
    slow = [gate(engines).begin() for _ in range(2)]
    quick = [threads.submit(told, engines, os.getpid) for _ in range(6)]
    assert len({call.result(PATIENCE) for call in quick}) <= 2  # kept for the next
    assert not any(call.done() for call in slow)


def test_however_many_slow_ones_there_are_quick_ones_are_answered_before_them(
    make: Make, gate: Open, threads: ThreadPoolExecutor
) -> None:
    engines = make(2, patience=SOON)
    gates = [gate(engines) for _ in range(6)]
    slow = [each.call() for each in gates]
    quick = [threads.submit(told, engines, os.getpid) for _ in range(4)]
    for call in quick:
        assert isinstance(call.result(PATIENCE), int)
    assert not any(call.done() for call in slow)
    until(lambda: len(engines._turns._late) == 4)
    waiting = dict(zip(gates, slow, strict=True))
    while waiting:  # in whatever order they come to their turns
        for each in [each for each in waiting if each.opened()]:
            each.close()
            assert isinstance(waiting.pop(each).result(PATIENCE), int)


def test_without_an_end_to_patience_a_turn_is_kept(
    make: Make, gate: Open, threads: ThreadPoolExecutor
) -> None:
    for patience in (None, 1000):
        engines = make(1, patience=patience)
        slow = gate(engines)
        call = slow.begin()
        waiting = threads.submit(told, engines, tasks.number)
        until(lambda: engines._turns._waiting)  # noqa: B023
        assert engines.alive == 1
        slow.close()
        assert waiting.result(PATIENCE)[0] == call.result()


def test_the_time_limit_of_a_task_is_the_same_for_one_that_is_overdue(make: Make) -> None:
    for patience in (0, SOON, 1000):
        with pytest.raises(TimeLimitReached):
            make(1, patience=patience).call(tasks.spin, limits=Limits(0.2))


def test_an_answer_that_comes_before_or_after_it_is_overdue_is_given(make: Make) -> None:
    for patience in (0, SOON, 1000):
        assert make(1, patience=patience).call(tasks.busy, 0.05, limits=LIMITS) == 0.05


def test_without_a_bound_nobody_waits_and_patience_changes_nothing(make: Make, gate: Open) -> None:
    engines = make(None, patience=SOON)
    calls = [gate(engines).begin() for _ in range(3)]
    assert engines.alive == 3
    assert not any(call.done() for call in calls)


# --- Bounds


def test_no_more_are_overdue_at_once_than_there_are_turns(make: Make, gate: Open) -> None:
    engines = make(2, patience=SOON)
    gates = [gate(engines) for _ in range(4)]
    calls = [each.begin() for each in gates[:2]]
    until(lambda: engines._turns.overdue == 2)
    calls += [each.call() for each in gates[2:]]
    until(lambda: len(engines._turns._late) == 2)
    assert engines._turns.overdue == 2
    assert engines.alive <= 4
    gates[0].close()  # one that was overdue: one that was broken off is begun anew
    calls[0].result(PATIENCE)
    until(lambda: len(engines._turns._late) == 1)
    assert engines._turns.overdue == 2
    for each in gates[1:]:
        each.begun()
        each.close()
    for call in calls:
        assert isinstance(call.result(PATIENCE), int)
    assert engines.alive <= 2  # those more are not needed any more


def test_there_are_never_more_than_twice_as_many_processes_as_turns(
    make: Make, counted: type[Counted], threads: ThreadPoolExecutor
) -> None:
    engines = make(2, patience=SOON)
    engines.start()
    ends = [threads.submit(end, engines, number) for number in range(8)]
    assert [each.result(PATIENCE * 2) for each in ends] == ["done", "done", "done", "time"] * 2
    assert counted.most <= 4
    assert engines.alive == counted.now == 2
    engines.dismiss()


def end(engines: Engines, number: int) -> str:
    """How a task ends that is slow or, every fourth, endless."""
    try:
        if number % 4 == 3:
            engines.call(tasks.spin, limits=Limits(0.3))
        engines.call(tasks.busy, 0.3, limits=LIMITS)
    except TimeLimitReached:
        return "time"
    return "done"


# --- Nothing is left


def test_those_more_are_ended_and_those_begun_ahead_are_kept(
    make: Make, counted: type[Counted], gate: Open
) -> None:
    engines = make(2, patience=SOON)
    engines.start()
    gates = [gate(engines) for _ in range(2)]
    calls = [each.begin() for each in gates]
    until(lambda: engines._turns.overdue == 2)
    told(engines, os.getpid)
    assert engines.alive == counted.now == 3
    for each, call in zip(gates, calls, strict=True):
        each.close()
        call.result(PATIENCE)
    assert engines.alive == counted.now == 2
    engines.dismiss()


@pytest.mark.parametrize("task", [tasks.die, tasks.fail, tasks.spin, tasks.late, tasks.number])
def test_however_an_overdue_task_ends_its_turn_is_there_again(
    make: Make, gate: Open, threads: ThreadPoolExecutor, task: Callable[..., object]
) -> None:
    engines = make(1, patience=SOON)
    for _ in range(2):
        call = threads.submit(engines.call, task, limits=Limits(SOON * 2), tries=1)
        call.exception(PATIENCE)
    one_is_served_beside_one_that_is_overdue(engines, gate)
    assert engines.alive == 1


def test_an_overdue_task_whose_process_is_killed_is_tried_again_within_the_bounds(
    make: Make, gate: Open
) -> None:
    engines = make(1, patience=SOON)
    slow = gate(engines)
    pid = told(engines, os.getpid)
    call = slow.begin()
    until(lambda: engines._turns.overdue == 1)
    os.kill(pid, signal.SIGKILL)
    until(lambda: not Path(f"/proc/{pid}").exists())  # with all it had open
    slow.begun()
    assert engines.alive == 1
    slow.close()
    assert call.result(PATIENCE) != pid
    one_is_served_beside_one_that_is_overdue(engines, gate)


def test_one_who_goes_while_they_wait_for_a_late_turn_holds_up_nobody(
    make: Make, gate: Open
) -> None:
    engines = make(1, patience=SOON)
    first, gone = gate(engines), gate(engines)
    call = first.begin()
    until(lambda: engines._turns.overdue == 1)
    assert isinstance(gone.call(abandoned=lambda: True).exception(PATIENCE), Abandoned)
    first.close()
    call.result(PATIENCE)
    one_is_served_beside_one_that_is_overdue(engines, gate)


def test_dismissal_ends_overdue_tasks_and_those_that_wait_to_be_done_anew(
    make: Make, counted: type[Counted], gate: Open
) -> None:
    engines = make(1, patience=SOON)
    calls: list[Future[Any]] = [gate(engines).begin()]
    until(lambda: engines._turns.overdue == 1)
    calls.append(gate(engines).call())
    until(lambda: engines._turns._late)
    engines.dismiss()
    for call in calls:
        with pytest.raises(EnginesDismissed):
            call.result(PATIENCE)
    assert engines.alive == counted.now == engines._turns.overdue == 0


def test_dismissal_at_any_moment_leaves_no_process(
    make: Make, counted: type[Counted], threads: ThreadPoolExecutor
) -> None:
    for answers in (1, 5):
        engines = make(2, patience=SOON)
        engines.start()
        answered = threading.Semaphore(0)

        def ask(engines: Engines = engines, answered: threading.Semaphore = answered) -> None:
            while True:
                engines.call(tasks.busy, 0.02, limits=LIMITS)
                answered.release()

        asking = [threads.submit(ask) for _ in range(6)]
        for _ in range(answers):
            assert answered.acquire(timeout=PATIENCE)
        engines.dismiss()
        for each in asking:
            assert isinstance(each.exception(PATIENCE), EnginesDismissed)
        assert counted.now == engines.alive == 0
