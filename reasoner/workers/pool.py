"""The worker processes of one server or one batch."""

import math
import pickle
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from contextlib import suppress
from typing import Self

from pebble import ProcessExpired

from ..errors import WenzeError
from .limits import Limits, MemoryLimitReached, TimeLimitReached, WorkerFailed
from .process import TIME_IS_UP, Reply, Worker
from .turns import GLANCE, Abandoned, Turn, Turns, TurnsClosed

# Seconds after which the task of a client that has gone is killed: a process costs as much.
_WORTH_A_PROCESS = 1.0
# Seconds: a process that has not begun by then, on whatever machine, will not.
MOST_TO_BEGIN = 120.0


class PoolClosed(WenzeError):
    """The pool was closed: it answers nothing more."""


class _Preempted(WenzeError):
    """The task has to start over later, since it is slow and others wait."""


class WorkerPool:
    """Worker processes that do tasks for any thread, started when they are needed."""

    def __init__(
        self,
        most: float,
        mebibytes: int = Limits().mebibytes,
        *,
        warm: Callable[[], object] | None = None,
        patience: float | None = None,
        idle: float | None = None,
    ) -> None:
        """At most ``most`` processes, each with so much memory.

        ``warm``, a function of a module, is what each does first. After ``patience`` seconds a task
        is slow: slow ones leave one process to the others (see Turns). After ``idle`` seconds
        without a task a process ends; None for never.
        """
        self._most = most
        self._mebibytes = mebibytes
        self._warm = warm
        self._patience = patience
        self._idle_seconds = idle
        self.turns = Turns(most, quick_lane=patience is not None)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []  # the one used last at the end
        self._busy: set[Worker] = set()
        self._ahead = 0  # how many there should be though nothing is asked

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def closed(self) -> bool:
        """True if it answers nothing more."""
        return self.turns.closed

    @property
    def alive(self) -> int:
        """The number of processes that live."""
        with self._lock:
            workers = [*self._idle, *self._busy]
        return sum(worker.alive for worker in workers)

    def start(self) -> None:
        """Start all processes ahead, and from now on replace those that end."""
        self._ahead = int(self._most)
        self._tidy()

    def call(
        self,
        function: Callable[..., object],
        *args: object,
        limits: Limits | None = None,
        key: str | None = None,
        abandoned: Callable[[], bool] | None = None,
        max_wait: float = math.inf,
        tries: int = 2,
    ) -> object:
        """Call a function of a module in one of the processes and return its result.

        While all are busy the call waits for its turn, for `max_wait` seconds at most. `abandoned`
        is asked twice a second whether the client has gone: then a call that waits is dropped, and
        a slow task killed. A free process that has done a task with the same `key` is preferred.

        A process may end, or its memory be full, through no fault of its task: such a task is tried
        again in a new process.

        Raises Abandoned, PoolClosed, TimeLimitReached, MemoryLimitReached, WorkerFailed, and
        whatever pickle raises where the task cannot be sent.
        """
        task = pickle.dumps((function, args))
        limits = limits or Limits()
        until = time.monotonic() + max_wait
        late = False

        def left() -> bool:
            return time.monotonic() > until or (abandoned is not None and abandoned())

        try:
            while True:
                try:
                    with self.turns.turn(left, late=late) as turn:
                        for _ in range(tries - 1):
                            with suppress(MemoryLimitReached, WorkerFailed):
                                return self._done(task, limits, key, turn, abandoned)
                        return self._done(task, limits, key, turn, abandoned, fresh=tries > 1)
                except _Preempted:
                    late = True
        except TurnsClosed:
            raise PoolClosed from None
        finally:
            self._tidy()

    def close(self) -> None:
        """End every process. Threads that wait for a turn or an answer get PoolClosed."""
        with self._lock:
            self.turns.close()
            workers, self._idle = [*self._idle, *self._busy], []
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.end()

    def _done(
        self,
        task: bytes,
        limits: Limits,
        key: str | None,
        turn: Turn,
        abandoned: Callable[[], bool] | None,
        *,
        fresh: bool = False,
    ) -> object:
        worker = self._take(key, fresh)
        reply = None
        try:
            future = submitted(worker, task, limits)
            self._wait(worker, future, turn, abandoned)
            reply = reply_of(future)
        except WorkerFailed:
            if self.closed:
                raise PoolClosed from None
            raise
        finally:
            self._give_back(worker, key, fit=reply is not None and not reply.worn)
        return value_of(reply)

    def _wait(
        self,
        worker: Worker,
        future: "Future[Reply]",
        turn: Turn,
        abandoned: Callable[[], bool] | None,
    ) -> None:
        """Wait for a reply. Raises Abandoned, PoolClosed, _Preempted, WorkerFailed."""
        patience = self._patience
        glance = GLANCE if patience is None else min(GLANCE, max(patience / 4, 0.01))
        started = time.monotonic()
        begun = False
        while not wait([future], glance).done:
            taken = time.monotonic() - started
            if self.closed:
                raise PoolClosed
            if not begun:
                begun = future.running()
                if begun:
                    started = time.monotonic()
                elif taken > MOST_TO_BEGIN or not worker.alive:
                    raise WorkerFailed("not begun")
            elif taken > _WORTH_A_PROCESS and abandoned is not None and abandoned():
                raise Abandoned
            elif patience is not None and taken > patience and self.turns.must_yield(turn):
                raise _Preempted

    def _take(self, key: str | None, fresh: bool) -> Worker:
        """Take the idle worker that suits best, or a new one. Raises PoolClosed."""
        useless: list[Worker] = []
        with self._lock:
            if self.closed:
                raise PoolClosed
            suited = [each for each in self._idle if each.alive and not (fresh and each.uses)]
            known = [worker for worker in suited if worker.knows(key)]
            if suited:
                worker = (known or suited)[-1]
                self._idle.remove(worker)
            else:
                useless = self._surplus(room=1)
                worker = Worker(self._mebibytes, self._warm)
            self._busy.add(worker)
        for each in useless:
            each.end()
        return worker

    def _surplus(self, room: int = 0) -> list[Worker]:
        """Take away idle workers that are dead, or too many by so many."""
        surplus = [worker for worker in self._idle if not worker.alive]
        self._idle = [worker for worker in self._idle if worker not in surplus]
        while self._idle and len(self._idle) + len(self._busy) + room > self._most:
            surplus.append(self._idle.pop(0))
        return surplus

    def _give_back(self, worker: Worker, key: str | None, *, fit: bool) -> None:
        """Keep a worker for other tasks, or end it."""
        if fit:
            worker.remember(key)
        else:
            worker.end()
        with self._lock:
            self._busy.discard(worker)
            if not fit:
                return
            if not self.closed:
                self._idle.append(worker)
        if self.closed:
            worker.end()
        elif self._idle_seconds is not None:
            timer = threading.Timer(self._idle_seconds, self._retire, (worker, worker.uses))
            timer.daemon = True
            timer.start()

    def _retire(self, worker: Worker, uses: int) -> None:
        """End a worker that has done nothing since."""
        with self._lock:
            if worker not in self._idle or worker.uses != uses:
                return
            self._idle.remove(worker)
        worker.end()

    def _tidy(self) -> None:
        """End idle workers that are of no use, and start those that are lacking."""
        with self._lock:
            useless = self._surplus()
            while not self.closed and len(self._idle) + len(self._busy) < self._ahead:
                worker = Worker(self._mebibytes, self._warm)
                try:
                    worker.start()
                except (OSError, RuntimeError):
                    break  # left to the call that wants it
                self._idle.insert(0, worker)
        for worker in useless:
            worker.end()


def submitted(worker: Worker, task: bytes, limits: Limits) -> "Future[Reply]":
    """Have a task done. Raises WorkerFailed where no process can be started."""
    try:
        return worker.submit(task, limits)
    except (OSError, RuntimeError) as error:
        raise WorkerFailed(str(error.__cause__ or error)) from error


def reply_of(future: "Future[Reply]") -> Reply:
    """The reply of a process. Raises TimeLimitReached, WorkerFailed."""
    try:
        return future.result()
    except (TimeoutError, CancelledError):
        raise TimeLimitReached from None
    except ProcessExpired as ended:
        code = int(ended.exitcode)
        if code == -TIME_IS_UP:
            raise TimeLimitReached from None
        raise WorkerFailed(signal.Signals(-code).name if code < 0 else str(code)) from None
    except BrokenExecutor as broken:  # it ended before it began the task
        raise WorkerFailed(str(broken)) from None


def value_of(reply: Reply) -> object:
    """The result of a task. Raises TimeLimitReached, MemoryLimitReached, WorkerFailed."""
    match reply.kind:
        case "time":
            raise TimeLimitReached
        case "memory":
            raise MemoryLimitReached
    try:
        value: object = pickle.loads(reply.value)  # noqa: S301 - from our own process
    except Exception as error:
        raise WorkerFailed(f"{type(error).__name__}: {error}") from None
    if reply.kind == "failed":
        raise WorkerFailed(str(value))
    return value
