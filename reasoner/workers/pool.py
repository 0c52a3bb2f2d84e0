"""The engine processes of one server or one batch."""

import atexit
import math
import pickle
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from .fair_queue import EnginesDismissed, Overdue, Turns
from .limits import Limits, MemoryLimitReached, WorkerFailed
from .process import EngineProcess


class Engines:
    """Processes that do tasks for any thread, begun when there is none free."""

    def __init__(
        self,
        most: int | None = None,
        mebibytes: int = Limits().mebibytes,
        idle: float | None = None,
        warm: Callable[[], object] | None = None,
        patience: float | None = None,
    ) -> None:
        """At most ``most`` processes at once, but for tasks that are overdue; None where whoever
        calls sees to that.

        ``mebibytes`` is the memory of those that ``start`` begins. ``idle`` is the number of
        seconds after which one that has done a task and is given no other ends; None for never.
        ``warm``, a function of a module, is what each does first. ``patience`` is the number of
        seconds after which a task is overdue and gives up its turn; None for never. At most
        ``most`` go on at once; one more is broken off and done anew when another has ended. So
        there are never more than twice as many processes, and quick tasks wait behind slow ones no
        longer than one has patience for.
        """
        self._most = most
        self._mebibytes = mebibytes
        self._idle_seconds = idle
        self._warm = warm
        self._patience = patience
        self._turns = Turns(most)
        self._lock = threading.Lock()
        # A process is counted until it has ended.
        self._idle: list[EngineProcess] = []  # the one used last at the end
        self._busy: set[EngineProcess] = set()
        self._ahead = 0  # how many there should be though nothing is asked
        self._dismissed = False
        atexit.register(self.dismiss)

    def start(self) -> None:
        """Begin all processes ahead, and from now on new ones for those that are lost. Without a
        bound none are.
        """
        self._ahead = self._most or 0
        self._tidy()

    @property
    def alive(self) -> int:
        """How many processes there are that have not ended."""
        with self._lock:
            return sum(process.lives for process in (*self._idle, *self._busy))

    @property
    def dismissed(self) -> bool:
        """Whether they answer nothing more."""
        return self._dismissed

    def call(
        self,
        function: Callable[..., object],
        *args: object,
        limits: Limits,
        key: str | None = None,
        abandoned: Callable[[], bool] | None = None,
        tries: int = 2,
    ) -> object:
        """What a function of a module comes to, called in one of the processes.

        Whoever comes while all are busy waits; ``abandoned`` is asked twice a second meanwhile
        whether they have gone. The time limit counts from when the process begins. Of the processes
        that are free the one whose last task had the same ``key`` is preferred, else the one used
        last.

        A process may end, or its memory be full, through no fault of its task: such a task is tried
        again, in a process that has seen no other.

        Raises Abandoned, EnginesDismissed, TimeLimitReached, MemoryLimitReached, WorkerFailed,
        where no process can be begun, OSError, and whatever pickle raises where it cannot be sent.
        """
        task = pickle.dumps((function, args))
        try:
            try:
                with self._turns.turn(abandoned) as turn:
                    overdue = partial(self._turns.give_up, turn)
                    return self._tried(tries, task, limits, key, overdue)
            except Overdue:
                with self._turns.turn(abandoned, late=True):
                    return self._tried(tries, task, limits, key)
        finally:
            self._tidy()

    def dismiss(self) -> None:
        """End every process; whoever waits for one, or for an answer, is told so."""
        atexit.unregister(self.dismiss)
        self._turns.close()
        with self._lock:
            self._dismissed = True
            idle, self._idle = self._idle, []
            for process in self._busy:
                process.kill()
        for process in idle:
            process.end()

    def _tried(
        self,
        tries: int,
        task: bytes,
        limits: Limits,
        key: str | None,
        overdue: Callable[[], None] | None = None,
    ) -> object:
        for _ in range(tries - 1):
            with suppress(MemoryLimitReached, WorkerFailed):
                return self._once(task, limits, key, overdue)
        return self._once(task, limits, key, overdue, fresh=tries > 1)

    def _once(
        self,
        task: bytes,
        limits: Limits,
        key: str | None,
        overdue: Callable[[], None] | None,
        fresh: bool = False,
    ) -> object:
        process = self._take(limits.mebibytes, key, fresh)
        fit = False
        try:
            if overdue is None:
                result = process.do(task, limits.seconds)
            else:
                result = process.do(task, limits.seconds, self._patience, overdue)
            fit = not process.worn
        except WorkerFailed:
            if self._dismissed:
                raise EnginesDismissed from None
            raise
        finally:
            self._give_back(process, key, fit)
        return result

    def _take(self, mebibytes: int, key: str | None, fresh: bool) -> EngineProcess:
        """The process that suits best and may have that much memory, or a new one."""
        with self._lock:
            if self._dismissed:
                raise EnginesDismissed
            process = self._suited(mebibytes, key, fresh)
            if process is None:
                # Whoever else is busy has a turn or is overdue: there is room, or one is idle.
                self._make_room()
                process = self._begin(mebibytes)
            self._busy.add(process)
            return process

    def _suited(self, mebibytes: int, key: str | None, fresh: bool) -> EngineProcess | None:
        self._bury()
        suited = [p for p in self._idle if p.mebibytes == mebibytes and (p.fresh or not fresh)]
        if not suited:
            return None
        known = [process for process in suited if key is not None and process.key == key]
        process = (known or suited)[-1]
        self._idle.remove(process)
        return process

    def _give_back(self, process: EngineProcess, key: str | None, fit: bool) -> None:
        """Keep a process for other tasks, or be rid of it."""
        with self._lock:
            kept = fit and not self._dismissed
            if kept:
                self._busy.discard(process)
                process.key = key
                self._idle.append(process)
        if not kept:
            process.end()
            with self._lock:
                self._busy.discard(process)

    def _tidy(self) -> None:
        """End what is idle and of no use, and begin processes ahead for those that are lacking. One
        that cannot be begun is left to the call that wants it.
        """
        with self._lock, suppress(OSError):
            self._bury()
            self._make_room(0)
            while not self._dismissed and len(self._idle) + len(self._busy) < self._ahead:
                self._idle.insert(0, self._begin(self._mebibytes))

    def _bury(self) -> None:
        """Be rid of idle processes that have ended."""
        for process in [each for each in self._idle if not each.lives]:
            self._idle.remove(process)
            process.end()

    def _make_room(self, wanted: int = 1) -> None:
        """End idle processes, until so many more would not be too many."""
        most = math.inf if self._most is None else self._most + self._turns.overdue
        while self._idle and len(self._idle) + len(self._busy) + wanted > most:
            self._idle.pop(0).end()

    def _begin(self, mebibytes: int) -> EngineProcess:
        return EngineProcess(mebibytes, self._idle_seconds, self._warm)
