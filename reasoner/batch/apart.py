"""Cases answered in processes of their own, kept between cases and ended at any time.

Neither grounding nor a proof can be interrupted. So whoever has a case to answer - a thread, a
process, a worker of a cluster - hands it to a process with both engines and waits for its answer no
longer than it may take. Each such process has its own channel: one that is killed, at whatever
moment, leaves nothing locked that another waits for.
"""

import atexit
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Pipe
from typing import cast

from reasoner.asp.worker import Limits, MemoryLimitReached, TimeLimitReached, WorkerFailed
from reasoner.batch.answering import Asked
from reasoner.batch.lines import Failed, Tail, failure_tail
from reasoner.bilingual import message

# Seconds: a process that has not begun by then, on whatever machine, will not.
MOST_TO_BEGIN = 120.0


@dataclass(frozen=True, slots=True)
class Task:
    """One case and what is asked of it."""

    content: bytes
    asked: Asked
    limits: Limits


class EngineProcess:
    """A process that answers one case after another."""

    def __init__(self, mebibytes: int) -> None:
        """Start it, with no more memory than it may have."""
        self.mebibytes = mebibytes
        self._channel, theirs = Pipe()
        with theirs:
            number = theirs.fileno()
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-P", "-m", "reasoner.batch.engine", str(number), str(mebibytes)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[number],
                process_group=0,  # an interrupt is for the one who started this
            )
        self._begun = False

    def answer(self, task: Task) -> Tail:
        """What it answers. Raises TimeLimitReached, MemoryLimitReached, WorkerFailed: then it is
        of no more use.
        """
        try:
            if not self._begun:
                self._receive(MOST_TO_BEGIN)
                self._begun = True
            self._channel.send((task.content, task.asked))
            kind, told = self._receive(task.limits.seconds)
        except (EOFError, OSError):
            raise WorkerFailed(self._how()) from None
        if kind == "memory":
            raise MemoryLimitReached
        if kind == "failed":
            raise WorkerFailed(str(told))
        return cast("Tail", told)

    def _receive(self, seconds: float) -> tuple[str, object]:
        if not self._channel.poll(seconds):
            raise TimeLimitReached
        received: tuple[str, object] = self._channel.recv()
        return received

    def _how(self) -> str:
        code = self._process.wait()
        return signal.Signals(-code).name if code < 0 else str(code)

    @property
    def lives(self) -> bool:
        """Whether it has not ended, as it does after being idle for some time."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Stop it at once, whatever it does; whoever waits for its answer is told."""
        self._process.kill()

    def end(self) -> None:
        """Be rid of it. Only for the one who uses it."""
        self.kill()
        self._process.wait()
        self._channel.close()


class Engines:
    """The processes of one interpreter: as many as it answers cases at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[EngineProcess] = []
        self._busy: set[EngineProcess] = set()
        self._dismissals = 0

    def answered(self, task: Task) -> Tail:
        """The answer to a case, or why there is none.

        A process may end, or its memory be full, through no fault of its case: so a case on which
        that happens is tried once more, in a process that has seen no other.
        """
        dismissals = self._dismissals
        try:
            try:
                return self._once(task, self._take(task.limits.mebibytes))
            except (MemoryLimitReached, WorkerFailed):
                if self._dismissals != dismissals:
                    raise
                return self._once(task, self._begin(task.limits.mebibytes))
        except TimeLimitReached:
            words = message("time_limit", seconds=f"{task.limits.seconds:g}")
            failed = Failed("time_limit", words)
        except MemoryLimitReached:
            words = message("asp_memory_limit", mebibytes=str(task.limits.mebibytes))
            failed = Failed("memory_limit", words)
        except (WorkerFailed, OSError) as error:  # OSError: it cannot even be started
            failed = Failed("worker_failed", message("asp_worker_failed", how=str(error)))
        return failure_tail(failed, task.asked.lang)

    def dismiss(self) -> None:
        """End every process; what is being answered is answered as failed."""
        with self._lock:
            self._dismissals += 1
            idle, self._idle = self._idle, []
            for process in self._busy:
                process.kill()
        for process in idle:
            process.end()

    def _once(self, task: Task, process: EngineProcess) -> Tail:
        fit = False
        try:
            tail = process.answer(task)
            fit = True
        finally:
            with self._lock:
                self._busy.discard(process)
                if fit:
                    self._idle.append(process)
            if not fit:
                process.end()
        return tail

    def _take(self, mebibytes: int) -> EngineProcess:
        """The process that was used last and may have as much memory, or a new one."""
        ended = []
        with self._lock:
            for process in reversed(self._idle.copy()):
                if process.mebibytes == mebibytes:
                    self._idle.remove(process)
                    if process.lives:
                        self._busy.add(process)
                        return process
                    ended.append(process)
        for process in ended:
            process.end()
        return self._begin(mebibytes)

    def _begin(self, mebibytes: int) -> EngineProcess:
        with self._lock:
            process = EngineProcess(mebibytes)
            self._busy.add(process)
        return process


_engines = Engines()
atexit.register(_engines.dismiss)


def answered_apart(task: Task) -> Tail:
    """What any executor is given to do: the answer to a case, found in a process of its own."""
    return _engines.answered(task)


@contextmanager
def threads(workers: int) -> Iterator[tuple[Executor, int]]:
    """An executor for one machine and how many cases it answers at once: each thread has the use
    of a process of its own.
    """
    executor = ThreadPoolExecutor(workers)
    try:
        yield executor, workers
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        _engines.dismiss()
        executor.shutdown()
