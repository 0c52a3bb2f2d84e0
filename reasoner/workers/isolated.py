"""Work done in a process of its own, which can be ended at any time.

Neither grounding nor a proof can be interrupted, and some programs end clingo by a signal. The
process is started afresh, not forked: an engine does not live through a fork.
"""

import contextlib
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from .limits import (
    MEBIBYTE,
    Limits,
    MemoryLimitReached,
    TimeLimitReached,
    WorkerFailed,
)

# Python's own limit is soon reached by nested terms; what the stack of a process holds is not.
DEEPEST = 20_000
# What a worker sends last: that it ended well, ran out of memory, or failed by an exception.
_DONE, _MEMORY, _FAILED = "done", "memory", "failed"
Send = Callable[[Any], None]
Request = TypeVar("Request")


def run(
    task: Callable[[Request, Send], None], request: Request, limits: Limits
) -> Generator[Any, None, None]:
    """What a task sends, as it sends it; the task must be found by name in its module.

    However this ends, the process ends with it. Raises TimeLimitReached, MemoryLimitReached,
    WorkerFailed.
    """
    deadline = time.monotonic() + limits.seconds
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    worker = context.Process(
        target=_work, args=(sending, task, request, limits.mebibytes), daemon=True
    )
    with receiving:
        worker.start()
        sending.close()
        try:
            while (sent := _received(receiving, worker, deadline))[0] is None:
                yield sent[1]
        finally:
            worker.kill()
            worker.join()
    if sent[0] == _MEMORY:
        raise MemoryLimitReached
    if sent[0] == _FAILED:
        raise WorkerFailed(str(sent[1]))


def _received(
    receiving: Connection, worker: multiprocessing.process.BaseProcess, deadline: float
) -> tuple[str | None, Any]:
    """The next thing sent."""
    if not wait([receiving], max(0.0, deadline - time.monotonic())):
        raise TimeLimitReached
    try:
        sent: tuple[str | None, Any] = receiving.recv()
    except EOFError:
        worker.join()
        code = worker.exitcode or 0
        how = signal.Signals(-code).name if code < 0 else str(code)
        raise WorkerFailed(how) from None
    return sent


def _work(
    sending: Connection, task: Callable[[Any, Send], None], request: Any, mebibytes: int
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started this decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.setrecursionlimit(DEEPEST)
    resource.setrlimit(resource.RLIMIT_AS, (mebibytes * MEBIBYTE, resource.RLIM_INFINITY))
    last: tuple[str, str | None]
    try:
        task(request, lambda sent: sending.send((None, sent)))
        last = (_DONE, None)
    except MemoryError:
        last = (_MEMORY, None)
    except Exception as error:
        last = (_FAILED, f"{type(error).__name__}: {error}")
    with contextlib.suppress(OSError, MemoryError):
        sending.send(last)
        sending.close()
    os._exit(0)  # nothing is left to be tidied up, and engines may be slow at it


def _end_with_parent() -> None:
    """End with the process that started this one, however it ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
