"""Cases answered in processes of their own, by whichever executor they are given to."""

import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from ..i18n import message
from ..workers import Engines, EnginesDismissed
from ..workers.limits import Limits, MemoryLimitReached, TimeLimitReached, WorkerFailed
from .answering import answered
from .records import Failed, Tail, failure_tail
from .request import BatchRequest

# Seconds after which a process that nobody gives a case to ends and leaves its memory to others.
MOST_IDLE = 60.0


@dataclass(frozen=True, slots=True)
class Task:
    """One case and what is asked of it."""

    content: bytes
    request: BatchRequest
    limits: Limits


class _Own(threading.local):
    """The engines of a thread: those of its executor, else those that all others share."""

    engines = Engines(idle=MOST_IDLE)


_own = _Own()


def answered_apart(task: Task) -> Tail:
    """What any executor is given to do: the answer to a case, found in a process of its own."""
    return answered_by(_own.engines, task)


def answered_by(engines: Engines, task: Task) -> Tail:
    """The answer to a case, or why there is none."""
    try:
        return cast("Tail", engines.call(answered, task.content, task.request, limits=task.limits))
    except TimeLimitReached:
        words = message("time_limit", seconds=f"{task.limits.seconds:g}")
        failed = Failed("time_limit", words)
    except MemoryLimitReached:
        words = message("asp_memory_limit", mebibytes=str(task.limits.mebibytes))
        failed = Failed("memory_limit", words)
    # OSError: a process cannot even be started
    except (WorkerFailed, EnginesDismissed, OSError) as error:
        how = str(error) or type(error).__name__
        failed = Failed("worker_failed", message("asp_worker_failed", how=how))
    return failure_tail(failed, task.request.lang)


@contextmanager
def threads(workers: int) -> Iterator[tuple[Executor, int]]:
    """An executor for one machine and how many cases it answers at once: each thread has the use
    of a process of its own.
    """
    engines = Engines(idle=MOST_IDLE)
    executor = ThreadPoolExecutor(workers, initializer=_use, initargs=(engines,))
    try:
        yield executor, workers
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        engines.dismiss()
        executor.shutdown()


def _use(engines: Engines) -> None:
    _own.engines = engines
