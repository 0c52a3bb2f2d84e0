"""One worker process: a pebble pool of one, with what pebble leaves to its users.

pebble starts the process, hands it tasks, kills it at the limit by the clock and replaces it. This
module adds what it has no means for: limits of memory and processor time, the end of the processes
that a task has started (a running `dot`), the end with the parent, deafness to interrupts. It also
keeps the parent's main script from being run again, as spawn does, and lets Dask's workers, which
are daemons, have processes.
"""

import math
import os
import pickle
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import context, parent_process, process
from multiprocessing.connection import wait
from types import ModuleType
from typing import Any, Literal

from pebble import ProcessPool

from ..budget import TimeUp
from .limits import MEBIBYTE, Limits

# A process that occupies this share of its memory after a task is replaced.
_WORN = 0.5
# What it has kept: so many questions.
_KEYS = 16
_starting = threading.Lock()
# The signal by which the system ends a process whose processor time is up.
TIME_IS_UP = signal.SIGPROF


@dataclass(frozen=True, slots=True)
class Reply:
    """The end of a task; ``value`` is pickled. ``worn`` if its process should do no other."""

    kind: Literal["done", "time", "memory", "failed"]
    value: bytes = b""
    worn: bool = False


class WorkerProcess(context.SpawnProcess):
    """A spawned process that ends with all that it has started."""

    def start(self) -> None:
        """Start it, deaf to interrupts from the beginning. Raises OSError."""
        with _starting, _apart_from_the_caller():
            mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                super().start()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def terminate(self) -> None:
        """Kill it and what it has started. SIGTERM would have to wait for the engines."""
        if self.pid is not None:
            with suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
            self.kill()  # it may not have a group yet

    def is_alive(self) -> bool:
        """True until it has ended; then nothing that it has started lives either."""
        with _starting:
            alive = super().is_alive()
        if not alive and self.pid is not None:
            # No other process gets its number while one of its group lives.
            with suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
        return alive


@contextmanager
def _apart_from_the_caller() -> Iterator[None]:
    """Keep the caller's script, folder and daemonhood from a process that is started."""
    main, config = sys.modules["__main__"], process.current_process()._config  # type: ignore[attr-defined]
    safe_path, daemon = os.environ.get("PYTHONSAFEPATH"), config.pop("daemon", None)
    sys.modules["__main__"] = ModuleType("__main__")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if safe_path is None:
            del os.environ["PYTHONSAFEPATH"]
        if daemon is not None:
            config["daemon"] = daemon


class _Context(context.SpawnContext):
    """The context of one worker; it knows the process that was started last."""

    process: WorkerProcess | None = None

    def Process(self, *args: Any, **named: Any) -> WorkerProcess:  # type: ignore[override]  # noqa: N802
        self.process = WorkerProcess(*args, **named)
        return self.process


class Worker:
    """A process that does one task after another."""

    def __init__(self, mebibytes: int, *first: Any) -> None:
        """Prepare a worker; ``first`` is a function with arguments that its process calls first."""
        _occupy_standard_streams()
        self._context = _Context()
        self._pool = ProcessPool(
            1, initializer=begin, initargs=(mebibytes, *first), context=self._context
        )
        self._keys: dict[str, None] = {}
        self._ending = threading.Lock()
        self.uses = 0

    def start(self) -> None:
        """Start the process. Raises OSError, RuntimeError."""
        self._pool.schedule(os.getpid)

    def submit(self, task: bytes, limits: Limits) -> "Future[Reply]":
        """Have a pickled task done: a function with its arguments. Raises OSError, RuntimeError."""
        self.uses += 1
        future: Future[Reply] = self._pool.schedule(
            perform, (task, limits.seconds), timeout=limits.wall_seconds
        )
        return future

    @property
    def alive(self) -> bool:
        """True if it can do a task."""
        started = self._context.process
        return started is not None and started.is_alive() and self._pool.active

    def knows(self, key: str | None) -> bool:
        """True if a task with this key was among the last that it has done."""
        return key in self._keys

    def remember(self, key: str | None) -> None:
        """Note the key of a task that it has done."""
        if key is not None:
            self._keys.pop(key, None)
            self._keys[key] = None
            while len(self._keys) > _KEYS:
                del self._keys[next(iter(self._keys))]

    def kill(self) -> None:
        """Kill the process and let no other begin."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        started = self._context.process
        if started is not None:
            with suppress(OSError, ValueError):
                started.terminate()

    def end(self) -> None:
        """Kill the process and wait until nothing of it is left."""
        self.kill()
        with self._ending:
            self._pool.join()
            ended, self._context.process = self._context.process, None
            if ended is not None:
                ended.close()


def _occupy_standard_streams() -> None:
    """Have no channel take the number of a standard stream that the caller has closed."""
    for stream in (0, 1, 2):
        try:
            os.fstat(stream)
        except OSError:
            # The lowest number that is free, for the process too.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


# --- In the process


def begin(mebibytes: int, first: Callable[..., object] | None = None, *args: object) -> None:
    """Put the limits in force, then call `first`; its failure is nobody's concern."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.setpgid(0, 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = mebibytes * MEBIBYTE
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    if first is not None:
        with suppress(Exception):
            first(*args)


def perform(task: bytes, seconds: float) -> Reply:
    """Do a task in `seconds` of processor time at most; past them the system ends the process,
    whatever it is doing.
    """
    signal.signal(TIME_IS_UP, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        # Functions are imported here: a failure is one of this task.
        function, args = pickle.loads(task)  # noqa: S301 - from the parent
        value = pickle.dumps(function(*args))
    except MemoryError:
        return Reply("memory")
    except TimeUp:
        return Reply("time")
    except Exception as error:
        return Reply("failed", pickle.dumps(f"{type(error).__name__}: {error}"))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return Reply("done", value, _resident() > _WORN * resource.getrlimit(resource.RLIMIT_AS)[0])


def _resident() -> float:
    """Memory that this process occupies, in bytes; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        return -math.inf


def _end_with_parent() -> None:
    """End with the parent, however that ends, and take what was started along."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.killpg(0, signal.SIGKILL)
