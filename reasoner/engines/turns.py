"""Who may go on: so many at once, first come first served, and none for ever while others wait."""

import math
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reasoner.problems import WenzeError

# Seconds between two times at which one who waits is asked whether they still want their turn.
_ASKED_EVERY = 0.5

Turn = threading.Event  # set when it has come


class Abandoned(WenzeError):
    """Whoever asked has gone while they waited for their turn."""


class EnginesDismissed(WenzeError):
    """The engines have been dismissed: they answer nothing more."""


class Turns:
    """Turns for any thread. One who goes away or is interrupted holds up nobody, and one who takes
    long gives up the turn and goes on without.
    """

    def __init__(self, most: int | None) -> None:
        """``most`` turns at once, and as many that were given up; None for as many as are wanted.

        Without a bound on those who go on without a turn there would be no bound at all.
        """
        self._most = math.inf if most is None else most
        self._lock = threading.Lock()
        self._waiting: deque[Turn] = deque()
        self._held: set[Turn] = set()
        self._late: deque[Turn] = deque()  # held, to be given up as soon as may be
        self._overdue: set[Turn] = set()  # given up
        self._closed = False

    @contextmanager
    def turn(self, abandoned: Callable[[], bool] | None = None) -> Iterator[Turn]:
        """A turn, waited for; ``abandoned`` is asked now and then whether it is still wanted.

        Raises Abandoned, EnginesDismissed.
        """
        turn = Turn()
        try:
            self._enter(turn)
            if not turn.is_set():
                _wait(turn, abandoned)
            if self._closed:  # while it was waited for
                raise EnginesDismissed
            yield turn
        finally:
            self._leave(turn)

    def give_up(self, turn: Turn) -> None:
        """Let another have this turn as soon as not too many others have been given up."""
        with self._lock:
            if turn not in self._late and turn not in self._overdue:
                self._late.append(turn)
                self._go_on()

    @property
    def overdue(self) -> int:
        """How many go on without a turn."""
        with self._lock:
            return len(self._overdue)

    def close(self) -> None:
        """No turns any more; whoever waits for one is told."""
        with self._lock:
            self._closed = True
            for waiting in self._waiting:
                waiting.set()

    def _enter(self, turn: Turn) -> None:
        with self._lock:
            if self._closed:
                raise EnginesDismissed
            self._waiting.append(turn)
            self._go_on()

    def _leave(self, turn: Turn) -> None:
        with self._lock:
            for queue in (self._waiting, self._late):
                if turn in queue:
                    queue.remove(turn)
            self._held.discard(turn)
            self._overdue.discard(turn)
            self._go_on()

    def _go_on(self) -> None:
        """Take turns from those who are late, and give them to those who wait, as far as may be."""
        while self._late and len(self._overdue) < self._most:
            late = self._late.popleft()
            self._held.remove(late)
            self._overdue.add(late)
        while self._waiting and len(self._held) < self._most:
            first = self._waiting.popleft()
            self._held.add(first)
            first.set()


def _wait(turn: Turn, abandoned: Callable[[], bool] | None) -> None:
    """Wait for a turn; one that has come is not taken either when nobody wants it any more."""
    come = False
    while not come:
        come = turn.wait(_ASKED_EVERY)
        if abandoned is not None and abandoned():
            raise Abandoned
