"""The engine processes of one server or one batch."""

import atexit
import threading
from collections.abc import Callable
from contextlib import suppress

from reasoner.engines.process import EngineProcess
from reasoner.engines.turns import EnginesDismissed, Turns
from reasoner.limits import Limits, MemoryLimitReached, WorkerFailed


class Engines:
    """Processes that do tasks for any thread, begun when there is none free."""

    def __init__(
        self,
        most: int | None = None,
        mebibytes: int = Limits().mebibytes,
        idle: float | None = None,
        warm: Callable[[], object] | None = None,
    ) -> None:
        """At most ``most`` processes at once; None where whoever calls sees to that.

        ``mebibytes`` is the memory of those that ``start`` begins. ``idle`` is the number of
        seconds after which one that has nothing to do ends; None for never. ``warm``, a function of
        a module, is what each does first.
        """
        self._most = most
        self._mebibytes = mebibytes
        self._idle_seconds = idle
        self._warm = warm
        self._turns = Turns(most)
        self._lock = threading.Lock()
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
        self._replenish()

    @property
    def alive(self) -> int:
        """How many processes there are that have not ended."""
        with self._lock:
            return sum(process.lives for process in (*self._idle, *self._busy))

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

        Raises Abandoned, EnginesDismissed, TimeLimitReached, MemoryLimitReached, WorkerFailed and,
        where no process can be begun, OSError.
        """
        with self._turns.turn(abandoned):
            try:
                for _ in range(tries - 1):
                    with suppress(MemoryLimitReached, WorkerFailed):
                        return self._once(function, args, limits, key)
                return self._once(function, args, limits, key, fresh=tries > 1)
            finally:
                self._replenish()

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

    def _once(
        self,
        function: Callable[..., object],
        args: tuple[object, ...],
        limits: Limits,
        key: str | None,
        fresh: bool = False,
    ) -> object:
        process = self._take(limits.mebibytes, key, fresh)
        fit = False
        try:
            result = process.do(function, args, limits.seconds)
            fit = not process.worn
        except WorkerFailed:
            if self._dismissed:
                raise EnginesDismissed from None
            raise
        finally:
            with self._lock:
                self._busy.discard(process)
                fit = fit and not self._dismissed
                if fit:
                    process.key = key
                    self._idle.append(process)
            if not fit:
                process.end()
        return result

    def _take(self, mebibytes: int, key: str | None, fresh: bool) -> EngineProcess:
        """The process that suits best and may have that much memory, or a new one."""
        ended = []
        try:
            with self._lock:
                if self._dismissed:
                    raise EnginesDismissed
                suited = sorted(
                    (p for p in self._idle if p.mebibytes == mebibytes and (p.fresh or not fresh)),
                    key=lambda process: key is not None and process.key == key,
                )
                while suited:
                    process = suited.pop()
                    self._idle.remove(process)
                    if process.lives:
                        self._busy.add(process)
                        return process
                    ended.append(process)
                while self._idle and self._most == len(self._idle) + len(self._busy):
                    ended.append(self._idle.pop(0))
                process = self._begin(mebibytes)
                self._busy.add(process)
                return process
        finally:
            for process in ended:
                process.end()

    def _replenish(self) -> None:
        """Begin processes ahead for those that are lacking. One that cannot be begun is left to the
        call that wants it.
        """
        with self._lock, suppress(OSError):
            while not self._dismissed and len(self._idle) + len(self._busy) < self._ahead:
                self._idle.insert(0, self._begin(self._mebibytes))

    def _begin(self, mebibytes: int) -> EngineProcess:
        return EngineProcess(mebibytes, self._idle_seconds, self._warm)
