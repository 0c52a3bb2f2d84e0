"""Work that is broken off when its time is up, so that what was found until then can be told."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

import clingo

# A timer set to nothing would never ring.
_SHORTEST = 1e-6
# Seconds from one time at which the alarm rings to the next.
_AGAIN = 0.02


class TimeUp(BaseException):
    """The time is up. As with an interrupt, nothing that takes errors in its stride stops it."""


class _Alarm:
    """The alarm of the process, which is for its main thread alone.

    It rings until the block is left: the first TimeUp may get lost, as whatever is raised in a
    finalizer does.
    """

    def __init__(self) -> None:
        self.running = False
        self.due = False  # it rang while the main thread was sheltered
        self.fired = False
        self.sheltered: list[clingo.Control | None] = []  # the main thread, so often
        self._end = 0.0
        self._raised: TimeUp | None = None
        self._told: int | None = None
        self._lock = threading.Lock()

    def start(self, seconds: float) -> None:
        """Let it ring when that many seconds have passed, and again and again."""
        self._end = time.monotonic() + seconds
        self.running = True
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)

    def stop(self) -> None:
        """Let it not ring any more, nor stop a solver."""
        with self._lock:
            self.running = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        self.due, self._raised = False, None

    def ring(self, _number: int = 0, frame: FrameType | None = None) -> None:
        """Raise TimeUp, unless the main thread is sheltered, is leaving the block, or deals with
        one that is not lost.
        """
        if not self.running or (frame is not None and frame.f_code is _Block.__exit__.__code__):
            return
        if self.sheltered:
            self.due = True
            return
        self.due = False
        if self._raised is None or not _in_hand(self._raised):
            self.fired = True
            self._raised = TimeUp()
            raise self._raised

    def told(self) -> int:
        """Where to have the system tell of signals. Another thread hears of them there, to look
        after the solver: the main one, in C, sees none.
        """
        if self._told is None:
            alarms, told = os.pipe()
            os.set_blocking(told, False)
            threading.Thread(target=self._stop_solvers, args=(alarms,), daemon=True).start()
            self._told = told
        return self._told

    def _stop_solvers(self, alarms: int) -> None:
        """Stop what the main thread solves when the time is up. Python has noted the alarm before
        it tells: no result of a solver that was stopped is used.
        """
        while os.read(alarms, 1):
            with self._lock:
                if self.running and time.monotonic() >= self._end:
                    for control in self.sheltered[-1:]:
                        if control is not None:
                            control.interrupt()


_alarm = _Alarm()


def _in_hand(raised: TimeUp) -> bool:
    """Whether what is being handled is this, or came of handling it."""
    handled = sys.exception()
    while handled is not None and handled is not raised:
        handled = handled.__context__
    return handled is not None


class _Block:
    """A block under the alarm. No generator: an alarm between it and the block would leave both."""

    def __init__(self, seconds: float) -> None:
        self._seconds = max(seconds, _SHORTEST)

    def __enter__(self) -> None:
        if signal.getitimer(signal.ITIMER_REAL)[0]:
            raise RuntimeError("a deadline runs already")
        told = _alarm.told()
        self._handler = signal.signal(signal.SIGALRM, _alarm.ring)
        self._told = signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        try:
            _alarm.start(self._seconds)
        except BaseException:
            self._leave()
            raise

    def __exit__(self, *_: object) -> None:
        _alarm.running = False
        self._leave()

    def _leave(self) -> None:
        _alarm.stop()
        signal.set_wakeup_fd(self._told)
        signal.signal(signal.SIGALRM, self._handler or signal.SIG_DFL)


def deadline(seconds: float) -> AbstractContextManager[None]:
    """Raise TimeUp in the block when that many seconds have passed.

    It is raised between two steps of Python: what is under way in C, as grounding is, ends first,
    and what is ``sheltered`` as well. One that comes to nothing is followed by another. What the
    block was making may be left half made, so a process in which one has fired is best replaced:
    see ``has_fired``.

    To enter it raises ValueError outside the main thread, RuntimeError inside another deadline.
    """
    return _Block(seconds)


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
