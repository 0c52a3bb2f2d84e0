"""Turns of threads: first come first served, so many at once, and never all of them slow."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from ..errors import WenzeError

# Seconds between two times at which a waiting thread is asked whether its client has gone.
GLANCE = 0.5


class Abandoned(WenzeError):
    """The client has gone, so its question was dropped."""


class TurnsClosed(WenzeError):
    """No turns are given any more."""


@dataclass(eq=False, slots=True)
class Turn:
    """The turn of one thread; ``late`` if it had to give up an earlier one."""

    late: bool
    slow: bool = False
    come: threading.Event = field(default_factory=threading.Event)


class Turns:
    """A FIFO semaphore with two lanes. At least one turn is for quick holders.

    A holder that takes long becomes slow. If all turns are held by slow ones while others wait, one
    of them has to give up its turn and start over later, in the lane of the late ones. These hold
    all turns but one. Where there is only one turn, quick ones get a second beside a slow holder.
    """

    def __init__(self, most: float, *, quick_lane: bool) -> None:
        self._most = most
        self._capacity = max(most, 2) if quick_lane else most
        self._lock = threading.Lock()
        self._waiting: deque[Turn] = deque()
        self._late: deque[Turn] = deque()
        self._held: set[Turn] = set()
        self.closed = False

    @contextmanager
    def turn(
        self, abandoned: Callable[[], bool] | None = None, *, late: bool = False
    ) -> Iterator[Turn]:
        """Wait for a turn; ``abandoned`` is asked now and then whether the client has gone.

        Raises Abandoned, TurnsClosed.
        """
        turn = Turn(late, slow=late)
        try:
            self.enter(turn)
            while not turn.come.is_set():
                turn.come.wait(GLANCE)
                # One that has just come is not taken either.
                if abandoned is not None and abandoned():
                    raise Abandoned
            if self.closed:
                raise TurnsClosed
            yield turn
        finally:
            self.leave(turn)

    def enter(self, turn: Turn) -> None:
        """Put a turn at the end of its lane. Raises TurnsClosed."""
        with self._lock:
            if self.closed:
                raise TurnsClosed
            (self._late if turn.late else self._waiting).append(turn)
            self._grant()

    def leave(self, turn: Turn) -> None:
        """Give a turn back, or stop waiting for it."""
        with self._lock:
            for queue in (self._waiting, self._late):
                with suppress(ValueError):
                    queue.remove(turn)
            self._held.discard(turn)
            self._grant()

    def must_yield(self, turn: Turn) -> bool:
        """Mark a turn as slow; True if its holder has to give it up for those who wait."""
        with self._lock:
            turn.slow = True
            self._grant()
            full = len(self._held) >= self._capacity and self._slow == len(self._held)
            if turn.late or not (full and self._waiting):
                return False
            # Only this one: the others count it as gone.
            self._held.discard(turn)
            self._grant()
            return True

    def close(self) -> None:
        """Give no turns any more, and tell all who wait."""
        with self._lock:
            self.closed = True
            for turn in (*self._waiting, *self._late):
                turn.come.set()

    @property
    def waiting(self) -> int:
        """The number of threads that wait for their first turn."""
        return len(self._waiting)

    @property
    def late(self) -> int:
        """The number of threads that wait to start over."""
        return len(self._late)

    @property
    def slow(self) -> int:
        """The number of slow holders."""
        with self._lock:
            return self._slow

    @property
    def _slow(self) -> int:
        return sum(turn.slow for turn in self._held)

    def _grant(self) -> None:
        while self._late and self._slow < self._capacity - 1 and len(self._held) < self._capacity:
            self._give(self._late)
        while self._waiting and (
            len(self._held) < self._most
            or (len(self._held) < self._capacity and self._slow == len(self._held))
        ):
            self._give(self._waiting)

    def _give(self, queue: deque[Turn]) -> None:
        turn = queue.popleft()
        self._held.add(turn)
        turn.come.set()
