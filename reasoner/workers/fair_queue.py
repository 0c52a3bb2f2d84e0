"""Who may go on: so many at once, first come first served, and none for ever while others wait."""

import math
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..errors import WenzeError

# Seconds between two times at which one who waits is asked whether they still want their turn.
_ASKED_EVERY = 0.5

Turn = threading.Event  # set when it has come


class Abandoned(WenzeError):
    """Whoever asked has gone while they waited for their turn."""


class EnginesDismissed(WenzeError):
    """The engines have been dismissed: they answer nothing more."""


class Overdue(WenzeError):
    """Who has a turn has had it for too long, and too many go on without one."""


class Turns:
    """Turns for any thread. One who goes away or is interrupted holds up nobody, and one who takes
    long gives up the turn and goes on without, or breaks off and comes again for a late turn.
    """

    def __init__(self, most: int | None) -> None:
        """``most`` turns at once, and as many late ones; None for as many as are wanted."""
        self._most = math.inf if most is None else most
        self._lock = threading.Lock()
        self._waiting: deque[Turn] = deque()
        self._held: set[Turn] = set()
        self._late: deque[Turn] = deque()  # wait for a late turn
        self._overdue: set[Turn] = set()  # late turns, and turns that were given up
        self._closed = False

    @contextmanager
    def turn(
        self, abandoned: Callable[[], bool] | None = None, *, late: bool = False
    ) -> Iterator[Turn]:
        """A turn, waited for; ``abandoned`` is asked now and then whether it is still wanted.

        Raises Abandoned, EnginesDismissed.
        """
        turn = Turn()
        try:
            self._enter(turn, self._late if late else self._waiting)
            if not turn.is_set():
                _wait(turn, abandoned)
            if self._closed:  # while it was waited for
                raise EnginesDismissed
            yield turn
        finally:
            self._leave(turn)

    def give_up(self, turn: Turn) -> None:
        """Let another have this turn. Raises Overdue where too many go on without one."""
        with self._lock:
            if turn in self._overdue:
                return
            if len(self._overdue) >= self._most:
                raise Overdue
            self._held.remove(turn)
            self._overdue.add(turn)
            self._go_on()

    @property
    def overdue(self) -> int:
        """How many go on without a turn, or have a late one."""
        with self._lock:
            return len(self._overdue)

    def close(self) -> None:
        """No turns any more; whoever waits for one is told."""
        with self._lock:
            self._closed = True
            for waiting in (*self._waiting, *self._late):
                waiting.set()

    def _enter(self, turn: Turn, queue: deque[Turn]) -> None:
        with self._lock:
            if self._closed:
                raise EnginesDismissed
            queue.append(turn)
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
        """Give turns to those who wait, as far as may be."""
        for queue, having in ((self._waiting, self._held), (self._late, self._overdue)):
            while queue and len(having) < self._most:
                first = queue.popleft()
                having.add(first)
                first.set()


def _wait(turn: Turn, abandoned: Callable[[], bool] | None) -> None:
    """Wait for a turn; one that has come is not taken either when nobody wants it any more."""
    come = False
    while not come:
        come = turn.wait(_ASKED_EVERY)
        if abandoned is not None and abandoned():
            raise Abandoned
