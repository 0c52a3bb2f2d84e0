"""One process: what cannot be said, what is left of it, what it has of the caller."""

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
from support.servers.engine_pools import LIMITS, Make, told
from support.waiting import gone, until
from wenze.reasoner.workers import Limits, MemoryLimitReached, WorkerFailed, WorkerPool
from wenze.reasoner.workers.process import Worker

MEBIBYTE = 1 << 20


# --- What is said


def test_what_a_task_comes_to_may_be_too_much_for_it_and_not_for_the_next(one: WorkerPool) -> None:
    with pytest.raises(MemoryLimitReached):
        one.call(bytes, 1500 * MEBIBYTE, limits=LIMITS)
    assert one.call(tasks.echo, 1, limits=LIMITS) == 1


def test_large_arguments_and_results_are_sent_whole(one: WorkerPool) -> None:
    content = bytes(range(256)) * (16 * MEBIBYTE // 256)
    assert one.call(tasks.echo, content, limits=LIMITS) == content


def test_what_cannot_be_sent_is_an_error_of_the_one_who_asks_and_costs_no_process(
    one: WorkerPool,
) -> None:
    pid, _ = told(one, tasks.number)
    for argument in (lambda: None, gone.__code__):
        with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
            one.call(tasks.echo, argument, limits=LIMITS)
    assert told(one, tasks.number) == (pid, 2)


@pytest.mark.parametrize(("task", "how"), [(tasks.unheard, "pickle"), (tasks.unread, "ValueError")])
def test_a_result_that_cannot_be_sent_or_read_fails_and_the_next_task_is_done(
    one: WorkerPool, task: Callable[[], object], how: str
) -> None:
    with pytest.raises(WorkerFailed, match=how):
        one.call(task, limits=LIMITS)
    assert one.call(tasks.echo, 1, limits=LIMITS) == 1


# --- How it ends


def test_what_a_task_leaves_behind_ends_with_its_process_however_that_ends(
    one: WorkerPool,
) -> None:
    child = told(one, tasks.leave_child)
    os.kill(told(one, os.getpid), signal.SIGKILL)
    told(one, tasks.number)
    until(lambda: gone(child))


def test_what_a_task_leaves_behind_does_not_hide_that_its_process_has_ended(
    one: WorkerPool,
) -> None:
    with pytest.raises(WorkerFailed, match="SIGSEGV"):
        one.call(tasks.end_with_heir, limits=LIMITS)


def test_what_a_task_has_started_ends_with_a_process_that_is_idle_too_long(make: Make) -> None:
    pid = told(make(1, idle=0.01), tasks.leave_child)
    until(lambda: gone(pid))


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


def children() -> set[int]:
    """The processes that this one has begun, those that have ended unnoticed included."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            _, parent = stat.read_text(errors="replace").rpartition(") ")[2].split()[:2]
            if int(parent) == os.getpid():
                found.add(int(stat.parent.name))
    return found


def test_processes_leave_no_file_open_and_no_child(make: Make) -> None:
    told(make(1), os.getpid)  # what Python starts beside the first
    before, known = open_files(), children()
    with WorkerPool(1) as pool:
        for _ in range(3):
            with pytest.raises(WorkerFailed):
                pool.call(tasks.die, limits=LIMITS, tries=1)
        told(pool, tasks.number)
    assert open_files() == before
    assert children() <= known


def test_it_may_be_ended_twice_and_killed_when_it_has_ended() -> None:
    worker = Worker(2048)
    for _ in range(2):
        worker.end()
        worker.kill()
        assert not worker.alive


def test_a_process_that_cannot_be_begun_is_an_error_and_no_end(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = make(1)
    with monkeypatch.context() as patched:
        patched.setattr("multiprocessing.spawn._python_exe", b"/nowhere/python")
        with pytest.raises(WorkerFailed):
            told(pool, os.getpid)
    assert isinstance(told(pool, os.getpid), int)


def test_a_process_that_does_not_begin_has_failed(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenze.reasoner.workers.pool.MOST_TO_BEGIN", 0.0)
    monkeypatch.setattr("wenze.reasoner.workers.pool.GLANCE", 0.001)
    with pytest.raises(WorkerFailed, match="begun"):
        told(make(1), os.getpid)


# --- What it has of the caller


@pytest.mark.parametrize("closed", ["<&-", "<&- >&-", "<&- >&- 2>&-"])
def test_whoever_has_no_standard_streams_has_workers(closed: str) -> None:
    code = (
        "import os; from wenze.reasoner.workers import Limits, WorkerPool; "
        "os._exit(WorkerPool(1).call(int, '7', limits=Limits(60), tries=1))"
    )
    ended = subprocess.run(  # noqa: S603 - a fixed program
        ["/bin/sh", "-c", f'exec "$0" -c "$1" {closed}', sys.executable, code], check=False
    )
    assert ended.returncode == 7


def test_a_script_that_asks_at_once_is_not_run_again_nor_is_its_folder_looked_into(
    tmp_path: Path,
) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from wenze.reasoner.workers import WorkerPool\n"
        "with WorkerPool(1) as pool:\n"
        "    print(pool.call(int, '7'))\n"
    )
    for name in ("random", "tempfile", "runpy"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError(__name__)")
    ended = subprocess.run(  # noqa: S603 - a fixed program
        [sys.executable, "-P", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (ended.stdout, ended.stderr) == ("7\n", "")


def test_an_interrupt_on_the_terminal_is_for_the_one_who_started_them(one: WorkerPool) -> None:
    pid = told(one, os.getpid)
    assert os.getpgid(pid) == pid != os.getpgrp()
    os.kill(pid, signal.SIGINT)
    assert told(one, os.getpid) == pid


def test_a_daemon_may_have_workers() -> None:
    """Dask's workers are such."""
    code = """
import multiprocessing
from wenze.reasoner.workers import WorkerPool
multiprocessing.process.current_process()._config["daemon"] = True
with WorkerPool(1) as pool:
    assert pool.call(int, "7") == 7
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603


def test_processor_time_is_limited_whatever_the_clock_says(one: WorkerPool) -> None:
    assert one.call(tasks.busy, 0.3, limits=Limits(0.2)) == 0.3
