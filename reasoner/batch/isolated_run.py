"""Isolated runs: each case in a worker process, whichever executor it is given to."""

import math
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from ..errors import WenzeError
from ..workers import PoolClosed, WorkerPool
from ..workers.limits import (
    Limits,
    MemoryLimitReached,
    TimeLimitReached,
    WorkerFailed,
    failure_words,
)
from .answering import answer
from .records import Failure, Tail, failure_tail
from .request import BatchRequest

# Seconds after which a process that nobody gives a case to ends and leaves its memory to others.
MOST_IDLE = 60.0
_CODES: Mapping[type[WenzeError], Failure] = {
    TimeLimitReached: "time_limit",
    MemoryLimitReached: "memory_limit",
}


@dataclass(frozen=True, slots=True)
class Task:
    """One case, the question about it, and limits."""

    content: bytes
    request: BatchRequest
    limits: Limits


class _Own(threading.local):
    """The workers of a thread: those of its executor, else those that all others share."""

    workers: WorkerPool | None = None


_own = _Own()


@lru_cache(maxsize=4)
def _shared(mebibytes: int) -> WorkerPool:
    """The workers of all threads of some other executor, which bounds them."""
    return WorkerPool(math.inf, mebibytes, idle=MOST_IDLE)


def answer_isolated(task: Task) -> Tail:
    """Answer a case in a process of its own: the task that any executor is given."""
    return answer_in(_own.workers or _shared(task.limits.mebibytes), task)


def answer_in(workers: WorkerPool, task: Task) -> Tail:
    """Have a worker answer a case; else say why there is no answer."""
    try:
        return cast("Tail", workers.call(answer, task.content, task.request, limits=task.limits))
    except (TimeLimitReached, MemoryLimitReached, WorkerFailed, PoolClosed) as failed:
        code = _CODES.get(type(failed), "worker_failed")
        return failure_tail(code, failure_words(failed, task.limits), task.request.lang)


@contextmanager
def threads(workers: int, mebibytes: int = Limits().mebibytes) -> Iterator[tuple[Executor, int]]:
    """An executor for one machine, and how many cases it answers at once."""
    pool = WorkerPool(workers, mebibytes)
    executor = ThreadPoolExecutor(workers, initializer=_use, initargs=(pool,))
    try:
        yield executor, workers
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        pool.close()
        executor.shutdown()


def _use(workers: WorkerPool) -> None:
    _own.workers = workers
