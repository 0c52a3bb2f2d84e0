"""One process and its channel: what cannot be said, what stops half-way, what is left open."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from support.servers import engine_tasks as tasks
from support.servers.engine_pools import LIMITS, Make, gone, told, until
from wenze.reasoner.workers import Engines, MemoryLimitReached, WorkerFailed
from wenze.reasoner.workers.process import EngineProcess

MEBIBYTE = 1 << 20


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


def stopped(pid: int) -> bool:
    """Whether every thread of a process is."""
    threads = Path(f"/proc/{pid}/task").glob("*/stat")
    return all(thread.read_text().rpartition(") ")[2][0] == "T" for thread in threads)


# --- What is said


def test_what_a_task_comes_to_may_be_too_much_for_it_and_not_for_the_next(one: Engines) -> None:
    with pytest.raises(MemoryLimitReached):
        one.call(bytes, 1500 * MEBIBYTE, limits=LIMITS)
    assert one.call(tasks.echo, 1, limits=LIMITS) == 1


def test_large_arguments_and_results_are_sent_whole(one: Engines) -> None:
    content = bytes(range(256)) * (16 * MEBIBYTE // 256)
    assert one.call(tasks.echo, content, limits=LIMITS) == content


def test_what_cannot_be_sent_is_an_error_of_the_one_who_asks_and_costs_no_process(
    one: Engines,
) -> None:
    pid, _ = told(one, tasks.number)
    for argument in (lambda: None, open_files.__code__):
        with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
            one.call(tasks.echo, argument, limits=LIMITS)
    assert told(one, tasks.number) == (pid, 2)


@pytest.mark.parametrize(("task", "how"), [(tasks.unheard, "pickle"), (tasks.unread, "ValueError")])
def test_a_result_that_cannot_be_sent_or_read_fails_and_the_next_task_is_done(
    one: Engines, task: Callable[[], object], how: str
) -> None:
    with pytest.raises(WorkerFailed, match=how):
        one.call(task, limits=LIMITS)
    assert one.call(tasks.echo, 1, limits=LIMITS) == 1


def test_one_that_stops_in_the_middle_of_its_answer_is_ended(
    one: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenze.reasoner.workers.process.MOST_SILENT", 0.1)
    with pytest.raises(WorkerFailed, match="SIGKILL"):
        one.call(tasks.half_said, limits=LIMITS)
    assert one.call(tasks.echo, 1, limits=LIMITS) == 1


def test_one_that_stops_taking_its_task_is_ended(
    one: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenze.reasoner.workers.process.MOST_SILENT", 0.1)
    pid, _ = told(one, tasks.number)
    os.kill(pid, signal.SIGSTOP)
    until(lambda: stopped(pid))
    with pytest.raises(WorkerFailed, match="SIGKILL"):
        one.call(tasks.echo, b"x" * MEBIBYTE, limits=LIMITS, tries=1)
    assert gone(pid)


# --- How it ends


def test_what_a_task_leaves_behind_does_not_hide_that_its_process_has_ended(one: Engines) -> None:
    with pytest.raises(WorkerFailed, match="SIGSEGV"):
        one.call(tasks.end_with_heir, limits=LIMITS)


def test_a_process_may_end_between_the_look_at_it_and_its_task(make: Make) -> None:
    engines = make(1)
    process = engines._begin(2048)
    engines._idle.append(process)
    os.kill(process._process.pid, signal.SIGKILL)  # while it begins
    assert engines.call(tasks.echo, 1, limits=LIMITS) == 1
    assert not process.lives


def test_what_a_task_has_started_ends_with_a_process_that_is_idle_too_long(
    make: Make, tmp_path: Path
) -> None:
    engines = make(1, idle=0.01)
    pid: object = engines.call(tasks.leave_child, limits=LIMITS)
    assert isinstance(pid, int)
    until(lambda: gone(pid))


def children() -> set[int]:
    """The processes that this one has begun, those that have ended unnoticed included."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            _, parent = stat.read_text(errors="replace").rpartition(") ")[2].split()[:2]
            if int(parent) == os.getpid():
                found.add(int(stat.parent.name))
    return found


def test_processes_leave_no_file_open_and_no_child(one: Engines) -> None:
    before, known = open_files(), children()
    for _ in range(3):
        with pytest.raises(WorkerFailed):
            one.call(tasks.die, limits=LIMITS, tries=1)
    assert one.alive == 0
    assert open_files() == before
    assert children() <= known


def test_one_that_cannot_be_begun_leaves_no_file_open(monkeypatch: pytest.MonkeyPatch) -> None:
    before = open_files()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(OSError, match="nowhere"):
        EngineProcess(2048)
    assert open_files() == before


def test_it_may_be_ended_twice_and_killed_when_it_has_ended() -> None:
    process = EngineProcess(2048)
    for _ in range(2):
        process.end()
        process.kill()
        assert not process.lives


@pytest.mark.parametrize("closed", ["<&-", "<&- >&-", "<&- >&- 2>&-"])
def test_whoever_has_no_standard_streams_has_engines(closed: str) -> None:
    code = (
        "import os; from wenze.reasoner.workers import Engines, Limits; "
        "os._exit(Engines(1).call(int, '7', limits=Limits(60), tries=1))"
    )
    ended = subprocess.run(  # noqa: S603 - a fixed program
        ["/bin/sh", "-c", f'exec "$0" -c "$1" {closed}', sys.executable, code], check=False
    )
    assert ended.returncode == 7
