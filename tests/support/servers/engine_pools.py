"""Engine processes under test: tasks that wait for the test, and what is left of a process."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from support.servers import engine_tasks as tasks
from support.waiting import until
from wenze.reasoner.workers import Limits, WorkerPool

LIMITS = Limits(60)
Make = Callable[..., WorkerPool]


class Gate:
    """A task that waits for the test; it comes to its process."""

    def __init__(self, path: Path, threads: ThreadPoolExecutor, engines: WorkerPool) -> None:
        self.path, self._threads, self._engines = str(path), threads, engines
        self._end: int | None = None
        os.mkfifo(path)

    def call(self, **named: Any) -> Future[Any]:
        """A call that may have to wait for its turn."""
        named = {"limits": LIMITS, **named}
        return self._threads.submit(self._engines.call, tasks.through, self.path, **named)

    def begin(self, **named: Any) -> Future[Any]:
        """A call that has begun; it ends with the gate."""
        call = self.call(**named)
        self.begun()
        return call

    def begun(self) -> None:
        """Wait until the task has begun."""
        until(self.opened)

    def close(self) -> None:
        if self._end is not None:
            os.close(self._end)
        self._end = None

    def opened(self) -> bool:
        """Whether the task has begun, as far as is known."""
        try:
            end = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads
            return False
        self.close()
        self._end = end
        return True


def told(engines: WorkerPool, task: Callable[..., object], **named: Any) -> Any:
    return engines.call(task, limits=LIMITS, **named)
