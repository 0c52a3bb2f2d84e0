"""Work that is broken off when its time is up, so that what was found until then can be told."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import clingo

# A timer set to nothing would never ring.
_SHORTEST = 1e-6


class TimeUp(BaseException):
    """The time is up. As with an interrupt, nothing that takes errors in its stride stops it."""


class _Alarm:
    """The alarm of the process, which is for its main thread alone."""

    def __init__(self) -> None:
        self.running = False
        self.due = False  # it rang while the main thread was sheltered
        self.fired = False
        self.end = 0.0
        self.sheltered: list[clingo.Control | None] = []  # the main thread, so often
        self._lock = threading.Lock()
        self._watched = False

    def start(self, seconds: float) -> None:
        """Let it ring, while it is running, when that many seconds have passed."""
        if not self._watched:
            self._watch()
        self.end = time.monotonic() + seconds
        self.running = True
        signal.setitimer(signal.ITIMER_REAL, seconds)

    def stop(self) -> None:
        """Let it not ring any more, nor stop a solver."""
        with self._lock:
            self.running = False

    def ring(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Raise TimeUp, unless the main thread is sheltered."""
        if not self.running:
            return
        if self.sheltered:
            self.due = True
            return
        self.running, self.due, self.fired = False, False, True
        raise TimeUp

    def _watch(self) -> None:
        """Have another thread look after the solver: the main one, in C, sees no signal."""
        alarms, told = os.pipe()
        os.set_blocking(told, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        threading.Thread(target=self._stop_solvers, args=(alarms,), daemon=True).start()
        self._watched = True

    def _stop_solvers(self, alarms: int) -> None:
        """Stop what the main thread solves when the time is up. Python has noted the alarm before
        it tells: no result of a solver that was stopped is used.
        """
        while os.read(alarms, 1):
            with self._lock:
                if self.running and time.monotonic() >= self.end:
                    for control in self.sheltered[-1:]:
                        if control is not None:
                            control.interrupt()


_alarm = _Alarm()


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise TimeUp in the block when that many seconds have passed, once.

    It is raised between two steps of Python: what is under way in C, as grounding is, ends first,
    and what is ``sheltered`` as well. What the block was making may be left half made, so a process
    in which one has fired is best replaced: see ``has_fired``.

    Raises ValueError outside the main thread, RuntimeError inside another deadline.
    """
    if signal.getitimer(signal.ITIMER_REAL)[0]:
        raise RuntimeError("a deadline runs already")
    before = signal.signal(signal.SIGALRM, _alarm.ring)
    try:
        try:
            _alarm.start(max(seconds, _SHORTEST))
            yield
        finally:
            _alarm.stop()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before or signal.SIG_DFL)


@contextmanager
def sheltered(control: clingo.Control | None = None) -> Iterator[None]:
    """A block in which no TimeUp is raised, but at its end: for calls into an engine that would
    not live through it. clingo ends the process when its callbacks into Python raise, and it has
    some of its own for every search; Prolog is left with an open query.

    A solver that is given is stopped when the time is up, so that the end comes soon.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _alarm.sheltered.append(control)
    try:
        yield
    finally:
        _alarm.sheltered.pop()
        if _alarm.due:
            _alarm.ring()


def has_fired() -> bool:
    """Whether the time of any deadline in this process was up."""
    return _alarm.fired
