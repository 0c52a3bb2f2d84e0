"""The process that does tasks: ``python -m wenze.reasoner.workers.child``."""

import os
import pickle
import queue
import resource
import signal
import sys
import threading
from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
from typing import Any, NoReturn

from ..budget import TimeUp
from .limits import MEBIBYTE
from .process import Reply

# The share of its memory beyond which a process that is done with a task should do no other: what
# it keeps is of no more use than what the next one needs.
_WORN = 0.5


def main(mebibytes: int, idle: float | None = None) -> None:
    """Do tasks for as long as whoever started this process lives and has some."""
    channel = _channel()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = mebibytes * MEBIBYTE
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(channel, tasks), daemon=True).start()
    for number in count():
        try:
            # The first warms it up; it is not idle while the one that it is begun for is to come.
            task = tasks.get(timeout=idle if number > 1 else None)
        except queue.Empty:
            _end()
        channel.send_bytes(_done(task, _WORN * soft))


def _done(task: bytes, much: float) -> bytes:
    """The reply to a task. Here too a function is imported by its name, not known before."""
    try:
        function: Callable[..., object]
        function, args = pickle.loads(task)  # noqa: S301 - from whoever started this process
        result = function(*args)
        return pickle.dumps(Reply("done", result, _resident() > much))
    except MemoryError:
        return pickle.dumps(Reply("memory"))
    except TimeUp:
        return pickle.dumps(Reply("time"))
    except Exception as error:
        return pickle.dumps(Reply("failed", f"{type(error).__name__}: {error}"))


def _channel() -> "Connection[Any, Any]":
    """The channel, which comes as the standard input. It is kept from all that a task starts: held
    by others, it would not end with this process.
    """
    channel: Connection[Any, Any] = Connection(os.dup(0))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return channel


def _resident() -> int:
    """How much memory this process occupies, in bytes; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def _receive(channel: "Connection[Any, Any]", tasks: "queue.SimpleQueue[bytes]") -> None:
    """Take tasks in; end with the process that sends them, however that ends."""
    try:
        while True:
            tasks.put(channel.recv_bytes())
    finally:
        _end()


def _end() -> NoReturn:
    """End, and what was started with it."""
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), *map(float, sys.argv[2:]))
