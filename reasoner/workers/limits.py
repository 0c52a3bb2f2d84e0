"""Limits of a task in a worker process, and its failures."""

from dataclasses import dataclass

from ..budget import PATIENCE
from ..errors import WenzeError
from ..i18n import Words, message

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Processor time of a task in seconds, and memory of its process in MiB.

    A process that waits uses no processor time, so a limit by the clock, some times as long, holds
    as well.
    """

    seconds: float = 30.0
    mebibytes: int = 2048

    @property
    def wall_seconds(self) -> float:
        """The limit by the clock."""
        return PATIENCE * self.seconds


class TimeLimitReached(WenzeError):
    """The task took too long; its process was killed."""


class MemoryLimitReached(WenzeError):
    """The task needed more memory than its process may have."""


@dataclass
class WorkerFailed(WenzeError):
    """The process ended before its task was done; ``how`` names the signal or the exception."""

    how: str

    def __str__(self) -> str:
        return self.how


def failure_words(failed: WenzeError, limits: Limits) -> Words:
    """Say why a task within limits has no result."""
    match failed:
        case TimeLimitReached():
            return message("time_limit", seconds=f"{limits.seconds:g}")
        case MemoryLimitReached():
            return message("asp_memory_limit", mebibytes=str(limits.mebibytes))
        case _:
            return message("asp_worker_failed", how=str(failed) or type(failed).__name__)
