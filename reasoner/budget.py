"""Time budgets that work asks about while it runs.

Nothing is interrupted from outside: a signal that raises inside a callback of clingo's becomes a
bare RuntimeError, and it reaches the main thread only. Work calls `check` at points where nothing
is half made, and what it found before is kept (an anytime algorithm: Dean and Boddy, An Analysis of
Time-Dependent Planning, AAAI 1988).

A budget counts processor time of the thread that entered it, and of the solver that works for it,
so that a busy machine does not turn answers into refusals. A bound by the clock, some times as
long, holds as well. A budget inside another never outlives it.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf

import clingo

# How many seconds by the clock a second of processor time may take.
PATIENCE = 3.0
# Seconds between two looks at the time while a solver works: at least, and at most.
_SHORTEST, _LONGEST = 0.001, 0.1


class TimeUp(BaseException):
    """The budget is spent. Handlers of ordinary errors let it pass, as they do an interrupt."""


class _Engines(threading.local):
    """Processor time that solvers spent for each thread in threads of their own."""

    seconds = 0.0


_engines = _Engines()


def processor_time() -> float:
    """Processor time of this thread and of the solvers that worked for it, in seconds."""
    return time.thread_time() + _engines.seconds


@dataclass(frozen=True, slots=True)
class Budget:
    """Ends of the processor time and of the clock, for the thread that entered it."""

    processor_end: float
    wall_end: float
    outer: "Budget | None"

    @property
    def left(self) -> float:
        """Seconds of processor time that are left, as far as the clock allows."""
        return min(self.processor_end - processor_time(), self.wall_left)

    @property
    def wall_left(self) -> float:
        """Seconds by the clock that are left."""
        return self.wall_end - time.monotonic()

    def check(self) -> None:
        """Raise TimeUp if this budget is spent."""
        if self.left <= 0:
            raise TimeUp


_current: ContextVar[Budget | None] = ContextVar("budget", default=None)


def current() -> Budget | None:
    """The innermost budget that is in force here, if any."""
    return _current.get()


def check() -> None:
    """Raise TimeUp if the budget in force is spent."""
    budget = _current.get()
    if budget is not None:
        budget.check()


@contextmanager
def limited(seconds: float, wall_seconds: float | None = None) -> Iterator[Budget]:
    """Put a budget in force for the block: `check` raises TimeUp once it is spent.

    `wall_seconds` is a generous multiple of `seconds` where it is not given.
    """
    outer = _current.get()
    wall = PATIENCE * seconds if wall_seconds is None else wall_seconds
    own = Budget(
        min(processor_time() + seconds, inf if outer is None else outer.processor_end),
        min(time.monotonic() + wall, inf if outer is None else outer.wall_end),
        outer,
    )
    token = _current.set(own)
    try:
        yield own
    finally:
        _current.reset(token)


@dataclass(slots=True)
class Run:
    """A block that may end early: `complete` is False once its budget was spent."""

    complete: bool = True


@contextmanager
def anytime(seconds: float | None) -> Iterator[Run]:
    """End the block when its budget is spent; the results that it kept until then stay.

    Without `seconds` it has no budget of its own. TimeUp of an outer budget passes through.
    """
    run = Run()
    if seconds is None:
        yield run
        return
    try:
        with limited(seconds) as budget:
            yield run
    except TimeUp:
        run.complete = False
        if budget.outer is not None:
            budget.outer.check()


def wait(handle: clingo.SolveHandle) -> None:
    """Wait for the next result of an asynchronous solver, and count its time.

    Raises TimeUp when the budget in force is spent: leaving the handle's block then stops the
    solver.
    """
    budget = _current.get()
    while True:
        begun = time.process_time(), time.monotonic(), time.thread_time()
        least = _LONGEST if budget is None else min(max(budget.left, _SHORTEST), _LONGEST)
        ready = handle.wait(least)
        process, wall, thread = time.process_time(), time.monotonic(), time.thread_time()
        # Other threads may work meanwhile; a solver's spends no more than passes by the clock.
        spent = min(process - begun[0] - (thread - begun[2]), wall - begun[1])
        _engines.seconds += max(0.0, spent)
        if ready:
            return
        check()
