"""Processor time, the least of several rounds, and how it is said beside another."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

ROUNDS = 4
LEAST_ROUNDS = 2  # the first of them warms up
# Seconds: no further round is begun once so much has been spent, so that large cases end too.
ENOUGH = 1.5
SPACE = "\u00a0"  # a number and its unit stay on one line


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time; where it is not ``finished``, more than so many."""

    seconds: float
    finished: bool = True

    def __str__(self) -> str:
        more = "" if self.finished else f">{SPACE}"
        if self.seconds < 1:
            return f"{more}{three_digits(self.seconds * 1000)}{SPACE}ms"
        return f"{more}{three_digits(self.seconds)}{SPACE}s"

    def beside(self, other: "Cost") -> str:
        """The ratio to another cost; nothing where neither was finished."""
        if not self.finished and not other.finished:
            return ""
        sign = ">" if not self.finished else "<" if not other.finished else ""
        return f"{sign}×{three_digits(self.seconds / other.seconds)}"


def least(action: Callable[[], object]) -> Cost:
    """The least processor time of some rounds."""
    return least_after(lambda: None, lambda _: action())


def least_after(
    prepare: Callable[[], T], action: Callable[[T], object], rounds: int = ROUNDS
) -> Cost:
    """The least processor time of an action, each round on something newly prepared."""
    times: list[float] = []
    while len(times) < LEAST_ROUNDS or (len(times) < rounds and sum(times) < ENOUGH):
        prepared = prepare()
        start = time.process_time()
        action(prepared)
        times.append(time.process_time() - start)
    return Cost(min(times))


def three_digits(value: float) -> str:
    """A number with as many digits as a measurement deserves."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
