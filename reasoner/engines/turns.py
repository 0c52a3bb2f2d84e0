"""Who may go on: so many at once, first come first served."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reasoner.problems import WenzeError

# Seconds between two times at which one who waits is asked whether they still want their turn.
_ASKED_EVERY = 0.5


class Abandoned(WenzeError):
    """Whoever asked has gone while they waited for their turn."""


class EnginesDismissed(WenzeError):
    """The engines have been dismissed: they answer nothing more."""


class Turns:
    """Turns for any thread. One who goes away or is interrupted holds up nobody."""

    def __init__(self, most: int | None) -> None:
        """``most`` turns at once; None for as many as are wanted."""
        self._lock = threading.Lock()
        self._free = most
        self._waiting: deque[threading.Event] = deque()
        self._closed = False

    @contextmanager
    def turn(self, abandoned: Callable[[], bool] | None = None) -> Iterator[None]:
        """A turn, waited for; ``abandoned`` is asked now and then whether it is still wanted.

        Raises Abandoned, EnginesDismissed.
        """
        own = self._enter()
        try:
            if own is not None:
                _wait(own, abandoned)
            if self._closed:  # while it was waited for
                raise EnginesDismissed
            yield
        finally:
            self._leave(own)

    def close(self) -> None:
        """No turns any more; whoever waits for one is told."""
        with self._lock:
            self._closed = True
            for waiting in self._waiting:
                waiting.set()

    def _enter(self) -> threading.Event | None:
        """A place in the queue, or None where there is no need to wait."""
        with self._lock:
            if self._closed:
                raise EnginesDismissed
            if self._free is None:
                return None
            if self._free:
                self._free -= 1
                return None
            own = threading.Event()
            self._waiting.append(own)
            return own

    def _leave(self, own: threading.Event | None) -> None:
        """Give up the place in the queue, or the turn to the first in it."""
        with self._lock:
            if own is not None and own in self._waiting:
                self._waiting.remove(own)
            elif self._waiting:
                self._waiting.popleft().set()
            elif self._free is not None:
                self._free += 1


def _wait(own: threading.Event, abandoned: Callable[[], bool] | None) -> None:
    """Wait for a turn; one that has come is not taken either when nobody wants it any more."""
    come = False
    while not come:
        come = own.wait(_ASKED_EVERY)
        if abandoned is not None and abandoned():
            raise Abandoned
