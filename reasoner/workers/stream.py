"""One task in a worker process of its own that sends its results one by one, as it finds them."""

import pickle
import sys
from collections.abc import Callable, Generator
from concurrent.futures import wait
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from .limits import Limits, WorkerFailed
from .pool import reply_of, submitted, value_of
from .process import Worker
from .turns import GLANCE

# Python's own limit is soon reached by nested terms; the stack of a process holds this many frames.
DEEPEST = 20_000
Send = Callable[[Any], None]
Request = TypeVar("Request")
_END = object()


class _Channel:
    """In the process: where its results go."""

    sending: "Connection[Any, Any]"


def run(
    task: Callable[[Request, Send], None], request: Request, limits: Limits
) -> Generator[Any, None, None]:
    """Yield what a function of a module sends. However this ends, the process ends with it.

    Raises TimeLimitReached, MemoryLimitReached, WorkerFailed.
    """
    receiving, sending = get_context("spawn").Pipe(duplex=False)
    worker = Worker(limits.mebibytes, _open, sending)
    try:
        with receiving:
            with sending:
                future = submitted(worker, pickle.dumps((_send_all, (task, request))), limits)
            yield from iter(lambda: _received(receiving), _END)
        while not wait([future], GLANCE).done:
            if not worker.alive:
                raise WorkerFailed("not begun")
        value_of(reply_of(future))
    finally:
        worker.end()


def _received(receiving: "Connection[Any, Any]") -> object:
    try:
        return receiving.recv()
    except EOFError:
        return _END


def _open(sending: "Connection[Any, Any]") -> None:
    _Channel.sending = sending


def _send_all(task: Callable[[Any, Send], None], request: object) -> None:
    sys.setrecursionlimit(DEEPEST)
    with _Channel.sending as sending:
        task(request, sending.send)
