"""Work in a process of its own ends when it must, and says how."""

from __future__ import annotations

import sys
from contextlib import closing

import pytest

from support.servers import stream_tasks as tasks
from support.waiting import gone, until
from wenze.reasoner.workers.limits import Limits, MemoryLimitReached, TimeLimitReached, WorkerFailed
from wenze.reasoner.workers.stream import DEEPEST, run


def test_what_is_sent_arrives_in_order() -> None:
    assert list(run(tasks.count_to, 1000, Limits())) == list(range(1000))


def test_only_the_process_of_the_work_may_recurse_deeper() -> None:
    before = sys.getrecursionlimit()
    assert list(run(tasks.send_recursion_limit, None, Limits())) == [DEEPEST]
    assert sys.getrecursionlimit() == before < DEEPEST


def test_at_the_limit_of_processor_time_the_worker_is_ended_and_what_was_sent_stays() -> None:
    work = run(tasks.send_then_spin, None, Limits(seconds=1))
    pid = next(work)
    with pytest.raises(TimeLimitReached):
        next(work)
    until(lambda: gone(pid))


def test_at_the_limit_by_the_clock_the_worker_is_ended_and_what_was_sent_stays() -> None:
    work = run(tasks.send_then_sleep, None, Limits(seconds=1))
    pid = next(work)
    with pytest.raises(TimeLimitReached):
        next(work)
    until(lambda: gone(pid))


def test_at_the_memory_limit_the_work_ends() -> None:
    work = run(tasks.take_memory, None, Limits(mebibytes=1024))
    assert next(work) == "before"
    with pytest.raises(MemoryLimitReached):
        next(work)


def test_a_worker_that_crashes_is_told_by_its_signal() -> None:
    work = run(tasks.crash, None, Limits())
    assert next(work) == "before"
    with pytest.raises(WorkerFailed, match="SIGSEGV"):
        next(work)


def test_an_exception_in_the_work_is_told() -> None:
    with pytest.raises(WorkerFailed, match="ValueError: no"):
        list(run(tasks.fail, None, Limits()))


def test_who_stops_listening_ends_the_worker() -> None:
    with closing(run(tasks.send_then_sleep, None, Limits())) as work:
        pid = next(work)
    until(lambda: gone(pid))
